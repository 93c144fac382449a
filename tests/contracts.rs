//! Promises that every implementation of a trait keeps, as one suite run on all of them, and what
//! only one of them can promise.

mod backup;
pub mod heads;
mod log;
mod log_on_disk;
mod log_opening;
