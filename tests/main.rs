//! The tests that look at the whole: one file or folder per kind of promise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop and say where"
)]

mod abuse;
mod cast;
mod cli;
mod contracts;
mod faults;
mod fuzz;
mod http;
mod logs;
mod secure;
mod simulation;
mod stories;
mod storm;
mod tidy;
mod world;
