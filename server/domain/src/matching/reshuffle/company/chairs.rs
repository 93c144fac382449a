//! What each of the lone counts at least as a single, and all their ways to be one.

use super::ways::{Meeting, join, keep_company, visit, visit_both};
use super::{Company, Lone, Node, Sum};
use crate::matching::fold::minus;
use crate::matching::people::Voice;
use crate::matching::reshuffle::table::{DISCOMFORT, SPLIT};

/// How somebody is single.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// To a room with company.
    Joins(usize),
    /// Somebody of a room of three or more comes to them.
    Hosts { guest: usize, from: usize },
    /// With two others of the lone (by index) in the room of one of them.
    Third {
        host: usize,
        guest: usize,
        room: usize,
    },
}

/// The ways of everybody, and the least each of them counts.
pub struct Chairs {
    ways: Vec<Vec<(Sum, Way)>>,
    least: Vec<Option<(Sum, Way)>>,
    /// What it counts that a guest (column) comes to a host (row), by index of the lone.
    visits: Vec<Option<Sum>>,
    /// Several may be single, so that what one counts may be less once another is there too.
    several: bool,
}

/// Thirds are looked for among so many people: in a crowd rooms with company are at hand, and time is short.
const CROWD: usize = 60;

impl Chairs {
    pub fn new(company: &Company, node: &Node, costs: &[Sum]) -> Self {
        let size = node.lone.len();
        let mut chairs = Self {
            ways: vec![Vec::new(); size],
            least: vec![None; size],
            visits: Vec::new(),
            several: node.chairs > 1,
        };
        if node.chairs == 0 {
            return chairs;
        }
        let thirds = size <= CROWD && company.thorough;
        if thirds {
            let visit = |at: usize| visit(company, node.lone[at % size], node.lone[at / size]);
            chairs.visits = (0..size * size).map(visit).collect();
        }
        for at in (0..size).filter(|&at| !node.done[at]) {
            chairs.find(company, node, costs, at);
            chairs.least[at] = chairs.ways[at].iter().min().copied();
            if thirds {
                chairs.with_thirds(company, node, at);
            }
        }
        chairs
    }

    pub fn least(&self, at: usize) -> Option<Sum> {
        self.least[at].map(|(sum, _)| sum)
    }

    pub fn way(&self, at: usize) -> Option<Way> {
        self.least[at].map(|(_, way)| way)
    }

    /// The best way whose room still has a place; others may have come first.
    pub fn fitting(&self, at: usize, fits: impl Fn(usize) -> bool) -> Option<Way> {
        let best = self.way(at)?;
        let fits = |way: &Way| !matches!(way, Way::Joins(room) if !fits(*room));
        if fits(&best) {
            return Some(best);
        }
        let ways = self.ways[at].iter().filter(|(_, way)| fits(way));
        ways.min().map(|(_, way)| *way)
    }

    pub fn close(&mut self, at: usize) {
        self.least[at] = None;
    }

    /// Rooms to join, and people who may come.
    fn find(&mut self, company: &Company, node: &Node, costs: &[Sum], at: usize) {
        let lone = node.lone[at];
        for room in company.with_company(node) {
            let people = &node.rooms[room];
            if let Some(sum) = join(company, lone, room, people, costs[room]) {
                let sum = self.at_best(company, node, lone, sum, &[]);
                self.ways[at].push((sum, Way::Joins(room)));
            }
            if self.several || lone.room.is_none() {
                continue;
            }
            for &guest in people {
                let from = (room, people.as_slice(), costs[room]);
                if let Some(sum) = keep_company(company, guest, from, lone) {
                    self.ways[at].push((sum, Way::Hosts { guest, from: room }));
                }
            }
        }
    }

    /// Lowers the least to the best that being a third could count.
    fn with_thirds(&mut self, company: &Company, node: &Node, at: usize) {
        let mut least = self.least[at];
        for (sum, way) in self.thirds(company, node, at) {
            let Way::Third { host, guest, .. } = way else {
                continue;
            };
            let sum = self.at_best(company, node, node.lone[at], sum, &[host, guest]);
            if least.is_none_or(|least| (sum, way) < least) {
                least = Some((sum, way));
            }
        }
        self.least[at] = least;
    }

    /// What it could count when other singles come to the same room: somebody linked with them, or one more who writes.
    fn at_best(
        &self,
        company: &Company,
        node: &Node,
        lone: Lone,
        mut sum: Sum,
        with: &[usize],
    ) -> Sum {
        if !self.several {
            return sum;
        }
        let table = company.table;
        let others = (0..node.lone.len()).filter(|at| node.lone[*at] != lone && !with.contains(at));
        let others = others.map(|at| node.lone[at].person);
        let links = others
            .clone()
            .filter(|other| table.links[lone.person].contains(other));
        sum[SPLIT] -= i32::try_from(links.count()).unwrap_or(0);
        let writes = table.members[lone.person].voice == Voice::Chat;
        if writes
            && others
                .clone()
                .any(|other| table.members[other].voice != Voice::Voice)
        {
            sum[DISCOMFORT] -= LONE_WRITER;
        }
        sum
    }

    /// All ways of one, with what everything counts more for each than without them.
    pub fn all_ways(
        &self,
        company: &Company,
        node: &Node,
        pairs: &[Option<Meeting>],
        at: usize,
    ) -> Vec<(Sum, Way)> {
        let mut ways = self.ways[at].clone();
        if self.visits.is_empty() {
            return ways;
        }
        let size = node.lone.len();
        for (sum, way) in self.thirds(company, node, at) {
            let Way::Third { host, guest, .. } = way else {
                continue;
            };
            let (Some((apart, ..)), Some(there)) =
                (pairs[host * size + guest], self.visits[host * size + guest])
            else {
                continue;
            };
            // `sum` is more than the two would count in this very room; the matching may have put them into the other.
            let whole: Sum = std::array::from_fn(|at| sum[at] + there[at] - apart[at]);
            ways.push((
                self.at_best(company, node, node.lone[at], whole, &[host, guest]),
                way,
            ));
        }
        ways
    }

    /// Every way to be the third, with what the room counts more than with the two others alone.
    fn thirds<'c>(
        &'c self,
        company: &'c Company,
        node: &'c Node,
        at: usize,
    ) -> impl Iterator<Item = (Sum, Way)> + 'c {
        let size = node.lone.len();
        let hosts = (0..size).filter(move |&host| host != at && node.lone[host].room.is_some());
        hosts.flat_map(move |host| {
            let guests =
                (0..size).filter(move |&guest| guest != at && guest != host && !node.done[guest]);
            guests.filter_map(move |guest| {
                let two = self.visits[host * size + guest]?;
                self.visits[host * size + at]?;
                let both = [node.lone[at], node.lone[guest]];
                let three = visit_both(company, both, node.lone[host])?;
                let room = node.lone[host].room?;
                Some((minus(three, two), Way::Third { host, guest, room }))
            })
        })
    }
}

/// Points of discomfort for the only one who writes.
const LONE_WRITER: i32 = 2;
