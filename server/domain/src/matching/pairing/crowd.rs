//! The triad of a large odd number: near the cheapest, within one matching.
//!
//! Trying every triad is exact and right for a group; for hundreds of people it would take minutes and gigabytes.
//! Here an empty chair joins the matching, so that it also says who had best be left over; that person then
//! joins the pair where it costs least. Then the triad and a pair divide their five anew as long as that costs less, and
//! everybody else is matched once more.

use super::units::{Board, FORBIDDEN, Pairs, matching};

/// How often somebody else is left over: so often up to [`PATIENT`] people, until one finds a pair to join beyond.
const TRIES: usize = 8;
const PATIENT: usize = 300;

/// How often all pairs are matched once more.
const ROUNDS: usize = 3;

/// The ways to choose a pair of five, but for the last two.
const FIVE: [(usize, usize); 9] = [
    (0, 3),
    (0, 4),
    (1, 3),
    (1, 4),
    (2, 3),
    (2, 4),
    (0, 1),
    (0, 2),
    (1, 2),
];

/// The triad and the pairs of everybody else, or nothing when nobody who is left over can join a pair.
pub fn with_triad(board: &Board, people: &[usize]) -> Option<([usize; 3], Pairs)> {
    if let Some(triad) = tied_triad(board, people) {
        let rest = |each: &usize| !triad.contains(each);
        let others: Vec<usize> = people.iter().copied().filter(rest).collect();
        return Some((triad, board.pairs(&others)?.1));
    }
    let alone: Vec<usize> = people
        .iter()
        .copied()
        .filter(|&each| board.tied_with(each, people).count() == 1)
        .collect();
    let mut chairs: Vec<i128> = alone
        .iter()
        .map(|&each| least(board, each, people))
        .collect();
    let mut best: Option<(i128, ([usize; 3], Pairs))> = None;
    for _ in 0..TRIES {
        let Some(left) = left_over(board, &alone, &chairs) else {
            break;
        };
        let found = joined(board, *alone.get(left)?, people)
            .map(|(triad, pairs)| improved(board, triad, pairs, people));
        if let Some(found) = found {
            let cost = total(board, &found);
            if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                best = Some((cost, found));
            }
            if people.len() > PATIENT {
                break;
            }
        }
        *chairs.get_mut(left)? = FORBIDDEN;
    }
    best.map(|(_, found)| found)
}

fn total(board: &Board, (triad, pairs): &([usize; 3], Pairs)) -> i128 {
    let links: i128 = pairs.iter().map(|&(a, b)| board.at(a, b)).sum();
    links + board.triad_cost(*triad).unwrap_or(FORBIDDEN)
}

/// This person joins the pair where it costs least, of the cheapest pairs of all others.
fn joined(board: &Board, person: usize, people: &[usize]) -> Option<([usize; 3], Pairs)> {
    let others: Vec<usize> = people
        .iter()
        .copied()
        .filter(|&each| each != person)
        .collect();
    let (_, mut pairs) = board.pairs(&others)?;
    let third = |(place, &(a, b)): (usize, &(usize, usize))| {
        let cost = board.triad_cost([person, a, b])?;
        Some((cost - board.at(a, b), place))
    };
    let (_, place) = pairs.iter().enumerate().filter_map(third).min()?;
    let (a, b) = pairs.remove(place);
    Some(([person, a, b], pairs))
}

/// The same or cheaper: five people anew again and again, then all pairs, as often as that helps.
fn improved(
    board: &Board,
    mut triad: [usize; 3],
    mut pairs: Pairs,
    people: &[usize],
) -> ([usize; 3], Pairs) {
    for _ in 0..ROUNDS {
        let mut changed = false;
        while let Some((place, better, pair)) = best_five(board, triad, &pairs) {
            triad = better;
            pairs[place] = pair;
            changed = true;
        }
        if !changed {
            break;
        }
        let rest = |each: &usize| !triad.contains(each);
        let others: Vec<usize> = people.iter().copied().filter(rest).collect();
        if let Some((_, matched)) = board.pairs(&others) {
            pairs = matched;
        }
    }
    (triad, pairs)
}

/// The place of a pair, the triad, and the pair that stands there.
type Exchange = (usize, [usize; 3], (usize, usize));

/// The pair that saves most when it and the triad divide their five anew, the triad and the pair they become.
fn best_five(board: &Board, triad: [usize; 3], pairs: &[(usize, usize)]) -> Option<Exchange> {
    let now = board.triad_cost(triad)?;
    let mut best: Option<(i128, Exchange)> = None;
    for (place, &(a, b)) in pairs.iter().enumerate() {
        let five = [triad[0], triad[1], triad[2], a, b];
        let before = now + board.at(a, b);
        for (one, other) in FIVE {
            let pair = (five[one], five[other]);
            let mut three = (0..5).filter(|&at| at != one && at != other);
            let (Some(x), Some(y), Some(z)) = (three.next(), three.next(), three.next()) else {
                continue;
            };
            let triad = [five[x], five[y], five[z]];
            let link = board.at(pair.0, pair.1);
            let saved = board
                .triad_cost(triad)
                .filter(|_| link < FORBIDDEN)
                .map_or(0, |cost| before - cost - link);
            if saved > best.map_or(0, |(most, _)| most) {
                best = Some((saved, (place, triad, pair)));
            }
        }
    }
    best.map(|(_, exchange)| exchange)
}

