//! Drop-outs, late arrivals and returns while rooms run.

use serde_json::Value;

use super::{
    Row,
    cohorts::{Moment, moment},
};

/// A usual moment: up to a third leave, a few come, of a cohort of up to 40.
fn usual(seed: u64, room: usize) -> Moment {
    let number = usize::try_from(seed).unwrap();
    let people = 12 + number % 29;
    Moment {
        people,
        room,
        left: number % (people / 3),
        joined: number % 3,
        returned: number / 3 % 3,
    }
}

fn large(room: usize, left: usize, coming: usize) -> Moment {
    Moment {
        people: 1_000,
        room,
        left,
        joined: coming,
        returned: coming,
    }
}

/// Many leave at once, and a few come at the same moment.
fn storm(people: usize, room: usize, left: usize, joined: usize, returned: usize) -> Moment {
    Moment {
        people,
        room,
        left,
        joined,
        returned,
    }
}

fn cohort(name: &'static str, cases: u64, draw: fn(u64) -> Value) -> Row {
    Row {
        name,
        cases,
        draw,
        p99: Some(5.0),
        max: Some(50.0),
    }
}

fn crowd(name: &'static str, draw: fn(u64) -> Value) -> Row {
    Row {
        name,
        cases: 5,
        draw,
        p99: None,
        max: Some(100.0),
    }
}

pub fn rows() -> Vec<Row> {
    vec![
        cohort("reshuffle: buddy time, up to 40 people", 600, |seed| {
            moment(seed, usual(seed, 2))
        }),
        cohort("reshuffle: rooms of three, up to 40 people", 600, |seed| {
            moment(seed, usual(seed, 3))
        }),
        cohort("reshuffle: rooms of four, up to 40 people", 600, |seed| {
            moment(seed, usual(seed, 4))
        }),
        cohort(
            "reshuffle: buddy time, 40 people, 15 leave, 3 come",
            300,
            |seed| moment(seed, storm(43, 2, 15, 2, 1)),
        ),
        cohort(
            "reshuffle: buddy time, 40 people, 20 leave, 3 come",
            300,
            |seed| moment(seed, storm(43, 2, 20, 2, 1)),
        ),
        cohort(
            "reshuffle: rooms of three, 40 people, 20 leave, 6 come",
            300,
            |seed| moment(seed, storm(40, 3, 20, 3, 3)),
        ),
        crowd("reshuffle: buddy time, 1,000 people, 300 leave", |seed| {
            moment(seed, large(2, 300, 0))
        }),
        crowd(
            "reshuffle: buddy time, 1,000 people, 300 leave, 40 come",
            |seed| moment(seed, large(2, 300, 20)),
        ),
        crowd(
            "reshuffle: rooms of four, 1,000 people, 300 leave",
            |seed| moment(seed, large(4, 300, 0)),
        ),
        crowd(
            "reshuffle: rooms of four, 1,000 people, 300 leave, 40 come",
            |seed| moment(seed, large(4, 300, 20)),
        ),
    ]
}
