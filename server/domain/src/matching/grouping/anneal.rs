//! Better rooms by small changes: people swap places or, where sizes allow, go over to another room.
//!
//! Annealing weighs the levels softly to get past dead ends, and remembers the best seats by the true order of levels.

use crate::dice::Dice;
use crate::matching::comfort::{best_lead, discomfort};
use crate::matching::people::{History, Member, pairs};
use crate::matching::seating::Frame;

/// Pairs who are to be kept apart, then repeats, rooms without lead, uneven sizes, discomfort, load of leads. On the way
/// to better rooms two who are kept apart may meet, so that no good seats are walled in; in the best seats none do.
pub type Levels = [u32; 6];

pub const REPEATS: usize = 1;
const UNEVEN: usize = 3;

/// How much one unit of each level weighs while annealing.
const WEIGHTS: [i64; 6] = [36, 24, 16, 12, 4, 2];

/// Temperature at the start, in weight.
const HOT: i64 = 24;

/// How many times the temperature falls by an eighth.
const STEPS: u32 = 40;

/// What a room of certain people counts, by index of the people.
pub struct Table<'a> {
    pub frame: Frame,
    pub members: &'a [Member],
    /// How often each two have met, row by row; tied people never count.
    pub met: Vec<u32>,
    /// People who move as one.
    pub blocks: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    pub fn new(members: &'a [Member], history: &History, frame: Frame) -> Self {
        let size = members.len();
        let mut met = vec![0; size * size];
        for (a, b) in pairs(&(0..size).collect::<Vec<_>>()) {
            if frame.tie[a] != frame.tie[b] {
                met[a * size + b] = history.times(members[a].id, members[b].id);
                met[b * size + a] = met[a * size + b];
            }
        }
        let tied = |label: usize| {
            (0..size)
                .filter(|&each| frame.tie[each] == label)
                .collect::<Vec<_>>()
        };
        let blocks = (0..size)
            .map(tied)
            .filter(|block| !block.is_empty())
            .collect();
        Self {
            frame,
            members,
            met,
            blocks,
        }
    }

    /// People by room instead of rooms by person.
    pub fn rooms(&self, room_of: &[usize]) -> Vec<Vec<usize>> {
        let mut rooms = vec![Vec::new(); self.frame.rooms];
        for (person, &room) in room_of.iter().enumerate() {
            rooms[room].push(person);
        }
        rooms
    }

    /// What these seats count: repeats, rooms without lead, uneven sizes, discomfort, load of leads.
    pub fn levels(&self, rooms: &[Vec<usize>]) -> [u32; 5] {
        let [_, levels @ ..] = self.all_levels(rooms);
        levels
    }

    pub fn all_levels(&self, rooms: &[Vec<usize>]) -> Levels {
        let each: Vec<Levels> = rooms.iter().map(|people| self.room(people)).collect();
        total(&each, rooms)
    }

    /// What one room counts; unevenness is no matter of one room.
    fn room(&self, people: &[usize]) -> Levels {
        let size = self.members.len();
        let (mut apart, mut repeats) = (0, 0);
        for (at, &a) in people.iter().enumerate() {
            for &b in &people[..at] {
                apart += u32::from(self.frame.apart(a, b));
                repeats += self.met[a * size + b];
            }
        }
        let comfort = discomfort(people.iter().map(|&each| self.members[each].voice));
        match best_lead(people, self.members) {
            Some(lead) => [apart, repeats, 0, 0, comfort, self.members[lead].times_led],
            None => [apart, repeats, 1, 0, comfort, 0],
        }
    }

    /// The best rooms found from here within so many tries.
    pub fn improve(&self, room_of: &[usize], seed: u64, tries: u32) -> Vec<Vec<usize>> {
        let mut dice = dice(seed);
        let rooms = self.rooms(room_of);
        let mut now = Seats::new(self, rooms, room_of.to_vec());
        let mut best = (now.levels, now.rooms.clone());
        if self.frame.rooms < 2 {
            return best.1;
        }
        let mut heat = HOT << 16;
        for step in 0..STEPS {
            for _ in 0..tries / STEPS {
                if best.0 == [0; 6] {
                    return best.1;
                }
                let Some(change) = now.draw(&mut dice) else {
                    continue;
                };
                let before = weight(&now.levels);
                now.apply(&change);
                let worse = weight(&now.levels) - before;
                if worse > 0 && (worse << 32) > (heat * patience(&mut dice)) {
                    now.apply(&change.back());
                } else if now.levels < best.0 {
                    best = (now.levels, now.rooms.clone());
                }
            }
            heat -= heat / 8;
            if step + 1 == STEPS * 2 / 3 {
                now = Seats::new(self, best.1.clone(), self.room_of(&best.1));
            }
        }
        best.1
    }

    fn room_of(&self, rooms: &[Vec<usize>]) -> Vec<usize> {
        let mut room_of = vec![0; self.members.len()];
        for (room, people) in rooms.iter().enumerate() {
            for &person in people {
                room_of[person] = room;
            }
        }
        room_of
    }
}

