//! Keeps one aggregate against the log: the organisation, or one programme.
//!
//! ```text
//!   ask -- its turn --> decide -- append (durable) --> apply --> events
//!              ^                        |
//!              +--- read what is new <--+ somebody else has written, or it is not known whether it was kept
//! ```
//!
//! Asks take turns, so a decision is always based on all that has happened. Looking waits for nobody's disk:
//! it sees the last state that was kept. A live session has its own keeper, the hub's owner task.

use std::sync::{Arc, PoisonError, RwLock};

use alongside_domain::aggregate::{Aggregate, Ask};
use alongside_protocol::{ids::At, refusal::Refusal};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::limits;
use crate::log::{Log, LogError, Record, Stream};

/// Why an ask had no effect.
#[derive(Debug, Error)]
pub enum Trouble {
    /// An answer for the person who asked.
    #[error("{}", .0.sentence)]
    Refused(Refusal),
    /// The log could not do it; logged where it is handled.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A record says something this version does not know.
    #[error(
        "{stream} holds record {position}, which this version of Alongside cannot read. Please start the newer version again."
    )]
    Unreadable { stream: Stream, position: u64 },
    /// Others wrote to the stream each time just before us.
    #[error("{0} is being written to by another server all the time.")]
    Crowded(Stream),
    /// An event could not be written down: a mistake of ours.
    #[error("an event of {0} could not be written down.")]
    Unwritable(Stream),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// An event as it lies in the log.
#[derive(Serialize, Deserialize)]
struct Kept<E> {
    at: At,
    event: E,
}

pub struct Keeper<A: Aggregate> {
    log: Arc<dyn Log>,
    stream: Stream,
    /// Whose turn it is to ask; held over the append, unlike the state.
    turn: Mutex<()>,
    held: RwLock<Held<A>>,
}

struct Held<A> {
    state: A,
    /// Of the last record that is in `state`.
    position: u64,
    /// An append failed in a way that leaves open whether it was kept.
    unsure: bool,
}

impl<A: Aggregate> Keeper<A> {
    /// Everything the stream says; an empty stream is an aggregate to which nothing has happened yet.
    ///
    /// # Errors
    /// When the log cannot be read, or holds what this version does not know.
    pub async fn load(log: Arc<dyn Log>, stream: Stream) -> Result<Self, Trouble> {
        let keeper = Self {
            log,
            stream,
            turn: Mutex::new(()),
            held: RwLock::new(Held {
                state: A::default(),
                position: 0,
                unsure: false,
            }),
        };
        keeper.catch_up().await?;
        Ok(keeper)
    }

    /// Looks at the state as it is kept.
    pub fn look<R>(&self, look: impl FnOnce(&A) -> R) -> R {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        look(&held.state)
    }

    /// Does what is asked and answers what has happened, once that is durable. No events: it was so already.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with a sentence for the person; anything else is a fault, and nothing may be shown.
    pub async fn ask(&self, ask: &Ask<A::Command>) -> Result<Vec<A::Event>, Trouble> {
        let _turn = self.turn.lock().await;
        for _ in 0..limits::STALE_TRIES {
            let (position, unsure) = self.position();
            if unsure {
                self.catch_up().await?;
                continue;
            }
            let events = self.look(|state| state.decide(ask))?;
            if events.is_empty() {
                return Ok(events);
            }
            let bodies = self.bodies(ask.at, &events)?;
            match self.log.append(self.stream, position, bodies).await {
                Ok(last) => {
                    self.change(|held| {
                        for event in &events {
                            held.state.apply(ask.at, event);
                        }
                        held.position = last;
                    });
                    return Ok(events);
                }
                Err(LogError::Stale { .. }) => self.catch_up().await?,
                Err(error) => {
                    self.change(|held| held.unsure = true);
                    return Err(error.into());
                }
            }
        }
        Err(Trouble::Crowded(self.stream))
    }

    fn bodies(&self, at: At, events: &[A::Event]) -> Result<Vec<Vec<u8>>, Trouble> {
        events
            .iter()
            .map(|event| serde_json::to_vec(&Kept { at, event }))
            .collect::<Result<_, _>>()
            .map_err(|_| Trouble::Unwritable(self.stream))
    }

    /// Reads and applies what the log has beyond our position.
    async fn catch_up(&self) -> Result<(), Trouble> {
        let (position, _) = self.position();
        let records = self.log.read(self.stream, position + 1).await?;
        let kept = records
            .iter()
            .map(|record| self.understand(record))
            .collect::<Result<Vec<_>, _>>()?;
        self.change(|held| {
            for kept in &kept {
                held.state.apply(kept.at, &kept.event);
            }
            held.position = records.last().map_or(position, |record| record.position);
            held.unsure = false;
        });
        Ok(())
    }

    fn understand(&self, record: &Record) -> Result<Kept<A::Event>, Trouble> {
        serde_json::from_slice(&record.body).map_err(|_| Trouble::Unreadable {
            stream: self.stream,
            position: record.position,
        })
    }

    fn position(&self) -> (u64, bool) {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        (held.position, held.unsure)
    }

    fn change(&self, change: impl FnOnce(&mut Held<A>)) {
        change(&mut self.held.write().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests;
