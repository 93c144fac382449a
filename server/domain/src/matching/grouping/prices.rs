//! What each block must at least pay: prices for which rooms are just worth their cost, found by the simplex method.
//!
//! Dividing everybody among legal rooms at the least cost, with halves of rooms allowed, is a linear programme; its dual
//! gives every block a price. The prices are only a proposal: whoever uses them works out in whole numbers what they
//! prove. The arithmetic is plain addition and multiplication of `f64`, which is the same on every machine.

use super::legal::Legal;

/// The question of a linear programme: rooms with costs, each block once, so many rooms, and so many repeats.
pub struct Programme<'a> {
    pub blocks: usize,
    pub rooms: &'a [Legal],
    pub costs: &'a [i64],
    /// How many rooms are used; nothing when sizes say so already.
    pub count: Option<usize>,
    /// Repeats of all rooms, when they are known.
    pub repeats: Option<i64>,
}

/// The price of every block, and that of a repeat.
pub struct Prices {
    pub blocks: Vec<f64>,
    pub repeat: f64,
}

/// Pivots at most; usual are two or three hundred.
const PIVOTS: usize = 3_000;

/// Rooms for each block that are reckoned with at first, and added at a time.
const SOME: usize = 40;

/// A cost is shared among blocks in so many parts, which all small numbers divide.
const SHARES: i64 = 840;

const NEARLY_NOTHING: f64 = 1e-9;

/// One room as a column: its rows are its blocks, then the count, then the repeats.
struct Simplex<'a> {
    ask: &'a Programme<'a>,
    rows: usize,
    /// The inverse of the basis, row by row.
    inverse: Vec<f64>,
    /// Amounts of the basis.
    amounts: Vec<f64>,
    prices: Vec<f64>,
    /// What a room must save to be worth a pivot.
    worth: f64,
    pivots: usize,
}

impl Programme<'_> {
    /// Good prices; the best ones unless the pivots run out. Only rooms that look good are reckoned with; the others are
    /// looked through again and again for those that would help.
    pub fn solve(&self) -> Prices {
        let some = SOME * self.blocks;
        let mut simplex = Simplex::new(self);
        let share =
            |&room: &usize| self.costs[room] * SHARES / self.rooms[room].members().count() as i64;
        let mut working: Vec<usize> = (0..self.rooms.len()).collect();
        if working.len() > some {
            working.select_nth_unstable_by_key(some, |room| (share(room), *room));
            working.truncate(some);
        }
        loop {
            simplex.optimise(&working);
            let mut better: Vec<(f64, usize)> = (0..self.rooms.len())
                .map(|room| (simplex.reduced(room), room))
                .filter(|(reduced, _)| *reduced < -simplex.worth)
                .collect();
            if better.is_empty() || simplex.pivots >= PIVOTS {
                break;
            }
            if better.len() > some {
                better.select_nth_unstable_by(some, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                better.truncate(some);
            }
            working.extend(better.into_iter().map(|(_, room)| room));
        }
        let known = self.repeats.and(simplex.prices.last());
        Prices {
            repeat: known.copied().unwrap_or(0.0),
            blocks: simplex.prices[..self.blocks].to_vec(),
        }
    }
}

impl<'a> Simplex<'a> {
    fn new(ask: &'a Programme) -> Self {
        let rows =
            ask.blocks + usize::from(ask.count.is_some()) + usize::from(ask.repeats.is_some());
        // Slightly different amounts, so that no two rows become tight at once and the method never walks in circles.
        let mut amounts: Vec<f64> = (0..ask.blocks).map(|row| 1.0 + slightly(row)).collect();
        amounts.extend(ask.count.map(|count| count as f64 + slightly(ask.blocks)));
        amounts.extend(ask.repeats.map(|repeats| repeats as f64 + 0.01));
        // To begin with every row pays a fine that is worse than any room.
        let dearest = (1 + ask.costs.iter().max().copied().unwrap_or(0)) as f64;
        let fine = 2.0 * dearest;
        let mut inverse = vec![0.0; rows * rows];
        for row in 0..rows {
            inverse[row * rows + row] = 1.0;
        }
        Self {
            ask,
            rows,
            inverse,
            amounts,
            prices: vec![fine; rows],
            worth: dearest * NEARLY_NOTHING,
            pivots: 0,
        }
    }

