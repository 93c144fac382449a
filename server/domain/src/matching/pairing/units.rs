//! The cheapest way to divide people into pairs, with one triad when their number is odd.

use super::crowd;
use crate::matching::perfect::{Weight, cheapest_pairing};

/// More than everything that is allowed together, and far below what the matching can count.
pub const FORBIDDEN: i128 = 1 << 100;

/// What every link costs and which are ruled out, by index of the people.
pub struct Board {
    size: usize,
    cells: Vec<i128>,
    unwilling: Vec<i128>,
    /// People with the same number must be in one unit.
    tie: Vec<usize>,
}

/// More people than this have their triad found by [`crowd`]; up to here every triad is tried (0.1 seconds).
const CROWD: usize = 100;

pub type Pairs = Vec<(usize, usize)>;

impl Board {
    /// `cells` is the square table of what links cost, row by row; `unwilling` what a seat in the triad costs.
    pub fn new(cells: Vec<i128>, unwilling: Vec<i128>) -> Self {
        let size = unwilling.len();
        Self {
            size,
            cells,
            unwilling,
            tie: (0..size).collect(),
        }
    }

    pub fn forbid(&mut self, a: usize, b: usize) {
        self.cells[a * self.size + b] = FORBIDDEN;
        self.cells[b * self.size + a] = FORBIDDEN;
    }

    pub fn tie(&mut self, people: &[usize]) {
        for &each in people.iter().skip(1) {
            let (from, to) = (self.tie[each], self.tie[people[0]]);
            for label in self.tie.iter_mut().filter(|label| **label == from) {
                *label = to;
            }
        }
    }

    /// The units, or nothing when everybody cannot be placed.
    pub fn cheapest(&self) -> Option<Vec<Vec<usize>>> {
        let everybody: Vec<usize> = (0..self.size).collect();
        let (triad, pairs) = if self.size.is_multiple_of(2) {
            (None, self.pairs(&everybody)?.1)
        } else {
            let (triad, pairs) = if self.size > CROWD {
                crowd::with_triad(self, &everybody)?
            } else {
                self.with_triad(&everybody)?
            };
            (Some(triad.to_vec()), pairs)
        };
        let pairs = pairs.into_iter().map(|(a, b)| vec![a, b]);
        let mut units: Vec<Vec<usize>> = pairs.chain(triad).collect();
        for unit in &mut units {
            unit.sort_unstable();
        }
        units.sort();
        Some(units)
    }

    pub(super) fn at(&self, a: usize, b: usize) -> i128 {
        self.cells[a * self.size + b]
    }

    /// The cheapest pairs of an even number of people: who is tied is a pair at once, the others are matched.
    pub(super) fn pairs(&self, people: &[usize]) -> Option<(i128, Pairs)> {
        let (mut total, mut pairs, mut single) = (0, Pairs::new(), Vec::new());
        for &one in people {
            let tied: Vec<usize> = people
                .iter()
                .copied()
                .filter(|&each| self.tie[each] == self.tie[one])
                .collect();
            match tied[..] {
                [_] => single.push(one),
                [a, b] if a == one => {
                    total += self.at(a, b);
                    pairs.push((a, b));
                }
                [_, _] => {}
                _ => return None,
            }
        }
        let (rest, matched) = matching(single.len(), |a, b| self.at(single[a], single[b]))?;
        pairs.extend(matched.into_iter().map(|(a, b)| (single[a], single[b])));
        total += rest;
        (total < FORBIDDEN).then_some((total, pairs))
    }

