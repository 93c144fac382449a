//! Folds what happened to people into the state.

use super::{Member, PeopleEvent};
use crate::{
    session::{FactPerson, Session, chat},
    views::Thing,
};
use alongside_protocol::{
    ids::{At, PersonId},
    people::{Link, Presence, Role, TakingPart},
    words::Words,
};

/// Takes over the roster; whoever is no longer on it is gone, guests stay.
pub fn learn(session: &mut Session, at: At, roster: &[FactPerson]) {
    for person in roster {
        let member = session
            .people
            .members
            .entry(person.id)
            .or_insert_with(|| fresh(person.id, person.role, at));
        member.name = person.name.clone();
        member.pronouns = person.pronouns.clone();
        member.needs = person.needs.clone();
        member.role = person.role;
    }
    for member in session.people.members.values_mut() {
        if member.knocked_at.is_none() && !roster.iter().any(|person| person.id == member.id) {
            member.gone = true;
        }
    }
    let ids: Vec<_> = session.people.ids().collect();
    for id in ids {
        session.touch(Thing::Person(id));
        session.touch(Thing::FollowUp(id));
    }
    session.touch_audiences();
}

fn fresh(id: PersonId, role: Role, at: At) -> Member {
    Member {
        id,
        name: Words::default(),
        pronouns: Words::default(),
        needs: Words::default(),
        role,
        link: Link::NotArrived,
        link_since: at,
        losses: 0,
        arrived_at: None,
        presence: Presence::Here,
        until: None,
        taking_part: TakingPart::default(),
        tech_check: None,
        gone: false,
        knocked_at: None,
    }
}

pub fn apply(session: &mut Session, at: At, event: &PeopleEvent) {
    let person = subject(event);
    if let PeopleEvent::Knocked { name, .. } = event {
        let member = session
            .people
            .members
            .entry(person)
            .or_insert_with(|| fresh(person, Role::Guest, at));
        member.name = name.clone();
        member.knocked_at = Some(at);
    }
    if let Some(member) = session.people.members.get_mut(&person) {
        change(member, at, event);
    }
    if matches!(
        event,
        PeopleEvent::Knocked { .. }
            | PeopleEvent::Admitted { .. }
            | PeopleEvent::Declined { .. }
            | PeopleEvent::Removed { .. }
    ) {
        session.touch_audiences();
        session.touch(Thing::Day);
    }
    // What a plan warns of depends on who is here.
    session.touch(Thing::Plan);
    session.touch(Thing::Person(person));
    if let Some(room) = session.rooms.seat(person) {
        session.touch(Thing::Room(room));
    }
    session.touch(Thing::FollowUp(person));
    if let PeopleEvent::Removed { person, by } = event {
        chat::person_removed(session, at, *by, *person);
    }
}

fn change(member: &mut Member, at: At, event: &PeopleEvent) {
    match event {
        PeopleEvent::Knocked { .. } => {}
        PeopleEvent::Admitted { .. } => member.role = Role::Trainee,
        PeopleEvent::Declined { .. } | PeopleEvent::Removed { .. } => {
            member.gone = true;
            linked(member, at, Link::Left);
        }
        PeopleEvent::Connected { .. } => {
            member.arrived_at.get_or_insert(at);
            linked(member, at, Link::Live);
        }
        PeopleEvent::FellSilent { .. } => {
            member.losses += 1;
            linked(member, at, Link::Reconnecting);
        }
        PeopleEvent::Dropped { .. } => linked(member, at, Link::Dropped),
        PeopleEvent::LeftForToday { .. } => linked(member, at, Link::Left),
        PeopleEvent::TookPart { how, .. } => member.taking_part = how.clone(),
        PeopleEvent::TechChecked { check, .. } => member.tech_check = Some(*check),
        PeopleEvent::PresenceSet {
            presence, until, ..
        } => {
            member.presence = *presence;
            member.until = *until;
            // Somebody who was marked as gone and says otherwise is back.
            if member.link == Link::Dropped || member.link == Link::Left {
                linked(member, at, Link::Live);
            }
        }
    }
}

fn linked(member: &mut Member, at: At, link: Link) {
    member.link = link;
    member.link_since = at;
}

fn subject(event: &PeopleEvent) -> PersonId {
    match event {
        PeopleEvent::Knocked { person, .. }
        | PeopleEvent::Admitted { person, .. }
        | PeopleEvent::Declined { person, .. }
        | PeopleEvent::Removed { person, .. }
        | PeopleEvent::Connected { person }
        | PeopleEvent::FellSilent { person }
        | PeopleEvent::Dropped { person, .. }
        | PeopleEvent::LeftForToday { person }
        | PeopleEvent::TookPart { person, .. }
        | PeopleEvent::TechChecked { person, .. }
        | PeopleEvent::PresenceSet { person, .. } => *person,
    }
}
