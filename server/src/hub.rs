//! The live half of the server: owners, gateways and the sockets between them and the browsers.
//!
//! ```text
//!   browser ── frames ──> connection ── mail ──> owner (one task per live session)
//!      ^                                            |
//!      +──── line <──── gateway <──── bus <─────────+
//! ```
//!
//! A session's owner is started by whoever needs it first: a hello, a knock, or its doors opening. It is the only
//! writer of its session and keeps itself to its own task, so what goes wrong in one session stays there.
//! The house is on the other side of [`Schedule`].

mod answers;
pub mod connection;
mod devices;
pub mod doors;
mod farewell;
pub mod feed;
pub mod gateway;
pub mod hello;
mod house;
mod line;
pub mod owner;
mod pace;
mod parts;
pub mod reading;
mod seats;
mod slots;
mod stumbles;
pub mod ticket;
mod two_way;
pub mod wire;

use std::pin::Pin;
use std::sync::{Arc, Weak};

use alongside_domain::{
    aggregate::Fingerprint,
    programme::{Out, concerns::Handed},
    session::{
        Facts, SavedPlan, Session,
        glance::{self, Glance},
        summary::Summary,
    },
};
use alongside_protocol::{
    audit::AuditEntry,
    door::Ticket,
    entry::Phase,
    frames::{Outcome, close},
    ids::{At, PersonId, PlanId, ProgrammeId, SessionId},
    people::Role,
    refusal::{Code, Refusal},
    words::Words,
};
use dashmap::DashMap;
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot, watch,
};

use crate::{bus::local::Local, clock::Clock, limits, vault::Vault};
use gateway::{Gateway, Lines};
use owner::{Desk, Mail, Owner};
use pace::Pace;
use slots::Slots;
use stumbles::Stumbles;
use ticket::{Bearer, SignIn, Tickets};

/// What the hub needs to know of the programmes.
pub trait Schedule: Send + Sync + 'static {
    /// What a session starts from; `None` when there is no such session (any more).
    fn facts(&self, session: SessionId) -> Option<Facts>;

    /// The programme of a session, whose people's keys are used.
    fn programme(&self, session: SessionId) -> Option<ProgrammeId>;

    /// Sessions that have not ended and whose doors open in this time.
    fn opening(&self, from: At, until: At) -> Vec<SessionId>;

    /// Lines of the audit trail: what happened, and who was shown private things.
    fn note(&self, lines: Vec<AuditEntry>);

    /// Plans of rooms that were saved or put away in a session are kept in its programme. Saying it again does nothing.
    fn keep_plans(&self, session: SessionId, saved: Vec<SavedPlan>, forgotten: Vec<PlanId>);

    /// Flags that were passed on are kept in the programme as safeguarding records. Saying it again does nothing.
    fn hand_over(&self, session: SessionId, handed: Vec<Handed>);
    /// This session has removed somebody, or somebody who knocked at it has gone: their links and passes end in the
    /// whole programme. Saying it again does nothing.
    fn shut_out(&self, hub: Arc<Hub>, session: SessionId, out: Out);

    /// Whether this pass still opens the session to this person.
    fn opens(&self, session: SessionId, person: PersonId, pass: Fingerprint) -> bool;

    /// Resolves when what was opened with this sign-in has to close, with the code that says why (SIGN7).
    fn sign_in_ends(&self, by: SignIn) -> Ends;

    /// A session has ended; what it leaves behind is kept in its own time. Saying it again does nothing.
    fn remember(&self, summary: Summary);
}

pub type Ends = Pin<Box<dyn Future<Output = u16> + Send>>;

/// See the head of this file.
pub struct Hub {
    /// For owners, who do not keep it alive.
    me: Weak<Self>,
    pub vault: Vault,
    pub clock: Clock,
    schedule: Arc<dyn Schedule>,
    owners: DashMap<SessionId, Address>,
    lines: Arc<Lines>,
    tickets: Tickets,
    pace: Arc<Pace>,
    stumbles: Arc<Stumbles>,
    /// Given out when the server is about to stop.
    slots: Slots,
}

/// Where a session's owner can be reached.
#[derive(Debug, Clone)]
pub struct Address {
    mailbox: mpsc::Sender<Mail>,
    phase: watch::Receiver<Phase>,
    /// What time it is in it.
    time: watch::Receiver<Clock>,
    /// Why it cannot be served, when that will not pass by itself.
    unserved: watch::Receiver<Option<Refusal>>,
}

