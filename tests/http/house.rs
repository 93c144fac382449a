//! A house for the tests of this folder: a log in memory, a clock that stands still, and a hub that only remembers
//! what it was told.

use std::sync::{Arc, Mutex};

use alongside::{
    address::Address,
    clock::Clock,
    house::{Asked, Glanced, House, Knocked, Live, ReadAnew},
    http::{Doors, router},
    log::{Log, Memory},
    secrets::Secret,
    sign_in::passphrase::Hasher,
    vault::Vault,
};
use alongside_domain::{
    organisation::{self, Organisation},
    session::devices::Answer,
};
use alongside_protocol::{
    account::AccountView,
    audit::{AuditFound, Done},
    entry::Phase,
    ids::{At, DeviceId, PersonId, ProgrammeId, SessionId},
    organisation::MadeProgramme,
    people::Role,
    programme::{IssuedLink, NewPerson, ProgrammeCommand, ProgrammeView, SessionPlan},
    refusal::Refusal,
    staff::Right,
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
    ReadAnew(SessionId),
    ShutOut(PersonId),
    ComeAgain(PersonId),
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

    fn read_anew(&self, session: SessionId) -> ReadAnew<'_> {
        self.tell(Told::ReadAnew(session));
        Box::pin(async {})
    }

    fn shut_out(&self, person: PersonId) {
        self.tell(Told::ShutOut(person));
    }

    fn glance(&self, _session: SessionId) -> Glanced<'_> {
        Box::pin(async { None })
    }

    fn come_again(&self, person: PersonId) {
        self.tell(Told::ComeAgain(person));
    }

    /// Nobody is live here.
    fn device_comes(
        &self,
        _: Vec<SessionId>,
        _: DeviceId,
        _: PersonId,
    ) -> Asked<'_, Option<SessionId>> {
        Box::pin(async { Ok(None) })
    }

    fn device_looks(&self, _: SessionId, _: DeviceId) -> Asked<'_, Option<Answer>> {
        Box::pin(async { Ok(None) })
    }

    /// Whoever has knocked waits.
    fn role(&self, _: SessionId, _: PersonId) -> Asked<'_, Option<Role>> {
        Box::pin(async { Ok(Some(Role::Guest)) })
    }
}

pub struct TestHouse {
    pub house: Arc<House>,
    pub hub: Arc<Hub>,
    pub router: Router,
    pub vault: Vault,
}

impl TestHouse {
    pub async fn new() -> Self {
        Self::on(Arc::new(Memory::new()), Address::local(8080)).await
    }

    /// On a log that may hold something already.
    pub async fn on(log: Arc<dyn Log>, address: Address) -> Self {
        let vault = Vault::forgetful(log, Clock::starting_at(MORNING)).unwrap();
        Self::with(vault, address).await
    }

    /// With keys that may be there already.
    pub async fn with(vault: Vault, address: Address) -> Self {
        let house = House::open(vault.clone(), address, Hasher::quick()).await;
        Self::of(house.unwrap(), vault)
    }

    pub fn of(house: House, vault: Vault) -> Self {
        let house = Arc::new(house);
        let hub = Arc::new(Hub::default());
        let doors = Doors::new(Arc::clone(&house), Arc::clone(&hub) as Arc<dyn Live>);
        let router = router::router(doors, Router::new());
        Self {
            house,
            hub,
            router,
            vault,
        }
    }

    /// With Morag as the first owner, signed in.
    pub async fn with_morag() -> (Self, Browser) {
        Self::new().await.founded().await
    }

    /// Morag is the first owner and signed in.
    pub async fn founded(self) -> (Self, Browser) {
        let house = self;
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

    /// Somebody whom Morag has invited, signed in. It stands in no way of the limit on passphrases.
    pub async fn with_role(&self, name: &str, right: Right) -> Browser {
        let secret = Secret::for_link(&self.house.clock);
        let founder = |known: &Organisation| known.staff()[0].id;
        let invite = organisation::Command::Invite {
            by: self.house.organisation.look(founder),
            right,
            label: Words::default(),
            secret: secret.fingerprint(),
        };
        let live = self.hub.as_ref();
        self.house.change_staff(live, invite).await.unwrap();
        let mut browser = self.browser();
        let accept = json!({
            "secret": secret.text(),
            "account": { "t": "new", "name": name, "passphrase": PHRASE },
        });
        let accepted = browser.post("/api/invite/accept", &accept).await;
        assert_eq!(accepted.status, StatusCode::OK, "{:?}", accepted.json);
        browser
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
    /// The body as it came.
    pub text: String,
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
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Shows once more that it is Morag.
    pub async fn step_up(&mut self) -> Reply {
        self.post("/api/staff/step-up", &json!({ "passphrase": PHRASE }))
            .await
    }

    pub async fn is_in(&mut self) -> bool {
        self.get("/api/staff/me").await.status == StatusCode::OK
    }

    pub async fn account(&mut self) -> AccountView {
        self.get("/api/staff/account").await.read()
    }

    /// How many lines of the audit trail say this.
    pub async fn trail(&mut self, done: Done) -> usize {
        // Some lines are kept in their own time, which is now.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        let found = self.post("/api/audit", &json!({ "done": done })).await;
        found.read::<AuditFound>().rows.len()
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
