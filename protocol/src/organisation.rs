//! Staff accounts and the list of programmes. Bodies of the HTTP calls.

use crate::{
    account::SecondStep,
    door::HomeSession,
    ids::{At, ProgrammeId, SessionId, StaffId},
    staff::Right,
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `POST /api/staff/first`: the first owner, with the secret of the printed link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FirstOwner {
    pub secret: String,
    pub name: Words,
    pub passphrase: Words,
}

/// `GET /api/staff/first`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Founding {
    /// Nobody has an account yet: the first owner comes by the printed link.
    pub needed: bool,
    /// The address at which passkeys work, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub passkeys_at: Option<String>,
    /// What the provider is called by which staff may sign in, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub provider: Option<String>,
}

/// `GET /api/staff/me`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffHome {
    pub staff: StaffId,
    pub name: Words,
    pub second_step: SecondStep,
    /// The address at which a passkey of theirs works, if they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub passkeys_at: Option<String>,
    /// Whoever came by the provider may have none.
    pub passphrase: bool,
    /// What the provider is called, if they come in by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub provider: Option<String>,
    /// What they may do, and where.
    pub rights: Vec<Right>,
    /// All of the house for owners; for others those in which they have a role.
    pub programmes: Vec<ProgrammeRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeRow {
    pub id: ProgrammeId,
    pub name: Words,
    pub people: u32,
    pub rehearsal: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<NextSession>,
    /// Those of today and later that this account comes to as a facilitator or for tech support.
    pub sessions: Vec<HomeSession>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NextSession {
    pub id: SessionId,
    pub title: Words,
    pub starts_at: At,
}

/// `POST /api/programmes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewProgramme {
    pub name: Words,
    /// IANA name, such as `Europe/London`.
    pub time_zone: String,
}

/// The answer to `POST /api/programmes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MadeProgramme {
    pub id: ProgrammeId,
}

/// The answer to `POST /api/rehearsal`: a session with simulated trainees, and the way in as its facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    pub session: SessionId,
    /// A personal link for the facilitator.
    pub link: String,
}
