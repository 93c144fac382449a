//! A programme: its people, rules, buddies and sessions. Bodies of the HTTP calls of the organiser's pages.

mod rounds;

pub use rounds::{
    NamedSession, PlannedRound, PlannedSession, RoundsPlan, RoundsRequest, RoundsView,
};

use crate::{
    entry::{AgendaItem, Phase},
    ids::{At, CompanionId, PersonId, ProgrammeId, RuleId, SessionId},
    people::{Likeness, Role},
    privacy::{Class, Life},
    safety::Safety,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// `GET /api/programmes/ID`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeView {
    pub id: ProgrammeId,
    pub name: Words,
    pub time_zone: String,
    pub rehearsal: bool,
    pub people: Vec<PersonRow>,
    pub rules: Vec<Rule>,
    /// Pairs, and one triad when odd.
    pub buddies: Vec<Vec<PersonId>>,
    pub sessions: Vec<SessionRow>,
    /// Who has been in a breakout together, and how often.
    pub met: Vec<Met>,
    /// Whose pairing is not working for them. What they wrote is for facilitators.
    pub pairing: Vec<PairingAsked>,
    /// Rooms with a call of their own, by name.
    pub room_links: Vec<RoomLink>,
    pub companions: Vec<Companion>,
    /// The plan of the remaining breakout rounds; empty without one.
    pub rounds: Vec<PlannedSession>,
    pub safety: Safety,
    /// Whether somebody is the safeguarding lead.
    pub safeguarded: bool,
    /// Flags that were passed on and that nobody can read yet, because there is no safeguarding lead.
    pub concerns_unread: u32,
    /// How long what is written here lives, by class; it stands at every input.
    pub kept: BTreeMap<Class, Life>,
}

/// An interpreter, supporter or personal assistant. Goes with their people and never counts as company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Companion {
    pub id: CompanionId,
    pub role: CompanionRole,
    /// May be empty: then the role is what is shown.
    pub name: Words,
    /// One person, or two or more who share the companion and are therefore kept together.
    pub with: Vec<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompanionRole {
    Interpreter,
    Supporter,
    Assistant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    pub id: PersonId,
    pub name: Words,
    pub email: Words,
    pub role: Role,
    pub pronouns: Words,
    pub needs: Words,
    pub link: LinkState,
    /// Comes in with a staff account, by a role that was granted there.
    pub account: bool,
    /// When their link stops working by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link_until: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub likeness: Option<Likeness>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    None,
    /// Issued; the link itself is shown once, when it is made.
    Issued,
    Revoked,
}

/// Private to facilitators and organisers (R11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    pub id: RuleId,
    pub kind: RuleKind,
    pub people: Vec<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    KeepApart,
    KeepTogether,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionRow {
    pub id: SessionId,
    pub plan: SessionPlan,
    pub phase: Phase,
    /// Where somebody without a personal link may knock.
    pub knock_link: String,
}

/// A session as it is scheduled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionPlan {
    pub title: Words,
    pub starts_at: At,
    /// Minutes before the start at which the doors open (0-120; 15 unless said otherwise).
    pub lead_minutes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_link: Option<String>,
    pub agenda: Vec<AgendaItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Met {
    pub people: [PersonId; 2],
    pub times: u32,
}

