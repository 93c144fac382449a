//! Consequences that nobody asks for: people step out, are offered their room, moved, and proposals made anew.

use super::{
    Choice, MovesEvent, Offer, Proposal, Proposed, Situation, applied, opening, propose, situation,
};
use crate::{
    dice::Dice,
    limits,
    session::{Ask, Event, Session, people::Member, rooms::company},
};
use alongside_protocol::{
    command::MovePolicy,
    entry::{MoveAnswer, WhatHappened},
    ids::{At, ProposalId},
    people::Link,
};

/// The next consequence of what has happened, one at a time.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    if !session.rooms.are_up() {
        return Vec::new();
    }
    let steps = [
        stepped_out,
        offered,
        offer_unanswered,
        carried_out,
        applied_by_itself,
        proposed,
        finished,
    ];
    steps
        .into_iter()
        .map(|step| step(session, ask))
        .find(|events| !events.is_empty())
        .unwrap_or_default()
}

/// Somebody in a room is no longer taking part.
fn stepped_out(session: &Session, _ask: &Ask) -> Vec<Event> {
    let seated = session
        .rooms
        .all()
        .flat_map(|room| room.people.iter().map(move |person| (*person, room.id)));
    let gone = seated.filter_map(|(person, room)| {
        let member = session.people.known(person)?;
        (!member.is_taking_part()).then(|| MovesEvent::SteppedOut {
            person,
            room,
            what: what_happened(member),
        })
    });
    gone.take(1).map(Event::Moves).collect()
}

fn what_happened(member: &Member) -> WhatHappened {
    match member.link {
        _ if member.gone => WhatHappened::LeftForToday,
        Link::Left => WhatHappened::LeftForToday,
        Link::Live | Link::Reconnecting => WhatHappened::SteppedAway,
        Link::Dropped | Link::NotArrived => WhatHappened::Dropped,
    }
}

/// Somebody is back whose room still has company in it (MOVE6).
fn offered(session: &Session, _ask: &Ask) -> Vec<Event> {
    let moves = &session.moves;
    let back = company::available(session).find_map(|member| {
        let room = *moves.away.get(&member.id)?;
        let free =
            !moves.offers.contains_key(&member.id) && !moves.pending.contains_key(&member.id);
        (free
            && session.rooms.seat(member.id).is_none()
            && situation::has_company(session, member.id, room))
        .then_some(MovesEvent::Offered {
            person: member.id,
            room,
        })
    });
    back.into_iter().map(Event::Moves).collect()
}

/// Somebody has not said whether they want their old room: staff get a proposal for them too.
fn offer_unanswered(session: &Session, ask: &Ask) -> Vec<Event> {
    let mut offers = session.moves.offers.iter();
    let over = offers.find(|(_, offer)| answer_by(offer).is_some_and(|at| at <= ask.at));
    over.map(|(person, _)| Event::Moves(MovesEvent::OfferUnanswered { person: *person }))
        .into_iter()
        .collect()
}

fn answer_by(offer: &Offer) -> Option<At> {
    (!offer.unanswered).then(|| offer.made_at.plus_seconds(limits::OFFER_SECONDS))
}

/// The countdown of somebody is over, or they said they are ready; or they are gone, and nobody should wait for them.
fn carried_out(session: &Session, ask: &Ask) -> Vec<Event> {
    let moves = &session.moves;
    let able = |person| {
        let member = session.people.known(person);
        member.is_some_and(Member::is_taking_part)
    };
    let ripe = moves.pending.iter().find(|(person, pending)| {
        !able(**person) || (pending.at <= ask.at && pending.answer != MoveAnswer::Moment)
    });
    let Some((person, pending)) = ripe else {
        return Vec::new();
    };
    vec![Event::Moves(
        if able(*person) && situation::has_company(session, *person, pending.to) {
            MovesEvent::Moved {
                person: *person,
                to: pending.to,
            }
        } else {
            MovesEvent::MoveDropped { person: *person }
        },
    )]
}

