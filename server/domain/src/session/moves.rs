//! Reshuffling when people drop out, and the say that people have in it (R19-R21; MOVE1-MOVE7).
//!
//! ```text
//!   somebody is gone, or back, or new        proposal:  Open --apply--> Announced --all moved--> Done
//!        |                                     ^  |  \--dismiss--> Dismissed    \--undo--> Undone
//!        +--- what does the room need now? ----+  +-- nothing needed any more: it lapses
//! ```
//!
//! The need is read from the state itself, not from the events that led to it: whenever the present proposal was
//! made for another situation, it is made anew. So several drop-outs at once are one proposal and none is stale.

mod apply;
mod event;
mod propose;
mod situation;

pub use apply::{apply, clear};
pub use event::{MovesEvent, Proposed};
pub use situation::Situation;

use super::{Ask, Decided, Event, Session, people::Member, rooms::company};
use crate::{
    dice::Dice,
    limits,
    session::notices::{NoticeTo, give},
};
use alongside_protocol::{
    command::{MoveCommand, MovePolicy},
    entry::{Change, MoveAnswer, MoveOption, NoticeKind, PlannedMove, ProposalState, WhatHappened},
    ids::{At, PersonId, ProposalId, RoomId},
    people::Link,
    refusal::Refusal,
    words::Words,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Moves {
    proposals: BTreeMap<ProposalId, Proposal>,
    /// Moves that people have been told of and that have not happened yet.
    pub pending: BTreeMap<PersonId, Pending>,
    /// Offers to go back to the old room, by whom they were made.
    pub offers: BTreeMap<PersonId, Offer>,
    /// The rooms from which people dropped out of this breakout.
    away: BTreeMap<PersonId, RoomId>,
    /// People who asked to stay where they are.
    staying: BTreeSet<PersonId>,
    /// What has happened since the last proposal was decided.
    happened: Vec<Change>,
    /// The situation in which staff wanted no change.
    settled: Option<Situation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub proposal: Option<ProposalId>,
    pub from: Option<RoomId>,
    pub to: RoomId,
    pub why: Words,
    pub at: At,
    pub answer: MoveAnswer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub room: RoomId,
    pub made_at: At,
}

#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: ProposalId,
    pub version: u32,
    pub at: At,
    pub happened: Vec<Change>,
    pub options: Vec<Choice>,
    /// For facilitators: which rules clash. The assistant reads a neutral sentence instead.
    pub clash: Option<Words>,
    pub state: ProposalState,
    pub applies_at: Option<At>,
    pub decided_by: Option<PersonId>,
    pub applied: Option<u32>,
    /// Moves that have happened, for undoing.
    pub moved: Vec<PlannedMove>,
    basis: Situation,
}

/// One way to give everybody company.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    pub option: MoveOption,
    /// Reasons that speak of private rules: for facilitators only (R11).
    pub private_reasons: Vec<Words>,
    /// For each move, why, as the person themselves is told.
    pub whys: Vec<Words>,
}

impl Moves {
    pub fn ids(&self) -> impl Iterator<Item = ProposalId> + '_ {
        self.proposals.keys().copied()
    }

    #[must_use]
    pub fn get(&self, proposal: ProposalId) -> Option<&Proposal> {
        self.proposals.get(&proposal)
    }

    /// People of a proposal whose move waits for a moment they asked for.
    pub fn waiting(&self, proposal: ProposalId) -> impl Iterator<Item = PersonId> + '_ {
        self.pending
            .iter()
            .filter(move |(_, pending)| {
                pending.proposal == Some(proposal) && pending.answer == MoveAnswer::Moment
            })
            .map(|(person, _)| *person)
    }

    fn open(&self) -> Option<&Proposal> {
        self.proposals
            .values()
            .find(|proposal| proposal.state == ProposalState::Open)
    }

    fn announced(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals
            .values()
            .filter(|proposal| proposal.state == ProposalState::Announced)
    }
}

