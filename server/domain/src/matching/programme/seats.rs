//! A whole programme in motion: what a change in one round counts, over all rounds, told from the rooms it touches.
//!
//! The cost of repeats does not depend on the order of rounds: a pair that met `h` times before and meets `m` times in
//! the programme costs `h + (h + 1) + ... + (h + m - 1)`. So one more meeting costs as much as there are already, before
//! or after, and one less saves one less than there are.

use crate::matching::grouping::{discomfort_of, one_voice, uneven};

use super::facts::{APART as APART_NUMBER, Facts};

/// Pairs who are to be kept apart, repeats, rooms without lead, uneven sizes, discomfort: compared in this order. On the
/// way to better rooms two who are kept apart may meet, so that no good rooms are walled in.
pub type Levels = [i64; 5];

pub const APART: usize = 0;
pub const REPEATS: usize = 1;
pub const UNLED: usize = 2;
pub const UNEVEN: usize = 3;
pub const DISCOMFORT: usize = 4;

/// Blocks who change places between two rooms of a round.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub round: usize,
    /// From here ...
    pub from: usize,
    /// ... to there ...
    pub to: usize,
    /// ... goes this block ...
    pub over: usize,
    /// ... and these come back for it.
    pub back: Vec<usize>,
}

/// Nobody's room.
const NOWHERE: usize = usize::MAX;

/// For more people than this keeping [`Seats::near`] takes longer than it saves. Its sums fit into 32 bits up to here.
const CROWD: usize = 100;

/// What a room has beside pairs: how many speak, write, may do either, and are willing to lead, 16 bits each.
type Kinds = u64;

/// All rounds, with everything they count.
#[derive(Clone)]
pub struct Seats<'a> {
    pub facts: &'a Facts,
    /// People by room, round by round.
    pub rooms: Vec<Vec<Vec<usize>>>,
    pub levels: Levels,
    room_of: Vec<Vec<usize>>,
    kinds: Vec<Vec<Kinds>>,
    kind_of: Vec<Kinds>,
    /// The numbers of [`Facts::pairs`], with the meetings of the programme.
    met: Vec<i32>,
    /// Round by round, for every room and person: what meeting its people would add, or counts already for one of them.
    /// Empty for a crowd.
    near: Vec<Vec<i32>>,
}

impl<'a> Seats<'a> {
    pub fn new(facts: &'a Facts, rooms: Vec<Vec<Vec<usize>>>) -> Self {
        let all = facts.people();
        let kind_of: Vec<Kinds> = (0..all).map(|person| kind(facts, person)).collect();
        let mut seats = Self {
            facts,
            levels: [0; 5],
            room_of: vec![vec![NOWHERE; all]; rooms.len()],
            kinds: Vec::new(),
            kind_of,
            met: facts.pairs.clone(),
            near: Vec::new(),
            rooms,
        };
        for round in 0..seats.rooms.len() {
            let mut kinds = Vec::new();
            for room in 0..seats.rooms[round].len() {
                let people = seats.rooms[round][room].clone();
                for (at, &person) in people.iter().enumerate() {
                    seats.room_of[round][person] = room;
                    for &other in &people[..at] {
                        seats.count(seats.met[person * all + other]);
                        seats.meet(person, other, 1);
                    }
                }
                let sum: Kinds = people.iter().map(|&person| seats.kind_of[person]).sum();
                seats.levels[UNLED] += unled(sum);
                seats.levels[DISCOMFORT] += discomfort_of(sum);
                kinds.push(sum);
            }
            seats.kinds.push(kinds);
            seats.levels[UNEVEN] += uneven(seats.rooms[round].iter().map(Vec::len));
        }
        if all <= CROWD {
            seats.near = (0..seats.rooms.len())
                .map(|round| seats.near_in(round))
                .collect();
        }
        seats
    }

    fn near_in(&self, round: usize) -> Vec<i32> {
        let all = self.facts.people();
        let mut near = vec![0; self.rooms[round].len() * all];
        for (room, people) in self.rooms[round].iter().enumerate() {
            for &person in people {
                for other in (0..all).filter(|&other| other != person) {
                    let here = i32::from(self.room_of[round][other] == room);
                    let number = self.met[person * all + other].saturating_sub(here);
                    near[room * all + other] += number.max(0);
                }
            }
        }
        near
    }

