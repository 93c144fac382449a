//! A server in a box with one programme, one session and named people, all made as an organiser would make them.
//!
//! Everybody has a browser that has come in by their personal link; a story opens the session with
//! [`World::arrives`]. Time is the story's: [`World::later`] moves it forward for the server.

pub mod browser;
pub mod keys;
pub mod server;
mod staff;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use alongside::{
    clock::Clock,
    hub::Hub,
    log::{Log, Memory},
    vault::Vault,
};
use alongside_protocol::{
    door::Ticket,
    entry::AgendaItem,
    ids::{AgendaItemId, At, PersonId, ProgrammeId, SessionId},
    organisation::MadeProgramme,
    people::Role,
    programme::{IssuedLink, NewPerson, ProgrammeCommand, ProgrammeView, SessionPlan},
    words::Words,
};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::cast::{self, Mirror, Person};
use browser::{Browser, Reply};
use server::{Here, Program, Server, Started, There};

/// 2027-03-02, 09:50 in London: ten minutes before the day starts, and five after its doors have opened.
pub const MORNING: At = At(1_803_981_000_000);

/// Two facilitators, an assistant, and seven trainees: two pairs of buddies and a triad.
pub const CAST: [(&str, Role); 10] = [
    ("Fola", Role::Facilitator),
    ("Grace", Role::Facilitator),
    ("Sam", Role::Support),
    ("Asha", Role::Trainee),
    ("Ben", Role::Trainee),
    ("Chi", Role::Trainee),
    ("Dev", Role::Trainee),
    ("Elin", Role::Trainee),
    ("Finn", Role::Trainee),
    ("Gwen", Role::Trainee),
];

pub struct World {
    pub programme: ProgrammeId,
    pub session: SessionId,
    /// Host and port.
    pub address: String,
    /// Signed in as the owner.
    pub organiser: Browser,
    people: BTreeMap<String, (PersonId, Browser)>,
    server: Server,
}

impl World {
    /// In this process, on a log that forgets, with the usual cast.
    pub async fn new() -> Self {
        Self::on(Arc::new(Memory::new()), &CAST).await
    }

    pub async fn on(log: Arc<dyn Log>, cast: &[(&str, Role)]) -> Self {
        let vault = Vault::forgetful(log, Clock::starting_at(MORNING)).unwrap();
        Self::in_vault(vault, cast).await
    }

    /// On a log and keys that may outlive it.
    pub async fn in_vault(vault: Vault, cast: &[(&str, Role)]) -> Self {
        let started = Here::start(vault).await;
        Self::prepared(started, MORNING, cast).await
    }

    /// The program itself, with a folder on the disk.
    pub async fn of_the_program(cast: &[(&str, Role)]) -> Self {
        Self::prepared(There::start(), now(), cast).await
    }

    /// The same with a folder and a command line of one's own.
    pub async fn of_the_program_in(
        folder: TempDir,
        program: Program,
        cast: &[(&str, Role)],
    ) -> Self {
        Self::prepared(There::start_in(folder, program), now(), cast).await
    }

    async fn prepared(started: Started, now: At, cast: &[(&str, Role)]) -> Self {
        let address = started.address;
        let mut organiser = Browser::new(&address);
        found(&mut organiser, &started.owner_link.unwrap()).await;
        // Facilitators and their links want it. It holds for all who are gathered now: asked for again and again it is
        // answered too slowly for a crowd.
        organiser.step_up().await;
        let gathering = gather(&mut organiser, &address, now, cast).await;
        Self {
            programme: gathering.programme,
            session: gathering.session,
            address,
            organiser,
            people: gathering.people,
            server: started.server,
        }
    }

    /// Another programme with a session of its own at the same time, in the same house.
    pub async fn gathers_another(&mut self, cast: &[(&str, Role)]) -> Gathering {
        gather(&mut self.organiser, &self.address, now(), cast).await
    }

    /// Another session of the same people, also about to begin.
    pub async fn another_session(&mut self) -> SessionId {
        let plan = plan(self.server.moment());
        let path = format!("/api/programmes/{}", self.programme);
        let before: ProgrammeView = self.organiser.get(&path).await.read();
        let known: Vec<SessionId> = before.sessions.iter().map(|known| known.id).collect();
        let view = self.organise(ProgrammeCommand::Schedule { plan }).await;
        let mut sessions = view.sessions.iter().map(|session| session.id);
        sessions.find(|session| !known.contains(session)).unwrap()
    }

