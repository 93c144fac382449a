//! A programme by index: who is here in which round, who moves as one, and what one more meeting of two people costs.

use crate::matching::clash::constraints_of;
use crate::matching::people::Rules;
use crate::matching::people::{Member, Person, Roll, Room, pairs};
use crate::matching::seating::Frame;

use super::{Programme, Sitting};

/// What it costs when two who are kept apart meet, in the number of a pair; meetings are counted below it.
pub const APART: i32 = 1 << 24;

/// The number of a pair who belong together: they may meet as often as they like.
pub const TIED: i32 = i32::MIN;

/// More meetings of one pair than this count as this many.
const MOST_MET: u32 = 1 << 15;

/// Everything a search asks about a programme.
pub struct Facts {
    pub members: Vec<Member>,
    /// Square table, row by row: how often two have met before the programme, or [`TIED`], or [`APART`] on top.
    pub pairs: Vec<i32>,
    pub rounds: Vec<RoundFacts>,
}

/// One round.
pub struct RoundFacts {
    /// Their ids, in order; rooms are spoken of by their place here.
    pub rooms: Roll<Room>,
    /// Fewest and most people of a room.
    pub sizes: (usize, usize),
    /// People here who share a room whatever happens, mostly one by one.
    pub blocks: Vec<Vec<usize>>,
    /// The block of each person; nothing for those who are away.
    pub block_of: Vec<Option<usize>>,
    /// The room staff chose for a block.
    pub pin: Vec<Option<usize>>,
    /// Blocks without a pin.
    pub free: Vec<usize>,
    /// A block cannot hold together: two of it are kept apart, or are to be in different rooms.
    pub torn: bool,
}

impl Facts {
    pub fn new(programme: &Programme) -> Self {
        let mut members = programme.people.clone();
        members.sort_by_key(|each| each.id);
        members.dedup_by_key(|each| each.id);
        let roll = Roll::new(members.iter().map(|each| each.id));
        let size = members.len();
        let mut numbers = vec![0; size * size];
        let everybody = frame(&roll, &Roll::new([]), &programme.rules);
        for (a, b) in pairs(&(0..size).collect::<Vec<_>>()) {
            let met = programme
                .history
                .times(members[a].id, members[b].id)
                .min(MOST_MET);
            let number = match (everybody.apart(a, b), everybody.tie[a] == everybody.tie[b]) {
                (true, _) => APART,
                (false, true) => TIED,
                (false, false) => met as i32,
            };
            numbers[a * size + b] = number;
            numbers[b * size + a] = number;
        }
        let rounds = programme
            .rounds
            .iter()
            .map(|round| RoundFacts::new(&roll, &programme.rules, round));
        Self {
            rounds: rounds.collect(),
            pairs: numbers,
            members,
        }
    }

    pub fn people(&self) -> usize {
        self.members.len()
    }

    pub fn pair(&self, a: usize, b: usize) -> i32 {
        self.pairs[a * self.members.len() + b]
    }
}

impl RoundFacts {
    fn new(roll: &Roll<Person>, rules: &Rules, asked: &Sitting) -> Self {
        let rooms = Roll::new(asked.rooms.iter().copied());
        let here = Roll::new(
            asked
                .present
                .iter()
                .copied()
                .filter(|&each| roll.index(each).is_some()),
        );
        let rules = Rules {
            pins: asked.pins.clone(),
            ..rules.clone()
        };
        let frame = frame(&here, &rooms, &rules);
        let mut block_of = vec![None; roll.len()];
        let (mut blocks, mut pin, mut of_label) = (Vec::new(), Vec::new(), vec![None; here.len()]);
        let mut torn = frame.torn;
        for at in 0..here.len() {
            let block = *of_label[frame.tie[at]].get_or_insert(blocks.len());
            if block == blocks.len() {
                blocks.push(Vec::new());
                pin.push(None);
            }
            torn |= pin[block].is_some_and(|one| frame.pin[at].is_some_and(|other| one != other));
            torn |=
                (0..at).any(|other| frame.tie[other] == frame.tie[at] && frame.apart(other, at));
            pin[block] = pin[block].or(frame.pin[at]);
            if let Some(person) = roll.index(here.id(at)) {
                blocks[block].push(person);
                block_of[person] = Some(block);
            }
        }
        Self {
            rooms,
            sizes: (asked.min_size.max(2), asked.max_size),
            free: (0..blocks.len())
                .filter(|&block| pin[block].is_none())
                .collect(),
            blocks,
            block_of,
            pin,
            torn,
        }
    }

    /// How many people are here.
    pub fn here(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

/// The rules as they concern the people of a roll.
fn frame(roll: &Roll<Person>, rooms: &Roll<Room>, rules: &Rules) -> Frame {
    Frame::new(
        roll,
        rooms,
        &constraints_of(rules, |person| roll.index(person).is_some()),
    )
}
