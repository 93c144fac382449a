//! Messages and what moderation did with them (R23, R24).

use crate::{
    command::Channel,
    ids::{At, MessageId, PersonId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MessageEntry {
    pub id: MessageId,
    pub channel: Channel,
    pub author: PersonId,
    /// When it was shown; for a held one, when it was sent. Messages stand in this order, then by id.
    pub at: At,
    /// Empty unless the state is shown or held; facilitators keep what was hidden, to talk it over.
    pub words: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reply_to: Option<MessageId>,
    pub reactions: Vec<Reaction>,
    pub pinned: bool,
    pub edited: bool,
    pub state: MessageState,
    /// Why it was hidden: only for its author and facilitators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<Words>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    Shown,
    /// Waits for a facilitator to read it.
    Held,
    /// Taken back by its author.
    Withdrawn,
    Hidden,
    Removed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    pub sign: String,
    pub people: Vec<PersonId>,
}

/// How the main chat runs at present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChatRulesEntry {
    pub held: bool,
    pub paused: bool,
    /// 0 when there is no slow mode.
    pub slow_seconds: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModeratedEntry {
    pub person: PersonId,
    pub held: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quiet_until: Option<At>,
}

/// One line of the trail of moderation: never any text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActEntry {
    pub at: At,
    pub by: PersonId,
    pub act: Act,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub message: Option<MessageId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    HeldAll,
    LetAll,
    HeldPerson,
    LetPerson,
    Released,
    Hid,
    RemovedMessage,
    Slowed,
    Paused,
    Resumed,
    Quieted,
    Unquieted,
    RemovedPerson,
}
