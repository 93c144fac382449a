//! Folds what happened to proposals and moves into the state.

use super::{Moves, MovesEvent, Offer, Pending, Proposal, Proposed};
use crate::{
    session::{Session, rooms},
    views::Thing,
};
use alongside_protocol::{
    entry::{Change, MoveAnswer, PlannedMove, ProposalState, WhatHappened},
    ids::{At, PersonId, ProposalId, RoomId},
    words::Words,
};

pub fn apply(session: &mut Session, at: At, event: &MovesEvent) {
    change(session, at, event);
    // Who will be with whom has changed for everybody who is told of a move.
    let told: Vec<PersonId> = session
        .moves
        .pending
        .keys()
        .chain(session.moves.offers.keys())
        .copied()
        .collect();
    for person in told {
        session.touch(Thing::Move(person));
    }
}

fn change(session: &mut Session, at: At, event: &MovesEvent) {
    match event {
        MovesEvent::SteppedOut { person, room, what } => {
            stepped_out(session, *person, *room, *what)
        }
        MovesEvent::Offered { .. }
        | MovesEvent::OfferUnanswered { .. }
        | MovesEvent::OfferAnswered { .. } => offered(session, at, event),
        MovesEvent::Proposed(proposed) => propose(session, at, proposed),
        MovesEvent::Lapsed { proposal } => {
            session.moves.proposals.remove(proposal);
            session.touch(Thing::Proposal(*proposal));
        }
        MovesEvent::Applied {
            proposal,
            option,
            by,
            at,
        } => announce(session, *proposal, *option, *by, *at),
        MovesEvent::Arranged {
            proposal,
            choice,
            by,
            at: moves_at,
        } => {
            arranged(session, at, *proposal, choice);
            announce(session, *proposal, 0, Some(*by), *moves_at);
        }
        MovesEvent::AskedAgain { .. } => session.moves.settled = None,
        MovesEvent::Dismissed { proposal, by } => {
            let basis = decided(session, *proposal, ProposalState::Dismissed, Some(*by));
            session.moves.settled = basis;
        }
        MovesEvent::Undone {
            proposal,
            by,
            back,
            at,
        } => undone(session, *proposal, *by, back, *at),
        MovesEvent::ToBeMoved { person, to, at } => {
            let planned = PlannedMove {
                person: *person,
                from: session.rooms.seat(*person),
                to: *to,
            };
            let why = Words::new("A member of staff has asked for this move.");
            tell(session, None, &planned, why, *at);
        }
        MovesEvent::Answered { person, answer } => answered(session, at, *person, *answer),
        MovesEvent::Moved { person, to } => moved(session, *person, *to),
        MovesEvent::MoveDropped { person } => {
            forget(session, *person);
        }
        MovesEvent::Finished { proposal } => {
            if let Some(proposal) = session.moves.proposals.get_mut(proposal) {
                proposal.state = ProposalState::Done;
            }
            session.touch(Thing::Proposal(*proposal));
        }
    }
}

fn offered(session: &mut Session, at: At, event: &MovesEvent) {
    match event {
        MovesEvent::Offered { person, room } => {
            let offer = Offer {
                room: *room,
                made_at: at,
                unanswered: false,
            };
            session.moves.offers.insert(*person, offer);
            session.touch(Thing::Move(*person));
        }
        MovesEvent::OfferUnanswered { person } => {
            if let Some(offer) = session.moves.offers.get_mut(person) {
                offer.unanswered = true;
            }
        }
        MovesEvent::OfferAnswered {
            person,
            room,
            accept,
        } => offer_answered(session, *person, *room, *accept),
        _ => {}
    }
}

/// The rooms are closed: nothing of this breakout is left to be moved.
pub fn clear(session: &mut Session) {
    let before = std::mem::take(&mut session.moves);
    for proposal in before.proposals.keys() {
        session.touch(Thing::Proposal(*proposal));
    }
    for person in before.pending.keys().chain(before.offers.keys()) {
        session.touch(Thing::Move(*person));
    }
    // Decided proposals stay readable until the next breakout; open ones have nothing to decide any more.
    let decided = before
        .proposals
        .into_iter()
        .filter(|(_, each)| !matches!(each.state, ProposalState::Open | ProposalState::Announced));
    session.moves = Moves {
        proposals: decided.collect(),
        ..Moves::default()
    };
}

/// Nobody else came to the room they were announced for.
pub fn without_company(session: &mut Session, person: PersonId, room: RoomId) {
    session
        .moves
        .happened
        .retain(|change| change.person != person);
    session.moves.happened.push(Change {
        person,
        what: WhatHappened::LeftWithoutCompany,
        room: Some(room),
    });
    session.moves.staying.remove(&person);
}

fn stepped_out(session: &mut Session, person: PersonId, room: RoomId, what: WhatHappened) {
    rooms::leave(session, person);
    forget(session, person);
    session.moves.offers.remove(&person);
    session.moves.staying.remove(&person);
    session.moves.away.insert(person, room);
    session
        .moves
        .happened
        .retain(|change| change.person != person);
    session.moves.happened.push(Change {
        person,
        what,
        room: Some(room),
    });
    session.touch(Thing::Move(person));
}

fn offer_answered(session: &mut Session, person: PersonId, room: RoomId, accept: bool) {
    session.moves.offers.remove(&person);
    session.moves.away.remove(&person);
    session
        .moves
        .happened
        .retain(|change| change.person != person);
    if accept {
        forget(session, person);
        rooms::enter(session, person, room);
    } else if let Some(breakout) = &mut session.rooms.breakout {
        breakout.outside.insert(person);
    }
    session.touch(Thing::Move(person));
}

