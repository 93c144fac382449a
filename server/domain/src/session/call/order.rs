//! The order of steps on the call: people are moved one at a time, and nobody should sit alone in a room meanwhile
//! for longer than they must.
//!
//! What counts is how many people are alone after each step, all steps together. A handful of steps gets the best
//! order there is; many get the best next step each time, which keeps the people of a room together.

use super::Change;
use crate::limits;
use alongside_protocol::{ids::PersonId, words::Words};
use std::collections::BTreeMap;

/// The changes in a sensible order; among equals, as they were given.
#[must_use]
pub fn sensible(believed: &BTreeMap<PersonId, Words>, changes: Vec<Change>) -> Vec<Change> {
    let rooms = Rooms::of(believed, &changes);
    let order = if changes.len() <= limits::CALL_STEPS_ORDERED {
        best(&rooms)
    } else {
        step_by_step(&rooms)
    };
    let pick = |place: usize| changes.get(place).cloned();
    order.into_iter().filter_map(pick).collect()
}

/// Rooms by number: how many are in each, and which two each change is about.
struct Rooms {
    people: Vec<usize>,
    moves: Vec<[Option<usize>; 2]>,
}

impl Rooms {
    fn of(believed: &BTreeMap<PersonId, Words>, changes: &[Change]) -> Self {
        let mut numbers: BTreeMap<&Words, usize> = BTreeMap::new();
        let ends = changes.iter().flat_map(|change| [&change.from, &change.to]);
        for room in believed.values().chain(ends.flatten()) {
            let next = numbers.len();
            numbers.entry(room).or_insert(next);
        }
        let number =
            |room: &Option<Words>| room.as_ref().and_then(|room| numbers.get(room)).copied();
        let mut people = vec![0; numbers.len()];
        for room in believed.values() {
            if let Some(count) = numbers.get(room).and_then(|room| people.get_mut(*room)) {
                *count += 1;
            }
        }
        let ends = |change: &Change| [number(&change.from), number(&change.to)];
        Self {
            people,
            moves: changes.iter().map(ends).collect(),
        }
    }

    /// How many people sit alone once these changes have been made.
    fn alone_after(&self, made: impl Fn(usize) -> bool) -> usize {
        let mut people = self.people.clone();
        let done = self.moves.iter().enumerate().filter(|(at, _)| made(*at));
        for (_, [from, to]) in done {
            if let Some(count) = from.and_then(|room| people.get_mut(room)) {
                *count = count.saturating_sub(1);
            }
            if let Some(count) = to.and_then(|room| people.get_mut(room)) {
                *count += 1;
            }
        }
        people.into_iter().filter(|count| *count == 1).count()
    }
}

/// The least loneliness over all orders: what is left to come, for every set of changes already made.
fn best(rooms: &Rooms) -> Vec<usize> {
    let size = rooms.moves.len();
    let all = (1_usize << size) - 1;
    let alone: Vec<usize> = (0..=all)
        .map(|made| rooms.alone_after(|at| made & (1 << at) != 0))
        .collect();
    let price = |made: usize| alone.get(made).copied().unwrap_or(0);
    let open = |made: usize| (0..size).filter(move |at| made & (1 << at) == 0);
    let mut to_come = vec![0; all + 1];
    for made in (0..all).rev() {
        let next = open(made).map(|at| made | (1 << at));
        let least = next.map(|next| price(next) + to_come[next]).min();
        to_come[made] = least.unwrap_or(0);
    }
    let (mut made, mut order) = (0, Vec::with_capacity(size));
    let cost = |made: usize| price(made) + to_come[made];
    while let Some(at) = open(made).min_by_key(|at| (cost(made | (1 << at)), *at)) {
        made |= 1 << at;
        order.push(at);
    }
    order
}

