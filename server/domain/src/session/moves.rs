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
mod arrange;
mod by_hand;
mod due;
mod event;
mod opening;
mod propose;
mod situation;
mod why;

pub use apply::{apply, clear, without_company};
pub use by_hand::by_hand;
pub use due::{deadline, due};
pub use event::{MovesEvent, Proposed};
pub use opening::before_opening;
pub use situation::Situation;

use super::{Ask, Decided, Event, Session};
use crate::{
    dice::Dice,
    session::notices::{NoticeTo, give},
};
use alongside_protocol::{
    command::MoveCommand,
    entry::{Change, MoveAnswer, MoveOption, NoticeKind, PlannedMove, ProposalState},
    ids::{At, PersonId, ProposalId, RoomId, RuleId},
    people::Role,
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
    /// Nobody answered for a while: plans are made for this person too, and the offer stands.
    pub unanswered: bool,
}

#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: ProposalId,
    pub version: u32,
    pub at: At,
    pub happened: Vec<Change>,
    /// Nothing but a private rule asks for it: until it is applied, only facilitators know of it (R11).
    pub private: bool,
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
    /// Rules that it lets go, when no choice keeps them all (R22).
    #[serde(default)]
    pub without: Vec<RuleId>,
}

impl Proposal {
    /// Whether all staff may know of it.
    #[must_use]
    pub fn is_open_knowledge(&self) -> bool {
        !self.private || self.applied.is_some()
    }
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
            let proposal = undecided(session, by, *proposal)?;
            if proposal.version != *version {
                return Err(Refusal::stale(
                    "Something else has happened in the meantime. Please look at the proposal as it is now.",
                ));
            }
            let event = applied(session, ask, proposal, *option, Some(by))?;
            return Ok(opening::with_words(session, ask, proposal, event));
        }
        MoveCommand::Arrange {
            proposal,
            version,
            moves,
        } => return arrange::arrange(session, ask, by, (*proposal, *version), moves),
        MoveCommand::Dismiss { proposal } => MovesEvent::Dismissed {
            proposal: undecided(session, by, *proposal)?.id,
            by,
        },
        MoveCommand::Suggest {} => suggest(session, by)?,
        MoveCommand::Undo { proposal } => return undo(session, ask, by, *proposal),
        MoveCommand::Stay {} => answered(moves, by, MoveAnswer::Stay)?,
        MoveCommand::Moment {} => answered(moves, by, MoveAnswer::Moment)?,
        MoveCommand::Ready {} => answered(moves, by, MoveAnswer::None)?,
        MoveCommand::AnswerOffer { accept } => return answer_offer(session, ask, by, *accept),
    };
    Ok(vec![Event::Moves(event)])
}

fn undecided(session: &Session, by: PersonId, proposal: ProposalId) -> Result<&Proposal, Refusal> {
    let known = session.moves.get(proposal);
    let proposal = known
        .filter(|proposal| is_known_to(session, by, proposal))
        .ok_or_else(Refusal::not_found)?;
    if proposal.state == ProposalState::Open {
        return Ok(proposal);
    }
    Err(Refusal::stale(
        "Somebody has already decided this proposal.",
    ))
}

/// The assistant does not know of what only a private rule asks for, until a facilitator has applied it (R11).
fn is_known_to(session: &Session, by: PersonId, proposal: &Proposal) -> bool {
    proposal.is_open_knowledge() || facilitates(session, by)
}

fn facilitates(session: &Session, by: PersonId) -> bool {
    session.people.role(by) == Some(Role::Facilitator)
}

/// Somebody still lacks company after staff put a proposal aside or took it back.
fn suggest(session: &Session, by: PersonId) -> Result<MovesEvent, Refusal> {
    let situation = Situation::of(session);
    let lacking = if facilitates(session, by) {
        situation.needs_change()
    } else {
        situation.lacks_company()
    };
    if !session.rooms.are_up() || !lacking {
        return Err(Refusal::not_now(
            "Everybody has company just now, so there is nothing to suggest.",
        ));
    }
    Ok(MovesEvent::AskedAgain { by })
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
    let lawful = |choice: &&Choice| {
        choice.option.breaks.is_none() || by.is_some_and(|by| facilitates(session, by))
    };
    if chosen.filter(lawful).is_none() {
        return Err(Refusal::mend("This proposal has no such choice."));
    }
    let at = opening::moves_at(session, ask);
    let breakout = session.rooms.breakout.as_ref();
    if breakout.is_some_and(|breakout| breakout.closes_at.is_some_and(|closes| closes <= at)) {
        return Err(Refusal::not_now(
            "The rooms close before anybody could move. You could look in on them.",
        ));
    }
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
    let known = session.moves.get(proposal);
    let proposal = known
        .filter(|proposal| is_known_to(session, by, proposal))
        .ok_or_else(Refusal::not_found)?;
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
    let at = opening::moves_at(session, ask);
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
    // Whoever was there when the offer was made may be gone since, or somebody else have come.
    if accept && !situation::has_company(session, by, offer.room) {
        return Err(Refusal::not_now(
            "This room is not possible just now. Staff can bring you to another one.",
        ));
    }
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

#[cfg(test)]
mod tests;
