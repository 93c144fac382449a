//! What is on its way: from the server to pages, from pages to the server. Wires are slow, hold and tear, but on
//! none of them does one message overtake another.

use alongside_protocol::frames::{FromBrowser, FromServer, Outcome, close};
use axum::extract::ws::Message;

use super::chance::{between, dice};
use super::day::{Day, Next, PageOf, Sent, Wire};
use super::following::Following;
use super::page::State;
use super::parts::Parts;
use super::tamper::{Tamper, tampered};
use super::wire::{Over, wire};

impl Day {
    /// Whatever the server has sent or said goes on its way.
    pub fn carries(&mut self) -> Result<(), String> {
        let Some(server) = &self.server else {
            return Ok(());
        };
        let said = server.said();
        for (call, said) in said {
            if let Some((page, generation)) = self.calls.remove(&call) {
                let at = self.now + self.delay([page.0 as u64, call, 9]);
                self.enter(at, Next::Told(page, generation, said));
            }
        }
        for wire in 0..self.wires.len() {
            if self.wires[wire].over {
                continue;
            }
            let (mut sent, let_go) = self.wires[wire].cable.take();
            self.spoils(wire, &mut sent);
            for (at, message) in sent {
                let moment = self
                    .server
                    .as_ref()
                    .map_or(self.now, |server| server.moment(at));
                self.sends(wire, moment, message)?;
            }
            if let_go {
                self.wires[wire].over = true;
                self.delivers(wire, self.now, None);
            }
        }
        Ok(())
    }

    /// The server has sent something at that moment: it is looked at, and then it is on its way.
    pub fn sends(&mut self, wire: usize, at: u64, message: Message) -> Result<(), String> {
        let sent = match message {
            Message::Text(text) => {
                if self.manner.tamper == Some(Tamper::Leaks) {
                    self.leaks(wire, at, &text)?;
                }
                let text = tampered(self, text.as_str());
                let frame: FromServer =
                    serde_json::from_str(&text).map_err(|error| format!("no frame: {error}"))?;
                self.looks_at(wire, &frame)?;
                if self.is_lost(&text) {
                    return Ok(());
                }
                Sent::Frame(Box::new(frame), text)
            }
            Message::Close(frame) => {
                Sent::Close(frame.map_or(close::RECONNECT, |frame| frame.code))
            }
            _ => return Ok(()),
        };
        self.delivers(wire, at, Some(sent));
        Ok(())
    }

    fn looks_at(&mut self, wire: usize, frame: &FromServer) -> Result<(), String> {
        let number = wire;
        let wire = &mut self.wires[wire];
        if let FromServer::Welcome { epoch, me, .. } = frame {
            wire.epoch = Some(*epoch);
            if *me != wire.person {
                return Err("welcomed as somebody else".to_owned());
            }
        }
        let Some(epoch) = wire.epoch else {
            return Ok(());
        };
        if let FromServer::Answer { id, result } = frame {
            let kept = *result == (Outcome::Kept {});
            self.witness.answers(number, *id, result);
            if kept && !self.oracle.asked.contains_key(&(wire.person, *id)) {
                return Err("acknowledged before it was kept (ASK1)".to_owned());
            }
        }
        self.oracle.check(epoch, frame)?;
        wire.following.hears(&self.oracle, frame)?;
        match wire.parts.takes(frame)? {
            Some(whole) => {
                self.tally.parted += u64::from(whole.parts > 1);
                self.oracle.check_whole(epoch, &whole)
            }
            None => Ok(()),
        }
    }

    /// On its way to the page; a wire never lets one message overtake another.
    fn delivers(&mut self, wire: usize, at: u64, sent: Option<Sent>) {
        if self.wires[wire].dead {
            return;
        }
        let at = self.on_the_way(wire, 1, at);
        self.enter(at, Next::Delivers(wire, sent));
    }

    /// On its way to the server.
    pub fn arrives(&mut self, wire: usize, message: Result<Message, Over>) {
        if self.wires[wire].dead {
            return;
        }
        let at = self.on_the_way(wire, 0, self.now);
        self.enter(at, Next::Arrives(wire, message));
    }

    fn on_the_way(&mut self, wire: usize, direction: usize, at: u64) -> u64 {
        let Wire { key, carried, .. } = &mut self.wires[wire];
        carried[direction] += 1;
        let numbers = [key[0], key[1], key[2], direction as u64, carried[direction]];
        let delay = self.delay(numbers);
        let wire = &mut self.wires[wire];
        let at = (at + delay).max(wire.last[direction]).max(wire.held);
        wire.last[direction] = at;
        at
    }

    /// Milliseconds on the way: mostly few.
    pub fn delay<const N: usize>(&self, what: [u64; N]) -> u64 {
        if self.manner.even {
            return 10;
        }
        let mut dice = dice(self.plan.seed, "delay", &what);
        match dice.below(20) {
            0..10 => between(&mut dice, 0, 3),
            10..17 => between(&mut dice, 3, 40),
            17..19 => between(&mut dice, 40, 400),
            _ => between(&mut dice, 400, 2_500),
        }
    }

    /// A new wire for this page, and its first message.
    pub fn connects(&mut self, page: PageOf, hello: FromBrowser) {
        let resume = match &hello {
            FromBrowser::Hello { resume, .. } => resume.clone(),
            _ => None,
        };
        let said = self.misread(hello);
        let Some(server) = &self.server else {
            return self.rests(page);
        };
        let immortal = self.manner.tamper == Some(Tamper::Immortal);
        let (cable, plug) = wire(server.activity(), immortal);
        server.serves(plug);
        let somebody = &mut self.people[page.0];
        somebody.opened += 1;
        let number = self.wires.len();
        self.tally.wires += 1;
        self.wires.push(Wire {
            cable,
            page,
            person: somebody.id,
            epoch: None,
            following: Following::new(somebody.id, resume, self.oracle.appends),
            overtaken: None,
            parts: Parts::default(),
            key: [page.0 as u64, page.1 as u64, somebody.opened],
            carried: [0; 2],
            last: [0; 2],
            held: 0,
            dead: false,
            stuck: false,
            over: false,
        });
        somebody.pages[page.1].state = State::Greeting(number);
        self.says(number, &said);
    }
}
