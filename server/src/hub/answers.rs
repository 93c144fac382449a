//! The answers that were given, so that the same command again gets the same one (ASK2).
//!
//! What was kept had an effect, so its answer is remembered for as long as the session is: as many as the log holds of
//! them, which the pace of commands bounds. A refusal had none, so the oldest are let go; asked again, such a command
//! is decided anew.

use std::collections::{BTreeMap, VecDeque};

use alongside_protocol::{
    frames::Outcome,
    ids::{CommandId, PersonId},
    refusal::{Code, Refusal},
};

use crate::{
    kept::{BodyHash, From},
    limits,
};

/// The answers of this session, by person and command.
#[derive(Debug, Default)]
pub struct Answers {
    people: BTreeMap<PersonId, Given>,
}

#[derive(Debug, Default)]
struct Given {
    kept: BTreeMap<CommandId, BodyHash>,
    /// The oldest first.
    refused: VecDeque<(CommandId, BodyHash, Refusal)>,
}

impl Given {
    fn answer(&self, id: CommandId) -> Option<(BodyHash, Outcome)> {
        if let Some(body) = self.kept.get(&id) {
            return Some((*body, Outcome::Kept {}));
        }
        let (_, body, refusal) = self.refused.iter().find(|(known, ..)| *known == id)?;
        let refusal = refusal.clone();
        Some((*body, Outcome::Refused { refusal }))
    }
}

impl Answers {
    /// The answer of a command that was here before; a refusal when the id was used for another one.
    #[must_use]
    pub fn given(&self, from: &From) -> Option<Outcome> {
        let (body, outcome) = self.people.get(&from.by)?.answer(from.id)?;
        if body == from.body {
            return Some(outcome);
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
        match outcome {
            Outcome::Kept {} => {
                given.kept.insert(from.id, from.body);
            }
            Outcome::Refused { refusal } => {
                given.refused.push_back((from.id, from.body, refusal));
                if given.refused.len() > limits::REFUSALS_PER_PERSON {
                    given.refused.pop_front();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::command::{Command, PeopleCommand};
    use uuid::Uuid;

    fn from(id: u128, command: &Command) -> From {
        From {
            by: PersonId(Uuid::from_u128(7)),
            id: CommandId(Uuid::from_u128(id)),
            body: BodyHash::of(command, b"salt"),
        }
    }

    fn leave() -> Command {
        Command::People(PeopleCommand::Leave {})
    }

    fn refused() -> Outcome {
        let refusal = Refusal::not_found();
        Outcome::Refused { refusal }
    }

    #[test]
    fn ask2_the_same_command_gets_the_same_answer_and_another_one_is_refused() {
        let mut answers = Answers::default();
        for (id, answer) in [(1, Outcome::Kept {}), (2, refused())] {
            let asked = from(id, &leave());
            assert_eq!(answers.given(&asked), None);
            answers.keep(asked, answer.clone());
            assert_eq!(answers.given(&asked), Some(answer));

            let other = from(id, &Command::People(PeopleCommand::LowerHand {}));
            let Some(Outcome::Refused { refusal }) = answers.given(&other) else {
                panic!("another body is refused")
            };
            assert_eq!(refusal.code, Code::Reused);
        }
    }

    #[test]
    fn ask2_what_was_kept_is_known_however_much_came_after_it() {
        let mut answers = Answers::default();
        answers.keep(from(0, &leave()), Outcome::Kept {});
        answers.keep(from(1, &leave()), refused());
        for id in 2..2 + limits::REFUSALS_PER_PERSON as u128 {
            answers.keep(from(id, &leave()), refused());
        }
        for id in 10_000..20_000 {
            answers.keep(from(id, &leave()), Outcome::Kept {});
        }
        assert_eq!(answers.given(&from(0, &leave())), Some(Outcome::Kept {}));
        let first = answers.given(&from(1, &leave()));
        assert_eq!(first, None, "refusals are bounded");
        assert_eq!(answers.given(&from(2, &leave())), Some(refused()));
    }
}
