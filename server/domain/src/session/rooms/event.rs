//! What can have happened to rooms.

use super::Plan;
use alongside_protocol::{
    command::{PlanKind, Watch},
    ids::{At, BreakoutId, PersonId, RoomId},
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
    },
    CalledOff {
        by: PersonId,
    },
    Opened {
        ends_at: At,
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
}
