//! Small rounds, exactly: every way to seat people one after the other, but for those that already repeat too much.
//!
//! Annealing is nearly always right; where rules leave hardly a way between good seats it may miss the best, and such
//! rounds are small enough to try everything.

use super::anneal::{Levels, Table};

/// More people than this are left to annealing.
const PEOPLE: usize = 12;

/// Steps before the search is content with the best so far.
const STEPS: u32 = 20_000;

impl Table<'_> {
    /// Better rooms than these, if there are any and the round is small.
    pub fn perfect(&self, rooms: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        if self.members.len() > PEOPLE {
            return rooms;
        }
        let mut search = Search {
            table: self,
            rooms: vec![Vec::new(); self.frame.rooms],
            best: (self.all_levels(&rooms), rooms),
            steps: STEPS,
        };
        let blocks: Vec<&[usize]> = self.blocks.iter().map(Vec::as_slice).collect();
        search.seat(&blocks, 0);
        search.best.1
    }
}

struct Search<'a> {
    table: &'a Table<'a>,
    rooms: Vec<Vec<usize>>,
    best: (Levels, Vec<Vec<usize>>),
    steps: u32,
}

impl Search<'_> {
    fn seat(&mut self, blocks: &[&[usize]], repeats: u32) {
        if self.steps == 0 || self.at_least(blocks, repeats) > self.best.0[super::anneal::REPEATS] {
            return;
        }
        self.steps -= 1;
        let Some((block, rest)) = blocks.split_first() else {
            let levels = self.table.all_levels(&self.rooms);
            if self
                .rooms
                .iter()
                .all(|people| people.len() >= self.table.frame.sizes.0)
                && levels < self.best.0
            {
                self.best = (levels, self.rooms.clone());
            }
            return;
        };
        let pinned = |room: usize| self.table.frame.pin.contains(&Some(room));
        let fresh = |room: usize| self.rooms[room].is_empty() && !pinned(room);
        let all: Vec<usize> = (0..self.rooms.len()).collect();
        let first_fresh = all.iter().copied().find(|&room| fresh(room));
        let tried = |&room: &usize| !fresh(room) || Some(room) == first_fresh;
        for room in all.into_iter().filter(tried).collect::<Vec<_>>() {
            if let Some(more) = self.joining(block, room) {
                let size = self.rooms[room].len();
                self.rooms[room].extend(*block);
                self.seat(rest, repeats + more);
                self.rooms[room].truncate(size);
            }
        }
    }

    /// The fewest repeats any way from here has: those seated, and the best each of the others finds among them.
    fn at_least(&self, blocks: &[&[usize]], repeats: u32) -> u32 {
        let best = |block: &&[usize]| {
            (0..self.rooms.len())
                .filter_map(|room| self.joining(block, room))
                .min()
        };
        blocks
            .iter()
            .map(best)
            .try_fold(repeats, |sum, more| Some(sum + more?))
            .unwrap_or(u32::MAX)
    }

    /// How many repeats a block adds to a room; nothing when it may not go there.
    fn joining(&self, block: &[usize], room: usize) -> Option<u32> {
        let (frame, there) = (&self.table.frame, &self.rooms[room]);
        let size = self.table.members.len();
        if there.len() + block.len() > frame.sizes.1 {
            return None;
        }
        let mut repeats = 0;
        for &one in block {
            if frame.pin[one].is_some_and(|pin| pin != room) {
                return None;
            }
            for &other in there {
                if frame.apart(one, other) {
                    return None;
                }
                repeats += self.table.met[one * size + other];
            }
        }
        Some(repeats)
    }
}
