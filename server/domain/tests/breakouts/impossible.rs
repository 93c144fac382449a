//! Rounds that cannot be, and rounds that only seem so: the rules that clash are named, all of them and no others.

use alongside_domain::matching::case::answer;
use serde_json::{Value, json};

use crate::checker::{judge, texts};
use crate::worlds::name;

/// So many people, so many rooms, the sizes, and no rules yet.
fn round(people: usize, rooms: usize, sizes: (usize, usize)) -> Value {
    let everybody: Vec<Value> = (0..people).map(|each| json!({"id": name(each)})).collect();
    let rooms: Vec<String> = (0..rooms).map(|room| format!("r{room}")).collect();
    json!({
        "format": "alongside-breakout-case/1", "id": "round", "kind": "groups", "people": everybody,
        "keep_apart": [], "keep_together": [], "pins": [],
        "rounds": [{"round": 1, "rooms": rooms, "min_size": sizes.0, "max_size": sizes.1}],
    })
}

fn add(case: &mut Value, field: &str, rule: Value) {
    case[field].as_array_mut().unwrap().push(rule);
}

/// Keeps people apart, one rule for each pair.
fn keep_apart(case: &mut Value, pairs: impl IntoIterator<Item = (usize, usize)>) {
    for (a, b) in pairs {
        add(
            case,
            "keep_apart",
            json!({"id": format!("apart-{a}-{b}"), "people": [name(a), name(b)]}),
        );
    }
}

fn pin(case: &mut Value, person: usize, room: usize) {
    let id = format!("pin-{person}");
    add(
        case,
        "pins",
        json!({"id": id, "person": name(person), "round": 1, "room": format!("r{room}")}),
    );
}

fn answered(case: &Value) -> Value {
    serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap()
}

fn clashes(case: &Value, with: &[&str]) {
    let given = answered(case);
    assert_eq!(given["status"], "impossible", "{given}");
    let mut expected = with.to_vec();
    expected.sort_unstable();
    assert_eq!(texts(&given["conflict"]), expected, "{given}");
}

fn is_possible(case: &Value) {
    let given = answered(case);
    assert!(
        judge(case, &given).is_ok(),
        "{:?} {given}",
        judge(case, &given)
    );
}

/// Everybody below `people` apart from everybody.
fn all_of(people: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..people).flat_map(move |b| (0..b).map(move |a| (a, b)))
}

#[test]
fn a_ring_of_five_does_not_go_into_two_rooms() {
    let mut case = round(24, 2, (8, 14));
    keep_apart(&mut case, (0..5).map(|at| (at, (at + 1) % 5)));
    clashes(
        &case,
        &[
            "apart-0-1",
            "apart-1-2",
            "apart-2-3",
            "apart-3-4",
            "apart-4-0",
            "rooms",
        ],
    );
    case["rounds"][0]["rooms"] = json!(["r0", "r1", "r2"]);
    case["rounds"][0]["min_size"] = json!(6);
    is_possible(&case);
}

#[test]
fn seven_who_are_all_apart_need_seven_rooms() {
    let mut case = round(28, 6, (4, 5));
    keep_apart(&mut case, all_of(7));
    let mut all: Vec<String> = all_of(7).map(|(a, b)| format!("apart-{a}-{b}")).collect();
    all.push("rooms".to_owned());
    clashes(&case, &all.iter().map(String::as_str).collect::<Vec<_>>());
    case["rounds"][0]["rooms"] = json!(["r0", "r1", "r2", "r3", "r4", "r5", "r6"]);
    is_possible(&case);
}

#[test]
fn thirteen_all_apart_find_the_thirteen_rooms_that_pins_have_named() {
    let mut case = round(40, 13, (3, 4));
    keep_apart(&mut case, all_of(13));
    for room in 0..13 {
        pin(&mut case, 39 - room, room);
    }
    is_possible(&case);
    keep_apart(&mut case, (0..12).map(|person| (person, 39)));
    keep_apart(&mut case, [(12, 38)]);
    is_possible(&case);
}

