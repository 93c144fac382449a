//! What is shown of a round.
//!
//! Here it is decided what others may know: before the reveal and in quiet rounds only who is done (ROUND4),
//! and never whether somebody passed or answered for facilitators only (ROUND2).

use super::Place;
use crate::session::{
    Session,
    rounds::{Part, Round, Said},
};
use alongside_protocol::{
    command::RoundKind,
    entry::{AnswerEntry, Entry, RoundDetailEntry, RoundEntry, Standing, TrueStanding},
    ids::PersonId,
    people::Audience,
    topic::Topic,
    words::Words,
};

pub fn round(session: &Session) -> Vec<(Place, Entry)> {
    let Some(round) = session.rounds.last() else {
        return Vec::new();
    };
    let request = &round.request;
    let entry = RoundEntry {
        id: round.id,
        purpose: request.purpose,
        kind: request.kind,
        prompt: request.prompt.clone(),
        scale: request.scale,
        suggested_seconds: request.suggested_seconds,
        state: round.state,
        order: round.order.clone(),
        turn: round.turn,
        turn_since: round.turn_since,
        standings: in_order(round, standing),
    };
    let detail = RoundDetailEntry {
        id: round.id,
        standings: in_order(round, |_, part| true_standing(part)),
    };
    vec![
        ((Topic::Group, "round".to_owned()), Entry::Round(entry)),
        (
            (Topic::Facilitators, "round_detail".to_owned()),
            Entry::RoundDetail(detail),
        ),
    ]
}

fn in_order<T>(
    round: &Round,
    of: impl Fn(&Round, &Part) -> T,
) -> std::collections::BTreeMap<PersonId, T> {
    let nothing_yet = Part::default();
    let part = |person| round.parts.get(person).unwrap_or(&nothing_yet);
    let people = round.order.iter();
    people
        .map(|person| (*person, of(round, part(person))))
        .collect()
}

fn standing(round: &Round, part: &Part) -> Standing {
    match &part.said {
        None if part.later || part.away => Standing::Later,
        None => Standing::Waiting,
        Some(_) if !is_open(round) => Standing::Done,
        Some(Said::Answer {
            audience: Audience::Group,
            ..
        }) => Standing::Shared,
        Some(_) => Standing::Passed,
    }
}

fn true_standing(part: &Part) -> TrueStanding {
    match &part.said {
        None if part.later || part.away => TrueStanding::Later,
        None => TrueStanding::Waiting,
        Some(Said::Passed) => TrueStanding::Passed,
        Some(Said::Answer {
            audience: Audience::Group,
            ..
        }) => TrueStanding::Shared,
        Some(Said::Answer { .. }) => TrueStanding::Private,
    }
}

/// Whether the group may see more than who is done.
fn is_open(round: &Round) -> bool {
    match round.request.kind {
        RoundKind::InTurn => true,
        RoundKind::AllAtOnce => round.revealed,
        RoundKind::Quiet => false,
    }
}

/// What a person said in each round of the day: to themselves and facilitators all of it,
/// to the group what they shared in the round that runs or ran last.
pub fn answer(session: &Session, person: PersonId) -> Vec<(Place, Entry)> {
    let last = session.rounds.last().map(|round| round.id);
    let rounds = session.rounds.all().iter();
    rounds
        .filter_map(|round| Some((round, entry(round, person)?)))
        .flat_map(|(round, entry)| {
            let mut topics = vec![Topic::Facilitators, Topic::Person(person)];
            let shared = entry.audience == Audience::Group && !entry.passed;
            if shared && is_open(round) && Some(round.id) == last {
                topics.push(Topic::Group);
            }
            let key = format!("answer/{}/{person}", round.id);
            topics
                .into_iter()
                .map(move |topic| ((topic, key.clone()), Entry::Answer(entry.clone())))
        })
        .collect()
}

fn entry(round: &Round, person: PersonId) -> Option<AnswerEntry> {
    let (value, words, audience, passed) = match round.said(person)? {
        Said::Passed => (None, Words::default(), Audience::Facilitators, true),
        Said::Answer {
            value,
            words,
            audience,
        } => (*value, words.clone(), *audience, false),
    };
    Some(AnswerEntry {
        round: round.id,
        person,
        value,
        words,
        audience,
        passed,
    })
}
