//! What always holds, in worlds too large to try every arrangement: rules are kept, nobody is alone, the same case gives
//! the same answer, and alternatives are real ones.

use alongside_domain::matching::case::answer;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::checker::{judge, list};
use crate::worlds::{self, Chance, Size};

fn answered(case: &Value) -> Value {
    serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap()
}

/// The same case with every list of people, rooms and rules in another order.
fn shuffled(case: &Value, seed: u64) -> Value {
    let mut case = case.clone();
    let chance = &mut Chance::new(seed);
    for field in [
        "people",
        "history",
        "keep_apart",
        "keep_together",
        "buddies",
        "rooms",
        "spare_rooms",
        "pins",
    ] {
        if let Some(items) = case.get_mut(field).and_then(Value::as_array_mut) {
            chance.shuffle(items);
        }
    }
    case
}

fn keeps_its_promises(case: &Value, seed: u64) -> Result<(), TestCaseError> {
    let given = answered(case);
    prop_assert_eq!(
        &given,
        &answered(&shuffled(case, seed)),
        "the order of lists changed the answer to {}",
        case
    );
    if given["status"] == "impossible" {
        return Ok(());
    }
    let levels = judge(case, &given);
    prop_assert!(levels.is_ok(), "{:?}: {} for {}", levels, given, case);
    let mut seen = vec![given["rooms"].clone()];
    for other in list(&given["alternatives"]) {
        prop_assert!(
            judge(case, other).is_ok(),
            "{:?}: {} for {}",
            judge(case, other),
            other,
            case
        );
        prop_assert!(
            judge(case, other).unwrap() >= *levels.as_ref().unwrap(),
            "{} is better for {}",
            other,
            case
        );
        prop_assert!(
            !seen.contains(&other["rooms"]),
            "an alternative is told twice for {}",
            case
        );
        seen.push(other["rooms"].clone());
    }
    prop_assert!(seen.len() <= 3);
    Ok(())
}

fn size() -> impl Strategy<Value = Size> {
    (8..=20_usize, 3..=6_usize, 0..10_usize, 0..2_usize).prop_map(
        |(people, rooms, apart, bound)| Size {
            people,
            rooms,
            apart,
            bound,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pairs_keep_every_rule(seed: u64, size in size()) {
        keeps_its_promises(&worlds::buddies(seed, size), seed)?;
    }

    #[test]
    fn rooms_keep_every_rule(seed: u64, size in size()) {
        keeps_its_promises(&worlds::groups(seed, size), seed)?;
    }

    #[test]
    fn changes_keep_every_rule_and_leave_nobody_alone(seed: u64, size in size()) {
        keeps_its_promises(&worlds::reshuffle(seed, size), seed)?;
    }
}

#[test]
fn a_crowd_in_small_rooms_meets_nobody_again_in_whatever_order_it_is_told() {
    let name = |each: usize| worlds::name(each % 200);
    let people: Vec<Value> = (0..200).map(|each| json!({"id": name(each)})).collect();
    let met = (0..200).flat_map(|a| (1..=10).map(move |step| (a, a + step)));
    let history: Vec<Value> = met
        .map(|(a, b)| json!({"people": [name(a), name(b)], "times": 1}))
        .collect();
    let apart: Vec<Value> = (0..20)
        .map(|rule| json!({"id": format!("apart-{rule}"), "people": [name(rule), name(rule + 60)]}))
        .collect();
    let rooms: Vec<String> = (0..50).map(|room| format!("r{room}")).collect();
    let case = json!({
        "format": "alongside-breakout-case/1", "id": "crowd", "kind": "groups", "people": people,
        "history": history, "keep_apart": apart,
        "rounds": [{"round": 1, "rooms": rooms, "min_size": 4, "max_size": 4}],
    });
    let given = answered(&case);
    assert_eq!(judge(&case, &given), Ok(vec![0; 5]));
    assert_eq!(given, answered(&shuffled(&case, 7)));
}

#[test]
fn a_case_of_another_format_is_refused_in_words() {
    let case = json!({"format": "breakouts/7", "id": "x", "kind": "buddies"});
    let refused = answer(&case.to_string()).unwrap_err().to_string();
    assert_eq!(
        refused,
        "`format`: it is \"breakouts/7\"; this version reads \"alongside-breakout-case/1\". Make the case in that format."
    );
    assert!(answer("no JSON").is_err());
}

#[test]
fn one_person_alone_cannot_have_a_buddy_and_no_rule_is_to_blame() {
    let case = json!({
        "format": "alongside-breakout-case/1", "id": "one", "kind": "buddies", "people": [{"id": "p1"}]
    });
    let given = answered(&case);
    assert_eq!(given["status"], "impossible");
    assert_eq!(given["conflict"], json!([]));
    assert_eq!(
        given["message"],
        "There are too few people for nobody to be alone."
    );
}
