//! A division in motion: what a change would count is told from sums kept for every room, without counting anew.

use super::table::{
    APART, DISCOMFORT, LOAD, Levels, NOBODY, REPEATS, Table, UNEVEN, UNLED, discomfort_of, leading,
    told_apart, uneven,
};

/// Blocks who change places between two rooms.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// From here ...
    pub from: usize,
    /// ... to there ...
    pub to: usize,
    /// ... goes this block ...
    pub over: usize,
    /// ... and these come back for it.
    pub back: Vec<usize>,
}

/// What one room has that a change of it needs.
#[derive(Clone, Debug)]
struct RoomSums {
    people: usize,
    voices: u64,
    /// The best lead, whose block it is, and the best of all other blocks.
    led: (i64, usize, i64),
}

/// More blocks than this are a crowd, and rooms up to so many are small.
const CROWD: usize = 100;
const SMALL: usize = 16;

/// Blocks in rooms, with everything they count.
#[derive(Clone, Debug)]
pub struct Seats<'a> {
    pub table: &'a Table,
    pub rooms: Vec<Vec<usize>>,
    pub room_of: Vec<usize>,
    pub levels: Levels,
    place: Vec<usize>,
    sums: Vec<RoomSums>,
    /// What a block would add to a room, room by room. Empty for a crowd in small rooms, where asking anew is quicker than
    /// keeping it.
    near: Vec<i64>,
}

impl<'a> Seats<'a> {
    pub fn new(table: &'a Table, rooms: &[Vec<usize>]) -> Self {
        let all = table.blocks.len();
        let kept = all <= CROWD || all > rooms.len() * SMALL;
        let mut seats = Self {
            table,
            rooms: rooms.to_vec(),
            room_of: vec![0; all],
            levels: table.levels(rooms),
            place: vec![0; all],
            sums: Vec::new(),
            near: vec![0; if kept { all * rooms.len() } else { 0 }],
        };
        for (room, blocks) in rooms.iter().enumerate() {
            for (place, &block) in blocks.iter().enumerate() {
                seats.room_of[block] = room;
                seats.place[block] = place;
                seats.seen(room, block, true);
            }
            seats.sums.push(RoomSums {
                people: blocks.iter().map(|&block| table.size(block)).sum(),
                voices: blocks.iter().map(|&block| table.blocks[block].voices).sum(),
                led: (NOBODY, usize::MAX, NOBODY),
            });
            seats.find_leads(room);
        }
        seats
    }

    /// How many people sit in a room.
    pub fn people_in(&self, room: usize) -> usize {
        self.sums[room].people
    }

    /// What a block adds to a room in which it does not sit, or has in the room where it does.
    pub fn near(&self, room: usize, block: usize) -> i64 {
        match self.near.get(room * self.table.blocks.len() + block) {
            Some(sum) => *sum,
            None => {
                let row = self.table.row(block);
                self.rooms[room].iter().map(|&other| row[other]).sum()
            }
        }
    }

    /// A block is now in a room, or no longer, as all others see it.
    fn seen(&mut self, room: usize, block: usize, comes: bool) {
        let all = self.table.blocks.len();
        let sums = self.near.iter_mut().skip(room * all);
        let both = sums.zip(self.table.row(block));
        if comes {
            both.for_each(|(sum, more)| *sum += more);
        } else {
            both.for_each(|(sum, less)| *sum -= less);
        }
    }

    /// By how much every level would change.
    pub fn difference(&self, change: &Change) -> Levels {
        let &Change { from, to, over, .. } = change;
        let table = self.table;
        let row = table.row(over);
        let mut between = self.near(to, over) - self.near(from, over);
        let mut people = (table.size(over), 0);
        let mut voices = (table.blocks[over].voices, 0);
        for (at, &block) in change.back.iter().enumerate() {
            between += self.near(from, block) - self.near(to, block) - 2 * row[block];
            for &other in &change.back[..at] {
                between += 2 * table.between(block, other);
            }
            people.1 += table.size(block);
            voices.1 += table.blocks[block].voices;
        }
        let mut levels = [0; 6];
        (levels[APART], levels[REPEATS]) = told_apart(between);
        let (here, there) = (&self.sums[from], &self.sums[to]);
        if voices.0 != voices.1 {
            levels[DISCOMFORT] = discomfort_of(here.voices - voices.0 + voices.1)
                + discomfort_of(there.voices + voices.0 - voices.1)
                - discomfort_of(here.voices)
                - discomfort_of(there.voices);
        }
        // Whoever makes way for somebody who has led as often changes nothing.
        let led = |block: usize| table.blocks[block].led;
        if !matches!(change.back[..], [back] if led(back) == led(over)) {
            let leads = [
                self.led_after(from, &[over], &change.back),
                self.led_after(to, &change.back, &[over]),
            ];
            for (after, before) in leads.into_iter().zip([here.led.0, there.led.0]) {
                let (after, before) = (leading(after), leading(before));
                levels[UNLED] += after.0 - before.0;
                levels[LOAD] += after.1 - before.1;
            }
        }
        if people.0 != people.1 {
            levels[UNEVEN] = self.uneven_after(from, to, people.0, people.1) - self.levels[UNEVEN];
        }
        levels
    }

    fn uneven_after(&self, from: usize, to: usize, over: usize, back: usize) -> i64 {
        uneven(self.sums.iter().enumerate().map(|(room, sums)| match room {
            _ if room == from => sums.people + back - over,
            _ if room == to => sums.people + over - back,
            _ => sums.people,
        }))
    }

    /// The best lead of a room after some have gone and others come.
    fn led_after(&self, room: usize, gone: &[usize], come: &[usize]) -> i64 {
        let blocks = &self.table.blocks;
        let (first, who, second) = self.sums[room].led;
        let stay = match gone {
            [] => first,
            [one] if *one == who => second,
            [_] => first,
            _ => self.rooms[room]
                .iter()
                .filter(|block| !gone.contains(block))
                .map(|&block| blocks[block].led)
                .min()
                .unwrap_or(NOBODY),
        };
        come.iter()
            .map(|&block| blocks[block].led)
            .fold(stay, i64::min)
    }

    /// Carries a change out; `levels` is what [`Seats::difference`] said of it.
    pub fn apply(&mut self, change: &Change, levels: &Levels) {
        self.carry(change.over, change.from, change.to);
        for &block in &change.back {
            self.carry(block, change.to, change.from);
        }
        self.find_leads(change.from);
        self.find_leads(change.to);
        for (all, more) in self.levels.iter_mut().zip(levels) {
            *all += more;
        }
    }

    fn carry(&mut self, block: usize, from: usize, to: usize) {
        let table = self.table;
        let place = self.place[block];
        self.rooms[from].swap_remove(place);
        if let Some(&moved) = self.rooms[from].get(place) {
            self.place[moved] = place;
        }
        self.place[block] = self.rooms[to].len();
        self.rooms[to].push(block);
        self.room_of[block] = to;
        let (size, voices) = (table.size(block), table.blocks[block].voices);
        self.sums[from].people -= size;
        self.sums[from].voices -= voices;
        self.sums[to].people += size;
        self.sums[to].voices += voices;
        self.seen(from, block, false);
        self.seen(to, block, true);
    }

    fn find_leads(&mut self, room: usize) {
        let mut found = (NOBODY, usize::MAX, NOBODY);
        for &block in &self.rooms[room] {
            let led = self.table.blocks[block].led;
            if led < found.0 {
                found = (led, block, found.0);
            } else {
                found.2 = found.2.min(led);
            }
        }
        self.sums[room].led = found;
    }
}
