//! Between a session and the matching engine: people, private rules, who has met whom, and names for sentences.

use crate::{
    matching::{Apart, History, Member, Names, Person, Room, RuleId, Rules, Together, Voice},
    session::{Session, people},
};
use alongside_protocol::{
    ids::{self as protocol_ids, PersonId, RoomId},
    people as protocol,
    programme::RuleKind,
};
use std::collections::BTreeMap;
use uuid::Uuid;

#[must_use]
pub fn person(id: PersonId) -> Person {
    Person(id.0.as_u128())
}

#[must_use]
pub fn person_id(person: Person) -> PersonId {
    PersonId(Uuid::from_u128(person.0))
}

#[must_use]
pub fn room(id: RoomId) -> Room {
    Room(id.0.as_u128())
}

#[must_use]
pub fn room_id(room: Room) -> RoomId {
    RoomId(Uuid::from_u128(room.0))
}

/// Trainees who could be in a room now.
pub fn available(session: &Session) -> impl Iterator<Item = &people::Member> {
    session
        .people
        .trainees()
        .filter(|member| member.is_taking_part())
}

/// A person as the engine knows them. Nobody who asked not to be called on is made a lead.
#[must_use]
pub fn member(session: &Session, id: PersonId) -> Member {
    let taking_part = session.people.known(id).map(|member| &member.taking_part);
    Member {
        id: person(id),
        voice: match taking_part.map(|how| how.voice) {
            Some(protocol::Voice::Chat) => Voice::Chat,
            Some(protocol::Voice::Unsure) => Voice::Unsure,
            _ => Voice::Voice,
        },
        lead: taking_part.is_none_or(|how| !how.dont_call_on_me),
        times_led: session.rooms.led.get(&id).copied().unwrap_or(0),
    }
}

/// The programme's private rules (R11) and shared companions, without what was let go for the rooms that are up.
#[must_use]
pub fn rules(session: &Session) -> Rules {
    let breakout = session.rooms.breakout.as_ref();
    let let_go = breakout.filter(|_| session.rooms.are_up());
    rules_but(session, |rule| {
        let_go.is_some_and(|breakout| breakout.without.contains(&rule))
    })
}

/// The same without those that are let go.
#[must_use]
pub fn rules_but(session: &Session, let_go: impl Fn(protocol_ids::RuleId) -> bool) -> Rules {
    let mut rules = Rules::default();
    let Some(facts) = &session.day.facts else {
        return rules;
    };
    for companion in &facts.companions {
        let rule = protocol_ids::RuleId(companion.id.0);
        if companion.with.len() > 1 && !let_go(rule) {
            rules.together.push(Together {
                id: RuleId(rule.0.as_u128()),
                people: companion.with.iter().copied().map(person).collect(),
                companion: true,
            });
        }
    }
    for rule in facts.rules.iter().filter(|rule| !let_go(rule.id)) {
        let id = RuleId(rule.id.0.as_u128());
        match rule.kind {
            RuleKind::KeepTogether => rules.together.push(Together {
                id,
                people: rule.people.iter().copied().map(person).collect(),
                companion: false,
            }),
            RuleKind::KeepApart => rules.apart.extend(pairs(&rule.people).map(|(a, b)| Apart {
                id,
                people: (person(a), person(b)),
            })),
        }
    }
    rules
}

/// Who has been in a breakout together, in earlier sessions and today.
#[must_use]
pub fn history(session: &Session) -> History {
    let mut history = History::default();
    let earlier = session.day.facts.iter().flat_map(|facts| &facts.met);
    for met in earlier {
        history.add(person(met.people[0]), person(met.people[1]), met.times);
    }
    for ((a, b), times) in &session.rooms.met {
        history.add(person(*a), person(*b), *times);
    }
    history
}

/// The programme's pairs and its triad, as they are for today.
#[must_use]
pub fn buddies(session: &Session) -> Vec<Vec<PersonId>> {
    let facts = session.day.facts.as_ref();
    let units = facts.map_or(&[][..], |facts| &facts.buddies);
    session.buddies.units_today(units)
}

/// The same, as the engine knows people.
#[must_use]
pub fn buddy_units(session: &Session) -> Vec<Vec<Person>> {
    buddies(session)
        .iter()
        .map(|unit| unit.iter().copied().map(person).collect())
        .collect()
}

/// Every two of some people.
pub fn pairs(people: &[PersonId]) -> impl Iterator<Item = (PersonId, PersonId)> + '_ {
    people
        .iter()
        .enumerate()
        .flat_map(|(place, a)| people.iter().skip(place + 1).map(|b| (*a, *b)))
}

/// Names as the session has them.
pub struct Called<'a> {
    session: &'a Session,
    rooms: BTreeMap<RoomId, String>,
}

impl<'a> Called<'a> {
    #[must_use]
    pub fn new(session: &'a Session) -> Self {
        let rooms = session
            .rooms
            .all()
            .map(|room| (room.id, room.name.text().to_owned()))
            .collect();
        Self { session, rooms }
    }
}

impl Names for Called<'_> {
    fn person(&self, person: Person) -> String {
        self.session.people.name(person_id(person)).to_owned()
    }

    fn room(&self, room: Room) -> String {
        self.rooms
            .get(&room_id(room))
            .cloned()
            .unwrap_or_else(|| "the room".to_owned())
    }
}
