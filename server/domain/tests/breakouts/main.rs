//! The matching engine as its users meet it: public examples with proven optima, small worlds compared with every
//! arrangement there is, and promises that must hold in any world. All of it through cases, judged by a checker that
//! shares nothing with the engine.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod after_sessions;
mod any_json;
mod checker;
mod courses;
mod examples;
mod impossible;
mod programmes;
mod promises;
mod proven;
mod sentences;
mod small_worlds;
mod worlds;
