//! A server in a box: the real hub on a real socket, a log of the story's choosing, a clock that can jump,
//! and one session with named people.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alongside::{
    clock::Clock,
    hub::{Hub, Schedule, hello},
    log::{Log, Memory},
};
use alongside_domain::session::{FactPerson, Facts, summary::Summary};
use alongside_protocol::{
    entry::AgendaItem,
    ids::{AgendaItemId, At, PersonId, SessionId},
    people::Role,
    words::Words,
};
use axum::{Router, extract::State, extract::ws::WebSocketUpgrade, routing::any};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::cast::{self, Mirror, Person};

/// 2027-03-02, 09:50 in London: ten minutes before the day starts, and five after its doors have opened.
pub const MORNING: At = At(1_803_981_000_000);

/// Two facilitators, an assistant, and seven trainees.
const CAST: [(&str, Role); 10] = [
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
    pub hub: Arc<Hub>,
    pub clock: Clock,
    pub session: SessionId,
    pub log: Arc<dyn Log>,
    timetable: Arc<Timetable>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

/// What the programme says.
struct Timetable {
    facts: Mutex<Facts>,
    ended: Mutex<Vec<Summary>>,
}

impl Schedule for Timetable {
    fn facts(&self, session: SessionId) -> Option<Facts> {
        Some(self.facts.lock().unwrap().clone()).filter(|facts| facts.session == session)
    }

    fn opening(&self, from: At, until: At) -> Vec<SessionId> {
        let facts = self.facts.lock().unwrap();
        let due = (from..until).contains(&facts.opens_at());
        due.then_some(facts.session).into_iter().collect()
    }

    fn remember(&self, summary: Summary) {
        self.ended.lock().unwrap().push(summary);
    }
}

impl World {
    /// Begins on a log that forgets.
    pub async fn new() -> Self {
        Self::on(Arc::new(Memory::new())).await
    }

    pub async fn on(log: Arc<dyn Log>) -> Self {
        let timetable = Arc::new(Timetable {
            facts: Mutex::new(facts()),
            ended: Mutex::default(),
        });
        Self::start(log, Clock::starting_at(MORNING), timetable).await
    }

    async fn start(log: Arc<dyn Log>, clock: Clock, timetable: Arc<Timetable>) -> Self {
        let schedule: Arc<dyn Schedule> = Arc::clone(&timetable) as _;
        let hub = Hub::new(Arc::clone(&log), clock.clone(), schedule);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let live = |State(hub): State<Arc<Hub>>, socket: WebSocketUpgrade| async {
            hello::upgrade(hub, socket)
        };
        let router = Router::new()
            .route("/live", any(live))
            .with_state(Arc::clone(&hub));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let session = timetable.facts.lock().unwrap().session;
        Self {
            hub,
            clock,
            session,
            log,
            timetable,
            address,
            server,
        }
    }

    /// The server dies without a word and starts again on the same log.
    pub async fn is_killed_and_starts_again(self) -> Self {
        self.server.abort();
        let (log, clock, timetable) = (
            Arc::clone(&self.log),
            self.clock.clone(),
            Arc::clone(&self.timetable),
        );
        drop(self);
        Self::start(log, clock, timetable).await
    }

    pub fn live_address(&self) -> String {
        format!("ws://{}/live", self.address)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub async fn ticket(&self, name: &str) -> String {
        let ticket = self.hub.ticket(self.session, id(name)).await.unwrap();
        ticket.ticket
    }

    /// Opens the session in a browser and waits until everything is there.
    pub async fn arrives(&self, name: &str) -> Person {
        self.comes(name, None).await
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
        let socket = cast::socket(&self.live_address(), &self.origin()).await;
        Person::hello(name, socket.unwrap(), ticket, known).await
    }

    /// Time goes by for the server.
    pub fn later(&self, seconds: u64) {
        self.clock.jump(Duration::from_secs(seconds));
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Everybody has an id that can be found from the name.
pub fn id(name: &str) -> PersonId {
    let place = CAST.iter().position(|(known, _)| *known == name);
    let place = place.unwrap_or_else(|| panic!("{name} is not in the cast"));
    PersonId(Uuid::from_u128(0xca57_0000 + place as u128))
}

fn facts() -> Facts {
    let person = |(name, role): &(&str, Role)| FactPerson {
        id: id(name),
        name: Words::new(*name),
        pronouns: Words::default(),
        role: *role,
        needs: Words::default(),
    };
    let item = |number: u128, title: &str, minutes| AgendaItem {
        id: AgendaItemId(Uuid::from_u128(number)),
        title: Words::new(title),
        minutes,
        note: Words::default(),
    };
    Facts {
        session: SessionId(Uuid::from_u128(0x5e55)),
        title: Words::new("Listening well"),
        programme: Words::new("Peer supporters, spring"),
        time_zone: "Europe/London".to_owned(),
        starts_at: MORNING.plus_minutes(10),
        lead_minutes: 15,
        call_link: None,
        agenda: vec![item(1, "Check-in", 20), item(2, "Practice in pairs", 40)],
        people: CAST.iter().map(person).collect(),
        buddies: vec![
            vec![id("Asha"), id("Ben")],
            vec![id("Chi"), id("Dev")],
            vec![id("Elin"), id("Finn"), id("Gwen")],
        ],
        rules: Vec::new(),
        met: Vec::new(),
        rehearsal: false,
    }
}
