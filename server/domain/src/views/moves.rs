//! What is shown of moves: to the person concerned, and of proposals to staff.

use super::Place;
use crate::session::{
    Session,
    moves::{Choice, Proposal},
};
use alongside_protocol::{
    entry::{Entry, MoveEntry, MoveOption, OfferEntry, ProposalEntry},
    ids::{PersonId, ProposalId, RoomId},
    topic::Topic,
    words::Words,
};

pub fn person(session: &Session, person: PersonId) -> Vec<(Place, Entry)> {
    let mut entries = Vec::new();
    if let Some(pending) = session.moves.pending.get(&person) {
        let entry = MoveEntry {
            proposal: pending.proposal,
            to: pending.to,
            to_name: name(session, pending.to),
            with: company(session, person, pending.to),
            why: pending.why.clone(),
            at: pending.at,
            answer: pending.answer,
        };
        entries.push((
            (Topic::Person(person), "move".to_owned()),
            Entry::Move(entry),
        ));
    }
    if let Some(offer) = session.moves.offers.get(&person) {
        let entry = OfferEntry {
            room: offer.room,
            room_name: name(session, offer.room),
            with: company(session, person, offer.room),
        };
        entries.push((
            (Topic::Person(person), "offer".to_owned()),
            Entry::Offer(entry),
        ));
    }
    entries
}

fn name(session: &Session, room: RoomId) -> Words {
    session
        .rooms
        .get(room)
        .map(|room| room.name.clone())
        .unwrap_or_default()
}

/// Who will be in the room when this person comes: those who are there and stay, and those who come too.
fn company(session: &Session, person: PersonId, room: RoomId) -> Vec<PersonId> {
    let pending = &session.moves.pending;
    let here = session
        .rooms
        .get(room)
        .map(|room| room.people.clone())
        .unwrap_or_default();
    let stay = here
        .into_iter()
        .filter(|other| pending.get(other).is_none_or(|pending| pending.to == room));
    let come = pending
        .iter()
        .filter(|(_, pending)| pending.to == room)
        .map(|(other, _)| *other);
    stay.chain(come).filter(|other| *other != person).collect()
}

/// To staff without private rules, to facilitators with them (R11).
pub fn proposal(session: &Session, id: ProposalId) -> Vec<(Place, Entry)> {
    let Some(proposal) = session.moves.get(id) else {
        return Vec::new();
    };
    let key = format!("proposal/{id}");
    let mut entries = vec![(
        (Topic::Facilitators, key.clone()),
        entry(session, proposal, true),
    )];
    if proposal.is_open_knowledge() {
        entries.push(((Topic::Staff, key), entry(session, proposal, false)));
    }
    entries
}

fn entry(session: &Session, proposal: &Proposal, with_rules: bool) -> Entry {
    let neutral = "No arrangement fits everybody's needs just now. Please talk with a facilitator.";
    Entry::Proposal(ProposalEntry {
        id: proposal.id,
        version: proposal.version,
        at: proposal.at,
        happened: proposal.happened.clone(),
        options: proposal
            .options
            .iter()
            .filter(|choice| with_rules || choice.option.breaks.is_none())
            .map(|choice| option(choice, with_rules))
            .collect(),
        clash: proposal.clash.as_ref().map(|clash| {
            if with_rules {
                clash.clone()
            } else {
                Words::new(neutral)
            }
        }),
        state: proposal.state,
        applies_at: proposal.applies_at,
        decided_by: proposal.decided_by,
        applied: proposal.applied,
        waiting: session.moves.waiting(proposal.id).collect(),
    })
}

fn option(choice: &Choice, with_rules: bool) -> MoveOption {
    let mut option = choice.option.clone();
    if with_rules {
        option
            .reasons
            .extend(choice.private_reasons.iter().cloned());
    }
    option
}
