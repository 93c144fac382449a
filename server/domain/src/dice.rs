//! Chance, made repeatable: a seed comes in with every ask, and the same seed throws the same dice.
//!
//! The core never asks the machine for randomness, so a history can be replayed and a failing test repeated.

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

/// Drawn fresh by the server for every ask.
pub type Seed = [u8; 32];

/// A throw of dice that depends on its seed alone. The seed must be secret where ids must not be guessed.
pub struct Dice(ChaCha12Rng);

impl Dice {
    #[must_use]
    pub fn new(seed: Seed) -> Self {
        Self(ChaCha12Rng::from_seed(seed))
    }

    /// A random id (version 4): it tells nothing of when or in which order it was made.
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A number from 0 to `n - 1`, each equally likely; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let Ok(wide) = u64::try_from(n) else { return 0 };
        if wide < 2 {
            return 0;
        }
        // Numbers behind the last full multiple of `n` would favour the small ones, so they are thrown again.
        let fair = u64::MAX - u64::MAX % wide;
        loop {
            let thrown = self.0.next_u64();
            if thrown < fair {
                return usize::try_from(thrown % wide).unwrap_or(0);
            }
        }
    }

    /// Puts `items` into a random order, each order equally likely.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = self.below(place + 1);
            items.swap(place, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let (mut one, mut two) = (Dice::new([7; 32]), Dice::new([7; 32]));
        let (mut left, mut right) = ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]);
        one.shuffle(&mut left);
        two.shuffle(&mut right);
        assert_eq!(left, right);
        assert_eq!(one.uuid(), two.uuid());
        assert_ne!(one.uuid(), Dice::new([8; 32]).uuid());
    }

    #[test]
    fn ids_are_random_ones() {
        assert_eq!(Dice::new([1; 32]).uuid().get_version_num(), 4);
    }

    #[test]
    fn every_face_comes_up_about_as_often() {
        let mut dice = Dice::new([3; 32]);
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            seen[dice.below(6)] += 1;
        }
        assert!(
            seen.iter().all(|times| (850..1_150).contains(times)),
            "{seen:?}"
        );
        assert_eq!((dice.below(0), dice.below(1)), (0, 0));
    }
}
