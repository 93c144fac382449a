//! The fewest moves, exactly: depth-first on what is wrong, deeper by one move at a time.
//!
//! Whatever is wrong with the rooms (somebody not seated, a broken rule, a full room, somebody alone) must be put right by
//! one of few moves, so trying them all is complete, and the first depth with an answer is the optimum. Everybody moves
//! at most once. Of all answers at that depth the best by the later levels is kept. A person alone is either *left for
//! the end*, where they end up with exactly one other who was left for the end, or their fate is decided at once.

use std::ops::RangeInclusive;

use super::finish::{Known, Lone, moves_at_least, too_many_moves};
use super::table::{Cost, Table, plus};

/// An answer: what it counts, and the room of everybody.
pub type Answer = (Cost, Vec<usize>);

/// Not seated yet.
pub(super) const NOWHERE: usize = usize::MAX;

/// Tries all ways with at most `limit` moves, for a table and with some seats ruled out.
pub struct Search<'a> {
    pub(super) table: &'a Table,
    /// Seats that are ruled out, row by row for every person.
    banned: &'a [bool],
    known: Known,
    pub(super) room_of: Vec<usize>,
    pub(super) rooms: Vec<Vec<usize>>,
    /// Who has their final room.
    pub(super) fixed: Vec<bool>,
    /// Who is left for the end.
    pub(super) waits: Vec<bool>,
    /// Rooms two people came to share only because a third is to join them.
    must_grow: Vec<usize>,
    limit: usize,
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
            waits: vec![false; size],
            must_grow: Vec::new(),
            limit: 0,
            best: None,
            known: Known::default(),
            steps,
            table,
            banned,
        }
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
        if moves_at_least(lonely, arrivals) > moves_left || self.is_worse(moves_left) {
            return;
        }
        if let Some(room) = self.must_grow.pop() {
            self.grow(room, moves_left);
            self.must_grow.push(room);
        } else if let Some(person) = self.off_their_pin() {
            self.put(person, self.table.frame.pin[person], moves_left);
        } else if let Some((a, b)) = self.split_tie() {
            self.join(a, b, moves_left);
        } else if let Some(crowd) = self.who_cannot_all_stay() {
            self.one_leaves(&crowd, moves_left);
        } else if let Some(person) =
            (0..self.room_of.len()).find(|&p| self.room_of[p] == NOWHERE && !self.waits[p])
        {
            self.seat(person, moves_left);
        } else if let Some(person) = self.alone() {
            self.company(person, moves_left);
        } else {
            self.finish();
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
        let clashes = |&other: &usize| {
            self.waits[other] || self.fixed[other] && table.frame.apart(person, other)
        };
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
        self.leave(person);
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

    fn leave(&mut self, person: usize) {
        let from = self.room_of[person];
        if from != NOWHERE {
            self.rooms[from].retain(|&each| each != person);
        }
    }

    /// Like [`Self::put`], to a room with one person in it, which a third is to join.
    fn put_as_second(&mut self, person: usize, room: usize, moves_left: usize) {
        self.must_grow.push(room);
        self.put(person, Some(room), moves_left);
        self.must_grow.pop();
    }

    fn grow(&mut self, room: usize, moves_left: usize) {
        for person in 0..self.room_of.len() {
            if !self.waits[person] {
                self.put(person, Some(room), moves_left);
            }
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
            for room in self.any_room() {
                self.put(person, Some(room), moves_left);
            }
            self.fixed[person] = true;
        }
        for person in movable {
            self.fixed[person] = false;
        }
    }

    /// An arrival: to a room with people, to an empty one, or left for the end to join somebody alone.
    fn seat(&mut self, person: usize, moves_left: usize) {
        let mut rooms = self.any_room();
        let table = self.table;
        let old = table.back.get(&person).copied().flatten();
        let buddy = |room: usize| {
            table.links[person]
                .iter()
                .any(|&other| self.room_of[other] == room)
        };
        rooms.sort_by_key(|&room| (!buddy(room), Some(room) != old, self.rooms[room].is_empty()));
        let tied = table.tied.iter().any(|&(a, b)| a == person || b == person);
        let (first, others) = rooms.split_at(usize::from(!rooms.is_empty()));
        self.seat_in(person, first, tied, moves_left);
        if !tied {
            self.waits[person] = true;
            self.step(moves_left);
            self.waits[person] = false;
        }
        self.seat_in(person, others, tied, moves_left);
    }

    fn seat_in(&mut self, person: usize, rooms: &[usize], tied: bool, moves_left: usize) {
        for &room in rooms {
            if self.rooms[room].len() == 1 && !tied {
                self.put_as_second(person, room, moves_left);
            } else {
                self.put(person, Some(room), moves_left);
            }
        }
    }

    /// Somebody alone whose fate is open.
    fn alone(&self) -> Option<usize> {
        let lone = self
            .rooms
            .iter()
            .filter(|people| people.len() == 1)
            .map(|people| people[0]);
        lone.filter(|&person| !self.waits[person]).min()
    }

    fn company(&mut self, person: usize, moves_left: usize) {
        self.waits[person] = true;
        self.step(moves_left);
        self.waits[person] = false;
        let home = self.room_of[person];
        for room in 0..self.rooms.len() {
            match self.rooms[room].len() {
                0 => {}
                1 if self.waits[self.rooms[room][0]] => {}
                1 => self.put_as_second(person, room, moves_left),
                _ => self.put(person, Some(room), moves_left),
            }
        }
        let was_fixed = std::mem::replace(&mut self.fixed[person], true);
        for other in 0..self.room_of.len() {
            if self.room_of[other] == NOWHERE || self.waits[other] {
                continue;
            }
            if self.rooms[self.room_of[other]].len() == 1 {
                self.put_as_second(other, home, moves_left);
            } else {
                self.put(other, Some(home), moves_left);
            }
        }
        self.fixed[person] = was_fixed;
    }

    /// Every room, but of empty rooms that are alike only the first.
    fn any_room(&self) -> Vec<usize> {
        let table = self.table;
        let special = |room: usize| {
            table.frame.pin.contains(&Some(room))
                || table.back.values().any(|&old| old == Some(room))
                || table.before.contains(&Some(room))
                || table.old_lead[room].is_some()
                || (0..table.roll.len())
                    .any(|person| self.banned[person * table.rooms.len() + room])
        };
        let mut seen = Vec::new();
        let mut rooms = Vec::new();
        for room in 0..self.rooms.len() {
            if self.rooms[room].is_empty() && !special(room) {
                if seen.contains(&table.prompt[room]) {
                    continue;
                }
                seen.push(table.prompt[room]);
            }
            rooms.push(room);
        }
        rooms
    }

    /// Nothing is wrong any more but for those left for the end.
    fn finish(&mut self) {
        let waiting = (0..self.room_of.len()).filter(|&person| self.waits[person]);
        let lone = waiting.map(|person| {
            let room = Some(self.room_of[person]).filter(|&room| room != NOWHERE);
            Lone {
                person,
                room,
                stays: self.fixed[person],
            }
        });
        let Some((mut cost, seats)) = self.known.pair_up(self.table, self.banned, lone.collect())
        else {
            return;
        };
        for (room, people) in self.rooms.iter().enumerate() {
            if people.len() > 1 {
                cost = plus(cost, self.table.room(room, people));
            }
        }
        if too_many_moves(&cost, self.limit) {
            return;
        }
        let mut room_of = self.room_of.clone();
        for (person, room) in seats {
            room_of[person] = room;
        }
        let answer = (cost, room_of);
        if self.best.as_ref().is_none_or(|best| answer < *best) {
            self.best = Some(answer);
        }
    }
}
