//! Breakout rooms (R9, R10, R13-R18).

use crate::{
    ids::{PersonId, PlanId, RoomId, RuleId},
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
        /// Stays as it is when left out; so do the minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        prompt: Option<Words>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        minutes: Option<u32>,
    },
    DropPlan {},
    /// Facilitators: keep the plan under a name, for this and later sessions of the programme.
    SavePlan {
        version: u32,
        name: Words,
    },
    /// Facilitators: a saved plan is no longer needed.
    ForgetPlan {
        plan: PlanId,
    },
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
    /// Facilitators: nobody comes into the room or is moved out of it, until it is unlocked.
    Lock {
        room: RoomId,
        on: bool,
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
    /// Instead of the size: how many rooms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rooms: Option<u32>,
    /// With kind `saved`: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub saved: Option<PlanId>,
    /// Rules that a facilitator lets go for this plan, deliberately, because not all of them can hold (R22).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<RuleId>>", optional)]
    pub without: Vec<RuleId>,
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
    /// Asked for only: a plan saved before, for those who are here.
    Saved,
    /// Asked for only: what the plan of the whole programme says for this round.
    Programme,
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
    /// Instead of the prompt of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prompt: Option<Words>,
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
