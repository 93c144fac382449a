//! The frames of the socket at `/live`. Each is one JSON text message.

use crate::{
    command::Command,
    entry::Entry,
    ids::{At, CommandId, Epoch, PersonId, SessionId, TabId},
    refusal::Refusal,
    topic::Topic,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The version both sides must speak; another one is told to reload.
pub const PROTO: u32 = 1;

/// Identifies one thing a topic shows; a later entry under the same key replaces it.
pub type Key = String;

/// What a browser may send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum FromBrowser {
    /// First frame, within five seconds.
    Hello {
        proto: u32,
        ticket: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        resume: Option<Resume>,
        /// Chosen by each load of the page: its next socket takes the place of its last (TAB1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        tab: Option<TabId>,
    },
    Ask {
        id: CommandId,
        command: Command,
    },
    /// Sent every `beat` when there is nothing else to send; answered by a pong.
    Ping {
        sent: At,
    },
}

/// Where the browser got to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resume {
    pub epoch: Epoch,
    /// The last number seen of each topic.
    pub topics: BTreeMap<String, i64>,
}

/// What the server sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FromServer {
    Welcome {
        session: SessionId,
        me: PersonId,
        epoch: Epoch,
        now: At,
        beat_seconds: u32,
        limits: Limits,
    },
    /// All that a topic shows now, or a part of it; the last part replaces what the browser had (TOPIC6).
    Snapshot {
        topic: Topic,
        n: u64,
        entries: BTreeMap<Key, Entry>,
        /// Further parts follow.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        more: bool,
    },
    /// One step of a topic, numbered 1, 2, 3 ... without gaps.
    Update {
        topic: Topic,
        n: u64,
        at: At,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        set: BTreeMap<Key, Entry>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<Key>,
    },
    /// No longer the reader's to read: forget all of it.
    Closed {
        topic: Topic,
    },
    /// The hello is answered in full; from here on only changes follow.
    Live {},
    /// What became of a command. Sent when it is kept, never before.
    Answer {
        id: CommandId,
        result: Outcome,
    },
    Pong {
        sent: At,
        now: At,
    },
    /// Nothing new can be kept at present, and why, in plain words; until the next welcome (LOG5).
    Trouble {
        sentence: String,
    },
    /// The last frame; the close code says the same.
    Bye {
        code: u16,
        sentence: String,
        /// Before a planned restart: in how many milliseconds this browser should come back (CLOSE3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        after_ms: Option<u32>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Outcome {
    Kept {},
    Refused { refusal: Refusal },
}

/// Limits a browser should know before it runs into them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Letters as people see them (grapheme clusters) in a chat message.
    pub message_letters: u32,
    /// The same in a note, an answer, a reason or a prompt.
    pub note_letters: u32,
    pub name_letters: u32,
    /// Commands that may wait for their answer at once.
    pub unanswered: u32,
    pub frame_bytes: u32,
}

/// Close codes of the socket: what the browser should do next.
pub mod close {
    /// Come back at once or after the back-off.
    pub const RECONNECT: u16 = 4000;
    /// Get a new ticket, then come back.
    pub const TICKET: u16 = 4001;
    /// The frame could not be read; the browser should not send it again.
    pub const UNREADABLE: u16 = 4002;
    /// Reload the page: it is older or newer than the server.
    pub const RELOAD: u16 = 4003;
    /// Removed or not admitted: stop.
    pub const REMOVED: u16 = 4010;
    /// The session is over for this person: stop.
    pub const OVER: u16 = 4011;
    /// Open in three tabs or devices already: this one stops.
    pub const OTHER_TAB: u16 = 4012;
    /// The account this was opened with has been signed out in this browser: stop, and sign in again.
    pub const SIGNED_OUT: u16 = 4013;
    /// Too slow to read; come back and resume.
    pub const SLOW: u16 = 4020;
}
