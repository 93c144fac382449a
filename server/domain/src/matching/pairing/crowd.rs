//! The triad of a large odd number: near the cheapest, within one matching.
//!
//! Trying every triad is exact and right for a group; for hundreds of people it would take minutes and gigabytes.
//! Here an empty chair joins the matching, so that it also says who had best be left over; that person then
//! joins the pair where it costs least.

use super::units::{Board, FORBIDDEN, Pairs, matching};

/// How often somebody else is left over when the first finds no pair to join.
const TRIES: usize = 8;

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
    for _ in 0..TRIES {
        let left = left_over(board, &alone, &chairs)?;
        let person = *alone.get(left)?;
        let others: Vec<usize> = people
            .iter()
            .copied()
            .filter(|&each| each != person)
            .collect();
        let (_, pairs) = board.pairs(&others)?;
        let joined = |&(place, (a, b)): &(usize, &(usize, usize))| {
            let cost = board.triad_cost([person, *a, *b])?;
            Some((cost - board.at(*a, *b), place))
        };
        let best = pairs
            .iter()
            .enumerate()
            .filter_map(|each| joined(&each))
            .min();
        if let Some((_, place)) = best {
            let (a, b) = *pairs.get(place)?;
            let rest = pairs.into_iter().filter(|pair| *pair != (a, b));
            return Some(([person, a, b], rest.collect()));
        }
        *chairs.get_mut(left)? = FORBIDDEN;
    }
    None
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
    let (total, pairs) = matching(empty + 1, cost);
    let (left, _) = pairs.into_iter().find(|(_, other)| *other == empty)?;
    (total < FORBIDDEN).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: usize = 11;

    fn total(board: &Board, (triad, pairs): &([usize; 3], Pairs)) -> i128 {
        let links: i128 = pairs.iter().map(|(a, b)| board.at(*a, *b)).sum();
        links + board.triad_cost(*triad).unwrap()
    }

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
