//! Which point of a design each person is: so that those who should not meet, or have met before, fall on points that
//! never meet, absences leave even rooms, and rooms come out led and comfortable.
//!
//! A design stays free of repeats however its points are named, so this anneals over permutations: two people change
//! places in all rounds at once.

use crate::matching::chance::Chance;
use crate::matching::designs::Design;
use crate::matching::grouping::{discomfort_of, uneven};

use super::anneal::{Effort, STAGES, cooled, weight};
use super::facts::{APART as APART_NUMBER, Facts};
use super::seats::{APART, DISCOMFORT, Levels, REPEATS, UNEVEN, UNLED, kind, unled};

/// A design with a person at every point.
pub struct Naming<'a> {
    facts: &'a Facts,
    design: &'a Design,
    /// The round of the programme that each round of the design is for.
    rounds: &'a [usize],
    person_at: Vec<usize>,
    /// Where each point sits, round by round.
    room_of: Vec<Vec<usize>>,
    /// What each room counts, round by round; unevenness and pins are matters of a round.
    rooms: Vec<Vec<Levels>>,
    whole: Vec<Levels>,
    /// How many people each room has, round by round.
    sizes: Vec<Vec<usize>>,
    levels: Levels,
}

impl<'a> Naming<'a> {
    /// People at points in the order of their ids.
    pub fn new(facts: &'a Facts, design: &'a Design, rounds: &'a [usize]) -> Self {
        let seated = design.rounds.iter().map(|round| {
            let mut room_of = vec![0; design.points];
            for (room, points) in round.iter().enumerate() {
                points.iter().for_each(|&point| room_of[point] = room);
            }
            room_of
        });
        let mut naming = Self {
            facts,
            design,
            rounds,
            person_at: (0..design.points).collect(),
            room_of: seated.collect(),
            rooms: Vec::new(),
            whole: Vec::new(),
            sizes: design
                .rounds
                .iter()
                .map(|rooms| vec![0; rooms.len()])
                .collect(),
            levels: [0; 5],
        };
        for (round, rooms) in design.rounds.iter().enumerate() {
            let rooms: Vec<Levels> = (0..rooms.len())
                .map(|room| naming.room(round, room))
                .collect();
            naming.rooms.push(rooms);
            naming.whole.push(naming.whole(round));
        }
        for levels in naming.rooms.iter().flatten().chain(&naming.whole) {
            add(&mut naming.levels, levels, 1);
        }
        naming
    }

    /// People by room, round by round, under the best names found.
    pub fn improved(mut self, effort: Effort) -> (Levels, Vec<Vec<Vec<usize>>>) {
        let mut chance = Chance::new(effort.seed);
        let mut best = (self.levels, self.person_at.clone());
        for stage in 0..STAGES {
            let heat = cooled(effort.heat, stage);
            for _ in 0..effort.steps / STAGES {
                if best.0 == [0; 5] {
                    break;
                }
                let (one, other) = (
                    chance.below(self.design.points),
                    chance.below(self.design.points),
                );
                let before = self.levels;
                self.swap(one, other);
                let mut change = self.levels;
                add(&mut change, &before, -1);
                let worse = weight(&change);
                if worse > 0 && worse << 32 > heat * chance.patience() {
                    self.swap(one, other);
                } else if self.levels < best.0 {
                    best = (self.levels, self.person_at.clone());
                }
            }
        }
        self.person_at = best.1;
        let rounds = (0..self.design.rounds.len()).map(|round| {
            (0..self.design.rounds[round].len())
                .map(|room| self.people(round, room).collect())
                .collect()
        });
        (best.0, rounds.collect())
    }

    /// Two points change people.
    fn swap(&mut self, one: usize, other: usize) {
        self.person_at.swap(one, other);
        for round in 0..self.rooms.len() {
            let (a, b) = (self.room_of[round][one], self.room_of[round][other]);
            if a != b {
                for room in [a, b] {
                    let levels = self.room(round, room);
                    let old = std::mem::replace(&mut self.rooms[round][room], levels);
                    add(&mut self.levels, &levels, 1);
                    add(&mut self.levels, &old, -1);
                }
                let levels = self.whole(round);
                let old = std::mem::replace(&mut self.whole[round], levels);
                add(&mut self.levels, &levels, 1);
                add(&mut self.levels, &old, -1);
            }
        }
    }

    fn people(&self, round: usize, room: usize) -> impl Iterator<Item = usize> {
        let here = &self.facts.rounds[self.rounds[round]].block_of;
        let points = self.design.rounds[round][room].iter();
        points
            .map(|&point| self.person_at[point])
            .filter(|&person| here[person].is_some())
    }

    fn room(&mut self, round: usize, room: usize) -> Levels {
        let facts = &self.facts.rounds[self.rounds[round]];
        let mut levels = [0; 5];
        let (mut size, mut kinds) = (0, 0);
        for (at, one) in self.people(round, room).enumerate() {
            for other in self.people(round, room).take(at) {
                let number = self.facts.pair(one, other);
                if number >= APART_NUMBER {
                    levels[APART] += 1;
                } else {
                    levels[REPEATS] += i64::from(number.max(0));
                }
            }
            size += 1;
            kinds += kind(self.facts, one);
        }
        self.sizes[round][room] = size;
        let (least, most) = facts.sizes;
        levels[APART] += (least.saturating_sub(size) + size.saturating_sub(most)) as i64;
        levels[UNLED] = unled(kinds);
        levels[DISCOMFORT] = discomfort_of(kinds);
        levels
    }

    /// Unevenness, and pins that this round cannot keep whatever its rooms are called.
    fn whole(&self, round: usize) -> Levels {
        let facts = &self.facts.rounds[self.rounds[round]];
        let mut levels = [0; 5];
        let rooms = self.design.rounds[round].len();
        levels[UNEVEN] = uneven(self.sizes[round].iter().copied());
        if facts.free.len() < facts.blocks.len() {
            let mut pinned = Vec::new();
            for room in 0..rooms {
                for person in self.people(round, room) {
                    pinned.extend(
                        facts.block_of[person]
                            .and_then(|block| facts.pin[block])
                            .map(|pin| (room, pin)),
                    );
                }
            }
            for (at, (room, pin)) in pinned.iter().enumerate() {
                let clash =
                    |&&(other, asked): &&(usize, usize)| (*room == other) != (*pin == asked);
                levels[APART] += pinned[..at].iter().filter(clash).count() as i64;
            }
        }
        levels
    }
}

fn add(sum: &mut Levels, more: &Levels, times: i64) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += times * more;
    }
}
