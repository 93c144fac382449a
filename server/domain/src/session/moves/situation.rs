//! Where everybody will be once the moves that were announced have happened, and who lacks company then.

use super::{Moves, Session};
use crate::session::rooms::{self, company};
use alongside_protocol::{
    entry::{Change, WhatHappened},
    ids::{PersonId, RoomId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    pub rooms: BTreeMap<RoomId, BTreeSet<PersonId>>,
    /// People without a room, with the room they had before.
    pub arrivals: BTreeMap<PersonId, Option<RoomId>>,
    /// People who asked to stay where they are.
    pub staying: BTreeSet<PersonId>,
    /// Pairs that private rules keep apart; a rule may come while people are in rooms.
    #[serde(default)]
    pub apart: BTreeSet<(PersonId, PersonId)>,
    /// Rooms that stay as they are, whatever happens (ROOM11).
    #[serde(default)]
    pub locked: BTreeSet<RoomId>,
}

impl Situation {
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let moves = &session.moves;
        let mut rooms: BTreeMap<RoomId, BTreeSet<PersonId>> = session
            .rooms
            .all()
            .map(|room| {
                (
                    room.id,
                    room.people
                        .iter()
                        .copied()
                        .filter(|person| !moves.pending.contains_key(person))
                        .collect(),
                )
            })
            .collect();
        for (person, pending) in &moves.pending {
            rooms.entry(pending.to).or_default().insert(*person);
        }
        let seated: BTreeSet<PersonId> = rooms.values().flatten().copied().collect();
        let outside = session
            .rooms
            .breakout
            .as_ref()
            .map(|breakout| &breakout.outside);
        let arrivals = company::available(session)
            .map(|member| member.id)
            .filter(|person| !seated.contains(person))
            .filter(|person| outside.is_none_or(|outside| !outside.contains(person)))
            .filter(|person| !is_offered(moves, *person))
            .map(|person| (person, moves.away.get(&person).copied()))
            .collect();
        let staying = moves
            .staying
            .iter()
            .copied()
            .filter(|person| seated.contains(person))
            .collect();
        let apart = company::rules(session).apart;
        let pair = |(a, b)| (company::person_id(a), company::person_id(b));
        let locked = session.rooms.all().filter(|room| room.locked);
        Self {
            rooms,
            arrivals,
            staying,
            apart: apart.into_iter().map(|rule| pair(rule.people)).collect(),
            locked: locked.map(|room| room.id).collect(),
        }
    }

    /// Somebody is alone, without a room, or with somebody they are to be kept apart from.
    #[must_use]
    pub fn needs_change(&self) -> bool {
        !self.arrivals.is_empty() || self.wrong_seat().is_some()
    }

    /// Somebody is alone or without a room: what all staff can see, whatever private rules say.
    #[must_use]
    pub fn lacks_company(&self) -> bool {
        !self.arrivals.is_empty() || self.open_rooms().any(|(_, people)| people.len() == 1)
    }

    /// Rooms that may change.
    pub fn open_rooms(&self) -> impl Iterator<Item = (RoomId, &BTreeSet<PersonId>)> {
        self.rooms
            .iter()
            .filter(|(room, _)| !self.locked.contains(room))
            .map(|(room, people)| (*room, people))
    }

    /// Somebody who cannot stay where they sit, and where that is.
    #[must_use]
    pub fn wrong_seat(&self) -> Option<(PersonId, RoomId)> {
        let together = |people: &BTreeSet<PersonId>| {
            let both = |(a, b): &&(PersonId, PersonId)| people.contains(a) && people.contains(b);
            self.apart.iter().find(both).map(|(_, second)| *second)
        };
        self.open_rooms().find_map(|(room, people)| {
            let alone = people.first().filter(|_| people.len() == 1).copied();
            alone
                .or_else(|| together(people))
                .map(|person| (person, room))
        })
    }

    /// What has happened, with those who arrived or came back.
    #[must_use]
    pub fn happened(&self, known: &[Change]) -> Vec<Change> {
        let told = |person: &PersonId| {
            known.iter().any(|change| {
                change.person == *person && change.what == WhatHappened::LeftWithoutCompany
            })
        };
        let new = self.arrivals.iter().filter(|(person, _)| !told(person));
        let arrived = new.map(|(person, old)| Change {
            person: *person,
            what: if old.is_some() {
                WhatHappened::Returned
            } else {
                WhatHappened::ArrivedLate
            },
            room: *old,
        });
        // Somebody who dropped out and is back is told of once, as back.
        let gone = known
            .iter()
            .filter(|change| !self.arrivals.contains_key(&change.person) || told(&change.person));
        gone.cloned().chain(arrived).collect()
    }
}

/// For a while the offer of the old room stands, and nobody plans otherwise for this person.
fn is_offered(moves: &Moves, person: PersonId) -> bool {
    moves
        .offers
        .get(&person)
        .is_some_and(|offer| !offer.unanswered)
}

/// Whether a person would have company in a room, and no private rule stands against it.
#[must_use]
pub fn has_company(session: &Session, person: PersonId, room: RoomId) -> bool {
    let moves = &session.moves;
    let Some(target) = session.rooms.get(room) else {
        return false;
    };
    let stay = target.people.iter().filter(|other| {
        moves
            .pending
            .get(other)
            .is_none_or(|pending| pending.to == room)
    });
    let come = moves
        .pending
        .iter()
        .filter(|(_, pending)| pending.to == room)
        .map(|(other, _)| other);
    let mut people: Vec<PersonId> = stay.chain(come).copied().collect();
    // Those who stay because company is back count too: a move out of here is dropped then.
    people.extend(target.people.iter().filter(|other| {
        moves
            .pending
            .get(other)
            .is_some_and(|pending| pending.from == Some(room))
    }));
    people.retain(|other| *other != person);
    people.sort_unstable();
    people.dedup();
    people.push(person);
    people.len() > 1 && rooms::apart_in(session, &people).is_none()
}
