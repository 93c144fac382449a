//! Worlds so small that every arrangement can be tried: the engine must be exactly as good as the best of them, and may
//! say "impossible" only when there is none, with rules that are truly to blame and no rule too many.

use std::collections::BTreeSet;

use alongside_domain::matching::case::answer;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::checker::{Now, judge, list, texts};
use crate::worlds::{self, Size, with_rarities};

/// The best levels of all arrangements, or nothing when there is none.
fn best_of_all(case: &Value) -> Option<Vec<u64>> {
    let people: Vec<&str> = match case["kind"].as_str().unwrap() {
        "reshuffle" => Now::of(case).here.into_iter().collect(),
        _ => list(&case["people"])
            .iter()
            .map(|each| each["id"].as_str().unwrap())
            .collect(),
    };
    let rooms: Vec<String> = match case["kind"].as_str().unwrap() {
        "buddies" => (0..people.len() / 2).map(|at| at.to_string()).collect(),
        "groups" => texts(&case["rounds"][0]["rooms"])
            .into_iter()
            .map(str::to_owned)
            .collect(),
        _ => Now::of(case)
            .prompt
            .into_keys()
            .map(str::to_owned)
            .collect(),
    };
    let mut best = None;
    every_seating(
        &mut Vec::new(),
        people.len(),
        rooms.len(),
        case["kind"] == "buddies",
        &mut |seats| {
            let answer = as_answer(case, &people, &rooms, seats);
            if let Ok(levels) = judge(case, &answer)
                && best.as_ref().is_none_or(|known| levels < *known)
            {
                best = Some(levels);
            }
        },
    );
    best
}

/// Calls back with the room of everybody, for all ways; rooms that are alike are opened in order.
fn every_seating(
    seats: &mut Vec<usize>,
    people: usize,
    rooms: usize,
    alike: bool,
    each: &mut dyn FnMut(&[usize]),
) {
    if seats.len() == people {
        return each(seats);
    }
    let opened = seats.iter().max().map_or(0, |last| last + 1);
    let end = if alike { rooms.min(opened + 1) } else { rooms };
    for room in 0..end {
        seats.push(room);
        every_seating(seats, people, rooms, alike, each);
        seats.pop();
    }
}

fn as_answer(case: &Value, people: &[&str], rooms: &[String], seats: &[usize]) -> Value {
    let seated = |room: usize| {
        people
            .iter()
            .zip(seats)
            .filter(|(_, at)| **at == room)
            .map(|(&each, _)| each)
            .collect::<Vec<_>>()
    };
    let open: Vec<(usize, Vec<&str>)> = (0..rooms.len())
        .map(|at| (at, seated(at)))
        .filter(|(_, people)| !people.is_empty())
        .collect();
    match case["kind"].as_str().unwrap() {
        "buddies" => json!({"buddies": open.iter().map(|(_, people)| people).collect::<Vec<_>>()}),
        kind => {
            let old = Now::of(case).lead;
            let room = |(at, people): &(usize, Vec<&str>)| {
                let asked = kind == "groups" || case["leads"] == true;
                let lead =
                    lead(case, people, old.get(rooms[*at].as_str()).copied()).filter(|_| asked);
                json!({"room": rooms[*at], "people": people, "lead": lead})
            };
            let given: Vec<Value> = open.iter().map(room).collect();
            if kind == "groups" {
                json!({"rounds": [{"round": 1, "rooms": given}]})
            } else {
                json!({"rooms": given})
            }
        }
    }
}

/// The best lead of a room can be told room by room: the old one, or the willing one who led least.
fn lead<'a>(case: &Value, people: &[&'a str], old: Option<&str>) -> Option<&'a str> {
    let fact = |person: &str| {
        list(&case["people"])
            .iter()
            .find(|each| each["id"] == person)
            .unwrap()
    };
    let willing = people
        .iter()
        .copied()
        .filter(|each| fact(each)["lead"] == true);
    let led = |person: &str| fact(person)["times_led"].as_u64().unwrap();
    willing.min_by_key(|each| (Some(*each) != old, led(each)))
}

