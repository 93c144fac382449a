//! From seats to a plan that people understand: rooms, moves, and why each of them.

use super::Reshuffle;
use super::search::Answer;
use super::table::{Cost, LEVELS, SPLIT, Table};
use crate::matching::people::{Person, Room};
use crate::matching::plan::{Group, Move, Plan, named};
use crate::matching::reason::{Audience, Because, Reason};

/// The plan of an answer.
pub fn plan(question: &Reshuffle, table: &Table, answer: &Answer) -> Plan {
    let (cost, room_of) = answer;
    let mut groups = Vec::new();
    let mut reasons = Vec::new();
    for room in 0..table.rooms.len() {
        let people: Vec<usize> = (0..room_of.len())
            .filter(|&each| room_of[each] == room)
            .collect();
        if people.is_empty() {
            continue;
        }
        let lead = table.lead(room, &people);
        if let Some(lead) = lead.filter(|_| lead != table.old_lead[room]) {
            let member = &table.members[lead];
            reasons.push(Because {
                about: member.id,
                reason: Reason::Leads(member.times_led),
            });
        }
        groups.push(Group {
            room: Some(table.rooms.id(room)),
            people: people.iter().map(|&each| table.roll.id(each)).collect(),
            lead: lead.map(|each| table.roll.id(each)),
        });
    }
    let mut moves = Vec::new();
    for (person, &room) in room_of.iter().enumerate() {
        let before = table.before[person];
        if before == Some(room) {
            continue;
        }
        if let Some(from) = before {
            moves.push(Move {
                person: table.roll.id(person),
                from: table.rooms.id(from),
                to: table.rooms.id(room),
            });
        }
        reasons.extend(
            Why {
                question,
                table,
                room_of,
                person,
            }
            .reasons(),
        );
    }
    Plan {
        groups,
        moves,
        reasons,
        levels: named(LEVELS, counts(cost)),
        alternatives: Vec::new(),
    }
}

/// The true counts: a split link was counted in both of its rooms.
fn counts(cost: &Cost) -> Cost {
    let mut counts = *cost;
    counts[SPLIT] /= 2;
    counts
}

/// Why somebody is in a room where they were not before.
struct Why<'a> {
    question: &'a Reshuffle,
    table: &'a Table,
    room_of: &'a [usize],
    person: usize,
}

impl Why<'_> {
    fn reasons(&self) -> Vec<Because> {
        let mut reasons = self.causes();
        if !reasons
            .iter()
            .any(|reason| reason.audience() == Audience::Everyone)
        {
            reasons.push(Reason::GoesAlong);
        }
        reasons.extend(self.company());
        let about = self.id(self.person);
        reasons
            .into_iter()
            .map(|reason| Because { about, reason })
            .collect()
    }

    fn id(&self, person: usize) -> Person {
        self.table.roll.id(person)
    }

    fn room(&self, room: usize) -> Room {
        self.table.rooms.id(room)
    }

    /// Who of a room is still here after the event, before anybody moves.
    fn left_in(&self, room: usize) -> Vec<usize> {
        (0..self.room_of.len())
            .filter(|&each| self.table.before[each] == Some(room))
            .collect()
    }

    fn causes(&self) -> Vec<Reason> {
        let (table, person) = (self.table, self.person);
        let to = self.room_of[person];
        let mut reasons = Vec::new();
        if let Some(&old) = table.back.get(&person) {
            let asked = self
                .question
                .returned
                .iter()
                .find(|each| each.person == self.id(person));
            match asked.and_then(|each| each.old_room) {
                Some(room) if old == Some(to) => reasons.push(Reason::ReturnsToOldRoom(room)),
                Some(room) => reasons.push(Reason::OldRoomNotPossible(room)),
                None => reasons.push(Reason::JustArrived),
            }
        } else if table.before[person].is_none() {
            reasons.push(Reason::JustArrived);
        }
        if let Some(from) = table.before[person] {
            let there = self.left_in(from);
            if there.len() == 1 {
                reasons.push(Reason::WasAlone);
            }
            if there.len() > table.frame.sizes.1 {
                reasons.push(Reason::RoomTooFull);
            }
            let apart = there
                .iter()
                .filter(|&&other| table.frame.apart(person, other));
            reasons.extend(apart.map(|&other| Reason::KeptApart(self.id(other))));
        }
        if let [alone] = self.left_in(to)[..] {
            reasons.push(Reason::KeepsCompany(self.id(alone)));
        }
        if table.frame.pin[person] == Some(to) {
            reasons.push(Reason::Pinned(self.room(to)));
        }
        reasons
    }

    /// What the person has to do with the people of the new room.
    fn company(&self) -> Vec<Reason> {
        let here = self.id(self.person);
        let together = |other: Person| {
            let rules = &self.question.rules.together;
            rules
                .iter()
                .find(|rule| rule.people.contains(&here) && rule.people.contains(&other))
        };
        let room = self.room_of[self.person];
        let others = (0..self.room_of.len())
            .filter(|&each| each != self.person && self.room_of[each] == room);
        let buddies = |other: Person| {
            self.question
                .buddies
                .iter()
                .any(|unit| unit.contains(&here) && unit.contains(&other))
        };
        others
            .map(|each| {
                let other = self.id(each);
                match (together(other), self.question.history.times(here, other)) {
                    (Some(rule), _) if rule.companion => Reason::ShareCompanion(other),
                    (Some(_), _) => Reason::KeptTogether(other),
                    (None, _) if buddies(other) => Reason::WithBuddy(other),
                    (None, 0) => Reason::NotMetYet(other),
                    (None, times) => Reason::MetTimes(other, times),
                }
            })
            .collect()
    }
}