    /// What a room costs less than its blocks pay: below zero, it makes the whole cheaper.
    fn reduced(&self, room: usize) -> f64 {
        let legal = &self.ask.rooms[room];
        let mut left = self.ask.costs[room] as f64;
        for block in legal.members() {
            left -= self.prices[block];
        }
        if self.ask.count.is_some() {
            left -= self.prices[self.ask.blocks];
        }
        if self.ask.repeats.is_some() {
            left -= self.prices[self.rows - 1] * legal.repeats as f64;
        }
        left
    }

    /// The best prices as far as these rooms are concerned.
    fn optimise(&mut self, working: &[usize]) {
        while self.pivots < PIVOTS {
            let candidates = self.candidates(working);
            if candidates.is_empty() {
                return;
            }
            self.work_off(candidates);
        }
    }

    /// For each block the room that would help most with it.
    fn candidates(&self, working: &[usize]) -> Vec<usize> {
        let mut best = vec![(-self.worth, usize::MAX); self.ask.blocks];
        for &room in working {
            let reduced = self.reduced(room);
            if reduced < -self.worth {
                for block in self.ask.rooms[room].members() {
                    if reduced < best[block].0 {
                        best[block] = (reduced, room);
                    }
                }
            }
        }
        let mut rooms: Vec<usize> = best
            .into_iter()
            .map(|(_, room)| room)
            .filter(|&room| room != usize::MAX)
            .collect();
        rooms.sort_unstable();
        rooms.dedup();
        rooms
    }

    /// Takes candidates into the basis as long as they help.
    fn work_off(&mut self, mut candidates: Vec<usize>) {
        while self.pivots < PIVOTS {
            candidates.retain(|&room| self.reduced(room) < -self.worth);
            let next = candidates
                .iter()
                .copied()
                .min_by(|&a, &b| self.reduced(a).total_cmp(&self.reduced(b)));
            let Some(room) = next else { return };
            candidates.retain(|&other| other != room);
            self.enter(room);
        }
    }

    fn enter(&mut self, room: usize) {
        self.pivots += 1;
        let rows = self.rows;
        let legal = self.ask.rooms[room];
        let mut column: Vec<(usize, f64)> = legal.members().map(|block| (block, 1.0)).collect();
        if self.ask.count.is_some() {
            column.push((self.ask.blocks, 1.0));
        }
        if self.ask.repeats.is_some() {
            column.push((rows - 1, legal.repeats as f64));
        }
        let step: Vec<f64> = self
            .inverse
            .chunks(rows)
            .map(|row| column.iter().map(|&(at, times)| row[at] * times).sum())
            .collect();
        let ratios = (0..rows).filter(|&row| step[row] > NEARLY_NOTHING);
        let ratios = ratios.map(|row| (self.amounts[row] / step[row], row));
        let Some((ratio, leaving)) = ratios.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return;
        };
        let reduced = self.reduced(room);
        let pivot: Vec<f64> = self.inverse[leaving * rows..(leaving + 1) * rows]
            .iter()
            .map(|each| each / step[leaving])
            .collect();
        for (row, times) in step.iter().copied().enumerate() {
            if row != leaving && times != 0.0 {
                self.amounts[row] = (self.amounts[row] - ratio * times).max(0.0);
                let line = &mut self.inverse[row * rows..(row + 1) * rows];
                for (each, other) in line.iter_mut().zip(&pivot) {
                    *each -= times * other;
                }
            }
        }
        for (price, each) in self.prices.iter_mut().zip(&pivot) {
            *price += reduced * each;
        }
        self.inverse[leaving * rows..(leaving + 1) * rows].copy_from_slice(&pivot);
        self.amounts[leaving] = ratio;
    }
}

/// A little, irregular from row to row.
fn slightly(row: usize) -> f64 {
    (1 + row * 37 % 101) as f64 * 1e-6
}
