//! Staff edit a proposal, or facilitators arrange the open rooms as they see fit (R20; MOVE9).
//!
//! What they send is where people should be. It is held against where everybody will be at this moment, so it is never
//! applied to something else than they saw: nobody may become alone by it, and no rule may be broken.

use super::{
    Choice, MovesEvent, Situation,
    by_hand::{is_locked, locked, refused},
    facilitates, opening, undecided,
};
use crate::{
    dice::Dice,
    limits,
    session::{Ask, Decided, Event, Session, rooms::company},
};
use alongside_protocol::{
    command::Placing,
    entry::{MoveOption, PlannedMove},
    ids::{PersonId, ProposalId},
    refusal::Refusal,
    words::Words,
};
use std::collections::BTreeSet;

/// # Errors
/// Stale when the proposal is another one by now; a refusal that says who would be alone or what else stands against it.
pub fn arrange(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    (proposal, version): (Option<ProposalId>, u32),
    wanted: &[Placing],
) -> Decided {
    let proposal = match proposal {
        Some(proposal) => {
            let known = undecided(session, by, proposal)?;
            if known.version != version {
                return Err(Refusal::stale(
                    "Something else has happened in the meantime. Please look at the proposal as it is now.",
                ));
            }
            known.id
        }
        None if !facilitates(session, by) => return Err(Refusal::not_found()),
        None if !session.rooms.are_up() => return Err(Refusal::not_now("No rooms are open.")),
        None => ProposalId(Dice::new(ask.seed).uuid()),
    };
    let mut situation = Situation::of(session);
    for placing in wanted.iter().take(limits::PEOPLE) {
        place(session, by, &mut situation, placing)?;
    }
    possible(session, by, &situation)?;
    let choice = choice(session, wanted);
    if choice.option.moves.is_empty() {
        return Err(Refusal::mend(
            "Nobody would move. Please choose who goes where.",
        ));
    }
    let words = opening::words_anew(session, ask, &choice);
    let arranged = Event::Moves(MovesEvent::Arranged {
        proposal,
        choice,
        by,
        at: opening::moves_at(session, ask),
    });
    Ok(std::iter::once(arranged).chain(words).collect())
}

fn place(
    session: &Session,
    by: PersonId,
    situation: &mut Situation,
    placing: &Placing,
) -> Result<(), Refusal> {
    let Placing { person, to } = *placing;
    let target = session.rooms.get(to).ok_or_else(Refusal::not_found)?;
    session.people.role(person).ok_or_else(Refusal::not_found)?;
    if !company::available(session).any(|member| member.id == person) {
        return Err(Refusal::not_now(format!(
            "{} is not here at the moment. Please take them out of the moves.",
            session.people.name(person)
        )));
    }
    if let Some(room) = locked(session, person, target) {
        return Err(refused(session, by, is_locked(room)));
    }
    situation.arrivals.remove(&person);
    for people in situation.rooms.values_mut() {
        people.remove(&person);
    }
    situation.rooms.entry(to).or_default().insert(person);
    Ok(())
}

/// Only what the moves themselves bring about is held against them: they need not mend everything at once.
fn possible(session: &Session, by: PersonId, after: &Situation) -> Result<(), Refusal> {
    let before: BTreeSet<PersonId> = alone(&Situation::of(session)).collect();
    if let Some(person) = alone(after).find(|person| !before.contains(person)) {
        return Err(Refusal::mend(format!(
            "{} would be alone then. Please give them company first.",
            session.people.name(person)
        )));
    }
    let together = |(a, b): &&(PersonId, PersonId)| {
        let mut rooms = after.open_rooms();
        rooms.any(|(_, people)| people.contains(a) && people.contains(b))
    };
    let Some((a, b)) = after.apart.iter().find(together) else {
        return Ok(());
    };
    let (a, b) = (session.people.name(*a), session.people.name(*b));
    let sentence = format!("{a} and {b} are to be kept apart. Please choose another room.");
    Err(refused(session, by, sentence))
}

fn alone(situation: &Situation) -> impl Iterator<Item = PersonId> {
    let small = situation
        .open_rooms()
        .filter(|(_, people)| people.len() == 1);
    small.filter_map(|(_, people)| people.first().copied())
}

fn choice(session: &Session, wanted: &[Placing]) -> Choice {
    let mut moves: Vec<PlannedMove> = Vec::new();
    for Placing { person, to } in wanted {
        // Of two wishes for the same person the later one holds.
        moves.retain(|planned| planned.person != *person);
        moves.push(PlannedMove {
            person: *person,
            from: session.rooms.seat(*person),
            to: *to,
        });
    }
    moves.retain(|planned| planned.from != Some(planned.to));
    let summary = match moves.len() {
        1 => "1 person moves.".to_owned(),
        many => format!("{many} people move."),
    };
    let why = Words::new("A member of staff has asked for this move.");
    Choice {
        whys: vec![why; moves.len()],
        option: MoveOption {
            moves,
            summary: Words::new(summary),
            reasons: Vec::new(),
            breaks: None,
        },
        private_reasons: Vec::new(),
        without: Vec::new(),
    }
}
