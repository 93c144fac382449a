//! One simulated day: the server in its box, the disk, the wires, the pages, and what happens next.
//!
//! Everything takes its turn on one agenda, in one thread. Between two entries the server runs, and whatever it
//! sends in the meantime becomes an entry of its own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::{Arc, Mutex};

use alongside::{keys::Keys, limits};
use alongside_domain::examples::cast::{START, facts, who};
use alongside_protocol::{
    command::Command,
    entry::Entry,
    frames::FromServer,
    ids::{At, Epoch, PersonId, RoomId},
    people::Role,
    topic::Topic,
    words::Words,
};
use axum::extract::ws::Message;

use super::chance::Lives;
use super::disk::{Disk, Lie};
use super::following::Following;
use super::oracle::Oracle;
use super::page::Page;
use super::parts::Parts;
use super::plan::{CAST, GUEST, Plan};
use super::server::{Lasting, Programmes, Said, Server};
use super::tally::Tally;
use super::tamper::Tamper;
use super::wire::{Cable, Over};
use super::witness::Witness;

/// All that somebody's browser shows.
pub type Shown = BTreeMap<Topic, BTreeMap<String, Entry>>;

/// Which person, and which of their pages.
pub type PageOf = (usize, usize);

/// Pages of one person: one more than may be open (TAB1).
pub const PAGES: usize = 4;

/// How the day is played, and what is broken in it on purpose.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Nothing takes time but what the plan says, so that two days can be laid side by side.
    pub even: bool,
    /// What people ask for is what they asked for on another day.
    pub again: bool,
    /// Remembers every frame that reaches anybody.
    pub listens: bool,
    pub lie: Option<Lie>,
    pub tamper: Option<Tamper>,
}

pub struct Somebody {
    pub name: &'static str,
    pub id: PersonId,
    pub pages: [Page; PAGES],
    /// How many commands were typed, for their ids.
    pub typed: u64,
    /// How many connections were opened, for their weather.
    pub opened: u64,
    /// They are not of this day, or were not for a while, or their personal link was revoked.
    pub was_out: bool,
    /// When the server could last have heard of them.
    pub heard: u64,
    /// Every frame that reached them and when, where it is asked for.
    pub frames: Vec<(u64, String)>,
}

pub struct Wire {
    pub cable: Cable,
    pub page: PageOf,
    pub person: PersonId,
    pub epoch: Option<Epoch>,
    pub following: Following,
    /// A command that another is to overtake, where that is broken on purpose.
    pub overtaken: Option<Message>,
    pub parts: Parts,
    /// Weather of this wire: whose it is and which of theirs.
    pub key: [u64; 3],
    pub carried: [u64; 2],
    pub last: [u64; 2],
    pub held: u64,
    pub dead: bool,
    pub stuck: bool,
    /// The server has let go, or will be told that nothing more comes.
    pub over: bool,
}

/// An entry of the agenda.
pub enum Next {
    Step(usize),
    /// A message reaches the server, or the end does.
    Arrives(usize, Result<Message, Over>),
    /// A message reaches the page, or the end does.
    Delivers(usize, Option<Sent>),
    /// A call for a ticket reaches the server.
    Calls(PageOf, u64),
    Told(PageOf, u64, Said),
    /// A page that hears nothing gives its connection up.
    GivesUp(PageOf, u64),
    ComesBack(PageOf, u64),
    /// A page looks at what it has put off.
    LooksAgain(PageOf, u64),
    Loosens(usize),
    DiskHeals,
    ServerStarts,
}

/// What the server has sent.
pub enum Sent {
    Frame(Box<FromServer>, String),
    Close(u16),
}

pub struct Day {
    pub plan: Plan,
    pub manner: Manner,
    pub now: u64,
    pub midnight: At,
    pub server: Option<Server>,
    pub disk: Arc<Disk>,
    pub keys: Arc<Keys>,
    pub programmes: Programmes,
    lives: Arc<Mutex<Lives>>,
    pub people: Vec<Somebody>,
    pub wires: Vec<Wire>,
    pub oracle: Oracle,
    pub witness: Witness,
    agenda: BinaryHeap<Reverse<(u64, u64)>>,
    entries: BTreeMap<u64, Next>,
    numbered: u64,
    called: u64,
    /// Calls beside the sockets that have not been answered.
    pub calls: BTreeMap<u64, (PageOf, u64)>,
    /// Since when server and disk have been as they should be, with somebody to look.
    pub well: u64,
    /// Nobody has asked for the session since the server started.
    pub unasked: bool,
    /// What was asked for, in order; or what is to be asked for, when another day was like this one.
    pub chosen: VecDeque<Command>,
    /// Where Ana was when there was something to keep quiet about.
    pub whispered_in: Option<RoomId>,
    /// Planned steps that have not happened yet.
    left: usize,
    pub tally: Tally,
}