fn is_as_good_as_can_be(case: &Value) -> Result<(), TestCaseError> {
    let given: Value = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
    let best = best_of_all(case);
    if given["status"] == "impossible" {
        prop_assert_eq!(best, None, "refused, and yet there is a way: {}", case);
        return the_clash_is_real(case, &texts(&given["conflict"]));
    }
    let levels = judge(case, &given);
    prop_assert_eq!(levels.ok(), best, "{} for {}", given, case);
    Ok(())
}

/// With the named rules alone it is impossible; without any one of them it is possible.
fn the_clash_is_real(case: &Value, named: &[&str]) -> Result<(), TestCaseError> {
    let only: BTreeSet<&str> = named.iter().copied().collect();
    let bare = keep_only(case, &only);
    if let Some(bare) = bare {
        prop_assert_eq!(
            best_of_all(&bare),
            None,
            "{:?} is not to blame in {}",
            named,
            case
        );
    }
    for rule in named {
        let fewer: BTreeSet<&str> = only.iter().copied().filter(|each| each != rule).collect();
        if let Some(fewer) = keep_only(case, &fewer) {
            prop_assert!(
                best_of_all(&fewer).is_some(),
                "{} is not needed among {:?} in {}",
                rule,
                named,
                case
            );
        }
    }
    Ok(())
}

/// The case with these rules alone; nothing when a world without the limit of rooms would be too large to try.
fn keep_only(case: &Value, rules: &BTreeSet<&str>) -> Option<Value> {
    let mut case = case.clone();
    for field in ["keep_apart", "keep_together", "companions", "pins"] {
        let kept: Vec<Value> = list(&case[field])
            .iter()
            .filter(|rule| rules.contains(rule["id"].as_str().unwrap()))
            .cloned()
            .collect();
        case[field] = json!(kept);
    }
    if case["kind"] == "buddies" {
        return Some(case);
    }
    let target = if case["kind"] == "groups" {
        &mut case["rounds"][0]
    } else {
        &mut case
    };
    if !rules.contains("max_size") {
        target["max_size"] = json!(99);
    }
    if !rules.contains("min_size") {
        target["min_size"] = json!(2);
    }
    rules.contains("rooms").then_some(case)
}

fn size(
    people: std::ops::RangeInclusive<usize>,
    rooms: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = Size> {
    (people, rooms, 0..6_usize, 0..2_usize).prop_map(|(people, rooms, apart, bound)| Size {
        people,
        rooms,
        apart,
        bound,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: worlds::many(60), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_pairing_is_better(seed: u64, size in size(2..=7, 1..=1)) {
        is_as_good_as_can_be(&worlds::buddies(seed, size))?;
    }

    #[test]
    fn no_other_rooms_for_a_round_are_better(seed: u64, size in size(4..=7, 2..=3)) {
        is_as_good_as_can_be(&worlds::groups(seed, size))?;
    }

    #[test]
    fn no_other_change_is_better_when_people_leave_and_arrive(seed: u64, size in size(4..=7, 2..=4)) {
        is_as_good_as_can_be(&worlds::reshuffle(seed, size))?;
    }

    #[test]
    fn no_other_pairing_is_better_where_rare_rules_meet(seed: u64, size in size(3..=7, 1..=1)) {
        is_as_good_as_can_be(&with_rarities(worlds::buddies(seed, size), seed))?;
    }

    #[test]
    fn no_other_rooms_are_better_where_rare_rules_meet(seed: u64, size in size(4..=7, 2..=3)) {
        is_as_good_as_can_be(&with_rarities(worlds::groups(seed, size), seed))?;
    }

    #[test]
    fn no_other_change_is_better_where_rare_rules_meet(seed: u64, size in size(4..=7, 2..=4)) {
        is_as_good_as_can_be(&with_rarities(worlds::reshuffle(seed, size), seed))?;
    }
}
