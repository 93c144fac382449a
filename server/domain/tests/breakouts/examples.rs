//! The public examples of the case format: the proven optimum on every level, or an irreducible conflict.

use alongside_domain::matching::case::answer;
use serde_json::Value;

use crate::checker::{judge, list, texts};

fn example(name: &str) -> (Value, Value, Value) {
    let path = format!("{}/tests/cases/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let mut file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let case = file["case"].take();
    let answer = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
    (file, case, answer)
}

fn reaches_the_optimum(name: &str) {
    let (file, case, answer) = example(name);
    let best: Vec<u64> = list(&file["best"])
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    assert_eq!(judge(&case, &answer), Ok(best), "{answer:#}");
}

fn names_a_conflict(name: &str) {
    let (file, _, answer) = example(name);
    assert_eq!(answer["status"], "impossible");
    let mut named = texts(&answer["conflict"]);
    named.sort_unstable();
    let known = list(&file["conflicts"]).iter().any(|conflict| {
        let mut conflict = texts(conflict);
        conflict.sort_unstable();
        conflict == named
    });
    assert!(known, "{answer:#}");
}

#[test]
fn six_people_with_wishes_and_two_kept_apart() {
    reaches_the_optimum("ex-A-01");
}

#[test]
fn eleven_people_make_one_triad_and_avoid_former_buddies() {
    reaches_the_optimum("ex-A-02");
}

#[test]
fn one_left_and_one_new_and_the_other_buddies_stay() {
    reaches_the_optimum("ex-A-03");
}

#[test]
fn one_round_after_three_sessions_of_history() {
    reaches_the_optimum("ex-B-01");
}

#[test]
fn one_round_of_real_size_with_a_shared_interpreter_and_a_pin() {
    reaches_the_optimum("ex-B-02");
}

#[test]
fn seven_rounds_of_threes_without_a_repeat() {
    reaches_the_optimum("ex-B-03");
}

#[test]
fn five_rounds_of_nineteen_people_without_a_repeat() {
    reaches_the_optimum("ex-B-04");
}

#[test]
fn four_drop_out_of_buddy_time_and_two_moves_are_enough() {
    reaches_the_optimum("ex-C-01");
}

#[test]
fn seven_drop_out_of_groups() {
    reaches_the_optimum("ex-C-02");
}

#[test]
fn some_drop_out_while_one_arrives_and_one_returns() {
    reaches_the_optimum("ex-C-03");
}

#[test]
fn one_kept_apart_from_everybody_cannot_have_a_buddy() {
    names_a_conflict("ex-X-01");
}

#[test]
fn every_room_is_full_and_one_more_arrives() {
    names_a_conflict("ex-X-02");
}
