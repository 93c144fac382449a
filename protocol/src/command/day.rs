//! The day itself: opening, agenda, settings, the end.

use crate::ids::AgendaItemId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum DayCommand {
    /// Opens the doors before their time.
    Open {},
    /// The arrival is over; the day begins.
    Start {},
    GoTo {
        item: AgendaItemId,
    },
    /// More (or fewer, when negative) minutes for the present item.
    Stretch {
        minutes: i32,
    },
    SetCallLink {
        url: String,
    },
    Settings {
        settings: Settings,
    },
    /// Ends the session for everybody; the debrief stays open to staff.
    End {},
}

/// What staff may set for a session while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// Seconds without a connection until a person counts as dropped (20-600).
    pub grace_seconds: u32,
    /// Seconds of notice before somebody is moved (5-300).
    pub notice_seconds: u32,
    pub move_policy: MovePolicy,
    pub hand_order: HandOrder,
    /// Whoever waits at the door may write to staff, who can answer. Off unless a facilitator chooses it.
    #[serde(default)]
    pub lobby_chat: bool,
}

/// What happens with a reshuffle proposal (R20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum MovePolicy {
    /// Staff decide.
    Ask {},
    /// Applied by itself unless staff decide within so many seconds (10-600).
    ApplyAfter { seconds: u32 },
}

/// The order of the hand queue (R27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandOrder {
    #[default]
    FirstCome,
    /// Those called on least so far come first.
    HeardLeast,
}
