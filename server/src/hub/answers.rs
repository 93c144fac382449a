//! The answers that were given, so that the same command again gets the same one (ASK2).

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
}
