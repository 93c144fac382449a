//! Plans with a symmetry: one or two rounds, and all others are these, shifted.
//!
//! Points are `orbits` copies of a small group, written one after the other, and a few fixed points. Adding the same
//! element to every point of a base round gives the next round. Nobody meets twice when no difference between points of
//! one room comes up twice, so a plan of 19 rounds for 39 people is one line of numbers.

use super::Design;
use super::starter_table::STARTERS;

/// One or two base rounds for `rooms` rooms of `size`.
pub struct Starter {
    pub rooms: usize,
    pub size: usize,
    /// The group is a product of cyclic groups of these orders.
    pub group: &'static [usize],
    /// How many copies of the group there are; all points behind them are fixed.
    pub orbits: usize,
    /// Rooms of a round one after the other.
    pub base: &'static [&'static [usize]],
    /// Rounds by themselves: one room with one point of every copy, shifted to give the other rooms.
    pub still: &'static [&'static [usize]],
}

/// Every plan of the table for so many rooms of this size.
pub fn developed(rooms: usize, size: usize) -> impl Iterator<Item = Design> {
    let asked = move |starter: &&Starter| starter.rooms == rooms && starter.size == size;
    STARTERS.iter().filter(asked).map(Starter::develop)
}

impl Starter {
    fn order(&self) -> usize {
        self.group.iter().product()
    }

    /// The point shifted by an element of the group; fixed points stay.
    fn shifted(&self, point: usize, by: usize) -> usize {
        let order = self.order();
        if point >= self.orbits * order {
            return point;
        }
        let (mut element, mut by) = (point % order, by);
        let (mut sum, mut place) = (0, 1);
        for cycle in self.group {
            sum += place * ((element + by) % cycle);
            place *= cycle;
            element /= cycle;
            by /= cycle;
        }
        point - point % order + sum
    }

    fn develop(&self) -> Design {
        let order = self.order();
        let shifted = |room: &[usize], by: usize| -> Vec<usize> {
            room.iter().map(|&point| self.shifted(point, by)).collect()
        };
        let moving = self.base.iter().flat_map(|round| {
            (0..order).map(move |by| {
                round
                    .chunks(self.size)
                    .map(|room| shifted(room, by))
                    .collect()
            })
        });
        let still = self.still.iter().map(|paces| {
            let room: Vec<usize> = paces
                .iter()
                .enumerate()
                .map(|(orbit, pace)| orbit * order + pace)
                .collect();
            (0..order).map(|by| shifted(&room, by)).collect()
        });
        Design {
            points: self.rooms * self.size,
            rounds: moving.chain(still).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_starter_gives_rounds_of_everybody_and_nobody_meets_twice() {
        for starter in STARTERS {
            let design = starter.develop();
            let mut met = BTreeSet::new();
            for round in &design.rounds {
                let seated: BTreeSet<usize> = round.iter().flatten().copied().collect();
                assert_eq!(seated.len(), starter.rooms * starter.size);
                assert_eq!(seated.last(), Some(&(design.points - 1)));
                for room in round {
                    assert_eq!(room.len(), starter.size);
                    for (a, b) in room.iter().flat_map(|a| room.iter().map(move |b| (a, b))) {
                        assert!(
                            a >= b || met.insert((*a, *b)),
                            "{a} and {b} meet twice in {}x{}",
                            starter.rooms,
                            starter.size
                        );
                    }
                }
            }
        }
    }
}
