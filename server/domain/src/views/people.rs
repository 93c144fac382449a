//! What is shown of people: to the group, to staff, to themselves.

use super::{Place, chat, me};
use crate::{
    names,
    session::{Session, follow_up, people::Member},
};
use alongside_protocol::{
    entry::{
        Entry, FollowUpEntry, Hand, HandsEntry, KnockEntry, PersonEntry, PersonPrivateEntry,
        ReadOutEntry, TechEntry,
    },
    ids::PersonId,
    people::{Audience, Link, Role},
    topic::Topic,
};

pub fn person(session: &Session, person: PersonId) -> Vec<(Place, Entry)> {
    let Some(member) = session.people.known(person) else {
        return Vec::new();
    };
    if member.gone {
        return parted(member);
    }
    if member.role == Role::Guest {
        let knock = KnockEntry {
            person,
            name: member.name.clone(),
            at: member.knocked_at.unwrap_or_default(),
            resembles: on_the_roster(session, member),
        };
        let mut entries = vec![(
            (Topic::Staff, format!("knock/{person}")),
            Entry::Knock(knock),
        )];
        entries.extend(me::me(session, member));
        return entries;
    }
    let mut entries = vec![(
        (Topic::Group, format!("person/{person}")),
        Entry::Person(public(session, member)),
    )];
    let tech = TechEntry {
        person,
        check: member.tech_check,
        link_since: member.link_since,
        losses: member.losses,
    };
    entries.push(((Topic::Staff, format!("tech/{person}")), Entry::Tech(tech)));
    if member.role == Role::Trainee {
        let private = PersonPrivateEntry {
            person,
            taking_part: member.taking_part.clone(),
            opted_out: session.rounds.opted_out(person),
            needs: member.needs.clone(),
            buddies: session.day.buddies_of(person),
        };
        entries.push((
            (Topic::Facilitators, format!("private/{person}")),
            Entry::PersonPrivate(private),
        ));
        entries.extend(chat::moderated(session, member));
    }
    entries.extend(me::me(session, member));
    entries
}

/// Whoever of the roster's trainees reads the same as this guest: they may have lost their link.
fn on_the_roster(session: &Session, guest: &Member) -> Option<PersonId> {
    let name = names::reads_as(guest.name.text());
    let mut roster = session
        .people
        .trainees()
        .filter(|known| known.knocked_at.is_none());
    roster
        .find(|known| names::reads_as(known.name.text()) == name)
        .map(|known| known.id)
}

/// Somebody who was here keeps a name beside what they said, and nothing more.
fn parted(member: &Member) -> Vec<(Place, Entry)> {
    if member.role == Role::Guest || !member.was_here() {
        return Vec::new();
    }
    let entry = PersonEntry {
        id: member.id,
        name: member.name.clone(),
        pronouns: member.pronouns.clone(),
        role: member.role,
        link: Link::Left,
        presence: Default::default(),
        until: None,
        taking_part: None,
        room: None,
    };
    vec![(
        (Topic::Group, format!("person/{}", member.id)),
        Entry::Person(entry),
    )]
}

fn public(session: &Session, member: &Member) -> PersonEntry {
    PersonEntry {
        id: member.id,
        name: member.name.clone(),
        pronouns: member.pronouns.clone(),
        role: member.role,
        link: member.link,
        presence: member.presence,
        until: member.until,
        taking_part: (member.taking_part.audience == Audience::Group)
            .then(|| member.taking_part.clone()),
        room: session.rooms.room_of(member.id),
    }
}

pub fn hands(session: &Session) -> Vec<(Place, Entry)> {
    let order = session.day.settings.hand_order;
    let raised = session.hands.queue(order);
    let queue = raised
        .iter()
        .map(|hand| Hand {
            person: hand.person,
            way: hand.way,
            at: hand.at,
        })
        .collect();
    let entry = Entry::Hands(HandsEntry { order, queue });
    let mut entries = vec![((Topic::Group, "hands".to_owned()), entry)];
    for hand in raised.iter().filter(|hand| !hand.words.is_empty()) {
        let read_out = ReadOutEntry {
            person: hand.person,
            words: hand.words.clone(),
        };
        let place = (Topic::Facilitators, format!("read_out/{}", hand.person));
        entries.push((place, Entry::ReadOut(read_out)));
    }
    entries
}

pub fn follow_up(session: &Session, person: PersonId) -> Vec<(Place, Entry)> {
    let concerns = follow_up::concerns(session, person);
    if concerns.is_empty() {
        return Vec::new();
    }
    let done = session.follow_up.done(person);
    let (checked_in, checked_out) = session.rounds.arrived_and_left(person);
    let entry = FollowUpEntry {
        person,
        concerns,
        checked_in,
        checked_out,
        done_by: done.map(|done| done.by),
        note: done.map(|done| done.note.clone()).unwrap_or_default(),
    };
    vec![(
        (Topic::Facilitators, format!("follow_up/{person}")),
        Entry::FollowUp(entry),
    )]
}
