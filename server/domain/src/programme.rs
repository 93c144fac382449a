//! A programme: its people and their links, rules, buddies, the schedule, and who has met whom.
//!
//! ```text
//!   made --> people on the roster --> links --> sessions scheduled --facts--> a live day
//!                 |                                                              |
//!                 +--> rules, buddies                    who met whom <--summary--+
//! ```
//!
//! Each file below decides about one of these and says what its events do.

pub mod buddies;
pub mod doors;
pub mod people;
pub mod roster;
pub mod rules;
pub mod sessions;

use crate::{
    aggregate::{Aggregate, Ask, Fingerprint, Pass},
    limits,
    session::{FactPerson, Facts, summary::Summary},
    text,
};
use alongside_protocol::{
    ids::{At, PersonId, ProgrammeId, RuleId, SessionId},
    programme::{Met, ProgrammeCommand, Rule},
    refusal::Refusal,
    words::Words,
};
pub use doors::{Door, Holder};
pub use people::Person;
use serde::{Deserialize, Serialize};
pub use sessions::Session;
use std::collections::{BTreeMap, BTreeSet};

/// What may be asked of a programme.
#[derive(Debug, Clone)]
pub enum Command {
    Make {
        programme: ProgrammeId,
        name: Words,
        time_zone: String,
        rehearsal: bool,
    },
    /// From the organiser's pages.
    Organise(ProgrammeCommand),
    /// New personal links, known here by their fingerprints.
    IssueLinks { links: Vec<(PersonId, Fingerprint)> },
    /// Somebody came with a personal link and gets a pass.
    Enter { link: Fingerprint, pass: Pass },
    /// A session took somebody's knock; their browser gets a pass for that session alone.
    Knock {
        session: SessionId,
        person: PersonId,
        pass: Pass,
    },
    /// A session has ended.
    Remember { summary: Summary },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Event {
    Made {
        programme: ProgrammeId,
        name: Words,
        time_zone: String,
        rehearsal: bool,
    },
    Renamed {
        name: Words,
        time_zone: String,
    },
    PeopleAdded {
        people: Vec<Person>,
    },
    PersonChanged {
        person: Person,
    },
    PersonRemoved {
        person: PersonId,
    },
    RuleAdded {
        rule: Rule,
    },
    RuleDropped {
        rule: RuleId,
    },
    BuddiesSet {
        buddies: Vec<Vec<PersonId>>,
    },
    SessionScheduled {
        session: SessionId,
        plan: alongside_protocol::programme::SessionPlan,
    },
    SessionChanged {
        session: SessionId,
        plan: alongside_protocol::programme::SessionPlan,
    },
    SessionCancelled {
        session: SessionId,
    },
    SessionEnded {
        summary: Summary,
    },
    LinksIssued {
        links: Vec<(PersonId, Fingerprint)>,
    },
    LinkRevoked {
        person: PersonId,
    },
    Entered {
        person: PersonId,
        pass: Pass,
    },
    GuestEntered {
        session: SessionId,
        person: PersonId,
        pass: Pass,
    },
}

#[derive(Debug, Default)]
pub struct Programme {
    id: Option<ProgrammeId>,
    name: Words,
    time_zone: String,
    rehearsal: bool,
    people: Vec<Person>,
    doors: BTreeMap<PersonId, Door>,
    guests: Vec<doors::Guest>,
    rules: Vec<Rule>,
    buddies: Vec<Vec<PersonId>>,
    sessions: Vec<Session>,
    met: BTreeMap<[PersonId; 2], u32>,
}

impl Programme {
    /// `None` until it has been made.
    #[must_use]
    pub fn id(&self) -> Option<ProgrammeId> {
        self.id
    }

    #[must_use]
    pub fn name(&self) -> &Words {
        &self.name
    }

    /// IANA name.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }

    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }

    /// The roster, in the order in which people were added.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    #[must_use]
    pub fn buddies(&self) -> &[Vec<PersonId>] {
        &self.buddies
    }

    /// Soonest first.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// How often two people of the roster have been in a breakout together.
    #[must_use]
    pub fn met(&self) -> Vec<Met> {
        let here: BTreeSet<PersonId> = self.people.iter().map(|person| person.id).collect();
        self.met
            .iter()
            .filter(|(pair, _)| pair.iter().all(|person| here.contains(person)))
            .map(|(people, times)| Met {
                people: *people,
                times: *times,
            })
            .collect()
    }

    /// What a session starts from, or `None` when it is not of this programme or was cancelled.
    #[must_use]
    pub fn facts(&self, session: SessionId) -> Option<Facts> {
        let plan = &self.session(session)?.plan;
        let fact = |person: &Person| FactPerson {
            id: person.id,
            name: person.name.clone(),
            pronouns: person.pronouns.clone(),
            role: person.role,
            needs: person.needs.clone(),
        };
        Some(Facts {
            session,
            title: plan.title.clone(),
            programme: self.name.clone(),
            time_zone: self.time_zone.clone(),
            starts_at: plan.starts_at,
            lead_minutes: plan.lead_minutes,
            call_link: plan.call_link.clone(),
            agenda: plan.agenda.clone(),
            people: self.people.iter().map(fact).collect(),
            buddies: self.buddies.clone(),
            rules: self.rules.clone(),
            met: self.met(),
            rehearsal: self.rehearsal,
        })
    }

