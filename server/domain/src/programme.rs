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
pub mod companions;
pub mod concerns;
pub mod doors;
pub mod event;
mod former;
mod heading;
pub mod pairing;
pub mod people;
mod private;
pub(crate) use private::ready as private_safety;
pub mod retention;
pub mod room_links;
pub mod roster;
pub mod rounds;
pub mod rules;
pub mod safety;
pub mod seats;
pub mod sessions;

use crate::{
    aggregate::{Aggregate, Ask, Fingerprint},
    organisation::Seat,
    sealing::Seam,
    session::{SavedPlan, summary::Summary},
};
use alongside_protocol::{
    ids::{At, ConcernId, PersonId, PlanId, ProgrammeId, SessionId, StaffId},
    privacy::Class,
    programme::{Companion, PlannedSession, ProgrammeCommand, RoomLink, Rule},
    refusal::Refusal,
    safeguarding::ConcernCommand,
    safety::Safety,
    words::Words,
};
pub use doors::{CodeHash, Door, DoorCommand, Holder, Key, Out, Waiting};
pub use event::Event;
pub use former::Former;
pub use people::Person;
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
    /// What people do at the door, and what becomes of it.
    Door(DoorCommand),
    /// A trainee speaks about their own pairing.
    Pairing {
        person: PersonId,
        said: pairing::Said,
    },
    /// A session hands over the plans that were saved or put away in it.
    KeepPlans {
        saved: Vec<SavedPlan>,
        forgotten: Vec<PlanId>,
    },
    /// A session has ended.
    Remember { summary: Summary },
    /// Its words are gone, and now the rest of it.
    ForgetSession { session: SessionId },
    /// Somebody was erased.
    ForgetPerson { person: PersonId },
    /// The staff who come to its sessions by a role of their account, all of them.
    Seat { seats: Vec<Seat> },
    /// A session hands over flags that were passed on.
    HandOver {
        session: SessionId,
        handed: Vec<concerns::Handed>,
    },
    /// The safeguarding lead acts on a record.
    Concern {
        by: StaffId,
        concern: ConcernId,
        command: ConcernCommand,
    },
}

#[derive(Debug, Default)]
pub struct Programme {
    id: Option<ProgrammeId>,
    name: Words,
    time_zone: String,
    rehearsal: bool,
    people: Vec<Person>,
    former: Vec<Former>,
    forgotten: BTreeSet<PersonId>,
    doors: BTreeMap<PersonId, Door>,
    guests: Vec<doors::Guest>,
    rules: Vec<Rule>,
    buddies: Vec<Vec<PersonId>>,
    pairing: BTreeMap<PersonId, pairing::Asked>,
    /// People whose buddies are new since the last session.
    new_buddies: BTreeSet<PersonId>,
    room_links: Vec<RoomLink>,
    sessions: Vec<Session>,
    met: BTreeMap<[PersonId; 2], u32>,
    /// What organisers chose instead of the usual days.
    /// How many days was chosen last, and why.
    retention: BTreeMap<Class, (u32, Words)>,
    made_at: At,
    companions: Vec<Companion>,
    rounds: Vec<PlannedSession>,
    /// By their ids; nothing for one that was put away and must not come back.
    plans: BTreeMap<PlanId, Option<SavedPlan>>,
    safety: Safety,
    concerns: Vec<concerns::Concern>,
}

impl Programme {
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
    pub fn buddies(&self) -> &[Vec<PersonId>] {
        &self.buddies
    }

