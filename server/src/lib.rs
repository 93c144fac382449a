//! The server around the pure core: log, hub, doors and pages.
#![forbid(unsafe_code)]

pub mod bus;
pub mod clock;
pub mod http;
pub mod hub;
pub mod limits;
pub mod log;
