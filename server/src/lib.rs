//! The server around the pure core: log, hub, doors and pages.
#![forbid(unsafe_code)]

pub mod address;
pub mod audit;
pub mod bus;
pub mod cli;
pub mod clock;
pub mod config;
pub mod erasure;
pub mod export;
pub mod house;
pub mod http;
pub mod hub;
pub mod keeper;
pub mod kept;
pub mod keys;
pub mod limits;
pub mod log;
pub mod others;
pub mod programmes;
pub mod rehearsal;
pub mod retention;
pub mod secrets;
pub mod sign_in;
pub mod staffing;
pub mod told;
pub mod vault;
