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

pub mod connection;
pub mod doors;
mod farewell;
mod feed;
pub mod gateway;
pub mod hello;
mod house;
pub mod kept;
mod line;
pub mod owner;
mod pace;
mod reading;
mod seats;
pub mod ticket;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use alongside_domain::session::{Facts, summary::Summary};
use alongside_protocol::{
    door::Ticket,
    entry::Phase,
    frames::{Outcome, close},
    ids::{At, PersonId, SessionId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use dashmap::DashMap;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{bus::local::Local, clock::Clock, limits, log::Log};
use gateway::{Gateway, Lines};
use owner::{Desk, Mail, Owner};
use pace::Pace;
use ticket::{Bearer, Tickets};

/// What the hub needs to know of the programmes.
pub trait Schedule: Send + Sync + 'static {
    /// What a session starts from; `None` when there is no such session (any more).
    fn facts(&self, session: SessionId) -> Option<Facts>;

    /// Sessions that have not ended and whose doors open in this time.
    fn opening(&self, from: At, until: At) -> Vec<SessionId>;

    /// A session has ended; what it leaves behind is kept in its own time. Saying it again does nothing.
    fn remember(&self, summary: Summary);
}

/// See the head of this file.
pub struct Hub {
    pub log: Arc<dyn Log>,
    pub clock: Clock,
    schedule: Arc<dyn Schedule>,
    owners: DashMap<SessionId, Address>,
    lines: Arc<Lines>,
    tickets: Tickets,
    pace: Pace,
    stopping: AtomicBool,
}

/// Where a session's owner can be reached.
#[derive(Debug, Clone)]
pub struct Address {
    mailbox: mpsc::Sender<Mail>,
    phase: watch::Receiver<Phase>,
}

impl Hub {
    #[must_use]
    pub fn new(log: Arc<dyn Log>, clock: Clock, schedule: Arc<dyn Schedule>) -> Arc<Self> {
        Arc::new(Self {
            log,
            clock,
            schedule,
            owners: DashMap::new(),
            lines: Arc::default(),
            tickets: Tickets::default(),
            pace: Pace::default(),
            stopping: AtomicBool::new(false),
        })
    }

    /// The owner of a session, started if need be; `None` when there is no such session.
    fn owner(&self, session: SessionId) -> Option<mpsc::Sender<Mail>> {
        if let Some(known) = self.running(session) {
            return Some(known.mailbox);
        }
        self.schedule.facts(session)?;
        if self.stopping.load(Ordering::Acquire) {
            return None;
        }
        // Two who come at once meet at this entry, so there is one owner and one reading of the log.
        let mut entry = self
            .owners
            .entry(session)
            .or_insert_with(|| self.start(session));
        if entry.mailbox.is_closed() {
            *entry = self.start(session);
        }
        Some(entry.mailbox.clone())
    }

    fn running(&self, session: SessionId) -> Option<Address> {
        let known = self.owners.get(&session)?;
        (!known.mailbox.is_closed()).then(|| known.clone())
    }

    /// A task of its own: a panic in it ends this owner and nothing else. Its sockets notice and come back, and
    /// the first of them starts the next owner from the log.
    fn start(&self, session: SessionId) -> Address {
        let (sender, mailbox) = mpsc::channel(limits::OWNER_MAILBOX);
        let (phase, seen) = watch::channel(Phase::Scheduled);
        let desk = Desk {
            id: session,
            log: Arc::clone(&self.log),
            clock: self.clock.clone(),
            schedule: Arc::clone(&self.schedule),
            bus: Local(Gateway::new(Arc::clone(&self.lines))),
            phase,
        };
        tokio::spawn(async move {
            match Owner::begin(desk).await {
                Ok(owner) => owner.serve(mailbox).await,
                Err(error) => tracing::error!(%session, %error, "this session cannot be served"),
            }
        });
        Address {
            mailbox: sender,
            phase: seen,
        }
    }

    /// Asks the owner of a session; once more when the owner has just been put away or has stepped down.
    async fn request<T>(
        &self,
        session: SessionId,
        mail: impl Fn(oneshot::Sender<T>) -> Mail,
    ) -> Result<T, Refusal> {
        for _ in 0..limits::OWNER_TRIES {
            let owner = self.owner(session).ok_or_else(Refusal::not_found)?;
            let (answer, told) = oneshot::channel();
            if owner.send(mail(answer)).await.is_err() {
                continue;
            }
            if let Ok(answer) = told.await {
                return Ok(answer);
            }
        }
        Err(Refusal::fault())
    }

    /// A ticket for somebody who has shown who they are.
    ///
    /// # Errors
    /// A refusal when they are not in this session, or come too often.
    pub async fn ticket(&self, session: SessionId, person: PersonId) -> Result<Ticket, Refusal> {
        self.pace.check_ticket(person)?;
        let role: Option<Role> = self
            .request(session, |answer| Mail::Role { person, answer })
            .await?;
        let role = role.ok_or_else(Refusal::not_found)?;
        let ticket = self.tickets.issue(&self.clock, Bearer { person, session });
        let ticket = ticket.ok_or_else(pace::too_many)?;
        Ok(Ticket { ticket, role })
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

    /// How far a session has come, or `None` while nobody has opened it.
    #[must_use]
    pub fn phase(&self, session: SessionId) -> Option<Phase> {
        Some(*self.running(session)?.phase.borrow())
    }

    /// The programme says something new; a session that is live is told.
    pub fn facts_changed(&self, session: SessionId) {
        let Some(owner) = self.running(session) else {
            return;
        };
        tokio::spawn(async move { owner.mailbox.send(Mail::FactsChanged).await });
    }

    /// This person's pass has ended: whatever they have open is closed, and what they could open is taken back.
    pub fn shut_out(&self, person: PersonId) {
        self.tickets.take_back(person);
        for owner in &self.owners {
            let mailbox = owner.mailbox.clone();
            tokio::spawn(async move { mailbox.send(Mail::ShutOut { person }).await });
        }
    }

    /// Lets owners finish what they are at, then says goodbye to every socket.
    pub async fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
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
