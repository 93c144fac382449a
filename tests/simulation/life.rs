//! What browsers do by themselves: fetch a ticket, say hello, send what waits, hold on, give up, come back.

use alongside_protocol::{
    frames::{FromBrowser, FromServer, Outcome, close},
    ids::TabId,
    refusal::Code,
};
use axum::extract::ws::Message;

use super::chance::{between, dice};
use super::day::{Day, Next, PageOf, Sent};
use super::outbox::Fate;
use super::page::State;
use super::server::Said;
use super::wire::Over;

/// Sockets that a person may have at once (TAB1).
const TABS: u64 = 3;

/// Two beats without a sound, and a moment more.
const SILENT: u64 = 13_000;

impl Day {
    pub fn happens(&mut self, next: Next) -> Result<(), String> {
        match next {
            Next::Step(_) => {}
            Next::Arrives(wire, message) => self.arrived(wire, message),
            Next::Delivers(wire, sent) => self.delivered(wire, sent)?,
            Next::Calls(page, generation) => self.calls_for_a_ticket(page, generation),
            Next::Told(page, generation, said) => self.told(page, generation, said)?,
            Next::GivesUp(page, generation) => {
                if self.is_still(page, generation) && self.page(page).wire().is_some() {
                    self.lets_go(page);
                    self.rests(page);
                }
            }
            Next::ComesBack(page, generation) => {
                if self.is_still(page, generation) {
                    self.calls(page);
                }
            }
            Next::LooksAgain(page, generation) => {
                let looks = self.page(page).outbox.looks;
                if self.is_still(page, generation) && looks.is_some_and(|at| at <= self.now) {
                    self.sends_what_waits(page, false);
                }
            }
            Next::Loosens(wire) => {
                self.wires[wire].stuck = false;
                self.wires[wire].cable.stick(false);
            }
            Next::DiskHeals => self.disk.heals(),
            Next::ServerStarts => {
                if self.server.is_none() {
                    self.starts();
                }
            }
        }
        Ok(())
    }

    pub fn page(&mut self, (person, page): PageOf) -> &mut super::page::Page {
        &mut self.people[person].pages[page]
    }

    fn is_still(&mut self, page: PageOf, generation: u64) -> bool {
        self.page(page).generation == generation && self.page(page).is_open()
    }

    fn arrived(&mut self, wire: usize, message: Result<Message, Over>) {
        if self.wires[wire].dead {
            return;
        }
        let message = match message {
            Ok(message) => message,
            Err(over) => return self.wires[wire].cable.end(over),
        };
        let asked = message.to_text().ok().map(serde_json::from_str);
        if let Some(Ok(FromBrowser::Ask { id, .. })) = asked {
            self.witness.asks(wire, id);
            return self.brings(wire, message);
        }
        self.wires[wire].cable.push(message);
    }

    /// Fetches a ticket, as the first step of every connection.
    pub fn calls(&mut self, page: PageOf) {
        let own = self.page(page);
        own.state = State::Calling;
        own.generation += 1;
        let (generation, tries) = (own.generation, u64::from(own.tries));
        let at = self.now + self.delay([page.0 as u64, page.1 as u64, generation, tries]);
        self.enter(at, Next::Calls(page, generation));
    }

    fn calls_for_a_ticket(&mut self, page: PageOf, generation: u64) {
        if !self.is_still(page, generation) {
            return;
        }
        let (session, person) = (self.session(), self.people[page.0].id);
        let call = self.call(page, generation);
        let Some(server) = &self.server else {
            self.calls.remove(&call);
            return self.rests(page);
        };
        server.is_asked_for_a_ticket(call, session, person);
        self.unasked = false;
    }

    pub fn session(&self) -> alongside_protocol::ids::SessionId {
        self.programmes.facts.lock().unwrap().session
    }

    fn told(&mut self, page: PageOf, generation: u64, said: Said) -> Result<(), String> {
        if let Said::Stopped = said {
            self.falls_over();
            return Ok(());
        }
        if !self.is_still(page, generation) {
            return Ok(());
        }
        match said {
            Said::Ticket(Ok(ticket)) => {
                let loads = self.page(page).loads;
                let numbers = [page.0 as u64, page.1 as u64, loads];
                let tab = TabId(dice(self.plan.seed, "tab", &numbers).uuid());
                let hello = self.page(page).hello(ticket.ticket, tab);
                self.connects(page, hello);
            }
            Said::Ticket(Err(refusal)) | Said::Knock(Err(refusal))
                if refusal.code == Code::NotFound =>
            {
                self.stops(page, close::REMOVED)?;
            }
            Said::Ticket(Err(_)) => self.rests(page),
            Said::Knock(Ok(())) => self.calls(page),
            Said::Knock(Err(_)) => self.page(page).state = State::Closed,
            Said::Stopped => {}
        }
        Ok(())
    }

