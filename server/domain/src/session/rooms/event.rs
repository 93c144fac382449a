//! What can have happened to rooms.

use super::{Plan, PlanClash};
use crate::session::SavedPlan;
use alongside_protocol::{
    command::{PlanKind, Watch},
    ids::{At, BreakoutId, PersonId, PlanId, RoomId, RuleId},
    words::Words,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum RoomsEvent {
    Planned {
        plan: Plan,
    },
    PlanDropped,
    Announced {
        breakout: BreakoutId,
        kind: PlanKind,
        confidential: bool,
        prompt: Words,
        minutes: i32,
        opens_at: At,
        rooms: Vec<RoomSetup>,
        by: PersonId,
        /// Rules let go deliberately.
        #[serde(default)]
        without: Vec<RuleId>,
        /// It is the next round of the programme's plan.
        #[serde(default)]
        programme: bool,
    },
    /// No plan keeps every rule.
    Clashed {
        clash: PlanClash,
    },
    PlanSaved {
        saved: SavedPlan,
    },
    PlanForgotten {
        plan: PlanId,
    },
    CalledOff {
        by: PersonId,
    },
    /// Somebody was gone, and the others see first where they go now.
    Postponed {
        opens_at: At,
    },
    /// Without company in the room they were announced for, so they stay with the group.
    KeptWithGroup {
        person: PersonId,
        room: RoomId,
    },
    Opened {
        ends_at: At,
    },
    /// Staff were alerted that somebody is alone.
    AloneAlerted {
        room: RoomId,
    },
    Stretched {
        ends_at: At,
    },
    Closing {
        closes_at: At,
    },
    Closed,
    WatchSet {
        room: RoomId,
        watch: Watch,
        by: PersonId,
    },
    Visited {
        room: RoomId,
        by: PersonId,
    },
    VisitEnded {
        room: RoomId,
        by: PersonId,
    },
    LeadSet {
        room: RoomId,
        person: PersonId,
    },
    Locked {
        room: RoomId,
        on: bool,
        by: PersonId,
    },
    PromptSet {
        room: RoomId,
        words: Words,
    },
    CallLinkSet {
        room: RoomId,
        url: Option<String>,
    },
    ShareBackWritten {
        room: RoomId,
        by: PersonId,
        words: Words,
    },
    HelpCalled {
        room: RoomId,
        by: PersonId,
        words: Words,
    },
    HelpCancelled {
        room: RoomId,
        by: PersonId,
    },
    HelpTaken {
        room: RoomId,
        by: PersonId,
    },
    /// Whoever was coming is gone, so the room waits again.
    HelpFellBack {
        room: RoomId,
    },
    HelpSettled {
        room: RoomId,
        by: PersonId,
    },
    DoneSet {
        room: RoomId,
        person: PersonId,
        on: bool,
    },
}

/// A room as it is announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomSetup {
    pub id: RoomId,
    pub name: Words,
    pub people: Vec<PersonId>,
    pub lead: Option<PersonId>,
    pub call_link: Option<String>,
    #[serde(default)]
    pub prompt: Option<Words>,
}
