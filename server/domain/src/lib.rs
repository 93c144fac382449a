//! The pure core: what each command means and what each role may see.
#![forbid(unsafe_code)]

pub mod aggregate;
pub mod audience;
pub mod call_link;
pub mod dice;
#[cfg(test)]
mod laws;
pub mod limits;
pub mod matching;
pub mod organisation;
pub mod programme;
pub mod session;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod views;