/// # Errors
/// A refusal that says what stands in the way.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &MoveCommand) -> Decided {
    let moves = &session.moves;
    let event = match command {
        MoveCommand::Apply {
            proposal,
            version,
            option,
        } => {
            let proposal = undecided(session, *proposal)?;
            if proposal.version != *version {
                return Err(Refusal::stale(
                    "Something else has happened in the meantime. Please look at the proposal as it is now.",
                ));
            }
            applied(session, ask, proposal, *option, Some(by))?
        }
        MoveCommand::Dismiss { proposal } => MovesEvent::Dismissed {
            proposal: undecided(session, *proposal)?.id,
            by,
        },
        MoveCommand::Undo { proposal } => return undo(session, ask, by, *proposal),
        MoveCommand::Stay {} => answered(moves, by, MoveAnswer::Stay)?,
        MoveCommand::Moment {} => answered(moves, by, MoveAnswer::Moment)?,
        MoveCommand::Ready {} => answered(moves, by, MoveAnswer::None)?,
        MoveCommand::AnswerOffer { accept } => return answer_offer(session, ask, by, *accept),
    };
    Ok(vec![Event::Moves(event)])
}

fn undecided(session: &Session, proposal: ProposalId) -> Result<&Proposal, Refusal> {
    let proposal = session.moves.get(proposal).ok_or_else(Refusal::not_found)?;
    if proposal.state == ProposalState::Open {
        return Ok(proposal);
    }
    Err(Refusal::stale(
        "Somebody has already decided this proposal.",
    ))
}

fn applied(
    session: &Session,
    ask: &Ask,
    proposal: &Proposal,
    option: u32,
    by: Option<PersonId>,
) -> Result<MovesEvent, Refusal> {
    let chosen = usize::try_from(option)
        .ok()
        .and_then(|option| proposal.options.get(option));
    if chosen.is_none() {
        return Err(Refusal::mend("This proposal has no such choice."));
    }
    let at = ask.at.plus_seconds(session.day.settings.notice_seconds);
    Ok(MovesEvent::Applied {
        proposal: proposal.id,
        option,
        by,
        at,
    })
}

fn answered(moves: &Moves, person: PersonId, answer: MoveAnswer) -> Result<MovesEvent, Refusal> {
    if moves.pending.contains_key(&person) {
        return Ok(MovesEvent::Answered { person, answer });
    }
    Err(Refusal::not_now("You are not about to be moved any more."))
}

fn undo(session: &Session, ask: &Ask, by: PersonId, proposal: ProposalId) -> Decided {
    let proposal = session.moves.get(proposal).ok_or_else(Refusal::not_found)?;
    if !matches!(
        proposal.state,
        ProposalState::Announced | ProposalState::Done
    ) {
        return Err(Refusal::not_now("There is nothing to undo here any more."));
    }
    let back = proposal.moved.iter().filter_map(|made| {
        let still_there = session.rooms.seat(made.person) == Some(made.to);
        let from = made
            .from
            .filter(|from| still_there && session.rooms.get(*from).is_some())?;
        Some(PlannedMove {
            person: made.person,
            from: Some(made.to),
            to: from,
        })
    });
    let back = back.collect();
    let at = ask.at.plus_seconds(session.day.settings.notice_seconds);
    Ok(vec![Event::Moves(MovesEvent::Undone {
        proposal: proposal.id,
        by,
        back,
        at,
    })])
}

fn answer_offer(session: &Session, ask: &Ask, by: PersonId, accept: bool) -> Decided {
    let offer = session.moves.offers.get(&by).ok_or_else(|| {
        Refusal::not_now("This offer has passed. Staff can still bring you to a room.")
    })?;
    let mut events = vec![Event::Moves(MovesEvent::OfferAnswered {
        person: by,
        room: offer.room,
        accept,
    })];
    if accept {
        // Whoever was about to leave that room for want of company has company again.
        let mut dice = Dice::new(ask.seed);
        let leaving = session
            .moves
            .pending
            .iter()
            .filter(|(_, pending)| pending.from == Some(offer.room));
        for (person, _) in leaving {
            events.push(Event::Moves(MovesEvent::MoveDropped { person: *person }));
            let words = format!(
                "You stay where you are: {} is back.",
                session.people.name(by)
            );
            events.push(give(
                &mut dice,
                NoticeKind::Info,
                None,
                Words::new(words),
                NoticeTo::Person(*person),
            ));
        }
    }
    Ok(events)
}

