//! The end of a search: everybody has company but some who are alone in a room and some who are just arriving.
//!
//! Mostly two of them become a pair. Whoever does not, is *single*: joins a room with company, gets somebody from a room of
//! three or more, or is the third of a pair. How many can be single follows from the moves that are left. What a
//! pair counts depends on nothing outside its room, so pairs and singles with the least each of them could count are one
//! minimum-cost matching, where singles sit with empty chairs. It never counts more than the best answer, and mostly it
//! is an answer. Where it is not, the ways of one single are tried one after the other.

mod chairs;
mod ways;

use super::search::Answer;
use super::table::{Cost, MOVES, Table};
use crate::matching::fold::{Fold, Levels, minus, plus};
use crate::matching::pairing::units::{FORBIDDEN, matching};
use chairs::{Chairs, Way};
use ways::{Meeting, meet};

/// Levels that may also be below zero.
pub type Sum = Levels<10>;

/// Somebody without company: alone in a room, or arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lone {
    pub person: usize,
    /// Nothing for an arrival.
    pub room: Option<usize>,
    /// Whether they may not go to another room.
    pub stays: bool,
}

/// Where everybody is. People of rooms with company stay, unless they may go to somebody alone.
#[derive(Clone)]
pub struct Node {
    pub rooms: Vec<Vec<usize>>,
    pub lone: Vec<Lone>,
    /// Empty rooms that may be opened.
    pub empty: Vec<usize>,
    /// Whose ways as a single have all been tried.
    done: Vec<bool>,
    /// How many may be single.
    pub chairs: usize,
}

impl Node {
    pub fn new(rooms: Vec<Vec<usize>>, lone: Vec<Lone>, empty: Vec<usize>, chairs: usize) -> Self {
        Self {
            done: vec![false; lone.len()],
            rooms,
            lone,
            empty,
            chairs,
        }
    }

    /// Without these of the lone.
    fn without(&self, gone: &[usize]) -> Self {
        let kept = |at: &usize| !gone.contains(at);
        let kept = || (0..self.lone.len()).filter(kept);
        Self {
            rooms: self.rooms.clone(),
            lone: kept().map(|at| self.lone[at]).collect(),
            empty: self.empty.clone(),
            done: kept().map(|at| self.done[at]).collect(),
            chairs: self.chairs,
        }
    }
}

/// What all nodes of one search share.
pub struct Company<'a> {
    pub table: &'a Table,
    /// Seats that are ruled out, row by row for every person.
    pub banned: &'a [bool],
    /// Who may not go from a room with company.
    pub fixed: &'a [bool],
    /// The most moves an answer may have.
    pub limit: usize,
    /// Whether ways that are hardly ever the best are looked at too.
    pub thorough: bool,
    pub best: Option<Answer>,
    pub steps: u32,
}

