//! A whole session in one thread, for the tests of the core: named people ask, the clock jumps, and what every
//! topic and every person gets to see is recorded.
//!
//! Whatever a story does, two laws are checked after each step of it: snapshot and updates are the snapshot now
//! (TOPIC3), and nobody's topics change unless the session says that audiences have changed (TOPIC4).

mod asks;

pub use crate::examples::cast::*;
pub use asks::*;

use crate::{
    audience,
    session::{Ask, Asked, Event, Facts, Session},
    views::{Step, Views},
};
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    entry::Entry,
    ids::{At, PersonId},
    people::Presence,
    refusal::{Code, Refusal},
    topic::Topic,
};
use std::collections::{BTreeMap, BTreeSet};

pub type Shown = BTreeMap<String, Entry>;

/// What reached one person's screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    Snapshot(Topic, Shown),
    Update(Topic, Step),
    Closed(Topic),
}

/// A session being played. Trainees have the names given; Fay and Finn facilitate, Sol is the assistant.
#[derive(Clone)]
pub struct Play {
    pub session: Session,
    pub now: At,
    /// All events that were kept, with their moments.
    pub kept: Vec<(At, Event)>,
    /// Each step of each topic, in order.
    pub steps: Vec<(Topic, Step)>,
    pub seen: BTreeMap<PersonId, Vec<Seen>>,
    views: Views,
    shadow: BTreeMap<Topic, Shown>,
    readable: BTreeMap<PersonId, BTreeSet<Topic>>,
    asked: u32,
    /// Every how many steps all that is shown is compared with the same rendered afresh.
    pub compared_every: u32,
    compared: u32,
}

impl Play {
    /// The day is known, the doors are not open yet, nobody is there.
    pub fn scheduled(trainees: &[&str]) -> Self {
        Self::of(facts(trainees))
    }

    pub fn of(facts: Facts) -> Self {
        let mut play = Self {
            session: Session::default(),
            now: START.plus_minutes(-60),
            kept: Vec::new(),
            steps: Vec::new(),
            seen: BTreeMap::new(),
            views: Views::default(),
            shadow: BTreeMap::new(),
            readable: BTreeMap::new(),
            asked: 0,
            compared_every: 1,
            compared: 0,
        };
        play.happen(Asked::Facts(Box::new(facts)))
            .expect("facts are never refused");
        play
    }

    /// The doors have opened, and staff and trainees have arrived one second apart, in the order named.
    pub fn arrival(trainees: &[&str]) -> Self {
        let mut play = Self::scheduled(trainees);
        play.passes(50 * 60);
        for name in STAFF.iter().map(|(name, _)| name).chain(trainees) {
            play.passes(1);
            play.connects(name);
        }
        play
    }

    /// Everybody is there and Fay has started the day.
    pub fn live(trainees: &[&str]) -> Self {
        let mut play = Self::arrival(trainees);
        play.passes(60);
        play.does("Fay", Command::Day(DayCommand::Start {}));
        play
    }

    /// Asks for something that is granted.
    #[track_caller]
    pub fn does(&mut self, name: &str, command: Command) {
        if let Err(refusal) = self.tries(name, command.clone()) {
            panic!("{name} was refused {command:?}: {}", refusal.sentence);
        }
    }

    /// Asks for something that is refused, and must change nothing.
    #[track_caller]
    pub fn refused(&mut self, name: &str, command: Command) -> Code {
        let (kept, steps) = (self.kept.len(), self.steps.len());
        match self.tries(name, command.clone()) {
            Ok(()) => panic!("{name} was granted {command:?}"),
            Err(refusal) => {
                assert_eq!((self.kept.len(), self.steps.len()), (kept, steps));
                refusal.code
            }
        }
    }

    pub fn tries(&mut self, name: &str, command: Command) -> Result<(), Refusal> {
        let by = who(name);
        self.happen(Asked::Command { by, command })
    }

    pub fn connects(&mut self, name: &str) {
        self.happens(Asked::Connected { person: who(name) });
    }

    pub fn falls_silent(&mut self, name: &str) {
        self.happens(Asked::Silent { person: who(name) });
    }

    /// Falls silent for longer than the grace period.
    pub fn drops_out(&mut self, name: &str) {
        self.falls_silent(name);
        self.passes(self.session.day.settings.grace_seconds);
    }

    pub fn steps_away(&mut self, name: &str) {
        self.is(name, Presence::SteppedAway);
    }

    pub fn is(&mut self, name: &str, presence: Presence) {
        let until = None;
        let command = PeopleCommand::BePresent { presence, until };
        self.does(name, Command::People(command));
    }

    /// Anything but a command; none of it is ever refused, except a knock.
    pub fn happens(&mut self, asked: Asked) {
        self.happen(asked).expect("granted");
    }

    pub fn happen(&mut self, asked: Asked) -> Result<(), Refusal> {
        self.asked += 1;
        let events = self.session.decide(&self.ask(asked, 0))?;
        self.keep(events);
        self.drain();
        Ok(())
    }

    /// The clock runs on, and what falls due on the way happens at its moment.
    pub fn passes(&mut self, seconds: u32) {
        self.asked += 1;
        let until = self.now.plus_seconds(seconds);
        while let Some(due) = self.session.next_deadline().filter(|due| *due <= until) {
            let before = (self.now, self.kept.len());
            self.now = self.now.max(due);
            self.drain();
            assert_ne!(
                before,
                (self.now, self.kept.len()),
                "a deadline that nothing answers"
            );
        }
        self.now = until;
        self.drain();
    }

