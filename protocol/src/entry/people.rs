//! People as others see them, and as staff see them.

use crate::{
    command::{HandOrder, HandWay},
    ids::{At, DeviceId, PersonId, RoomId},
    people::{Link, Presence, Role, TakingPart, TechCheck},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonEntry {
    pub id: PersonId,
    pub name: Words,
    pub pronouns: Words,
    pub role: Role,
    pub link: Link,
    pub presence: Presence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<At>,
    /// Only when shared with the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub taking_part: Option<TakingPart>,
    /// The open breakout room this person is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub room: Option<RoomId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonPrivateEntry {
    pub person: PersonId,
    pub taking_part: TakingPart,
    /// No rounds for this person today.
    pub opted_out: bool,
    /// From the roster; for facilitators.
    pub needs: Words,
    pub buddies: Vec<PersonId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TechEntry {
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub check: Option<TechCheck>,
    /// Since when the connection has been as it is.
    pub link_since: At,
    /// How often the connection has been lost today.
    pub losses: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnockEntry {
    pub person: PersonId,
    pub name: Words,
    pub at: At,
    /// Somebody on the roster whose name reads the same: perhaps they have lost their link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub resembles: Option<PersonId>,
}

/// Somebody who is live in one browser wants to come in with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceEntry {
    pub id: DeviceId,
    pub person: PersonId,
    pub at: At,
    pub state: DeviceState,
    /// Who said that it is not them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    Waiting,
    TurnedAway,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandsEntry {
    pub order: HandOrder,
    pub queue: Vec<Hand>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Hand {
    pub person: PersonId,
    pub way: HandWay,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadOutEntry {
    pub person: PersonId,
    pub words: Words,
}

/// Somebody to look after when the day is over (R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpEntry {
    pub person: PersonId,
    pub concerns: Vec<Concern>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checked_in: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checked_out: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub done_by: Option<PersonId>,
    pub note: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    LeftLower,
    NotCheckedOut,
    VanishedBeforeCheckOut,
    LeftEarly,
}