impl Company<'_> {
    /// Improves the best answer by what can be made of this node.
    pub fn settle(&mut self, mut node: Node) {
        self.open_rooms(&mut node);
        let pairs = self.pairs(&node);
        let costs: Vec<Sum> = (0..node.rooms.len())
            .map(|room| signed(self.table.room(room, &node.rooms[room])))
            .collect();
        let settled = self
            .with_company(&node)
            .fold([0; 10], |sum, room| plus(sum, costs[room]));
        let mut chairs = Chairs::new(self, &node, &costs);
        while self.steps > 0 {
            self.steps -= 1;
            let Some((sum, matched)) = match_up(&node, &pairs, &chairs) else {
                return;
            };
            let total = plus(settled, sum);
            if self
                .best
                .as_ref()
                .is_some_and(|(best, _)| signed(*best) <= total)
            {
                return;
            }
            let singles: Vec<usize> = matched.singles().collect();
            self.realise(&node, &pairs, &chairs, &matched);
            if self
                .best
                .as_ref()
                .is_some_and(|(best, _)| signed(*best) <= total)
            {
                return;
            }
            let Some(single) = self.hardest(&node, &chairs, &singles) else {
                return;
            };
            let rest = minus(total, chairs.least(single).unwrap_or_default());
            self.try_ways(&node, &pairs, &chairs, single, rest);
            node.done[single] = true;
            chairs.close(single);
        }
    }

    /// Rooms with company, by index.
    fn with_company<'n>(&self, node: &'n Node) -> impl Iterator<Item = usize> + 'n {
        (0..node.rooms.len()).filter(|&room| node.rooms[room].len() > 1)
    }

    /// Arrivals who open an empty room: tried first, one after the other, and then no empty room is opened.
    fn open_rooms(&mut self, node: &mut Node) {
        while self.thorough
            && self.steps > 0
            && node.chairs >= 2
            && let Some(room) = node.empty.pop()
        {
            for at in (0..node.lone.len()).filter(|&at| node.lone[at].room.is_none()) {
                let person = node.lone[at].person;
                if !self.may_sit(person, room) {
                    continue;
                }
                let mut opened = node.clone();
                opened.lone[at].room = Some(room);
                opened.lone[at].stays = true;
                opened.rooms[room].push(person);
                opened.chairs -= 2;
                self.settle(opened);
            }
            node.empty.retain(|&other| !self.table.alike(room, other));
        }
    }

    /// Whether nothing but company rules a seat out.
    fn may_sit(&self, person: usize, room: usize) -> bool {
        let pin = self.table.frame.pin[person];
        pin.is_none_or(|pin| pin == room) && !self.banned[person * self.table.rooms.len() + room]
    }

    /// The best way for every two to meet, row by row.
    fn pairs(&self, node: &Node) -> Vec<Option<Meeting>> {
        let size = node.lone.len();
        let mut pairs = vec![None; size * size];
        for a in 0..size {
            for b in a + 1..size {
                let meeting = meet(self, node.lone[a], node.lone[b]);
                pairs[a * size + b] = meeting;
                pairs[b * size + a] = meeting;
            }
        }
        pairs
    }

    /// Takes the matching at its word and looks what it really counts.
    fn realise(
        &mut self,
        node: &Node,
        pairs: &[Option<Meeting>],
        chairs: &Chairs,
        matched: &Matched,
    ) {
        let size = node.lone.len();
        let mut rooms = node.rooms.clone();
        for lone in &node.lone {
            if let Some(room) = lone.room {
                rooms[room].clear();
            }
        }
        for &(a, b) in &matched.pairs {
            let Some((_, goes, room)) = pairs[a * size + b] else {
                return;
            };
            let (one, other) = (node.lone[a].person, node.lone[b].person);
            rooms[room] = vec![goes, if goes == one { other } else { one }];
        }
        for single in matched.singles() {
            let (person, own) = (node.lone[single].person, node.lone[single].room);
            let frame = &self.table.frame;
            let room_for = |room: usize| {
                let apart = |&other: &usize| frame.apart(person, other);
                rooms[room].len() < frame.sizes.1 && !rooms[room].iter().any(apart)
            };
            let Some(way) = chairs.fitting(single, room_for) else {
                return;
            };
            match way {
                Way::Joins(room) | Way::Third { room, .. } => rooms[room].push(person),
                Way::Hosts { guest, from } => {
                    let Some(own) = own else { return };
                    rooms[from].retain(|&each| each != guest);
                    rooms[own] = vec![person, guest];
                }
            }
        }
        self.offer(&rooms);
    }

    /// Keeps the rooms as the best answer if they break no rule and nothing better is known.
    fn offer(&mut self, rooms: &[Vec<usize>]) {
        let table = self.table;
        let most = table.frame.sizes.1;
        let mut room_of = vec![usize::MAX; table.roll.len()];
        let mut cost: Cost = [0; 10];
        for (room, people) in rooms.iter().enumerate() {
            let apart = |&a: &usize| people.iter().any(|&b| table.frame.apart(a, b));
            if people.len() == 1 || people.len() > most || people.iter().any(apart) {
                return;
            }
            for &person in people {
                room_of[person] = room;
            }
            cost = super::table::plus(cost, table.room(room, people));
        }
        if room_of.contains(&usize::MAX) || cost[MOVES] as usize > self.limit {
            return;
        }
        let answer = (cost, room_of);
        if self.best.as_ref().is_none_or(|best| answer < *best) {
            self.best = Some(answer);
        }
    }

    /// The single whose ways are tried first: a third, or one of those who go to the same room.
    fn hardest(&self, node: &Node, chairs: &Chairs, singles: &[usize]) -> Option<usize> {
        let doubtful = |single: &&usize| match chairs.way(**single) {
            Some(Way::Joins(room)) => singles.iter().any(|other| {
                other != *single
                    && matches!(chairs.way(*other), Some(Way::Joins(same)) if same == room)
            }),
            _ => true,
        };
        let arrives = |single: &&usize| node.lone[**single].room.is_none();
        let found = singles.iter().find(doubtful);
        found
            .or_else(|| singles.iter().find(arrives))
            .or(singles.first())
            .copied()
    }

    /// All ways of one single; `rest` is what everything else counts at least.
    fn try_ways(
        &mut self,
        node: &Node,
        pairs: &[Option<Meeting>],
        chairs: &Chairs,
        single: usize,
        rest: Sum,
    ) {
        let mut ways = chairs.all_ways(self, node, pairs, single);
        ways.sort_unstable_by_key(|(cost, _)| *cost);
        for (cost, way) in ways {
            let least = plus(rest, cost);
            if self
                .best
                .as_ref()
                .is_some_and(|(best, _)| signed(*best) <= least)
            {
                return;
            }
            let person = node.lone[single].person;
            let mut gone = vec![single];
            if let Way::Third { host, guest, .. } = way {
                gone.extend([host, guest]);
            }
            let mut next = node.without(&gone);
            next.chairs -= 1;
            if let Some(own) = node.lone[single].room {
                next.rooms[own].clear();
            }
            match way {
                Way::Joins(room) => next.rooms[room].push(person),
                Way::Third { host, guest, room } => {
                    if let Some(old) = node.lone[guest].room {
                        next.rooms[old].clear();
                    }
                    next.rooms[room] =
                        vec![node.lone[host].person, node.lone[guest].person, person];
                }
                Way::Hosts { guest, from } => {
                    let Some(own) = node.lone[single].room else {
                        continue;
                    };
                    next.rooms[from].retain(|&each| each != guest);
                    next.rooms[own] = vec![person, guest];
                }
            }
            self.settle(next);
        }
    }
}

