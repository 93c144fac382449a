//! What is shown of people: to the group, to staff, to themselves.

use super::{Place, me};
use crate::session::{Session, people::Member};
use alongside_protocol::{
    entry::{Entry, KnockEntry, PersonEntry, PersonPrivateEntry, TechEntry},
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
    }
    entries.extend(me::me(session, member));
    entries
}

/// Somebody who was here keeps a name beside what they said, and nothing more.
fn parted(member: &Member) -> Vec<(Place, Entry)> {
    if member.role == Role::Guest || member.arrived_at.is_none() {
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

pub fn hands(_session: &Session) -> Vec<(Place, Entry)> {
    Vec::new()
}

pub fn follow_up(_session: &Session, _person: PersonId) -> Vec<(Place, Entry)> {
    Vec::new()
}
