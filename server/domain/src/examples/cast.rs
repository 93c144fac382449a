//! The people of the stories, and the day they meet on.

use crate::session::{FactPerson, Facts};
use alongside_protocol::{
    entry::AgendaItem,
    ids::{AgendaItemId, At, PersonId, SessionId},
    people::Role,
    words::Words,
};
use uuid::Uuid;

/// The day of every story starts here; its doors open fifteen minutes before.
pub const START: At = At(1_800_000_000_000);
/// On the staff of every story.
pub const STAFF: [(&str, Role); 3] = [
    ("Fay", Role::Facilitator),
    ("Finn", Role::Facilitator),
    ("Sol", Role::Support),
];

/// The id of a person by name, the same in every story.
#[must_use]
pub fn who(name: &str) -> PersonId {
    let mut bytes = [0; 16];
    for (byte, letter) in bytes.iter_mut().zip(name.bytes()) {
        *byte = letter;
    }
    PersonId(Uuid::from_bytes(bytes))
}

/// A programme's facts: the trainees in pairs as named, the last three as a triad when odd.
#[must_use]
pub fn facts(trainees: &[&str]) -> Facts {
    let person = |name: &str, role| FactPerson {
        id: who(name),
        name: name.into(),
        pronouns: Words::default(),
        role,
        needs: Words::default(),
    };
    let staff = STAFF.iter().map(|(name, role)| person(name, *role));
    let trainees_too = trainees.iter().map(|name| person(name, Role::Trainee));
    let mut buddies: Vec<Vec<PersonId>> = trainees
        .chunks(2)
        .map(|pair| pair.iter().map(|name| who(name)).collect())
        .collect();
    if trainees.len() % 2 == 1
        && let Some(odd) = buddies.pop()
        && let Some(last) = buddies.last_mut()
    {
        last.extend(odd);
    }
    Facts {
        session: SessionId(Uuid::from_u128(1)),
        title: "Listening".into(),
        programme: "Peer support".into(),
        time_zone: "Europe/London".into(),
        starts_at: START,
        lead_minutes: 15,
        call_link: None,
        agenda: vec![AgendaItem {
            id: AgendaItemId(Uuid::from_u128(2)),
            title: "Check-in".into(),
            minutes: 20,
            note: Words::default(),
        }],
        people: staff.chain(trainees_too).collect(),
        buddies,
        rules: Vec::new(),
        met: Vec::new(),
        rehearsal: false,
        pairing: Vec::new(),
        new_buddies: Vec::new(),
        room_links: Vec::new(),
        kept: Default::default(),
        companions: Vec::new(),
        saved: Vec::new(),
        planned: Vec::new(),
        safety: Default::default(),
        safeguarded: true,
        forgotten: Vec::new(),
    }
}
