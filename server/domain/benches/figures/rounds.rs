//! One round: cohorts of 21 to 40 people after some sessions, and a large one.

use serde_json::{Value, json};

use crate::Row;
use crate::after_sessions::cohort;
use crate::cohorts::id;

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
            "one round, repeats alone: 21-40 people",
            200,
            repeats_alone,
            Some(100.0),
        ),
        row(
            "one round, all levels: 21-40 people, rules, absences",
            200,
            cohort,
            Some(500.0),
        ),
        row("one round: 1,000 people in fours", 5, large, Some(1_000.0)),
    ]
}

/// The same cohorts of people who all speak and lead, none more often than others: only repeats are left to weigh.
fn repeats_alone(seed: u64) -> Value {
    let mut case = cohort(seed);
    for each in case["people"].as_array_mut().into_iter().flatten() {
        *each = json!({"id": each["id"]});
    }
    case
}

/// A thousand people who have been in rooms of four before, each time with others.
fn large(seed: u64) -> Value {
    let step = usize::try_from(seed).unwrap() + 1;
    let people: Vec<Value> = (0..1_000)
        .map(|each| json!({"id": id(each), "lead": each % 3 > 0, "times_led": each % 4}))
        .collect();
    let mut history = Vec::new();
    for person in 0..1_000 {
        for session in 1..=20 {
            let other = (person + session * step) % 1_000;
            history.push(json!({"people": [id(person), id(other)], "times": 1}));
        }
    }
    let rooms: Vec<String> = (0..250).map(|room| format!("r{room}")).collect();
    let apart: Vec<Value> = (0..100)
        .map(|rule| json!({"id": format!("apart-{rule}"), "people": [id(rule), id(999 - rule)]}))
        .collect();
    json!({
        "format": "alongside-breakout-case/1", "id": "large", "kind": "groups", "people": people,
        "history": history, "keep_apart": apart,
        "rounds": [{"round": 1, "rooms": rooms, "min_size": 4, "max_size": 4}],
    })
}
