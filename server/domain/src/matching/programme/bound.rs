//! What no plan can go below, so that a search knows when it is done.

use crate::matching::people::Voice;

use super::facts::{APART, Facts, TIED};
use super::seats::Levels;

/// A floor for every level.
///
/// Repeats: rooms as even as can be have the fewest meetings; these cost least when every pair takes the cheapest there
/// are, at first all who never met. The same holds for the meetings of one person, in the smallest rooms allowed.
pub fn floor(facts: &Facts) -> Levels {
    let meetings = facts.rounds.iter().map(|round| {
        let (here, rooms) = (round.here(), round.rooms.len().max(1));
        let (size, larger) = (here / rooms, here % rooms);
        (rooms - larger) * size * size.saturating_sub(1) / 2 + larger * (size + 1) * size / 2
    });
    let here = Here::of(facts);
    let mut everybody = Prices::default();
    let mut of_one = 0;
    for person in 0..facts.people() {
        let mut own = Prices::default();
        for other in (0..facts.people()).filter(|&other| other != person) {
            own.add(facts.pair(person, other), here.both(person, other));
        }
        let mine = facts
            .rounds
            .iter()
            .filter(|round| round.block_of[person].is_some());
        of_one += own.cheapest(mine.map(|round| round.sizes.0.saturating_sub(1)).sum());
        everybody.add_all(&own);
    }
    // Every pair stands in `everybody` twice, once for each of the two.
    let repeats = everybody
        .cheapest(2 * meetings.sum::<usize>())
        .max(of_one)
        .div_ceil(2);
    let unled = facts.rounds.iter().map(|round| {
        let willing = round
            .blocks
            .iter()
            .flatten()
            .filter(|&&person| facts.members[person].lead);
        round.rooms.len().saturating_sub(willing.count()) as i64
    });
    let silent = facts.rounds.iter().map(|round| {
        let speaks = |&&person: &&usize| facts.members[person].voice == Voice::Voice;
        let voices = round.blocks.iter().flatten().filter(speaks).count();
        3 * round.rooms.len().saturating_sub(voices) as i64
    });
    [0, repeats as i64, unled.sum(), 0, silent.sum()]
}

/// What leading this many rooms counts at the least: always one who has led least of all who are here often enough.
pub fn load_floor(facts: &Facts, rooms: usize) -> i64 {
    let mut turns = Prices::default();
    for (person, member) in facts
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.lead)
    {
        let here = facts
            .rounds
            .iter()
            .filter(|round| round.block_of[person].is_some());
        turns.add_run(member.times_led as usize, here.count());
    }
    i64::try_from(turns.cheapest(rooms)).unwrap_or(i64::MAX)
}

/// In which rounds everybody is here, one bit a round.
struct Here {
    words: usize,
    bits: Vec<u64>,
}

impl Here {
    fn of(facts: &Facts) -> Self {
        let words = facts.rounds.len().div_ceil(64);
        let mut bits = vec![0; facts.people() * words];
        for (at, round) in facts.rounds.iter().enumerate() {
            for &person in round.blocks.iter().flatten() {
                bits[person * words + at / 64] |= 1 << (at % 64);
            }
        }
        Self { words, bits }
    }

    /// In how many rounds both are here.
    fn both(&self, a: usize, b: usize) -> usize {
        let of = |person: usize| &self.bits[person * self.words..(person + 1) * self.words];
        let common = of(a).iter().zip(of(b)).map(|(a, b)| (a & b).count_ones());
        common.sum::<u32>() as usize
    }
}

/// How many meetings may be had at each price: how many more than at the price before.
#[derive(Default)]
struct Prices(Vec<i64>);

impl Prices {
    /// What each further meeting of two people would cost, as often as both are here.
    fn add(&mut self, number: i32, times: usize) {
        match number {
            TIED => {
                self.more(0, times as i64);
                self.more(1, -(times as i64));
            }
            APART.. => {}
            met => self.add_run(met.unsigned_abs() as usize, times),
        }
    }

    /// One at each of so many prices, from the first on.
    fn add_run(&mut self, first: usize, times: usize) {
        self.more(first, 1);
        self.more(first + times, -1);
    }

    fn more(&mut self, price: usize, count: i64) {
        if self.0.len() <= price {
            self.0.resize(price + 1, 0);
        }
        self.0[price] += count;
    }

    fn add_all(&mut self, more: &Self) {
        for (price, &count) in more.0.iter().enumerate() {
            self.more(price, count);
        }
    }

    fn cheapest(&self, count: usize) -> usize {
        let (mut left, mut there, mut sum) = (count as i64, 0, 0);
        for (price, change) in self.0.iter().enumerate() {
            there += change;
            let taken = left.min(there);
            sum += price as i64 * taken;
            left -= taken;
            if left == 0 {
                break;
            }
        }
        usize::try_from(sum).unwrap_or(usize::MAX)
    }
}
