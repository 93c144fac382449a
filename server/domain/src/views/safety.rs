//! What is shown of what a programme keeps ready for a crisis, and that a facilitator is needed (FLAG7, FLAG8, EXIT2).

use super::Place;
use crate::session::Session;
use alongside_protocol::{
    entry::Entry,
    people::Role,
    safety::{NeededEntry, SafeguardingEntry, SafetyEntry},
    topic::Topic,
};

/// Contacts for everybody in the group; whoever waits at the door has the way out as well, and nothing else.
pub fn safety(session: &Session) -> Vec<(Place, Entry)> {
    let Some(facts) = &session.day.facts else {
        return Vec::new();
    };
    let shown = |contacts| {
        let exit_to = facts.safety.exit_to.clone();
        Entry::Safety(SafetyEntry { contacts, exit_to })
    };
    let place = |topic| (topic, "safety".to_owned());
    let people = session.people.everybody();
    let guests = people.filter(|member| member.role == Role::Guest);
    let mut entries: Vec<_> = guests
        .map(|guest| (place(Topic::Person(guest.id)), shown(Vec::new())))
        .collect();
    entries.push((place(Topic::Group), shown(facts.safety.contacts.clone())));
    if let Some(contact) = facts.safety.safeguarding.clone() {
        let entry = Entry::Safeguarding(SafeguardingEntry { contact });
        entries.push(((Topic::Facilitators, "safeguarding".to_owned()), entry));
    }
    entries
}

/// That somebody should fetch a facilitator, for all staff: not what waits, not from whom, and not how many.
pub fn needed(session: &Session) -> Vec<(Place, Entry)> {
    let since = session.flags.needed_since();
    let entry = since.map(|since| Entry::Needed(NeededEntry { since }));
    entry
        .map(|entry| ((Topic::Staff, "needed".to_owned()), entry))
        .into_iter()
        .collect()
}
