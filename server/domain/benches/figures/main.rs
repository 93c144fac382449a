//! `make bench`: how long the matching engine takes, in milliseconds, over many cases of each kind and size.
//!
//! Every case is drawn from its own seed and answered three times; its fastest run counts, so that the figures speak of
//! the engine and not of what else the machine was doing. Words on the command line choose the rows that contain them.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a program that measures and prints"
)]

mod changes;
mod pairs;
mod programmes;
mod rounds;
mod table;

#[path = "../../tests/breakouts/after_sessions.rs"]
mod after_sessions;
#[path = "../../tests/breakouts/cohorts.rs"]
mod cohorts;
#[path = "../../tests/breakouts/courses.rs"]
#[allow(dead_code, reason = "the tests draw more from it")]
mod courses;
#[path = "../../tests/breakouts/worlds.rs"]
#[allow(dead_code, reason = "the tests draw more from it")]
mod worlds;

use std::time::Instant;

use alongside_domain::matching::case::Question;

pub use table::Row;

fn main() {
    let rows = pairs::rows()
        .into_iter()
        .chain(changes::rows())
        .chain(programmes::rows())
        .chain(rounds::rows());
    table::print(rows, |case| {
        let question = Question::read(&case.to_string()).unwrap();
        move || {
            let started = Instant::now();
            std::hint::black_box(question.answer());
            started.elapsed()
        }
    });
}
