//! The question of a reshuffle by index, and what a room of certain people counts.

use super::{Activity, Reshuffle};
use crate::matching::clash::Constraint;
use crate::matching::comfort::{best_lead, discomfort};
use crate::matching::people::{Member, Person, Roll, Room, in_order, pairs};
use crate::matching::seating::Frame;
use std::collections::{BTreeMap, BTreeSet};

pub const LEVELS: [&str; 10] = [
    "moves",
    "buddies_split",
    "returned_elsewhere",
    "prompt_changes",
    "strangers",
    "crowded",
    "unled_rooms",
    "discomfort",
    "lead_changes",
    "lead_load",
];
pub const MOVES: usize = 0;
pub const SPLIT: usize = 1;
const ELSEWHERE: usize = 2;
const PROMPT: usize = 3;
const STRANGERS: usize = 4;
pub const CROWDED: usize = 5;
const UNLED: usize = 6;
pub const DISCOMFORT: usize = 7;
const LEAD_CHANGES: usize = 8;
const LEAD_LOAD: usize = 9;

/// The ten levels. A split link counts in both of its rooms, so that every room counts by itself: twice the true number.
pub type Cost = [u32; 10];

/// Adds up level by level.
pub fn plus(a: Cost, b: Cost) -> Cost {
    std::array::from_fn(|at| a[at] + b[at])
}

/// Everything about the question that does not change while searching.
pub struct Table {
    pub roll: Roll<Person>,
    pub rooms: Roll<Room>,
    pub members: Vec<Member>,
    /// The room of those who were in one and are still here.
    pub before: Vec<Option<usize>>,
    /// Those who come back: their old room, where it still exists.
    pub back: BTreeMap<usize, Option<usize>>,
    pub prompt: Vec<u32>,
    pub old_lead: Vec<Option<usize>>,
    pub frame: Frame,
    /// Every two who are tied, and every two who are kept apart.
    pub tied: Vec<(usize, usize)>,
    pub apart: Vec<(usize, usize)>,
    /// Buddies who should share a room, by person.
    pub links: Vec<Vec<usize>>,
    met: Vec<bool>,
    preferred_max: usize,
    leads: bool,
}

impl Table {
    pub fn new(question: &Reshuffle, constraints: &[Constraint]) -> Self {
        let (roll, rooms) = rolls(question);
        let size = roll.len();
        let frame = Frame::new(&roll, &rooms, constraints);
        let mut before = vec![None; size];
        let mut prompt = vec![0; rooms.len()];
        let mut old_lead = vec![None; rooms.len()];
        for open in &question.rooms {
            let Some(at) = rooms.index(open.room) else {
                continue;
            };
            prompt[at] = open.prompt;
            old_lead[at] = open.lead.and_then(|lead| roll.index(lead));
            let staying = open
                .people
                .iter()
                .filter(|each| !question.left.contains(each));
            for person in staying.filter_map(|&each| roll.index(each)) {
                before[person] = Some(at);
            }
        }
        for spare in &question.spare_rooms {
            if let Some(at) = rooms.index(spare.room) {
                prompt[at] = spare.prompt;
            }
        }
        let back = question.returned.iter().filter_map(|each| {
            Some((
                roll.index(each.person)?,
                each.old_room.and_then(|room| rooms.index(room)),
            ))
        });
        let known: BTreeMap<Person, Member> = question
            .people
            .iter()
            .map(|each| (each.id, *each))
            .collect();
        let member = |id: &Person| known.get(id).copied().unwrap_or(Member::new(*id));
        let everybody: Vec<usize> = (0..size).collect();
        let mut table = Self {
            tied: pairs(&everybody)
                .filter(|&(a, b)| frame.tie[a] == frame.tie[b])
                .collect(),
            apart: pairs(&everybody)
                .filter(|&(a, b)| frame.apart(a, b))
                .collect(),
            members: roll.ids().iter().map(member).collect(),
            back: back.collect(),
            links: vec![Vec::new(); size],
            met: vec![false; size * size],
            preferred_max: question.preferred_max,
            leads: question.leads,
            before,
            prompt,
            old_lead,
            frame,
            roll,
            rooms,
        };
        table.note_who_knows_whom(question);
        table.note_links(question);
        table
    }

    /// Who has met: by history, in one room before, as buddies, or tied by a rule.
    fn note_who_knows_whom(&mut self, question: &Reshuffle) {
        let size = self.roll.len();
        let known = question.history.pairs();
        let mut met: Vec<(usize, usize)> =
            known.filter_map(|(a, b)| self.roll.pair(a, b)).collect();
        let ties = question.rules.ties();
        let bound = question.rules.together.iter().flat_map(|rule| &rule.people);
        let bound: Vec<Person> = bound.copied().collect();
        let tied = pairs(&bound).filter(|&(a, b)| ties.tied(a, b));
        met.extend(tied.filter_map(|(a, b)| self.roll.pair(a, b)));
        let rooms = question.rooms.iter().map(|open| &open.people);
        for people in rooms.chain(&question.buddies) {
            met.extend(pairs(people).filter_map(|(a, b)| self.roll.pair(a, b)));
        }
        for (a, b) in met {
            self.met[a * size + b] = true;
            self.met[b * size + a] = true;
        }
    }