/// Some whole number from an exponential distribution with mean about 1.44, in 65536ths. Without logarithms, which are
/// not the same on every machine.
fn patience(dice: &mut Dice) -> i64 {
    let drawn = u32::try_from(dice.below(u32::MAX as usize)).unwrap_or(0) | 1;
    let zeros = drawn.leading_zeros();
    let rest = (drawn << zeros) & 0x7fff_ffff;
    i64::from(zeros << 16) + 65536 - i64::from(rest >> 15)
}

fn weight(levels: &Levels) -> i64 {
    levels
        .iter()
        .zip(WEIGHTS)
        .map(|(&count, weight)| i64::from(count) * weight)
        .sum()
}

fn total(each: &[Levels], rooms: &[Vec<usize>]) -> Levels {
    let mut sum = [0; 6];
    for levels in each {
        for (all, one) in sum.iter_mut().zip(levels) {
            *all += one;
        }
    }
    let sizes = rooms.iter().map(Vec::len);
    let (least, most) = (sizes.clone().min().unwrap_or(0), sizes.max().unwrap_or(0));
    sum[UNEVEN] = most.saturating_sub(least + 1) as u32;
    sum
}

/// People who change places between two rooms.
struct Change {
    rooms: (usize, usize),
    /// From the first room to the second.
    over: Vec<usize>,
    /// From the second room to the first.
    back: Vec<usize>,
}

impl Change {
    fn back(self) -> Self {
        Self {
            rooms: self.rooms,
            over: self.back,
            back: self.over,
        }
    }
}

struct Seats<'a> {
    table: &'a Table<'a>,
    rooms: Vec<Vec<usize>>,
    room_of: Vec<usize>,
    each: Vec<Levels>,
    levels: Levels,
}

impl<'a> Seats<'a> {
    fn new(table: &'a Table<'a>, rooms: Vec<Vec<usize>>, room_of: Vec<usize>) -> Self {
        let each: Vec<Levels> = rooms.iter().map(|people| table.room(people)).collect();
        Self {
            levels: total(&each, &rooms),
            table,
            rooms,
            room_of,
            each,
        }
    }

    /// A change that keeps sizes, pins and who belongs together, or nothing when this draw does not give one.
    fn draw(&self, dice: &mut Dice) -> Option<Change> {
        let frame = &self.table.frame;
        let over = &self.table.blocks[dice.below(self.table.blocks.len())];
        let from = self.room_of[over[0]];
        let to = dice.below(frame.rooms);
        if to == from {
            return None;
        }
        let mut back: Vec<usize> = Vec::new();
        let only_over =
            self.fits(from, 0, over.len()) && self.fits(to, over.len(), 0) && dice.below(3) == 0;
        while !only_over && back.len() < over.len() {
            let person = self.rooms[to][dice.below(self.rooms[to].len())];
            if back.contains(&person) {
                return None;
            }
            back.extend(
                self.table
                    .blocks
                    .iter()
                    .find(|block| block.contains(&person))?,
            );
        }
        let sizes_fit =
            self.fits(from, back.len(), over.len()) && self.fits(to, over.len(), back.len());
        let free = |people: &[usize]| people.iter().all(|&each| frame.pin[each].is_none());
        let allowed = sizes_fit && free(over) && free(&back);
        allowed.then(|| Change {
            rooms: (from, to),
            over: over.clone(),
            back,
        })
    }

    fn fits(&self, room: usize, coming: usize, leaving: usize) -> bool {
        let (least, most) = self.table.frame.sizes;
        (least..=most).contains(&(self.rooms[room].len() + coming - leaving))
    }

    fn apply(&mut self, change: &Change) {
        let (from, to) = change.rooms;
        for (people, here, there) in [(&change.over, from, to), (&change.back, to, from)] {
            for &person in people {
                self.rooms[here].retain(|&each| each != person);
                self.rooms[there].push(person);
                self.room_of[person] = there;
            }
        }
        for room in [from, to] {
            self.each[room] = self.table.room(&self.rooms[room]);
        }
        self.levels = total(&self.each, &self.rooms);
    }
}

/// Dice for a seed.
fn dice(seed: u64) -> Dice {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    Dice::new(bytes)
}

/// The numbers below `size` in an order by chance.
pub fn shuffled(size: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..size).collect();
    dice(seed).shuffle(&mut order);
    order
}
