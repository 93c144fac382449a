//! Check-in, check-out and other rounds (R5-R8; ROUND1-ROUND6).
//!
//! ```text
//!   Running --reveal (all at once)--> Revealed --end--> Ended
//!      |                                                  ^
//!      +-------------------------end----------------------+
//! ```
//!
//! What a person said in a round is a [`Said`]; what others may know of it is the question of `views::rounds`.
//! A pass and an answer for facilitators only take the very same way through this file: same events in the same
//! number, same effect on the order, so that nothing about the group's screens can differ (ROUND2).

mod ask;
mod turns;

use super::{Event, Session, follow_up};
use crate::views::Thing;
use alongside_protocol::{
    command::{RoundKind, RoundPurpose, RoundRequest},
    entry::RoundState,
    ids::{At, PersonId, RoundId},
    people::Audience,
    words::Words,
};
pub use ask::decide;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
pub use turns::due;

#[derive(Debug, Clone, Default)]
pub struct Rounds {
    /// All rounds of the day; the last one is the one that runs, if any does.
    held: Vec<Round>,
    opted_out: BTreeSet<PersonId>,
    checked_out: BTreeSet<PersonId>,
    /// The step each person chose in their first check-in, with its round.
    arrived_at: BTreeMap<PersonId, (RoundId, u8)>,
    /// The step each person chose in their latest check-out.
    left_at: BTreeMap<PersonId, u8>,
}

#[derive(Debug, Clone)]
pub struct Round {
    pub id: RoundId,
    pub request: RoundRequest,
    pub state: RoundState,
    /// All at once: everybody may see what was shared, also when the round has ended since.
    pub revealed: bool,
    /// Whose turn comes after whose; for the other kinds just everybody asked.
    pub order: Vec<PersonId>,
    pub turn: Option<PersonId>,
    pub turn_since: Option<At>,
    pub parts: BTreeMap<PersonId, Part>,
}

/// One person's part in a round.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub said: Option<Said>,
    /// Asked to be come back to, or staff put them later.
    pub later: bool,
    /// Was not there when the turn came.
    pub away: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Passed,
    Answer {
        value: Option<u8>,
        words: Words,
        audience: Audience,
    },
}

impl Rounds {
    /// The round that runs, or the last one.
    #[must_use]
    pub fn last(&self) -> Option<&Round> {
        self.held.last()
    }

    /// All rounds of the day, the last one last.
    #[must_use]
    pub fn all(&self) -> &[Round] {
        &self.held
    }

    /// The round people can take part in now.
    #[must_use]
    pub fn running(&self) -> Option<&Round> {
        self.last().filter(|round| round.state != RoundState::Ended)
    }

    /// No rounds for this person today (R7).
    #[must_use]
    pub fn opted_out(&self, person: PersonId) -> bool {
        self.opted_out.contains(&person)
    }

    /// Whether this person has answered or passed in a check-out.
    #[must_use]
    pub fn checked_out(&self, person: PersonId) -> bool {
        self.checked_out.contains(&person)
    }

    /// Whether there has been a check-out at all today.
    #[must_use]
    pub fn check_out_held(&self) -> bool {
        let mut rounds = self.held.iter();
        rounds.any(|round| round.request.purpose == RoundPurpose::CheckOut)
    }

    /// How this person arrived and left, from 1 (lowest) to 5, as far as they said so.
    #[must_use]
    pub fn arrived_and_left(&self, person: PersonId) -> (Option<u8>, Option<u8>) {
        let arrived = self.arrived_at.get(&person).map(|(_, value)| *value);
        (arrived, self.left_at.get(&person).copied())
    }
}

impl Round {
    #[must_use]
    pub fn said(&self, person: PersonId) -> Option<&Said> {
        self.parts.get(&person)?.said.as_ref()
    }

    #[must_use]
    pub fn in_turn(&self) -> bool {
        self.request.kind == RoundKind::InTurn
    }

    /// Puts somebody at the end of the order, where whoever is new stands too.
    fn put_last(&mut self, person: PersonId) {
        self.order.retain(|other| *other != person);
        self.order.push(person);
    }

    fn give_turn(&mut self, at: At, to: Option<PersonId>) {
        self.turn = to;
        self.turn_since = to.map(|_| at);
    }
}

/// Each event concerns the round that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum RoundsEvent {
    Started {
        round: RoundId,
        by: PersonId,
        request: RoundRequest,
        order: Vec<PersonId>,
        turn: Option<PersonId>,
    },
    Answered {
        person: PersonId,
        value: Option<u8>,
        words: Words,
        audience: Audience,
    },
    Passed {
        person: PersonId,
    },
    /// "Come back to me", or staff said so.
    PutLater {
        person: PersonId,
        by: PersonId,
    },
    /// The turn went on; those in `away` were not there to take it.
    TurnPassed {
        to: Option<PersonId>,
        away: Vec<PersonId>,
    },
    /// Somebody is in the round now who was not asked at the start, or is back; at the end of the order.
    Joined {
        person: PersonId,
        takes_turn: bool,
    },
    /// Somebody who had not spoken is no longer in the session.
    LeftOut {
        person: PersonId,
    },
    Revealed {
        by: PersonId,
    },
    Ended {
        by: Option<PersonId>,
    },
    OptedOut {
        person: PersonId,
    },
    OptedIn {
        person: PersonId,
    },
}

