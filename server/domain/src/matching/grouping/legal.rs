//! Every room that could be: all sets of blocks that keep sizes and rules and do not repeat too much.

use super::table::{Table, told_apart};

/// A set of blocks that may share a room, with what it repeats.
#[derive(Clone, Copy, Debug)]
pub struct Legal {
    /// One bit a block.
    pub blocks: u64,
    pub people: usize,
    /// Meetings between its blocks; those within blocks happen anyway.
    pub repeats: i64,
}

impl Legal {
    /// The blocks by index, lowest first.
    pub fn members(self) -> impl Iterator<Item = usize> {
        members(self.blocks)
    }
}

/// The places of the bits of a set, lowest first.
pub fn members(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if set == 0 {
            return None;
        }
        let at = set.trailing_zeros() as usize;
        set &= set - 1;
        Some(at)
    })
}

/// The sizes that a room can have when all the others keep theirs.
pub fn sizes(table: &Table) -> (usize, usize) {
    let people = table.people();
    let others = table.rooms - 1;
    let (least, most) = table.sizes;
    let most = most.min(people.saturating_sub(least * others));
    (least.max(people.saturating_sub(most * others)), most)
}

/// All rooms with at most so many repeats; nothing when there are too many rooms or too many blocks to write down.
pub fn legal_rooms(table: &Table, repeats: i64, limit: usize) -> Option<Vec<Legal>> {
    if table.blocks.len() > 64 {
        return None;
    }
    let mut search = Search {
        table,
        sizes: sizes(table),
        repeats,
        limit,
        // Sets that are still too small are steps, too.
        steps: 4 * limit,
        found: Vec::new(),
    };
    let none = Legal {
        blocks: 0,
        people: 0,
        repeats: 0,
    };
    let near = vec![0; table.blocks.len()];
    search.grow(none, 0, false, &near).then_some(search.found)
}

struct Search<'a> {
    table: &'a Table,
    sizes: (usize, usize),
    repeats: i64,
    limit: usize,
    steps: usize,
    found: Vec<Legal>,
}

impl Search<'_> {
    /// Adds blocks from `first` on in every way; false when the limit is reached. `near` is what each block would add.
    fn grow(&mut self, room: Legal, first: usize, pinned: bool, near: &[i64]) -> bool {
        let (least, most) = self.sizes;
        if room.people >= least {
            self.found.push(room);
        }
        if self.found.len() > self.limit || self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        for block in first..near.len() {
            let people = room.people + self.table.size(block);
            let (apart, repeats) = told_apart(near[block]);
            let pin = self.table.blocks[block].pin.is_some();
            let repeats = room.repeats + repeats;
            if people > most || apart > 0 || pin && pinned || repeats > self.repeats {
                continue;
            }
            let room = Legal {
                blocks: room.blocks | 1 << block,
                people,
                repeats,
            };
            let row = self.table.row(block);
            let near: Vec<i64> = near.iter().zip(row).map(|(a, b)| a + b).collect();
            if !self.grow(room, block + 1, pin || pinned, &near) {
                return false;
            }
        }
        true
    }
}
