//! Better rooms by small changes: people swap places or, where sizes allow, go over to another room.
//!
//! Annealing weighs the levels softly to get past dead ends, and remembers the best rooms by the true order of levels.
//! It is started several times, with weights that are nearer or farther from the true order, and stops early when the
//! best it has is as good as a bound says it can be.

use super::seats::{Change, Seats};
use super::table::{Levels, REPEATS, Table};
use crate::matching::chance::Chance;

/// How much one unit of each level weighs in a start; the gentle ones go round obstacles, the steep ones finish.
const WEIGHTS: [[i64; 6]; 3] = [
    [40, 24, 16, 12, 4, 2],
    [60, 40, 8, 6, 3, 1],
    [80, 60, 20, 10, 4, 2],
];

/// How many times the temperature falls by an eighth; to begin with it is the weight of one repeat.
const FALLS: u32 = 36;

/// A search for the best rooms, from given ones.
pub struct Annealing<'a> {
    pub table: &'a Table,
    pub best: (Levels, Vec<Vec<usize>>),
    /// No rooms count less than this.
    pub bound: Levels,
    chance: Chance,
}

impl<'a> Annealing<'a> {
    pub fn new(table: &'a Table, rooms: Vec<Vec<usize>>, bound: Levels, seed: u64) -> Self {
        Self {
            table,
            best: (table.levels(&rooms), rooms),
            bound,
            chance: Chance::new(seed),
        }
    }

    /// Whether nothing better can be found.
    pub fn done(&self) -> bool {
        self.best.0 <= self.bound || self.table.rooms < 2 || self.table.free.is_empty()
    }

    /// Goes on from these rooms, which are no worse than the best so far.
    pub fn take(&mut self, rooms: Vec<Vec<usize>>) {
        self.best = (self.table.levels(&rooms), rooms);
    }

    /// One start with so many tries; the number of the start chooses its weights.
    pub fn start(&mut self, number: usize, tries: u32) {
        let weights = WEIGHTS[number % WEIGHTS.len()];
        let mut now = Seats::new(self.table, &self.best.1);
        let mut change = Change::default();
        let mut heat = weights[REPEATS] << 16;
        for _ in 0..FALLS {
            for _ in 0..tries / FALLS {
                if !draw(&now, &mut change, &mut self.chance) {
                    continue;
                }
                let difference = now.difference(&change);
                let worse = weigh(&difference, &weights);
                if worse > 0 && (worse << 32) > heat * self.chance.patience() {
                    continue;
                }
                now.apply(&change, &difference);
                if now.levels < self.best.0 {
                    self.best = (now.levels, now.rooms.clone());
                    if self.done() {
                        return;
                    }
                }
            }
            heat -= heat / 8;
        }
    }
}

/// Fills in a change that keeps sizes, pins and who belongs together; false when this draw does not give one.
fn draw(now: &Seats, change: &mut Change, chance: &mut Chance) -> bool {
    let table = now.table;
    let over = table.free[chance.below(table.free.len())];
    let from = now.room_of[over];
    let mut to = chance.below(table.rooms - 1);
    to += usize::from(to >= from);
    (change.from, change.to, change.over) = (from, to, over);
    change.back.clear();
    let size = table.size(over);
    let (least, most) = table.sizes;
    let (here, there) = (now.people_in(from), now.people_in(to));
    if here >= least + size && there + size <= most && chance.below(4) == 0 {
        return true;
    }
    let mut coming = 0;
    while coming < size {
        let blocks = &now.rooms[to];
        let block = blocks[chance.below(blocks.len())];
        if table.blocks[block].pin.is_some() || change.back.contains(&block) {
            return false;
        }
        change.back.push(block);
        coming += table.size(block);
        if coming < size && chance.below(8) == 0 {
            break;
        }
    }
    let (here, there) = (here + coming - size, there + size - coming);
    (least..=most).contains(&here) && (least..=most).contains(&there)
}

fn weigh(levels: &Levels, weights: &Levels) -> i64 {
    levels.iter().zip(weights).map(|(a, b)| a * b).sum()
}
