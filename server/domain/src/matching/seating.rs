//! Whether everybody can be seated at all, and one way to do it: tied people as one block, blocks into rooms.
//!
//! The search is in [`search`]. It is complete, but gives up after a fixed number of steps, so that a question can never
//! hold the session up.

mod search;

use super::clash::Constraint;
use super::people::{Person, Roll, Room, pairs};
use search::{Block, Search};

/// What the search found.
#[derive(Debug, PartialEq, Eq)]
pub enum Seating {
    /// The room of everybody, by index.
    Found(Vec<usize>),
    Impossible,
    /// The steps were used up first.
    Unknown,
}

/// The rules in force, by index: what [`Constraint`]s mean for a list of people and a list of rooms.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub people: usize,
    pub rooms: usize,
    /// Fewest and most people of an open room.
    pub sizes: (usize, usize),
    /// Whether a room may stay empty.
    pub may_close: bool,
    /// Square table, row by row.
    pub apart: Vec<bool>,
    /// People with the same number belong together.
    pub tie: Vec<usize>,
    pub pin: Vec<Option<usize>>,
    /// Rooms people rather have.
    pub wish: Vec<Option<usize>>,
    /// Somebody is pinned to two rooms or to one that does not exist.
    pub torn: bool,
}

impl Frame {
    /// A frame without sizes: everybody anywhere but for the constraints on people.
    pub fn new(roll: &Roll<Person>, rooms: &Roll<Room>, constraints: &[Constraint]) -> Self {
        let people = roll.len();
        let mut frame = Self {
            people,
            rooms: rooms.len(),
            sizes: (2, usize::MAX),
            may_close: true,
            apart: vec![false; people * people],
            tie: (0..people).collect(),
            pin: vec![None; people],
            wish: vec![None; people],
            torn: false,
        };
        for each in constraints {
            match each {
                Constraint::Apart { people: (a, b), .. } => {
                    if let Some((a, b)) = roll.pair(*a, *b) {
                        frame.apart[a * people + b] = true;
                        frame.apart[b * people + a] = true;
                    }
                }
                Constraint::Together { people: tied, .. } => {
                    let tied: Vec<usize> =
                        tied.iter().filter_map(|&each| roll.index(each)).collect();
                    frame.bind(&tied);
                }
                Constraint::Pin { person, room, .. } => {
                    let known = roll.index(*person);
                    if let Some(person) = known {
                        let room = rooms.index(*room);
                        frame.torn |= room.is_none()
                            || frame.pin[person].is_some_and(|old| Some(old) != room);
                        frame.pin[person] = room;
                    }
                }
                Constraint::MaxSize(size) => frame.sizes.1 = *size,
                Constraint::MinSize(size) => frame.sizes.0 = (*size).max(2),
                Constraint::Rooms(_) => {}
            }
        }
        frame
    }

    pub fn apart(&self, a: usize, b: usize) -> bool {
        self.apart[a * self.people + b]
    }

    fn bind(&mut self, people: &[usize]) {
        for &each in people.iter().skip(1) {
            let (from, to) = (self.tie[each], self.tie[people[0]]);
            for label in self.tie.iter_mut().filter(|label| **label == from) {
                *label = to;
            }
        }
    }

    /// Lets the number of rooms go: as many more as could ever be of use, and any may stay empty.
    pub fn with_any_number_of_rooms(mut self) -> Self {
        self.rooms += self.people / 2;
        self.may_close = true;
        self
    }

    /// Seats everybody; of rooms that suit, those in need and the smallest fill first, with people as they stand in
    /// `order`.
    pub fn seat(&self, order: &[usize]) -> Seating {
        match self.blocks(order) {
            Some(blocks) if !self.torn => Search::new(self, blocks).run(),
            _ => Seating::Impossible,
        }
    }

    /// Tied people as blocks, and with them all who are pinned to the same room; nothing when a block cannot hold
    /// together.
    fn blocks(&self, order: &[usize]) -> Option<Vec<Block>> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut of_tie = vec![None; self.people];
        for &person in order {
            let at = *of_tie[self.tie[person]].get_or_insert(blocks.len());
            if at == blocks.len() {
                blocks.push(Block::default());
            }
            let block = &mut blocks[at];
            match (block.pin, self.pin[person]) {
                (Some(one), Some(other)) if one != other => return None,
                (None, pin) => block.pin = pin,
                _ => {}
            }
            block.people.push(person);
        }
        let mut of_pin: Vec<Option<usize>> = vec![None; self.rooms];
        let mut merged: Vec<Block> = Vec::new();
        for block in blocks {
            match block.pin.and_then(|room| of_pin[room]) {
                Some(at) => merged[at].people.extend(block.people),
                None => {
                    if let Some(room) = block.pin {
                        of_pin[room] = Some(merged.len());
                    }
                    merged.push(block);
                }
            }
        }
        let whole = |block: &Block| !pairs(&block.people).any(|(a, b)| self.apart(a, b));
        merged.iter().all(whole).then_some(merged)
    }
}
