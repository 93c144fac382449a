//! In which order what is tried: designs with good names, repairs from there, and searches from chance.

use crate::matching::designs::{Design, designs};

use super::anneal::{Effort, improved};
use super::begin::seated;
use super::bound::load_floor;
use super::facts::Facts;
use super::fair::fairer;
use super::naming::Naming;
use super::seats::{Levels, Seats, UNLED};

/// People at points of one round: rooms of people.
pub type Rooms = Vec<Vec<usize>>;

/// Steps of naming a design, and of the walk to fairer leads.
const NAMING: u64 = 20_000;
const FAIR: u64 = 200_000;

/// A step weighs all rounds of a long programme, so with more rounds than this there are fewer steps.
const LONG: u64 = 40;

/// Steps of one search for each swap there is, and how many they are at least and at most.
const PATIENCE: u64 = 3_000;
const LEAST: u64 = 20_000;
const MOST: u64 = 3_000_000;

/// Temperatures in units of weight: to name a design, to repair it, and to walk among equals.
const LIVELY: (i64, i64) = (24 << 16, 2 << 16);
const MILD: (i64, i64) = (6 << 16, 2 << 16);
const COLD: (i64, i64) = (3 << 16, 3 << 16);

/// Temperatures of searches from chance: which is best differs from programme to programme.
const STARTS: [(i64, i64); 4] = [
    (24 << 16, 2 << 16),
    (10 << 16, 4 << 16),
    (14 << 16, 3 << 16),
    (9 << 16, 4 << 16),
];

/// Cohorts above this size are left to designs and their repair, if there is a design.
const LARGE: usize = 100;

/// The best seats found, beginning with these.
pub fn best<'a>(facts: &'a Facts, first: Vec<Rooms>, floor: &Levels, seed: u64) -> Seats<'a> {
    let mut best = Seats::new(facts, first.clone());
    let designed = designed(facts, &first, seed);
    for seats in &designed {
        keep_better(&mut best, seats);
    }
    let effort = |heat, start: u64, strict| Effort {
        steps: steps(facts),
        heat,
        seed: seed.wrapping_add(start),
        strict,
    };
    for seats in &designed {
        if best.levels > *floor {
            keep_better(&mut best, &improved(seats, floor, effort(MILD, 0, false)));
        }
    }
    for (start, heat) in (1..).zip(STARTS) {
        let repeats_are_fewest = best.levels[..UNLED] <= floor[..UNLED];
        let enough = best.levels <= *floor || (repeats_are_fewest && start > 1);
        if !enough && (designed.is_empty() || facts.people() <= LARGE) {
            let chance = Seats::new(facts, first.clone());
            keep_better(
                &mut best,
                &improved(&chance, floor, effort(heat, start, start % 2 == 0)),
            );
        }
    }
    if best.levels > *floor {
        let polished = improved(&best, floor, effort(COLD, 0, true));
        keep_better(&mut best, &polished);
    }
    let rooms: usize = facts.rounds.iter().map(|round| round.rooms.len()).sum();
    let led = usize::try_from(best.levels[UNLED]).map_or(0, |unled| rooms.saturating_sub(unled));
    let effort = Effort {
        steps: FAIR,
        ..effort(COLD, 0, true)
    };
    fairer(&best, load_floor(facts, led), effort)
}

/// As many steps as a search needs to try every swap often; for large cohorts, as many as a second allows.
fn steps(facts: &Facts) -> u64 {
    let swaps = facts
        .rounds
        .iter()
        .map(|round| round.here().pow(2) as u64 / 2);
    let most = if facts.people() > LARGE {
        MOST / 6
    } else {
        MOST
    };
    let enough = swaps.sum::<u64>() * PATIENCE;
    enough.min(for_rounds(facts, most)).max(LEAST)
}

/// So many steps, or as much fewer as the programme has more rounds than [`LONG`].
fn for_rounds(facts: &Facts, steps: u64) -> u64 {
    steps * LONG / LONG.max(facts.rounds.len() as u64)
}

/// Takes seats over when they are better.
fn keep_better<'a>(best: &mut Seats<'a>, seats: &Seats<'a>) {
    if seats.levels < best.levels {
        best.clone_from(seats);
    }
}

/// Seats by designs, for the rounds with the most usual number of rooms; the other rounds stay as they are.
fn designed<'a>(facts: &'a Facts, first: &[Rooms], seed: u64) -> Vec<Seats<'a>> {
    let mut numbers: Vec<usize> = facts.rounds.iter().map(|round| round.rooms.len()).collect();
    numbers.sort_unstable();
    let usual = numbers
        .chunk_by(|a, b| a == b)
        .max_by_key(|same| same.len())
        .and_then(|same| same.first());
    let Some(&rooms) = usual else {
        return Vec::new();
    };
    let rounds: Vec<usize> = (0..facts.rounds.len())
        .filter(|&round| facts.rounds[round].rooms.len() == rooms)
        .collect();
    let known = designs(facts.people(), rooms, rounds.len());
    let longest = known.first().map_or(0, |design| design.rounds.len());
    let worth = known
        .iter()
        .filter(|design| design.rounds.len() == longest && longest > 1);
    let seats = |design: &Design| {
        let effort = Effort {
            steps: for_rounds(facts, NAMING),
            heat: LIVELY,
            seed,
            strict: false,
        };
        let (_, named) = Naming::new(facts, design, &rounds).improved(effort);
        let mut seats = first.to_vec();
        for (&round, wished) in rounds.iter().zip(&named) {
            if let Some(rooms) = seated(&facts.rounds[round], wished) {
                seats[round] = rooms;
            }
        }
        Seats::new(facts, seats)
    };
    worth.map(seats).collect()
}
