//! When temporary buddies are proposed, and when they end by themselves.

use super::{Basis, BuddiesEvent, StandIn, tell};
use crate::{
    dice::Dice,
    limits, matching,
    session::{
        Ask, Event, Session,
        rooms::{company, today},
    },
};
use alongside_protocol::{entry::Phase, ids::PersonId};
use std::collections::BTreeSet;

#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    if session.phase() != Phase::Live {
        return Vec::new();
    }
    let ended = over(session, ask);
    if ended.is_empty() {
        proposed(session)
    } else {
        ended
    }
}

/// Here, or only briefly out of touch; whoever has stepped away for a while still has their buddy.
fn here(session: &Session, person: PersonId) -> bool {
    let member = session.people.here(person);
    member.is_some_and(|member| member.is_present())
}

/// The first of today's that is not needed any more, or does not help any more.
fn over(session: &Session, ask: &Ask) -> Vec<Event> {
    let mut today = session.buddies.today.iter();
    let Some((stand_in, back)) = today.find_map(|one| Some((one, end_of(session, one)?))) else {
        return Vec::new();
    };
    let people = stand_in.people.clone();
    let ended = Event::Buddies(BuddiesEvent::Ended { people, by: None });
    let told = tell::ended(session, &mut Dice::new(ask.seed), stand_in, back);
    std::iter::once(ended).chain(told).collect()
}

/// Why it is over, if it is: with the one who is back, or for want of company.
fn end_of(session: &Session, stand_in: &StandIn) -> Option<Option<PersonId>> {
    let own = stand_in.people.iter().flat_map(|person| {
        let buddies = session.day.buddies_of(*person).into_iter();
        buddies.filter(|buddy| !stand_in.people.contains(buddy))
    });
    if let Some(back) = own.into_iter().find(|buddy| here(session, *buddy)) {
        return Some(Some(back));
    }
    let everybody = stand_in.everybody();
    let around = everybody.iter().filter(|person| here(session, **person));
    let lone = stand_in.people.iter().any(|person| here(session, *person));
    match around.count() {
        1 if lone => Some(None),
        many if many > limits::BUDDY_ROOM => Some(None),
        _ => None,
    }
}

fn proposed(session: &Session) -> Vec<Event> {
    let buddies = &session.buddies;
    let people: Vec<PersonId> = session
        .people
        .trainees()
        .filter(|member| member.is_present())
        .map(|member| member.id)
        .collect();
    let units = today::units(session, &people);
    let waits = |unit: &Vec<PersonId>| {
        unit.len() == 1 && !unit.iter().any(|one| buddies.left.contains(one))
    };
    let paired = !company::buddies(session).is_empty();
    if !paired || !units.iter().any(waits) {
        return match buddies.proposed.is_empty() {
            true => Vec::new(),
            false => vec![propose(Vec::new(), Basis::default())],
        };
    }
    let pair = |(a, b)| (company::person_id(a), company::person_id(b));
    let basis = Basis {
        units,
        apart: company::rules(session)
            .apart
            .iter()
            .map(|rule| pair(rule.people))
            .collect(),
        left: buddies.left.clone(),
    };
    if basis == buddies.basis {
        return Vec::new();
    }
    vec![propose(stand_ins(session, &people, &basis), basis)]
}

fn propose(proposed: Vec<StandIn>, basis: Basis) -> Event {
    Event::Buddies(BuddiesEvent::Proposed { proposed, basis })
}

/// Company for everybody who is without, found by the engine as for rooms; nothing where rules allow none.
fn stand_ins(session: &Session, people: &[PersonId], basis: &Basis) -> Vec<StandIn> {
    let question = today::company_for(session, people, &basis.units);
    let Ok(plan) = matching::reshuffle(&question) else {
        return Vec::new();
    };
    let lone: BTreeSet<PersonId> = basis
        .units
        .iter()
        .filter(|unit| unit.len() == 1)
        .flatten()
        .copied()
        .collect();
    let groups = plan.groups.iter().map(|group| -> Vec<PersonId> {
        let ids = group.people.iter().copied();
        ids.map(company::person_id).collect()
    });
    groups
        .filter_map(|group| {
            let (people, with): (Vec<PersonId>, _) =
                group.into_iter().partition(|person| lone.contains(person));
            let wanted = people.iter().any(|person| !basis.left.contains(person));
            let unit = joined(session, &with, &basis.units);
            (wanted && people.len() + with.len() > 1).then_some(StandIn { people, with, unit })
        })
        .collect()
}

/// All of the pair that they join, also who is missing; or only those who part from theirs for today.
fn joined(session: &Session, with: &[PersonId], units: &[Vec<PersonId>]) -> Vec<PersonId> {
    let whole = units
        .iter()
        .any(|unit| unit.len() == with.len() && unit.iter().all(|person| with.contains(person)));
    let known = company::buddies(session);
    let mut theirs = known
        .into_iter()
        .filter(|unit| with.iter().any(|person| unit.contains(person)));
    match theirs.next() {
        Some(unit) if whole => unit,
        _ => with.to_vec(),
    }
}
