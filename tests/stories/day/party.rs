//! Twenty-five trainees and three staff, each at a browser of their own.

use std::{collections::BTreeMap, sync::Arc};

use alongside::log::Log;
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, RoundCommand, RoundRequest},
    entry::{
        BreakoutState, Entry, FlagEntry, MessageState, PlanEntry, ProposalEntry, ProposalState,
        RoundEntry, RoundState,
    },
    ids::{At, MessageId, PersonId, RoomId, RoundId},
    people::{Link, Role},
    programme::{Met, ProgrammeView},
    topic::Topic,
};

use crate::cast::{Mirror, Person};
use crate::world::World;

const STAFF: [(&str, Role); 3] = [
    ("Fola", Role::Facilitator),
    ("Grace", Role::Facilitator),
    ("Sam", Role::Support),
];

const TRAINEES: [&str; 25] = [
    "Asha", "Bea", "Ben", "Cem", "Chi", "Cora", "Dan", "Dev", "Ece", "Elin", "Eve", "Finn", "Flo",
    "Gus", "Gwen", "Hana", "Ira", "Ivo", "Jo", "Kai", "Lea", "Mo", "Nia", "Oz", "Pia",
];

pub struct Party {
    world: World,
    people: BTreeMap<String, Person>,
    before: Before,
}

/// What a death of the server must not change.
#[derive(Debug, Default, PartialEq)]
pub struct Before {
    rooms: BTreeMap<String, RoomId>,
    ends_at: At,
}

impl Party {
    pub async fn arrives(log: Arc<dyn Log>) -> Self {
        let trainees = TRAINEES.iter().map(|name| (*name, Role::Trainee));
        let cast: Vec<(&str, Role)> = STAFF.into_iter().chain(trainees).collect();
        let world = World::on(log, &cast).await;
        let mut party = Self {
            world,
            people: BTreeMap::new(),
            before: Before::default(),
        };
        for (name, _) in cast {
            party.comes_back(name).await;
        }
        party
    }

    pub async fn comes_back(&mut self, name: &str) {
        let person = self.world.arrives(name).await;
        self.people.insert(name.to_owned(), person);
    }

    pub fn drops_out(&mut self, name: &str) {
        self.people.remove(name).unwrap().drop_out();
    }

    /// Nobody has a connection for so long; then everybody's browser comes back by itself.
    pub async fn loses_the_network_for(mut self, seconds: u64) -> Self {
        let names: Vec<String> = self.people.keys().cloned().collect();
        self.people.clear();
        self.world.later(seconds);
        for name in names {
            self.comes_back(&name).await;
        }
        self
    }

    /// The server dies without a word and starts again; everybody's browser comes back by itself.
    pub async fn goes_on_after_a_kill(self) -> Self {
        let before = self.now();
        let names: Vec<String> = self.people.keys().cloned().collect();
        drop(self.people);
        let world = self.world.dies_and_starts_again().await;
        let people = BTreeMap::new();
        let mut party = Self {
            world,
            people,
            before,
        };
        for name in names {
            party.comes_back(&name).await;
        }
        party
    }

    /// Rooms and deadline are as they were before the server died.
    pub fn is_where_it_was(&self) {
        assert!(!self.before.rooms.is_empty());
        assert_eq!(self.now(), self.before);
    }

    #[track_caller]
    pub fn id(&self, name: &str) -> PersonId {
        self.world.id(name)
    }

    /// Two people who have a room for themselves; not Chi, who is needed while one of them is gone.
    pub fn a_pair(&self) -> (String, String) {
        let (mirror, chi) = (self.look("Fola"), self.id("Chi"));
        let pair = mirror.entries().find_map(|(_, _, entry)| match entry {
            Entry::Room(room) if !room.people.contains(&chi) => {
                <[PersonId; 2]>::try_from(room.people.clone()).ok()
            }
            _ => None,
        });
        let [one, other] = pair.expect("a room for two");
        (self.name(one), self.name(other))
    }