/// The policy of the session applies the proposal (MOVE7). Whatever changed since has made it anew before this.
fn applied_by_itself(session: &Session, ask: &Ask) -> Vec<Event> {
    let Some(proposal) = session.moves.open() else {
        return Vec::new();
    };
    if proposal.basis != Situation::of(session) || proposal.applies_at.is_none_or(|at| at > ask.at)
    {
        return Vec::new();
    }
    // Rooms that close before anybody could move: its time has come, and it is of no use any more.
    best(session, ask, proposal)
        .map(|event| opening::with_words(session, ask, proposal, event))
        .unwrap_or_else(|| vec![lapsed(proposal.id)])
}

/// The proposal itself is applied by nobody; nothing when it has no moves to make, or none in time.
pub(super) fn best(session: &Session, ask: &Ask, proposal: &Proposal) -> Option<MovesEvent> {
    applied(session, ask, proposal, 0, None).ok()
}

/// The situation asks for a proposal that is not there, or the one that is there is for another situation.
pub(super) fn proposed(session: &Session, ask: &Ask) -> Vec<Event> {
    let situation = Situation::of(session);
    let open = session.moves.open();
    let wanted = situation.needs_change() && session.moves.settled.as_ref() != Some(&situation);
    if open.is_some_and(|proposal| wanted && proposal.basis == situation) {
        return Vec::new();
    }
    let private = !situation.lacks_company();
    // What all staff may know and what they may not never share a number or a version.
    let other = open.is_some_and(|proposal| proposal.private != private);
    if !wanted || other || too_late(session, ask) {
        return open
            .map(|proposal| lapsed(proposal.id))
            .into_iter()
            .collect();
    }
    let (options, clash) = propose::options(session, &situation);
    let happened = situation.happened(&session.moves.happened);
    let (id, version) = match open {
        Some(proposal) => {
            let same = proposal.happened == happened
                && proposal.clash == clash
                && proposal.options == options;
            (proposal.id, proposal.version + u32::from(!same))
        }
        None => (ProposalId(Dice::new(ask.seed).uuid()), 1),
    };
    let proposed = Proposed {
        proposal: id,
        version,
        happened,
        applies_at: applies_at(session, ask, &options).filter(|_| !private),
        options,
        clash,
        basis: situation,
        private,
    };
    vec![Event::Moves(MovesEvent::Proposed(Box::new(proposed)))]
}

fn lapsed(proposal: ProposalId) -> Event {
    Event::Moves(MovesEvent::Lapsed { proposal })
}

/// When the policy applies what is proposed now; the countdown of the proposal before goes on.
fn applies_at(session: &Session, ask: &Ask, options: &[Choice]) -> Option<At> {
    let MovePolicy::ApplyAfter { seconds } = session.day.settings.move_policy else {
        return None;
    };
    let begun = session
        .moves
        .open()
        .and_then(|proposal| proposal.applies_at);
    let lawful = options.iter().any(|choice| choice.option.breaks.is_none());
    lawful.then(|| begun.unwrap_or_else(|| ask.at.plus_seconds(seconds)))
}

/// The rooms close before a move would be worth it.
fn too_late(session: &Session, ask: &Ask) -> bool {
    let worth = opening::moves_at(session, ask).plus_seconds(limits::WORTH_MOVING_SECONDS);
    let breakout = session.rooms.breakout.as_ref();
    let closes_at = breakout.and_then(|breakout| breakout.closes_at);
    closes_at.is_some_and(|closes| closes < worth)
}

/// Everybody of an applied proposal is where they should be, or has chosen to stay.
fn finished(session: &Session, _ask: &Ask) -> Vec<Event> {
    let waits = |id: ProposalId| {
        session
            .moves
            .pending
            .values()
            .any(|pending| pending.proposal == Some(id))
    };
    let done = session
        .moves
        .announced()
        .find(|proposal| !waits(proposal.id));
    done.map(|proposal| {
        Event::Moves(MovesEvent::Finished {
            proposal: proposal.id,
        })
    })
    .into_iter()
    .collect()
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    if !session.rooms.are_up() {
        return None;
    }
    let moves = &session.moves;
    let moving = moves
        .pending
        .values()
        .filter(|pending| pending.answer != MoveAnswer::Moment)
        .map(|pending| pending.at);
    let applying = moves.open().and_then(|proposal| proposal.applies_at);
    let offers = moves.offers.values().filter_map(answer_by);
    moving.chain(applying).chain(offers).min()
}
