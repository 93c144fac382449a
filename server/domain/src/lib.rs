//! The pure core: what each command means and what each role may see.
#![forbid(unsafe_code)]

pub mod aggregate;
pub mod audience;
pub mod call_link;
pub mod dice;
#[cfg(any(test, feature = "examples"))]
pub mod examples;
#[cfg(test)]
mod laws;
pub mod limits;
pub mod matching;
pub mod names;
pub mod organisation;
pub mod programme;
pub mod sealing;
pub mod session;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod views;
pub mod zoom;
