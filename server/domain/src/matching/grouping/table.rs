//! What a division of people into rooms counts, prepared so that a change can be weighed in a few additions.
//!
//! People who are tied, or pinned to the same room, move as one *block*; everything below speaks of blocks by index. What
//! two blocks add to a room together stands in one number (people kept apart in the upper bits, meetings in the lower),
//! what a block brings along alone stands in [`Block`].

use crate::matching::people::{Member, Voice, pairs};
use crate::matching::seating::Frame;

/// Pairs who are to be kept apart, then repeats, rooms without lead, uneven sizes, discomfort, load of leads: compared in
/// this order. On the way to better rooms two who are kept apart may meet, so that no good rooms are walled in.
pub type Levels = [i64; 6];

pub const APART: usize = 0;
pub const REPEATS: usize = 1;
pub const UNLED: usize = 2;
pub const UNEVEN: usize = 3;
pub const DISCOMFORT: usize = 4;
pub const LOAD: usize = 5;

/// Where the pairs kept apart begin in the number of a pair; all meetings of a round stay below.
const APART_SHIFT: u32 = 44;

/// More meetings of one pair than this count as this many: two a day for forty years.
const MOST_MET: u32 = 1 << 15;

/// What nobody willing to lead counts, above any number of times led.
pub const NOBODY: i64 = i64::MAX >> 8;

/// People who share a room whatever happens.
#[derive(Clone, Debug)]
pub struct Block {
    pub people: Vec<usize>,
    /// The room staff chose for one of them.
    pub pin: Option<usize>,
    /// How many speak, write, and may do either: 16 bits each.
    pub voices: u64,
    /// How often the one who best leads has led, or [`NOBODY`].
    pub led: i64,
    /// Meetings among its own people.
    inner: i64,
}

/// A round as the search sees it.
#[derive(Clone, Debug)]
pub struct Table {
    pub blocks: Vec<Block>,
    pub rooms: usize,
    /// Fewest and most people of a room.
    pub sizes: (usize, usize),
    /// Square table of blocks, row by row: what two add to a room.
    between: Vec<i64>,
    /// Blocks without a pin.
    pub free: Vec<usize>,
}