/// `POST /api/programmes/ID`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ProgrammeCommand {
    Rename {
        name: Words,
        time_zone: String,
    },
    /// All or none.
    AddPeople {
        people: Vec<NewPerson>,
    },
    ChangePerson {
        person: PersonId,
        to: NewPerson,
    },
    RemovePerson {
        person: PersonId,
    },
    AddRule {
        kind: RuleKind,
        people: Vec<PersonId>,
    },
    DropRule {
        rule: RuleId,
    },
    /// Pairs everybody anew, or only those without a buddy.
    PairBuddies {
        everybody: bool,
    },
    SetBuddies {
        buddies: Vec<Vec<PersonId>>,
    },
    Schedule {
        plan: SessionPlan,
    },
    ChangeSession {
        session: SessionId,
        plan: SessionPlan,
    },
    CancelSession {
        session: SessionId,
    },
    RevokeLink {
        person: PersonId,
    },
    /// New buddies after somebody said that theirs are not working for them; `was` is what the preview was made of.
    RePair {
        person: PersonId,
        was: Vec<Vec<PersonId>>,
        buddies: Vec<Vec<PersonId>>,
    },
    /// It has been talked over; the buddies stay.
    SettlePairing {
        person: PersonId,
    },
    /// Calls of rooms, by the name of the room; all of them anew.
    SetRoomLinks {
        links: Vec<RoomLink>,
    },
    /// How many days a class is kept. Longer than now wants a reason.
    Retain {
        class: Class,
        days: u32,
        #[serde(default)]
        reason: Words,
    },
    AddCompanion {
        role: CompanionRole,
        name: Words,
        with: Vec<PersonId>,
    },
    DropCompanion {
        companion: CompanionId,
    },
    /// The plan of the remaining rounds, as it was shown; replaces an earlier one.
    KeepRounds {
        sessions: Vec<PlannedSession>,
    },
    DropRounds {},
    SetSafety {
        safety: Safety,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPerson {
    pub name: Words,
    #[serde(default)]
    pub email: Words,
    pub role: Role,
    #[serde(default)]
    pub pronouns: Words,
    #[serde(default)]
    pub needs: Words,
}

/// `POST /api/programmes/ID/roster`: reads pasted text or a CSV file and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RosterText {
    pub text: Words,
}

/// What the text says. With any error nothing of it can be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterRead {
    pub people: Vec<NewPerson>,
    pub errors: Vec<RosterError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterError {
    /// As counted in the file, the heading being row 1.
    pub row: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<String>,
    pub sentence: Words,
}

/// `POST /api/programmes/ID/links`: makes personal links; earlier links of these people stop working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueLinks {
    pub people: Vec<PersonId>,
}

/// A link is shown this once; only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedLink {
    pub person: PersonId,
    pub link: String,
}

/// Somebody has said that their pairing is not working for them (R11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PairingAsked {
    pub person: PersonId,
    pub at: At,
}

/// The call of a room, for every session of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomLink {
    pub room: Words,
    pub url: String,
}

/// `POST /api/session/ID/pairing`: "this pairing isn't working for me". For facilitators alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskPairing {
    #[serde(default)]
    pub words: Words,
}

/// `GET /api/session/ID/pairing/PERSON` for facilitators, `GET /api/programmes/ID/pairing/PERSON` for organisers:
/// what was said, and new buddies with the fewest people changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PairingView {
    pub person: PersonId,
    pub at: At,
    /// To facilitators alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<Words>,
    /// All buddies as they are.
    pub was: Vec<Vec<PersonId>>,
    /// All buddies as they would be; empty when there is no way, and `impossible` says why.
    pub buddies: Vec<Vec<PersonId>>,
    /// Those of them that are new.
    pub changed: Vec<Vec<PersonId>>,
    pub reasons: Vec<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub impossible: Option<Words>,
    /// Names of everybody in the lists.
    pub people: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    pub id: PersonId,
    pub name: Words,
}

/// `GET /api/session/ID/met`: who has met whom, today included. For facilitators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetView {
    pub people: Vec<Named>,
    pub buddies: Vec<Vec<PersonId>>,
    pub met: Vec<Met>,
}

/// `GET /api/session/ID/zoom` and `GET /api/programmes/ID/zoom`: what the pre-assignment file holds, and what it cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreAssignment {
    /// The file itself, as the same path with `.csv` gives it.
    pub csv: String,
    /// Rows of people in it.
    pub people: u32,
    /// Rooms that will be there by themselves.
    pub rooms: Vec<Words>,
    /// Rooms that have to be added by hand before rooms are opened: spare ones, and those without an address in them.
    pub by_hand: Vec<Words>,
    /// People who have to be assigned by hand, with their room.
    pub without_email: Vec<Unassigned>,
    /// What else to know, in plain sentences.
    pub notes: Vec<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unassigned {
    pub name: Words,
    pub room: Words,
}
