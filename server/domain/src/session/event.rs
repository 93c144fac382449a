//! What can have happened in a session. Events are what the log keeps; they never leave the server.
//!
//! Kept events are read back by every later version: a field may be added with `#[serde(default)]`,
//! nothing may be renamed or taken away.

use super::{
    buddies, call, chat, day, devices, feedback, flags, follow_up, hands, moves, notices, people,
    rooms, rounds,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    Day(day::DayEvent),
    People(people::PeopleEvent),
    Devices(devices::DevicesEvent),
    Hands(hands::HandsEvent),
    Rounds(rounds::RoundsEvent),
    Chat(chat::ChatEvent),
    Flags(flags::FlagsEvent),
    Rooms(rooms::RoomsEvent),
    Moves(moves::MovesEvent),
    Buddies(buddies::BuddiesEvent),
    Call(call::CallEvent),
    FollowUp(follow_up::FollowUpEvent),
    Feedback(feedback::FeedbackEvent),
    Notices(notices::NoticesEvent),
}
