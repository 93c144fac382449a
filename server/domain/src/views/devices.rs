//! What is shown of second devices: to the person and to staff.

use super::Place;
use crate::session::{Session, devices::Answer};
use alongside_protocol::{
    entry::{DeviceEntry, Entry},
    ids::DeviceId,
    topic::Topic,
};

pub fn device(session: &Session, id: DeviceId) -> Vec<(Place, Entry)> {
    let known = session.devices.get(id);
    let Some((known, state)) = known.and_then(|known| Some((known, known.state()?))) else {
        return Vec::new();
    };
    let entry = Entry::Device(DeviceEntry {
        id,
        person: known.person,
        at: known.at,
        state,
        by: match known.answer {
            Answer::TurnedAway { by } => Some(by),
            Answer::Waiting | Answer::Agreed => None,
        },
    });
    [Topic::Person(known.person), Topic::Staff]
        .into_iter()
        .map(|topic| ((topic, format!("device/{id}")), entry.clone()))
        .collect()
}
