//! Who may come in: personal links, and the passes that browsers get for them (TRUST 2).
//!
//! ```text
//!   link issued --enter--> pass (cookie) --a day later--> another pass in its place ...
//!   reissued, revoked or removed: the old link, its passes, its code and whoever waits are dead
//!   knock at one session --taken--> pass for that session alone
//! ```
//!
//! Codes that are read out stand in `codes`, devices that wait in `devices`.

mod apply;
mod codes;
mod devices;

pub use apply::apply;
use codes::Code;
pub use codes::CodeHash;
pub use devices::Waiting;

use super::{Event, Programme};
use crate::aggregate::{Fingerprint, Pass};
use alongside_protocol::{
    ids::{At, PersonId, SessionId},
    people::Role,
    programme::LinkState,
    refusal::Refusal,
};
use std::collections::{BTreeMap, BTreeSet};

/// How somebody on the roster gets in.
#[derive(Debug, Clone, Default)]
pub struct Door {
    link: Option<Fingerprint>,
    /// When a link or a code was last given, or all was taken away.
    since: At,
    revoked: bool,
    passes: Vec<Pass>,
    /// Passes that have taken the place of another, which ends as soon as the new one has been shown.
    replaces: BTreeMap<Fingerprint, Fingerprint>,
    code: Option<Code>,
    waiting: Vec<Waiting>,
}

/// What somebody shows at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Link(Fingerprint),
    Code(CodeHash),
}

/// What people do at the door, and what becomes of it.
#[derive(Debug, Clone)]
pub enum DoorCommand {
    /// Somebody came with a personal link or a code and gets a pass, instead of the one they have already.
    Enter {
        key: Key,
        pass: Pass,
        instead: Option<Fingerprint>,
    },
    /// The same, but the person is live elsewhere and is being asked there.
    Wait { key: Key, waiting: Waiting },
    /// What became of a browser that waits; `until` is how long its pass is good, if it may come in.
    AnswerWaiting { key: Fingerprint, until: Option<At> },
    /// A pass that has been in use for a while gets another in its place.
    Rotate { old: Fingerprint, pass: Pass },
    /// Which has been shown now.
    Settle { key: Fingerprint },
    /// Somebody makes their own link anew, from the browser with this pass, or with their account alone.
    RenewLink {
        person: PersonId,
        link: Fingerprint,
        kept: Option<Fingerprint>,
    },
    /// Staff made a code to be read out.
    MakeCode { person: PersonId, code: CodeHash },
    /// Somebody typed a code.
    TryCode { code: CodeHash },
    /// A session took somebody's knock; their browser gets a pass for that session alone.
    Knock {
        session: SessionId,
        person: PersonId,
        pass: Pass,
    },
    /// A session has shut somebody out.
    ShutOut(Out),
}

/// Somebody whom a session has removed, or who has gone from its door and may knock again.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    pub person: PersonId,
    pub at: At,
    pub may_return: bool,
}

impl Door {
    /// Whether anything at all still opens it.
    fn opens(&self) -> bool {
        self.link.is_some()
            || !self.passes.is_empty()
            || self.code.is_some()
            || !self.waiting.is_empty()
    }
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

    /// The person whose link this is, as long as links live.
    #[must_use]
    pub fn by_link(&self, link: Fingerprint, now: At) -> Option<PersonId> {
        let mut doors = self.doors.iter();
        let found = doors.find(|(_, door)| door.link == Some(link));
        found
            .filter(|_| now < self.links_until())
            .map(|(person, _)| *person)
    }

    /// Whoever this link or code lets in.
    #[must_use]
    pub fn by_key(&self, key: Key, now: At) -> Option<PersonId> {
        match key {
            Key::Link(link) => self.by_link(link, now),
            Key::Code(code) => self.by_code(&code, now),
        }
    }

    /// Whether a pass has been in use for so long that another should take its place.
    #[must_use]
    pub fn is_worn(&self, key: Fingerprint, fresh_until: At) -> bool {
        let good = |pass: &&Pass| pass.key == key;
        let pass = self.doors.values().find_map(|door| {
            let replaced = door.replaces.values().any(|old| *old == key);
            door.passes.iter().find(good).filter(|_| !replaced)
        });
        pass.is_some_and(|pass| pass.until < fresh_until)
    }

    /// Whether this pass has taken the place of one that still works.
    #[must_use]
    pub fn has_replaced(&self, key: Fingerprint) -> bool {
        let mut doors = self.doors.values();
        doors.any(|door| door.replaces.contains_key(&key))
    }