fn step_by_step(rooms: &Rooms) -> Vec<usize> {
    let size = rooms.moves.len();
    let mut made = vec![false; size];
    let mut order = Vec::with_capacity(size);
    for _ in 0..size {
        let price = |next: usize| rooms.alone_after(|at| at == next || made[at]);
        let open = (0..size).filter(|at| !made[*at]);
        let Some(next) = open.min_by_key(|at| (price(*at), *at)) else {
            break;
        };
        made[next] = true;
        order.push(next);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::who;
    use proptest::prelude::*;

    fn change(name: &str, from: &str, to: &str) -> Change {
        let room = |room: &str| (!room.is_empty()).then(|| Words::from(room));
        Change {
            person: who(name),
            from: room(from),
            to: room(to),
        }
    }

    fn have(rooms: &[(&str, &[&str])]) -> BTreeMap<PersonId, Words> {
        let each = |(room, people): &(&str, &[&str])| {
            let room = Words::from(*room);
            people
                .iter()
                .map(move |name| (who(name), room.clone()))
                .collect::<Vec<_>>()
        };
        rooms.iter().flat_map(each).collect()
    }

    /// People alone after each step but the last, all together.
    fn loneliness(believed: &BTreeMap<PersonId, Words>, order: &[Change]) -> usize {
        let rooms = Rooms::of(believed, order);
        (1..order.len())
            .map(|made| rooms.alone_after(|at| at < made))
            .sum()
    }

    #[test]
    fn call1_whoever_is_alone_gets_company_before_anybody_else_is_moved() {
        let believed = have(&[("1", &["Ana", "Bo", "Cem"]), ("2", &["Dee"])]);
        let moves = vec![change("Eve", "", "1"), change("Cem", "1", "2")];
        let order = sensible(&believed, moves);
        assert_eq!(order[0].person, who("Cem"));
        assert_eq!(loneliness(&believed, &order), 0);
    }

    #[test]
    fn call1_a_pair_that_changes_rooms_leaves_nobody_behind_for_longer_than_one_step() {
        let believed = have(&[("1", &["Ana", "Bo"]), ("2", &["Cem", "Dee"])]);
        let moves = vec![
            change("Ana", "1", "2"),
            change("Eve", "", "3"),
            change("Bo", "1", "2"),
            change("Finn", "", "3"),
        ];
        let order = sensible(&believed, moves);
        let names: Vec<_> = order.iter().map(|change| change.person).collect();
        assert_eq!(names, ["Ana", "Bo", "Eve", "Finn"].map(who));
    }

    #[test]
    fn call1_twelve_rooms_are_filled_one_after_the_other() {
        let rooms: Vec<String> = (1..=12).map(|room| format!("Room {room}")).collect();
        let moves: Vec<Change> = (0..24)
            .map(|n| change(&format!("P{n}"), "", &rooms[n % 12]))
            .collect();
        let order = sensible(&BTreeMap::new(), moves);
        for pair in order.chunks(2) {
            assert_eq!(pair[0].to, pair[1].to);
        }
    }

    proptest! {
        /// The two ways agree on what each may do: the good one loses nobody and is never better than the best.
        #[test]
        fn call1_every_order_has_each_step_once_and_the_best_is_never_worse(
            places in proptest::collection::vec((0..4_usize, 0..4_usize), 1..7),
        ) {
            let names = ["", "1", "2", "3"];
            let believed = places.iter().enumerate().filter(|(_, (from, _))| *from > 0)
                .map(|(n, (from, _))| (who(&format!("P{n}")), Words::from(names[*from]))).collect();
            let moves: Vec<Change> = places.iter().enumerate().filter(|(_, (from, to))| from != to)
                .map(|(n, (from, to))| change(&format!("P{n}"), names[*from], names[*to])).collect();
            let rooms = Rooms::of(&believed, &moves);
            let of = |order: Vec<usize>| order.into_iter().map(|at| moves[at].clone()).collect::<Vec<_>>();
            let (one, other) = (of(best(&rooms)), of(step_by_step(&rooms)));
            for order in [&one, &other] {
                let mut sorted: Vec<_> = order.iter().map(|change| change.person).collect();
                sorted.sort_unstable();
                sorted.dedup();
                prop_assert_eq!(sorted.len(), moves.len());
            }
            prop_assert!(loneliness(&believed, &one) <= loneliness(&believed, &other));
        }
    }
}
