//! What may be asked of a round, and by whom (ROUND1, ROUND2, ROUND5).

use super::{Round, RoundsEvent, happened, turns};
use crate::{
    dice::Dice,
    limits,
    session::{Ask, Decided, Event, Session},
    text,
};
use alongside_protocol::{
    command::{RoundCommand, RoundKind, RoundRequest, Scale},
    entry::RoundState,
    ids::{PersonId, RoundId},
    people::Audience,
    refusal::Refusal,
    words::Words,
};

/// # Errors
/// A refusal when the round meant does not run, the person has no part in it, or words need mending.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &RoundCommand) -> Decided {
    match command {
        RoundCommand::Start { round } => start(session, ask, by, round),
        RoundCommand::Answer {
            round,
            value,
            words,
            audience,
        } => {
            let round = own(session, *round, by)?;
            let answered = answer(round, by, *value, words, *audience)?;
            Ok(with_turn(session, round, by, answered))
        }
        RoundCommand::Pass { round } => {
            let round = own(session, *round, by)?;
            Ok(with_turn(
                session,
                round,
                by,
                RoundsEvent::Passed { person: by },
            ))
        }
        RoundCommand::Later { round } => {
            let round = own(session, *round, by)?;
            come_back_to_me(session, round, by)
        }
        RoundCommand::OptOut { on } => Ok(opt_out(session, by, *on)),
        RoundCommand::Next { round } => next(session, turning(session, *round)?, by),
        RoundCommand::PutLater { round, person } => {
            let round = turning(session, *round)?;
            if !round.order.contains(person) {
                return Err(Refusal::not_found());
            }
            if round.said(*person).is_some() {
                return Err(Refusal::not_now("This person has had their turn already."));
            }
            Ok(put_later(session, round, *person, by))
        }
        RoundCommand::Reveal { round } => reveal(running(session, *round)?, by),
        RoundCommand::End { round } => {
            running(session, *round)?;
            Ok(vec![happened(RoundsEvent::Ended { by: Some(by) })])
        }
    }
}

fn start(session: &Session, ask: &Ask, by: PersonId, request: &RoundRequest) -> Decided {
    if session.rounds.running().is_some() {
        return Err(Refusal::not_now(
            "A round is still running. End it first, then start the next one.",
        ));
    }
    if session.rounds.all().len() >= limits::ROUNDS {
        return Err(Refusal::not_now(
            "There have been as many rounds today as one day can hold.",
        ));
    }
    let seconds = request.suggested_seconds;
    if seconds.is_some_and(|seconds| !limits::SUGGESTED_SECONDS.contains(&seconds)) {
        return Err(Refusal::mend(format!(
            "The suggested time can be between {} and {} seconds.",
            limits::SUGGESTED_SECONDS.start(),
            limits::SUGGESTED_SECONDS.end()
        )));
    }
    let prompt = text::block(&request.prompt, "The question", limits::NOTE_LETTERS)?;
    let order = turns::asked(session);
    let first = order.first().copied();
    Ok(vec![happened(RoundsEvent::Started {
        round: RoundId(Dice::new(ask.seed).uuid()),
        by,
        turn: first.filter(|_| request.kind == RoundKind::InTurn),
        request: RoundRequest {
            prompt,
            ..request.clone()
        },
        order,
    })])
}

fn running(session: &Session, round: RoundId) -> Result<&Round, Refusal> {
    let known = session.rounds.all().iter().find(|known| known.id == round);
    let known = known.ok_or_else(Refusal::not_found)?;
    if known.state == RoundState::Ended {
        return Err(Refusal::not_now("This round has ended."));
    }
    Ok(known)
}

/// The running round, when it goes in turn.
fn turning(session: &Session, round: RoundId) -> Result<&Round, Refusal> {
    let round = running(session, round)?;
    if round.in_turn() {
        return Ok(round);
    }
    Err(Refusal::not_now(
        "In this round there are no turns; people answer when they are ready.",
    ))
}

/// The running round, when this person has a part in it.
fn own(session: &Session, round: RoundId, person: PersonId) -> Result<&Round, Refusal> {
    let round = running(session, round)?;
    if round.order.contains(&person) {
        return Ok(round);
    }
    Err(Refusal::not_now(if session.rounds.opted_out(person) {
        "You chose to have no rounds today. You can change that at any time, and will then be asked last."
    } else {
        "You are marked as away. Say that you are here again, and you will have a part in this round."
    }))
}

