//! Every plan known to be possible, checked pair by pair.

use std::collections::BTreeSet;

use super::{Design, designs};

/// The rounds of the longest plan, all plans being checked.
fn rounds(people: usize, rooms: usize, want: usize) -> usize {
    let found = designs(people, rooms, want);
    for design in &found {
        check(design, people, rooms);
    }
    found.first().map_or(0, |design| design.rounds.len())
}

fn check(design: &Design, people: usize, rooms: usize) {
    let mut met = BTreeSet::new();
    for round in &design.rounds {
        let mut seated: Vec<usize> = round.iter().flatten().copied().collect();
        seated.sort_unstable();
        assert!(seated.into_iter().eq(0..people), "everybody sits once");
        assert_eq!(round.len(), rooms);
        for room in round {
            let even = people / rooms..=people.div_ceil(rooms);
            assert!(even.contains(&room.len()), "{people} in {rooms}: {round:?}");
            for (at, &a) in room.iter().enumerate() {
                for &b in &room[..at] {
                    assert!(
                        met.insert((a.min(b), a.max(b))),
                        "{a} and {b} meet twice: {people} in {rooms}"
                    );
                }
            }
        }
    }
}

#[test]
fn rooms_of_one_size_have_all_the_rounds_that_are_known_to_be_possible() {
    for people in (12..=40).step_by(2) {
        assert_eq!(rounds(people, people / 2, 99), people - 1);
    }
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
    let fours = [
        (3, 1),
        (4, 5),
        (5, 5),
        (6, 7),
        (7, 9),
        (8, 9),
        (9, 11),
        (10, 13),
    ];
    let fives = [(3, 1), (4, 1), (5, 6), (6, 6), (7, 7), (8, 8)];
    for (size, table) in [(3, &threes[..]), (4, &fours), (5, &fives)] {
        for &(rooms, known) in table {
            assert_eq!(
                rounds(rooms * size, rooms, 99),
                known,
                "{rooms} rooms of {size}"
            );
        }
    }
}

#[test]
fn cohorts_of_21_to_25_have_all_the_rounds_that_are_known_to_be_possible() {
    let table = [
        (21, 5, 5),
        (21, 6, 7),
        (21, 7, 10),
        (21, 8, 10),
        (22, 5, 5),
        (22, 6, 7),
        (22, 7, 7),
        (22, 8, 11),
        (23, 5, 5),
        (23, 6, 7),
        (23, 7, 7),
        (23, 8, 11),
        (23, 9, 9),
        (24, 5, 6),
        (24, 6, 7),
        (24, 7, 8),
        (24, 8, 11),
        (24, 9, 12),
        (25, 5, 6),
        (25, 6, 6),
        (25, 7, 8),
        (25, 8, 8),
        (25, 9, 12),
    ];
    for (people, rooms, known) in table {
        assert_eq!(
            rounds(people, rooms, 99),
            known,
            "{people} people in {rooms} rooms"
        );
    }
}

#[test]
fn ten_rounds_for_any_large_cohort_need_no_repeat() {
    for people in (60..=1_000_usize).step_by(47) {
        for rooms in [people / 4, people.div_ceil(4), people / 3] {
            assert_eq!(
                rounds(people, rooms, 10),
                10,
                "{people} people in {rooms} rooms"
            );
        }
    }
}

#[test]
fn no_plan_has_more_rounds_than_asked_for() {
    for people in (4..=40).step_by(5) {
        for rooms in 2..=people / 2 {
            for want in [1, 2, 5] {
                assert!(
                    rounds(people, rooms, want) <= want,
                    "{people} people in {rooms} rooms"
                );
            }
        }
    }
}
