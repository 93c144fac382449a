//! A house for the tests of this folder: a log in memory, a clock that stands still, and a hub that only remembers
//! what it was told.

use std::sync::{Arc, Mutex};

use alongside::{
    address::Address,
    clock::Clock,
    house::{House, Knocked, Live},
    http::{Doors, passphrase::Hasher, router},
    log::{Log, Memory},
};
use alongside_protocol::{
    entry::Phase,
    ids::{At, PersonId, ProgrammeId, SessionId},
    organisation::MadeProgramme,
    people::Role,
    programme::{IssuedLink, NewPerson, ProgrammeCommand, ProgrammeView, SessionPlan},
    refusal::Refusal,
    words::Words,
};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tower::ServiceExt;

/// 2027-03-01, a Monday, at nine in London.
pub const MORNING: At = At(1_803_891_600_000);
pub const ORIGIN: &str = "http://127.0.0.1:8080";
pub const PHRASE: &str = "four calm words here";

/// What the doors told the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Knocked(SessionId, String),
    Changed(SessionId),
    ShutOut(PersonId),
}

#[derive(Default)]
pub struct Hub {
    pub told: Mutex<Vec<Told>>,
    pub phase: Mutex<Option<Phase>>,
}

impl Hub {
    /// Everything told since this was last asked.
    pub fn told(&self) -> Vec<Told> {
        std::mem::take(&mut self.told.lock().unwrap())
    }

    fn tell(&self, told: Told) {
        self.told.lock().unwrap().push(told);
    }
}

impl Live for Hub {
    fn phase(&self, _session: SessionId) -> Option<Phase> {
        *self.phase.lock().unwrap()
    }

    fn knock(&self, session: SessionId, _person: PersonId, name: Words) -> Knocked<'_> {
        self.tell(Told::Knocked(session, name.text().to_owned()));
        Box::pin(async { Ok(()) })
    }

    fn facts_changed(&self, session: SessionId) {
        self.tell(Told::Changed(session));
    }

    fn shut_out(&self, person: PersonId) {
        self.tell(Told::ShutOut(person));
    }
}

pub struct TestHouse {
    pub house: Arc<House>,
    pub hub: Arc<Hub>,
    pub router: Router,
    pub log: Arc<dyn Log>,
}

impl TestHouse {
    pub async fn new() -> Self {
        Self::on(Arc::new(Memory::new()), Address::local(8080)).await
    }

    /// On a log that may hold something already.
    pub async fn on(log: Arc<dyn Log>, address: Address) -> Self {
        let clock = Clock::starting_at(MORNING);
        let house = House::open(Arc::clone(&log), clock, address, Hasher::quick()).await;
        let house = Arc::new(house.unwrap());
        let hub = Arc::new(Hub::default());
        let doors = Doors::new(Arc::clone(&house), Arc::clone(&hub) as Arc<dyn Live>);
        let router = router::router(doors, Router::new());
        Self {
            house,
            hub,
            router,
            log,
        }
    }

    /// With Morag as the first owner, signed in.
    pub async fn with_morag() -> (Self, Browser) {
        let house = Self::new().await;
        let mut morag = house.browser();
        let link = house.house.owner_link().unwrap();
        let secret = link.split_once('#').unwrap().1;
        let founded = morag
            .post(
                "/api/staff/first",
                &json!({ "secret": secret, "name": "Morag", "passphrase": PHRASE }),
            )
            .await;
        assert_eq!(founded.status, StatusCode::OK, "{:?}", founded.json);
        (house, morag)
    }

    pub fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: Vec::new(),
            origin: Some(ORIGIN.into()),
        }
    }
}

/// One browser: it keeps cookies and says which page it is on.
pub struct Browser {
    router: Router,
    pub cookies: Vec<(String, String)>,
    pub origin: Option<String>,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub json: Value,
}

impl Reply {
    pub fn read<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.json);
        serde_json::from_value(self.json.clone()).unwrap()
    }

    /// The sentence of a refusal.
    pub fn sentence(&self) -> String {
        let refusal: Refusal = serde_json::from_value(self.json.clone()).unwrap();
        refusal.sentence.into_owned()
    }
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> Reply {
        let body = serde_json::to_vec(body).unwrap();
        self.send(Method::POST, path, body.into()).await
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Body) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(origin) = &self.origin {
            request = request.header(header::ORIGIN, origin);
        }
        if !self.cookies.is_empty() {
            let each = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            request = request.header(header::COOKIE, each.collect::<Vec<_>>().join("; "));
        }
        let reply = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = reply.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    // --- what organisers do in most tests ---

    pub async fn programme(&mut self) -> ProgrammeId {
        let new = json!({ "name": "Peer support, spring", "timeZone": "Europe/London" });
        let made: MadeProgramme = self.post("/api/programmes", &new).await.read();
        made.id
    }

    pub async fn organise(&mut self, programme: ProgrammeId, command: ProgrammeCommand) -> Reply {
        self.post(&format!("/api/programmes/{programme}"), &command)
            .await
    }

    pub async fn view(&mut self, programme: ProgrammeId) -> ProgrammeView {
        self.get(&format!("/api/programmes/{programme}"))
            .await
            .read()
    }

    /// Adds trainees and answers their ids in the same order.
    pub async fn trainees(&mut self, programme: ProgrammeId, names: &[&str]) -> Vec<PersonId> {
        let people = names
            .iter()
            .map(|name| person(name, Role::Trainee))
            .collect();
        let view: ProgrammeView = self
            .organise(programme, ProgrammeCommand::AddPeople { people })
            .await
            .read();
        let id = |name: &&str| {
            view.people
                .iter()
                .find(|one| one.name.text() == *name)
                .unwrap()
                .id
        };
        names.iter().map(id).collect()
    }

    pub async fn links(&mut self, programme: ProgrammeId, people: &[PersonId]) -> Vec<IssuedLink> {
        let body = json!({ "people": people });
        self.post(&format!("/api/programmes/{programme}/links"), &body)
            .await
            .read()
    }

    /// A session today at ten.
    pub async fn session(&mut self, programme: ProgrammeId) -> SessionId {
        let schedule = ProgrammeCommand::Schedule {
            plan: plan("Listening well"),
        };
        let view: ProgrammeView = self.organise(programme, schedule).await.read();
        view.sessions.last().unwrap().id
    }
}

pub fn person(name: &str, role: Role) -> NewPerson {
    NewPerson {
        name: name.into(),
        email: Words::default(),
        role,
        pronouns: Words::default(),
        needs: Words::default(),
    }
}

pub fn plan(title: &str) -> SessionPlan {
    SessionPlan {
        title: title.into(),
        starts_at: MORNING.plus_minutes(60),
        lead_minutes: 15,
        call_link: Some("https://call.example/room".into()),
        agenda: Vec::new(),
    }
}

/// The secret behind the `#`.
pub fn secret(link: &str) -> Value {
    json!({ "secret": link.split_once('#').unwrap().1 })
}
