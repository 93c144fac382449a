//! The pure core: what each command means and what each role may see.
#![forbid(unsafe_code)]

pub mod dice;
pub mod limits;
pub mod matching;
pub mod text;
