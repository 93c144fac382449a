//! What an unfinished search will count at least, so that hopeless branches end early.

use super::search::{NOWHERE, Search};
use super::table::{CROWDED, Cost, MOVES, SPLIT, plus};

/// The levels that can only grow as people are seated; the later ones may also fall.
const GROWING: std::ops::RangeInclusive<usize> = MOVES..=CROWDED;

impl Search<'_> {
    /// Whether nothing below can beat the best answer, by what is certain already.
    pub(super) fn is_worse(&self, moves_left: usize) -> bool {
        let Some((best, _)) = &self.best else {
            return false;
        };
        let sure: Vec<Vec<usize>> = self
            .rooms
            .iter()
            .map(|people| {
                people
                    .iter()
                    .copied()
                    .filter(|&each| self.is_sure(each, moves_left))
                    .collect()
            })
            .collect();
        let mut cost = [0; 10];
        for (room, people) in sure.iter().enumerate() {
            for (at, &person) in people.iter().enumerate() {
                cost = plus(cost, self.joining(person, room, &people[..at], moves_left));
            }
        }
        for person in (0..self.room_of.len()).filter(|&person| self.room_of[person] == NOWHERE) {
            let seats = sure
                .iter()
                .enumerate()
                .map(|(room, people)| self.joining(person, room, people, moves_left));
            // The sum of what each arrival counts at its best is never more than what all count together.
            cost = plus(cost, seats.min().unwrap_or_default());
        }
        cost[MOVES] = cost[MOVES].max(best[MOVES]);
        cost[GROWING] > best[GROWING]
    }

    /// Whether somebody stays where they are now in all that follows.
    fn is_sure(&self, person: usize, moves_left: usize) -> bool {
        self.fixed[person] || moves_left == 0
    }

    /// What somebody adds to a room of people who are sure to be there, in the levels that only grow.
    fn joining(&self, person: usize, room: usize, people: &[usize], moves_left: usize) -> Cost {
        let mut cost = self.table.seat(person, room);
        let elsewhere = |&&other: &&usize| {
            self.room_of[other] != NOWHERE
                && self.room_of[other] != room
                && self.is_sure(other, moves_left)
        };
        cost[SPLIT] = self.table.links[person].iter().filter(elsewhere).count() as u32;
        plus(cost, self.table.crowding(person, people))
    }
}
