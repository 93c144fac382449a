//! Chat and its gentle moderation (R23, R24).

use crate::{
    ids::{MessageId, PersonId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Channel {
    Main {},
    Room {
        room: RoomId,
    },
    /// A person and the facilitators, privately.
    Thread {
        person: PersonId,
    },
    /// A person and all staff, for technical help.
    Tech {
        person: PersonId,
    },
    /// Staff among themselves.
    Staff {},
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ChatCommand {
    Post {
        channel: Channel,
        words: Words,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reply_to: Option<MessageId>,
    },
    /// Only one's own.
    Edit {
        message: MessageId,
        words: Words,
    },
    Withdraw {
        message: MessageId,
    },
    /// One of a small set of signs; see `limits::REACTIONS` in the domain.
    React {
        message: MessageId,
        sign: String,
        on: bool,
    },
    Pin {
        message: MessageId,
        on: bool,
    },
    /// Facilitators: everything in the main chat waits for review.
    HoldAll {
        on: bool,
    },
    HoldPerson {
        person: PersonId,
        on: bool,
    },
    /// Facilitators: a held message is shown.
    Release {
        message: MessageId,
    },
    /// Facilitators: gone for the group; the author is told why, privately.
    Hide {
        message: MessageId,
        reason: Words,
    },
    /// Facilitators: gone for everybody, for good.
    Remove {
        message: MessageId,
    },
    /// One message per person in so many seconds (0 turns it off, at most 300).
    Slow {
        seconds: u32,
    },
    Pause {
        on: bool,
    },
    /// Minutes until the person may write in the main chat again (0 lifts it, at most 60).
    Quiet {
        person: PersonId,
        minutes: u32,
    },
}
