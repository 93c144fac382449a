//! The day: where we are, what is next, and words to everybody.

use crate::{
    command::{HandOrder, MovePolicy},
    ids::{AgendaItemId, At, NoticeId, PersonId, RoomId, SessionId},
    privacy::{Class, Life},
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// How far the day has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before the doors open.
    Scheduled,
    /// Doors open, tea, tech check (R1).
    Arrival,
    Live,
    /// Over for trainees; staff have the debrief.
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionEntry {
    pub id: SessionId,
    pub title: Words,
    pub programme: Words,
    /// IANA name; clients show the session's clock times in it.
    pub time_zone: String,
    pub phase: Phase,
    pub opens_at: At,
    pub starts_at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub started_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_link: Option<String>,
    pub rehearsal: bool,
    /// How long what is written here lives, by class; it stands at every input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kept: Option<BTreeMap<Class, Life>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgendaEntry {
    pub items: Vec<AgendaItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub current: Option<AgendaItemId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub current_ends_at: Option<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgendaItem {
    pub id: AgendaItemId,
    pub title: Words,
    /// 1-480.
    pub minutes: u32,
    /// What it will be about, so that people can prepare (R30).
    #[serde(default)]
    pub note: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingsEntry {
    pub grace_seconds: u32,
    pub notice_seconds: u32,
    pub move_policy: MovePolicy,
    pub hand_order: HandOrder,
    #[serde(default)]
    pub lobby_chat: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Words from staff to rooms (R17).
    Broadcast,
    /// Staff came into the room or left it.
    Visit,
    /// How staff attend to the room has changed.
    Watch,
    /// Something of a confidential room was shared with facilitators by a flag (R12).
    Shared,
    /// A kind word about what has happened, from the server.
    Info,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeEntry {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<PersonId>,
    pub words: Words,
    /// The rooms addressed; empty for everybody.
    pub rooms: Vec<RoomId>,
}
