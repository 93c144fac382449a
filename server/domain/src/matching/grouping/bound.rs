//! What no division can beat, told without searching: a search that meets it may stop.

use super::table::{DISCOMFORT, LOAD, Levels, NOBODY, REPEATS, Table, UNLED};

/// The least that each level can count, taken alone.
pub fn bound(table: &Table) -> Levels {
    let mut least = [0; 6];
    let mut leads: Vec<i64> = table
        .blocks
        .iter()
        .map(|block| block.led)
        .filter(|&led| led != NOBODY)
        .collect();
    leads.sort_unstable();
    let voices: u64 = table.blocks.iter().map(|block| block.voices & 0xffff).sum();
    let rooms = table.rooms as i64;
    least[REPEATS] = repeats(table);
    least[UNLED] = (rooms - leads.len() as i64).max(0);
    least[DISCOMFORT] = 3 * (rooms - voices as i64).max(0);
    least[LOAD] = leads.iter().take(table.rooms).sum();
    least
}

/// Everybody sits with somebody: half of what the company of each counts at the least.
fn repeats(table: &Table) -> i64 {
    let (least, _) = table.sizes;
    let mut doubled = 0;
    for block in 0..table.blocks.len() {
        let size = table.size(block);
        // Each member of another block brings an equal share of what the whole block counts, rounded down.
        let mut company: Vec<(i64, usize)> = (0..table.blocks.len())
            .filter(|&other| other != block)
            .map(|other| {
                (
                    table.between(block, other) / table.size(other) as i64,
                    table.size(other),
                )
            })
            .collect();
        company.sort_unstable();
        let mut seats = least.saturating_sub(size);
        for (each, people) in company {
            let taken = people.min(seats);
            doubled += each * taken as i64;
            seats -= taken;
        }
    }
    table.inner() + doubled.div_euclid(2) + doubled.rem_euclid(2)
}
