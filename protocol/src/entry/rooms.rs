//! Breakout rooms, from the plan to the share-back (R10, R13-R21).

use crate::{
    command::{PlanKind, PlanRequest, PlannedRoom, Watch},
    ids::{At, BreakoutId, PersonId, PlanId, ProposalId, RoomId},
    programme::Companion,
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
    /// What the plan costs, as people think of it: "2 pairs have met before, nobody is alone."
    pub cost: Words,
    /// For each person one sentence that says why they are where they are.
    pub why: Vec<PlanWhy>,
    /// Rules let go deliberately, in words; in the facilitators' copy only.
    pub without: Vec<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanWhy {
    pub person: PersonId,
    pub sentence: Words,
}

/// No plan keeps every rule: which clash, by name, and the least bad plans (R22). For facilitators only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClashEntry {
    pub sentence: Words,
    pub choices: Vec<LeastBad>,
}

/// A plan that could be had by letting something go. Asking for `request` makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeastBad {
    pub breaks: Words,
    pub cost: Words,
    pub request: PlanRequest,
}

/// Plans to choose from beside the usual kinds. For facilitators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlansEntry {
    pub saved: Vec<SavedPlanRow>,
    /// The programme's plan has a round for now: the first of so many that are left for today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub planned: Option<PlannedNow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedPlanRow {
    pub id: PlanId,
    pub name: Words,
    pub rooms: u32,
    pub people: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedNow {
    pub rooms: u32,
    pub rounds_left: u32,
    /// How many pairs would meet again, as it was planned.
    pub repeats: u32,
}

/// Interpreters, supporters and assistants of people in this session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompanionsEntry {
    pub companions: Vec<Companion>,
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
    /// Nobody comes in or is moved out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub locked: bool,
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
    /// Whoever was coming is not here any more, and nobody else has taken it yet (ROOM7).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub again: bool,
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
    /// Only one person has a seat here.
    pub alone: bool,
    /// The only one whose connection is live, since when, and how often staff were alerted of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lonely: Option<Lonely>,
    pub messages: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_message_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_visit_at: Option<At>,
}

/// Somebody who is alone in an open room. Staff are alerted, and again, until it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Lonely {
    pub person: PersonId,
    pub since: At,
    pub alerts: u32,
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
    /// The others of their room were gone before it opened, so they stay with the group.
    LeftWithoutCompany,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoveOption {
    pub moves: Vec<PlannedMove>,
    /// "2 people move, nobody is alone."
    pub summary: Words,
    /// Why, in plain sentences.
    pub reasons: Vec<Words>,
    /// What this one would break, when nothing keeps every rule; for facilitators to choose deliberately (R22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub breaks: Option<Words>,
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
