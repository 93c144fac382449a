//! The server around the pure core: log, hub, doors and pages.
#![forbid(unsafe_code)]

pub mod clock;
pub mod http;
pub mod limits;
pub mod log;
