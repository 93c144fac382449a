//! Puts legal rooms together so that everybody has exactly one, as long as a budget lasts.
//!
//! Prices split the cost of a division into a part that every division has and an *excess* of each room. So a better
//! division can only use rooms whose excesses together stay within what the better cost leaves over: usually few rooms,
//! and few ways to put them together.

use super::legal::{Legal, members};

/// A legal room with its excess over each of two bounds.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub room: Legal,
    pub excess: [i64; 2],
}

/// What the search found.
#[derive(Debug)]
pub enum Cover {
    Found(Vec<Legal>),
    /// There is none.
    Nothing,
    /// The steps were used up first.
    Unknown,
}

struct Search {
    /// For every place, the pieces whose first block stands there, cheapest first.
    by_first: Vec<Vec<Piece>>,
    all: u64,
    chosen: Vec<Piece>,
    steps: u32,
}

/// So many rooms that hold every block once, within the budgets.
pub fn cover(pieces: &[Piece], blocks: usize, count: usize, budget: [i64; 2], steps: u32) -> Cover {
    let within = |piece: &&Piece| (0..2).all(|at| piece.excess[at] <= budget[at]);
    let pieces: Vec<&Piece> = pieces.iter().filter(within).collect();
    let mut often = vec![0; blocks];
    for piece in &pieces {
        for block in piece.room.members() {
            often[block] += 1;
        }
    }
    // Blocks with the fewest rooms come first.
    let mut order: Vec<usize> = (0..blocks).collect();
    order.sort_by_key(|&block| (often[block], block));
    let mut place = vec![0; blocks];
    for (at, &block) in order.iter().enumerate() {
        place[block] = at;
    }
    let mut by_first = vec![Vec::new(); blocks];
    for piece in pieces {
        let set: u64 = piece.room.members().map(|block| 1 << place[block]).sum();
        let room = Legal {
            blocks: set,
            ..piece.room
        };
        by_first[set.trailing_zeros() as usize].push(Piece { room, ..*piece });
    }
    for pieces in &mut by_first {
        pieces.sort_by_key(|piece| (piece.excess[1], piece.excess[0], piece.room.blocks));
    }
    let mut search = Search {
        by_first,
        all: u64::MAX >> (64 - blocks.clamp(1, 64)),
        chosen: Vec::new(),
        steps,
    };
    match search.fill(0, count, budget) {
        None => Cover::Unknown,
        Some(false) => Cover::Nothing,
        Some(true) => Cover::Found(
            search
                .chosen
                .iter()
                .map(|piece| Legal {
                    blocks: members(piece.room.blocks).map(|at| 1 << order[at]).sum(),
                    ..piece.room
                })
                .collect(),
        ),
    }
}

impl Search {
    fn fill(&mut self, covered: u64, count: usize, budget: [i64; 2]) -> Option<bool> {
        if covered == self.all {
            return Some(count == 0);
        }
        if count == 0 {
            return Some(false);
        }
        let first = (!covered).trailing_zeros() as usize;
        for at in 0..self.by_first[first].len() {
            let piece = self.by_first[first][at];
            if piece.excess[1] > budget[1] {
                break;
            }
            if piece.room.blocks & covered != 0 || piece.excess[0] > budget[0] {
                continue;
            }
            self.steps = self.steps.checked_sub(1)?;
            self.chosen.push(piece);
            let left = [budget[0] - piece.excess[0], budget[1] - piece.excess[1]];
            if self.fill(covered | piece.room.blocks, count - 1, left)? {
                return Some(true);
            }
            self.chosen.pop();
        }
        Some(false)
    }
}
