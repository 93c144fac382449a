//! A programme: its people, rules, buddies and sessions. Bodies of the HTTP calls of the organiser's pages.

use crate::{
    entry::{AgendaItem, Phase},
    ids::{At, PersonId, ProgrammeId, RuleId, SessionId},
    people::Role,
    words::Words,
};
use serde::{Deserialize, Serialize};
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