impl Day {
    pub fn new(plan: Plan, manner: Manner) -> Self {
        let lives = Arc::<Mutex<Lives>>::default();
        let keys = Arc::new(Keys::in_memory().unwrap());
        let disk = Disk::new(plan.seed, manner.even, manner.lie, Arc::clone(&lives));
        let role = |name: &str| {
            CAST.iter()
                .find(|(known, _)| *known == name)
                .map(|(_, role)| *role)
        };
        let is_trainee = |name: &&&str| role(name) == Some(Role::Trainee);
        let trainees: Vec<&str> = plan.people.iter().filter(is_trainee).copied().collect();
        let mut facts = facts(&trainees);
        facts
            .people
            .retain(|person| plan.people.iter().any(|name| who(name) == person.id));
        // On every other day the group reads so much that it comes in parts (TOPIC6).
        if plan.seed % 2 == 1 {
            facts.agenda[0].note = Words::new("and so on ".repeat(limits::PART_BYTES / 10));
        }
        let session = facts.session;
        let names = plan.people.iter().copied().chain([GUEST]);
        let mut day = Self {
            now: 0,
            // The doors are open, and the day has not begun.
            midnight: START.plus_minutes(if plan.early { -75 } else { -14 }),
            server: None,
            disk: Arc::new(disk),
            programmes: Programmes {
                facts: Arc::new(Mutex::new(facts)),
                remembered: Arc::default(),
            },
            people: names.map(Somebody::new).collect(),
            wires: Vec::new(),
            oracle: Oracle::new(session, Arc::clone(&keys), Arc::clone(&lives)),
            witness: Witness::default(),
            agenda: BinaryHeap::new(),
            entries: BTreeMap::new(),
            numbered: 0,
            called: 0,
            calls: BTreeMap::new(),
            well: 0,
            unasked: true,
            chosen: VecDeque::new(),
            whispered_in: None,
            left: plan.steps.len(),
            tally: Tally::default(),
            keys,
            lives,
            manner,
            plan,
        };
        day.starts();
        let moments = day.plan.moments(day.manner.even);
        for (step, at) in moments.into_iter().enumerate() {
            day.enter(at, Next::Step(step));
        }
        day
    }

    pub fn starts(&mut self) {
        let lasting = Lasting {
            disk: Arc::clone(&self.disk),
            keys: Arc::clone(&self.keys),
            programmes: self.programmes.clone(),
            lives: Arc::clone(&self.lives),
        };
        let seed = self.plan.seed;
        self.server = Some(Server::start(self.now, self.midnight, seed, lasting));
        self.well = self.now;
        self.unasked = true;
        self.tally.starts += 1;
    }

    /// Whether a start of the server is still to come.
    pub fn is_about_to_start(&self) -> bool {
        let starts = |next: &Next| matches!(next, Next::ServerStarts);
        self.entries.values().any(starts)
    }

    pub fn enter(&mut self, at: u64, next: Next) {
        self.numbered += 1;
        self.agenda.push(Reverse((at.max(self.now), self.numbered)));
        self.entries.insert(self.numbered, next);
    }

    /// Plays all of the plan.
    pub fn plays(&mut self) -> Result<(), String> {
        while self.left > 0 {
            self.goes_on(u64::MAX)?;
        }
        Ok(())
    }

    /// Lets time pass, with all that happens meanwhile.
    pub fn passes(&mut self, milliseconds: u64) -> Result<(), String> {
        let until = self.now + milliseconds;
        while self.now < until {
            self.goes_on(until)?;
        }
        Ok(())
    }

    /// To the next entry, or to that moment.
    fn goes_on(&mut self, until: u64) -> Result<(), String> {
        let next = self.agenda.peek().map_or(u64::MAX, |Reverse((at, _))| *at);
        let at = next.min(until);
        self.now = match &self.server {
            Some(server) => server.runs_until(at),
            None => at,
        };
        self.reads_the_log()?;
        self.carries()?;
        self.looks_who_is_there();
        if self.now < next {
            return Ok(());
        }
        let Some(Reverse((_, number))) = self.agenda.pop() else {
            return Ok(());
        };
        match self.entries.remove(&number) {
            Some(Next::Step(step)) => {
                self.checks()?;
                self.left -= 1;
                self.acts(self.plan.steps[step].act)
            }
            Some(next) => self.happens(next),
            None => Ok(()),
        }
    }

    pub fn reads_the_log(&mut self) -> Result<(), String> {
        let Some(server) = &self.server else {
            return Ok(());
        };
        let now = server.instant(self.now);
        for bodies in self.disk.kept(self.oracle.appends, Some(now)) {
            self.oracle.read(&bodies)?;
            let known = &self.oracle.session.people;
            for somebody in &mut self.people {
                somebody.was_out |= known.here(somebody.id).is_none();
            }
        }
        Ok(())
    }

    fn looks_who_is_there(&mut self) {
        if self.server.is_none() || !self.disk.is_well() || self.nobody_looks() {
            self.well = self.now;
        }
        for wire in &self.wires {
            if !wire.over && !wire.dead {
                self.people[wire.page.0].heard = self.now;
            }
        }
    }

    /// Before its doors are due, a session is read when somebody asks for it; until then the log says what was so when
    /// the server stopped, and nobody is shown it.
    fn nobody_looks(&self) -> bool {
        let doors = self.programmes.facts.lock().unwrap().opens_at();
        self.unasked && self.moment() < doors
    }

    /// What the server's clock says.
    pub fn moment(&self) -> At {
        At(self.midnight.0 + i64::try_from(self.now).unwrap())
    }

    /// A call beside the sockets, for this page.
    pub fn call(&mut self, page: PageOf, generation: u64) -> u64 {
        self.called += 1;
        self.calls.insert(self.called, (page, generation));
        self.called
    }

    pub fn epoch(&self, wire: usize) -> Option<Epoch> {
        self.wires[wire].epoch
    }
}

impl Somebody {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            id: who(name),
            pages: std::array::from_fn(|_| Page::closed()),
            typed: 0,
            opened: 0,
            was_out: false,
            heard: 0,
            frames: Vec::new(),
        }
    }
}
