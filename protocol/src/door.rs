//! Getting in: personal links, knocking and tickets (R4, TRUST 2). Bodies of the HTTP calls.

use crate::{
    entry::Phase,
    ids::{At, PersonId, SessionId},
    people::Role,
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `POST /api/door/look` and `POST /api/door/enter`: the secret from behind the `#` of a personal link.
/// Looking has no effect; entering sets the cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonalKey {
    pub secret: String,
}

/// The answer of both, and of `GET /api/door/home` for somebody who has entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Home {
    pub person: PersonId,
    pub name: Words,
    pub role: Role,
    pub programme: Words,
    pub time_zone: String,
    /// The sessions still to come and those of today, soonest first.
    pub sessions: Vec<HomeSession>,
    /// Where *exit this page* leads, when the programme has chosen an address (EXIT2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub exit_to: Option<String>,
    /// This browser is not in yet: the person is live in another, which is being asked (DEVICE1).
    #[serde(default)]
    pub waiting: bool,
}

/// `POST /api/door/code/look` and `POST /api/door/code/enter`: a code that staff have read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TypedCode {
    pub code: String,
}

/// `POST /api/session/ID/code` for its staff, `POST /api/programmes/ID/code` for organisers: a code for one person.
/// An earlier one of theirs stops working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskCode {
    pub person: PersonId,
}

/// A code is shown this once; only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpokenCode {
    /// Two groups of four letters, as they are read out.
    pub code: String,
    pub until: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HomeSession {
    pub id: SessionId,
    pub title: Words,
    pub opens_at: At,
    pub starts_at: At,
    pub phase: Phase,
}

/// `POST /api/session/ID/knock`: somebody without a link asks to come in; sets a cookie for this session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Knock {
    pub name: Words,
}

/// `POST /api/session/ID/new-link`: one's own link, made anew; the old one and all other browsers of this person are out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewLink {
    pub link: String,
    pub until: At,
}

/// `POST /api/session/ID/ticket`: for one hello at the socket, once, within 30 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    pub ticket: String,
    /// Which console this person gets.
    pub role: Role,
}
