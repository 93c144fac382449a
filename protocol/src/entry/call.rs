//! What staff still have to do on the call, and what they have done (R38).

use crate::{
    ids::{At, PersonId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The move list: the fewest steps from what the call has to the rooms as they are here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallEntry {
    /// In a good order: nobody is left alone on the way where that can be avoided.
    pub steps: Vec<CallStep>,
    /// The newest first; each can be taken back by its number.
    pub done: Vec<CallDone>,
    /// People of whom staff said that they are not on the call.
    pub off: Vec<PersonId>,
    /// The rooms of the call as far as we know, spare ones too.
    pub rooms: Vec<Words>,
    /// How many people we believe to be in a room of the call.
    pub placed: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallStep {
    pub kind: CallStepKind,
    /// Nobody in particular when all rooms are closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Words>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallStepKind {
    /// From the main room into a room.
    Assign,
    /// From one room to another.
    Move,
    /// Back to the main room.
    BringBack,
    /// All rooms of the call at once.
    CloseRooms,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallDone {
    pub number: u32,
    pub by: PersonId,
    pub at: At,
    pub what: CallAct,
    /// How many people it was about.
    pub people: u32,
    /// The one it was about, and where to; with `placed` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Words>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallAct {
    Placed,
    AllPlaced,
    RoomsClosed,
}
