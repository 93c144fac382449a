//! All chance of a simulated day: what comes out depends on the seed and on what is asked, never on who asked before.
//! So a day is the same each time, and stays mostly the same when something is taken out of it.

use std::sync::{Arc, Mutex};

use alongside::clock::Chance;
use alongside_domain::dice::Dice;
use alongside_protocol::ids::At;
use sha2::{Digest, Sha256};

/// Dice for one question.
pub fn dice(seed: u64, about: &str, numbers: &[u64]) -> Dice {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(about);
    for number in numbers {
        hash.update(number.to_be_bytes());
    }
    Dice::new(hash.finalize().into())
}

pub fn one_of<T: Copy>(dice: &mut Dice, of: &[T]) -> T {
    of[dice.below(of.len())]
}

/// A number from `least` to `most`.
pub fn between(dice: &mut Dice, least: u64, most: u64) -> u64 {
    let wide = usize::try_from(most - least + 1).unwrap();
    least + dice.below(wide) as u64
}

/// Where an owner began: how many records it had read, by the epoch it then chose.
#[derive(Default)]
pub struct Lives {
    read: u64,
    pub begun: Vec<([u8; 16], u64)>,
}

impl Lives {
    /// An owner has read so many records; it chooses its epoch at once.
    pub fn has_read(&mut self, records: u64) {
        self.read = records;
    }
}

/// The randomness of the simulated server.
pub struct ServerChance {
    seed: u64,
    /// How much was drawn at this moment.
    drawn: Mutex<(At, u64)>,
    lives: Arc<Mutex<Lives>>,
}

impl ServerChance {
    pub fn new(seed: u64, lives: Arc<Mutex<Lives>>) -> Self {
        Self {
            seed,
            drawn: Mutex::new((At(0), 0)),
            lives,
        }
    }
}

impl Chance for ServerChance {
    fn fill(&self, now: At, bytes: &mut [u8]) {
        let mut drawn = self.drawn.lock().unwrap();
        let count = if drawn.0 == now { drawn.1 + 1 } else { 0 };
        *drawn = (now, count);
        let mut dice = dice(self.seed, "server", &[now.0.unsigned_abs(), count]);
        for part in bytes.chunks_mut(16) {
            part.copy_from_slice(&dice.uuid().as_bytes()[..part.len()]);
        }
        // Sixteen bytes are an epoch, and nothing else is.
        if let Ok(epoch) = <[u8; 16]>::try_from(&*bytes) {
            let mut lives = self.lives.lock().unwrap();
            let read = lives.read;
            lives.begun.push((epoch, read));
        }
    }
}