    /// What a topic shows now.
    pub fn shows(&self, topic: Topic) -> Shown {
        self.views.snapshot(topic)
    }

    /// The entry under this key in this topic.
    pub fn entry(&self, topic: Topic, key: &str) -> Option<Entry> {
        self.shows(topic).remove(key)
    }

    /// Whether these words have ever reached this person's screen.
    pub fn has_seen(&self, name: &str, words: &str) -> bool {
        let seen = self.seen.get(&who(name)).map_or(&[][..], Vec::as_slice);
        seen.iter().any(|seen| match seen {
            Seen::Snapshot(_, entries) => carry(entries, words),
            Seen::Update(_, step) => carry(&step.set, words),
            Seen::Closed(_) => false,
        })
    }

    /// The same history read back from its kept form.
    pub fn read_back(&self) -> Session {
        let mut session = Session::default();
        for (at, event) in &self.kept {
            let kept = serde_json::to_string(event).expect("an event can be kept");
            session.apply(*at, &serde_json::from_str(&kept).expect("and read back"));
        }
        session
    }

    /// The log leads to the very same views (ASK2, and every restart, rest on it).
    pub fn check_replay(&self) {
        assert!(
            Views::of(&self.read_back()) == self.views,
            "read back otherwise"
        );
    }

    fn ask(&self, asked: Asked, consequence: u32) -> Ask {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&self.asked.to_be_bytes());
        seed[4..8].copy_from_slice(&consequence.to_be_bytes());
        Ask {
            at: self.now,
            seed,
            asked,
        }
    }

    fn drain(&mut self) {
        let mut drawn = 0;
        for _ in 0..1_000 {
            let events = self.session.decide(&self.ask(Asked::Clock, drawn + 1));
            let events = events.expect("the clock is never refused");
            if events.is_empty() {
                return;
            }
            // A private consequence must not change the chance of what follows, or pairs of histories
            // that differ only in it could not be compared.
            let private = |event: &Event| matches!(event, Event::Flags(_) | Event::FollowUp(_));
            drawn += u32::from(!events.iter().all(private));
            self.keep(events);
        }
        panic!("consequences without end");
    }

    fn keep(&mut self, events: Vec<Event>) {
        for event in events {
            self.session.apply(self.now, &event);
            self.kept.push((self.now, event));
        }
        let touched = self.session.take_touched();
        let steps = self.views.show(&self.session, &touched.things);
        for (topic, step) in &steps {
            let shown = self.shadow.entry(*topic).or_default();
            for key in &step.gone {
                assert!(shown.remove(key).is_some(), "{key} was never shown");
            }
            shown.extend(step.set.clone());
        }
        self.shadow.retain(|_, shown| !shown.is_empty());
        self.deliver(&steps, touched.audiences);
        self.steps.extend(steps);
        self.compared += 1;
        if self.compared.is_multiple_of(self.compared_every) {
            self.check_views();
        }
    }

    fn deliver(&mut self, steps: &BTreeMap<Topic, Step>, audiences: bool) {
        for person in self.session.people.ids().collect::<Vec<_>>() {
            let now = audience::topics(&self.session, person);
            let before = self
                .readable
                .insert(person, now.clone())
                .unwrap_or_default();
            assert!(
                audiences || before == now,
                "{person} may read other topics, and nobody was told"
            );
            let seen = self.seen.entry(person).or_default();
            seen.extend(before.difference(&now).copied().map(Seen::Closed));
            for topic in now {
                if !before.contains(&topic) {
                    seen.push(Seen::Snapshot(topic, self.views.snapshot(topic)));
                } else if let Some(step) = steps.get(&topic) {
                    seen.push(Seen::Update(topic, step.clone()));
                }
            }
        }
    }

    /// What is shown, and what was told step by step, is what the day shows when it is rendered afresh (TOPIC3).
    pub fn check_views(&self) {
        let fresh = Views::of(&self.session);
        let topics: BTreeSet<_> = fresh.topics().chain(self.views.topics()).collect();
        for topic in topics {
            let (now, shown) = (fresh.snapshot(topic), self.views.snapshot(topic));
            assert_eq!(
                difference(&now, &shown),
                [""; 0],
                "changed and not touched in {topic}"
            );
            let told = self.shadow.get(&topic).unwrap_or(NOTHING);
            assert_eq!(
                difference(&now, told),
                [""; 0],
                "told otherwise in {topic} (TOPIC3)"
            );
        }
        assert!(
            self.views == fresh,
            "things stand in other places than is known"
        );
    }
}

static NOTHING: &Shown = &Shown::new();

/// Keys under which two states of a topic differ.
fn difference<'a>(one: &'a Shown, other: &'a Shown) -> Vec<&'a str> {
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    keys.into_iter()
        .filter(|key| one.get(*key) != other.get(*key))
        .map(String::as_str)
        .collect()
}

fn carry(entries: &Shown, words: &str) -> bool {
    let text = serde_json::to_string(entries).expect("entries can be sent");
    text.contains(words)
}

#[test]
fn a_day_can_be_played_and_read_back() {
    let mut play = Play::live(&["Ana", "Bo", "Cem"]);
    play.drops_out("Bo");
    play.connects("Bo");
    assert_eq!(
        play.refused("Bo", Command::Day(DayCommand::End {})),
        Code::NotFound
    );
    assert!(play.has_seen("Ana", "Cem"));
    play.check_replay();
}
