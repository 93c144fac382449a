//! Everything the doors and the hub share: the log, the organisation, the programmes, the clock and our address.
//!
//! The hub is on the other side of [`Live`]: the doors tell it what has changed and ask it how far a day has come.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use alongside_domain::{
    aggregate::{Ask, Fingerprint},
    organisation::Organisation,
    programme::{self, Event, Programme},
    session::{Facts, summary::Summary},
};
use alongside_protocol::{
    entry::Phase,
    ids::{PersonId, ProgrammeId, SessionId},
    refusal::Refusal,
    words::Words,
};

use crate::address::Address;
use crate::clock::Clock;
use crate::http::passphrase::Hasher;
use crate::keeper::{Keeper, Trouble};
use crate::log::{Log, Stream};
use crate::programmes::Programmes;
use crate::secrets::Secret;

/// What the hub does for the doors.
pub trait Live: Send + Sync + 'static {
    /// How far a session has come, or `None` while nobody has opened it.
    fn phase(&self, session: SessionId) -> Option<Phase>;

    /// Somebody without a link asks to come in. Resolves when staff can see it.
    fn knock(&self, session: SessionId, person: PersonId, name: Words) -> Knocked<'_>;

    /// The programme says something new about this session; the hub asks [`House::facts`] when it is live.
    fn facts_changed(&self, session: SessionId);

    /// This person's pass has ended: close what they have open, in whatever session.
    fn shut_out(&self, person: PersonId);
}

pub type Knocked<'a> = Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>>;

pub struct House {
    pub log: Arc<dyn Log>,
    pub clock: Clock,
    pub address: Address,
    pub organisation: Keeper<Organisation>,
    pub programmes: Programmes,
    pub hasher: Hasher,
    /// The fingerprint of the printed link, until somebody has used it.
    first_owner: Mutex<Option<Fingerprint>>,
}

impl House {
    /// Reads the organisation and all programmes from the log.
    ///
    /// # Errors
    /// When the log cannot be read or holds what this version does not know.
    pub async fn open(
        log: Arc<dyn Log>,
        clock: Clock,
        address: Address,
        hasher: Hasher,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            organisation: Keeper::load(Arc::clone(&log), Stream::organisation()).await?,
            programmes: Programmes::load(Arc::clone(&log)).await?,
            first_owner: Mutex::new(None),
            log,
            clock,
            address,
            hasher,
        })
    }

    /// A fresh link for the first owner, or `None` when there are staff already. Earlier ones stop working.
    pub fn owner_link(&self) -> Option<String> {
        if !self.organisation.look(Organisation::is_new) {
            return None;
        }
        let secret = Secret::for_link(&self.clock);
        *self.first_owner() = Some(secret.fingerprint());
        Some(self.address.link("/owner", &secret))
    }

    pub(crate) fn is_owner_link(&self, secret: &Secret) -> bool {
        *self.first_owner() == Some(secret.fingerprint())
    }

    fn first_owner(&self) -> std::sync::MutexGuard<'_, Option<Fingerprint>> {
        self.first_owner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// An ask with the moment and fresh randomness.
    pub fn ask<C>(&self, command: C) -> Ask<C> {
        Ask {
            at: self.clock.now(),
            seed: self.clock.seed(),
            command,
        }
    }

    /// What a session starts from; `None` when there is no such session.
    #[must_use]
    pub fn facts(&self, session: SessionId) -> Option<Facts> {
        self.in_programme_of(session, |programme| programme.facts(session))?
    }

    /// Looks at the programme of a session.
    pub fn in_programme_of<R>(
        &self,
        session: SessionId,
        look: impl FnOnce(&Programme) -> R,
    ) -> Option<R> {
        let programme = self.programmes.of_session(session)?;
        self.programmes.look(programme, look)
    }

    /// Keeps what a session that has ended leaves behind (END2); once is enough, again does nothing.
    ///
    /// # Errors
    /// A fault of the log; asking again later is safe.
    pub async fn remember(&self, summary: Summary) -> Result<(), Trouble> {
        let id = self
            .programmes
            .of_session(summary.session)
            .ok_or_else(Refusal::not_found)?;
        let command = programme::Command::Remember { summary };
        self.programmes.ask(id, &self.ask(command)).await?;
        Ok(())
    }

    /// Asks a programme and tells the hub what it needs to know of it.
    ///
    /// # Errors
    /// A refusal or a fault of the log.
    pub async fn change(
        &self,
        live: &dyn Live,
        id: ProgrammeId,
        command: programme::Command,
    ) -> Result<Vec<Event>, Trouble> {
        let events = self.programmes.ask(id, &self.ask(command)).await?;
        for event in &events {
            self.tell(live, id, event);
        }
        Ok(events)
    }

    fn tell(&self, live: &dyn Live, id: ProgrammeId, event: &Event) {
        match event {
            Event::Entered { .. } | Event::GuestEntered { .. } | Event::SessionEnded { .. } => {
                return;
            }
            Event::LinksIssued { links } => {
                for (person, _) in links {
                    live.shut_out(*person);
                }
                return;
            }
            Event::LinkRevoked { person } => return live.shut_out(*person),
            Event::PersonRemoved { person } => live.shut_out(*person),
            Event::SessionCancelled { session } => live.facts_changed(*session),
            _ => {}
        }
        // Ended ones too: whoever has lost their part may no longer read them.
        let all = |programme: &Programme| -> Vec<SessionId> {
            programme
                .sessions()
                .iter()
                .map(|session| session.id)
                .collect()
        };
        for session in self.programmes.look(id, all).unwrap_or_default() {
            live.facts_changed(session);
        }
    }
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("House").finish_non_exhaustive()
    }
}