/// Staff move somebody by hand, with the same notice as any other move (R21).
///
/// # Errors
/// A refusal when the room is not open, private rules forbid it, or the person is there already.
pub fn by_hand(session: &Session, ask: &Ask, person: PersonId, room: RoomId) -> Decided {
    let target = session
        .rooms
        .get(room)
        .filter(|_| session.rooms.are_open())
        .ok_or_else(Refusal::not_found)?;
    if !company::available(session).any(|member| member.id == person) {
        return Err(Refusal::not_now("This person is not here at the moment."));
    }
    if target.people.contains(&person) {
        return Err(Refusal::mend("This person is in that room already."));
    }
    let mut people = target.people.clone();
    people.push(person);
    if super::rooms::apart_in(session, &people).is_some() {
        return Err(Refusal::mend(
            "A rule of the programme stands against this move. Please choose another room.",
        ));
    }
    let at = ask.at.plus_seconds(session.day.settings.notice_seconds);
    Ok(vec![Event::Moves(MovesEvent::ToBeMoved {
        person,
        to: room,
        at,
    })])
}

/// The next consequence of what has happened, one at a time.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    if !session.rooms.are_running() {
        return Vec::new();
    }
    let steps = [
        stepped_out,
        offered,
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

/// The countdown of somebody is over, or they said they are ready.
fn carried_out(session: &Session, ask: &Ask) -> Vec<Event> {
    let moves = &session.moves;
    let ripe = moves
        .pending
        .iter()
        .find(|(_, pending)| pending.at <= ask.at && pending.answer != MoveAnswer::Moment);
    let Some((person, pending)) = ripe else {
        return Vec::new();
    };
    let member = session.people.known(*person);
    let able = member.is_some_and(Member::is_taking_part);
    vec![Event::Moves(
        if able && situation::has_company(session, *person, pending.to) {
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
    if proposal.basis != Situation::of(session, ask.at)
        || proposal.applies_at.is_none_or(|at| at > ask.at)
    {
        return Vec::new();
    }
    applied(session, ask, proposal, 0, None)
        .map(Event::Moves)
        .into_iter()
        .collect()
}

/// The situation asks for a proposal that is not there, or the one that is there is for another situation.
fn proposed(session: &Session, ask: &Ask) -> Vec<Event> {
    let situation = Situation::of(session, ask.at);
    let open = session.moves.open();
    if !situation.needs_change() || session.moves.settled.as_ref() == Some(&situation) {
        return open
            .map(|proposal| {
                Event::Moves(MovesEvent::Lapsed {
                    proposal: proposal.id,
                })
            })
            .into_iter()
            .collect();
    }
    if open.is_some_and(|proposal| proposal.basis == situation) {
        return Vec::new();
    }
    let (options, clash) = propose::options(session, &situation);
    let applies_at = match session.day.settings.move_policy {
        MovePolicy::ApplyAfter { seconds } if !options.is_empty() => Some(
            open.and_then(|proposal| proposal.applies_at)
                .unwrap_or_else(|| ask.at.plus_seconds(seconds)),
        ),
        _ => None,
    };
    let (id, version) = match open {
        Some(proposal) => (proposal.id, proposal.version + 1),
        None => (ProposalId(Dice::new(ask.seed).uuid()), 1),
    };
    let happened = situation.happened(&session.moves.happened);
    let proposed = Proposed {
        proposal: id,
        version,
        happened,
        options,
        clash,
        applies_at,
        basis: situation,
    };
    vec![Event::Moves(MovesEvent::Proposed(Box::new(proposed)))]
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
    if !session.rooms.are_running() {
        return None;
    }
    let moves = &session.moves;
    let moving = moves
        .pending
        .values()
        .filter(|pending| pending.answer != MoveAnswer::Moment)
        .map(|pending| pending.at);
    let applying = moves.open().and_then(|proposal| proposal.applies_at);
    let offers = moves
        .offers
        .values()
        .map(|offer| offer.made_at.plus_seconds(limits::OFFER_SECONDS));
    // An offer that has run out is part of the situation already; only coming ones need the clock.
    let ripe = moves.open().map(|proposal| proposal.at);
    moving
        .chain(applying)
        .chain(offers.filter(|at| ripe.is_none_or(|made| *at > made)))
        .min()
}
