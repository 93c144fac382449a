//! What happens to a day beside its sockets: somebody knocks, a device asks to come in, the programme says something
//! new, a link is revoked. And the rooms that the first facilitator opens.

use alongside_protocol::{
    command::{Command, PlanKind, PlanRequest, RoomCommand},
    ids::{At, DeviceId, RuleId},
    people::Role,
    programme::{Rule, RuleKind},
    words::Words,
};
use uuid::Uuid;

use super::chance::dice;
use super::day::Day;
use super::page::State;
use super::plan::GUEST;

impl Day {
    pub fn device_comes(&mut self, name: &str) {
        let (session, person) = (self.session(), self.id(name));
        let device = DeviceId(dice(self.plan.seed, "device", &[self.now]).uuid());
        if let Some(server) = &self.server {
            server.hears_of_a_device(session, device, person);
            self.unasked = false;
        }
    }

    pub fn is_shut_out(&mut self, name: &str) {
        let person = self.person(name);
        self.people[person].was_out = true;
        if let Some(server) = &self.server {
            server.shuts_out(self.people[person].id);
        }
    }

    pub fn opens_rooms(&mut self, kind: u64) {
        let kinds = [
            PlanKind::Buddies,
            PlanKind::Random,
            PlanKind::Mixed,
            PlanKind::ByHand,
        ];
        let request = PlanRequest {
            kind: kinds[usize::try_from(kind).unwrap() % kinds.len()],
            size: 2,
            rooms: None,
            saved: None,
            without: Vec::new(),
            prompt: "What helped you?".into(),
            minutes: 20,
        };
        let version = self.oracle.session.rooms.version + 1;
        let open = RoomCommand::Open {
            version,
            notice_seconds: 5,
        };
        let commands = vec![
            Command::Rooms(RoomCommand::Plan { request }),
            Command::Rooms(open),
        ];
        self.types("Fay", commands);
    }

    /// Once: whoever was declined does not come again.
    pub fn knocks(&mut self) {
        let person = self.person(GUEST);
        let (session, id, page) = (self.session(), self.people[person].id, (person, 0));
        if self.page(page).state != State::Closed || self.oracle.session.people.known(id).is_some()
        {
            return;
        }
        if self.server.is_none() {
            return;
        }
        let own = self.page(page);
        own.state = State::Calling;
        own.generation += 1;
        let generation = own.generation;
        let call = self.call(page, generation);
        if let Some(server) = &self.server {
            server.hears_a_knock(call, session, id, Words::new(GUEST));
            self.unasked = false;
        }
    }

    pub fn changes(&mut self, what: u64) {
        let session = self.session();
        {
            let mut facts = self.programmes.facts.lock().unwrap();
            let last = facts
                .people
                .iter()
                .rposition(|person| person.role == Role::Trainee);
            match what % 5 {
                0 => facts.title = Words::new(format!("Listening {what}")),
                1 => facts.people[0].name = Words::new(format!("Fay {what}")),
                2 if facts.people.len() > 4 => {
                    facts.people.remove(last.unwrap());
                }
                3 => facts.starts_at = At(facts.starts_at.0 + 60_000),
                _ => {
                    let trainees = facts
                        .people
                        .iter()
                        .filter(|person| person.role == Role::Trainee);
                    let two: Vec<_> = trainees.map(|person| person.id).take(2).collect();
                    if two.len() == 2 && facts.rules.is_empty() {
                        facts.rules.push(Rule {
                            id: RuleId(Uuid::from_u128(9)),
                            kind: RuleKind::KeepApart,
                            people: two,
                        });
                    }
                }
            }
        }
        if let Some(server) = &self.server {
            server.hears_of_new_facts(session);
        }
    }
}
