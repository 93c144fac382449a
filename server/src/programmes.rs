//! All programmes of the house, and the way to the right one from a session, a link or a pass.
//!
//! The ways are an index made from what the programmes say. It may lead to a programme that no longer knows a key;
//! whether a link or pass is good is always asked of the programme itself.

use std::sync::Arc;

use alongside_domain::{
    aggregate::{Ask, Fingerprint},
    programme::{Command, Event, Programme},
};
use alongside_protocol::ids::{ProgrammeId, SessionId};
use dashmap::DashMap;

use crate::keeper::{Keeper, Trouble};
use crate::log::{Kind, Stream};
use crate::vault::Vault;

pub struct Programmes {
    vault: Vault,
    keepers: DashMap<ProgrammeId, Arc<Keeper<Programme>>>,
    sessions: DashMap<SessionId, ProgrammeId>,
    keys: DashMap<Fingerprint, ProgrammeId>,
    /// What was found to have happened after all, for [`Programmes::late`].
    late: DashMap<ProgrammeId, Vec<Event>>,
}

impl Programmes {
    /// # Errors
    /// When a programme cannot be read. One damaged programme is told and left out; the others are there.
    pub async fn load(vault: Vault) -> Result<Self, Trouble> {
        let programmes = Self {
            vault: vault.clone(),
            keepers: DashMap::new(),
            sessions: DashMap::new(),
            keys: DashMap::new(),
            late: DashMap::new(),
        };
        for stream in vault.log.list(Kind::Programme).await? {
            let id = ProgrammeId(stream.id());
            match Keeper::load(vault.clone(), stream).await {
                Ok(keeper) => programmes.know(id, keeper),
                Err(trouble) => tracing::error!(%stream, %trouble, "a programme cannot be opened"),
            }
        }
        Ok(programmes)
    }

    /// Makes the programme that `Command::Make` describes.
    ///
    /// # Errors
    /// A refusal of its name or time zone, or a fault of the log.
    pub async fn make(&self, id: ProgrammeId, ask: &Ask<Command>) -> Result<(), Trouble> {
        let keeper = Keeper::load(self.vault.clone(), Stream::programme(id.0)).await?;
        keeper.ask(ask).await?;
        self.know(id, keeper);
        Ok(())
    }

    /// Asks one programme.
    ///
    /// # Errors
    /// A refusal, also when there is no such programme, or a fault of the log.
    pub async fn ask(&self, id: ProgrammeId, ask: &Ask<Command>) -> Result<Vec<Event>, Trouble> {
        let keeper = self
            .get(id)
            .ok_or_else(alongside_protocol::refusal::Refusal::not_found)?;
        let asked = keeper.ask(ask).await;
        let late = keeper.late();
        let happened = asked.iter().flatten();
        for event in late.iter().chain(happened) {
            self.learn(id, event);
        }
        if !late.is_empty() {
            self.late.entry(id).or_default().extend(late);
        }
        asked
    }

    /// What nobody has been told of yet, because it was in doubt whether it was kept. Said once.
    #[must_use]
    pub fn late(&self, id: ProgrammeId) -> Vec<Event> {
        let found = self.late.remove(&id);
        found.map(|(_, events)| events).unwrap_or_default()
    }

    /// Looks at one programme; `None` when there is no such one.
    pub fn look<R>(&self, id: ProgrammeId, look: impl FnOnce(&Programme) -> R) -> Option<R> {
        Some(self.get(id)?.look(look))
    }

    /// Reads one programme anew: keys have been destroyed.
    ///
    /// # Errors
    /// A fault of the log or the keys.
    pub async fn reload(&self, id: ProgrammeId) -> Result<(), Trouble> {
        match self.get(id) {
            Some(keeper) => keeper.reload().await,
            None => Ok(()),
        }
    }

    /// Lets go of a programme that is erased, and of all ways to it.
    pub fn forget(&self, id: ProgrammeId) {
        self.keepers.remove(&id);
        self.late.remove(&id);
        self.sessions.retain(|_, of| *of != id);
        self.keys.retain(|_, of| *of != id);
    }

    #[must_use]
    pub fn ids(&self) -> Vec<ProgrammeId> {
        self.keepers.iter().map(|entry| *entry.key()).collect()
    }

    #[must_use]
    pub fn of_session(&self, session: SessionId) -> Option<ProgrammeId> {
        self.sessions.get(&session).map(|id| *id)
    }

    /// The programme that this link, pass or first half of a code may open.
    #[must_use]
    pub fn of_key(&self, key: Fingerprint) -> Option<ProgrammeId> {
        self.keys.get(&key).map(|id| *id)
    }

    /// The map's own lock is let go at once, so that it is never held over an append.
    fn get(&self, id: ProgrammeId) -> Option<Arc<Keeper<Programme>>> {
        self.keepers.get(&id).map(|keeper| Arc::clone(&keeper))
    }

    fn know(&self, id: ProgrammeId, keeper: Keeper<Programme>) {
        keeper.look(|programme| {
            for session in programme.sessions() {
                self.sessions.insert(session.id, id);
            }
            for key in programme.keys() {
                self.keys.insert(key, id);
            }
        });
        self.keepers.insert(id, Arc::new(keeper));
    }

    fn learn(&self, id: ProgrammeId, event: &Event) {
        match event {
            Event::SessionScheduled { session, .. } => {
                self.sessions.insert(*session, id);
            }
            Event::SessionCancelled { session } => {
                self.sessions.remove(session);
            }
            Event::LinksIssued { links } => {
                for (_, key) in links {
                    self.keys.insert(*key, id);
                }
            }
            Event::Entered { pass, .. }
            | Event::PassRotated { pass, .. }
            | Event::DeviceWaits { pass, .. }
            | Event::GuestEntered { pass, .. } => {
                self.keys.insert(pass.key, id);
            }
            Event::LinkRenewed {
                link: Some(link), ..
            } => {
                self.keys.insert(*link, id);
            }
            Event::CodeMade {
                code: Some(code), ..
            } => {
                self.keys.insert(code.first, id);
            }
            _ => {}
        }
    }
}
