//! A rehearsal in one thread: the whole cast plays against the real core, and the clock jumps from one thing to the next.

use super::{Next, Trainee};
use crate::rehearsal::{
    cast::{BUDDIES, CAST},
    seen::Seen,
    wish::Pace,
};
use alongside_domain::{
    audience,
    session::{Ask, Asked, FactPerson, Facts, Session},
    views::Views,
};
use alongside_protocol::{
    command::Command,
    entry::Entry,
    frames::FromServer,
    ids::{At, PersonId, SessionId},
    people::Role,
    topic::Topic,
};
use uuid::Uuid;

pub const BEGINS: At = At(1_800_000_000_000);
const FACILITATOR: PersonId = PersonId(Uuid::from_u128(0xfac));

pub struct Practice {
    pub session: Session,
    pub now: At,
    /// What the cast has asked for, by whom.
    pub asked: Vec<(&'static str, Command)>,
    /// What of it was refused.
    pub refused: Vec<(&'static str, Command)>,
    /// Who closed their socket, and when they meant to be back.
    pub hung_up: Vec<(&'static str, At)>,
    views: Views,
    cast: Vec<Player>,
    asks: u32,
}

struct Player {
    id: PersonId,
    trainee: Trainee,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Comes through the door at that moment.
    Outside(At),
    Here(At),
    Home,
}

/// One of the cast by their place in it.
pub fn id(place: usize) -> PersonId {
    PersonId(Uuid::from_u128(1 + place as u128))
}

pub fn who(name: &str) -> PersonId {
    id(CAST.iter().position(|part| part.name == name).unwrap())
}

impl Practice {
    /// The doors are open, a facilitator is there, and the cast is on its way.
    pub fn begins(seed: u8) -> Self {
        let cast = Trainee::all([seed; 32], Pace::LIVELY).enumerate();
        let cast = cast.map(|(place, trainee)| Player {
            id: id(place),
            place: Place::Outside(trainee.arrives(BEGINS)),
            trainee,
        });
        let mut practice = Self {
            session: Session::default(),
            now: BEGINS,
            asked: Vec::new(),
            refused: Vec::new(),
            hung_up: Vec::new(),
            views: Views::default(),
            cast: cast.collect(),
            asks: 0,
        };
        practice.happens(Asked::Facts(Box::new(facts())));
        practice.facilitator_comes();
        practice
    }

    /// Everybody has arrived, and the day has started.
    pub fn live(seed: u8) -> Self {
        use alongside_protocol::command::DayCommand;
        let mut practice = Self::begins(seed);
        practice.passes(60);
        practice.facilitator(Command::Day(DayCommand::Start {}));
        practice
    }

    #[track_caller]
    pub fn facilitator(&mut self, command: Command) {
        let by = FACILITATOR;
        let asked = Asked::Command { by, command };
        assert!(self.happens(asked), "the facilitator was refused");
    }

    pub fn facilitator_comes(&mut self) {
        let person = FACILITATOR;
        self.happens(Asked::Connected { person });
    }

    pub fn facilitator_goes(&mut self) {
        let person = FACILITATOR;
        self.happens(Asked::Silent { person });
    }

    /// Time goes by; everybody does what they have come to want, at its moment.
    pub fn passes(&mut self, seconds: u32) {
        let until = self.now.plus_seconds(seconds);
        loop {
            self.everybody_looks();
            let next = self.next_moment().filter(|next| *next <= until);
            let Some(next) = next else { break };
            self.now = self.now.max(next);
            self.happens(Asked::Clock);
        }
        self.now = until;
        self.everybody_looks();
    }

    /// How often somebody has asked for something of this kind.
    pub fn times(&self, name: &str, is: impl Fn(&Command) -> bool) -> usize {
        let asked = self.asked.iter();
        asked
            .filter(|(by, command)| *by == name && is(command))
            .count()
    }

    pub fn entry(&self, topic: Topic, key: &str) -> Option<Entry> {
        self.views.snapshot(topic).remove(key)
    }

    /// All that a topic shows.
    pub fn views(&self, topic: Topic) -> impl Iterator<Item = Entry> {
        self.views.snapshot(topic).into_values()
    }

    pub fn everybody_went_home(&self) -> bool {
        self.cast.iter().all(|player| player.place == Place::Home)
    }

    fn next_moment(&self) -> Option<At> {
        let moments = self.cast.iter().filter_map(|player| match player.place {
            Place::Outside(at) | Place::Here(at) => Some(at),
            Place::Home => None,
        });
        moments.chain(self.session.next_deadline()).min()
    }

    /// Until nobody does anything more at this moment: what one does, those before them see too.
    fn everybody_looks(&mut self) {
        loop {
            let before = self.asks;
            for place in 0..self.cast.len() {
                self.looks(place);
            }
            if self.asks == before {
                return;
            }
        }
    }

    /// One of the cast does all that they want to do at this moment.
    fn looks(&mut self, place: usize) {
        let (id, name) = (self.cast[place].id, self.cast[place].trainee.part.name);
        match self.cast[place].place {
            Place::Outside(at) if at <= self.now => {
                self.happens(Asked::Connected { person: id });
            }
            Place::Here(_) => {}
            Place::Outside(_) | Place::Home => return,
        }
        loop {
            let seen = self.seen_by(id);
            let now = self.now;
            let player = &mut self.cast[place];
            let next = player.trainee.next(&seen, now);
            player.place = match next {
                Next::Ask(command) => {
                    self.asked.push((name, (*command).clone()));
                    let asked = Asked::Command {
                        by: id,
                        command: (*command).clone(),
                    };
                    if !self.happens(asked) {
                        self.refused.push((name, *command));
                    }
                    continue;
                }
                Next::HangUp { until } => Place::Outside(until),
                Next::GoHome => Place::Home,
                Next::Wait(at) => Place::Here(at),
                Next::Watch => Place::Here(At(i64::MAX)),
            };
            if let Next::HangUp { until } = next {
                self.hung_up.push((name, until));
            }
            if matches!(next, Next::HangUp { .. } | Next::GoHome) {
                self.happens(Asked::Silent { person: id });
            }
            return;
        }
    }

    fn seen_by(&self, person: PersonId) -> Seen {
        let mut seen = Seen::new(person, BEGINS);
        for topic in audience::topics(&self.session, person) {
            seen.hear(FromServer::Snapshot {
                topic,
                n: 1,
                entries: self.views.snapshot(topic),
                more: false,
            });
        }
        seen
    }

    /// True when it was granted.
    fn happens(&mut self, asked: Asked) -> bool {
        let granted = self.step(asked);
        while self.step(Asked::Clock) && self.asks % 1_000 != 999 {}
        granted
    }

    /// True when something came of it, or nothing had to.
    fn step(&mut self, asked: Asked) -> bool {
        self.asks += 1;
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&self.asks.to_be_bytes());
        let clock = matches!(asked, Asked::Clock);
        let (at, ask) = (
            self.now,
            Ask {
                at: self.now,
                seed,
                asked,
            },
        );
        let Ok(events) = self.session.decide(&ask) else {
            return false;
        };
        for event in &events {
            self.session.apply(at, event);
        }
        let touched = self.session.take_touched();
        self.views.show(&self.session, &touched.things);
        !(clock && events.is_empty())
    }
}

fn facts() -> Facts {
    let trainee = |(place, part): (usize, &crate::rehearsal::cast::Part)| FactPerson {
        id: id(place),
        name: part.name.into(),
        pronouns: part.pronouns.into(),
        role: Role::Trainee,
        needs: part.needs.into(),
    };
    let facilitator = FactPerson {
        id: FACILITATOR,
        name: "Facilitator".into(),
        pronouns: "".into(),
        role: Role::Facilitator,
        needs: "".into(),
    };
    let trainees = CAST.iter().enumerate().map(trainee);
    Facts {
        session: SessionId(Uuid::from_u128(0x5e55)),
        title: "A practice day".into(),
        programme: "Rehearsal".into(),
        time_zone: "Europe/London".into(),
        starts_at: BEGINS.plus_minutes(5),
        lead_minutes: 15,
        call_link: None,
        agenda: Vec::new(),
        people: trainees.chain([facilitator]).collect(),
        buddies: BUDDIES
            .iter()
            .map(|unit| unit.iter().map(|place| id(*place)).collect())
            .collect(),
        rules: Vec::new(),
        met: Vec::new(),
        rehearsal: true,
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
