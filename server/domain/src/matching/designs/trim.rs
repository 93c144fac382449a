//! A plan for fewer people: leave out points that meet in no chosen round, so that every room loses at most one of them.
//!
//! Each pair of points left out costs the round in which it meets. A full room of the plan costs only one round for all
//! its pairs, so the search asks for a set that costs none, then one, then two, depth first.

use super::Design;

/// Steps of the search for a set of one price.
const STEPS: u32 = 20_000;

/// More rounds than this are told apart no longer (they are the bits of one number).
const ROUNDS: usize = 64;

/// The plan for `people` of its points, with as many rounds as stay, at most `want`.
pub fn trimmed(design: &Design, people: usize, want: usize) -> Design {
    let out = if design.points <= people {
        Vec::new()
    } else {
        cheapest(design, design.points - people, want)
    };
    let stays = |round: &&Vec<Vec<usize>>| {
        round
            .iter()
            .all(|room| room.iter().filter(|point| out.contains(point)).count() <= 1)
    };
    let mut number = vec![None; design.points];
    let kept = (0..design.points).filter(|point| !out.contains(point));
    for (at, point) in kept.enumerate() {
        number[point] = Some(at);
    }
    let renumbered = |round: &Vec<Vec<usize>>| {
        round
            .iter()
            .map(|room| room.iter().filter_map(|&point| number[point]).collect())
            .collect()
    };
    Design {
        points: people,
        rounds: design
            .rounds
            .iter()
            .filter(stays)
            .take(want)
            .map(renumbered)
            .collect(),
    }
}

/// The points to leave out: those that cost fewest rounds. In plans by columns the last column costs none.
fn cheapest(design: &Design, out: usize, want: usize) -> Vec<usize> {
    let last: Vec<usize> = (design.points - out..design.points).collect();
    if design.points > ROUNDS || design.rounds.len() > ROUNDS {
        return last;
    }
    let rounds = design.rounds.len();
    let mut search = Search {
        points: design.points,
        lost: lost(design),
        steps: 0,
    };
    (rounds.saturating_sub(want)..rounds)
        .find_map(|budget| {
            search.steps = STEPS;
            search.choose(&mut Vec::new(), 0, out, budget as u32)
        })
        .unwrap_or(last)
}

/// For every two points, the round in which they meet, as a bit.
fn lost(design: &Design) -> Vec<u64> {
    let mut lost = vec![0; design.points * design.points];
    for (at, round) in design.rounds.iter().enumerate() {
        for room in round {
            for (&a, &b) in room.iter().flat_map(|a| room.iter().map(move |b| (a, b))) {
                if a != b {
                    lost[a * design.points + b] |= 1 << at;
                }
            }
        }
    }
    lost
}

struct Search {
    points: usize,
    lost: Vec<u64>,
    steps: u32,
}

impl Search {
    /// So many more points that all pairs meet in at most `budget` rounds.
    fn choose(
        &mut self,
        chosen: &mut Vec<usize>,
        mask: u64,
        missing: usize,
        budget: u32,
    ) -> Option<Vec<usize>> {
        if missing == 0 {
            return Some(chosen.clone());
        }
        let from = chosen.last().map_or(0, |last| last + 1);
        for point in from..=self.points.checked_sub(missing)? {
            let lost = |mask: u64, other: &usize| mask | self.lost[point * self.points + other];
            let mask = chosen.iter().fold(mask, lost);
            if mask.count_ones() > budget {
                continue;
            }
            self.steps = self.steps.checked_sub(1)?;
            chosen.push(point);
            let found = self.choose(chosen, mask, missing - 1, budget);
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