    pub fn room_of(&self, round: usize, person: usize) -> usize {
        self.room_of[round][person]
    }

    /// Whether somebody meets anybody in a round whom they should rather not: again, or against a rule.
    pub fn is_unhappy(&self, round: usize, person: usize) -> bool {
        if let Some(near) = self.near.get(round) {
            return near[self.room_of[round][person] * self.facts.people() + person] > 0;
        }
        let row = &self.met[person * self.facts.people()..];
        let room = &self.rooms[round][self.room_of[round][person]];
        room.iter().any(|&other| row[other] > 1 && other != person)
    }

    fn count(&mut self, number: i32) {
        let (apart, repeats) = cost(number);
        self.levels[APART] += apart;
        self.levels[REPEATS] += repeats;
    }

    fn meet(&mut self, a: usize, b: usize, times: i32) {
        let all = self.facts.people();
        if self.met[a * all + b] >= 0 {
            self.met[a * all + b] += times;
            self.met[b * all + a] += times;
        }
    }

    /// Two meet once more or once less in a round, which tells in what they would add in all others.
    fn meet_in(&mut self, round: usize, a: usize, b: usize, times: i32) {
        let all = self.facts.people();
        let before = self.met[a * all + b];
        self.meet(a, b, times);
        let after = self.met[a * all + b];
        if before == after {
            return;
        }
        for (at, (near, room_of)) in self.near.iter_mut().zip(&self.room_of).enumerate() {
            let (room, other) = (room_of[a], room_of[b]);
            if at == round || room == NOWHERE || other == NOWHERE {
                continue;
            }
            // Their own meeting in that round is one of those counted.
            let here = i32::from(room == other);
            let more = (after - here).max(0) - (before - here).max(0);
            near[room * all + b] += more;
            near[other * all + a] += more;
        }
    }

    /// Somebody is no longer among the people of a room, or is one of them, as all others see it.
    fn seen(&mut self, round: usize, room: usize, person: usize, times: i32) {
        let all = self.facts.people();
        let Some(near) = self.near.get_mut(round) else {
            return;
        };
        let row = &self.met[person * all..(person + 1) * all];
        let near = &mut near[room * all..(room + 1) * all];
        let own = near[person];
        for (near, number) in near.iter_mut().zip(row) {
            *near += times * number.max(&0);
        }
        near[person] = own;
    }

    /// By how much every level would change.
    pub fn difference(&self, change: &Change) -> Levels {
        let facts = &self.facts.rounds[change.round];
        let over = &facts.blocks[change.over];
        let mut levels = [0; 5];
        let mut kinds = (0, 0);
        let mut sizes = (over.len(), 0);
        let told = self.told(change, &mut levels);
        if !told {
            self.carried(change, change.over, (change.from, change.to), &mut levels);
        }
        kinds.0 += over
            .iter()
            .map(|&person| self.kind_of[person])
            .sum::<Kinds>();
        for &block in &change.back {
            if !told {
                self.carried(change, block, (change.to, change.from), &mut levels);
            }
            kinds.1 += facts.blocks[block]
                .iter()
                .map(|&person| self.kind_of[person])
                .sum::<Kinds>();
            sizes.1 += facts.blocks[block].len();
        }
        let (here, there) = (
            self.kinds[change.round][change.from],
            self.kinds[change.round][change.to],
        );
        let after = [here - kinds.0 + kinds.1, there + kinds.0 - kinds.1];
        for (after, before) in after.into_iter().zip([here, there]) {
            if after != before {
                levels[UNLED] += unled(after) - unled(before);
                levels[DISCOMFORT] += discomfort_of(after) - discomfort_of(before);
            }
        }
        if sizes.0 != sizes.1 {
            let rooms = &self.rooms[change.round];
            let moved = rooms.iter().enumerate().map(|(room, people)| match room {
                _ if room == change.from => people.len() + sizes.1 - sizes.0,
                _ if room == change.to => people.len() + sizes.0 - sizes.1,
                _ => people.len(),
            });
            levels[UNEVEN] = uneven(moved) - uneven(rooms.iter().map(Vec::len));
        }
        levels
    }

