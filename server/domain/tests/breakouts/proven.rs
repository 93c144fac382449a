//! Cohorts of real size whose optimum is proven on every level.
//!
//! The numbers do not come from the engine: all legal rooms of a case were written down (up to 120,000), and a solver for
//! integer programmes (HiGHS) chose among them, first for the fewest repeats, then with those repeats for the later
//! levels in their order; it found nothing better than these and proved that there is nothing better.

use alongside_domain::matching::case::answer;
use serde_json::Value;

use crate::after_sessions::cohort;
use crate::checker::judge;

/// The seed of a cohort; its repeats, rooms without lead, unevenness, discomfort and load of leads.
const PROVEN: &[(u64, [u64; 5])] = &[
    (4, [6, 0, 0, 4, 5]),
    (6, [0, 0, 0, 0, 9]),
    (8, [13, 0, 0, 0, 0]),
    (9, [7, 0, 0, 0, 2]),
    (11, [0, 0, 0, 0, 19]),
    (13, [1, 0, 0, 0, 10]),
    (17, [21, 2, 0, 0, 0]),
    (18, [4, 0, 0, 2, 3]),
    (23, [1, 0, 0, 2, 5]),
    (25, [2, 1, 0, 0, 8]),
    (29, [17, 0, 0, 0, 1]),
    (31, [0, 2, 0, 0, 11]),
    (32, [15, 0, 0, 2, 0]),
    (34, [3, 0, 0, 9, 3]),
    (39, [22, 0, 0, 0, 0]),
    (40, [4, 2, 0, 2, 0]),
    (42, [3, 0, 0, 0, 5]),
    (43, [0, 0, 0, 0, 6]),
    (46, [65, 0, 0, 0, 0]),
    (48, [14, 0, 0, 3, 3]),
    (49, [0, 0, 0, 0, 4]),
    (50, [6, 0, 0, 6, 6]),
    (53, [0, 1, 0, 3, 13]),
    (54, [4, 0, 0, 0, 2]),
    (55, [45, 0, 0, 0, 0]),
    (56, [0, 0, 0, 0, 4]),
    (57, [75, 0, 0, 0, 0]),
    (59, [0, 1, 0, 5, 10]),
    (60, [0, 4, 0, 4, 4]),
    (61, [16, 0, 0, 0, 6]),
    (62, [0, 0, 0, 3, 5]),
    (63, [2, 0, 0, 0, 0]),
    (65, [0, 0, 0, 0, 7]),
    (67, [9, 0, 0, 2, 8]),
    (69, [1, 0, 0, 9, 9]),
    (72, [4, 0, 0, 2, 2]),
    (73, [0, 2, 0, 0, 10]),
    (74, [0, 0, 0, 0, 4]),
    (76, [31, 0, 0, 2, 0]),
    (81, [3, 0, 0, 0, 0]),
    (83, [6, 0, 0, 0, 13]),
    (85, [13, 1, 0, 6, 6]),
    (87, [4, 2, 0, 8, 12]),
    (89, [3, 0, 0, 4, 14]),
    (92, [10, 0, 0, 4, 4]),
    (93, [3, 1, 0, 2, 1]),
    (94, [39, 0, 0, 0, 0]),
    (95, [11, 0, 0, 0, 0]),
];

#[test]
fn every_level_is_as_low_as_it_is_proven_to_go() {
    let mut missed = Vec::new();
    for (seed, best) in PROVEN {
        let case = cohort(*seed);
        let given: Value = serde_json::from_str(&answer(&case.to_string()).unwrap()).unwrap();
        let levels = judge(&case, &given);
        if levels != Ok(best.to_vec()) {
            missed.push(format!("cohort {seed}: {levels:?} instead of {best:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
