//! Programmes of many rounds: every plan without repeats that is known to be possible, and the promises that hold in any
//! programme, judged by the checker.

use alongside_domain::matching::case::answer;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::checker::{judge, list};
use crate::courses::{designed_programme, hard_programme, programme, tiny_programme};
use crate::worlds::{Size, name};

fn judged(case: &Value) -> Result<Vec<u64>, String> {
    judge(
        case,
        &serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap(),
    )
}

/// Nobody meets twice, rooms are even, led and comfortable, and leading is shared as evenly as can be.
fn is_perfect(people: usize, rooms: usize, rounds: usize) {
    let (each, more) = (
        (rooms * rounds / people) as u64,
        (rooms * rounds % people) as u64,
    );
    let load = people as u64 * (each * each.saturating_sub(1) / 2) + more * each;
    let levels = judged(&programme(people, rooms, rounds));
    assert_eq!(
        levels,
        Ok(vec![0, 0, 0, 0, load]),
        "{people} people, {rooms} rooms, {rounds} rounds"
    );
}

#[test]
fn everybody_sits_with_everybody_in_pairs() {
    for people in (12..=40).step_by(2) {
        is_perfect(people, people / 2, people - 1);
    }
}

#[test]
fn rooms_of_three_four_and_five_reach_the_known_number_of_rounds_without_a_repeat() {
    let threes = [
        (4, 4),
        (5, 7),
        (6, 8),
        (7, 10),
        (8, 11),
        (9, 13),
        (10, 14),
        (11, 16),
        (12, 17),
        (13, 19),
    ];
    let fours = [(4, 5), (5, 5), (6, 7), (7, 9), (8, 9), (9, 11), (10, 13)];
    let fives = [(5, 6), (6, 6), (7, 7), (8, 8)];
    for (size, table) in [(3, &threes[..]), (4, &fours), (5, &fives)] {
        for &(rooms, rounds) in table {
            is_perfect(rooms * size, rooms, rounds);
        }
    }
}

#[test]
fn cohorts_of_21_to_25_reach_the_known_number_of_rounds_without_a_repeat() {
    let table = [
        (21, [5, 7, 10, 10, 0]),
        (22, [5, 7, 7, 11, 0]),
        (23, [5, 7, 7, 11, 9]),
        (24, [6, 7, 8, 11, 12]),
        (25, [6, 6, 8, 8, 12]),
    ];
    for (people, known) in table {
        for (rooms, rounds) in (5..).zip(known).filter(|(_, rounds)| *rounds > 0) {
            is_perfect(people, rooms, rounds);
        }
    }
}

#[test]
fn a_thousand_people_meet_nobody_twice_in_ten_rounds() {
    is_perfect(1_000, 250, 10);
    is_perfect(997, 240, 10);
}

#[test]
fn people_kept_apart_are_given_places_that_never_meet() {
    for seed in 0..12 {
        let case = designed_programme(seed);
        let levels = judged(&case);
        assert_eq!(levels.map(|levels| levels[0]), Ok(0), "{case}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_round_keeps_every_rule(seed: u64, people in 6..=20_usize, rooms in 2..=5_usize, apart in 0..6_usize, bound in 0..2_usize) {
        let rooms = rooms.min(people / 3);
        let case = hard_programme(seed, Size { people, rooms, apart, bound });
        let given: Value = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
        if given["status"] != "impossible" {
            let levels = judge(&case, &given);
            prop_assert!(levels.is_ok(), "{:?}: {} for {}", levels, given, case);
        }
    }

    #[test]
    fn no_other_plan_of_two_rounds_is_better(seed: u64, people in 4..=5_usize) {
        let case = tiny_programme(seed, people);
        let given: Value = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
        let best = best_of_all(&case, people);
        let found = judge(&case, &given).ok().filter(|_| given["status"] != "impossible");
        prop_assert_eq!(found, best, "{} for {}", given, case);
    }
}

/// The best levels of any two rounds with two rooms, every willing lead of every room being tried; nothing when there is none.
fn best_of_all(case: &Value, people: usize) -> Option<Vec<u64>> {
    let names: Vec<String> = (0..people).map(name).collect();
    let mut rounds: Vec<[Vec<Value>; 2]> = Vec::new();
    for seats in 0..1_u32 << people {
        let in_room = |room: u32| -> Vec<&String> {
            (0..people)
                .filter(|each| seats >> each & 1 == room)
                .map(|each| &names[each])
                .collect()
        };
        let willing = |name: &&&String| {
            list(&case["people"])
                .iter()
                .any(|each| each["id"] == ***name && each["lead"] == true)
        };
        let led = |room: u32| -> Vec<Value> {
            let people = in_room(room);
            let room = |lead: Option<&String>| json!({"room": format!("r{room}"), "people": people, "lead": lead});
            match people
                .iter()
                .filter(willing)
                .map(|&lead| room(Some(lead)))
                .collect::<Vec<_>>()
            {
                none if none.is_empty() => vec![room(None)],
                some => some,
            }
        };
        rounds.push([led(0), led(1)]);
    }
    let round = |number: u64, rooms: [&Value; 2]| json!({"round": number, "rooms": rooms});
    let alone = |number: u64| -> Vec<Value> {
        let mut one = case.clone();
        one["rounds"] = json!([case["rounds"][number as usize - 1]]);
        let all = rounds
            .iter()
            .flat_map(|[a, b]| a.iter().flat_map(move |a| b.iter().map(move |b| [a, b])));
        all.map(|rooms| round(number, rooms))
            .filter(|round| judge(&one, &json!({"rounds": [round]})).is_ok())
            .collect()
    };
    let (first, second) = (alone(1), alone(2));
    let both = first.iter().flat_map(|one| {
        second
            .iter()
            .map(move |other| json!({"rounds": [one, other]}))
    });
    both.filter_map(|answer| judge(case, &answer).ok()).min()
}