/// Three people whom rules make one unit; then they are the triad.
fn tied_triad(board: &Board, people: &[usize]) -> Option<[usize; 3]> {
    people.iter().find_map(|&each| {
        let unit: Vec<usize> = board.tied_with(each, people).collect();
        <[usize; 3]>::try_from(unit).ok()
    })
}

/// What it costs at least that this person is the third of some pair.
fn least(board: &Board, person: usize, people: &[usize]) -> i128 {
    let links = people.iter().filter(|&&other| other != person);
    let mut costs: Vec<i128> = links.map(|&other| board.at(person, other)).collect();
    costs.sort_unstable();
    let two: i128 = costs.iter().take(2).sum();
    two.min(FORBIDDEN)
}

/// The index of the person who sits with the empty chair in the cheapest matching.
fn left_over(board: &Board, alone: &[usize], chairs: &[i128]) -> Option<usize> {
    let empty = alone.len();
    let cost = |a: usize, b: usize| match (alone.get(a), alone.get(b)) {
        (Some(&one), Some(&other)) => board.at(one, other),
        (Some(_), None) => chairs.get(a).copied().unwrap_or(FORBIDDEN),
        _ => FORBIDDEN,
    };
    let (_, pairs) = matching(empty + 1, cost)?;
    let (left, _) = pairs.into_iter().find(|(_, other)| *other == empty)?;
    Some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::chance::Chance;
    use proptest::prelude::*;

    const SIZE: usize = 11;

    proptest! {
        /// Only the two links of whoever is left over may be dearer than need be.
        #[test]
        fn a_crowds_triad_is_allowed_and_nearly_the_cheapest(
            costs in prop::collection::vec(0_i128..100, SIZE * SIZE),
            apart in prop::collection::vec((0..SIZE, 0..SIZE), 0..8),
            tied in prop::option::of((0..SIZE, 0..SIZE)),
        ) {
            let cell = |at: usize| costs[(at / SIZE).min(at % SIZE) * SIZE + (at / SIZE).max(at % SIZE)];
            let mut board = Board::new((0..SIZE * SIZE).map(cell).collect(), vec![0; SIZE]);
            for (a, b) in apart {
                board.forbid(a, b);
            }
            if let Some((a, b)) = tied {
                board.tie(&[a, b]);
            }
            let everybody: Vec<usize> = (0..SIZE).collect();
            let exact = board.with_triad(&everybody);
            let near = with_triad(&board, &everybody);
            if let Some(near) = near {
                let mut seen: Vec<usize> = near.1.iter().flat_map(|(a, b)| [*a, *b]).chain(near.0).collect();
                seen.sort_unstable();
                prop_assert_eq!(&seen, &everybody);
                let (exact, near) = (total(&board, &exact.unwrap()), total(&board, &near));
                prop_assert!(exact <= near && near <= exact + 200, "{} and {}", exact, near);
            }
        }
    }

    #[test]
    fn a_crowds_triad_is_mostly_the_cheapest() {
        let same = |seed: &u64| {
            let mut chance = Chance::new(*seed);
            let mut costs = vec![0; 31 * 31];
            for a in 0..31 {
                for b in 0..a {
                    let cost = chance.below(4) * chance.below(1_000);
                    (costs[a * 31 + b], costs[b * 31 + a]) = (cost as i128, cost as i128);
                }
            }
            let board = Board::new(costs, vec![0; 31]);
            let everybody: Vec<usize> = (0..31).collect();
            let exact = board.with_triad(&everybody).unwrap();
            total(&board, &with_triad(&board, &everybody).unwrap()) == total(&board, &exact)
        };
        let often = (0..40).filter(same).count();
        assert!(often >= 30, "{often} of 40");
    }

    #[test]
    fn three_who_belong_together_are_the_triad() {
        let mut board = Board::new(vec![1; 25], vec![0; 5]);
        board.tie(&[0, 2, 4]);
        let (triad, pairs) = with_triad(&board, &[0, 1, 2, 3, 4]).unwrap();
        assert_eq!((triad, pairs), ([0, 2, 4], vec![(1, 3)]));
    }

    #[test]
    fn whoever_may_join_no_pair_is_not_left_over() {
        // Person 0 is wanted by nobody but person 1, and costs nothing in the empty chair.
        let mut board = Board::new(vec![5; 25], vec![0; 5]);
        for other in 2..5 {
            board.forbid(0, other);
        }
        let (triad, pairs) = with_triad(&board, &[0, 1, 2, 3, 4]).unwrap();
        assert!(!triad.contains(&0));
        assert!(pairs.contains(&(0, 1)));
    }
}
