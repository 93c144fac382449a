//! How each act of a plan is carried out. An act that makes no sense at that moment does nothing, so that a plan
//! stays a plan when something is taken out of it.

use alongside_domain::{
    dice::Dice,
    examples,
    session::{Session, table},
};
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    frames::FromBrowser,
    ids::{CommandId, PersonId},
};
use axum::body::Bytes;
use axum::extract::ws::Message;
use uuid::Uuid;

use super::chance::{dice, one_of};
use super::day::{Day, Next, PAGES, PageOf};
use super::intentions;
use super::page::State;
use super::plan::{Act, GUEST};
use super::wire::Over;

/// Pages of one person that open by themselves; more come only in a crowd.
const TABS: usize = 2;

impl Day {
    pub fn acts(&mut self, act: Act) -> Result<(), String> {
        self.tally.acts(act);
        match act {
            Act::Comes(name) => self.comes(name),
            Act::Goes(name) => self.goes(name),
            Act::Reloads(name) => self.reloads(name),
            Act::Cut(name) => self.each_wire(name, Self::cuts),
            Act::Blackout => {
                for person in 0..self.people.len() {
                    self.each_wire(self.people[person].name, Self::cuts);
                }
            }
            Act::Torn(name) => self.each_wire(name, |day, page, wire| {
                day.wires[wire].cable.end(Over::Torn);
                day.rests(page);
            }),
            Act::Held(name, milliseconds) => self.each_wire(name, |day, page, wire| {
                day.wires[wire].held = day.now + milliseconds;
                if milliseconds > 12_000 {
                    day.will_notice(page);
                }
            }),
            Act::Stuck(name, milliseconds) => self.each_wire(name, |day, _, wire| {
                day.wires[wire].stuck = true;
                day.wires[wire].cable.stick(true);
                day.enter(day.now + milliseconds, Next::Loosens(wire));
            }),
            Act::Asks(name, what) => self.asks(name, what),
            Act::Hurries(name, what) => self.hurries(name, what),
            Act::Repeats(name) => self.repeats(name),
            Act::Reuses(name) => self.reuses(name),
            Act::Prepares(secret) => self.prepares(secret),
            Act::Whispers(secret) => self.whispers(secret, true),
            Act::KeepsQuiet(secret) => self.whispers(secret, false),
            Act::Garbles(name, what) => self.garbles(name, what),
            Act::Starts => self.types("Fay", vec![Command::Day(DayCommand::Start {})]),
            Act::Rooms(kind) => self.opens_rooms(kind),
            Act::Knocks => self.knocks(),
            Act::Changes(what) => self.changes(what),
            Act::Crowds(name) => self.crowds(name),
            Act::Outdated(name) => self.is_outdated(name),
            Act::Device(name) => self.device_comes(name),
            Act::ShutOut(name) => self.is_shut_out(name),
            Act::Fails(fault) => self.disk.fails_next(fault),
            Act::Rests(milliseconds) => {
                self.disk.rests();
                self.enter(self.now + milliseconds, Next::DiskHeals);
            }
            Act::Usurped => {
                let now = self.moment().max(self.oracle.last);
                self.disk.is_written_by_another(now.0);
            }
            Act::Crashes(milliseconds) => {
                self.falls_over();
                let log = self.log();
                self.witness.compares(&log)?;
                self.enter(self.now + milliseconds, Next::ServerStarts);
            }
            Act::Restarts(milliseconds) => self.restarts(milliseconds),
            Act::Quiet(_) => {}
        }
        Ok(())
    }

    fn restarts(&mut self, milliseconds: u64) {
        // The call belongs to nobody's page; its answer ends the server.
        let call = self.call((0, 0), u64::MAX);
        let Some(server) = &self.server else {
            return;
        };
        server.is_asked_to_stop(call);
        // Stopping takes ten seconds at most, and the answer some more on its way.
        self.enter(self.now + 15_000 + milliseconds, Next::ServerStarts);
    }

    pub fn person(&self, name: &str) -> usize {
        let place = self.people.iter().position(|person| person.name == name);
        place.unwrap_or_else(|| panic!("{name} is not on this day"))
    }

    fn each_wire(&mut self, name: &str, does: impl Fn(&mut Self, PageOf, usize)) {
        let person = self.person(name);
        for page in 0..PAGES {
            if let Some(wire) = self.people[person].pages[page].wire() {
                does(self, (person, page), wire);
            }
        }
    }

    fn cuts(&mut self, page: PageOf, wire: usize) {
        self.wires[wire].dead = true;
        self.wires[wire].cable.cut();
        self.will_notice(page);
    }

    pub fn id(&self, name: &str) -> PersonId {
        self.people[self.person(name)].id
    }

    fn comes(&mut self, name: &str) {
        let person = self.person(name);
        if name == GUEST
            && self
                .oracle
                .session
                .people
                .known(self.people[person].id)
                .is_none()
        {
            return;
        }
        let pages = &self.people[person].pages;
        let closed = |page: &usize| !pages[*page].is_open();
        if let Some(page) = (0..TABS).find(closed) {
            self.page((person, page)).forget();
            self.calls((person, page));
        }
    }

    fn crowds(&mut self, name: &str) {
        let person = self.person(name);
        for page in 0..PAGES {
            if !self.people[person].pages[page].is_open() {
                self.page((person, page)).forget();
                self.calls((person, page));
            }
        }
    }

