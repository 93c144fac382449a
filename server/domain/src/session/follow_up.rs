//! Who to look after when the day is over (R7; END1).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    ids::{At, PersonId},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct FollowUps {}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FollowUpEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _by: PersonId, _person: PersonId, _words: &Words) -> Decided {
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

pub fn apply(_session: &mut Session, _at: At, event: &FollowUpEvent) {
    match *event {}
}
