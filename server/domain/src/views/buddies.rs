//! What facilitators see of buddies for today, and of pairings that do not work; nobody else does.

use super::Place;
use crate::session::{Session, buddies::StandIn};
use alongside_protocol::{
    entry::{Entry, PairingEntry, StandInEntry, StandInState},
    ids::PersonId,
    topic::Topic,
};

pub fn stand_ins(session: &Session) -> Vec<(Place, Entry)> {
    let buddies = &session.buddies;
    let proposed = buddies
        .proposed()
        .iter()
        .map(|one| (one, StandInState::Proposed));
    let today = buddies.today().iter().map(|one| (one, StandInState::Today));
    proposed
        .chain(today)
        .filter_map(|(one, state)| stand_in(session, one, state))
        .collect()
}

fn stand_in(session: &Session, one: &StandIn, state: StandInState) -> Option<(Place, Entry)> {
    let first = one.people.first()?;
    let buddies = one
        .people
        .iter()
        .flat_map(|person| session.day.buddies_of(*person));
    let mut missing: Vec<PersonId> = buddies.collect();
    missing.sort_unstable();
    missing.dedup();
    let entry = StandInEntry {
        people: one.people.clone(),
        with: one.with.clone(),
        missing,
        state,
    };
    Some((
        (Topic::Facilitators, format!("stand_in/{first}")),
        Entry::StandIn(entry),
    ))
}

/// To facilitators: never to the assistant, the buddy or the group (R11).
pub fn pairings(session: &Session) -> Vec<(Place, Entry)> {
    let asked = session.day.facts.iter().flat_map(|facts| &facts.pairing);
    asked
        .map(|asked| {
            let entry = PairingEntry {
                person: asked.person,
                at: asked.at,
                buddies: session.day.buddies_of(asked.person),
            };
            let key = format!("pairing/{}", asked.person);
            ((Topic::Facilitators, key), Entry::Pairing(entry))
        })
        .collect()
}
