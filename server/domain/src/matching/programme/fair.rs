//! Among plans that are equally good otherwise, one in which leading is shared more evenly.
//!
//! The best leads of given rooms are known exactly ([`super::leads`]); this walks through plans of the same levels and
//! asks each for its leads.

use crate::matching::chance::Chance;

use super::anneal::{Effort, draw, rounds_to_change, weight};
use super::facts::Facts;
use super::leads::{leads, load};
use super::seats::{APART, Change, Seats};

/// How many plans are asked at most, and for so many rooms in all; plans of a crowd are asked less often.
const ASKED: usize = 3_000;
const ROOMS: usize = 300_000;

/// The lead of each room, one round after the other.
pub fn leads_of(seats: &Seats) -> Vec<Option<usize>> {
    let facts = seats.facts;
    let willing = |people: &Vec<usize>| {
        people
            .iter()
            .copied()
            .filter(|&each| facts.members[each].lead)
            .collect()
    };
    let willing: Vec<Vec<usize>> = seats.rooms.iter().flatten().map(willing).collect();
    leads(&willing, &led(facts))
}

/// How often each person led before.
pub fn led(facts: &Facts) -> Vec<u32> {
    facts.members.iter().map(|each| each.times_led).collect()
}

fn load_of(seats: &Seats) -> i64 {
    load(&leads_of(seats), &led(seats.facts))
}

/// Seats with the same levels or better, and the least load of leads found; done when it is no more than `floor`.
pub fn fairer<'a>(start: &Seats<'a>, floor: i64, effort: Effort) -> Seats<'a> {
    let mut chance = Chance::new(effort.seed);
    let mut now = start.clone();
    let mut best = (start.levels, load_of(start), start.rooms.clone());
    let rounds = rounds_to_change(&now);
    let mut change = Change::default();
    let rooms: usize = now.rooms.iter().map(Vec::len).sum();
    let most = ASKED.min(ROOMS / rooms.max(1));
    let mut asked = 0;
    for _ in 0..effort.steps {
        if best.1 <= floor || asked == most || rounds.is_empty() {
            break;
        }
        change.round = rounds[chance.below(rounds.len())];
        if !draw(&now, &mut change, &mut chance) {
            continue;
        }
        let levels = now.difference(&change);
        let worse = weight(&levels);
        if effort.strict && levels[APART] > 0 {
            continue;
        }
        if worse > 0 && worse << 32 > effort.heat.0 * chance.patience() {
            continue;
        }
        now.apply(&change, &levels);
        if now.levels <= best.0 {
            asked += 1;
            let load = load_of(&now);
            if (now.levels, load) < (best.0, best.1) {
                best = (now.levels, load, now.rooms.clone());
            }
        }
    }
    Seats::new(start.facts, best.2)
}
