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

use std::sync::{PoisonError, RwLock};

use alongside_domain::aggregate::{Aggregate, Ask};
use alongside_protocol::refusal::Refusal;
use thiserror::Error;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::kept::{Kept, Unreadable};
use crate::keys::KeysError;
use crate::limits;
use crate::log::{Kind, LogError, Stream};
use crate::vault::{Draft, Vault, VaultError};

/// Why an ask had no effect.
#[derive(Debug, Error)]
pub enum Trouble {
    /// An answer for the person who asked.
    #[error("{}", .0.sentence)]
    Refused(Refusal),
    /// The log could not do it; logged where it is handled.
    #[error(transparent)]
    Log(#[from] LogError),
    #[error("Record {position} of {stream} cannot be read: {why}.")]
    Unreadable {
        stream: Stream,
        position: u64,
        why: Unreadable,
    },
    /// The keys could not be used; logged where it is handled.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Others wrote to the stream each time just before us.
    #[error("{0} is being written to by another server all the time.")]
    Crowded(Stream),
}

impl Trouble {
    /// What went wrong with the records of a stream.
    #[must_use]
    pub fn of(stream: Stream, error: VaultError) -> Self {
        match error {
            VaultError::Log(error) => Self::Log(error),
            VaultError::Keys(error) => Self::Keys(error),
            VaultError::Unreadable { position, why } => Self::Unreadable {
                stream,
                position,
                why,
            },
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

pub struct Keeper<A: Aggregate> {
    vault: Vault,
    stream: Stream,
    /// Whose turn it is to ask; held over the append, unlike the state.
    turn: Mutex<()>,
    held: RwLock<Held<A>>,
}

struct Held<A: Aggregate> {
    state: A,
    /// Of the last record that is in `state`.
    position: u64,
    /// An append failed in a way that leaves open whether it was kept.
    unsure: bool,
    /// What was found kept after all, and nobody has been told of.
    late: Vec<A::Event>,
}

impl<A: Aggregate> Held<A> {
    fn take(&mut self, kept: &Kept<A::Event>, position: u64) {
        for event in &kept.events {
            self.state.apply(kept.at, event);
        }
        self.position = position;
    }
}

impl<A: Aggregate> Keeper<A> {
    /// Everything the stream says; an empty stream is an aggregate to which nothing has happened yet.
    ///
    /// # Errors
    /// When the log cannot be read, or holds what this version does not know.
    pub async fn load(vault: Vault, stream: Stream) -> Result<Self, Trouble> {
        let keeper = Self {
            vault,
            stream,
            turn: Mutex::new(()),
            held: RwLock::new(Held {
                state: A::default(),
                position: 0,
                unsure: false,
                late: Vec::new(),
            }),
        };
        keeper.catch_up().await?;
        keeper.late();
        Ok(keeper)
    }

    /// What has happened and no [`Keeper::ask`] has answered: an append was in doubt, and was kept. Said once.
    pub fn late(&self) -> Vec<A::Event> {
        let mut late = Vec::new();
        self.change(|held| late = std::mem::take(&mut held.late));
        late
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
            let kept = Kept::new(ask.at, None, events);
            let drafts = vec![Draft::new(kept.clone(), A::private)];
            let bodies = self
                .vault
                .bodies(self.stream, self.programme(), position, drafts);
            let bodies = bodies
                .await
                .map_err(|error| Trouble::of(self.stream, error))?;
            match self.vault.log.append(self.stream, position, bodies).await {
                Ok(last) => {
                    self.change(|held| held.take(&kept, last));
                    return Ok(kept.events);
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

    /// Reads and applies what the log has beyond our position.
    async fn catch_up(&self) -> Result<(), Trouble> {
        let (position, _) = self.position();
        let records = self.vault.read(self.stream, self.programme(), position + 1);
        let records = records
            .await
            .map_err(|error| Trouble::of(self.stream, error))?;
        self.change(|held| {
            for record in records {
                let position = record.position;
                let kept = record.whole(|_, event, seam| A::private(event, seam));
                held.take(&kept, position);
                held.late.extend(kept.events);
            }
            held.unsure = false;
        });
        Ok(())
    }

    /// Reads everything anew: keys have been destroyed, and what they opened is to go from memory too.
    ///
    /// # Errors
    /// A fault of the log or the keys; the state then stays as it was, so ask again.
    pub async fn reload(&self) -> Result<(), Trouble> {
        let _turn = self.turn.lock().await;
        let fresh = Self::load(self.vault.clone(), self.stream).await?;
        let fresh = fresh
            .held
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        self.change(|held| *held = fresh);
        Ok(())
    }

    /// Whose keys are used: nil for the organisation, which has no programme.
    fn programme(&self) -> Uuid {
        match self.stream.kind() {
            Kind::Programme => self.stream.id(),
            Kind::Organisation | Kind::Session | Kind::Audit => Uuid::nil(),
        }
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
