//! One page in somebody's browser: what it shows, what was typed into it, and how it holds on to both.

use std::collections::BTreeSet;

use alongside_domain::dice::Dice;
use alongside_protocol::{
    command::Command,
    frames::{FromBrowser, FromServer, Outcome, PROTO},
    ids::{CommandId, TabId},
};

use super::outbox::{Fate, Outbox, Typed};
use crate::cast::Mirror;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is no page.
    Closed,
    /// Fetches a ticket.
    Calling,
    /// Has said hello on this wire.
    Greeting(usize),
    Live(usize),
    /// Will try again.
    Resting,
    /// Was told to stop, with this code.
    Stopped(u16),
}

pub struct Page {
    pub state: State,
    pub mirror: Mirror,
    pub outbox: Outbox,
    /// The last thing that was typed, and whether it was kept.
    pub last: Option<(Typed, bool)>,
    /// What was typed once more and has not been answered again.
    pub again: Vec<CommandId>,
    /// An id that was used for something else, until its answer has come.
    pub reused: Option<CommandId>,
    /// Whatever was planned for an earlier connection means nothing any more.
    pub generation: u64,
    pub tries: u32,
    /// How often it was loaded.
    pub loads: u64,
    pub live_since: u64,
    /// It is of another version than the server.
    pub outdated: bool,
}

impl Page {
    pub fn closed() -> Self {
        Self {
            state: State::Closed,
            mirror: Mirror::default(),
            outbox: Outbox::default(),
            last: None,
            again: Vec::new(),
            reused: None,
            generation: 0,
            tries: 0,
            loads: 0,
            live_since: 0,
            outdated: false,
        }
    }

    pub fn wire(&self) -> Option<usize> {
        match self.state {
            State::Greeting(wire) | State::Live(wire) => Some(wire),
            _ => None,
        }
    }

    pub fn is_live(&self) -> bool {
        matches!(self.state, State::Live(_))
    }

    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed | State::Stopped(_))
    }

    /// A page that knows nothing, in place of this one; what was typed and not answered is kept.
    pub fn forget(&mut self) {
        self.mirror = Mirror::default();
        self.outbox.reloads();
        self.generation += 1;
        self.tries = 0;
        self.loads += 1;
        self.outdated = false;
    }

    /// The first frame of a connection, with where this page got to.
    pub fn hello(&mut self, ticket: String, tab: TabId) -> FromBrowser {
        let known = std::mem::take(&mut self.mirror);
        self.mirror = known.come_back();
        let resume = self.mirror.epoch.map(|_| self.mirror.resume());
        self.again.clear();
        self.reused = None;
        self.outbox.comes_back();
        FromBrowser::Hello {
            proto: PROTO + u32::from(self.outdated),
            ticket,
            resume,
            tab: Some(tab),
        }
    }

    pub fn types(&mut self, id: CommandId, command: Command) {
        self.last = Some((self.outbox.types(id, command), false));
    }

    /// Takes a frame in, and says what became of what was typed. An id used twice must have been refused.
    pub fn hears(
        &mut self,
        frame: FromServer,
        now: u64,
        dice: &mut Dice,
    ) -> Result<Option<Fate>, String> {
        let mut fate = None;
        if let FromServer::Answer { id, result } = &frame {
            let kept = *result == Outcome::Kept {};
            // The first answer is to the first time it was sent; the repetition is still to be answered.
            let repeated = self.again.iter().position(|again| again == id);
            if let Some(place) = repeated.filter(|_| self.outbox.waits_for(*id).is_none()) {
                self.again.swap_remove(place);
            }
            if self.reused == Some(*id) {
                self.reused = None;
                if kept {
                    return Err("an id was used for two commands (ASK2)".to_owned());
                }
            }
            fate = self.outbox.hears(*id, result, now, dice);
            if let Some((last, was_kept)) = &mut self.last
                && last.id == *id
            {
                *was_kept |= kept;
            }
        }
        self.mirror.apply(frame);
        Ok(fate)
    }

    /// Everything on the page is what it should be.
    pub fn shows(&self, now: &super::day::Shown) -> Result<(), String> {
        let topics: BTreeSet<_> = self.mirror.topics.keys().chain(now.keys()).collect();
        for topic in topics {
            if self.mirror.topics.get(topic) != now.get(topic) {
                let text = |shown: Option<_>| serde_json::to_string(&shown).unwrap_or_default();
                let (one, other) = (self.mirror.topics.get(topic), now.get(topic));
                return Err(format!(
                    "{topic} shows something else than it should (TOPIC3)\n{}\n{}",
                    text(one),
                    text(other)
                ));
            }
        }
        Ok(())
    }
}
