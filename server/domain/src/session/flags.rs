//! Raising a flag, and looking after it (R25; FLAG1-FLAG6).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::FlagCommand,
    ids::{At, FlagId, PersonId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Flags {}

impl Flags {
    pub fn ids(&self) -> impl Iterator<Item = FlagId> + '_ {
        std::iter::empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum FlagsEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &FlagCommand) -> Decided {
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

pub fn apply(_session: &mut Session, _at: At, event: &FlagsEvent) {
    match *event {}
}
