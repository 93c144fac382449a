//! Stories of one programme.

mod buddies;
mod doors;
mod pairing;
mod people;
mod retention;
mod rounds;
mod safety;
mod sessions;

use super::*;
use crate::aggregate::Pass;
use alongside_protocol::{
    entry::AgendaItem,
    ids::{AgendaItemId, DeviceId},
    people::Role,
    programme::{LinkState, NewPerson, ProgrammeCommand as Organise, RuleKind, SessionPlan},
};
use proptest::prelude::*;
use uuid::Uuid;

const NOW: At = At(1_800_000_000_000);

/// A programme that is asked one thing after the other, each with other dice.
struct Story {
    programme: Programme,
    asked: u8,
    now: At,
}

impl Story {
    /// With these trainees, and Fay the facilitator.
    fn with(trainees: &[&str]) -> Self {
        let mut story = Self {
            programme: Programme::default(),
            asked: 0,
            now: NOW,
        };
        let make = Command::Make {
            programme: ProgrammeId(Uuid::from_u128(1)),
            name: "Spring".into(),
            time_zone: "Europe/London".into(),
            rehearsal: false,
        };
        story.ask(make).unwrap();
        let mut people: Vec<NewPerson> = trainees
            .iter()
            .map(|name| person(name, Role::Trainee))
            .collect();
        people.push(person("Fay", Role::Facilitator));
        story.organise(Organise::AddPeople { people }).unwrap();
        story
    }

    fn ask(&mut self, command: Command) -> Result<Vec<Event>, String> {
        self.asked += 1;
        let ask = Ask {
            at: self.now,
            seed: [self.asked; 32],
            command,
        };
        let events = self
            .programme
            .decide(&ask)
            .map_err(|refusal| refusal.sentence.into_owned())?;
        for event in &events {
            self.programme.apply(self.now, event);
        }
        Ok(events)
    }

    fn organise(&mut self, command: Organise) -> Result<Vec<Event>, String> {
        self.ask(Command::Organise(command))
    }

    fn id(&self, name: &str) -> PersonId {
        let people = self.programme.people().iter();
        people
            .filter(|person| person.name.text() == name)
            .map(|person| person.id)
            .next()
            .unwrap()
    }

    fn ids(&self, names: &[&str]) -> Vec<PersonId> {
        names.iter().map(|name| self.id(name)).collect()
    }

    fn keep(&mut self, kind: RuleKind, names: &[&str]) -> Result<Vec<Event>, String> {
        let people = self.ids(names);
        self.organise(Organise::AddRule { kind, people })
    }

    fn set_buddies(&mut self, groups: &[&[&str]]) -> Result<Vec<Event>, String> {
        let buddies = groups.iter().map(|names| self.ids(names)).collect();
        self.organise(Organise::SetBuddies { buddies })
    }

    /// The names of each group, sorted, the groups too.
    fn buddies(&self) -> Vec<Vec<String>> {
        let name = |id: &PersonId| self.programme.person(*id).unwrap().name.text().to_owned();
        let mut groups: Vec<Vec<String>> = self
            .programme
            .buddies()
            .iter()
            .map(|group| group.iter().map(name).collect())
            .collect();
        for group in &mut groups {
            group.sort();
        }
        groups.sort();
        groups
    }

    fn schedule(&mut self) -> SessionId {
        let events = self.organise(Organise::Schedule { plan: plan() }).unwrap();
        match &events[..] {
            [Event::SessionScheduled { session, .. }] => *session,
            other => panic!("{other:?}"),
        }
    }
}

fn person(name: &str, role: Role) -> NewPerson {
    NewPerson {
        name: name.into(),
        email: Words::default(),
        role,
        pronouns: Words::default(),
        needs: Words::default(),
    }
}

fn plan() -> SessionPlan {
    SessionPlan {
        title: "Listening well".into(),
        starts_at: NOW.plus_minutes(60),
        lead_minutes: 15,
        call_link: None,
        agenda: Vec::new(),
    }
}

fn item(title: &str, minutes: u32) -> AgendaItem {
    AgendaItem {
        id: AgendaItemId(Uuid::nil()),
        title: title.into(),
        minutes,
        note: Words::default(),
    }
}

fn key(mark: u8) -> Fingerprint {
    Fingerprint([mark; 32])
}

fn pass(mark: u8) -> Pass {
    Pass {
        key: key(mark),
        until: NOW.plus_minutes(60),
    }
}
