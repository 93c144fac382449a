//! The plan of all remaining breakout rounds (PLAN5, PLAN6).

use super::Named;
use crate::{
    ids::{PersonId, SessionId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The breakout rounds of one session, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlannedSession {
    pub session: SessionId,
    pub rounds: Vec<PlannedRound>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlannedRound {
    pub rooms: Vec<Vec<PersonId>>,
    /// Pairs that meet again in this round, those kept together not counted.
    pub repeats: u32,
}

/// `POST /api/programmes/ID/rounds`: plans all remaining sessions at once and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoundsRequest {
    /// People per room (2-8).
    pub size: u32,
    /// Breakout rounds in each session (1-4).
    pub rounds_each: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundsPlan {
    pub sessions: Vec<PlannedSession>,
    /// In all rounds together; 0 means that nobody meets anybody twice.
    pub repeats: u32,
}

/// `GET /api/session/ID/rounds`, for facilitators: what a plan of the remaining rounds is read with, and the one that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundsView {
    /// Sessions that have not ended, in their order.
    pub sessions: Vec<NamedSession>,
    pub people: Vec<Named>,
    /// Empty without a plan.
    pub kept: Vec<PlannedSession>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedSession {
    pub id: SessionId,
    pub title: Words,
}
