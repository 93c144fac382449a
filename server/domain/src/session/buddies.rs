//! Buddies for today, when somebody's buddy is missing (R10; BUDDY1).
//!
//! ```text
//!   buddy missing --> proposed --staff: yes--> today --the buddy is back, or staff end it--> as before, all are told
//!                        \------staff: no----> left alone until somebody of the pair is back
//! ```
//!
//! The buddies of the programme never change here. Like a reshuffle, the proposal is made for a situation, and made
//! anew when the situation is another one.

mod due;
mod tell;

pub use due::due;
pub use tell::{listed, new_ones};

use super::{Ask, Decided, Event, Session};
use crate::{dice::Dice, views::Thing};
use alongside_protocol::{command::BuddyCommand, ids::PersonId, refusal::Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Default)]
pub struct Buddies {
    today: Vec<StandIn>,
    proposed: Vec<StandIn>,
    /// What the proposals were made for.
    basis: Basis,
    /// People whom staff want to leave as they are for now.
    left: BTreeSet<PersonId>,
}

/// Company for people whose buddies are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// Whose buddies are missing: one person, or two who are company for each other.
    pub people: Vec<PersonId>,
    /// Those who are here and keep them company.
    pub with: Vec<PersonId>,
    /// The same, with those of their own pair who are missing too; without them when their pair is parted for today.
    pub unit: Vec<PersonId>,
}

/// The pairs as far as they are here, and who is kept apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub units: Vec<Vec<PersonId>>,
    pub apart: BTreeSet<(PersonId, PersonId)>,
    pub left: BTreeSet<PersonId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum BuddiesEvent {
    Proposed {
        proposed: Vec<StandIn>,
        basis: Basis,
    },
    Joined {
        stand_in: StandIn,
        by: PersonId,
    },
    LeftAlone {
        people: Vec<PersonId>,
        by: PersonId,
    },
    /// By staff, or because somebody is back.
    Ended {
        people: Vec<PersonId>,
        by: Option<PersonId>,
    },
}

impl Buddies {
    /// Proposals that wait for staff.
    #[must_use]
    pub fn proposed(&self) -> &[StandIn] {
        &self.proposed
    }

    /// Those in force.
    #[must_use]
    pub fn today(&self) -> &[StandIn] {
        &self.today
    }

    /// Who keeps this person company today beside their own buddies.
    #[must_use]
    pub fn company_of(&self, person: PersonId) -> Vec<PersonId> {
        let all = self.today.iter().map(|one| (one, one.everybody()));
        let mine = all.filter(|(_, everybody)| everybody.contains(&person));
        mine.flat_map(|(one, everybody)| {
            let stays = one.people.contains(&person);
            let others = everybody.into_iter().filter(move |other| *other != person);
            others.filter(move |other| stays || one.people.contains(other))
        })
        .collect()
    }

    /// The programme's pairs as they are for today.
    #[must_use]
    pub fn units_today(&self, units: &[Vec<PersonId>]) -> Vec<Vec<PersonId>> {
        let taken: BTreeSet<PersonId> = self.today.iter().flat_map(StandIn::everybody).collect();
        let rest = units.iter().map(|unit| {
            let stays = unit.iter().filter(|person| !taken.contains(person));
            stays.copied().collect()
        });
        rest.chain(self.today.iter().map(StandIn::everybody))
            .filter(|unit: &Vec<PersonId>| !unit.is_empty())
            .collect()
    }
}

impl StandIn {
    #[must_use]
    pub fn everybody(&self) -> Vec<PersonId> {
        self.people.iter().chain(&self.unit).copied().collect()
    }
}

fn of(list: &[StandIn], person: PersonId) -> Option<&StandIn> {
    list.iter().find(|one| one.people.contains(&person))
}

/// # Errors
/// A refusal when it was another proposal, or there is none any more.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &BuddyCommand) -> Decided {
    let buddies = &session.buddies;
    let mut dice = Dice::new(ask.seed);
    match command {
        BuddyCommand::StandIn { person, with } => {
            let proposed = of(&buddies.proposed, *person).filter(|one| one.with == *with);
            let stand_in = proposed.ok_or_else(changed)?.clone();
            let told = tell::joined(session, &mut dice, &stand_in);
            let joined = Event::Buddies(BuddiesEvent::Joined { stand_in, by });
            Ok(std::iter::once(joined).chain(told).collect())
        }
        BuddyCommand::Leave { person } => {
            let proposed = of(&buddies.proposed, *person).ok_or_else(changed)?;
            let people = proposed.people.clone();
            Ok(vec![Event::Buddies(BuddiesEvent::LeftAlone { people, by })])
        }
        BuddyCommand::End { person } => {
            let stand_in = of(&buddies.today, *person).ok_or_else(changed)?;
            let told = tell::ended(session, &mut dice, stand_in, None);
            let people = stand_in.people.clone();
            let by = Some(by);
            let ended = Event::Buddies(BuddiesEvent::Ended { people, by });
            Ok(std::iter::once(ended).chain(told).collect())
        }
    }
}

fn changed() -> Refusal {
    Refusal::stale(
        "Somebody has come or gone in the meantime. Please look at the buddies as they are now.",
    )
}

pub fn apply(session: &mut Session, event: &BuddiesEvent) {
    let buddies = &mut session.buddies;
    let mut concerned = Vec::new();
    match event {
        BuddiesEvent::Proposed { proposed, basis } => {
            buddies.proposed.clone_from(proposed);
            buddies.basis.clone_from(basis);
        }
        BuddiesEvent::Joined { stand_in, .. } => {
            concerned = stand_in.everybody();
            buddies.proposed.retain(|one| one.people != stand_in.people);
            buddies.today.push(stand_in.clone());
        }
        BuddiesEvent::LeftAlone { people, .. } => {
            buddies.proposed.retain(|one| one.people != *people);
            buddies.left.extend(people.iter().copied());
            // The same situation, should it come again, is a new question.
            buddies.basis = Basis::default();
        }
        BuddiesEvent::Ended { people, by } => {
            let ended = buddies.today.iter().filter(|one| one.people == *people);
            concerned = ended.flat_map(StandIn::everybody).collect();
            buddies.today.retain(|one| one.people != *people);
            if by.is_some() {
                buddies.left.extend(people.iter().copied());
            }
        }
    }
    for person in concerned {
        session.touch(Thing::Person(person));
    }
    session.touch(Thing::StandIns);
    session.touch(Thing::Plan);
}

/// Somebody has come: whoever was left without company because of them may be asked about again another time.
pub(super) fn arrived(session: &mut Session, person: PersonId) {
    for buddy in session.day.buddies_of(person) {
        session.buddies.left.remove(&buddy);
    }
}

#[cfg(test)]
mod tests;
