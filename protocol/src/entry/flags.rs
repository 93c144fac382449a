//! Flags as staff see them, and as the raiser does (R25).

use crate::{
    command::FlagKind,
    ids::{At, FlagId, MessageId, PersonId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FlagEntry {
    pub id: FlagId,
    pub kind: FlagKind,
    pub by: PersonId,
    pub at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<PersonId>,
    /// The room the raiser was in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub room: Option<RoomId>,
    pub words: Words,
    /// The message meant, and a little of what stood before it.
    pub quotes: Vec<Quote>,
    pub state: FlagState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub claimed_by: Option<PersonId>,
    /// Seconds from raising to the first claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub claimed_after_seconds: Option<u32>,
    pub seen_by: Vec<PersonId>,
    pub notes: Vec<FlagNote>,
    /// Nobody has claimed it in time.
    pub overdue: bool,
    /// Nobody has claimed it for so long that the safeguarding contact is to be called (FLAG8).
    #[serde(default)]
    pub escalated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FlagState {
    Open,
    Claimed,
    Resolved,
    /// Passed on to the safeguarding lead.
    PassedOn,
    Withdrawn,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FlagNote {
    pub by: PersonId,
    pub at: At,
    pub words: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    pub message: MessageId,
    pub author: PersonId,
    pub words: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MyFlagEntry {
    pub id: FlagId,
    pub kind: FlagKind,
    pub at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<PersonId>,
    pub words: Words,
    pub state: FlagState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub claimed_by: Option<PersonId>,
    pub seen_by: Vec<PersonId>,
    /// Nobody has come to it as they should have, and the raiser is told so (FLAG7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub waits: Option<Waits>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// Nobody who may act on it has seen it: none of them was there, or a minute has gone by.
    Unseen,
    /// Seen or not, nobody has taken it on for three minutes.
    Unclaimed,
}
