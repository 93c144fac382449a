//! A whole little day from made-up input: each line names somebody and holds what their browser sends, or says how
//! many seconds pass.
//!
//! ```text
//! Fay {"t":"ask","id":"…","command":{…}}
//! 45
//! ```

use alongside::hub::reading;
use alongside_domain::{
    examples::cast::{START, facts, who},
    session::{Ask, Asked, Event, Session, table},
    views::Views,
};
use alongside_protocol::{
    command::{Command, DayCommand},
    frames::FromBrowser,
    ids::At,
};

pub const TRAINEES: [&str; 5] = ["Ana", "Bo", "Cem", "Dee", "Eve"];
/// Waits at the door.
pub const GUEST: &str = "Gus";

/// Lines that are played; the rest of a longer input is left.
const LINES: usize = 40;
/// A line is read when a socket would take it, in bytes.
const LONGEST: usize = 16 * 1024;
/// What one ask can lead to at most, many times over.
const CONSEQUENCES: usize = 1_000;

/// Five trainees, their staff and somebody at the door, as the core has them.
pub struct Day {
    pub session: Session,
    views: Views,
    now: At,
    asked: u32,
    /// What a log would hold.
    kept: Vec<(At, String)>,
}

impl Day {
    /// Everybody has come, and the day has begun.
    pub fn running() -> Self {
        let mut day = Self {
            session: Session::default(),
            views: Views::default(),
            now: START,
            asked: 0,
            kept: Vec::new(),
        };
        day.happens(Asked::Facts(Box::new(facts(&TRAINEES))));
        for name in ["Fay", "Finn", "Sol"].iter().chain(&TRAINEES) {
            day.happens(Asked::Connected { person: who(name) });
        }
        day.happens(Asked::Command {
            by: who("Fay"),
            command: Command::Day(DayCommand::Start {}),
        });
        day.happens(Asked::Knock {
            person: who(GUEST),
            name: GUEST.into(),
        });
        day.happens(Asked::Connected { person: who(GUEST) });
        day
    }

    /// What the line says happens, if it says anything.
    pub fn plays(&mut self, line: &str) {
        if let Ok(seconds) = line.parse::<u16>() {
            return self.passes(u32::from(seconds));
        }
        let Some((name, frame)) = line.split_once(' ') else {
            return;
        };
        if frame.len() > LONGEST {
            return;
        }
        if let Ok(FromBrowser::Ask { command, .. }) = reading::read(frame) {
            let by = who(name.get(..16).unwrap_or(name));
            self.happens(Asked::Command { by, command });
        }
    }

    fn passes(&mut self, seconds: u32) {
        let until = self.now.plus_seconds(seconds);
        for _ in 0..CONSEQUENCES {
            let due = self.session.next_deadline();
            let Some(due) = due.filter(|due| *due <= until) else {
                break;
            };
            self.now = self.now.max(due);
            self.draws();
        }
        self.now = until;
        self.draws();
    }

    /// ASK3: who asks may ask for it, or is refused in a sentence; what is decided is done, with all that follows.
    fn happens(&mut self, asked: Asked) {
        let may = match &asked {
            Asked::Command { by, command } => {
                let role = self.session.people.role(*by);
                role.is_some_and(|role| table::row_of(command).who.contains(&role))
            }
            _ => true,
        };
        let ask = self.ask(asked);
        match self.session.decide(&ask) {
            Ok(events) => {
                assert!(may, "a command of others was granted");
                self.keep(events);
            }
            Err(refusal) => assert!(!refusal.sentence.is_empty()),
        }
        self.draws();
    }

    fn draws(&mut self) {
        for _ in 0..CONSEQUENCES {
            let ask = self.ask(Asked::Clock);
            let events = self.session.decide(&ask);
            let events = events.expect("the clock is never refused");
            if events.is_empty() {
                return;
            }
            self.keep(events);
        }
        panic!("consequences without end");
    }

    fn ask(&mut self, asked: Asked) -> Ask {
        self.asked += 1;
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&self.asked.to_be_bytes());
        let at = self.now;
        Ask { at, seed, asked }
    }

    fn keep(&mut self, events: Vec<Event>) {
        for event in events {
            self.session.apply(self.now, &event);
            let text = serde_json::to_string(&event).expect("an event can be kept");
            self.kept.push((self.now, text));
        }
        let touched = self.session.take_touched();
        self.views.show(&self.session, &touched.things);
    }

    /// TOPIC3: what is shown step by step is the day as it stands, also when the log is read back; and nothing in it
    /// turns a line round or cannot be seen.
    fn holds(&self) {
        let mut again = Session::default();
        for (at, text) in &self.kept {
            let event = serde_json::from_str(text).expect("what was kept can be read");
            again.apply(*at, &event);
        }
        assert!(self.views == Views::of(&self.session), "shown otherwise");
        assert!(self.views == Views::of(&again), "read back otherwise");
        for topic in self.views.topics() {
            let shown = serde_json::to_value(self.views.snapshot(topic)).unwrap();
            is_fit(&shown);
        }
    }
}

fn is_fit(shown: &serde_json::Value) {
    match shown {
        serde_json::Value::String(text) => {
            let bad = |letter: char| {
                (letter.is_control() && letter != '\n')
                    || "\u{200b}\u{202e}\u{2066}\u{feff}".contains(letter)
            };
            assert!(!text.contains(bad), "{text:?}");
        }
        serde_json::Value::Array(all) => all.iter().for_each(is_fit),
        serde_json::Value::Object(all) => all.values().for_each(is_fit),
        _ => {}
    }
}

/// Whatever is asked, by whomever, in whatever order.
pub fn plays_out(text: &str) {
    let mut day = Day::running();
    for line in text.lines().take(LINES) {
        day.plays(line);
    }
    day.holds();
}
