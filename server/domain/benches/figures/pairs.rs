//! Buddies for a programme, and repairs of a running pairing.

use super::{Row, cohorts::pairing};

pub fn rows() -> Vec<Row> {
    let row = |name, cases, p99, draw| Row {
        name,
        cases,
        draw,
        p99: Some(p99),
        max: None,
    };
    vec![
        row("buddies: 24 people", 400, 1.0, |seed| {
            pairing(seed, 24, false)
        }),
        row("buddies: 25 people, a triad", 400, 50.0, |seed| {
            pairing(seed, 25, false)
        }),
        row("buddies: 40 people", 400, 1.0, |seed| {
            pairing(seed, 40, false)
        }),
        row("buddies: 39 people, a triad", 400, 50.0, |seed| {
            pairing(seed, 39, false)
        }),
        row("buddies: 41 people, a triad", 400, 50.0, |seed| {
            pairing(seed, 41, false)
        }),
        row("buddies: repair for 40 people", 400, 1.0, |seed| {
            pairing(seed, 40, true)
        }),
        row("buddies: repair for 39 people", 400, 50.0, |seed| {
            pairing(seed, 39, true)
        }),
        row("buddies: 101 people, a triad", 40, 1_000.0, |seed| {
            pairing(seed, 101, false)
        }),
        row("buddies: 399 people, a triad", 10, 1_000.0, |seed| {
            pairing(seed, 399, false)
        }),
        row("buddies: 1,000 people", 5, 1_000.0, |seed| {
            pairing(seed, 1_000, false)
        }),
        row("buddies: 999 people, a triad", 5, 1_000.0, |seed| {
            pairing(seed, 999, false)
        }),
        row("buddies: repair for 1,000 people", 5, 1_000.0, |seed| {
            pairing(seed, 1_000, true)
        }),
        row("buddies: repair for 999 people", 5, 1_000.0, |seed| {
            pairing(seed, 999, true)
        }),
    ]
}
