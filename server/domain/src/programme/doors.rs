//! Who may come in: personal links, and the passes that browsers get for them (TRUST 2).
//!
//! ```text
//!   link issued --enter--> pass (cookie) ...      reissued or revoked: the old link and its passes are dead
//!   knock at one session --taken--> pass for that session alone
//! ```

use super::{Event, Programme};
use crate::{
    aggregate::{Fingerprint, Pass},
    limits,
    organisation::hold,
};
use alongside_protocol::{
    ids::{At, PersonId, SessionId},
    people::Role,
    programme::LinkState,
    refusal::Refusal,
};
use std::collections::BTreeSet;

/// How somebody on the roster gets in.
#[derive(Debug, Clone, Default)]
pub struct Door {
    link: Option<Fingerprint>,
    revoked: bool,
    passes: Vec<Pass>,
}

/// Somebody who knocked at one session.
#[derive(Debug, Clone)]
pub(super) struct Guest {
    pub session: SessionId,
    pub person: PersonId,
    pub pass: Pass,
}

/// Whom a pass belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// On the roster: may come to every session of the programme.
    Person(PersonId),
    /// May come to this one session, when its staff admit them.
    Guest {
        person: PersonId,
        session: SessionId,
    },
}

impl Programme {
    #[must_use]
    pub fn link_state(&self, person: PersonId) -> LinkState {
        match self.doors.get(&person) {
            Some(Door { link: Some(_), .. }) => LinkState::Issued,
            Some(Door { revoked: true, .. }) => LinkState::Revoked,
            _ => LinkState::None,
        }
    }

    /// The person whose link this is.
    #[must_use]
    pub fn by_link(&self, link: Fingerprint) -> Option<PersonId> {
        let mut doors = self.doors.iter();
        doors
            .find(|(_, door)| door.link == Some(link))
            .map(|(person, _)| *person)
    }

    /// Whose pass this is at this moment.
    #[must_use]
    pub fn by_pass(&self, key: Fingerprint, now: At) -> Option<Holder> {
        let good = |pass: &Pass| pass.key == key && pass.until > now;
        let mut doors = self.doors.iter();
        if let Some((person, _)) = doors.find(|(_, door)| door.passes.iter().any(good)) {
            return Some(Holder::Person(*person));
        }
        let guest = self.guests.iter().find(|guest| good(&guest.pass))?;
        Some(Holder::Guest {
            person: guest.person,
            session: guest.session,
        })
    }

    /// Who comes to a session with this pass, and as what.
    #[must_use]
    pub fn comes_to(
        &self,
        session: SessionId,
        key: Fingerprint,
        now: At,
    ) -> Option<(PersonId, Role)> {
        self.session(session)?;
        match self.by_pass(key, now)? {
            Holder::Person(person) => Some((person, self.person(person)?.role)),
            Holder::Guest {
                person,
                session: of,
            } => (of == session).then_some((person, Role::Guest)),
        }
    }

    /// The fingerprints that lead to this programme: of links and of passes.
    pub fn keys(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        let doors = self.doors.values();
        doors
            .flat_map(|door| {
                door.link
                    .into_iter()
                    .chain(door.passes.iter().map(|pass| pass.key))
            })
            .chain(self.guests.iter().map(|guest| guest.pass.key))
    }
}

pub(super) fn issue(
    programme: &Programme,
    links: &[(PersonId, Fingerprint)],
) -> Result<Vec<Event>, Refusal> {
    let people: BTreeSet<PersonId> = links.iter().map(|(person, _)| *person).collect();
    if people.len() != links.len() {
        return Err(Refusal::mend(
            "Somebody is in this list twice. Please choose each person once.",
        ));
    }
    if people
        .iter()
        .any(|person| programme.person(*person).is_none())
    {
        return Err(Refusal::not_found());
    }
    Ok(if links.is_empty() {
        Vec::new()
    } else {
        vec![Event::LinksIssued {
            links: links.to_vec(),
        }]
    })
}

pub(super) fn revoke(programme: &Programme, person: PersonId) -> Result<Vec<Event>, Refusal> {
    programme.person(person).ok_or_else(Refusal::not_found)?;
    Ok(match programme.link_state(person) {
        LinkState::Issued => vec![Event::LinkRevoked { person }],
        LinkState::None | LinkState::Revoked => Vec::new(),
    })
}

/// Wrong, revoked and replaced links are refused alike.
pub(super) fn enter(
    programme: &Programme,
    link: Fingerprint,
    pass: Pass,
) -> Result<Vec<Event>, Refusal> {
    let person = programme.by_link(link).ok_or_else(Refusal::not_found)?;
    Ok(vec![Event::Entered { person, pass }])
}

pub(super) fn knock(
    programme: &Programme,
    session: SessionId,
    person: PersonId,
    pass: Pass,
) -> Result<Vec<Event>, Refusal> {
    programme.session(session).ok_or_else(Refusal::not_found)?;
    Ok(vec![Event::GuestEntered {
        session,
        person,
        pass,
    }])
}

pub(super) fn issued(programme: &mut Programme, links: &[(PersonId, Fingerprint)]) {
    for (person, link) in links {
        programme.doors.insert(
            *person,
            Door {
                link: Some(*link),
                revoked: false,
                passes: Vec::new(),
            },
        );
    }
}

pub(super) fn revoked(programme: &mut Programme, person: PersonId) {
    programme.doors.insert(
        person,
        Door {
            link: None,
            revoked: true,
            passes: Vec::new(),
        },
    );
}

pub(super) fn entered(programme: &mut Programme, person: PersonId, pass: Pass, at: At) {
    hold(
        &mut programme.doors.entry(person).or_default().passes,
        pass,
        at,
    );
}

pub(super) fn guest_entered(
    programme: &mut Programme,
    session: SessionId,
    person: PersonId,
    pass: Pass,
    at: At,
) {
    programme.guests.retain(|guest| guest.pass.until > at);
    while programme.guests.len() >= limits::GUESTS {
        programme.guests.remove(0);
    }
    programme.guests.push(Guest {
        session,
        person,
        pass,
    });
}
