//! Breakout rooms (R9, R10, R13-R18).

use crate::{
    ids::{PersonId, RoomId},
    words::Words,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "t",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum RoomCommand {
    /// Staff: propose rooms for a preview; replaces the present plan.
    Plan {
        request: PlanRequest,
    },
    /// Staff: the plan as it should be, based on the version seen.
    EditPlan {
        version: u32,
        rooms: Vec<PlannedRoom>,
    },
    DropPlan {},
    /// Staff: the plan becomes real after so many seconds of notice.
    Open {
        version: u32,
        notice_seconds: u32,
    },
    /// Staff: not yet after all, while the notice runs.
    CallOff {},
    /// Minutes more, or fewer when negative.
    Stretch {
        minutes: i32,
    },
    /// Staff: words to some rooms, or to all when none is named (R17).
    Tell {
        rooms: Vec<RoomId>,
        words: Words,
    },
    /// Staff: rooms close kindly after so many seconds, never at once.
    Close {
        notice_seconds: u32,
    },
    /// Staff: how staff attend to a room; the room always shows it (R15).
    SetWatch {
        room: RoomId,
        watch: Watch,
    },
    /// Staff: drop in; announced to the room.
    Visit {
        room: RoomId,
    },
    EndVisit {
        room: RoomId,
    },
    SetLead {
        room: RoomId,
        person: PersonId,
    },
    SetPrompt {
        room: RoomId,
        words: Words,
    },
    SetCallLink {
        room: RoomId,
        url: String,
    },
    /// A member: the note that comes back to the whole group.
    ShareBack {
        room: RoomId,
        words: Words,
    },
    /// A member: reaches the board of the staff at once (R16).
    CallHelp {
        room: RoomId,
        words: Words,
    },
    CancelHelp {
        room: RoomId,
    },
    /// Staff: "I am coming".
    TakeHelp {
        room: RoomId,
    },
    SettleHelp {
        room: RoomId,
    },
    /// A member: "we are done".
    Done {
        room: RoomId,
        on: bool,
    },
    /// Staff: move by hand, with the notice of the settings.
    Move {
        person: PersonId,
        room: RoomId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanRequest {
    pub kind: PlanKind,
    /// People per room for random and mixed plans (2-8).
    pub size: u32,
    pub prompt: Words,
    /// Minutes until the rooms close (1-180).
    pub minutes: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Each pair its own room, confidential (R12).
    Buddies,
    Random,
    /// Meet new people: the fewest repeats.
    Mixed,
    /// Empty rooms to fill by hand.
    ByHand,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlannedRoom {
    pub id: RoomId,
    pub name: Words,
    pub people: Vec<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lead: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_link: Option<String>,
}

/// How staff attend to a room (R15). Confidential rooms are hands-off or visited, never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Watch {
    /// Staff stay out unless called.
    #[default]
    HandsOff,
    /// Staff may look in; while they visit they read along from then on.
    DropIn,
    /// Facilitators read along from now on.
    Monitor,
}
