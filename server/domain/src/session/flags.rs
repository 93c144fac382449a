//! Raising a flag, and looking after it (R25; FLAG1-FLAG8).
//!
//! ```text
//!   raise --> Open --claim--> Claimed --resolve--> Resolved
//!              |  (overdue      |    \--pass on--> PassedOn
//!              |   after 60 s,  |
//!              |   escalated    |
//!              |   after 180 s) |
//!              |<--who has it is gone
//!              +---withdraw-----+----------------> Withdrawn
//! ```
//!
//! A flag is never refused for what it says, and nothing about it reaches anybody but its raiser and those who may
//! act on it. To the tech-support assistant a wellbeing flag does not exist, not even by its id.

mod care;
mod pass_on;
mod raise;

use super::{Ask, Decided, Event, Session};
use crate::{limits, views::Thing};
use alongside_protocol::{
    command::{FlagCommand, FlagKind},
    entry::{FlagNote, FlagState, Phase, Quote, Waits},
    ids::{At, FlagId, MessageId, PersonId, RoomId},
    people::Role,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct Flags {
    raised: BTreeMap<FlagId, Flag>,
}

#[derive(Debug, Clone)]
pub struct Flag {
    pub id: FlagId,
    pub kind: FlagKind,
    pub by: PersonId,
    pub at: At,
    pub about: Option<PersonId>,
    /// The room the raiser was in.
    pub room: Option<RoomId>,
    pub words: Words,
    pub quotes: Vec<Quote>,
    pub state: FlagState,
    pub claimed_by: Option<PersonId>,
    /// When it was claimed for the first time.
    pub claimed_at: Option<At>,
    pub seen_by: Vec<PersonId>,
    pub notes: Vec<FlagNote>,
    pub overdue: bool,
    /// Somebody outside the session is to be called (FLAG8).
    pub escalated: bool,
    /// Nobody who may act on it was there when it was raised (FLAG7).
    pub nobody_there: bool,
    pub passed_on_at: Option<At>,
}

impl Flag {
    /// Somebody still has to do something about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, FlagState::Open | FlagState::Claimed)
    }

    fn overdue_at(&self) -> Option<At> {
        let waits = self.state == FlagState::Open && !self.overdue;
        waits.then(|| self.at.plus_seconds(limits::FLAG_OVERDUE_SECONDS))
    }

    /// What is technical is nobody's safety.
    fn escalated_at(&self) -> Option<At> {
        let open = self.state == FlagState::Open && self.kind.is_wellbeing();
        let waits = open && !self.escalated;
        waits.then(|| self.at.plus_seconds(limits::FLAG_ESCALATED_SECONDS))
    }

    /// What the raiser is told, so that nobody waits in false hope (FLAG7).
    #[must_use]
    pub fn waits(&self) -> Option<Waits> {
        if self.state != FlagState::Open {
            return None;
        }
        if self.seen_by.is_empty() && (self.nobody_there || self.overdue) {
            return Some(Waits::Unseen);
        }
        self.escalated.then_some(Waits::Unclaimed)
    }

    fn see(&mut self, by: PersonId) {
        if !self.seen_by.contains(&by) {
            self.seen_by.push(by);
        }
    }
}

impl Flags {
    pub fn ids(&self) -> impl Iterator<Item = FlagId> + '_ {
        self.raised.keys().copied()
    }

    #[must_use]
    pub fn get(&self, id: FlagId) -> Option<&Flag> {
        self.raised.get(&id)
    }

    /// Since when something has waited too long for a facilitator, if anything does: all that the assistant is told
    /// of flags about somebody's wellbeing (FLAG8).
    #[must_use]
    pub fn needed_since(&self) -> Option<At> {
        let late = |flag: &&Flag| flag.overdue && flag.kind.is_wellbeing();
        let since = |flag: &Flag| flag.at.plus_seconds(limits::FLAG_OVERDUE_SECONDS);
        self.raised.values().filter(late).map(since).min()
    }

    /// Flags that took this message along.
    #[must_use]
    pub fn quoting(&self, message: MessageId) -> Vec<FlagId> {
        let quotes = |flag: &&Flag| flag.quotes.iter().any(|quote| quote.message == message);
        self.raised
            .values()
            .filter(quotes)
            .map(|flag| flag.id)
            .collect()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FlagsEvent {
    Raised {
        flag: FlagId,
        by: PersonId,
        kind: FlagKind,
        about: Option<PersonId>,
        room: Option<RoomId>,
        words: Words,
        quotes: Vec<Quote>,
        /// Nobody who may act on it was there.
        #[serde(default)]
        nobody_there: bool,
    },
    Withdrawn {
        flag: FlagId,
    },
    Seen {
        flag: FlagId,
        by: PersonId,
    },
    Claimed {
        flag: FlagId,
        by: PersonId,
    },
    Noted {
        flag: FlagId,
        by: PersonId,
        words: Words,
    },
    Resolved {
        flag: FlagId,
        by: PersonId,
    },
    PassedOn {
        flag: FlagId,
        by: PersonId,
    },
    /// Nobody has claimed it in time.
    BecameOverdue {
        flag: FlagId,
    },
    /// Nobody has claimed it for so long that somebody outside is to be called.
    Escalated {
        flag: FlagId,
    },
    /// Whoever had claimed it is gone, so it waits again.
    FellBack {
        flag: FlagId,
    },
}

/// # Errors
/// A refusal when the flag is not this person's to act on, is not theirs at the moment, or words need mending.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &FlagCommand) -> Decided {
    match command {
        FlagCommand::Raise {
            kind,
            about,
            message,
            words,
        } => raise::decide(session, ask, by, *kind, *about, *message, words),
        FlagCommand::Withdraw { flag } => raise::withdraw(session, by, *flag),
        FlagCommand::See { flag } => care::see(session, by, *flag),
        FlagCommand::Claim { flag } => care::claim(session, by, *flag),
        FlagCommand::Note { flag, words } => care::note(session, by, *flag, words),
        FlagCommand::Resolve { flag, words } => {
            let (flag, by) = (*flag, by);
            care::settle(session, words, FlagsEvent::Resolved { flag, by })
        }
        FlagCommand::PassOn { flag, words } => pass_on::decide(session, ask, by, *flag, words),
    }
}

