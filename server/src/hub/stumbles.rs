//! Commands that one of our own rules broke down over: a mistake of ours, and for the session a step of its owner.
//!
//! A browser whose line was lost asks again, under the same id, and would break the session down again each time. So
//! these are remembered beyond the owner, and answered without being asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use alongside_protocol::{
    frames::Outcome,
    ids::{CommandId, PersonId},
    refusal::Refusal,
};

use crate::{kept::From, limits};

/// See the head of this file.
#[derive(Debug, Default)]
pub struct Stumbles(Mutex<VecDeque<(PersonId, CommandId)>>);

impl Stumbles {
    /// Remembers it, and says what whoever asked is told. Nothing of it was kept.
    pub fn note(&self, from: &From) -> Outcome {
        let mut known = self.known();
        known.push_back((from.by, from.id));
        if known.len() > limits::STUMBLES {
            known.pop_front();
        }
        told()
    }

    /// The answer, if it is one of these.
    pub fn answer(&self, from: &From) -> Option<Outcome> {
        self.known().contains(&(from.by, from.id)).then(told)
    }

    fn known(&self) -> MutexGuard<'_, VecDeque<(PersonId, CommandId)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Certain, so that nobody tries it again by itself.
fn told() -> Outcome {
    Outcome::Refused {
        refusal: Refusal::not_now(
            "That did not work, and the mistake is ours. Nothing of it was done. Please try it in another way, and tell your facilitator.",
        ),
    }
}
