//! Buddies for today, and pairings that do not work for somebody (R10, R11).

use crate::ids::{At, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// People whose buddies are missing, and company for them for today. The buddies of the programme stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StandInEntry {
    /// Whose buddies are missing: one person, or two who would be company for each other.
    pub people: Vec<PersonId>,
    /// The pair they would join, if any.
    pub with: Vec<PersonId>,
    /// The buddies who are missing.
    pub missing: Vec<PersonId>,
    pub state: StandInState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StandInState {
    Proposed,
    /// In force until a missing buddy is back.
    Today,
}

/// Somebody has said, for facilitators alone, that their pairing is not working for them.
/// What they wrote stands in the programme and is asked for there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PairingEntry {
    pub person: PersonId,
    pub at: At,
    pub buddies: Vec<PersonId>,
}