pub fn apply(session: &mut Session, at: At, event: &RoundsEvent) {
    match event {
        RoundsEvent::Started {
            round,
            request,
            order,
            turn,
            ..
        } => start(session, at, *round, request, order, *turn),
        RoundsEvent::OptedOut { person } => {
            session.rounds.opted_out.insert(*person);
            session.touch(Thing::Person(*person));
            change(session, at, event);
        }
        RoundsEvent::OptedIn { person } => {
            session.rounds.opted_out.remove(person);
            session.touch(Thing::Person(*person));
        }
        RoundsEvent::Answered { person, value, .. } => {
            remember(session, *person, *value);
            change(session, at, event);
        }
        RoundsEvent::Passed { person } => {
            remember(session, *person, None);
            change(session, at, event);
        }
        _ => change(session, at, event),
    }
}

fn start(
    session: &mut Session,
    at: At,
    id: RoundId,
    request: &RoundRequest,
    order: &[PersonId],
    turn: Option<PersonId>,
) {
    let mut round = Round {
        id,
        request: request.clone(),
        state: RoundState::Running,
        revealed: false,
        order: order.to_vec(),
        turn: None,
        turn_since: None,
        parts: BTreeMap::new(),
    };
    round.give_turn(at, turn);
    touch_answers(session);
    session.rounds.held.push(round);
    session.touch(Thing::Round);
    follow_up::touch_all(session);
}

/// What follow-ups are made of (R7): how somebody arrived and left.
fn remember(session: &mut Session, person: PersonId, value: Option<u8>) {
    let rounds = &mut session.rounds;
    let Some(round) = rounds.held.last() else {
        return;
    };
    match round.request.purpose {
        RoundPurpose::CheckIn => {
            let first = rounds.arrived_at.get(&person).map(|(round, _)| *round);
            if first.is_none_or(|first| first == round.id) {
                match value {
                    Some(value) => rounds.arrived_at.insert(person, (round.id, value)),
                    None => rounds.arrived_at.remove(&person),
                };
            }
        }
        RoundPurpose::CheckOut => {
            rounds.checked_out.insert(person);
            match value {
                Some(value) => rounds.left_at.insert(person, value),
                None => rounds.left_at.remove(&person),
            };
            session.touch(Thing::Person(person));
        }
        RoundPurpose::Other => {}
    }
    session.touch(Thing::FollowUp(person));
}

/// What happens within the round that runs.
fn change(session: &mut Session, at: At, event: &RoundsEvent) {
    let Some(round) = session.rounds.held.last_mut() else {
        return;
    };
    match event {
        RoundsEvent::Answered {
            person,
            value,
            words,
            audience,
        } => {
            let part = round.parts.entry(*person).or_default();
            part.said = Some(Said::Answer {
                value: *value,
                words: words.clone(),
                audience: *audience,
            });
            session.touch(Thing::Answer(*person));
        }
        RoundsEvent::Passed { person } => {
            round.parts.entry(*person).or_default().said = Some(Said::Passed);
            session.touch(Thing::Answer(*person));
        }
        RoundsEvent::PutLater { person, .. } => {
            round.parts.entry(*person).or_default().later = true;
            round.put_last(*person);
        }
        RoundsEvent::TurnPassed { to, away } => {
            for person in away {
                round.parts.entry(*person).or_default().away = true;
                round.put_last(*person);
            }
            round.give_turn(at, *to);
        }
        RoundsEvent::Joined { person, takes_turn } => {
            round.parts.entry(*person).or_default().away = false;
            round.put_last(*person);
            if *takes_turn {
                round.give_turn(at, Some(*person));
            }
        }
        RoundsEvent::LeftOut { person } | RoundsEvent::OptedOut { person } => {
            if round.said(*person).is_none() && round.state != RoundState::Ended {
                round.order.retain(|other| other != person);
                round.parts.remove(person);
                if round.turn == Some(*person) {
                    round.give_turn(at, None);
                }
            }
        }
        RoundsEvent::Revealed { .. } => {
            round.state = RoundState::Revealed;
            round.revealed = true;
            touch_answers(session);
        }
        RoundsEvent::Ended { .. } => {
            round.state = RoundState::Ended;
            round.give_turn(at, None);
            follow_up::touch_all(session);
        }
        RoundsEvent::Started { .. } | RoundsEvent::OptedIn { .. } => {}
    }
    session.touch(Thing::Round);
}

fn touch_answers(session: &mut Session) {
    let answered: Vec<_> = session
        .rounds
        .last()
        .into_iter()
        .flat_map(|round| round.parts.keys().copied())
        .collect();
    for person in answered {
        session.touch(Thing::Answer(person));
    }
}

#[must_use]
fn happened(event: RoundsEvent) -> Event {
    Event::Rounds(event)
}

#[cfg(test)]
mod tests;
