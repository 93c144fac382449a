//! What is shown of the call: to staff, who move people there by hand.

use super::Place;
use crate::session::{
    Session,
    call::{Done, Step, steps},
};
use alongside_protocol::{
    entry::{CallAct, CallDone, CallEntry, CallStep, CallStepKind, Entry},
    topic::Topic,
};

pub fn call(session: &Session) -> Vec<(Place, Entry)> {
    let call = &session.call;
    if call.rooms().is_empty() {
        return Vec::new();
    }
    let entry = CallEntry {
        steps: steps(session).into_iter().map(step).collect(),
        done: call.done().iter().rev().map(done).collect(),
        off: call.off().collect(),
        rooms: call.rooms().to_vec(),
        placed: count(call.placed()),
    };
    vec![((Topic::Staff, "call".to_owned()), Entry::Call(entry))]
}

fn step(step: Step) -> CallStep {
    let Step { kind, mut changes } = step;
    let one = match kind {
        CallStepKind::CloseRooms => None,
        _ => changes.pop(),
    };
    CallStep {
        kind,
        person: one.as_ref().map(|change| change.person),
        from: one.as_ref().and_then(|change| change.from.clone()),
        to: one.and_then(|change| change.to),
    }
}

fn done(done: &Done) -> CallDone {
    let one = match done.what {
        CallAct::Placed => done.changes.first(),
        CallAct::AllPlaced | CallAct::RoomsClosed => None,
    };
    CallDone {
        number: done.number,
        by: done.by,
        at: done.at,
        what: done.what,
        people: count(done.changes.len()),
        person: one.map(|change| change.person),
        to: one.and_then(|change| change.to.clone()),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