    /// Once told to reload it stops.
    fn is_outdated(&mut self, name: &str) {
        let person = self.person(name);
        let page = &mut self.people[person].pages[PAGES - 1];
        if !page.is_open() {
            page.forget();
            page.outdated = true;
            self.calls((person, PAGES - 1));
        }
    }

    fn goes(&mut self, name: &str) {
        let person = self.person(name);
        for page in (0..PAGES).map(|page| (person, page)) {
            self.lets_go(page);
            self.page(page).state = State::Closed;
        }
    }

    fn reloads(&mut self, name: &str) {
        let page = (self.person(name), 0);
        if self.page(page).is_open() {
            self.lets_go(page);
            self.page(page).forget();
            self.calls(page);
        }
    }

    /// The page somebody types into.
    pub fn at_hand(&mut self, name: &str) -> Option<PageOf> {
        let person = self.person(name);
        let pages = &self.people[person].pages;
        let live = pages.iter().position(super::page::Page::is_live);
        let open = || pages.iter().position(super::page::Page::is_open);
        Some((person, live.or_else(open)?))
    }

    pub fn types(&mut self, name: &str, commands: Vec<Command>) {
        let Some(page) = self.at_hand(name) else {
            return;
        };
        for command in commands {
            let somebody = &mut self.people[page.0];
            somebody.typed += 1;
            let numbers = [page.0 as u64, somebody.typed];
            let id = CommandId(dice(self.plan.seed, "id", &numbers).uuid());
            self.page(page).types(id, command);
        }
        self.sends_what_waits(page, false);
    }

    /// Something they may ask for as a rule, though perhaps not of this room or at this hour.
    fn something(&mut self, name: &str, what: u64) -> Command {
        if self.manner.again {
            let chosen = self.chosen.pop_front();
            return chosen.unwrap_or(Command::People(PeopleCommand::LowerHand {}));
        }
        let mut dice = dice(what, "command", &[]);
        let (session, me) = (&self.oracle.session, self.id(name));
        let wanted = (dice.below(3) == 0).then(|| intentions::of(session, me, &mut dice));
        let mut command = match wanted.flatten() {
            Some(wanted) => wanted,
            None => usual(session, me, &mut dice),
        };
        let secret = self.plan.whispered_or_kept();
        if self.manner.even && secret.is_some_and(|secret| secret.touches(name, &command)) {
            command = Command::People(PeopleCommand::LowerHand {});
        }
        if self.manner.even {
            self.chosen.push_back(command.clone());
        }
        command
    }

    fn asks(&mut self, name: &str, what: u64) {
        let command = self.something(name, what);
        self.types(name, vec![command]);
    }

    fn hurries(&mut self, name: &str, what: u64) {
        let commands = (what..what + 12)
            .map(|what| self.something(name, what))
            .collect();
        self.types(name, commands);
        if let Some(page) = self.at_hand(name) {
            self.sends_what_waits(page, true);
        }
    }

    fn repeats(&mut self, name: &str) {
        let Some(page) = self.at_hand(name) else {
            return;
        };
        let own = self.page(page);
        let (State::Live(wire), Some((typed, _))) = (own.state, own.last.clone()) else {
            return;
        };
        own.again.push(typed.id);
        let (id, command) = (typed.id, typed.command);
        self.says(wire, &FromBrowser::Ask { id, command });
    }

    /// While its own repetition is not answered nobody could tell which of the two an answer belongs to.
    fn reuses(&mut self, name: &str) {
        let Some(page) = self.at_hand(name) else {
            return;
        };
        let own = self.page(page);
        let (State::Live(wire), Some((typed, true))) = (own.state, own.last.clone()) else {
            return;
        };
        if own.again.contains(&typed.id) {
            return;
        }
        own.reused = Some(typed.id);
        // The last command is another one from now on: repeating this one would be a third.
        own.last = None;
        let (id, person) = (typed.id, PersonId(Uuid::nil()));
        let command = Command::People(PeopleCommand::MarkDropped { person });
        self.says(wire, &FromBrowser::Ask { id, command });
    }

    pub fn says(&mut self, wire: usize, frame: &FromBrowser) {
        self.arrives(
            wire,
            Ok(Message::text(serde_json::to_string(frame).unwrap())),
        );
    }

    fn garbles(&mut self, name: &str, what: u64) {
        let Some(page) = self.at_hand(name) else {
            return;
        };
        let texts = [
            "",
            "{",
            "null",
            "{\"t\":\"ping\",\"sent\":1,\"author\":\"lead\"}",
            "{\"t\":\"hello\",\"proto\":1,\"ticket\":\"x\"}",
        ];
        let mut dice = dice(what, "garbage", &[]);
        let message = match dice.below(3) {
            0 => Message::Binary(Bytes::from_static(b"\xff\x00")),
            1 => Message::text("[".repeat(10_000)),
            _ => Message::text(one_of(&mut dice, &texts)),
        };
        if let State::Live(wire) = self.page(page).state {
            self.arrives(wire, Ok(message));
        }
    }
}

/// Something that their role may ask for as a rule.
fn usual(session: &Session, me: PersonId, dice: &mut Dice) -> Command {
    let role = session.people.role(me);
    let mut command = examples::by_chance(session, dice);
    for _ in 0..6 {
        if role.is_some_and(|role| table::row_of(&command).who.contains(&role)) {
            break;
        }
        command = examples::by_chance(session, dice);
    }
    command
}