    /// The server dies without a word and starts again on what it had kept.
    pub async fn dies_and_starts_again(mut self) -> Self {
        let started = self.server.dies_and_starts_again().await;
        self.server = started.server;
        self.moved_to(&started.address)
    }

    /// The same with a wall clock that somebody has set meanwhile.
    pub async fn dies_and_starts_at(mut self, moment: At) -> Self {
        let started = self.server.dies_and_starts_at(moment).await;
        self.server = started.server;
        self.moved_to(&started.address)
    }

    fn moved_to(mut self, address: &str) -> Self {
        let browsers = self.people.values_mut().map(|(_, browser)| browser);
        for browser in browsers.chain([&mut self.organiser]) {
            *browser = browser.clone().at(address);
        }
        self.address = address.to_owned();
        self
    }

    #[track_caller]
    pub fn id(&self, name: &str) -> PersonId {
        self.known(name).0
    }

    #[track_caller]
    pub fn browser(&self, name: &str) -> Browser {
        self.known(name).1.clone()
    }

    /// From now on this person uses another browser.
    pub fn uses(&mut self, name: &str, browser: Browser) {
        let id = self.id(name);
        self.people.insert(name.to_owned(), (id, browser));
    }

    #[track_caller]
    fn known(&self, name: &str) -> &(PersonId, Browser) {
        self.people
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not in the cast"))
    }

    /// Somebody without a link knocks, and from then on has a browser like everybody else.
    pub async fn knocks(&mut self, name: &str) -> Reply {
        let mut browser = Browser::new(&self.address);
        let path = format!("/api/session/{}/knock", self.session);
        let reply = browser.post(&path, &json!({ "name": name })).await;
        self.people
            .insert(name.to_owned(), (PersonId(Uuid::nil()), browser));
        reply
    }

    /// Changes the programme, as an organiser would.
    pub async fn organise(&mut self, command: ProgrammeCommand) -> ProgrammeView {
        let path = format!("/api/programmes/{}", self.programme);
        organise(&mut self.organiser, &path, command).await
    }

    /// A call for a ticket, which may be refused.
    pub async fn asks_for_a_ticket(&self, name: &str) -> Reply {
        let path = format!("/api/session/{}/ticket", self.session);
        self.browser(name).post(&path, &json!({})).await
    }

    pub async fn ticket(&self, name: &str) -> String {
        let ticket: Ticket = self.asks_for_a_ticket(name).await.read();
        ticket.ticket
    }

    /// Opens the session in a browser and waits until everything is there.
    pub async fn arrives(&self, name: &str) -> Person {
        self.comes(name, None).await
    }

    /// Several people, in this order.
    pub async fn all_arrive<const N: usize>(&self, names: [&str; N]) -> [Person; N] {
        let mut people = Vec::new();
        for name in names {
            people.push(self.arrives(name).await);
        }
        people.try_into().unwrap_or_else(|_| unreachable!())
    }

    /// Comes back with what their browser still knew.
    pub async fn returns(&self, name: &str, known: Mirror) -> Person {
        self.comes(name, Some(known)).await
    }

    async fn comes(&self, name: &str, known: Option<Mirror>) -> Person {
        let person = self.says_hello(name, self.ticket(name).await, known).await;
        person.until("everything", |mirror| mirror.live).await;
        person
    }

    /// A hello that may be refused.
    pub async fn says_hello(&self, name: &str, ticket: String, known: Option<Mirror>) -> Person {
        Person::hello(name, self.socket_of(name).await, ticket, known).await
    }

    /// A socket that has not said hello, from a browser that knows nobody.
    pub async fn socket(&self) -> cast::Socket {
        let (live, origin) = self.live();
        cast::socket(&live, &origin).await.unwrap()
    }

    /// One from somebody's browser.
    pub async fn socket_of(&self, name: &str) -> cast::Socket {
        let (live, origin) = self.live();
        let cookies = self.browser(name).cookies();
        cast::socket_of(&live, &origin, &cookies).await.unwrap()
    }

    /// The address of the socket, and the origin that may open it.
    pub fn live(&self) -> (String, String) {
        let address = &self.address;
        (format!("ws://{address}/live"), format!("http://{address}"))
    }

    /// Time goes by for the server; only in this process.
    pub fn later(&self, seconds: u64) {
        self.here().clock.jump(Duration::from_secs(seconds));
    }