    /// Whose pass this is at this moment.
    #[must_use]
    pub fn by_pass(&self, key: Fingerprint, now: At) -> Option<Holder> {
        let good = |pass: &Pass| pass.key == key && pass.until > now;
        let mut doors = self.doors.iter();
        if let Some((person, _)) = doors.find(|(_, door)| door.passes.iter().any(good)) {
            return (now < self.links_until()).then_some(Holder::Person(*person));
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

    /// The fingerprints that lead to this programme: of links, passes and codes.
    pub fn keys(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        let doors = self.doors.values();
        doors
            .flat_map(|door| {
                door.link
                    .into_iter()
                    .chain(door.passes.iter().map(|pass| pass.key))
                    .chain(door.waiting.iter().map(|waiting| waiting.pass.key))
                    .chain(door.code.map(|code| code.hash.first))
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

/// Also of somebody who came by a code and never had a link.
pub(super) fn revoke(programme: &Programme, person: PersonId) -> Result<Vec<Event>, Refusal> {
    programme.person(person).ok_or_else(Refusal::not_found)?;
    let door = programme.doors.get(&person);
    Ok(match door.is_some_and(Door::opens) {
        true => vec![Event::LinkRevoked { person }],
        false => Vec::new(),
    })
}

pub(super) fn decide(
    programme: &Programme,
    now: At,
    command: &DoorCommand,
) -> Result<Vec<Event>, Refusal> {
    use DoorCommand as C;
    match command {
        C::Enter { key, pass, instead } => enter(programme, now, *key, *pass, *instead),
        C::Wait { key, waiting } => devices::wait(programme, now, *key, *waiting),
        C::AnswerWaiting { key, until } => devices::answered(programme, now, *key, *until),
        C::Rotate { old, pass } => rotate(programme, now, *old, *pass),
        C::Settle { key } => Ok(settle(programme, *key)),
        C::RenewLink { person, link, kept } => renew(programme, now, *person, *link, *kept),
        C::MakeCode { person, code } => codes::make(programme, now, *person, *code),
        C::TryCode { code } => Ok(codes::tried(programme, now, code)),
        C::Knock {
            session,
            person,
            pass,
        } => knock(programme, *session, *person, *pass),
        C::ShutOut(out) => Ok(shut_out(programme, *out)),
    }
}

/// Wrong, revoked, replaced and outlived links and codes are refused alike. `instead` is the pass that this browser
/// has already.
fn enter(
    programme: &Programme,
    now: At,
    key: Key,
    pass: Pass,
    instead: Option<Fingerprint>,
) -> Result<Vec<Event>, Refusal> {
    let found = programme.by_key(key, now);
    let person = found.ok_or_else(Refusal::not_found)?;
    let entered = Event::Entered {
        person,
        pass,
        instead,
    };
    Ok(match key {
        Key::Link(_) => vec![entered],
        Key::Code(_) => vec![Event::CodeUsed { person }, entered],
    })
}

/// A new pass in the place of one that is worn; the old one works until the new one is shown, as its cookie may be
/// lost on the way.
fn rotate(
    programme: &Programme,
    now: At,
    old: Fingerprint,
    pass: Pass,
) -> Result<Vec<Event>, Refusal> {
    match programme.by_pass(old, now) {
        Some(Holder::Person(person)) => Ok(vec![Event::PassRotated { person, old, pass }]),
        _ => Err(Refusal::not_found()),
    }
}

/// The new pass has been shown: what it replaced is over.
fn settle(programme: &Programme, key: Fingerprint) -> Vec<Event> {
    let mut doors = programme.doors.iter();
    let found = doors.find(|(_, door)| door.replaces.contains_key(&key));
    let settled = found.map(|(person, _)| Event::PassSettled {
        person: *person,
        key,
    });
    settled.into_iter().collect()
}

/// Somebody makes their own link anew; the browser they do it with stays in. An account needs no pass to stay.
fn renew(
    programme: &Programme,
    now: At,
    person: PersonId,
    link: Fingerprint,
    kept: Option<Fingerprint>,
) -> Result<Vec<Event>, Refusal> {
    let is_theirs = match kept {
        Some(key) => programme.by_pass(key, now) == Some(Holder::Person(person)),
        None => programme
            .person(person)
            .is_some_and(|one| one.staff.is_some()),
    };
    let link = Some(link);
    is_theirs
        .then(|| vec![Event::LinkRenewed { person, link, kept }])
        .ok_or_else(Refusal::not_found)
}

/// A session has removed somebody, or a guest has gone from its door. Said again it does nothing, also when a new
/// link or code has been made since. A guest who was removed keeps their pass, by which the door knows them: it opens
/// nothing, and they cannot knock as somebody else (ARRIVE1).
fn shut_out(programme: &Programme, out: Out) -> Vec<Event> {
    let Out {
        person,
        at,
        may_return,
    } = out;
    let known = programme.doors.get(&person);
    if known.is_some_and(|door| door.opens() && door.since < at) {
        return vec![Event::LinkRevoked { person }];
    }
    let mut guests = programme.guests.iter();
    let guest = may_return && guests.any(|guest| guest.person == person);
    guest
        .then_some(Event::GuestGone { person })
        .into_iter()
        .collect()
}

fn knock(
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