/// Who pairs up with whom, and who is single.
struct Matched {
    pairs: Vec<(usize, usize)>,
    single: Vec<usize>,
}

impl Matched {
    fn singles(&self) -> impl Iterator<Item = usize> + '_ {
        self.single.iter().copied()
    }
}

pub fn signed(cost: Cost) -> Sum {
    cost.map(|count| i32::try_from(count).unwrap_or(i32::MAX))
}

/// The cheapest matching of the lone and the empty chairs; nothing when somebody would be left over.
fn match_up(node: &Node, pairs: &[Option<Meeting>], chairs: &Chairs) -> Option<(Sum, Matched)> {
    let (size, all) = (node.lone.len(), node.lone.len() + node.chairs);
    let least: Vec<Option<Sum>> = (0..size)
        .map(|at| chairs.least(at).filter(|_| node.chairs > 0))
        .collect();
    let met = pairs.iter().flatten().map(|(sum, ..)| sum);
    let fold = Fold::new(met.chain(least.iter().flatten()), all / 2);
    let zero = fold.number(&[0; 10]);
    let number = |item: &Sum| fold.number(item);
    let chair: Vec<i128> = least
        .iter()
        .map(|least| least.as_ref().map_or(FORBIDDEN, number))
        .collect();
    let cost = |a: usize, b: usize| match (a < size, b < size) {
        (true, true) => pairs[a * size + b]
            .as_ref()
            .map_or(FORBIDDEN, |(sum, ..)| number(sum)),
        (true, false) => chair[a],
        _ => zero,
    };
    let (_, mates) = matching(all, cost)?;
    let mut sum = [0; 10];
    let mut matched = Matched {
        pairs: Vec::new(),
        single: Vec::new(),
    };
    for (a, b) in mates {
        if b < size {
            sum = plus(sum, pairs[a * size + b]?.0);
            matched.pairs.push((a, b));
        } else if a < size {
            sum = plus(sum, least[a]?);
            matched.single.push(a);
        }
    }
    Some((sum, matched))
}