    /// Triads in the order of what they cost at least: dropping any one of the three leaves the other two a pair, so the
    /// plan is never cheaper than the best matching without that one, plus the two links of the one who was dropped.
    pub(super) fn with_triad(&self, people: &[usize]) -> Option<([usize; 3], Pairs)> {
        let without = |drop: usize| {
            people
                .iter()
                .copied()
                .filter(|&each| each != drop)
                .collect::<Vec<_>>()
        };
        let rest: Vec<Option<i128>> = people
            .iter()
            .map(|&drop| self.pairs(&without(drop)).map(|(cost, _)| cost))
            .collect();
        let mut triads = Vec::new();
        for a in 0..self.size {
            for b in a + 1..self.size {
                for c in b + 1..self.size {
                    if let (Some(no_a), Some(no_b), Some(no_c)) = (rest[a], rest[b], rest[c])
                        && let Some(own) = self.triad_cost([a, b, c])
                    {
                        let dropped = [
                            no_a - self.at(b, c),
                            no_b - self.at(a, c),
                            no_c - self.at(a, b),
                        ];
                        let at_least = own + dropped.into_iter().max().unwrap_or(0);
                        triads.push((at_least, own, [a, b, c]));
                    }
                }
            }
        }
        triads.sort_unstable();
        let mut best: Option<(i128, [usize; 3], Pairs)> = None;
        for (at_least, own, triad) in triads {
            if best.as_ref().is_some_and(|(cost, ..)| *cost <= at_least) {
                break;
            }
            let others: Vec<usize> = people
                .iter()
                .copied()
                .filter(|each| !triad.contains(each))
                .collect();
            if let Some((cost, pairs)) = self.pairs(&others)
                && best.as_ref().is_none_or(|(known, ..)| cost + own < *known)
            {
                best = Some((cost + own, triad, pairs));
            }
        }
        best.map(|(_, triad, pairs)| (triad, pairs))
    }

    /// Those of these people who must be in one unit with this person, who is one of them.
    pub(super) fn tied_with<'a>(
        &'a self,
        person: usize,
        people: &'a [usize],
    ) -> impl Iterator<Item = usize> + 'a {
        let tie = self.tie[person];
        people
            .iter()
            .copied()
            .filter(move |&each| self.tie[each] == tie)
    }

    /// The links and seats of a triad, or nothing when it is not allowed.
    pub(super) fn triad_cost(&self, triad: [usize; 3]) -> Option<i128> {
        let [a, b, c] = triad;
        let links = self.at(a, b) + self.at(a, c) + self.at(b, c);
        let seats = self.unwilling[a] + self.unwilling[b] + self.unwilling[c];
        self.triad_allowed(triad).then_some(links + seats)
    }

    fn triad_allowed(&self, triad: [usize; 3]) -> bool {
        let [a, b, c] = triad;
        let linked = [(a, b), (a, c), (b, c)]
            .into_iter()
            .all(|(p, q)| self.at(p, q) < FORBIDDEN);
        let tied_outside = |each: usize| {
            (0..self.size).any(|other| self.tie[other] == self.tie[each] && !triad.contains(&other))
        };
        linked && !triad.into_iter().any(tied_outside)
    }
}

/// One minimum-cost perfect matching of `size` people: its cost and the pairs, or nothing when there is none.
pub fn matching(size: usize, cost: impl Fn(usize, usize) -> i128) -> Option<(i128, Pairs)> {
    let mut cells = vec![i128::FAR; size * size];
    let mut most = 0;
    for a in 0..size {
        for b in a + 1..size {
            let cell = cost(a, b);
            if cell < FORBIDDEN {
                most = most.max(cell);
                cells[a * size + b] = cell;
                cells[b * size + a] = cell;
            }
        }
    }
    let mates = if most.saturating_mul(size as i128) < NARROW {
        let narrow = |&cell: &i128| i64::try_from(cell).unwrap_or(i64::FAR);
        cheapest_pairing(cells.iter().map(narrow).collect(), size)
    } else {
        cheapest_pairing(cells.clone(), size)
    };
    let pairs: Pairs = mates?
        .into_iter()
        .enumerate()
        .filter(|(one, mate)| one < mate)
        .collect();
    Some((pairs.iter().map(|&(a, b)| cells[a * size + b]).sum(), pairs))
}

/// Sums below this are counted in half the width, which halves the memory and the time.
const NARROW: i128 = 1 << 56;