#[test]
fn a_bundle_larger_than_a_room_clashes_with_the_size() {
    let mut case = round(30, 6, (5, 5));
    add(
        &mut case,
        "keep_together",
        json!({"id": "one", "people": [name(0), name(1), name(2), name(3)]}),
    );
    add(
        &mut case,
        "keep_together",
        json!({"id": "two", "people": [name(3), name(4), name(5)]}),
    );
    clashes(&case, &["one", "two", "max_size"]);
}

#[test]
fn whoever_is_kept_apart_from_too_many_cannot_fill_a_room() {
    let mut case = round(24, 6, (4, 4));
    keep_apart(&mut case, (3..24).map(|other| (0, other)));
    let given = answered(&case);
    assert_eq!(given["status"], "impossible");
    assert!(texts(&given["conflict"]).contains(&"min_size"), "{given}");
    assert_eq!(
        texts(&given["conflict"]).len(),
        22,
        "two may stay and one is missing: {given}"
    );
}

#[test]
fn more_pins_than_seats_clash_with_the_size() {
    let mut case = round(21, 5, (4, 5));
    for person in 0..6 {
        pin(&mut case, person, 2);
    }
    clashes(
        &case,
        &[
            "max_size", "pin-0", "pin-1", "pin-2", "pin-3", "pin-4", "pin-5",
        ],
    );
}

#[test]
fn two_teams_who_all_keep_apart_need_whole_rooms_each() {
    let mut case = round(20, 5, (4, 4));
    keep_apart(
        &mut case,
        (0..11).flat_map(|a| (11..20).map(move |b| (a, b))),
    );
    let given = answered(&case);
    assert_eq!(
        given["status"], "impossible",
        "eleven people do not fill rooms of four"
    );
    let mut case = round(20, 5, (4, 4));
    keep_apart(
        &mut case,
        (0..12).flat_map(|a| (12..20).map(move |b| (a, b))),
    );
    is_possible(&case);
}

#[test]
fn what_clashes_in_one_round_of_many_is_irreducible_for_all_of_them() {
    let mut case = round(9, 2, (4, 5));
    let wide = json!({"round": 1, "rooms": ["r0", "r1"], "min_size": 4, "max_size": 5});
    let tight = json!({"round": 2, "rooms": ["r0", "r1"], "min_size": 2, "max_size": 4});
    let tighter = json!({"round": 3, "rooms": ["r0", "r1", "r2"], "min_size": 4, "max_size": 5});
    case["rounds"] = json!([wide, tight, tighter]);
    let given = answered(&case);
    assert_eq!(given["status"], "impossible");
    // Nine do not fit two rooms of four, and do not fill three of four: with either size let go, the other still clashes.
    let named = texts(&given["conflict"]);
    assert!(
        named == ["max_size", "rooms"] || named == ["min_size", "rooms"],
        "{given}"
    );
}

#[test]
fn ties_through_somebody_absent_are_nobodys_repeats() {
    let mut case = round(9, 2, (4, 4));
    add(
        &mut case,
        "keep_together",
        json!({"id": "one", "people": [name(0), name(8)]}),
    );
    add(
        &mut case,
        "keep_together",
        json!({"id": "two", "people": [name(8), name(1)]}),
    );
    let all: Vec<Value> =
        all_of(8).map(|(a, b)| json!({"people": [name(a), name(b)], "times": 1 + usize::from(a == 0 && b == 1)})).collect();
    case["history"] = json!(all);
    case["rounds"][0]["present"] = json!((0..8).map(name).collect::<Vec<_>>());
    let levels = judge(&case, &answered(&case)).unwrap();
    assert_eq!(
        levels[0], 11,
        "twelve pairs meet again, and the one pair who are tied is not counted"
    );
}
