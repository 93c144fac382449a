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

/// `POST /api/session/ID/ticket`: for one hello at the socket, once, within 30 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    pub ticket: String,
    /// Which console this person gets.
    pub role: Role,
}
