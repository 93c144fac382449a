//! The server in a box: the real hub on a runtime of its own, in one thread, with a clock that jumps.
//! Dropping the box is a crash: all its tasks end where they are.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use alongside::{
    clock::Clock,
    hub::{
        Ends, Hub, Schedule, doors, hello,
        ticket::{Bearer, By, SignIn},
    },
    keys::Keys,
    log::Log,
    vault::Vault,
};
use alongside_domain::{
    aggregate::Fingerprint,
    programme::{Out, concerns::Handed},
    session::{Facts, SavedPlan, summary::Summary},
};
use alongside_protocol::{
    audit::AuditEntry,
    door::Ticket,
    frames::close,
    ids::{At, DeviceId, PersonId, PlanId, ProgrammeId, SessionId},
    refusal::Refusal,
    words::Words,
};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::chance::{Lives, ServerChance};
use super::disk::Disk;
use super::wire::Plug;

/// The one programme there is.
pub const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(7));

/// What the programmes say; it outlives the server.
#[derive(Clone)]
pub struct Programmes {
    pub facts: Arc<Mutex<Facts>>,
    pub remembered: Arc<Mutex<Vec<Summary>>>,
}

impl Schedule for Programmes {
    fn facts(&self, session: SessionId) -> Option<Facts> {
        let facts = self.facts.lock().unwrap();
        (facts.session == session).then(|| facts.clone())
    }

    fn programme(&self, _: SessionId) -> Option<ProgrammeId> {
        Some(PROGRAMME)
    }

    fn opening(&self, from: At, until: At) -> Vec<SessionId> {
        let facts = self.facts.lock().unwrap();
        let due = self.remembered.lock().unwrap().is_empty();
        let due = due && (from..until).contains(&facts.opens_at());
        due.then_some(facts.session).into_iter().collect()
    }

    fn note(&self, _: Vec<AuditEntry>) {}

    fn keep_plans(&self, _: SessionId, saved: Vec<SavedPlan>, forgotten: Vec<PlanId>) {
        let known = &mut self.facts.lock().unwrap().saved;
        known.retain(|plan| {
            !forgotten.contains(&plan.id) && saved.iter().all(|saved| saved.id != plan.id)
        });
        known.extend(saved);
    }

    fn hand_over(&self, _: SessionId, _: Vec<Handed>) {}

    fn shut_out(&self, hub: Arc<Hub>, _: SessionId, out: Out) {
        hub.close_all_of(out.person, close::REMOVED);
    }

    /// Nobody shows a pass here.
    fn opens(&self, _: SessionId, _: PersonId, _: Fingerprint) -> bool {
        true
    }

    /// Nobody comes with an account here.
    fn sign_in_ends(&self, _: SignIn) -> Ends {
        Box::pin(std::future::pending())
    }

    fn remember(&self, summary: Summary) {
        self.remembered.lock().unwrap().push(summary);
    }
}

/// What the server says to a call beside the sockets.
pub enum Said {
    Ticket(Result<Ticket, Refusal>),
    Knock(Result<(), Refusal>),
    Stopped,
}

/// What outlives a server.
#[derive(Clone)]
pub struct Lasting {
    pub disk: Arc<Disk>,
    pub keys: Arc<Keys>,
    pub programmes: Programmes,
    pub lives: Arc<Mutex<Lives>>,
}

pub struct Server {
    runtime: Runtime,
    hub: Arc<Hub>,
    started: Instant,
    /// When it started, in milliseconds of the day.
    began: u64,
    activity: Arc<Notify>,
    said: Arc<Mutex<Vec<(u64, Said)>>>,
}

impl Server {
    /// `now` is in milliseconds since `midnight`, the beginning of the day.
    pub fn start(now: u64, midnight: At, seed: u64, lasting: Lasting) -> Self {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            // Whoever waits in `runs_until` is asked again only when nobody else has anything left to do.
            .event_interval(u32::MAX)
            .build()
            .unwrap();
        let inside = runtime.enter();
        let at = At(midnight.0 + i64::try_from(now).unwrap());
        let clock = Clock::with(at, ServerChance::new(seed, lasting.lives));
        let started = Instant::now();
        let vault = Vault::new(lasting.disk as Arc<dyn Log>, lasting.keys, clock);
        let hub = Hub::new(vault, Arc::new(lasting.programmes));
        tokio::spawn(doors::keep(Arc::clone(&hub)));
        drop(inside);
        Self {
            runtime,
            hub,
            started,
            began: now,
            activity: Arc::new(Notify::new()),
            said: Arc::default(),
        }
    }

    /// Lets time pass until that moment, or until there is something to carry; says what time it is then.
    /// Whatever can be done at once is done first, so that of two things at one moment the second finds the first
    /// one settled: which of them a busy server took up first would be nobody's doing.
    pub fn runs_until(&self, until: u64) -> u64 {
        let at = self.instant(until);
        self.runtime.block_on(async {
            tokio::task::yield_now().await;
            tokio::select! {
                biased;
                () = self.activity.notified() => {}
                () = sleep_until(at) => {}
            }
            tokio::task::yield_now().await;
            self.moment(Instant::now())
        })
    }

    pub fn instant(&self, moment: u64) -> Instant {
        self.started + Duration::from_millis(moment.saturating_sub(self.began))
    }

    pub fn moment(&self, instant: Instant) -> u64 {
        let passed = (instant - self.started).as_millis();
        self.began + u64::try_from(passed).unwrap()
    }

    pub fn activity(&self) -> &Arc<Notify> {
        &self.activity
    }

    pub fn serves(&self, plug: Plug) {
        self.runtime
            .spawn(hello::greet(Arc::clone(&self.hub), plug, |_| true));
    }

    pub fn is_asked_for_a_ticket(&self, call: u64, session: SessionId, person: PersonId) {
        let hub = Arc::clone(&self.hub);
        self.answers(call, async move {
            let by = By::Pass(Fingerprint([0; 32]));
            let bearer = Bearer {
                person,
                session,
                by,
            };
            Said::Ticket(hub.ticket(bearer).await)
        });
    }

    pub fn hears_a_knock(&self, call: u64, session: SessionId, person: PersonId, name: Words) {
        let hub = Arc::clone(&self.hub);
        self.answers(call, async move {
            Said::Knock(hub.knock(session, person, name).await)
        });
    }

    pub fn is_asked_to_stop(&self, call: u64) {
        let hub = Arc::clone(&self.hub);
        self.answers(call, async move {
            hub.stop().await;
            Said::Stopped
        });
    }

    fn answers(&self, call: u64, answer: impl Future<Output = Said> + Send + 'static) {
        let (said, activity) = (Arc::clone(&self.said), Arc::clone(&self.activity));
        self.runtime.spawn(async move {
            let answer = answer.await;
            said.lock().unwrap().push((call, answer));
            activity.notify_one();
        });
    }

    pub fn said(&self) -> Vec<(u64, Said)> {
        std::mem::take(&mut *self.said.lock().unwrap())
    }

    pub fn hears_of_new_facts(&self, session: SessionId) {
        let _inside = self.runtime.enter();
        self.hub.facts_changed(session);
    }

    pub fn hears_of_a_device(&self, session: SessionId, device: DeviceId, person: PersonId) {
        let hub = Arc::clone(&self.hub);
        self.runtime
            .spawn(async move { hub.device_comes(vec![session], device, person).await });
    }

    pub fn shuts_out(&self, person: PersonId) {
        let _inside = self.runtime.enter();
        self.hub.close_all_of(person, close::REMOVED);
    }
}