impl Hub {
    #[must_use]
    pub fn new(vault: Vault, schedule: Arc<dyn Schedule>) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: me.clone(),
            pace: Arc::new(Pace::new(&vault.clock)),
            clock: vault.clock.clone(),
            vault,
            schedule,
            owners: DashMap::new(),
            lines: Arc::default(),
            tickets: Tickets::default(),
            stumbles: Arc::default(),
            slots: Slots::default(),
        })
    }

    /// The owner of a session, started if need be.
    ///
    /// # Errors
    /// A refusal when there is no such session; a fault, which passes, when this server is about to stop.
    fn owner(&self, session: SessionId) -> Result<Address, Refusal> {
        if let Some(known) = self.running(session) {
            return Ok(known);
        }
        if self.slots.are_given() {
            return Err(Refusal::fault());
        }
        let facts = self.schedule.facts(session);
        facts.ok_or_else(Refusal::not_found)?;
        let programme = self.schedule.programme(session);
        let programme = programme.ok_or_else(Refusal::not_found)?;
        // Two who come at once meet at this entry, so there is one owner and one reading of the log.
        let mut entry = self
            .owners
            .entry(session)
            .or_insert_with(|| self.start(session, programme));
        if entry.mailbox.is_closed() {
            *entry = self.start(session, programme);
        }
        Ok(entry.clone())
    }

    fn running(&self, session: SessionId) -> Option<Address> {
        let known = self.owners.get(&session)?;
        (!known.mailbox.is_closed()).then(|| known.clone())
    }

    /// A task of its own: a panic in it ends this owner and nothing else. Its sockets notice and come back, and
    /// the first of them starts the next owner from the log.
    fn start(&self, session: SessionId, programme: ProgrammeId) -> Address {
        let (sender, mailbox) = mpsc::channel(limits::OWNER_MAILBOX);
        let (phase, seen) = watch::channel(Phase::Scheduled);
        let (time, told) = watch::channel(self.clock.clone());
        let (why, unserved) = watch::channel(None);
        let desk = Desk {
            id: session,
            vault: self.vault.clone(),
            programme,
            clock: self.clock.clone(),
            schedule: Arc::clone(&self.schedule),
            hub: self.me.clone(),
            bus: Local(Gateway::new(Arc::clone(&self.lines))),
            phase,
            time,
            pace: Arc::clone(&self.pace),
            stumbles: Arc::clone(&self.stumbles),
        };
        tokio::spawn(async move {
            match Owner::begin(desk).await {
                Ok(owner) => owner.serve(mailbox).await,
                Err(error) => {
                    tracing::error!(%session, %error, "this session cannot be served");
                    let _ = why.send(error.for_people());
                }
            }
        });
        Address {
            mailbox: sender,
            phase: seen,
            time: told,
            unserved,
        }
    }

    /// Asks the owner of a session; once more when the owner has just been put away or has stepped down.
    async fn request<T>(
        &self,
        session: SessionId,
        mail: impl Fn(oneshot::Sender<T>) -> Mail,
    ) -> Result<T, Refusal> {
        for _ in 0..limits::OWNER_TRIES {
            let owner = self.owner(session)?;
            let (answer, told) = oneshot::channel();
            if owner.mailbox.send(mail(answer)).await.is_err() {
                continue;
            }
            if let Ok(answer) = told.await {
                return Ok(answer);
            }
        }
        let known = self.owners.get(&session);
        let why = known.and_then(|owner| owner.unserved.borrow().clone());
        Err(why.unwrap_or_else(Refusal::fault))
    }

    /// A ticket for somebody who has shown who they are.
    ///
    /// # Errors
    /// A refusal when they are not in this session, or come too often.
    pub async fn ticket(&self, bearer: Bearer) -> Result<Ticket, Refusal> {
        let Bearer {
            person, session, ..
        } = bearer;
        self.pace.check_ticket(person)?;
        let role = self.role(session, person).await;
        let role = role.map_err(not_ready)?.ok_or_else(Refusal::not_found)?;
        let ticket = self.tickets.issue(&self.clock, bearer);
        let ticket = ticket.ok_or_else(pace::too_many)?;
        Ok(Ticket { ticket, role })
    }

    /// What somebody is in a session; `None` for whoever is not, or no longer.
    ///
    /// # Errors
    /// A refusal when there is no such session.
    pub async fn role(
        &self,
        session: SessionId,
        person: PersonId,
    ) -> Result<Option<Role>, Refusal> {
        let mail = |answer| Mail::Role { person, answer };
        self.request(session, mail).await
    }

    /// Somebody without a link asks to come in. Resolves when staff can see it.
    ///
    /// # Errors
    /// A refusal of the name or the moment, or a fault of the log.
    pub async fn knock(
        &self,
        session: SessionId,
        person: PersonId,
        name: Words,
    ) -> Result<(), Refusal> {
        let mail = |answer| Mail::Knock {
            person,
            name: name.clone(),
            answer,
        };
        match self.request(session, mail).await? {
            Outcome::Kept {} => Ok(()),
            Outcome::Refused { refusal } => Err(refusal),
        }
    }

    /// Reads something from a session as it is now.
    ///
    /// # Errors
    /// A refusal when there is no such session.
    pub async fn look<T: Send + 'static>(
        &self,
        session: SessionId,
        look: fn(&Session) -> T,
    ) -> Result<T, Refusal> {
        let mail = |answer: oneshot::Sender<T>| {
            Mail::Look(owner::Look(Box::new(move |session| {
                let _ = answer.send(look(session));
            })))
        };
        self.request(session, mail).await
    }

    /// How far a session has come, or `None` while nobody has opened it.
    #[must_use]
    pub fn phase(&self, session: SessionId) -> Option<Phase> {
        Some(*self.running(session)?.phase.borrow())
    }

    /// How a session looks from outside, or `None` while nobody has opened it.
    pub async fn glance(&self, session: SessionId) -> Option<Glance> {
        self.running(session)?;
        self.look(session, glance::of).await.ok()
    }

    /// The programme says something new; a session that is live is told.
    pub fn facts_changed(&self, session: SessionId) {
        let Some(owner) = self.running(session) else {
            return;
        };
        tokio::spawn(async move { owner.mailbox.send(Mail::FactsChanged).await });
    }

    /// Puts the owner of a session away, if there is one. Its sockets come back, and the next owner begins from what
    /// the log and the keys hold now.
    pub async fn read_anew(&self, session: SessionId) {
        let Some(owner) = self.running(session) else {
            return;
        };
        if owner.mailbox.send(Mail::ReadAnew).await.is_ok() {
            owner.mailbox.closed().await;
        }
    }

    /// A pass of this person has ended: whatever they have open is closed with this code, and what they could open is
    /// taken back. Owners hear of it before anything that is asked of them later, so that nobody is sent away with
    /// the goodbye of a session that is read anew; only one whose mailbox is full may hear of both in another order.
    pub fn close_all_of(&self, person: PersonId, code: u16) {
        self.tickets.take_back(person);
        for owner in &self.owners {
            let told = owner.mailbox.try_send(Mail::ShutOut { person, code });
            if let Err(TrySendError::Full(mail)) = told {
                let mailbox = owner.mailbox.clone();
                tokio::spawn(async move { mailbox.send(mail).await });
            }
        }
    }

    /// Lets owners finish what they are at, then says goodbye to every socket.
    pub async fn stop(&self) {
        self.slots.give(self.lines.connections());
        let owners: Vec<_> = self
            .owners
            .iter()
            .map(|owner| owner.mailbox.clone())
            .collect();
        let finish = async {
            for owner in &owners {
                let _ = owner.send(Mail::Stop).await;
            }
            for owner in &owners {
                owner.closed().await;
            }
        };
        if tokio::time::timeout(limits::STOP_WITHIN, finish)
            .await
            .is_err()
        {
            tracing::warn!(
                "some sessions did not finish in time; the log has what was acknowledged"
            );
        }
        self.lines.close_all(close::RECONNECT);
        let gone = async {
            while self.lines.count() > 0 {
                tokio::time::sleep(limits::LOOK_AGAIN).await;
            }
        };
        let _ = tokio::time::timeout(limits::STOP_WITHIN, gone).await;
    }
}

/// Nobody asked for anything to be kept, so a fault is told in other words.
fn not_ready(refusal: Refusal) -> Refusal {
    if refusal != Refusal::fault() {
        return refusal;
    }
    Refusal::new(
        Code::Fault,
        "The session is not ready yet. This page tries again by itself.",
    )
}
