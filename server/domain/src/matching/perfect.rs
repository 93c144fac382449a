//! The cheapest way to divide everybody into pairs, exactly: a minimum-cost perfect matching (Edmonds 1965).
//!
//! Every person has a *price* and no two ever pay more together than their link costs; a pairing whose links cost just the
//! prices is the cheapest. Prices begin as high as a look at each person's links allows, and most people find a partner at
//! once. For each who is left a tree of alternating links grows ([`Search::grow`]) until it reaches another of them. Odd
//! rings on the way are treated as one person, a *blossom* ([`blossom`]), for as long as that is of use.

mod blossom;

use std::ops::{Add, AddAssign, Sub, SubAssign};

/// Whole numbers that links are counted in, wide enough for the sum of all of them.
pub trait Weight:
    Copy + Ord + Add<Output = Self> + Sub<Output = Self> + AddAssign + SubAssign
{
    const ZERO: Self;
    /// A link that does not exist costs this, and nothing that exists comes near it.
    const FAR: Self;
    fn half(self) -> Self;
}

macro_rules! weights {
    ($($number:ty),*) => {$(
        impl Weight for $number {
            const ZERO: Self = 0;
            const FAR: Self = <$number>::MAX / 4;
            fn half(self) -> Self {
                self >> 1
            }
        }
    )*};
}
weights!(i64, i128);

/// Nobody, and no blossom.
const NONE: usize = usize::MAX;

/// The mate of each of `size` people in the cheapest pairing, or nothing when there is none. `costs` is a square table, row
/// by row and the same both ways; [`Weight::FAR`] stands for links that do not exist.
pub fn cheapest_pairing<W: Weight>(costs: Vec<W>, size: usize) -> Option<Vec<usize>> {
    let mut search = Search::new(costs, size);
    if !search.pair_at_once() {
        return None;
    }
    for person in 0..size {
        if search.mate[person] == NONE && !search.grow(person) {
            return None;
        }
    }
    Some(search.mate)
}

/// What a person or blossom is in the tree that grows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// Not in the tree.
    Free,
    /// An even number of links from the root: the tree grows from here.
    Outer,
    /// An odd number of links from the root.
    Inner,
}

/// A link by its two people.
type Link = (usize, usize);

/// People are nodes below `size`; blossoms are nodes from there on.
struct Search<W> {
    size: usize,
    /// Twice what links cost, so that half of a difference is a whole number.
    costs: Vec<W>,
    mate: Vec<usize>,
    /// Prices of people, and of blossoms.
    price: Vec<W>,
    /// The outermost node that holds each person.
    top: Vec<usize>,
    /// All outermost nodes.
    tops: Vec<usize>,
    label: Vec<Label>,
    /// The link by which an inner node came into the tree: from a person of an outer node to one of its own.
    came_by: Vec<Link>,
    /// For an outermost node that is not inner: how far the nearest link from an outer node is from being paid, and that
    /// link.
    slack: Vec<(W, Link)>,
    /// The person of a node whose mate is outside of it, or who has none.
    base: Vec<usize>,
    /// The people of a node.
    people: Vec<Vec<usize>>,
    /// Nodes of a blossom all around, beginning with that of its base, and the links from each to the next.
    ring: Vec<Vec<usize>>,
    links: Vec<Vec<Link>>,
    /// Who of a blossom is nearest to each person.
    nearest: Vec<Vec<u32>>,
    /// Blossoms that are not in use.
    spare: Vec<usize>,
}

impl<W: Weight> Search<W> {
    fn new(mut costs: Vec<W>, size: usize) -> Self {
        for cost in costs.iter_mut().filter(|cost| **cost < W::FAR) {
            *cost += *cost;
        }
        let nodes = size + size / 2;
        let alone = |node: usize| if node < size { vec![node] } else { Vec::new() };
        Self {
            size,
            costs,
            mate: vec![NONE; size],
            price: vec![W::ZERO; nodes],
            top: (0..size).collect(),
            tops: (0..size).collect(),
            label: vec![Label::Free; nodes],
            came_by: vec![(NONE, NONE); nodes],
            slack: vec![(W::FAR, (NONE, NONE)); nodes],
            base: (0..nodes).collect(),
            people: (0..nodes).map(alone).collect(),
            ring: vec![Vec::new(); nodes],
            links: vec![Vec::new(); nodes],
            nearest: vec![Vec::new(); nodes],
            spare: (size..nodes).collect(),
        }
    }

    /// How much the price of the two is below what their link costs.
    fn slack_of(&self, a: usize, b: usize) -> W {
        self.costs[a * self.size + b] - self.price[a] - self.price[b]
    }

    /// The first prices, and pairs among those for whom they are just right; false when somebody has no link at all.
    fn pair_at_once(&mut self) -> bool {
        let size = self.size;
        let others = |person: usize| (0..size).filter(move |&other| other != person);
        for person in 0..size {
            let costs = others(person).map(|other| self.costs[person * size + other]);
            let Some(least) = costs.min().filter(|&least| least < W::FAR) else {
                return false;
            };
            self.price[person] = least.half();
        }
        for person in 0..size {
            let taken = |other: usize| self.mate[other] != NONE;
            let near = |other: usize| (self.slack_of(person, other), taken(other), other);
            let Some((slack, taken, other)) = others(person).map(near).min() else {
                return false;
            };
            self.price[person] += slack;
            if !taken && self.mate[person] == NONE {
                self.mate[person] = other;
                self.mate[other] = person;
            }
        }
        true
    }

