//! Whatever somebody writes into a case, it is answered, or refused in one sentence that names the field.

use alongside_domain::matching::case::answer;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::worlds::{self, Chance, Size, with_rarities};

/// Values that belong nowhere, or only just fit.
fn odd(chance: &mut Chance) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(2.5),
        json!(1e300),
        json!(10_000),
        json!(u64::MAX),
        json!(""),
        json!("p00"),
        json!("r0"),
        json!("voice"),
        json!("max_size"),
        json!("two\nlines"),
        json!("\u{0}\u{7f}"),
        json!("long".repeat(2_000)),
        json!(["long".repeat(2_000), "two\nlines"]),
        json!([]),
        json!(["p00"]),
        json!(["p00", "p00"]),
        json!(["p01", "p00", "p02"]),
        json!([[]]),
        json!({}),
        json!({"id": "p00", "people": ["p00", "p01"]}),
    ];
    chance.one(&values).clone()
}

/// Goes down to some place by chance and changes it: another value, gone, or there twice.
fn disturb(value: &mut Value, chance: &mut Chance) {
    let deeper = chance.below(8) > 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = chance.one(&names);
            if chance.below(12) == 0 {
                fields.remove(name);
            } else if let Some(field) = fields.get_mut(name) {
                disturb(field, chance);
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = chance.below(items.len());
            match chance.below(8) {
                0 => items.push(items[at].clone()),
                1 => {
                    items.remove(at);
                }
                _ => disturb(&mut items[at], chance),
            }
        }
        other => *other = odd(chance),
    }
}

fn is_answered_or_refused(mut case: Value, seed: u64) -> Result<(), TestCaseError> {
    let chance = &mut Chance::new(seed ^ 0x5eed);
    for _ in 0..=chance.below(4) {
        disturb(&mut case, chance);
    }
    text_is_answered_or_refused(&case.to_string())
}

fn text_is_answered_or_refused(text: &str) -> Result<(), TestCaseError> {
    match answer(text) {
        Ok(text) => {
            let given: Value = serde_json::from_str(&text).unwrap();
            prop_assert!(given["status"] == "ok" || given["status"] == "impossible");
        }
        Err(trouble) => {
            let told = trouble.to_string();
            let one_line = !told.is_empty() && !told.contains(char::is_control);
            prop_assert!(one_line && told.len() < 1_000, "{told}");
        }
    }
    Ok(())
}

/// Takes some bytes of a text away, doubles them, or puts others in their place.
fn torn(text: &str, seed: u64) -> String {
    let chance = &mut Chance::new(seed);
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(12)).min(bytes.len());
        match chance.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            2 => {
                let odd = chance.one(&[
                    "[", "]", "{", "}", "\"", ",", ":", "\0", "\\ud800", "-", "9", "1e999", "null",
                ]);
                bytes.splice(at..end, odd.bytes());
            }
            _ => bytes.truncate(at),
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: worlds::many(120), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_disturbed_case_is_answered_or_refused_in_one_sentence(seed: u64, people in 2..=9_usize, rooms in 1..=4_usize) {
        let size = Size { people, rooms, apart: people / 3, bound: 1 };
        for case in [worlds::buddies(seed, size), worlds::groups(seed, size), worlds::reshuffle(seed, size)] {
            is_answered_or_refused(with_rarities(case, seed), seed)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: worlds::many(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn torn_text_is_answered_or_refused_in_one_sentence(seed: u64, people in 2..=6_usize) {
        let size = Size { people, rooms: 2, apart: 1, bound: 1 };
        for case in [worlds::buddies(seed, size), worlds::groups(seed, size), worlds::reshuffle(seed, size)] {
            text_is_answered_or_refused(&torn(&with_rarities(case, seed).to_string(), seed))?;
        }
    }
}

#[test]
fn long_texts_and_lists_in_the_wrong_place_are_told_briefly() {
    let told = |people: Value| {
        let case = json!({"format": "alongside-breakout-case/1", "id": "x", "kind": "buddies", "people": people});
        answer(&case.to_string()).unwrap_err().to_string()
    };
    let long = "y".repeat(1_000_000);
    let twice = told(json!([{"id": long}, {"id": long}]));
    assert!(
        twice.contains("yyy ... yyy")
            && twice.contains("Give everything its own id")
            && twice.len() < 300
    );
    let times = told(json!([{"id": "a", "times_led": long}]));
    assert!(
        times.contains("it should be a whole number") && times.len() < 300,
        "{times}"
    );
    let voice = told(json!([{"id": "a", "voice": "lo\nud"}]));
    assert!(voice.contains("found `lo ud`"), "{voice}");
    let list = told(json!([["a"]]));
    assert!(
        list.contains("found a list of 1, and it should be an object in { }"),
        "{list}"
    );
}

#[test]
fn the_largest_numbers_are_answered_like_any_other() {
    let people: Vec<Value> = (0..6)
        .map(|each| json!({"id": worlds::name(each)}))
        .collect();
    for (least, most, status) in [
        (0, u64::MAX, "ok"),
        (u64::MAX, u64::MAX, "impossible"),
        (3, 0, "impossible"),
    ] {
        let case = json!({
            "format": "alongside-breakout-case/1", "id": "large", "kind": "groups", "people": people,
            "rounds": [{"round": 1, "rooms": ["r0", "r1"], "min_size": least, "max_size": most}],
        });
        let given: Value = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
        assert_eq!(given["status"], status, "{least} to {most}: {given}");
    }
}
