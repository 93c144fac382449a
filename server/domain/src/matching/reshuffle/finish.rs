//! The end of a search: people who are alone, and arrivals who may join them, become pairs all at once.
//!
//! What a pair counts depends on nothing outside its room, so a minimum-cost matching is exact and no branching is needed.

use std::collections::BTreeMap;

use super::table::{Cost, MOVES, Table, plus};
use crate::matching::pairing::units::{FORBIDDEN, matching};

/// Somebody to be paired: alone in a room, or arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lone {
    pub person: usize,
    /// Nothing for an arrival.
    pub room: Option<usize>,
    /// Whether they may not go to another room.
    pub stays: bool,
}

/// The pairs: who goes to which room, and what their rooms count together.
pub type Pairs = Option<(Cost, Vec<(usize, usize)>)>;

/// Matchings already made; the search asks for the same people again and again.
#[derive(Default)]
pub struct Known {
    pairs: BTreeMap<Vec<Lone>, Pairs>,
    options: BTreeMap<(Lone, Lone), Option<Meeting>>,
}

/// The best way for two to meet: what it counts, who goes where.
type Meeting = (Cost, usize, usize);

impl Known {
    /// Pairs these people as well as can be; nothing when they cannot all be paired.
    pub fn pair_up(&mut self, table: &Table, banned: &[bool], mut lone: Vec<Lone>) -> Pairs {
        lone.sort_unstable();
        if lone.len() % 2 == 1 {
            return None;
        }
        if let Some(known) = self.pairs.get(&lone) {
            return known.clone();
        }
        let pairs = self.pair_afresh(table, banned, &lone);
        self.pairs.insert(lone, pairs.clone());
        pairs
    }

    fn pair_afresh(&mut self, table: &Table, banned: &[bool], lone: &[Lone]) -> Pairs {
        let size = lone.len();
        let mut options: Vec<Option<Meeting>> = vec![None; size * size];
        let mut high: Cost = [0; 10];
        for a in 0..size {
            for b in a + 1..size {
                let key = (lone[a], lone[b]);
                let option = *self
                    .options
                    .entry(key)
                    .or_insert_with(|| meet(table, banned, key.0, key.1));
                if let Some((cost, ..)) = option {
                    high = std::array::from_fn(|at| high[at].max(cost[at]));
                }
                options[a * size + b] = option;
            }
        }
        let rooms = size as i128 / 2;
        let mut worth = [1_i128; 10];
        for at in (0..9).rev() {
            worth[at] = worth[at + 1] * (i128::from(high[at + 1]) * rooms + 1);
        }
        let fold = |cost: &Cost| -> i128 {
            cost.iter()
                .zip(worth)
                .map(|(&count, worth)| i128::from(count) * worth)
                .sum()
        };
        let weight = |a: usize, b: usize| {
            options[a * size + b]
                .as_ref()
                .map_or(FORBIDDEN, |(cost, ..)| fold(cost))
        };
        let (total, pairs) = matching(size, weight);
        if total >= FORBIDDEN {
            return None;
        }
        let mut cost = [0; 10];
        let mut seats = Vec::new();
        for (a, b) in pairs {
            let (each, person, room) = options[a * size + b]?;
            cost = plus(cost, each);
            seats.push((person, room));
        }
        Some((cost, seats))
    }
}

/// The cheaper way for two to meet in the room of one of them.
fn meet(table: &Table, banned: &[bool], a: Lone, b: Lone) -> Option<Meeting> {
    if table.frame.apart(a.person, b.person) {
        return None;
    }
    let ways = [(a, b), (b, a)].into_iter().filter_map(|(goes, host)| {
        let room = host.room?;
        let pinned = table.frame.pin[goes.person].is_some_and(|pin| pin != room);
        let may = !goes.stays && !pinned && !banned[goes.person * table.rooms.len() + room];
        may.then(|| {
            (
                table.room(room, &[goes.person, host.person]),
                goes.person,
                room,
            )
        })
    });
    ways.min()
}

/// How many moves at least end so many lonely rooms, when so many people arrive: a move ends two, an arrival one.
pub fn moves_at_least(lonely: usize, arrivals: usize) -> usize {
    lonely.saturating_sub(arrivals).div_ceil(2)
}

/// Whether a cost needs more moves than allowed.
pub fn too_many_moves(cost: &Cost, limit: usize) -> bool {
    cost[MOVES] as usize > limit
}