    /// What the pairs of single people count when they change places, from sums; false when the sums do not tell.
    fn told(&self, change: &Change, levels: &mut Levels) -> bool {
        let all = self.facts.people();
        let blocks = &self.facts.rounds[change.round].blocks;
        let (Some(near), [person]) = (self.near.get(change.round), &blocks[change.over][..]) else {
            return false;
        };
        let more = |person: usize, from: usize, to: usize| {
            i64::from(near[to * all + person]) - i64::from(near[from * all + person])
        };
        let mut sum = more(*person, change.from, change.to);
        match change.back[..] {
            [] => {}
            [block] => {
                let [other] = blocks[block][..] else {
                    return false;
                };
                // They pass each other and do not meet.
                let number = self.met[person * all + other].max(0);
                sum += more(other, change.to, change.from) - 2 * i64::from(number);
            }
            _ => return false,
        }
        let half = i64::from(APART_NUMBER / 2);
        levels[APART] = (sum + half).div_euclid(2 * half);
        levels[REPEATS] = sum - levels[APART] * 2 * half;
        true
    }

    /// What the pairs of one block count when it goes from one room to another, where others go at the same time.
    fn carried(
        &self,
        change: &Change,
        block: usize,
        (from, to): (usize, usize),
        levels: &mut Levels,
    ) {
        let facts = &self.facts.rounds[change.round];
        let rooms = &self.rooms[change.round];
        let all = self.facts.people();
        let goes = |person: usize| {
            facts.block_of[person]
                .is_some_and(|block| block == change.over || change.back.contains(&block))
        };
        for &person in &facts.blocks[block] {
            let row = &self.met[person * all..(person + 1) * all];
            for &other in &rooms[to] {
                if !goes(other) {
                    let (apart, repeats) = cost(row[other]);
                    levels[APART] += apart;
                    levels[REPEATS] += repeats;
                }
            }
            for &other in &rooms[from] {
                if !goes(other) {
                    let (apart, repeats) = cost(row[other].saturating_sub(1));
                    levels[APART] -= apart;
                    levels[REPEATS] -= repeats;
                }
            }
        }
    }

    /// Carries a change out; `levels` is what [`Seats::difference`] said of it.
    pub fn apply(&mut self, change: &Change, levels: &Levels) {
        self.carry(change.round, change.over, change.from, change.to);
        for &block in &change.back {
            self.carry(change.round, block, change.to, change.from);
        }
        for (all, more) in self.levels.iter_mut().zip(levels) {
            *all += more;
        }
    }

    fn carry(&mut self, round: usize, block: usize, from: usize, to: usize) {
        let facts = self.facts;
        for &person in &facts.rounds[round].blocks[block] {
            let mut here = std::mem::take(&mut self.rooms[round][from]);
            here.retain(|&other| other != person);
            for &other in &here {
                self.meet_in(round, person, other, -1);
            }
            self.rooms[round][from] = here;
            self.seen(round, from, person, -1);
            let mut there = std::mem::take(&mut self.rooms[round][to]);
            self.seen(round, to, person, 1);
            for &other in &there {
                self.meet_in(round, person, other, 1);
            }
            there.push(person);
            self.rooms[round][to] = there;
            self.room_of[round][person] = to;
            self.kinds[round][from] -= self.kind_of[person];
            self.kinds[round][to] += self.kind_of[person];
        }
    }
}

/// The number of a pair as rules broken and repeats, by one more meeting.
fn cost(number: i32) -> (i64, i64) {
    if number < APART_NUMBER {
        (0, i64::from(number.max(0)))
    } else {
        (1, i64::from(number - APART_NUMBER))
    }
}

pub fn kind(facts: &Facts, person: usize) -> Kinds {
    let member = facts.members[person];
    one_voice(member.voice) + if member.lead { 1 << 48 } else { 0 }
}

pub fn unled(kinds: u64) -> i64 {
    i64::from(kinds >> 48 == 0)
}
