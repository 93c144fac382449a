//! The proven best rooms of one round, where the legal rooms can be written down.
//!
//! Prices (see [`super::prices`]) tell, for every legal room, by how much any division that uses it misses the bound. First
//! the fewest repeats are proven, or better rooms found; then, among the rooms that divisions with so few repeats can
//! use, the best of the later levels. Unevenness is no matter of single rooms: every range of sizes is looked at alone.
//! Whatever is proven is proven in whole numbers; the prices may be as bad as they like.

use super::cover::{Cover, Piece, cover};
use super::legal::{Legal, legal_rooms, sizes};
use super::prices::Programme;
use super::table::{DISCOMFORT, LOAD, Levels, NOBODY, REPEATS, Table, UNEVEN, UNLED};

/// Legal rooms that are written down at most: all rooms of 30 people in fives.
const ROOMS: usize = 160_000;

/// Steps of one search for better rooms.
const STEPS: u32 = 200_000;

/// Prices in whole numbers: so many parts to one unit of cost.
const PARTS: i64 = 1 << 12;

/// Rooms, and whether no others are better.
pub struct Proof {
    pub rooms: Vec<Vec<usize>>,
    pub proven: bool,
}

/// Better rooms than these, or the proof that there are none, as far as the steps go.
pub fn prove(table: &Table, rooms: Vec<Vec<usize>>) -> Proof {
    let repeats = table.levels(&rooms)[REPEATS] - table.inner();
    let legal = legal_rooms(table, repeats, ROOMS);
    let mut round = Round { table, rooms };
    let pool = legal.and_then(|legal| round.fewest_repeats(&legal, repeats));
    let proven = pool.is_some_and(|pool| round.best_of(&pool));
    Proof {
        rooms: round.rooms,
        proven,
    }
}

struct Round<'a> {
    table: &'a Table,
    /// The best so far, blocks by room.
    rooms: Vec<Vec<usize>>,
}

/// The rooms that divisions with the fewest repeats can use.
struct Pool {
    pieces: Vec<Piece>,
    repeats: i64,
    /// What their first excesses may come to together.
    budget: i64,
}

