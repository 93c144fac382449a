//! What an owner tells the audit trail (TRUST 3): moderation, and that staff were shown private things. Never a text.

use std::collections::BTreeSet;

use alongside_domain::session::Event;
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{At, PersonId},
    people::Role,
    privacy::Class,
    topic::Topic,
};

use super::Owner;
use crate::{audit::of_session, bus::Bus, limits, vault::Draft};

impl<B: Bus> Owner<B> {
    /// The lines of what is about to be kept.
    pub(super) fn lines_of(&self, at: At, drafts: &[Draft<Event>]) -> Vec<AuditEntry> {
        let events = drafts.iter().flat_map(Draft::events);
        let lines = events.filter_map(|event| of_session::line(at, event));
        lines.map(|line| self.placed(line)).collect()
    }

    /// Staff who are connected can now read these topics. Each class is told once in an hour for each of them. Whose
    /// it was is not told: that somebody asked for help is for those who may help, and organisers read the trail.
    pub(super) fn note_reading(&mut self, person: PersonId, topics: &BTreeSet<Topic>) {
        let is_staff = self.session.people.role(person).is_some_and(Role::is_staff);
        if !is_staff || !self.seats.is_connected(person) {
            return;
        }
        let classes: BTreeSet<Class> = topics.iter().flat_map(private_in).copied().collect();
        let (at, by) = (self.moment(), Doer::Person { id: person });
        let mut lines = Vec::new();
        for class in classes {
            let last = self.noted.get(&(person, class)).copied();
            let again = last.map(|last| last.plus_minutes(limits::READING_NOTED_MINUTES));
            if again.is_none_or(|again| again <= at) {
                self.noted.insert((person, class), at);
                lines.push(self.placed(AuditEntry::new(at, by, Done::ReadPrivate).of(class)));
            }
        }
        self.desk.schedule.note(lines);
    }

    fn placed(&self, line: AuditEntry) -> AuditEntry {
        line.in_programme(self.desk.programme)
            .in_session(self.desk.id)
    }
}

/// What a topic shows that was not said to everybody. What staff say to each other is theirs to read.
const fn private_in(topic: &Topic) -> &'static [Class] {
    match topic {
        Topic::Facilitators => &[Class::PrivateCheckIns, Class::CareFlags],
        Topic::Thread(_) => &[Class::PrivateThreads],
        Topic::Tech(_) => &[Class::TechnicalHelp],
        Topic::Talk(..) => &[Class::RoomChat],
        Topic::Group | Topic::Staff | Topic::Room(_) | Topic::Person(_) => &[],
    }
}
