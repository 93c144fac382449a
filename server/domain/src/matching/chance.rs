//! Quick chance for searches that throw millions of times: not for ids or secrets, which have [`crate::dice`].
//!
//! A counter stirred by one multiplication (after Wang Yi's "wyrand" idea); whole numbers only, so that every machine
//! throws the same.

/// A quick generator that depends on its seed alone.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        let mut chance = Self(seed ^ 0x5851_f42d_4c95_7f2d);
        // Seeds that differ in one bit should not start alike.
        chance.throw();
        chance.throw();
        chance
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0xa076_1d64_78bd_642f);
        let wide = u128::from(self.0) * u128::from(self.0 ^ 0xe703_7ed1_a0b4_28db);
        ((wide >> 64) ^ wide) as u64
    }

    /// A number from 0 to `end - 1`, nearly equally likely; 0 when `end` is 0. `end` must fit 32 bits.
    pub fn below(&mut self, end: usize) -> usize {
        (((self.throw() >> 32) * end as u64) >> 32) as usize
    }

    /// Some whole number from an exponential distribution with mean about 1.44, in 65536ths. Without logarithms, which
    /// are not the same on every machine.
    pub fn patience(&mut self) -> i64 {
        let drawn = (self.throw() >> 32) as u32 | 1;
        let zeros = drawn.leading_zeros();
        let rest = (drawn << zeros) & 0x7fff_ffff;
        i64::from(zeros << 16) + 65536 - i64::from(rest >> 15)
    }

    /// Puts `items` into an order by chance.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = self.below(place + 1);
            items.swap(place, other);
        }
    }
}
