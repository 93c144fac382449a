//! Promises that every implementation of a trait keeps, as one suite run on all of them.

mod log;
