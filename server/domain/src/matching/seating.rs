//! Whether everybody can be seated at all, and one way to do it: tied people as one block, blocks into rooms.
//!
//! A complete search, the most constrained block first, where rooms that are still empty and alike are tried once. It
//! gives up after a fixed number of steps, so that a question can never hold the session up.

use super::clash::Constraint;
use super::people::{Person, Roll, Room};

/// Steps before the search gives up.
const STEPS: u32 = 60_000;

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

    /// Seats everybody; of rooms that suit, those earlier in `order` fill first, and always the smallest.
    pub fn seat(&self, order: &[usize]) -> Seating {
        let Some(blocks) = self.blocks(order) else {
            return Seating::Impossible;
        };
        let mut search = Search {
            frame: self,
            blocks,
            seats: vec![Vec::new(); self.rooms],
            steps: 0,
        };
        let open: Vec<usize> = (0..search.blocks.len()).collect();
        match search.place(&open) {
            Some(true) => {
                let mut room_of = vec![0; self.people];
                for (room, seats) in search.seats.iter().enumerate() {
                    for &person in seats {
                        room_of[person] = room;
                    }
                }
                Seating::Found(room_of)
            }
            Some(false) => Seating::Impossible,
            None => Seating::Unknown,
        }
    }

    /// Tied people as blocks, or nothing when a block cannot hold together.
    fn blocks(&self, order: &[usize]) -> Option<Vec<Block>> {
        let mut blocks: Vec<Block> = Vec::new();
        for &person in order {
            match blocks
                .iter_mut()
                .find(|block| self.tie[block.people[0]] == self.tie[person])
            {
                Some(block) => block.people.push(person),
                None => blocks.push(Block {
                    people: vec![person],
                    pin: None,
                }),
            }
        }
        for block in &mut blocks {
            for &person in &block.people {
                if block.people.iter().any(|&other| self.apart(person, other)) {
                    return None;
                }
                match (block.pin, self.pin[person]) {
                    (Some(one), Some(other)) if one != other => return None,
                    (None, pin) => block.pin = pin,
                    _ => {}
                }
            }
        }
        (!self.torn).then_some(blocks)
    }
}

struct Block {
    people: Vec<usize>,
    pin: Option<usize>,
}

struct Search<'a> {
    frame: &'a Frame,
    blocks: Vec<Block>,
    seats: Vec<Vec<usize>>,
    steps: u32,
}

impl Search<'_> {
    /// Whether the open blocks can be placed; nothing when the steps are used up.
    fn place(&mut self, open: &[usize]) -> Option<bool> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        if !self.still_possible(open) {
            return Some(false);
        }
        let Some((block, rooms)) = self.hardest(open) else {
            return Some(true);
        };
        let rest: Vec<usize> = open.iter().copied().filter(|&each| each != block).collect();
        for room in rooms {
            let before = self.seats[room].len();
            let people = self.blocks[block].people.clone();
            self.seats[room].extend(people);
            if self.place(&rest)? {
                return Some(true);
            }
            self.seats[room].truncate(before);
        }
        Some(false)
    }

    /// The block with the fewest rooms (the larger of equals), and its rooms: those in need first, then the smallest.
    fn hardest(&self, open: &[usize]) -> Option<(usize, Vec<usize>)> {
        let choices = open.iter().map(|&block| (block, self.rooms_for(block)));
        choices.min_by_key(|(block, rooms)| {
            (rooms.len(), usize::MAX - self.blocks[*block].people.len())
        })
    }

    fn rooms_for(&self, block: usize) -> Vec<usize> {
        let fresh = |room: usize| {
            let told_apart =
                self.frame.pin.contains(&Some(room)) || self.frame.wish.contains(&Some(room));
            self.seats[room].is_empty() && !told_apart
        };
        let first_fresh = (0..self.frame.rooms).find(|&room| fresh(room));
        let suits =
            |&room: &usize| self.fits(block, room) && (!fresh(room) || Some(room) == first_fresh);
        let mut rooms: Vec<usize> = (0..self.frame.rooms).filter(suits).collect();
        let (least, _) = self.frame.sizes;
        let wish = self.frame.wish[self.blocks[block].people[0]];
        rooms.sort_by_key(|&room| {
            let size = self.seats[room].len();
            let wanted = size < least && (size > 0 || !self.frame.may_close);
            (
                Some(room) != wish,
                !wanted,
                if self.frame.may_close && size == 0 {
                    usize::MAX
                } else {
                    size
                },
            )
        });
        rooms
    }

    fn fits(&self, block: usize, room: usize) -> bool {
        let Block { people, pin } = &self.blocks[block];
        let seats = &self.seats[room];
        pin.is_none_or(|pin| pin == room)
            && seats.len() + people.len() <= self.frame.sizes.1
            && !people
                .iter()
                .any(|&one| seats.iter().any(|&other| self.frame.apart(one, other)))
    }

    /// Whether the rooms that need people can still get them, and the others all have a place.
    fn still_possible(&self, open: &[usize]) -> bool {
        let waiting: usize = open
            .iter()
            .map(|&block| self.blocks[block].people.len())
            .sum();
        let (least, most) = self.frame.sizes;
        let (mut missing, mut free) = (0_usize, 0_usize);
        for (room, seats) in self.seats.iter().enumerate() {
            free = free.saturating_add(most.saturating_sub(seats.len()));
            if seats.is_empty() && self.frame.may_close || seats.len() >= least {
                continue;
            }
            missing += least - seats.len();
            let suiting = open.iter().filter(|&&block| self.fits(block, room));
            let reachable: usize = suiting.map(|&block| self.blocks[block].people.len()).sum();
            if seats.len() + reachable < least {
                return false;
            }
        }
        missing <= waiting && waiting <= free
    }
}
