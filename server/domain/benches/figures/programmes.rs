//! Whole programmes: with designs, with everything that makes planning hard, and for a thousand people.

use crate::Row;
use crate::courses::{designed_programme, hard_programme, programme};
use crate::worlds::{Chance, Size};

pub fn rows() -> Vec<Row> {
    let row = |name, cases, draw, p99| Row {
        name,
        cases,
        draw,
        p99,
        max: None,
    };
    vec![
        row(
            "programmes: up to 40 people where a design exists",
            200,
            designed_programme,
            Some(100.0),
        ),
        row(
            "programmes: up to 40 people, history, rules, absences",
            60,
            hard,
            None,
        ),
        row(
            "programmes: 1,000 people, ten rounds",
            5,
            |seed| programme(1_000 - seed as usize, 250, 10),
            Some(1_000.0),
        ),
    ]
}

fn hard(seed: u64) -> serde_json::Value {
    let chance = &mut Chance::new(seed);
    let people = 12 + chance.below(29);
    let rooms = people / (3 + chance.below(3));
    let (apart, bound) = (chance.below(5), chance.below(2));
    hard_programme(
        seed,
        Size {
            people,
            rooms,
            apart,
            bound,
        },
    )
}