    /// A page is told to stop, and comes back no more; so there has to be a reason (CLOSE1).
    fn stops(&mut self, page: PageOf, code: u16) -> Result<(), String> {
        let somebody = &self.people[page.0];
        let rightly = match code {
            close::REMOVED => somebody.was_out,
            close::RELOAD => somebody.pages[page.1].outdated,
            // Sockets that are dead and not yet given up count as well (TAB1).
            close::OTHER_TAB => somebody.opened > TABS,
            _ => false,
        };
        if !rightly {
            let name = somebody.name;
            return Err(format!(
                "{name} was told to stop with {code} for no reason (CLOSE1)"
            ));
        }
        self.page(page).state = State::Stopped(code);
        Ok(())
    }

    fn delivered(&mut self, wire: usize, sent: Option<Sent>) -> Result<(), String> {
        if self.wires[wire].dead {
            return Ok(());
        }
        let page = self.wires[wire].page;
        if self.page(page).wire() != Some(wire) {
            return Ok(());
        }
        match sent {
            None => self.rests(page),
            Some(Sent::Frame(frame, text)) => self.hears(page, wire, *frame, text)?,
            Some(Sent::Close(code)) => {
                self.lets_go(page);
                self.tally.closes(code);
                match code {
                    close::RECONNECT | close::SLOW | close::TICKET | close::UNREADABLE => {
                        self.rests(page);
                    }
                    code => self.stops(page, code)?,
                }
            }
        }
        Ok(())
    }

    fn hears(
        &mut self,
        page: PageOf,
        wire: usize,
        frame: FromServer,
        text: String,
    ) -> Result<(), String> {
        let (epoch, now) = (self.epoch(wire), self.now);
        let somebody = &mut self.people[page.0];
        if self.manner.listens {
            somebody.frames.push((now, text));
        }
        self.tally.frames += 1;
        if let (FromServer::Answer { id, result }, Some(epoch)) = (&frame, epoch) {
            self.witness.hears(epoch, somebody.id, *id, result)?;
            if let Some(command) = somebody.pages[page.1].outbox.waits_for(*id) {
                self.tally.answers(command, *result == Outcome::Kept {});
            }
        }
        let numbers = [page.0 as u64, page.1 as u64, now];
        let mut dice = dice(self.plan.seed, "put off", &numbers);
        let (is_live, answers) = (
            matches!(frame, FromServer::Live {}),
            matches!(frame, FromServer::Answer { .. }),
        );
        let own = self.page(page);
        let fate = own.hears(frame, now, &mut dice)?;
        if is_live {
            own.state = State::Live(wire);
            own.tries = 0;
            own.live_since = now;
        }
        self.tally.put_off += u64::from(fate == Some(Fate::PutOff));
        if is_live || answers {
            self.sends_what_waits(page, false);
        }
        Ok(())
    }

    pub fn sends_what_waits(&mut self, page: PageOf, all: bool) {
        let State::Live(wire) = self.page(page).state else {
            return;
        };
        let now = self.now;
        let own = self.page(page);
        let frames = own.outbox.sends(now, all);
        if let Some(looks) = own.outbox.looks {
            let generation = own.generation;
            self.enter(looks, Next::LooksAgain(page, generation));
        }
        for frame in frames {
            self.says(wire, &frame);
        }
    }

    /// Lets the present connection go; the server hears of it if it can.
    pub fn lets_go(&mut self, page: PageOf) {
        if let Some(wire) = self.page(page).wire() {
            self.arrives(wire, Err(Over::Ended));
        }
        self.page(page).generation += 1;
    }

    /// Waits before trying again, longer each time.
    pub fn rests(&mut self, page: PageOf) {
        let seed = self.plan.seed;
        let own = self.page(page);
        own.state = State::Resting;
        own.generation += 1;
        own.tries = (own.tries + 1).min(5);
        let (generation, tries) = (own.generation, own.tries);
        let mut dice = dice(seed, "rest", &[page.0 as u64, page.1 as u64, generation]);
        let wait = between(&mut dice, 10, 50 << tries) * 10;
        self.enter(self.now + wait, Next::ComesBack(page, generation));
    }

    /// The line is dead: the page will notice.
    pub fn will_notice(&mut self, page: PageOf) {
        let generation = self.page(page).generation;
        self.enter(self.now + SILENT, Next::GivesUp(page, generation));
    }

    /// The server is gone, with all its tasks and connections; what it had not kept is lost.
    pub fn falls_over(&mut self) {
        self.server = None;
        let mut dice = dice(self.plan.seed, "power", &[self.now]);
        self.disk.loses_power(&mut dice);
        let calls = std::mem::take(&mut self.calls);
        for (page, generation) in calls.into_values() {
            if self.is_still(page, generation) {
                self.rests(page);
            }
        }
        for wire in 0..self.wires.len() {
            if !self.wires[wire].over {
                self.wires[wire].over = true;
                let (sent, _) = self.wires[wire].cable.take();
                drop(sent);
                self.delivers_the_end(wire);
            }
        }
    }

    fn delivers_the_end(&mut self, wire: usize) {
        if !self.wires[wire].dead {
            let at = self.wires[wire].held;
            self.enter(at, Next::Delivers(wire, None));
        }
    }
}