fn propose(session: &mut Session, at: At, proposed: &Proposed) {
    let Proposed {
        proposal: id,
        version,
        happened,
        options,
        clash,
        applies_at,
        basis,
        private,
    } = proposed.clone();
    // The same suggestion for a situation that differs in nothing anybody sees stays as it is.
    let known = session.moves.proposals.get(&id);
    let at = known
        .filter(|known| known.version == version)
        .map_or(at, |known| known.at);
    let proposal = Proposal {
        id,
        version,
        at,
        happened,
        private,
        options,
        clash,
        state: ProposalState::Open,
        applies_at,
        decided_by: None,
        applied: None,
        moved: Vec::new(),
        basis,
    };
    session.moves.proposals.insert(id, proposal);
    session.moves.settled = None;
    session.touch(Thing::Proposal(id));
}

/// The choice of staff takes the place of what was proposed, or stands by itself.
fn arranged(session: &mut Session, at: At, id: ProposalId, choice: &super::Choice) {
    let basis = super::Situation::of(session);
    let proposals = &mut session.moves.proposals;
    let proposal = proposals.entry(id).or_insert_with(|| Proposal {
        id,
        version: 1,
        at,
        happened: Vec::new(),
        private: false,
        options: Vec::new(),
        clash: None,
        state: ProposalState::Open,
        applies_at: None,
        decided_by: None,
        applied: None,
        moved: Vec::new(),
        basis,
    });
    proposal.options = vec![choice.clone()];
    proposal.clash = None;
}

fn decided(
    session: &mut Session,
    id: ProposalId,
    state: ProposalState,
    by: Option<PersonId>,
) -> Option<super::Situation> {
    session.moves.happened.clear();
    session.touch(Thing::Proposal(id));
    let proposal = session.moves.proposals.get_mut(&id)?;
    proposal.state = state;
    proposal.decided_by = by;
    proposal.applies_at = None;
    Some(proposal.basis.clone())
}

fn announce(session: &mut Session, id: ProposalId, option: u32, by: Option<PersonId>, at: At) {
    decided(session, id, ProposalState::Announced, by);
    let Some(proposal) = session.moves.proposals.get_mut(&id) else {
        return;
    };
    proposal.applied = Some(option);
    let choice = usize::try_from(option)
        .ok()
        .and_then(|option| proposal.options.get(option))
        .cloned();
    let Some(choice) = choice else { return };
    if let Some(breakout) = &mut session.rooms.breakout {
        breakout.without.extend(&choice.without);
    }
    for (planned, why) in choice.option.moves.iter().zip(choice.whys) {
        tell(session, Some(id), planned, why, at);
    }
}

fn tell(
    session: &mut Session,
    proposal: Option<ProposalId>,
    planned: &PlannedMove,
    why: Words,
    at: At,
) {
    // An earlier proposal may have been waiting for this person.
    forget(session, planned.person);
    let pending = Pending {
        proposal,
        from: planned.from,
        to: planned.to,
        why,
        at,
        answer: MoveAnswer::None,
    };
    // A move announced before is replaced, and its proposal no longer waits for this person.
    forget(session, planned.person);
    session.moves.pending.insert(planned.person, pending);
    session.moves.offers.remove(&planned.person);
    session.moves.staying.remove(&planned.person);
    session.touch(Thing::Move(planned.person));
}

fn undone(session: &mut Session, id: ProposalId, by: PersonId, back: &[PlannedMove], at: At) {
    let stopped: Vec<PersonId> = session
        .moves
        .pending
        .iter()
        .filter(|(_, pending)| pending.proposal == Some(id))
        .map(|(person, _)| *person)
        .collect();
    for person in stopped {
        forget(session, person);
    }
    for planned in back {
        let why = Words::new("Staff have taken the last move back.");
        tell(session, None, planned, why, at);
    }
    let basis = decided(session, id, ProposalState::Undone, Some(by));
    session.moves.settled = basis;
}

fn answered(session: &mut Session, at: At, person: PersonId, answer: MoveAnswer) {
    if answer == MoveAnswer::Stay {
        let seat = session.rooms.seat(person);
        forget(session, person);
        match seat {
            Some(room) => {
                session.moves.staying.insert(person);
                session.moves.happened.push(Change {
                    person,
                    what: WhatHappened::Stayed,
                    room: Some(room),
                });
            }
            // Somebody without a room stays with the group.
            None => {
                if let Some(breakout) = &mut session.rooms.breakout {
                    breakout.outside.insert(person);
                }
            }
        }
        return;
    }
    let Some(pending) = session.moves.pending.get_mut(&person) else {
        return;
    };
    pending.answer = answer;
    if answer == MoveAnswer::None {
        pending.at = at;
    }
    let proposal = pending.proposal;
    session.touch(Thing::Move(person));
    if let Some(proposal) = proposal {
        session.touch(Thing::Proposal(proposal));
    }
}

fn moved(session: &mut Session, person: PersonId, to: RoomId) {
    let from = session.rooms.seat(person);
    if let Some(pending) = forget(session, person)
        && let Some(proposal) = pending
            .proposal
            .and_then(|id| session.moves.proposals.get_mut(&id))
    {
        proposal.moved.push(PlannedMove { person, from, to });
    }
    session.moves.away.remove(&person);
    rooms::enter(session, person, to);
}

/// The move is off, or has happened.
fn forget(session: &mut Session, person: PersonId) -> Option<Pending> {
    let pending = session.moves.pending.remove(&person)?;
    session.touch(Thing::Move(person));
    if let Some(proposal) = pending.proposal {
        session.touch(Thing::Proposal(proposal));
    }
    Some(pending)
}
