//! Everybody with everybody in pairs, as tournaments do it (Kirkman 1847).
//!
//! One person stays; the others stand on a circle that turns by one place each round. Partners are those at the same
//! distance from the one who faces the centre: places `t + i` and `t - i`, whose sum is `2t`. A pair's sum tells its
//! round, for 2 has an inverse modulo the odd length of the circle.

use super::Design;

/// All `people - 1` rounds of pairs; `people` is even and at least 2.
pub fn pairs(people: usize) -> Design {
    let circle = people - 1;
    let round = |turn: usize| {
        let fixed = vec![turn, circle];
        let around =
            (1..people / 2).map(|i| vec![(turn + i) % circle, (turn + circle - i) % circle]);
        std::iter::once(fixed).chain(around).collect()
    };
    Design {
        points: people,
        rounds: (0..circle).map(round).collect(),
    }
}
