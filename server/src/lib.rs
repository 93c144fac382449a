//! The server around the pure core: log, hub, doors and pages.
#![forbid(unsafe_code)]

pub mod address;
pub mod bus;
pub mod cli;
pub mod clock;
pub mod config;
pub mod house;
pub mod http;
pub mod hub;
pub mod keeper;
pub mod limits;
pub mod log;
pub mod programmes;
pub mod rehearsal;
pub mod secrets;
