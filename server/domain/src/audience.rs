//! Who may read what: the second of the two lists that decide everything (TRUST 2).
//!
//! This is the only place where access to content is decided. `views` fills topics without asking who reads them.

use crate::session::Session;
use alongside_protocol::{entry::Phase, ids::PersonId, people::Role, topic::Topic};
use std::collections::BTreeSet;

/// The topics a person may read now. Empty for somebody who is not (or no longer) in the session.
#[must_use]
pub fn topics(session: &Session, person: PersonId) -> BTreeSet<Topic> {
    let Some(member) = session.people.here(person) else {
        return BTreeSet::new();
    };
    let mut topics = BTreeSet::from([Topic::Person(person)]);
    match member.role {
        Role::Guest if session.day.settings.lobby_chat => {
            topics.insert(Topic::Tech(person));
        }
        Role::Guest => {}
        Role::Trainee => {
            topics.extend([Topic::Group, Topic::Thread(person), Topic::Tech(person)]);
            if session.phase() != Phase::Ended {
                topics.extend(session.rooms.topics_of_member(person));
            }
        }
        Role::Facilitator => {
            topics.extend([Topic::Group, Topic::Staff, Topic::Facilitators]);
            let trainees = session.people.trainees_ever();
            topics.extend(trainees.map(|trainee| Topic::Thread(trainee.id)));
            topics.extend(session.people.helped().map(|person| Topic::Tech(person.id)));
            topics.extend(session.rooms.talk_open_to_facilitator(person));
        }
        Role::Support => {
            topics.extend([Topic::Group, Topic::Staff]);
            topics.extend(session.people.helped().map(|person| Topic::Tech(person.id)));
        }
    }
    topics
}
