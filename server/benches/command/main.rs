//! `make bench`: how long the whole command `alongside plan --case FILE` takes, from its start to its end, in milliseconds.
//!
//! The real program is started for every case, as a script would: it is loaded, reads the file, plans, prints and ends. Each
//! case is asked three times and its fastest run counts, as in the table of the engine.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that measures and prints"
)]

#[path = "../../domain/tests/breakouts/cohorts.rs"]
mod cohorts;
#[path = "../../domain/benches/figures/table.rs"]
mod table;
#[path = "../../domain/tests/breakouts/worlds.rs"]
#[allow(dead_code, reason = "only its chance is asked here")]
mod worlds;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use cohorts::{Moment, moment, pairing};
use table::Row;

/// What the whole command may take at p99.
const PROMISED: Option<f64> = Some(50.0);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.json");
    table::print(rows().into_iter(), |case| {
        std::fs::write(&file, case.to_string()).unwrap();
        || {
            let started = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
                .args(["plan".as_ref(), "--case".as_ref(), file.as_os_str()])
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let took = started.elapsed();
            assert!(output.status.success(), "{output:?}");
            took
        }
    });
}

fn rows() -> Vec<Row> {
    let row = |name, cases, draw| Row {
        name,
        cases,
        draw,
        p99: PROMISED,
        max: None,
    };
    vec![
        row("command: public examples of buddies", 100, |seed| {
            example(seed, "A")
        }),
        row("command: public examples of reshuffles", 100, |seed| {
            example(seed, "C")
        }),
        row("command: buddies, 24-40 people", 200, |seed| {
            pairing(seed, cohort(seed), seed % 3 == 0)
        }),
        row(
            "command: reshuffle of buddy time, 24-40 people",
            200,
            |seed| moment(seed, usual(seed, 2)),
        ),
        row("command: reshuffle of fours, 24-40 people", 200, |seed| {
            moment(seed, usual(seed, 4))
        }),
    ]
}

/// One of the three public examples of a letter.
fn example(seed: u64, letter: &str) -> Value {
    let name = format!("domain/tests/cases/ex-{letter}-0{}.json", seed % 3 + 1);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let told: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    told["case"].clone()
}

fn cohort(seed: u64) -> usize {
    24 + usize::try_from(seed).unwrap() % 17
}

/// Up to half leave, and a few come.
fn usual(seed: u64, room: usize) -> Moment {
    let people = cohort(seed);
    let number = usize::try_from(seed).unwrap();
    Moment {
        people,
        room,
        left: number / 17 * 5 % (people / 2),
        joined: number % 3,
        returned: number / 3 % 3,
    }
}
