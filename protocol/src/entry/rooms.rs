//! Breakout rooms, from the plan to the share-back (R10, R13-R21).

use crate::{
    command::{PlanKind, PlannedRoom, Watch},
    ids::{At, BreakoutId, PersonId, ProposalId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The plan that staff look at before rooms open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanEntry {
    /// Goes up with every change; edits and opening name the version they are based on.
    pub version: u32,
    pub kind: PlanKind,
    pub prompt: Words,
    pub minutes: u32,
    pub rooms: Vec<PlannedRoom>,
    pub unplaced: Vec<PersonId>,
    pub notes: Vec<PlanNote>,
}

/// One plain sentence about the plan. Rules about people stand only in the facilitators' copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanNote {
    pub people: Vec<PersonId>,
    pub sentence: Words,
    /// Something to look at before opening, not a mere reason.
    pub warning: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BreakoutState {
    /// People see where they will go; rooms open at `opens_at`.
    Announced,
    Open,
    /// Rooms close at `closes_at`.
    Closing,
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakoutEntry {
    pub id: BreakoutId,
    pub kind: PlanKind,
    pub state: BreakoutState,
    pub prompt: Words,
    /// Staff never read the chat of its rooms (R12).
    pub confidential: bool,
    pub opens_at: At,
    /// When the time is up. Rooms never close by themselves at once: they then get the closing notice.
    pub ends_at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub closes_at: Option<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomEntry {
    pub id: RoomId,
    pub name: Words,
    pub people: Vec<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lead: Option<PersonId>,
}

/// A room as those in it see it. Staff get the same, without the note of a confidential room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InsideEntry {
    pub id: RoomId,
    pub prompt: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_link: Option<String>,
    pub watch: Watch,
    /// Staff who are in the room now.
    pub visitors: Vec<PersonId>,
    pub share_back: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub help: Option<Help>,
    pub done: Vec<PersonId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Help {
    pub by: PersonId,
    pub at: At,
    pub words: Words,
    pub state: HelpState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub taken_by: Option<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HelpState {
    Called,
    Coming,
}

/// A room on the board of staff: how it is doing, never what is said (R18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MonitorEntry {
    pub id: RoomId,
    /// People of the room whose connection is lost or who stepped away.
    pub missing: Vec<PersonId>,
    /// Fewer than two people are there.
    pub alone: bool,
    pub messages: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_message_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_visit_at: Option<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShareBackEntry {
    pub room: RoomId,
    pub room_name: Words,
    pub people: Vec<PersonId>,
    pub words: Words,
}

/// What to do about people who dropped out, stepped away or came back (R20).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProposalEntry {
    pub id: ProposalId,
    /// Goes up whenever something else happens; several events are one proposal.
    pub version: u32,
    pub at: At,
    pub happened: Vec<Change>,
    /// The proposal first, then alternatives. Empty when nothing can be done: then `clash` says why.
    pub options: Vec<MoveOption>,
    /// Which rules clash, for facilitators; a neutral sentence for the assistant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub clash: Option<Words>,
    pub state: ProposalState,
    /// With the policy to apply after a while: when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub applies_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decided_by: Option<PersonId>,
    /// The option that was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub applied: Option<u32>,
    /// People whose move waits: they asked to stay or for a moment.
    pub waiting: Vec<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    Open,
    /// People have been told and the countdown runs.
    Announced,
    Done,
    Dismissed,
    Undone,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub person: PersonId,
    pub what: WhatHappened,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub room: Option<RoomId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhatHappened {
    Dropped,
    SteppedAway,
    LeftForToday,
    Returned,
    ArrivedLate,
    /// Asked to stay where they are.
    Stayed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoveOption {
    pub moves: Vec<PlannedMove>,
    /// "2 people move, nobody is alone."
    pub summary: Words,
    /// Why, in plain sentences.
    pub reasons: Vec<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedMove {
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<RoomId>,
    pub to: RoomId,
}
