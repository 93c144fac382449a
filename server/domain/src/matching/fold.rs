//! Levels that are compared in order, folded into one whole number each, so that a matching can add them up.

/// Counts on every level, or differences of counts; compared level by level.
pub type Levels<const N: usize> = [i32; N];

/// Adds up level by level.
pub fn plus<const N: usize>(a: Levels<N>, b: Levels<N>) -> Levels<N> {
    std::array::from_fn(|at| a[at] + b[at])
}

/// Takes away level by level.
pub fn minus<const N: usize>(a: Levels<N>, b: Levels<N>) -> Levels<N> {
    std::array::from_fn(|at| a[at] - b[at])
}

/// How much one unit of each level is worth: more than everything below it together, for sums of so many items.
pub struct Fold<const N: usize> {
    low: Levels<N>,
    worth: [i128; N],
}

/// Folded sums stay below this, with room for what a matching adds and subtracts.
const MOST: i128 = 1 << 90;

impl<const N: usize> Fold<N> {
    /// For sums of `count` of these items. Should all levels together be too large for one number, the last ones are
    /// left out; cohorts are far from that.
    pub fn new<'a>(items: impl Iterator<Item = &'a Levels<N>> + Clone, count: usize) -> Self {
        let (mut low, mut high) = ([0; N], [0; N]);
        for item in items {
            for at in 0..N {
                low[at] = low[at].min(item[at]);
                high[at] = high[at].max(item[at]);
            }
        }
        let span = |at: usize| i128::from(high[at] - low[at]) * (count as i128 + 1) + 1;
        let levels = (0..=N).rev().find(|&levels| {
            let whole = (0..levels).try_fold(1_i128, |whole, at| whole.checked_mul(span(at)));
            whole.is_some_and(|whole| whole < MOST)
        });
        let mut worth = [0; N];
        let mut unit = 1;
        for at in (0..levels.unwrap_or(0)).rev() {
            worth[at] = unit;
            unit *= span(at);
        }
        Self { low, worth }
    }

    /// The item as a number, never below zero.
    pub fn number(&self, item: &Levels<N>) -> i128 {
        (0..N)
            .map(|at| i128::from(item[at] - self.low[at]) * self.worth[at])
            .sum()
    }
}
