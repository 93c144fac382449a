//! From what the call has to what it should have: one step for each person who has to go somewhere else (CALL1).

use super::{Call, Change, order};
use crate::session::{Session, rooms::Room};
use alongside_protocol::{entry::CallStepKind, ids::PersonId, words::Words};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub kind: CallStepKind,
    /// One person, or everybody who is in a room when all rooms are closed.
    pub changes: Vec<Change>,
}

/// What is still to be done on the call, in a good order.
#[must_use]
pub fn steps(session: &Session) -> Vec<Step> {
    let call = &session.call;
    if !session.rooms.are_up() {
        return close_all(call);
    }
    let (mut changes, mut seated) = (Vec::new(), BTreeSet::new());
    for room in in_plan_order(session) {
        seated.extend(room.people.iter().copied());
        // To a room with a call of its own people go by themselves (CALL3).
        if room.call_link.is_none() {
            let people = room.people.iter();
            changes.extend(people.filter_map(|person| needed(call, *person, Some(&room.name))));
        }
    }
    let elsewhere = call.believed.keys();
    let elsewhere = elsewhere.filter(|person| !seated.contains(person));
    changes.extend(elsewhere.filter_map(|person| needed(call, *person, None)));
    order::sensible(&call.believed, changes)
        .into_iter()
        .map(single)
        .collect()
}

/// As staff know the rooms from the plan, and not by their ids.
fn in_plan_order(session: &Session) -> Vec<&Room> {
    let place = |room: &Room| {
        let mut names = session.call.rooms.iter();
        names.position(|name| *name == room.name)
    };
    let mut rooms: Vec<&Room> = session.rooms.all().collect();
    rooms.sort_by_key(|room| place(room));
    rooms
}

fn close_all(call: &Call) -> Vec<Step> {
    if call.believed.is_empty() {
        return Vec::new();
    }
    let back = call.believed.iter().map(|(person, room)| Change {
        person: *person,
        from: Some(room.clone()),
        to: None,
    });
    vec![Step {
        kind: CallStepKind::CloseRooms,
        changes: back.collect(),
    }]
}

/// What has to be done for a person to be in this place; nothing for those who are not on the call.
fn needed(call: &Call, person: PersonId, to: Option<&Words>) -> Option<Change> {
    let from = call.believed(person);
    (from != to && !call.off.contains(&person)).then(|| Change {
        person,
        from: from.cloned(),
        to: to.cloned(),
    })
}

fn single(change: Change) -> Step {
    let kind = match (&change.from, &change.to) {
        (None, _) => CallStepKind::Assign,
        (Some(_), Some(_)) => CallStepKind::Move,
        (Some(_), None) => CallStepKind::BringBack,
    };
    Step {
        kind,
        changes: vec![change],
    }
}
