//! Rooms never open with somebody alone in them, nor with two people whom a rule keeps apart (ROOM3, ROOM10).
//!
//! While rooms are announced nobody is in one yet, so a change moves nobody: it takes effect at once, and those it
//! concerns are told. What staff have not decided by the moment of opening is put together by the best proposal;
//! whoever cannot be given company stays with the group.

use super::{Choice, MovesEvent, Proposal, Situation, due};
use crate::{
    dice::Dice,
    limits,
    session::{
        Ask, Event, Session,
        notices::{NoticeTo, give},
        rooms::RoomsEvent,
    },
};
use alongside_protocol::{
    entry::{BreakoutState, NoticeKind},
    ids::At,
    words::Words,
};

/// When a move that is decided now takes place: after the notice of the settings, or at once while nobody is in a room.
#[must_use]
pub fn moves_at(session: &Session, ask: &Ask) -> At {
    if session.rooms.state() == BreakoutState::Announced {
        return ask.at;
    }
    ask.at.plus_seconds(session.day.settings.notice_seconds)
}

/// What has to happen before rooms may open; nothing when they may.
#[must_use]
pub fn before_opening(session: &Session, ask: &Ask) -> Vec<Event> {
    let situation = Situation::of(session);
    let Some((person, room)) = situation.wrong_seat() else {
        return Vec::new();
    };
    if let Some(proposal) = session.moves.open()
        && proposal.basis == situation
        && let Some(event) = due::best(session, ask, proposal)
    {
        let mut events = with_words(session, ask, proposal, event);
        events.push(Event::Rooms(RoomsEvent::Postponed {
            opens_at: ask.at.plus_seconds(limits::REARRANGED_SECONDS),
        }));
        return events;
    }
    let news = due::proposed(session, ask);
    if !news.is_empty() {
        return news;
    }
    vec![Event::Rooms(RoomsEvent::KeptWithGroup { person, room })]
}

/// Words to those whose announced room changes. In rooms that are open the notice of the move says it instead.
#[must_use]
pub fn words_anew(session: &Session, ask: &Ask, choice: &Choice) -> Vec<Event> {
    if session.rooms.state() != BreakoutState::Announced {
        return Vec::new();
    }
    let mut dice = Dice::new(ask.seed);
    // The first id may be that of the proposal.
    let _ = dice.uuid();
    let moves = choice.option.moves.iter().zip(&choice.whys);
    moves
        .map(|(planned, why)| {
            let room = session.rooms.get(planned.to);
            let room = room.map(|room| room.name.text()).unwrap_or_default();
            give(
                &mut dice,
                NoticeKind::Info,
                None,
                Words::new(format!("{} You go to {room}.", why.text())),
                NoticeTo::Person(planned.person),
            )
        })
        .collect()
}

/// What goes with a proposal that staff or the policy apply.
#[must_use]
pub fn with_words(
    session: &Session,
    ask: &Ask,
    proposal: &Proposal,
    event: MovesEvent,
) -> Vec<Event> {
    let option = match event {
        MovesEvent::Applied { option, .. } => usize::try_from(option).ok(),
        _ => None,
    };
    let choice = option.and_then(|option| proposal.options.get(option));
    let words = choice.map(|choice| words_anew(session, ask, choice));
    std::iter::once(Event::Moves(event))
        .chain(words.into_iter().flatten())
        .collect()
}
