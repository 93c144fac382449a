//! A round as the group sees it, and as facilitators see it (R5-R8).

use crate::{
    command::{RoundKind, RoundPurpose, Scale},
    ids::{At, PersonId, RoundId},
    people::Audience,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    Running,
    /// All at once: everybody sees what was written; answering is still possible.
    Revealed,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundEntry {
    pub id: RoundId,
    pub purpose: RoundPurpose,
    pub kind: RoundKind,
    pub prompt: Words,
    pub scale: Scale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub suggested_seconds: Option<u32>,
    pub state: RoundState,
    /// The order of turns; for the other kinds just everybody asked.
    pub order: Vec<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn_since: Option<At>,
    pub standings: BTreeMap<PersonId, Standing>,
}

/// What the group may know of a person's part in a round.
/// A private answer and a pass are one and the same here (R6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Waiting,
    /// "Come back to me", or away when the turn came.
    Later,
    /// Answered to the group.
    Shared,
    /// Passed, or answered for facilitators only: nobody can tell.
    Passed,
    /// All at once before the reveal, and quiet rounds: has answered or passed.
    Done,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundDetailEntry {
    pub id: RoundId,
    pub standings: BTreeMap<PersonId, TrueStanding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TrueStanding {
    Waiting,
    Later,
    Shared,
    Private,
    Passed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerEntry {
    pub round: RoundId,
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<u8>,
    pub words: Words,
    pub audience: Audience,
    /// Only in one's own topic and for facilitators: passed instead.
    pub passed: bool,
}