impl Table {
    /// `met` says how often two people have met as far as it counts, by index; it is not asked about people who are tied.
    pub fn new(members: &[Member], frame: &Frame, met: impl Fn(usize, usize) -> u32) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        let mut of_label: Vec<Option<usize>> = vec![None; frame.people];
        let mut of_pin: Vec<Option<usize>> = vec![None; frame.rooms];
        let mut pin_of = vec![None; frame.people];
        for (label, pin) in frame.tie.iter().zip(&frame.pin) {
            pin_of[*label] = pin_of[*label].or(*pin);
        }
        for (person, member) in members.iter().enumerate() {
            let label = frame.tie[person];
            let pin = pin_of[label];
            let pinned = pin.and_then(|room| of_pin[room]);
            let at = of_label[label].or(pinned).unwrap_or(blocks.len());
            if at == blocks.len() {
                blocks.push(Block {
                    people: Vec::new(),
                    pin,
                    voices: 0,
                    led: NOBODY,
                    inner: 0,
                });
            }
            of_label[label] = Some(at);
            if let Some(room) = pin {
                of_pin[room] = Some(at);
            }
            let block = &mut blocks[at];
            let counted = block
                .people
                .iter()
                .filter(|&&other| frame.tie[other] != label);
            block.inner += counted
                .map(|&other| i64::from(met(other, person).min(MOST_MET)))
                .sum::<i64>();
            block.people.push(person);
            block.voices += one_voice(member.voice);
            if member.lead {
                block.led = block.led.min(i64::from(member.times_led));
            }
        }
        let all = blocks.len();
        let mut between = vec![0; all * all];
        for (a, b) in pairs(&(0..all).collect::<Vec<_>>()) {
            let mut sum = 0;
            for &one in &blocks[a].people {
                for &other in &blocks[b].people {
                    sum += i64::from(frame.apart(one, other)) << APART_SHIFT;
                    sum += i64::from(met(one, other).min(MOST_MET));
                }
            }
            between[a * all + b] = sum;
            between[b * all + a] = sum;
        }
        Self {
            free: (0..all).filter(|&at| blocks[at].pin.is_none()).collect(),
            blocks,
            rooms: frame.rooms,
            sizes: frame.sizes,
            between,
        }
    }

    /// What each block would add to a room in which `block` sits.
    pub fn row(&self, block: usize) -> &[i64] {
        let all = self.blocks.len();
        &self.between[block * all..(block + 1) * all]
    }

    pub fn between(&self, a: usize, b: usize) -> i64 {
        self.between[a * self.blocks.len() + b]
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.blocks.iter().map(|block| block.people.len()).sum()
    }

    /// Whether everybody speaks and has led as often as all others, so that only repeats and sizes are left to weigh.
    pub fn people_are_alike(&self) -> bool {
        let speak = |block: &Block| block.voices == block.people.len() as u64;
        let led = |block: &Block| block.led;
        self.blocks.iter().all(speak)
            && self
                .blocks
                .windows(2)
                .all(|two| led(&two[0]) == led(&two[1]))
    }

    /// Meetings within blocks, which no division can avoid.
    pub fn inner(&self) -> i64 {
        self.blocks.iter().map(|block| block.inner).sum()
    }

    pub fn size(&self, block: usize) -> usize {
        self.blocks[block].people.len()
    }

    /// Blocks by room, from the room of everybody.
    pub fn seated(&self, room_of: &[usize]) -> Vec<Vec<usize>> {
        let mut rooms = vec![Vec::new(); self.rooms];
        for (at, block) in self.blocks.iter().enumerate() {
            rooms[room_of[block.people[0]]].push(at);
        }
        rooms
    }

    /// The room of everybody, from blocks by room.
    pub fn room_of(&self, rooms: &[Vec<usize>]) -> Vec<usize> {
        let mut room_of = vec![0; self.people()];
        for (room, people) in self.people_in(rooms).into_iter().enumerate() {
            for person in people {
                room_of[person] = room;
            }
        }
        room_of
    }

    /// People by room, from blocks by room.
    pub fn people_in(&self, rooms: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let people = |blocks: &Vec<usize>| {
            let mut people: Vec<usize> = blocks
                .iter()
                .flat_map(|&block| self.blocks[block].people.iter().copied())
                .collect();
            people.sort_unstable();
            people
        };
        rooms.iter().map(people).collect()
    }

    /// What one room counts; unevenness is no matter of one room.
    pub fn room(&self, blocks: &[usize]) -> Levels {
        let inner: i64 = blocks.iter().map(|&block| self.blocks[block].inner).sum();
        let between = inner + pairs(blocks).map(|(a, b)| self.between(a, b)).sum::<i64>();
        let voices = blocks.iter().map(|&block| self.blocks[block].voices).sum();
        let led = blocks.iter().map(|&block| self.blocks[block].led).min();
        let mut levels = [0; 6];
        (levels[APART], levels[REPEATS]) = told_apart(between);
        levels[DISCOMFORT] = discomfort_of(voices);
        (levels[UNLED], levels[LOAD]) = leading(led.unwrap_or(NOBODY));
        levels
    }

    /// What a whole division counts.
    pub fn levels(&self, rooms: &[Vec<usize>]) -> Levels {
        let mut sum = [0; 6];
        for room in rooms {
            for (all, one) in sum.iter_mut().zip(self.room(room)) {
                *all += one;
            }
        }
        let sizes = rooms
            .iter()
            .map(|room| room.iter().map(|&block| self.size(block)).sum());
        sum[UNEVEN] = uneven(sizes);
        sum
    }
}

/// A sum of pair numbers as pairs kept apart and meetings; also right for differences.
pub fn told_apart(sum: i64) -> (i64, i64) {
    let apart = (sum + (1 << (APART_SHIFT - 1))) >> APART_SHIFT;
    (apart, sum - (apart << APART_SHIFT))
}

/// Rooms without lead and load of leads, of one room whose best lead has led so often.
pub fn leading(led: i64) -> (i64, i64) {
    if led == NOBODY { (1, 0) } else { (0, led) }
}

/// By how much the largest and the smallest room differ, but for one person.
pub fn uneven(sizes: impl Iterator<Item = usize>) -> i64 {
    let (mut least, mut most) = (usize::MAX, 0);
    for size in sizes {
        least = least.min(size);
        most = most.max(size);
    }
    most.saturating_sub(least.saturating_add(1)) as i64
}

/// One person's way of taking part, in the place where its kind is counted.
pub fn one_voice(voice: Voice) -> u64 {
    match voice {
        Voice::Voice => 1,
        Voice::Chat => 1 << 16,
        Voice::Unsure => 1 << 32,
    }
}

/// The discomfort of a room with so many voices of each kind.
pub fn discomfort_of(voices: u64) -> i64 {
    let count = |shift: u32| (voices >> shift) as u32 & 0xffff;
    i64::from(crate::matching::comfort::points(
        count(0),
        count(16),
        count(32),
    ))
}