    /// Time goes by, twenty times as fast, until somebody sees something.
    pub async fn passes_until(&self, person: &Person, what: &str, shows: impl Fn(&Mirror) -> bool) {
        let time = async {
            loop {
                tokio::time::sleep(Duration::from_millis(50)).await;
                self.later(1);
            }
        };
        tokio::select! {
            () = person.until(what, shows) => {}
            () = time => {}
        }
    }

    /// Time goes by until the server has put the session away, at which nobody looks any more: all that was due in it
    /// is written down.
    pub async fn passes_until_put_away(&self) {
        let put_away = async {
            while self.hub().phase(self.session).is_some() {
                self.later(60);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(cast::PATIENCE, put_away)
            .await
            .expect("a session that nobody looks at rests");
    }

    pub fn hub(&self) -> &Arc<Hub> {
        &self.here().hub
    }

    fn here(&self) -> &Here {
        match &self.server {
            Server::Here(here) => here,
            Server::There(_) => panic!("the program's insides cannot be reached"),
        }
    }
}

/// The moment, as the program will see it.
fn now() -> At {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    At(i64::try_from(now.unwrap().as_millis()).unwrap())
}

async fn found(browser: &mut Browser, owner_link: &str) {
    let (_, secret) = owner_link.split_once('#').unwrap();
    let founding = json!({ "secret": secret, "name": "Morag", "passphrase": browser::PHRASE });
    let reply = browser.post("/api/staff/first", &founding).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
}

/// A programme, a session of it, and its people with their browsers.
pub struct Gathering {
    pub programme: ProgrammeId,
    pub session: SessionId,
    pub people: BTreeMap<String, (PersonId, Browser)>,
}

async fn gather(
    organiser: &mut Browser,
    address: &str,
    now: At,
    cast: &[(&str, Role)],
) -> Gathering {
    let new = json!({ "name": "Peer supporters, spring", "timeZone": "Europe/London" });
    let made: MadeProgramme = organiser.post("/api/programmes", &new).await.read();
    let path = format!("/api/programmes/{}", made.id);
    let people = cast.iter().map(new_person).collect();
    organise(organiser, &path, ProgrammeCommand::AddPeople { people }).await;
    let pair = ProgrammeCommand::PairBuddies { everybody: true };
    organise(organiser, &path, pair).await;
    let schedule = ProgrammeCommand::Schedule { plan: plan(now) };
    let view = organise(organiser, &path, schedule).await;
    let session = view.sessions[0].id;
    let ids: Vec<PersonId> = view.people.iter().map(|person| person.id).collect();
    let links: Vec<IssuedLink> = organiser
        .post(&format!("{path}/links"), &json!({ "people": ids }))
        .await
        .read();
    let mut people = BTreeMap::new();
    for person in view.people {
        let link = links.iter().find(|link| link.person == person.id).unwrap();
        let mut browser = Browser::new(address);
        let entered = browser.post("/api/door/enter", &secret(&link.link)).await;
        assert_eq!(entered.status, 200, "{}", entered.json);
        people.insert(person.name.text().to_owned(), (person.id, browser));
    }
    Gathering {
        programme: made.id,
        session,
        people,
    }
}

async fn organise(browser: &mut Browser, path: &str, command: ProgrammeCommand) -> ProgrammeView {
    browser.post(path, &command).await.read()
}

/// The secret behind the `#` of a link.
pub fn secret(link: &str) -> serde_json::Value {
    json!({ "secret": link.split_once('#').unwrap().1 })
}

fn new_person((name, role): &(&str, Role)) -> NewPerson {
    NewPerson {
        name: Words::new(*name),
        email: Words::default(),
        role: *role,
        pronouns: Words::default(),
        needs: Words::default(),
    }
}

/// A day that starts in ten minutes and whose doors are open.
fn plan(now: At) -> SessionPlan {
    let item = |title: &str, minutes| AgendaItem {
        id: AgendaItemId(Uuid::new_v4()),
        title: Words::new(title),
        minutes,
        note: Words::default(),
    };
    SessionPlan {
        title: Words::new("Listening well"),
        starts_at: now.plus_minutes(10),
        lead_minutes: 15,
        call_link: Some("https://call.example/room".to_owned()),
        agenda: vec![item("Check-in", 20), item("Practice in pairs", 40)],
    }
}
