//! One task per live session: its single writer, and the only place where anything happens to it.
//!
//! ```text
//!   receive ──> decide, with all that follows ──> append (durable) ──> show ──> answer         (owner/work.rs)
//! ```
//!
//! Nobody is told what the log has not kept. When the log knows records that this owner does not, or it is not known
//! what the log has kept, the owner steps down, its sockets come back, and the next owner reads the log.
//! While the log keeps nothing, the owner rests (owner/resting.rs).

mod devices;
mod load;
mod noting;
mod resting;
mod showing;
mod work;

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use alongside_domain::{
    aggregate::Fingerprint,
    session::{Asked, Event, Session, devices::Answer},
    views::Views,
};
use alongside_protocol::{
    command::Command,
    entry::Phase,
    frames::{FromServer, Outcome, Resume, close},
    ids::{At, CommandId, DeviceId, PersonId, ProgrammeId, SessionId, TabId},
    people::Role,
    privacy::Class,
    refusal::Refusal,
    words::Words,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Hub, Schedule,
    answers::Answers,
    feed::{Feed, encode},
    pace::Pace,
    seats::{Added, Seats},
    stumbles::Stumbles,
};
use crate::{
    bus::{Bus, ConnectionId, Note},
    clock::Clock,
    kept::{BodyHash, From, Kept},
    keys::Key,
    limits,
    vault::{Health, Vault},
};

/// What can be brought to an owner.
#[derive(Debug)]
pub enum Mail {
    Hello {
        connection: ConnectionId,
        person: PersonId,
        /// What they come by, unless it is an account.
        pass: Option<Fingerprint>,
        resume: Option<Resume>,
        tab: Option<TabId>,
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
    /// Something is read from the session as it is now.
    Look(Look),
    /// What somebody is in this session, if they are in it.
    Role {
        person: PersonId,
        answer: oneshot::Sender<Option<Role>>,
    },
    /// A pass of this person has ended: all they have open is closed.
    ShutOut { person: PersonId, code: u16 },
    /// Somebody comes with another browser; the answer is whether it has to wait.
    DeviceCame {
        device: DeviceId,
        person: PersonId,
        answer: oneshot::Sender<Result<bool, Refusal>>,
    },
    /// What has become of a browser that waits.
    DeviceLooks {
        device: DeviceId,
        answer: oneshot::Sender<Option<Answer>>,
    },
    /// Keys have been destroyed: this owner lets go of what it knows.
    ReadAnew,
    /// The server stops.
    Stop,
}

/// Reads from a session and answers by a way of its own; it can change nothing.
pub struct Look(pub Box<dyn FnOnce(&Session) + Send>);

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Look")
    }
}

/// What an owner works with.
pub struct Desk<B> {
    pub id: SessionId,
    pub programme: ProgrammeId,
    pub vault: Vault,
    pub clock: Clock,
    pub schedule: Arc<dyn Schedule>,
    pub hub: Weak<Hub>,
    pub bus: B,
    /// How far the day has come, for those who ask from outside.
    pub phase: watch::Sender<Phase>,
    /// The session's clock, for those who tell its time.
    pub time: watch::Sender<Clock>,
    pub pace: Arc<Pace>,
    pub stumbles: Arc<Stumbles>,
}

/// See the head of this file.
pub struct Owner<B> {
    desk: Desk<B>,
    session: Session,
    views: Views,
    feed: Feed,
    seats: Seats,
    answers: Answers,
    /// Makes the hashes of commands useless to whoever would guess what they said.
    salt: Key,
    /// The last record that this owner knows.
    position: u64,
    /// The last moment that was decided by; time in a session never goes back.
    last: At,
    /// A deadline that could not be kept is tried again then, not at once.
    not_before: At,
    /// How log and keys are.
    health: Health,
    /// When the audit trail was told last who was shown what.
    noted: BTreeMap<(PersonId, Class), At>,
}

/// This owner must not go on; the next one reads the log.
#[derive(Debug)]
pub struct StepDown {
    /// What whoever asked can still be told for certain.
    told: Option<Outcome>,
}

impl StepDown {
    const fn silent() -> Self {
        Self { told: None }
    }

    const fn telling(outcome: Outcome) -> Self {
        Self {
            told: Some(outcome),
        }
    }
}

