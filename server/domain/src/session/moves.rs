//! Reshuffling when people drop out (R19-R21; MOVE1-MOVE7).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::MoveCommand,
    ids::{At, PersonId, ProposalId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Moves {}

impl Moves {
    pub fn ids(&self) -> impl Iterator<Item = ProposalId> + '_ {
        std::iter::empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum MovesEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &MoveCommand) -> Decided {
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

pub fn apply(_session: &mut Session, _at: At, event: &MovesEvent) {
    match *event {}
}