    fn organise(
        &self,
        ask: &Ask<Command>,
        command: &ProgrammeCommand,
    ) -> Result<Vec<Event>, Refusal> {
        use ProgrammeCommand as C;
        match command {
            C::Rename { name, time_zone } => self.rename(name, time_zone),
            C::AddPeople { people } => people::add(self, ask, people),
            C::ChangePerson { person, to } => people::change(self, *person, to),
            C::RemovePerson { person } => people::remove(self, *person),
            C::AddRule { kind, people } => rules::add(self, ask, *kind, people),
            C::DropRule { rule } => rules::drop(self, *rule),
            C::PairBuddies { everybody } => buddies::pair(self, ask, *everybody),
            C::SetBuddies { buddies } => buddies::set(self, buddies),
            C::Schedule { plan } => sessions::schedule(self, ask, plan),
            C::ChangeSession { session, plan } => sessions::change(self, ask, *session, plan),
            C::CancelSession { session } => sessions::cancel(self, *session),
            C::RevokeLink { person } => doors::revoke(self, *person),
        }
    }

    fn rename(&self, name: &Words, time_zone: &str) -> Result<Vec<Event>, Refusal> {
        let (name, time_zone) = heading(name, time_zone)?;
        if name == self.name && time_zone == self.time_zone {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Renamed { name, time_zone }])
    }
}

impl Aggregate for Programme {
    type Command = Command;
    type Event = Event;

    fn decide(&self, ask: &Ask<Command>) -> Result<Vec<Event>, Refusal> {
        if let Command::Make {
            programme,
            name,
            time_zone,
            rehearsal,
        } = &ask.command
        {
            return make(self, *programme, name, time_zone, *rehearsal);
        }
        if self.id.is_none() {
            return Err(Refusal::not_found());
        }
        match &ask.command {
            Command::Make { .. } => Ok(Vec::new()),
            Command::Organise(command) => self.organise(ask, command),
            Command::IssueLinks { links } => doors::issue(self, links),
            Command::Enter { link, pass } => doors::enter(self, *link, *pass),
            Command::Knock {
                session,
                person,
                pass,
            } => doors::knock(self, *session, *person, *pass),
            Command::Remember { summary } => sessions::remember(self, summary),
        }
    }

    fn apply(&mut self, at: At, event: &Event) {
        match event {
            Event::Made {
                programme,
                name,
                time_zone,
                rehearsal,
            } => {
                self.id = Some(*programme);
                self.name = name.clone();
                self.time_zone.clone_from(time_zone);
                self.rehearsal = *rehearsal;
            }
            Event::Renamed { name, time_zone } => {
                self.name = name.clone();
                self.time_zone.clone_from(time_zone);
            }
            Event::PeopleAdded { people } => self.people.extend(people.iter().cloned()),
            Event::PersonChanged { person } => people::changed(self, person),
            Event::PersonRemoved { person } => people::removed(self, *person),
            Event::RuleAdded { rule } => self.rules.push(rule.clone()),
            Event::RuleDropped { rule } => self.rules.retain(|known| known.id != *rule),
            Event::BuddiesSet { buddies } => self.buddies.clone_from(buddies),
            Event::SessionScheduled { session, plan } => sessions::scheduled(self, *session, plan),
            Event::SessionChanged { session, plan } => sessions::changed(self, *session, plan),
            Event::SessionCancelled { session } => sessions::cancelled(self, *session),
            Event::SessionEnded { summary } => sessions::ended(self, summary),
            Event::LinksIssued { links } => doors::issued(self, links),
            Event::LinkRevoked { person } => doors::revoked(self, *person),
            Event::Entered { person, pass } => doors::entered(self, *person, *pass, at),
            Event::GuestEntered {
                session,
                person,
                pass,
            } => doors::guest_entered(self, *session, *person, *pass, at),
        }
    }
}

fn make(
    programme: &Programme,
    id: ProgrammeId,
    name: &Words,
    time_zone: &str,
    rehearsal: bool,
) -> Result<Vec<Event>, Refusal> {
    if programme.id.is_some() {
        return Ok(Vec::new());
    }
    let (name, time_zone) = heading(name, time_zone)?;
    Ok(vec![Event::Made {
        programme: id,
        name,
        time_zone,
        rehearsal,
    }])
}

/// Whether a time zone exists is known outside the core, where the tables are; here only its shape is checked.
fn heading(name: &Words, time_zone: &str) -> Result<(Words, String), Refusal> {
    let name = text::line(name, "Programme name", limits::TITLE_LETTERS)?;
    let shaped = (1..=64).contains(&time_zone.len())
        && time_zone
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'));
    if !shaped {
        return Err(Refusal::mend(
            "Please choose a time zone from the list, such as Europe/London.",
        ));
    }
    Ok((name, time_zone.to_owned()))
}

#[cfg(test)]
mod tests;
