//! One task per live session: its single writer, and the only place where anything happens to it.
//!
//! ```text
//!   receive ──> decide ──> append (durable) ──> apply ──> show      and then the same for whatever follows from it
//! ```
//!
//! Nobody is told what the log has not kept. When the log knows records that this owner does not, somebody else
//! is the writer: the owner steps down, its sockets come back, and the next owner reads the log.

mod load;
mod showing;

use std::sync::Arc;

use alongside_domain::{
    session::{Ask, Asked, Session},
    views::Views,
};
use alongside_protocol::{
    command::Command,
    entry::Phase,
    frames::{FromServer, Outcome, Resume, close},
    ids::{At, CommandId, PersonId, SessionId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Schedule,
    feed::{Feed, encode},
    kept::{Answers, BodyHash, From, Kept},
    seats::Seats,
};
use crate::{
    bus::{Bus, ConnectionId, Note},
    clock::Clock,
    limits,
    log::{Log, LogError, Stream},
};

/// What can be brought to an owner.
#[derive(Debug)]
pub enum Mail {
    Hello {
        connection: ConnectionId,
        person: PersonId,
        resume: Option<Resume>,
    },
    Ask {
        connection: ConnectionId,
        person: PersonId,
        id: CommandId,
        command: Box<Command>,
    },
    /// The socket is closed or silent.
    Gone {
        connection: ConnectionId,
        person: PersonId,
    },
    Knock {
        person: PersonId,
        name: Words,
        answer: oneshot::Sender<Outcome>,
    },
    /// The programme has changed. What it says is asked when this is read, so that of two changes none is undone.
    FactsChanged,
    /// What somebody is in this session, if they are in it.
    Role {
        person: PersonId,
        answer: oneshot::Sender<Option<Role>>,
    },
    /// This person's pass has ended: all they have open is closed.
    ShutOut { person: PersonId },
    /// The server stops.
    Stop,
}

/// What an owner works with.
pub struct Desk<B> {
    pub id: SessionId,
    pub log: Arc<dyn Log>,
    pub clock: Clock,
    pub schedule: Arc<dyn Schedule>,
    pub bus: B,
    /// How far the day has come, for those who ask from outside.
    pub phase: watch::Sender<Phase>,
}

/// See the head of this file.
pub struct Owner<B> {
    desk: Desk<B>,
    session: Session,
    views: Views,
    feed: Feed,
    seats: Seats,
    answers: Answers,
    /// The last record that this owner knows.
    position: u64,
    /// The last moment that was decided by; time in a session never goes back.
    last: At,
}

/// This owner must not go on; the next one reads the log.
#[derive(Debug)]
pub struct StepDown;

impl<B: Bus> Owner<B> {
    /// Serves the session until nobody needs it any more, or somebody else owns it.
    pub async fn serve(mut self, mut mailbox: mpsc::Receiver<Mail>) {
        // A deadline that could not be kept is tried again later, not at once.
        let mut not_before = At(i64::MIN);
        loop {
            let deadline = self.session.next_deadline().map(|at| at.max(not_before));
            let idle = self.idle_until();
            let done = tokio::select! {
                mail = mailbox.recv() => match mail {
                    None | Some(Mail::Stop) => return,
                    Some(mail) => self.receive(mail).await,
                },
                () = until(&self.desk.clock, deadline) => Ok(()),
                () = until(&self.desk.clock, idle) => return,
            };
            let drained = match done {
                Ok(()) => self.drain().await,
                Err(StepDown) => return,
            };
            not_before = match drained {
                Ok(true) => At(i64::MIN),
                Ok(false) => later(self.desk.clock.now()),
                Err(StepDown) => return,
            };
        }
    }

    /// A session that has not begun or is over is put away when nobody looks at it.
    fn idle_until(&self) -> Option<At> {
        let resting = matches!(self.session.phase(), Phase::Scheduled | Phase::Ended);
        (resting && self.seats.nobody()).then(|| {
            self.desk
                .clock
                .now()
                .plus_seconds(limits::OWNER_IDLE_SECONDS)
        })
    }

    async fn receive(&mut self, mail: Mail) -> Result<(), StepDown> {
        match mail {
            Mail::Hello {
                connection,
                person,
                resume,
            } => self.hello(connection, person, resume).await,
            Mail::Ask {
                connection,
                person,
                id,
                command,
            } => self.command(connection, person, id, *command).await,
            Mail::Gone { connection, person } => self.gone(connection, person).await,
            Mail::Knock {
                person,
                name,
                answer,
            } => {
                let outcome = self.ask(None, Asked::Knock { person, name }).await?;
                let _ = answer.send(outcome);
                Ok(())
            }
            Mail::FactsChanged => self.learn().await,
            Mail::Role { person, answer } => {
                let _ = answer.send(self.session.people.role(person));
                Ok(())
            }
            Mail::ShutOut { person } => {
                let connections = self.seats.clear(person);
                self.bye(connections, close::REMOVED);
                self.ask(None, Asked::Silent { person }).await.map(drop)
            }
            Mail::Stop => Ok(()),
        }
    }

    /// What the programme says now. A session that was cancelled lets its people go.
    async fn learn(&mut self) -> Result<(), StepDown> {
        let facts = self.desk.schedule.facts(self.desk.id).ok_or(StepDown)?;
        let facts = Asked::Facts(Box::new(facts));
        self.ask(None, facts).await.map(drop)
    }

    async fn hello(
        &mut self,
        connection: ConnectionId,
        person: PersonId,
        resume: Option<Resume>,
    ) -> Result<(), StepDown> {
        if self.session.people.here(person).is_none() {
            self.bye(vec![connection], close::REMOVED);
            return Ok(());
        }
        if !self.seats.is_connected(person) {
            self.ask(None, Asked::Connected { person }).await?;
        }
        if let Some(oldest) = self.seats.add(person, connection) {
            self.bye(vec![oldest], close::OTHER_TAB);
        }
        self.seat(connection, person, resume.as_ref());
        Ok(())
    }

    async fn command(
        &mut self,
        connection: ConnectionId,
        by: PersonId,
        id: CommandId,
        command: Command,
    ) -> Result<(), StepDown> {
        let body = BodyHash::of(&command);
        let from = From { by, id, body };
        let outcome = match self.answers.given(&from) {
            Some(outcome) => outcome,
            None => self.ask(Some(from), Asked::Command { by, command }).await?,
        };
        let frame = encode(&FromServer::Answer {
            id,
            result: outcome,
        });
        self.desk.bus.tell(Note::Answer { connection, frame });
        Ok(())
    }

    async fn gone(&mut self, connection: ConnectionId, person: PersonId) -> Result<(), StepDown> {
        self.desk.bus.tell(Note::Gone { connection });
        if self.seats.remove(person, connection) {
            self.ask(None, Asked::Silent { person }).await?;
        }
        Ok(())
    }

    fn bye(&mut self, connections: Vec<ConnectionId>, code: u16) {
        self.desk.bus.tell(Note::Bye { connections, code });
    }

    /// Draws all consequences of what has just happened. False when something is due that cannot be done now.
    async fn drain(&mut self) -> Result<bool, StepDown> {
        for _ in 0..limits::CONSEQUENCES {
            let before = self.position;
            match self.ask(None, Asked::Clock).await? {
                Outcome::Kept {} if self.position == before => {
                    let now = self.moment();
                    return Ok(self.session.next_deadline().is_none_or(|at| at > now));
                }
                Outcome::Kept {} => {}
                Outcome::Refused { .. } => return Ok(false),
            }
        }
        tracing::error!(session = %self.desk.id, "consequences without an end");
        Ok(false)
    }

    /// The order of work: decide, append, apply, show.
    async fn ask(&mut self, from: Option<From>, asked: Asked) -> Result<Outcome, StepDown> {
        let (at, seed) = (self.moment(), self.desk.clock.seed());
        let events = match self.session.decide(&Ask { at, seed, asked }) {
            Ok(events) => events,
            Err(refusal) => return Ok(self.refused(from, refusal)),
        };
        if events.is_empty() && from.is_none() {
            return Ok(Outcome::Kept {});
        }
        let kept = Kept::new(at, from, events);
        if !self.append(&kept).await? {
            let refusal = Refusal::fault();
            return Ok(Outcome::Refused { refusal });
        }
        self.apply(&kept);
        self.show(at);
        Ok(Outcome::Kept {})
    }

    fn refused(&mut self, from: Option<From>, refusal: Refusal) -> Outcome {
        let outcome = Outcome::Refused { refusal };
        if let Some(from) = from {
            self.answers.keep(from, outcome.clone());
        }
        outcome
    }

    /// True when the record is durable, false when it certainly is not.
    async fn append(&mut self, kept: &Kept) -> Result<bool, StepDown> {
        let stream = Stream::session(self.desk.id.0);
        let Ok(body) = kept.write() else {
            tracing::error!(session = %self.desk.id, "a record could not be written down");
            return Ok(false);
        };
        match self
            .desk
            .log
            .append(stream, self.position, vec![body])
            .await
        {
            Ok(position) => {
                self.position = position;
                return Ok(true);
            }
            Err(error @ LogError::Stale { .. }) => {
                tracing::warn!(session = %self.desk.id, %error, "stepping down");
                return Err(StepDown);
            }
            Err(error) => tracing::error!(session = %self.desk.id, %error, "not kept"),
        }
        // After a failure it is unknown whether the record was kept, so the log is asked.
        match self.desk.log.read(stream, self.position + 1).await {
            Ok(records) if records.is_empty() => Ok(false),
            _ => Err(StepDown),
        }
    }

    fn apply(&mut self, kept: &Kept) {
        for event in &kept.events {
            self.session.apply(kept.at, event);
        }
        if let Some(from) = kept.from {
            self.answers.keep(from, Outcome::Kept {});
        }
        self.last = kept.at;
    }

    fn moment(&self) -> At {
        self.desk.clock.now().max(self.last)
    }
}

async fn until(clock: &Clock, at: Option<At>) {
    match at {
        Some(at) => clock.until(at).await,
        None => std::future::pending().await,
    }
}

fn later(now: At) -> At {
    let wait = i64::try_from(limits::DEADLINE_AGAIN.as_millis()).unwrap_or(i64::MAX);
    At(now.0.saturating_add(wait))
}
