//! What a person may ask for in a live session, by feature.
//!
//! Who asks is never in a command: the server knows it from the pass.
//! Who may ask for what, and when, stands in one table: `server/domain/src/session/table.rs`.

mod buddies;
mod call;
mod chat;
mod day;
mod feedback;
mod flags;
mod moves;
mod people;
mod rooms;
mod rounds;

pub use buddies::BuddyCommand;
pub use call::CallCommand;
pub use chat::{Channel, ChatCommand};
pub use day::{DayCommand, HandOrder, MovePolicy, Settings};
pub use feedback::{FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText};
pub use flags::{FlagCommand, FlagKind};
pub use moves::{MoveCommand, Placing};
pub use people::{HandWay, PeopleCommand};
pub use rooms::{PlanKind, PlanRequest, PlannedRoom, RoomCommand, Watch};
pub use rounds::{RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `{"about": "chat", "ask": {"t": "post", ...}}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "about",
    content = "ask",
    rename_all = "snake_case",
    deny_unknown_fields
)]
pub enum Command {
    Day(DayCommand),
    People(PeopleCommand),
    Rounds(RoundCommand),
    Chat(ChatCommand),
    Flags(FlagCommand),
    Rooms(RoomCommand),
    Moves(MoveCommand),
    Buddies(BuddyCommand),
    Call(CallCommand),
    Feedback(FeedbackCommand),
}