    /// Calls of rooms, by the name of the room.
    #[must_use]
    pub fn room_links(&self) -> &[RoomLink] {
        &self.room_links
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

    fn organise(
        &self,
        ask: &Ask<Command>,
        command: &ProgrammeCommand,
    ) -> Result<Vec<Event>, Refusal> {
        use ProgrammeCommand as C;
        match command {
            C::Rename { name, time_zone } => heading::rename(self, name, time_zone),
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
            C::RePair {
                person,
                was,
                buddies,
            } => pairing::re_pair(self, *person, was, buddies),
            C::SettlePairing { person } => pairing::settle(self, *person),
            C::SetRoomLinks { links } => room_links::set(self, links),
            C::Retain {
                class,
                days,
                reason,
            } => retention::set(self, *class, *days, reason),
            C::AddCompanion { role, name, with } => companions::add(self, ask, *role, name, with),
            C::DropCompanion { companion } => companions::drop(self, *companion),
            C::KeepRounds { sessions } => rounds::keep(self, sessions),
            C::DropRounds {} => rounds::keep(self, &[]),
            C::SetSafety { safety } => safety::set(self, safety),
        }
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
            return heading::make(self, *programme, name, time_zone, *rehearsal);
        }
        if self.id.is_none() {
            return Err(Refusal::not_found());
        }
        match &ask.command {
            Command::Make { .. } => Ok(Vec::new()),
            Command::Organise(command) => self.organise(ask, command),
            Command::IssueLinks { links } => doors::issue(self, links),
            Command::Door(command) => doors::decide(self, ask.at, command),
            Command::Pairing { person, said } => pairing::said(self, *person, said),
            Command::KeepPlans { saved, forgotten } => Ok(rounds::plans(self, saved, forgotten)),
            Command::Remember { summary } => sessions::remember(self, summary),
            Command::ForgetSession { session } => sessions::forget(self, *session),
            Command::ForgetPerson { person } => Ok(former::forget(self, *person)),
            Command::Seat { seats } => Ok(seats::seat(self, ask, seats)),
            Command::HandOver { session, handed } => {
                Ok(concerns::hand_over(self, ask.dice(), *session, handed))
            }
            Command::Concern {
                by,
                concern,
                command,
            } => concerns::act(self, ask.at, *by, *concern, command),
        }
    }

    fn private(event: &mut Event, seam: &mut Seam) {
        private::walk(event, seam);
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
                self.made_at = at;
            }
            Event::Renamed { name, time_zone } => {
                self.name = name.clone();
                self.time_zone.clone_from(time_zone);
            }
            Event::PeopleAdded { people } => self.people.extend(people.iter().cloned()),
            Event::PersonChanged { person } => people::changed(self, person),
            Event::PersonRemoved { person } => former::left(self, at, *person),
            Event::PersonForgotten { person } => former::forgotten(self, *person),
            Event::RuleAdded { rule } => self.rules.push(rule.clone()),
            Event::RuleDropped { rule } => self.rules.retain(|known| known.id != *rule),
            Event::BuddiesSet { buddies } => self.buddies.clone_from(buddies),
            Event::PairingAsked { person, words } => pairing::asked(self, at, *person, words),
            Event::PairingSettled { person, renewed } => pairing::settled(self, *person, renewed),
            Event::RoomLinksSet { links } => self.room_links.clone_from(links),
            Event::SessionScheduled { session, plan } => sessions::scheduled(self, *session, plan),
            Event::SessionChanged { session, plan } => sessions::changed(self, *session, plan),
            Event::SessionCancelled { session } => sessions::cancelled(self, *session),
            Event::SessionEnded { summary } => sessions::ended(self, summary),
            Event::SessionForgotten { session } => sessions::forgotten(self, *session),
            Event::RetentionSet {
                class,
                days,
                reason,
            } => {
                self.retention.insert(*class, (*days, reason.clone()));
            }
            Event::CompanionAdded { companion } => self.companions.push(companion.clone()),
            Event::CompanionDropped { companion } => companions::dropped(self, *companion),
            Event::RoundsKept { sessions } => self.rounds.clone_from(sessions),
            Event::PlanSaved { saved } => {
                self.plans.insert(saved.id, Some(saved.clone()));
            }
            Event::PlanForgotten { plan } => {
                self.plans.insert(*plan, None);
            }
            Event::SafetySet { safety } => self.safety.clone_from(safety),
            Event::LinksIssued { .. }
            | Event::LinkRevoked { .. }
            | Event::LinkRenewed { .. }
            | Event::Entered { .. }
            | Event::PassRotated { .. }
            | Event::PassSettled { .. }
            | Event::GuestEntered { .. }
            | Event::GuestGone { .. }
            | Event::CodeMade { .. }
            | Event::CodeMissed { .. }
            | Event::CodeUsed { .. }
            | Event::DeviceWaits { .. }
            | Event::DeviceLetIn { .. }
            | Event::DeviceTurnedAway { .. } => doors::apply(self, at, event),
            Event::ConcernRecorded { .. }
            | Event::ConcernNoted { .. }
            | Event::ConcernActed { .. } => concerns::apply(self, at, event),
        }
    }
}

#[cfg(test)]
mod tests;