    fn now(&self) -> Before {
        let rooms = TRAINEES
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), self.room_of(name)?)));
        let ends_at = match self.look("Fola").group("breakout") {
            Some(Entry::Breakout(breakout)) => breakout.ends_at,
            _ => At::default(),
        };
        Before {
            rooms: rooms.collect(),
            ends_at,
        }
    }

    pub async fn does(&mut self, name: &str, command: Command) {
        let person = self.people.get_mut(name);
        person
            .unwrap_or_else(|| panic!("{name} is not here"))
            .does(command)
            .await;
    }

    pub async fn says(&mut self, name: &str, channel: Channel, words: &str) {
        let post = ChatCommand::Post {
            channel,
            words: words.into(),
            reply_to: None,
        };
        self.does(name, Command::Chat(post)).await;
    }

    pub async fn until(&self, name: &str, what: &str, shows: impl Fn(&Mirror) -> bool) {
        self.people[name].until(what, shows).await;
    }

    pub async fn all_see(&self, what: &str, shows: impl Fn(&Mirror) -> bool) {
        for person in self.people.values() {
            person.until(what, &shows).await;
        }
    }

    /// A word in the main chat that everybody has: nothing that came before it is still on its way.
    pub async fn settles(&mut self, words: &str) {
        self.says("Grace", Channel::Main {}, words).await;
        self.all_see("the word", |mirror| mirror.has_received(words))
            .await;
    }

    pub fn look(&self, name: &str) -> Mirror {
        self.people[name].look().clone()
    }

    pub fn later(&self, seconds: u64) {
        self.world.later(seconds);
    }

    pub fn name(&self, person: PersonId) -> String {
        let names = TRAINEES.iter().chain(STAFF.iter().map(|(name, _)| name));
        let mut found = names.filter(|name| self.id(name) == person);
        (*found.next().expect("somebody of the party")).to_owned()
    }

    /// Starts a round and waits until everybody has it.
    pub async fn starts(&mut self, round: RoundRequest) -> RoundId {
        let prompt = round.prompt.clone();
        let purpose = round.purpose;
        self.does("Fola", Command::Rounds(RoundCommand::Start { round }))
            .await;
        self.all_see("the round", |mirror| {
            matches!(mirror.group("round"), Some(Entry::Round(round))
                if round.prompt == prompt && round.purpose == purpose && round.state == RoundState::Running)
        })
        .await;
        self.round().id
    }

    pub fn round(&self) -> RoundEntry {
        match self.look("Fola").group("round") {
            Some(Entry::Round(round)) => round.clone(),
            other => panic!("no round but {other:?}"),
        }
    }

    pub async fn sees_turn_of(&self, person: PersonId) {
        self.all_see(
            "whose turn it is",
            |mirror| matches!(mirror.group("round"), Some(Entry::Round(round)) if round.turn == Some(person)),
        )
        .await;
    }

    pub async fn plan(&self) -> PlanEntry {
        self.until("Fola", "a plan", |mirror| {
            mirror.entry(Topic::Staff, "plan").is_some()
        })
        .await;
        match self.look("Fola").entry(Topic::Staff, "plan") {
            Some(Entry::Plan(plan)) => plan.clone(),
            other => panic!("no plan but {other:?}"),
        }
    }

    pub fn room_of(&self, name: &str) -> Option<RoomId> {
        self.look("Fola").room_of(self.id(name))
    }

    /// Who has been sent these words, in the order of the alphabet.
    pub fn receivers_of(&self, words: &str) -> Vec<String> {
        let received = self
            .people
            .iter()
            .filter(|(_, person)| person.look().has_received(words));
        received.map(|(name, _)| name.clone()).collect()
    }

    /// How many frames each of the others has been sent so far.
    pub fn frames_of_all_but(&self, names: &[&str]) -> BTreeMap<String, usize> {
        let others = self
            .people
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()));
        others
            .map(|(name, person)| (name.clone(), person.look().frames.len()))
            .collect()
    }

    /// How often two people have met, as the programme remembers it; waits until it has heard of the day.
    pub async fn met(&mut self, one: PersonId, other: PersonId) -> u32 {
        let path = format!("/api/programmes/{}", self.world.programme);
        let wait = async {
            loop {
                let view: ProgrammeView = self.world.organiser.get(&path).await.read();
                let both = |met: &&Met| met.people.contains(&one) && met.people.contains(&other);
                if !view.met.is_empty() {
                    return view.met.iter().find(both).map_or(0, |met| met.times);
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(crate::cast::PATIENCE, wait)
            .await
            .expect("the programme remembers the day")
    }
}

pub fn breakout(mirror: &Mirror) -> Option<BreakoutState> {
    match mirror.group("breakout") {
        Some(Entry::Breakout(breakout)) => Some(breakout.state),
        _ => None,
    }
}

pub fn link(mirror: &Mirror, person: PersonId) -> Option<Link> {
    match mirror.group(&format!("person/{person}")) {
        Some(Entry::Person(person)) => Some(person.link),
        _ => None,
    }
}

pub fn open_proposal(mirror: &Mirror) -> Option<ProposalEntry> {
    let mut proposals = mirror.entries().filter_map(|(_, _, entry)| match entry {
        Entry::Proposal(proposal) => Some(proposal),
        _ => None,
    });
    proposals
        .find(|proposal| proposal.state == ProposalState::Open)
        .cloned()
}

pub fn flag(mirror: &Mirror) -> Option<FlagEntry> {
    mirror.entries().find_map(|(_, _, entry)| match entry {
        Entry::Flag(flag) => Some(flag.clone()),
        _ => None,
    })
}

pub fn held(mirror: &Mirror) -> Option<MessageId> {
    mirror.entries().find_map(|(_, _, entry)| match entry {
        Entry::Message(message) if message.state == MessageState::Held => Some(message.id),
        _ => None,
    })
}
