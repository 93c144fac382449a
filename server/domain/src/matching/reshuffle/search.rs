//! The fewest moves, exactly: depth-first on what is wrong, deeper by one move at a time.
//!
//! A pin, a tie, two who are kept apart or a full room must be put right by one of few moves, so trying them all is
//! complete, and the first depth with an answer is the optimum. Everybody moves at most once. When only people without
//! company are left, [`company`](super::company) ends it. Of all answers at that depth the best by the later levels is
//! kept.

use std::ops::RangeInclusive;

use super::company::{Company, Lone, Node, signed};
use super::table::{Cost, Table};
use crate::matching::fold::minus;

/// An answer: what it counts, and the room of everybody.
pub type Answer = (Cost, Vec<usize>);

/// Not seated yet.
pub(super) const NOWHERE: usize = usize::MAX;

/// Rooms that a quick look takes in.
const FEW: usize = 4;

/// Tries all ways with at most `limit` moves, for a table and with some seats ruled out.
pub struct Search<'a> {
    pub(super) table: &'a Table,
    /// Seats that are ruled out, row by row for every person.
    banned: &'a [bool],
    pub(super) room_of: Vec<usize>,
    pub(super) rooms: Vec<Vec<usize>>,
    /// Who has their final room.
    pub(super) fixed: Vec<bool>,
    limit: usize,
    /// Whether moves that are hardly ever of use are looked at too.
    thorough: bool,
    pub(super) best: Option<Answer>,
    steps: u32,
}

impl<'a> Search<'a> {
    pub fn new(table: &'a Table, banned: &'a [bool], steps: u32) -> Self {
        let size = table.roll.len();
        let mut rooms = vec![Vec::new(); table.rooms.len()];
        for (person, room) in table.before.iter().enumerate() {
            if let Some(room) = room {
                rooms[*room].push(person);
            }
        }
        Self {
            room_of: table
                .before
                .iter()
                .map(|room| room.unwrap_or(NOWHERE))
                .collect(),
            rooms,
            fixed: vec![false; size],
            limit: 0,
            thorough: true,
            best: None,
            steps,
            table,
            banned,
        }
    }

    /// Looks at what is near alone.
    pub fn quick(mut self) -> Self {
        self.thorough = false;
        self
    }

    /// The best answer with the fewest moves of those in the range; nothing when there is none or the steps are used up.
    pub fn run(mut self, moves: RangeInclusive<usize>) -> Option<Answer> {
        for limit in moves {
            self.limit = limit;
            self.step(limit);
            if self.best.is_some() || self.steps == 0 {
                break;
            }
        }
        self.best
    }

