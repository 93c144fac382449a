//! The pairs as they are for today, and the question of who joins whom so that nobody is alone (R10).
//! Rooms for buddies and temporary buddies ask it alike.

use super::company;
use crate::{
    limits,
    matching::{self, Activity, OpenRoom, Reshuffle},
    session::Session,
};
use alongside_protocol::ids::PersonId;

/// The pairs and the triad with those of them who are here; somebody without a buddy is a unit of one.
pub(in crate::session) fn units(session: &Session, people: &[PersonId]) -> Vec<Vec<PersonId>> {
    let here = |person: &PersonId| people.contains(person);
    let mut units: Vec<Vec<PersonId>> = company::buddies(session)
        .iter()
        .map(|unit| unit.iter().copied().filter(here).collect())
        .collect();
    for person in people {
        if !units.iter().any(|unit| unit.contains(person)) {
            units.push(vec![*person]);
        }
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// "Who joins whom, so that nobody is alone?" Rooms have no ids yet, so the number of a unit stands for its room.
pub(in crate::session) fn company_for(
    session: &Session,
    people: &[PersonId],
    units: &[Vec<PersonId>],
) -> Reshuffle {
    let rooms = (0_u128..).zip(units).map(|(number, unit)| OpenRoom {
        room: matching::Room(number),
        prompt: 0,
        people: unit.iter().copied().map(company::person).collect(),
        lead: None,
    });
    Reshuffle {
        activity: Activity::Buddies,
        people: people
            .iter()
            .map(|id| company::member(session, *id))
            .collect(),
        rooms: rooms.collect(),
        spare_rooms: Vec::new(),
        left: Vec::new(),
        joined: Vec::new(),
        returned: Vec::new(),
        rules: company::rules(session),
        history: company::history(session),
        buddies: company::buddy_units(session),
        max_size: limits::BUDDY_ROOM,
        preferred_max: 2,
        leads: false,
    }
}
