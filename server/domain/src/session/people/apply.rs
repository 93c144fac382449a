//! Folds what happened to people into the state.

use super::{Member, PeopleEvent};
use crate::{
    sealing::NOBODY,
    session::{Facts, Session, buddies, call, chat, devices},
    views::Thing,
};
use alongside_protocol::{
    ids::{At, PersonId},
    people::{Link, Presence, Role, TakingPart},
    words::Words,
};
use std::collections::BTreeMap;

/// Takes over the roster; whoever is no longer on it is gone. Guests stay until they are erased.
pub fn learn(session: &mut Session, at: At, facts: &Facts) {
    let roster = &facts.people;
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
        let on_the_roster = || roster.iter().any(|person| person.id == member.id);
        let stays = member.knocked_at.is_some() || on_the_roster();
        if !stays || facts.forgotten.contains(&member.id) {
            member.gone = true;
        }
    }
    let ids: Vec<_> = session.people.ids().collect();
    for id in ids {
        session.touch(Thing::Person(id));
        session.touch(Thing::FollowUp(id));
        call::gone(session, id);
    }
    session.touch_audiences();
}

/// Guests may now write to staff, or no longer.
pub fn lobby_chat_changes(session: &mut Session) {
    touch_guests(session);
    session.touch_audiences();
}

fn touch_guests(session: &mut Session) {
    let guests = session
        .people
        .everybody()
        .filter(|known| known.role == Role::Guest);
    for guest in guests.map(|guest| guest.id).collect::<Vec<_>>() {
        session.touch(Thing::Person(guest));
    }
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
        attended: None,
        was_here: 0,
        here_since: None,
        presence: Presence::Here,
        until: None,
        taking_part: TakingPart::default(),
        tech_check: None,
        gone: false,
        knocked_at: None,
        lapsed: false,
        shut_out_at: None,
    }
}

pub fn apply(session: &mut Session, at: At, event: &PeopleEvent) {
    if let PeopleEvent::Attended { minutes } = event {
        return counted(session, minutes);
    }
    let Some(person) = subject(event) else {
        return;
    };
    if let PeopleEvent::Knocked { name, .. } = event {
        let member = session
            .people
            .members
            .entry(person)
            .or_insert_with(|| fresh(person, Role::Guest, at));
        member.name = name.clone();
        member.knocked_at = Some(at);
        (member.gone, member.lapsed) = (false, false);
        linked(member, at, Link::NotArrived);
    }
    if let Some(member) = session.people.members.get_mut(&person) {
        change(member, at, event);
    }
    if matches!(
        event,
        PeopleEvent::Knocked { .. }
            | PeopleEvent::Admitted { .. }
            | PeopleEvent::Declined { .. }
            | PeopleEvent::Lapsed { .. }
            | PeopleEvent::Removed { .. }
    ) {
        session.touch_audiences();
        session.touch(Thing::Day);
        session.touch(Thing::Safety);
        // Whether a guest reads like somebody of the roster depends on who is here.
        touch_guests(session);
    }
    // What a plan warns of depends on who is here.
    session.touch(Thing::Plan);
    session.touch(Thing::Person(person));
    if let Some(room) = session.rooms.seat(person) {
        session.touch(Thing::Room(room));
    }
    session.touch(Thing::FollowUp(person));
    call::gone(session, person);
    if let PeopleEvent::Connected { .. } = event {
        buddies::arrived(session, person);
    }
    session.touch(Thing::StandIns);
    if let PeopleEvent::Removed { person, by } = event {
        chat::person_removed(session, at, *by, *person);
        devices::person_removed(session, *person);
    }
}

/// Nothing that is shown changes by it.
fn counted(session: &mut Session, minutes: &BTreeMap<PersonId, u32>) {
    session.people.counted = true;
    for (person, minutes) in minutes {
        if let Some(member) = session.people.members.get_mut(person) {
            member.attended = Some(*minutes);
        }
    }
}

fn change(member: &mut Member, at: At, event: &PeopleEvent) {
    match event {
        PeopleEvent::Knocked { .. } | PeopleEvent::Attended { .. } => {}
        PeopleEvent::Admitted { .. } => member.role = Role::Trainee,
        PeopleEvent::Declined { .. } => leaves(member, at),
        PeopleEvent::Lapsed { .. } => {
            member.lapsed = true;
            member.shut_out_at = Some(at);
            leaves(member, at);
        }
        PeopleEvent::Removed { .. } => {
            member.shut_out_at = Some(at);
            leaves(member, at);
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

fn leaves(member: &mut Member, at: At) {
    member.gone = true;
    linked(member, at, Link::Left);
}

fn linked(member: &mut Member, at: At, link: Link) {
    member.link = link;
    member.link_since = at;
    match (member.is_present(), member.here_since) {
        (true, None) => member.here_since = Some(at),
        (false, Some(since)) => {
            member.was_here = member.was_here.saturating_add(at.0.saturating_sub(since.0));
            member.here_since = None;
        }
        _ => {}
    }
}

/// Whom it is about, as long as that is kept.
fn subject(event: &PeopleEvent) -> Option<PersonId> {
    let person = match event {
        PeopleEvent::Knocked { person, .. }
        | PeopleEvent::Admitted { person, .. }
        | PeopleEvent::Declined { person, .. }
        | PeopleEvent::Lapsed { person }
        | PeopleEvent::Removed { person, .. }
        | PeopleEvent::Connected { person }
        | PeopleEvent::FellSilent { person }
        | PeopleEvent::Dropped { person, .. }
        | PeopleEvent::LeftForToday { person }
        | PeopleEvent::TookPart { person, .. }
        | PeopleEvent::TechChecked { person, .. }
        | PeopleEvent::PresenceSet { person, .. } => *person,
        PeopleEvent::Attended { .. } => NOBODY,
    };
    (person != NOBODY).then_some(person)
}