fn answer(
    round: &Round,
    person: PersonId,
    value: Option<u8>,
    words: &Words,
    audience: Audience,
) -> Result<RoundsEvent, Refusal> {
    let request = &round.request;
    if value.is_some_and(|value| !request.scale.has_steps() || !(1..=5).contains(&value)) {
        return Err(Refusal::mend("Please choose one of the steps shown."));
    }
    let words = match request.scale {
        Scale::OneWord => text::optional_line(words, "Your word", limits::ONE_WORD_LETTERS)?,
        _ => text::optional_block(words, "Your answer", limits::NOTE_LETTERS)?,
    };
    let audience = match request.kind {
        RoundKind::Quiet => Audience::Facilitators,
        RoundKind::InTurn | RoundKind::AllAtOnce => audience,
    };
    // In turn, people may say it aloud on the call and only mark that they have.
    let aloud = round.in_turn() && audience == Audience::Group;
    if value.is_none() && words.is_empty() && !aloud {
        return Err(Refusal::mend(
            "Your answer is still empty. You can write something, or pass.",
        ));
    }
    Ok(RoundsEvent::Answered {
        person,
        value,
        words,
        audience,
    })
}

/// The event, and the turn going on by itself if it was this person's (ROUND6).
fn with_turn(session: &Session, round: &Round, person: PersonId, event: RoundsEvent) -> Vec<Event> {
    let mut events = vec![happened(event)];
    if round.turn == Some(person) {
        events.push(turns::pass_on(session, round, Some(person)));
    }
    events
}

fn come_back_to_me(session: &Session, round: &Round, person: PersonId) -> Decided {
    if !round.in_turn() {
        return Err(Refusal::not_now(
            "In this round there are no turns. Answer whenever you are ready.",
        ));
    }
    if round.said(person).is_some() {
        return Err(Refusal::not_now(
            "You have had your turn already. You can still change what you said.",
        ));
    }
    if round.turn == Some(person) && !turns::anybody_else(session, round, person) {
        return Err(Refusal::not_now(
            "Everybody else who is here has had their turn. There is no hurry: take your time, or pass.",
        ));
    }
    Ok(put_later(session, round, person, person))
}

fn put_later(session: &Session, round: &Round, person: PersonId, by: PersonId) -> Vec<Event> {
    with_turn(session, round, person, RoundsEvent::PutLater { person, by })
}

fn opt_out(session: &Session, person: PersonId, on: bool) -> Vec<Event> {
    match (on, session.rounds.opted_out(person)) {
        (true, false) => match session.rounds.running() {
            Some(round) => with_turn(session, round, person, RoundsEvent::OptedOut { person }),
            None => vec![happened(RoundsEvent::OptedOut { person })],
        },
        (false, true) => vec![happened(RoundsEvent::OptedIn { person })],
        _ => Vec::new(),
    }
}

/// The turn goes on; whoever had it and said nothing gets it again at the end, so that no turn is lost.
fn next(session: &Session, round: &Round, by: PersonId) -> Decided {
    if let Some(person) = round.turn {
        return Ok(put_later(session, round, person, by));
    }
    let unspoken = |person: &PersonId| round.said(*person).is_none();
    if !round.order.iter().any(unspoken) {
        return Err(Refusal::not_now("Everybody has had their turn."));
    }
    let on = turns::pass_on(session, round, None);
    if let Event::Rounds(RoundsEvent::TurnPassed { to: None, .. }) = on {
        return Err(Refusal::not_now(
            "Those who have not had their turn are not here at the moment. They get it when they are back.",
        ));
    }
    Ok(vec![on])
}

fn reveal(round: &Round, by: PersonId) -> Decided {
    if round.request.kind != RoundKind::AllAtOnce {
        return Err(Refusal::not_now(
            "Only what is written all at once can be shown all at once.",
        ));
    }
    if round.revealed {
        return Err(Refusal::not_now("The answers are shown already."));
    }
    Ok(vec![happened(RoundsEvent::Revealed { by })])
}