    /// Grows a tree from somebody without a mate until it finds another; false when there is none to be found.
    fn grow(&mut self, root: usize) -> bool {
        for at in 0..self.tops.len() {
            let node = self.tops[at];
            self.label[node] = Label::Free;
            self.slack[node] = (W::FAR, (NONE, NONE));
        }
        self.make_outer(self.top[root]);
        loop {
            let Some((wait, node)) = self.next() else {
                return false;
            };
            if wait >= W::FAR.half().half() {
                return false;
            }
            self.raise_prices(wait);
            let (_, link) = self.slack[node];
            match self.label[node] {
                Label::Free if self.mate[self.base[node]] == NONE => {
                    self.pair_along(link);
                    return true;
                }
                Label::Free => {
                    self.label[node] = Label::Inner;
                    self.came_by[node] = link;
                    self.make_outer(self.top[self.mate[self.base[node]]]);
                }
                Label::Outer => self.shrink(link),
                Label::Inner => self.expand(node),
            }
        }
    }

    /// Which node changes first when prices go up, and by how much they must.
    fn next(&self) -> Option<(W, usize)> {
        let wait = |&node: &usize| match self.label[node] {
            Label::Free => Some((self.slack[node].0, node)),
            Label::Outer => Some((self.slack[node].0.half(), node)),
            Label::Inner => (node >= self.size).then(|| (self.price[node].half(), node)),
        };
        self.tops.iter().filter_map(wait).min()
    }

    /// Outer people pay more and inner people pay less, by the same amount.
    fn raise_prices(&mut self, by: W) {
        if by == W::ZERO {
            return;
        }
        for at in 0..self.tops.len() {
            let node = self.tops[at];
            match self.label[node] {
                Label::Free => self.slack[node].0 -= by,
                Label::Outer => {
                    self.slack[node].0 -= by + by;
                    for &person in &self.people[node] {
                        self.price[person] += by;
                    }
                    if node >= self.size {
                        self.price[node] += by + by;
                    }
                }
                Label::Inner => {
                    for &person in &self.people[node] {
                        self.price[person] -= by;
                    }
                    if node >= self.size {
                        self.price[node] -= by + by;
                    }
                }
            }
        }
    }

    fn make_outer(&mut self, node: usize) {
        self.label[node] = Label::Outer;
        for at in 0..self.people[node].len() {
            self.look_around(self.people[node][at]);
        }
    }

    /// Notes the links of somebody who has become outer where they are nearer than those known.
    fn look_around(&mut self, person: usize) {
        let own = self.top[person];
        let row = &self.costs[person * self.size..(person + 1) * self.size];
        let price = self.price[person];
        for (other, (&cost, &node)) in row.iter().zip(&self.top).enumerate() {
            let slack = cost - price - self.price[other];
            if slack < self.slack[node].0 && node != own {
                self.slack[node] = (slack, (person, other));
            }
        }
    }

    /// Pairs people anew along the tree, from a link between an outer node and a free one whose base has no mate.
    fn pair_along(&mut self, (from, to): Link) {
        self.make_base(self.top[to], to);
        self.mate[to] = from;
        let (mut person, mut mate) = (from, to);
        loop {
            let node = self.top[person];
            let before = self.mate[self.base[node]];
            self.make_base(node, person);
            self.mate[person] = mate;
            if before == NONE {
                return;
            }
            let inner = self.top[before];
            let (next, there) = self.came_by[inner];
            self.make_base(inner, there);
            self.mate[there] = next;
            (person, mate) = (next, there);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Any costs of an even number of people, some of the links missing; few different costs make many ties.
    fn tables() -> impl Strategy<Value = (usize, Vec<i64>)> {
        let size = (1..=12_usize).prop_map(|half| 2 * half);
        (size, 1..200_i64, 0..6_i64).prop_flat_map(|(size, most, missing)| {
            let cell = (0..most, 0..10_i64).prop_map(
                move |(cost, lot)| {
                    if lot < missing { i64::FAR } else { cost }
                },
            );
            prop::collection::vec(cell, size * size).prop_map(move |cells| {
                let cell = |at: usize| {
                    let (a, b) = (at / size, at % size);
                    cells[a.min(b) * size + a.max(b)]
                };
                (size, (0..size * size).map(cell).collect())
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_other_pairing_is_cheaper((size, costs) in tables()) {
            let dear = 1 << 40;
            let known: Vec<i64> = costs.iter().map(|&cost| cost.min(dear)).collect();
            let best = integer_blossom::min_weight_perfect_matching(&known, size);
            let total = |mates: &[usize]| -> i64 {
                let of = |(one, &mate): (usize, &usize)| known[one * size + mate];
                mates.iter().enumerate().map(of).sum()
            };
            let found = cheapest_pairing(costs.clone(), size);
            let wide: Vec<i128> = costs.iter().map(|&cost| if cost == i64::FAR { i128::FAR } else { cost.into() }).collect();
            prop_assert_eq!(&found, &cheapest_pairing(wide, size), "both widths agree");
            match found {
                None => prop_assert!(total(&best) >= dear),
                Some(mates) => {
                    prop_assert!(mates.iter().enumerate().all(|(one, &mate)| one != mate && mates[mate] == one));
                    prop_assert_eq!(total(&mates), total(&best));
                }
            }
        }
    }

    #[test]
    fn nobody_at_all_is_paired() {
        assert_eq!(cheapest_pairing::<i64>(Vec::new(), 0), Some(Vec::new()));
    }
}
