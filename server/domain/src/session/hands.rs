//! One queue of hands across voice and chat, in the same order on every screen (R27; HAND1).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::PeopleCommand,
    ids::{At, PersonId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Hands {}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum HandsEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &PeopleCommand) -> Decided {
    Err(Refusal::not_found())
}

#[must_use]
pub fn due(_session: &Session, _ask: &Ask) -> Vec<Event> {
    Vec::new()
}

#[must_use]
pub fn deadline(_session: &Session) -> Option<At> {
    None
}

pub fn apply(_session: &mut Session, _at: At, event: &HandsEvent) {
    match *event {}
}
