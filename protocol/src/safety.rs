//! What a programme keeps ready for a moment when nobody is there (TRUST 3): whom people may call themselves, whom
//! facilitators call, and where *exit this page* leads. An organiser writes it; none of it is about a person in the group.

use crate::{ids::At, words::Words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// In a programme, and in the facts of its sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Safety {
    /// Shown to everybody in the group, in this order. Empty until an organiser has written them.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// For facilitators alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub safeguarding: Option<Contact>,
    /// A web address; without one the exit leads to an empty page of the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub exit_to: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contact {
    pub name: Words,
    /// As it is dialled.
    pub phone: Words,
    /// When somebody answers there; may be empty.
    #[serde(default)]
    pub hours: Words,
}

/// In group; in the topic of a guest without contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SafetyEntry {
    pub contacts: Vec<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub exit_to: Option<String>,
}

/// In facilitators: whom they call when a flag has waited too long (FLAG8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SafeguardingEntry {
    pub contact: Contact,
}

/// In staff, while something has waited too long for a facilitator: not what, not from whom, not how many (FLAG8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NeededEntry {
    pub since: At,
}
