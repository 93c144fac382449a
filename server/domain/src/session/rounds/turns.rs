//! Whose turn it is (R8; ROUND1, ROUND3, ROUND6).
//!
//! The turn goes to the first in the order who has not spoken and is there. Whoever is not there when it comes,
//! and whoever asks to be come back to, goes to the end of the order; so does whoever arrives or returns.
//! A lost connection keeps the turn through the grace period, and no timer ever takes it away.

use super::{Round, RoundsEvent, happened};
use crate::session::{Ask, Event, Session};
use alongside_protocol::{
    entry::Phase,
    ids::{At, PersonId},
    people::Role,
};

/// Trainees who can be asked now, in the order in which they arrived, so that everybody can foresee it.
pub fn asked(session: &Session) -> Vec<PersonId> {
    let mut asked: Vec<(Option<At>, PersonId)> = session
        .people
        .trainees()
        .filter(|trainee| trainee.is_taking_part() && !session.rounds.opted_out(trainee.id))
        .map(|trainee| (trainee.arrived_at, trainee.id))
        .collect();
    asked.sort_unstable();
    asked.into_iter().map(|(_, person)| person).collect()
}

/// The turn goes on from `from`, who has spoken, comes later, or is out of the round.
pub fn pass_on(session: &Session, round: &Round, from: Option<PersonId>) -> Event {
    let mut away = Vec::new();
    for person in &round.order {
        if Some(*person) == from || round.said(*person).is_some() {
            continue;
        }
        if can_speak(session, *person) {
            let to = Some(*person);
            return happened(RoundsEvent::TurnPassed { to, away });
        }
        if !is_away(round, *person) {
            away.push(*person);
        }
    }
    happened(RoundsEvent::TurnPassed { to: None, away })
}

/// Somebody who has not spoken and could take the turn from `from`.
pub fn anybody_else(session: &Session, round: &Round, from: PersonId) -> bool {
    round.order.iter().any(|person| {
        *person != from && round.said(*person).is_none() && can_speak(session, *person)
    })
}

/// Consequences of people coming and going: one at a time, the most pressing first.
#[must_use]
pub fn due(session: &Session, _ask: &Ask) -> Vec<Event> {
    let Some(round) = session.rounds.running() else {
        return Vec::new();
    };
    if session.phase() == Phase::Ended {
        return vec![happened(RoundsEvent::Ended { by: None })];
    }
    left_out(session, round)
        .or_else(|| turn_of_nobody_there(session, round))
        .or_else(|| newly_there(session, round))
        .unwrap_or_default()
}

fn left_out(session: &Session, round: &Round) -> Option<Vec<Event>> {
    let unspoken = |person: &&PersonId| round.said(**person).is_none();
    let gone = |person: &&PersonId| session.people.role(**person) != Some(Role::Trainee);
    let person = *round.order.iter().filter(unspoken).find(gone)?;
    let mut events = vec![happened(RoundsEvent::LeftOut { person })];
    if round.turn == Some(person) {
        events.push(pass_on(session, round, Some(person)));
    }
    Some(events)
}

fn turn_of_nobody_there(session: &Session, round: &Round) -> Option<Vec<Event>> {
    let turn = round.turn?;
    (!can_speak(session, turn)).then(|| vec![pass_on(session, round, None)])
}

fn newly_there(session: &Session, round: &Round) -> Option<Vec<Event>> {
    let here = asked(session).into_iter();
    let person = here
        .filter(|person| round.said(*person).is_none())
        .find(|person| is_away(round, *person) || !round.order.contains(person))?;
    let takes_turn = round.in_turn() && round.turn.is_none();
    Some(vec![happened(RoundsEvent::Joined { person, takes_turn })])
}

fn can_speak(session: &Session, person: PersonId) -> bool {
    let member = session.people.here(person);
    member.is_some_and(|member| member.role == Role::Trainee && member.is_taking_part())
}

fn is_away(round: &Round, person: PersonId) -> bool {
    round.parts.get(&person).is_some_and(|part| part.away)
}