impl<B: Bus> Owner<B> {
    /// Serves the session until nobody needs it any more, or somebody else owns it.
    pub async fn serve(mut self, mut mailbox: mpsc::Receiver<Mail>) {
        loop {
            let due = (!self.is_resting()).then(|| self.session.next_deadline());
            let deadline = due.flatten().map(|at| at.max(self.not_before));
            let idle = self.idle_until();
            // Asks first: whatever is due is done after each of them, too.
            let done = tokio::select! {
                biased;
                mail = mailbox.recv() => match mail {
                    None | Some(Mail::Stop) => return,
                    Some(mail) => self.receive(mail).await,
                },
                () = until(&self.desk.clock, deadline) => self.ask(None, Asked::Clock).await.map(drop),
                () = until(&self.desk.clock, idle) => return,
                () = self.health.turned() => self.health_has_turned(),
            };
            if let Err(StepDown { .. }) = done {
                return;
            }
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
                pass,
                resume,
                tab,
            } => self.hello((connection, tab), (person, pass), resume).await,
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
            Mail::Look(Look(look)) => {
                look(&self.session);
                Ok(())
            }
            Mail::Role { person, answer } => {
                let role = self.session.people.role(person);
                if role.is_some() || !self.is_resting() {
                    let _ = answer.send(role);
                }
                Ok(())
            }
            Mail::DeviceCame {
                device,
                person,
                answer,
            } => {
                let _ = answer.send(self.device_came(device, person).await?);
                Ok(())
            }
            Mail::DeviceLooks { device, answer } => {
                let _ = answer.send(self.device_looks(device).await?);
                Ok(())
            }
            Mail::ShutOut { person, code } => {
                let connections = self.seats.clear(person);
                self.bye(connections, code);
                self.ask(None, Asked::Silent { person }).await.map(drop)
            }
            Mail::ReadAnew => Err(StepDown::silent()),
            Mail::Stop => Ok(()),
        }
    }

    /// What the programme says now. A session that was cancelled lets its people go.
    async fn learn(&mut self) -> Result<(), StepDown> {
        let facts = self.desk.schedule.facts(self.desk.id);
        let facts = facts.ok_or(StepDown::silent())?;
        let facts = Asked::Facts(Box::new(facts));
        self.ask(None, facts).await.map(drop)
    }

    async fn hello(
        &mut self,
        (connection, tab): (ConnectionId, Option<TabId>),
        (person, pass): (PersonId, Option<Fingerprint>),
        resume: Option<Resume>,
    ) -> Result<(), StepDown> {
        // It may have ended since the ticket was given, before or after those who were there were shut out (DOOR3).
        let opens = |pass| self.desk.schedule.opens(self.desk.id, person, pass);
        if !pass.is_none_or(opens) {
            self.bye(vec![connection], close::TICKET);
            return Ok(());
        }
        if self.session.people.here(person).is_none() {
            // While the log keeps nothing, nobody can come in who was not here before; later perhaps they can.
            let resting = self.is_resting();
            let code = if resting {
                close::RECONNECT
            } else {
                close::REMOVED
            };
            self.bye(vec![connection], code);
            return Ok(());
        }
        if !self.seats.is_connected(person) {
            self.ask(None, Asked::Connected { person }).await?;
        }
        match self.seats.add(person, connection, tab) {
            Added::Seated => {}
            Added::InPlaceOf(last) => self.bye(vec![last], close::OTHER_TAB),
            Added::Full => {
                self.bye(vec![connection], close::OTHER_TAB);
                return Ok(());
            }
        }
        self.seat(connection, person, resume.as_ref());
        self.tell_what_is_the_matter(&[(person, vec![connection])]);
        Ok(())
    }

    async fn command(
        &mut self,
        connection: ConnectionId,
        by: PersonId,
        id: CommandId,
        command: Command,
    ) -> Result<(), StepDown> {
        // Said by a socket that was never taken in, or before it heard that it is shut (TAB1, DOOR3).
        if !self.seats.holds(by, connection) {
            return Ok(());
        }
        let body = BodyHash::of(&command, self.salt.bytes());
        let from = From { by, id, body };
        let asked = if let Some(outcome) = self.answers.given(&from) {
            Ok(outcome)
        } else if let Some(outcome) = self.desk.stumbles.answer(&from) {
            Ok(outcome)
        } else if let Err(refusal) = self.desk.pace.check(by, &command) {
            Ok(Outcome::Refused { refusal })
        } else {
            self.ask(Some(from), Asked::Command { by, command }).await
        };
        let told = match &asked {
            Ok(outcome) => Some(outcome),
            Err(step_down) => step_down.told.as_ref(),
        };
        if let Some(result) = told.cloned() {
            let frame = encode(&FromServer::Answer { id, result });
            self.desk.bus.tell(Note::Answer { connection, frame });
        }
        asked.map(drop)
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

    fn apply(&mut self, kept: &Kept<Event>) {
        for event in &kept.events {
            self.session.apply(kept.at, event);
        }
        self.remember(kept);
    }

    fn remember(&mut self, kept: &Kept<Event>) {
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
