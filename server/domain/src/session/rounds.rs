//! Check-in, check-out and other rounds (R5-R8; ROUND1-ROUND6).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::RoundCommand,
    ids::{At, PersonId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Rounds {}

impl Rounds {
    /// No rounds for this person today (R7).
    #[must_use]
    pub fn opted_out(&self, _person: PersonId) -> bool {
        false
    }

    /// Whether this person has answered or passed in a check-out.
    #[must_use]
    pub fn checked_out(&self, _person: PersonId) -> bool {
        false
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum RoundsEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &RoundCommand) -> Decided {
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

pub fn apply(_session: &mut Session, _at: At, event: &RoundsEvent) {
    match *event {}
}