    /// Buddies who shared a room before, or, in buddy time, of whom one is just arriving.
    fn note_links(&mut self, question: &Reshuffle) {
        let arriving: BTreeSet<Person> = question
            .joined
            .iter()
            .copied()
            .chain(question.returned.iter().map(|each| each.person))
            .collect();
        for (a, b) in question.buddies.iter().flat_map(|unit| pairs(unit)) {
            let Some((p, q)) = self.roll.pair(a, b) else {
                continue;
            };
            let (p, q) = in_order(p, q);
            let shared = self.before[p].is_some() && self.before[p] == self.before[q];
            let meets = question.activity == Activity::Buddies
                && (arriving.contains(&a) || arriving.contains(&b));
            if shared || meets {
                self.links[p].push(q);
                self.links[q].push(p);
            }
        }
    }

    /// How many moves are needed at least: a move ends two lonely rooms, an arrival one.
    pub fn moves_at_least(&self) -> usize {
        let mut size = vec![0_usize; self.rooms.len()];
        for room in self.before.iter().flatten() {
            size[*room] += 1;
        }
        let lonely = size.iter().filter(|&&size| size == 1).count();
        let arrivals = self.before.iter().filter(|room| room.is_none()).count();
        lonely.saturating_sub(arrivals).div_ceil(2)
    }

    /// Whether two empty rooms are as good as one another for everybody.
    pub fn alike(&self, a: usize, b: usize) -> bool {
        let special = |room: usize| {
            self.frame.pin.contains(&Some(room)) || self.back.values().any(|&old| old == Some(room))
        };
        self.prompt[a] == self.prompt[b] && !special(a) && !special(b)
    }

    /// Whether the two have never met.
    fn strangers(&self, a: usize, b: usize) -> bool {
        !self.met[a * self.roll.len() + b]
    }

    /// What somebody adds to these people: strangers, and a crowd.
    pub fn crowding(&self, person: usize, people: &[usize]) -> Cost {
        let mut cost = [0; 10];
        cost[STRANGERS] = people
            .iter()
            .filter(|&&other| self.strangers(person, other))
            .count() as u32;
        cost[CROWDED] = u32::from(people.len() >= self.preferred_max);
        cost
    }

    /// The lead a room of these people best has: the one it had, or the willing one who has led least.
    pub fn lead(&self, room: usize, people: &[usize]) -> Option<usize> {
        let keeps =
            self.old_lead[room].filter(|old| people.contains(old) && self.members[*old].lead);
        if self.leads {
            keeps.or_else(|| best_lead(people, &self.members))
        } else {
            None
        }
    }

    /// What somebody counts for being in this room: moves, return and prompt.
    pub fn seat(&self, person: usize, room: usize) -> Cost {
        let mut cost = [0; 10];
        if let Some(before) = self.before[person].filter(|&before| before != room) {
            cost[MOVES] += 1;
            cost[PROMPT] += u32::from(self.prompt[before] != self.prompt[room]);
        }
        if let Some(&old) = self.back.get(&person).filter(|&&old| old != Some(room)) {
            cost[ELSEWHERE] += 1;
            cost[PROMPT] += u32::from(old.is_some_and(|old| self.prompt[old] != self.prompt[room]));
        }
        cost
    }

    /// What these seats count together.
    pub fn cost(&self, room_of: &[usize]) -> Cost {
        let people = |room: usize| {
            (0..room_of.len())
                .filter(|&each| room_of[each] == room)
                .collect::<Vec<_>>()
        };
        (0..self.rooms.len()).fold([0; 10], |sum, room| {
            plus(sum, self.room(room, &people(room)))
        })
    }

    /// What a room with exactly these people counts; nothing when it is empty.
    pub fn room(&self, room: usize, people: &[usize]) -> Cost {
        let mut cost = [0; 10];
        if people.is_empty() {
            return cost;
        }
        for &each in people {
            cost = plus(cost, self.seat(each, room));
            let outside = |other: &&usize| !people.contains(other);
            cost[SPLIT] += self.links[each].iter().filter(outside).count() as u32;
        }
        cost[STRANGERS] += pairs(people).filter(|&(a, b)| self.strangers(a, b)).count() as u32;
        cost[CROWDED] += people.len().saturating_sub(self.preferred_max) as u32;
        cost[DISCOMFORT] += discomfort(people.iter().map(|&each| self.members[each].voice));
        if self.leads {
            let (lead, old) = (self.lead(room, people), self.old_lead[room]);
            cost[UNLED] += u32::from(lead.is_none());
            cost[LEAD_CHANGES] +=
                u32::from(lead != old && old.is_some_and(|old| people.contains(&old)));
            cost[LEAD_LOAD] += lead
                .filter(|_| lead != old)
                .map_or(0, |lead| self.members[lead].times_led);
        }
        cost
    }
}

/// Everybody present after the event, and every room that exists.
pub fn rolls(question: &Reshuffle) -> (Roll<Person>, Roll<Room>) {
    let staying = question
        .rooms
        .iter()
        .flat_map(|open| &open.people)
        .filter(|each| !question.left.contains(each));
    let arriving = question
        .joined
        .iter()
        .copied()
        .chain(question.returned.iter().map(|each| each.person));
    let rooms = question.rooms.iter().map(|open| open.room);
    let spare = question.spare_rooms.iter().map(|each| each.room);
    (
        Roll::new(staying.copied().chain(arriving)),
        Roll::new(rooms.chain(spare)),
    )
}