/// Whether somebody in this role may see such a flag and act on it (FLAG1).
const fn may_act(role: Role, kind: FlagKind) -> bool {
    match role {
        Role::Facilitator => true,
        Role::Support => !kind.is_wellbeing(),
        Role::Trainee | Role::Guest => false,
    }
}

/// A flag that nobody has claimed in time, also after the end of the day (FLAG4). While the day runs, one whose
/// keeper has dropped out, or may not act on it any more, waits again; after it everybody goes, and looks after their
/// flags in their own time.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let keeps = |flag: &Flag, person| {
        let member = session.people.here(person);
        member.is_some_and(|member| member.is_present() && may_act(member.role, flag.kind))
    };
    let left = |flag: &&Flag| {
        flag.state == FlagState::Claimed && flag.claimed_by.is_some_and(|by| !keeps(flag, by))
    };
    let mut kept = session.flags.raised.values();
    if session.phase() != Phase::Ended
        && let Some(flag) = kept.find(left)
    {
        return vec![Event::Flags(FlagsEvent::FellBack { flag: flag.id })];
    }
    let is_due = |at: Option<At>| at.is_some_and(|at| at <= ask.at);
    let late = session.flags.raised.values().find_map(|flag| {
        let id = flag.id;
        if is_due(flag.overdue_at()) {
            return Some(FlagsEvent::BecameOverdue { flag: id });
        }
        is_due(flag.escalated_at()).then_some(FlagsEvent::Escalated { flag: id })
    });
    late.map(Event::Flags).into_iter().collect()
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    let flags = session.flags.raised.values();
    flags
        .flat_map(|flag| [flag.overdue_at(), flag.escalated_at()])
        .flatten()
        .min()
}

pub fn apply(session: &mut Session, at: At, event: &FlagsEvent) {
    // Present or not: what stays the same is shown to nobody anew.
    session.touch(Thing::Needed);
    if let FlagsEvent::Raised { flag, .. } = event {
        if let Some(raised) = raised(at, event) {
            session.flags.raised.insert(*flag, raised);
        }
        session.touch(Thing::Flag(*flag));
        return;
    }
    let id = subject(event);
    if let Some(flag) = session.flags.raised.get_mut(&id) {
        change(flag, at, event);
    }
    session.touch(Thing::Flag(id));
}

fn raised(at: At, event: &FlagsEvent) -> Option<Flag> {
    let FlagsEvent::Raised {
        flag,
        by,
        kind,
        about,
        room,
        words,
        quotes,
        nobody_there,
    } = event
    else {
        return None;
    };
    Some(Flag {
        id: *flag,
        kind: *kind,
        by: *by,
        at,
        about: *about,
        room: *room,
        words: words.clone(),
        quotes: quotes.clone(),
        state: FlagState::Open,
        claimed_by: None,
        claimed_at: None,
        seen_by: Vec::new(),
        notes: Vec::new(),
        overdue: false,
        escalated: false,
        nobody_there: *nobody_there,
        passed_on_at: None,
    })
}

fn change(flag: &mut Flag, at: At, event: &FlagsEvent) {
    match event {
        FlagsEvent::Raised { .. } => {}
        FlagsEvent::Withdrawn { .. } => {
            // Staff see that there was one (FLAG6); what it said is taken back.
            flag.state = FlagState::Withdrawn;
            flag.words = Words::default();
            flag.quotes.clear();
            flag.overdue = false;
            flag.escalated = false;
        }
        FlagsEvent::Seen { by, .. } => flag.see(*by),
        FlagsEvent::Claimed { by, .. } => {
            flag.see(*by);
            flag.state = FlagState::Claimed;
            flag.claimed_by = Some(*by);
            flag.claimed_at.get_or_insert(at);
            flag.overdue = false;
            flag.escalated = false;
        }
        FlagsEvent::Noted { by, words, .. } => flag.notes.push(FlagNote {
            by: *by,
            at,
            words: words.clone(),
        }),
        FlagsEvent::Resolved { .. } => flag.state = FlagState::Resolved,
        FlagsEvent::PassedOn { .. } => {
            flag.state = FlagState::PassedOn;
            flag.passed_on_at = Some(at);
        }
        FlagsEvent::BecameOverdue { .. } => flag.overdue = true,
        FlagsEvent::Escalated { .. } => flag.escalated = true,
        FlagsEvent::FellBack { .. } => {
            flag.state = FlagState::Open;
            flag.claimed_by = None;
        }
    }
}

fn subject(event: &FlagsEvent) -> FlagId {
    match event {
        FlagsEvent::Raised { flag, .. }
        | FlagsEvent::Withdrawn { flag }
        | FlagsEvent::Seen { flag, .. }
        | FlagsEvent::Claimed { flag, .. }
        | FlagsEvent::Noted { flag, .. }
        | FlagsEvent::Resolved { flag, .. }
        | FlagsEvent::PassedOn { flag, .. }
        | FlagsEvent::BecameOverdue { flag }
        | FlagsEvent::Escalated { flag }
        | FlagsEvent::FellBack { flag } => *flag,
    }
}

#[cfg(test)]
mod tests;
