//! What one ask leaves in the log, and the answers that can be given again from it (ASK2).

use std::collections::{BTreeMap, VecDeque};

use alongside_domain::session::Event;
use alongside_protocol::{
    command::Command,
    frames::Outcome,
    ids::{At, CommandId, PersonId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::limits;

/// The form of records this program writes.
const FORM: u32 = 1;

/// One record of a session's stream. Later versions read it back: fields may be added, none may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    v: u32,
    pub at: At,
    /// The command it came from; nothing for what the server noticed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
    pub events: Vec<Event>,
}

/// Whose command it was, and a hash of what it said, to tell a repetition from another command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct From {
    pub by: PersonId,
    pub id: CommandId,
    pub body: BodyHash,
}

/// The first 64 bits of the SHA-256 of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyHash(u64);

/// A record that this version cannot read.
#[derive(Debug, thiserror::Error)]
#[error("its records were written by another version of Alongside")]
pub struct Unreadable;

impl Kept {
    #[must_use]
    pub const fn new(at: At, from: Option<From>, events: Vec<Event>) -> Self {
        Self {
            v: FORM,
            at,
            from,
            events,
        }
    }

    /// # Errors
    /// Never for events as the core makes them.
    pub fn write(&self) -> Result<Vec<u8>, Unreadable> {
        serde_json::to_vec(self).map_err(|_| Unreadable)
    }

    /// # Errors
    /// When the record has another form or holds an event this version does not know.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let kept: Self = serde_json::from_slice(body).map_err(|_| Unreadable)?;
        if kept.v == FORM {
            Ok(kept)
        } else {
            Err(Unreadable)
        }
    }
}

impl BodyHash {
    #[must_use]
    pub fn of(command: &Command) -> Self {
        let text = serde_json::to_vec(command).unwrap_or_default();
        let mut first = [0; 8];
        for (to, from) in first.iter_mut().zip(Sha256::digest(text)) {
            *to = from;
        }
        Self(u64::from_be_bytes(first))
    }
}

/// The answers of this session, by person and command.
#[derive(Debug, Default)]
pub struct Answers {
    people: BTreeMap<PersonId, Given>,
}

#[derive(Debug, Default)]
struct Given {
    /// The oldest first.
    order: VecDeque<CommandId>,
    answers: BTreeMap<CommandId, (BodyHash, Outcome)>,
}

impl Answers {
    /// The answer of a command that was here before; a refusal when the id was used for another one.
    #[must_use]
    pub fn given(&self, from: &From) -> Option<Outcome> {
        let (body, outcome) = self.people.get(&from.by)?.answers.get(&from.id)?;
        if *body == from.body {
            return Some(outcome.clone());
        }
        Some(Outcome::Refused {
            refusal: Refusal::new(
                Code::Reused,
                "Something else was already sent under this number. Please reload the page and try again.",
            ),
        })
    }

    pub fn keep(&mut self, from: From, outcome: Outcome) {
        let given = self.people.entry(from.by).or_default();
        if given
            .answers
            .insert(from.id, (from.body, outcome))
            .is_none()
        {
            given.order.push_back(from.id);
        }
        while given.order.len() > limits::ANSWERS_PER_PERSON {
            if let Some(oldest) = given.order.pop_front() {
                given.answers.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::command::PeopleCommand;
    use uuid::Uuid;

    fn from(id: u128, command: &Command) -> From {
        From {
            by: PersonId(Uuid::from_u128(7)),
            id: CommandId(Uuid::from_u128(id)),
            body: BodyHash::of(command),
        }
    }

    fn leave() -> Command {
        Command::People(PeopleCommand::Leave {})
    }

    #[test]
    fn ask2_the_same_command_gets_the_same_answer_and_another_one_is_refused() {
        let mut answers = Answers::default();
        let asked = from(1, &leave());
        assert_eq!(answers.given(&asked), None);
        answers.keep(asked, Outcome::Kept {});
        assert_eq!(answers.given(&asked), Some(Outcome::Kept {}));

        let other = from(1, &Command::People(PeopleCommand::LowerHand {}));
        let Some(Outcome::Refused { refusal }) = answers.given(&other) else {
            panic!("another body is refused")
        };
        assert_eq!(refusal.code, Code::Reused);
    }

    #[test]
    fn answers_are_bounded_per_person() {
        let mut answers = Answers::default();
        for id in 0..=limits::ANSWERS_PER_PERSON as u128 {
            answers.keep(from(id, &leave()), Outcome::Kept {});
        }
        assert_eq!(answers.given(&from(0, &leave())), None);
        assert!(answers.given(&from(1, &leave())).is_some());
    }

    #[test]
    fn a_record_reads_back_and_one_of_another_form_does_not() {
        let kept = Kept::new(At(5), Some(from(1, &leave())), Vec::new());
        let written = kept.write().unwrap();
        assert_eq!(Kept::read(&written).unwrap(), kept);
        assert!(Kept::read(b"{\"v\":2,\"at\":5,\"events\":[]}").is_err());
        assert!(Kept::read(b"nothing").is_err());
    }
}