    fn step(&mut self, moves_left: usize) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let lonely = self.rooms.iter().filter(|people| people.len() == 1).count();
        let arrivals = self.room_of.iter().filter(|&&room| room == NOWHERE).count();
        // A move ends at most two lonely rooms, an arrival one.
        if lonely.saturating_sub(arrivals).div_ceil(2) > moves_left || self.is_worse(moves_left) {
            return;
        }
        if let Some(person) = self.off_their_pin() {
            self.put(person, self.table.frame.pin[person], moves_left);
        } else if let Some((a, b)) = self.split_tie() {
            self.join(a, b, moves_left);
        } else if let Some(crowd) = self.who_cannot_all_stay() {
            self.one_leaves(&crowd, moves_left);
        } else if let Some(person) = self.tied_arrival() {
            for room in self.any_room() {
                self.put(person, Some(room), moves_left);
            }
        } else {
            let single = 2 * moves_left + arrivals - lonely;
            if self.thorough && single > 1 && moves_left > 0 {
                self.others_move(moves_left);
            }
            self.settle(single, moves_left);
        }
    }

    /// Goes on with somebody in another room; their final one. Seats among those who are sure must keep the rules.
    fn put(&mut self, person: usize, room: Option<usize>, moves_left: usize) {
        let Some(room) = room else { return };
        let from = self.room_of[person];
        let price = usize::from(self.table.before[person].is_some());
        let table = self.table;
        let pinned_elsewhere = table.frame.pin[person].is_some_and(|pin| pin != room);
        let banned = self.banned[person * table.rooms.len() + room];
        let clashes = |&other: &usize| self.fixed[other] && table.frame.apart(person, other);
        let sure = self.rooms[room]
            .iter()
            .filter(|&&other| self.fixed[other])
            .count();
        if self.fixed[person]
            || from == room
            || price > moves_left
            || pinned_elsewhere
            || banned
            || sure >= table.frame.sizes.1
            || self.rooms[room].iter().any(clashes)
        {
            return;
        }
        if from != NOWHERE {
            self.rooms[from].retain(|&each| each != person);
        }
        self.rooms[room].push(person);
        self.room_of[person] = room;
        self.fixed[person] = true;
        self.step(moves_left - price);
        self.fixed[person] = false;
        self.rooms[room].retain(|&each| each != person);
        self.room_of[person] = from;
        if from != NOWHERE {
            self.rooms[from].push(person);
        }
    }

    fn off_their_pin(&self) -> Option<usize> {
        let pin = &self.table.frame.pin;
        (0..pin.len()).find(|&person| pin[person].is_some_and(|room| room != self.room_of[person]))
    }

    /// Two who belong together and are seated in different rooms.
    fn split_tie(&self) -> Option<(usize, usize)> {
        let seated = |person: usize| self.room_of[person] != NOWHERE;
        let split = |&&(a, b): &&(usize, usize)| {
            seated(a) && seated(b) && self.room_of[a] != self.room_of[b]
        };
        self.table.tied.iter().find(split).copied()
    }

    fn join(&mut self, a: usize, b: usize, moves_left: usize) {
        if self.fixed[a] {
            return self.put(b, Some(self.room_of[a]), moves_left);
        }
        if self.fixed[b] {
            return self.put(a, Some(self.room_of[b]), moves_left);
        }
        self.put(b, Some(self.room_of[a]), moves_left);
        for room in self.any_room() {
            self.put(a, Some(room), moves_left);
        }
    }

    /// People of one room of whom at least one has to leave: two kept apart, or too many.
    fn who_cannot_all_stay(&self) -> Option<Vec<usize>> {
        let seated = |person: usize| self.room_of[person] != NOWHERE;
        let clash = |&&(a, b): &&(usize, usize)| seated(a) && self.room_of[a] == self.room_of[b];
        if let Some(&(a, b)) = self.table.apart.iter().find(clash) {
            return Some(vec![a, b]);
        }
        self.rooms
            .iter()
            .find(|people| people.len() > self.table.frame.sizes.1)
            .cloned()
    }

    /// Tries each of them in turn as the first who leaves; those tried before stay.
    fn one_leaves(&mut self, crowd: &[usize], moves_left: usize) {
        let movable: Vec<usize> = crowd
            .iter()
            .copied()
            .filter(|&each| !self.fixed[each])
            .collect();
        for &person in &movable {
            for room in self.likely_rooms(person) {
                self.put(person, Some(room), moves_left);
            }
            self.fixed[person] = true;
        }
        for person in movable {
            self.fixed[person] = false;
        }
    }

    /// Every room, those first where somebody is alone and where the person adds little; a few of them for a quick look.
    fn likely_rooms(&self, person: usize) -> Vec<usize> {
        let added = |room: usize| {
            let mut people = self.rooms[room].clone();
            let before = signed(self.table.room(room, &people));
            people.push(person);
            minus(signed(self.table.room(room, &people)), before)
        };
        let mut rooms = self.any_room();
        rooms.sort_by_cached_key(|&room| (self.rooms[room].len() != 1, added(room)));
        if !self.thorough {
            rooms.truncate(FEW);
        }
        rooms
    }

    /// An arrival who belongs together with somebody.
    fn tied_arrival(&self) -> Option<usize> {
        let mut tied = self.table.tied.iter().flat_map(|&(a, b)| [a, b]);
        tied.find(|&person| self.room_of[person] == NOWHERE)
    }

    /// Moves that [`super::company`] does not know, as they are of use only where there is more than one move to spare:
    /// people who have company go to somebody alone, open a room, or make way for somebody who could come; people who
    /// are alone leave their room to others.
    fn others_move(&mut self, moves_left: usize) {
        let seated = |&person: &usize| self.room_of[person] != NOWHERE && !self.fixed[person];
        let movable: Vec<usize> = (0..self.room_of.len()).filter(seated).collect();
        for &person in &movable {
            let alone = self.rooms[self.room_of[person]].len() == 1;
            let in_the_way = self.is_in_the_way(person);
            for room in self.any_room() {
                let size = self.rooms[room].len();
                if in_the_way || size == 1 || alone != (size == 0) {
                    self.put(person, Some(room), moves_left);
                }
            }
            self.fixed[person] = in_the_way && !alone;
        }
        for person in movable {
            self.fixed[person] = false;
        }
    }

    /// Whether their leaving would let somebody without company in.
    fn is_in_the_way(&self, person: usize) -> bool {
        let room = self.room_of[person];
        let lone = |other: usize| {
            let at = self.room_of[other];
            at == NOWHERE || self.rooms[at].len() == 1
        };
        let frame = &self.table.frame;
        self.rooms[room].len() >= frame.sizes.1
            || (0..self.room_of.len()).any(|other| lone(other) && frame.apart(person, other))
    }

    /// Every room, but of empty rooms that are alike only the first.
    fn any_room(&self) -> Vec<usize> {
        let table = self.table;
        let mut empty: Vec<usize> = Vec::new();
        let mut rooms = Vec::new();
        for room in 0..self.rooms.len() {
            if self.rooms[room].is_empty() {
                if empty.iter().any(|&known| self.alike(known, room)) {
                    continue;
                }
                empty.push(room);
            }
            rooms.push(room);
        }
        rooms.retain(|&room| table.frame.sizes.1 > 0 || !self.rooms[room].is_empty());
        rooms
    }

    fn alike(&self, a: usize, b: usize) -> bool {
        let ruled_out = |room: usize| {
            (0..self.room_of.len())
                .any(|person| self.banned[person * self.table.rooms.len() + room])
        };
        self.table.alike(a, b) && !ruled_out(a) && !ruled_out(b)
    }

    /// Nothing is wrong any more but that some have no company; so many of them may be single.
    fn settle(&mut self, single: usize, moves_left: usize) {
        let all_stay = single > 1 || moves_left == 0;
        let lone = (0..self.room_of.len()).filter_map(|person| {
            let room = Some(self.room_of[person]).filter(|&room| room != NOWHERE);
            let alone = room.is_none_or(|room| self.rooms[room].len() == 1);
            let pinned = self.table.frame.pin[person].is_some();
            alone.then_some(Lone {
                person,
                room,
                stays: room.is_some() && (self.fixed[person] || pinned || moves_left == 0),
            })
        });
        let empty = (0..self.rooms.len()).filter(|&room| self.rooms[room].is_empty());
        let node = Node::new(self.rooms.clone(), lone.collect(), empty.collect(), single);
        let everybody = vec![true; self.room_of.len()];
        let mut company = Company {
            table: self.table,
            banned: self.banned,
            fixed: if all_stay { &everybody } else { &self.fixed },
            limit: self.limit,
            thorough: self.thorough,
            best: self.best.take(),
            steps: self.steps,
        };
        company.settle(node);
        self.steps = company.steps;
        self.best = company.best;
    }
}
