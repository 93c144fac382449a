//! What the call beside us has, as far as staff have told us, and what is still to be done there (R38; CALL1-CALL3).
//!
//! ```text
//!   rooms as they are here ---+
//!                             +--> steps --staff do one on the call and tick it--> believed --> fewer steps
//!   who we believe is where --+                                <--taken back--
//! ```
//!
//! The list is not kept: it is worked out from the two sides whenever one of them changes, so a plan or a reshuffle
//! that comes when half of it is ticked needs nothing done about it. What staff tick is taken as true, also when
//! the list has moved on: it tells what they did on the call.

mod order;
mod steps;

pub use steps::{Step, steps};

use super::{Decided, Event, Session, rooms::RoomSetup};
use crate::{limits, views::Thing};
use alongside_protocol::{
    command::CallCommand,
    entry::CallAct,
    ids::{At, PersonId},
    people::{Link, Role},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Who we believe to be in a room of the call; everybody else is in its main room.
    believed: BTreeMap<PersonId, Words>,
    /// People of whom staff said that they are not on the call.
    off: BTreeSet<PersonId>,
    /// The rooms of the present breakout, or of the last one.
    rooms: Vec<Words>,
    done: Vec<Done>,
    numbered: u32,
}

/// Something that staff did on the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub number: u32,
    pub by: PersonId,
    pub at: At,
    pub what: CallAct,
    pub changes: Vec<Change>,
}

/// Where somebody was on the call, and where they are then; nothing is the main room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub person: PersonId,
    pub from: Option<Words>,
    pub to: Option<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum CallEvent {
    Done {
        by: PersonId,
        what: CallAct,
        changes: Vec<Change>,
    },
    TakenBack {
        number: u32,
        by: PersonId,
    },
    OnCall {
        person: PersonId,
        on: bool,
        by: PersonId,
    },
}

impl Call {
    /// The room of the call in which we believe a person to be; nothing is its main room.
    #[must_use]
    pub fn believed(&self, person: PersonId) -> Option<&Words> {
        self.believed.get(&person)
    }

    #[must_use]
    pub fn placed(&self) -> usize {
        self.believed.len()
    }

    pub fn off(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.off.iter().copied()
    }

    #[must_use]
    pub fn rooms(&self) -> &[Words] {
        &self.rooms
    }

    /// The newest last.
    #[must_use]
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    fn knows(&self, room: &Words) -> bool {
        self.rooms.contains(room) || self.believed.values().any(|known| known == room)
    }
}

/// # Errors
/// The uniform denial for rooms and people that are not there.
pub fn decide(session: &Session, by: PersonId, command: &CallCommand) -> Decided {
    let call = &session.call;
    let event = match command {
        CallCommand::Placed { person, room } => {
            trainee(session, *person)?;
            if room.as_ref().is_some_and(|room| !call.knows(room)) {
                return Err(Refusal::not_found());
            }
            let change = change(call, *person, room.as_ref());
            done(by, CallAct::Placed, change.into_iter().collect())
        }
        CallCommand::AllPlaced {} => done(by, CallAct::AllPlaced, open_changes(session)),
        CallCommand::RoomsClosed {} => {
            let people = call.believed.keys();
            let changes = people.filter_map(|person| change(call, *person, None));
            done(by, CallAct::RoomsClosed, changes.collect())
        }
        CallCommand::OnCall { person, on } => {
            trainee(session, *person)?;
            (call.off.contains(person) == *on).then_some(CallEvent::OnCall {
                person: *person,
                on: *on,
                by,
            })
        }
        CallCommand::TakeBack { number } => {
            if !call.done.iter().any(|done| done.number == *number) {
                return Err(Refusal::stale(
                    "Somebody has taken this back already, or it was too long ago.",
                ));
            }
            let number = *number;
            Some(CallEvent::TakenBack { number, by })
        }
    };
    Ok(event.map(Event::Call).into_iter().collect())
}

fn trainee(session: &Session, person: PersonId) -> Result<(), Refusal> {
    match session.people.role(person) {
        Some(Role::Trainee) => Ok(()),
        _ => Err(Refusal::not_found()),
    }
}

/// Nothing has happened when nobody has changed places.
fn done(by: PersonId, what: CallAct, changes: Vec<Change>) -> Option<CallEvent> {
    (!changes.is_empty()).then_some(CallEvent::Done { by, what, changes })
}

fn change(call: &Call, person: PersonId, to: Option<&Words>) -> Option<Change> {
    let from = call.believed(person);
    (from != to || call.off.contains(&person)).then(|| Change {
        person,
        from: from.cloned(),
        to: to.cloned(),
    })
}

fn open_changes(session: &Session) -> Vec<Change> {
    let steps = steps(session);
    let all = steps.iter().flat_map(|step| &step.changes);
    all.cloned().collect()
}

pub fn apply(session: &mut Session, at: At, event: &CallEvent) {
    let call = &mut session.call;
    match event {
        CallEvent::Done { by, what, changes } => {
            for change in changes {
                place(call, change.person, change.to.as_ref());
            }
            call.numbered += 1;
            call.done.push(Done {
                number: call.numbered,
                by: *by,
                at,
                what: *what,
                changes: changes.clone(),
            });
            if call.done.len() > limits::CALL_ACTS {
                call.done.remove(0);
            }
        }
        CallEvent::TakenBack { number, .. } => take_back(call, *number),
        CallEvent::OnCall { person, on, .. } => {
            call.believed.remove(person);
            if *on {
                call.off.remove(person);
            } else {
                call.off.insert(*person);
            }
        }
    }
    session.touch(Thing::Call);
}

/// Whoever is seen in a room of the call is on it.
fn place(call: &mut Call, person: PersonId, to: Option<&Words>) {
    call.off.remove(&person);
    match to {
        Some(room) => call.believed.insert(person, room.clone()),
        None => call.believed.remove(&person),
    };
}

/// Only where nothing has been said since.
fn take_back(call: &mut Call, number: u32) {
    let Some(place_in_list) = call.done.iter().position(|done| done.number == number) else {
        return;
    };
    let done = call.done.remove(place_in_list);
    for change in done.changes {
        if call.believed(change.person) == change.to.as_ref() && !call.off.contains(&change.person)
        {
            place(call, change.person, change.from.as_ref());
        }
    }
}

/// A breakout is announced: these are the rooms of the call from now on, in the order of the plan.
pub(super) fn announced(session: &mut Session, rooms: &[RoomSetup]) {
    session.call.rooms = rooms.iter().map(|room| room.name.clone()).collect();
    session.call.done.clear();
    session.touch(Thing::Call);
}

/// Whoever has said goodbye, or was removed, is in no room of the call either.
pub(super) fn gone(session: &mut Session, person: PersonId) {
    let member = session.people.known(person);
    if member.is_some_and(|member| member.gone || member.link == Link::Left) {
        session.call.believed.remove(&person);
    }
    session.touch(Thing::Call);
}

#[cfg(test)]
mod tests;
