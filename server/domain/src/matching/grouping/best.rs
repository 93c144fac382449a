//! In which order the ways to better rooms are tried.

use super::anneal::Annealing;
use super::bound::bound;
use super::exact::prove;
use super::table::Table;

/// How often annealing starts before the proof is tried, and at most: fewer times where only repeats are left to weigh.
const QUICK_STARTS: usize = 3;
const STARTS: usize = 32;
const STARTS_FOR_REPEATS: usize = 12;

/// The fewest and the most tries of a start.
const START: (u32, u32) = (1_000, 600_000);

/// Tries of one start: there are about so many pairs who could swap, and each should come up a hundred times.
fn tries_of_a_start(blocks: usize) -> u32 {
    let pairs = u32::try_from(blocks.saturating_mul(blocks)).unwrap_or(u32::MAX);
    pairs.saturating_mul(100).clamp(START.0, START.1)
}

/// The best rooms: from a few starts of annealing, then proven where that is possible, then from more starts.
pub fn rooms(table: &Table, rooms: Vec<Vec<usize>>, seed: u64, tries: u32) -> Vec<Vec<usize>> {
    let mut search = Annealing::new(table, rooms, bound(table), seed);
    let mut left = tries;
    let starts = if table.people_are_alike() {
        STARTS_FOR_REPEATS
    } else {
        STARTS
    };
    for number in 0..starts {
        if number == QUICK_STARTS && !search.done() {
            let proof = prove(table, search.best.1.clone());
            search.take(proof.rooms);
            if proof.proven {
                break;
            }
        }
        let some = left.min(tries_of_a_start(table.blocks.len()));
        if some == 0 || search.done() {
            break;
        }
        search.start(number, some);
        left -= some;
    }
    search.best.1
}
