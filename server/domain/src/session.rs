//! One live day as a pure state machine.
//!
//! ```text
//!   Scheduled --doors open--> Arrival --start--> Live --end--> Ended
//! ```
//!
//! `decide` turns an ask into events or a refusal and changes nothing; `apply` folds an event into the state
//! and cannot fail. Whatever `apply` changes it marks in `touched`, and `views` shows exactly that anew.
//! Deadlines come out as `next_deadline`; when one is reached the owner asks with `Asked::Clock`,
//! again and again until nothing is due, so that one change drains all its consequences before the next.

pub mod buddies;
pub mod call;
pub mod chat;
pub mod day;
pub mod devices;
pub mod event;
pub mod facts;
pub mod feedback;
pub mod flags;
pub mod follow_up;
pub mod glance;
pub mod hands;
pub mod moves;
pub mod notices;
pub mod people;
mod private;
pub(crate) use private::{
    agenda as private_agenda, companion as private_companion, saved_plan as private_plan,
};
pub mod rooms;
pub mod rounds;
pub mod summary;
pub mod table;

use crate::views::Thing;
use alongside_protocol::{
    command::Command,
    entry::Phase,
    ids::{At, DeviceId, PersonId},
    refusal::Refusal,
    words::Words,
};
pub use event::Event;
pub use facts::{FactPerson, Facts, SavedPlan};
use std::collections::BTreeSet;

/// One thing asked of a session, with the moment and the randomness to decide it by.
#[derive(Debug, Clone)]
pub struct Ask {
    pub at: At,
    pub seed: [u8; 32],
    pub asked: Asked,
}

#[derive(Debug, Clone)]
pub enum Asked {
    /// A person's command; who asks comes from their pass.
    Command { by: PersonId, command: Command },
    /// The programme's facts, at the beginning and whenever they change.
    Facts(Box<Facts>),
    /// Somebody without a personal link asks to come in.
    Knock { person: PersonId, name: Words },
    /// Somebody comes with another browser; if they are live here, that is asked.
    DeviceCame { device: DeviceId, person: PersonId },
    /// The browser that waits looks what has become of it.
    DeviceLooks { device: DeviceId },
    /// The first of a person's sockets is live.
    Connected { person: PersonId },
    /// The last of a person's sockets is gone or has fallen silent.
    Silent { person: PersonId },
    /// The server has started again: nobody is connected.
    Restarted,
    /// Something may be due.
    Clock,
}

#[derive(Debug, Clone, Default)]
pub struct Session {
    pub day: day::Day,
    pub people: people::People,
    pub devices: devices::Devices,
    pub hands: hands::Hands,
    pub rounds: rounds::Rounds,
    pub chat: chat::Chat,
    pub flags: flags::Flags,
    pub rooms: rooms::Rooms,
    pub moves: moves::Moves,
    pub buddies: buddies::Buddies,
    pub call: call::Call,
    pub follow_up: follow_up::FollowUps,
    pub feedback: feedback::Feedback,
    pub notices: notices::Notices,
    touched: Touched,
}

/// What has changed since it was last shown.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    pub things: BTreeSet<Thing>,
    /// Somebody may now read other topics than before.
    pub audiences: bool,
}

pub type Decided = Result<Vec<Event>, Refusal>;

impl Session {
    /// What the ask leads to. Nothing is changed.
    ///
    /// # Errors
    /// A refusal that can be shown to the person who asked.
    pub fn decide(&self, ask: &Ask) -> Decided {
        match &ask.asked {
            Asked::Command { by, command } => {
                table::permit(self, *by, command)?;
                self.command(ask, *by, command)
            }
            Asked::Facts(facts) => Ok(day::facts(self, ask, facts)),
            Asked::Knock { person, name } => people::knock(self, *person, name),
            Asked::DeviceCame { device, person } => devices::came(self, *device, *person),
            Asked::DeviceLooks { device } => Ok(devices::looks(self, ask, *device)),
            Asked::Connected { person } => Ok(people::connected(self, ask, *person)),
            Asked::Silent { person } => Ok(people::silent(self, ask, *person)),
            Asked::Restarted => Ok(people::restarted(self, ask)),
            Asked::Clock => Ok(self.due(ask)),
        }
    }

    fn command(&self, ask: &Ask, by: PersonId, command: &Command) -> Decided {
        match command {
            Command::Day(command) => day::decide(self, ask, by, command),
            Command::People(command) => people::decide(self, ask, by, command),
            Command::Rounds(command) => rounds::decide(self, ask, by, command),
            Command::Chat(command) => chat::decide(self, ask, by, command),
            Command::Flags(command) => flags::decide(self, ask, by, command),
            Command::Rooms(command) => rooms::decide(self, ask, by, command),
            Command::Moves(command) => moves::decide(self, ask, by, command),
            Command::Buddies(command) => buddies::decide(self, ask, by, command),
            Command::Call(command) => call::decide(self, by, command),
            Command::Feedback(command) => feedback::decide(self, by, command),
        }
    }

    /// The first thing that is due, or a consequence that has not been drawn yet; empty when there is none.
    fn due(&self, ask: &Ask) -> Vec<Event> {
        let first = [
            day::due,
            people::due,
            devices::due,
            hands::due,
            rounds::due,
            chat::due,
            flags::due,
            rooms::due,
            moves::due,
            buddies::due,
            follow_up::due,
            feedback::due,
        ];
        first
            .into_iter()
            .map(|due| due(self, ask))
            .find(|events| !events.is_empty())
            .unwrap_or_default()
    }

    /// When `Asked::Clock` should be asked next. A moment in the past means at once.
    #[must_use]
    pub fn next_deadline(&self) -> Option<At> {
        [
            day::deadline(self),
            people::deadline(self),
            devices::deadline(self),
            flags::deadline(self),
            chat::deadline(self),
            rooms::deadline(self),
            moves::deadline(self),
            feedback::deadline(self),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Folds what has happened into the state.
    pub fn apply(&mut self, at: At, event: &Event) {
        match event {
            Event::Day(event) => day::apply(self, at, event),
            Event::People(event) => people::apply(self, at, event),
            Event::Devices(event) => devices::apply(self, at, event),
            Event::Hands(event) => hands::apply(self, at, event),
            Event::Rounds(event) => rounds::apply(self, at, event),
            Event::Chat(event) => chat::apply(self, at, event),
            Event::Flags(event) => flags::apply(self, at, event),
            Event::Rooms(event) => rooms::apply(self, at, event),
            Event::Moves(event) => moves::apply(self, at, event),
            Event::Buddies(event) => buddies::apply(self, event),
            Event::Call(event) => call::apply(self, at, event),
            Event::FollowUp(event) => follow_up::apply(self, at, event),
            Event::Feedback(event) => feedback::apply(self, event),
            Event::Notices(event) => notices::apply(self, at, event),
        }
        rooms::alone::notice(self, at);
    }

    #[must_use]
    pub fn phase(&self) -> Phase {
        self.day.phase
    }

    /// Marks a thing to be shown anew.
    pub(crate) fn touch(&mut self, thing: Thing) {
        self.touched.things.insert(thing);
    }

    pub(crate) fn touch_audiences(&mut self) {
        self.touched.audiences = true;
    }

    /// What has changed since this was last asked.
    pub fn take_touched(&mut self) -> Touched {
        std::mem::take(&mut self.touched)
    }
}