impl Round<'_> {
    /// Proves the fewest repeats between blocks; nothing when the steps run out.
    fn fewest_repeats(&mut self, legal: &[Legal], mut repeats: i64) -> Option<Pool> {
        let costs: Vec<i64> = legal.iter().map(|room| room.repeats).collect();
        let (bound, excesses) = self.measure(legal, &costs, None);
        let piece = |(&room, excess): (&Legal, i64)| Piece {
            room,
            excess: [excess, 0],
        };
        let mut pieces: Vec<Piece> = legal.iter().zip(excesses).map(piece).collect();
        while repeats > 0 {
            let budget = (repeats - 1) * PARTS - bound;
            match self.cover(&pieces, [budget, 0]) {
                Cover::Found(rooms) => {
                    repeats = rooms.iter().map(|room| room.repeats).sum();
                    self.take(&rooms);
                }
                Cover::Nothing => break,
                Cover::Unknown => return None,
            }
        }
        let budget = repeats * PARTS - bound;
        pieces.retain(|piece| piece.excess[0] <= budget);
        Some(Pool {
            pieces,
            repeats,
            budget,
        })
    }

    /// Proves the later levels, one range of sizes after the other; false when the steps run out.
    fn best_of(&mut self, pool: &Pool) -> bool {
        let Some(fold) = Fold::of(self.table) else {
            return false;
        };
        let (least, most) = sizes(self.table);
        let people = self.table.people();
        let mut proven = true;
        for uneven in 0..(most - least).max(1) {
            for low in least..=most.saturating_sub(uneven + 1).max(least) {
                let high = low + uneven + 1;
                if self.table.rooms * low <= people && people <= self.table.rooms * high {
                    proven &= self.best_between(low, high, pool, &fold);
                }
            }
        }
        proven
    }

    /// Proves the later levels for rooms of certain sizes.
    fn best_between(&mut self, low: usize, high: usize, pool: &Pool, fold: &Fold) -> bool {
        let uneven = (high - low - 1) as i64 * fold.uneven;
        let target = |round: &Self| fold.value(&round.table.levels(&round.rooms)) - 1 - uneven;
        if target(self) < 0 {
            return true;
        }
        let fits = |piece: &&Piece| (low..=high).contains(&piece.room.people);
        let mut pieces: Vec<Piece> = pool.pieces.iter().filter(fits).copied().collect();
        let rooms: Vec<Legal> = pieces.iter().map(|piece| piece.room).collect();
        let cost = |room: &Legal| {
            let blocks: Vec<usize> = room.members().collect();
            fold.value(&self.table.room(&blocks))
        };
        let costs: Vec<i64> = rooms.iter().map(cost).collect();
        let (bound, excesses) = self.measure(&rooms, &costs, Some(pool.repeats));
        for (piece, excess) in pieces.iter_mut().zip(excesses) {
            piece.excess[1] = excess;
        }
        loop {
            let left = target(self).saturating_mul(PARTS) - bound;
            match self.cover(&pieces, [pool.budget, left]) {
                Cover::Found(rooms) => self.take(&rooms),
                Cover::Nothing => return true,
                Cover::Unknown => return false,
            }
        }
    }

    fn cover(&self, pieces: &[Piece], budget: [i64; 2]) -> Cover {
        cover(
            pieces,
            self.table.blocks.len(),
            self.table.rooms,
            budget,
            STEPS,
        )
    }

    /// What every division costs at least, in parts, and by how much each room exceeds its share of that. With `repeats`
    /// it holds for divisions that repeat so often.
    fn measure(&self, rooms: &[Legal], costs: &[i64], repeats: Option<i64>) -> (i64, Vec<i64>) {
        let (least, most) = sizes(self.table);
        let prices = Programme {
            blocks: self.table.blocks.len(),
            rooms,
            costs,
            count: (least < most).then_some(self.table.rooms),
            repeats,
        }
        .solve();
        let parts = |price: f64| (price * PARTS as f64) as i64;
        let blocks: Vec<i64> = prices.blocks.into_iter().map(parts).collect();
        let repeat = parts(prices.repeat);
        let over = |(room, cost): (&Legal, &i64)| {
            let paid: i64 = room.members().map(|block| blocks[block]).sum();
            cost * PARTS - paid - repeat * room.repeats
        };
        let over: Vec<i64> = rooms.iter().zip(costs).map(over).collect();
        let cheapest = over.iter().min().copied().unwrap_or(0);
        let shared: i64 = blocks.iter().sum::<i64>() + repeat * repeats.unwrap_or(0);
        let bound = shared + cheapest * self.table.rooms as i64;
        (
            bound,
            over.into_iter().map(|each| each - cheapest).collect(),
        )
    }

    /// Makes these rooms the best so far: those with a pin get their room, the others what is left.
    fn take(&mut self, found: &[Legal]) {
        let blocks = &self.table.blocks;
        let mut rooms = vec![Vec::new(); self.table.rooms];
        let mut others = Vec::new();
        for legal in found {
            let members: Vec<usize> = legal.members().collect();
            match members.iter().find_map(|&block| blocks[block].pin) {
                Some(room) => rooms[room] = members,
                None => others.push(members),
            }
        }
        for room in rooms.iter_mut().filter(|room| room.is_empty()) {
            *room = others.pop().unwrap_or_default();
        }
        self.rooms = rooms;
    }
}

/// The levels after the repeats, folded into one number that puts them in the same order.
struct Fold {
    unled: i64,
    uneven: i64,
    discomfort: i64,
}

impl Fold {
    /// Nothing when the numbers would become too large to reckon with.
    fn of(table: &Table) -> Option<Self> {
        let rooms = table.rooms as i64;
        let led = table.blocks.iter().map(|block| block.led);
        let led = led.filter(|&led| led != NOBODY).max().unwrap_or(0);
        let discomfort = rooms * led + 1;
        let uneven = discomfort.checked_mul(5 * rooms + 1)?;
        let unled = uneven.checked_mul(1 + table.sizes.1.min(table.people()) as i64)?;
        let most = unled.checked_mul(rooms + 1)?.checked_mul(PARTS * 16)?;
        (most < i64::MAX / 64).then_some(Self {
            unled,
            uneven,
            discomfort,
        })
    }

    fn value(&self, levels: &Levels) -> i64 {
        levels[UNLED] * self.unled
            + levels[UNEVEN] * self.uneven
            + levels[DISCOMFORT] * self.discomfort
            + levels[LOAD]
    }
}
