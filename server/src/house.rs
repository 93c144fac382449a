//! Everything the doors and the hub share: the log, the organisation, the programmes, the clock and our address.
//!
//! The hub is on the other side of [`Live`]: the doors tell it what has changed and ask it how far a day has come.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use alongside_domain::{
    aggregate::{Ask, Fingerprint},
    organisation::{self, Organisation, Staff},
    programme::{self, CodeHash, DoorCommand, Event, Out, Programme},
    session::{Facts, SavedPlan, devices::Answer, glance::Glance, summary::Summary},
};
use alongside_protocol::{
    account::SecondStep,
    entry::Phase,
    ids::{BrowserId, DeviceId, PersonId, PlanId, ProgrammeId, SessionId, StaffId},
    people::Role,
    refusal::Refusal,
    words::Words,
};

use tokio::sync::watch;
use uuid::Uuid;

use crate::address::Address;
use crate::audit::Audit;
use crate::clock::Clock;
use crate::keeper::{Keeper, Trouble};
use crate::keys::Key;
use crate::limits;
use crate::log::Stream;
use crate::programmes::Programmes;
use crate::secrets::{Code, Secret};
use crate::sign_in::{Proofs, passphrase::Hasher, provider::Provider};
use crate::vault::Vault;

/// What the hub does for the doors.
pub trait Live: Send + Sync + 'static {
    /// How far a session has come, or `None` while nobody has opened it.
    fn phase(&self, session: SessionId) -> Option<Phase>;

    /// Somebody without a link asks to come in. Resolves when staff can see it.
    fn knock(&self, session: SessionId, person: PersonId, name: Words) -> Knocked<'_>;

    /// The programme says something new about this session; the hub asks [`House::facts`] when it is live.
    fn facts_changed(&self, session: SessionId);

    /// Keys have been destroyed: whatever this session still holds in memory goes, and whoever looks at it sees it as
    /// the log has it now. Resolves when nothing old can be shown any more.
    fn read_anew(&self, session: SessionId) -> ReadAnew<'_>;

    /// This person's pass has ended: close what they have open, in whatever session.
    fn shut_out(&self, person: PersonId);

    /// Some passes of this person have ended: whatever they have open has to show a good one.
    fn come_again(&self, person: PersonId);

    /// Somebody comes with another browser: the session in which they are live and are asked now, if there is one.
    fn device_comes(
        &self,
        sessions: Vec<SessionId>,
        device: DeviceId,
        person: PersonId,
    ) -> Asked<'_, Option<SessionId>>;

    /// What has become of a device that waits; `None` when its session knows nothing of it (any more).
    fn device_looks(&self, session: SessionId, device: DeviceId) -> Asked<'_, Option<Answer>>;

    /// What somebody is in a session; `None` for whoever is not, or no longer.
    fn role(&self, session: SessionId, person: PersonId) -> Asked<'_, Option<Role>>;

    /// How a session looks from outside; `None` while nobody has opened it.
    fn glance(&self, session: SessionId) -> Glanced<'_>;
}

pub type Glanced<'a> = Pin<Box<dyn Future<Output = Option<Glance>> + Send + 'a>>;

pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send + 'a>>;

pub type Knocked<'a> = Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>>;

pub type ReadAnew<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

pub struct House {
    pub vault: Vault,
    pub clock: Clock,
    pub address: Address,
    pub organisation: Keeper<Organisation>,
    pub programmes: Programmes,
    pub proofs: Proofs,
    pub audit: Arc<Audit>,
    /// Says that somebody's account has changed; whoever shows their pages looks whether they are still signed in.
    accounts_changed: watch::Sender<()>,
    /// Makes the hashes of codes useless to whoever has the log alone.
    code_salt: Key,
    /// The fingerprint of the printed link, until somebody has used it.
    first_owner: Mutex<Option<Fingerprint>>,
}

impl House {
    /// Reads the organisation and all programmes from the log.
    ///
    /// # Errors
    /// When the log cannot be read or holds what this version does not know.
    pub async fn open(vault: Vault, address: Address, hasher: Hasher) -> Result<Self, Trouble> {
        let code_salt = vault
            .salt(Stream::organisation(), Uuid::nil(), true)
            .await?;
        let house = Self {
            organisation: Keeper::load(vault.clone(), Stream::organisation()).await?,
            programmes: Programmes::load(vault.clone()).await?,
            code_salt: code_salt.unwrap_or_else(|| Key::new(vault.clock.secret())),
            first_owner: Mutex::new(None),
            audit: Arc::new(Audit::new(Arc::clone(&vault.log))),
            clock: vault.clock.clone(),
            vault,
            proofs: Proofs::new(&address, hasher),
            accounts_changed: watch::Sender::new(()),
            address,
        };
        house.seat_everybody().await?;
        Ok(house)
    }

    /// Staff may come in by this provider, too.
    #[must_use]
    pub fn with_provider(mut self, provider: Option<Provider>) -> Self {
        self.proofs.provider = provider;
        self
    }

    pub(crate) fn hash_of(&self, code: &Code) -> CodeHash {
        code.hash(self.code_salt.bytes())
    }

    /// A fresh link for an owner, or `None` when there is one already. Earlier ones stop working.
    pub fn owner_link(&self) -> Option<String> {
        if !self.organisation.look(Organisation::needs_owner) {
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

    /// Asks the organisation, and tells whoever has to look again.
    ///
    /// # Errors
    /// A refusal or a fault of the log.
    pub async fn organise(
        &self,
        command: organisation::Command,
    ) -> Result<Vec<organisation::Event>, Trouble> {
        let events = self.organisation.ask(&self.ask(command)).await?;
        self.accounts_changed.send_replace(());
        Ok(events)
    }

    /// Resolves once this browser of theirs is no longer signed in: at once when that is asked for anywhere, and
    /// within a beat when its time is over.
    pub async fn signed_out(&self, staff: StaffId, browser: BrowserId) {
        let mut changed = self.accounts_changed.subscribe();
        let is_in = |known: &Organisation| {
            let account = known.account(staff);
            let now = self.clock.now();
            account.is_some_and(|account| account.browsers(now).any(|one| one.id == browser))
        };
        while self.organisation.look(is_in) {
            let _ = tokio::time::timeout(limits::WATCH_BEAT, changed.changed()).await;
        }
    }

    /// Whether this account's passphrase is guarded by something more, and has to be.
    #[must_use]
    pub fn second_step(&self, staff: &Staff) -> SecondStep {
        match (
            staff.credentials.has_second_step(),
            self.address.is_secure(),
        ) {
            (true, _) => SecondStep::SetUp,
            (false, true) => SecondStep::Wanted,
            (false, false) => SecondStep::TryingOut,
        }
    }

    /// What a session starts from; `None` when there is no such session.
    #[must_use]
    pub fn facts(&self, session: SessionId) -> Option<Facts> {
        let programme = self.programmes.of_session(session)?;
        let facts = self
            .programmes
            .look(programme, |known| known.facts(session))??;
        Some(Facts {
            safeguarded: self.organisation.look(|known| known.has_lead(programme)),
            ..facts
        })
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

    /// Keeps the plans of rooms that a session has saved or put away; what is known already changes nothing.
    ///
    /// # Errors
    /// A fault of the log; asking again later is safe.
    pub async fn keep_plans(
        &self,
        session: SessionId,
        saved: Vec<SavedPlan>,
        forgotten: Vec<PlanId>,
    ) -> Result<(), Trouble> {
        let id = self
            .programmes
            .of_session(session)
            .ok_or_else(Refusal::not_found)?;
        let command = programme::Command::KeepPlans { saved, forgotten };
        self.programmes.ask(id, &self.ask(command)).await?;
        Ok(())
    }

    /// A session has removed somebody, or somebody who knocked there has gone: no link, code or pass of theirs opens
    /// anything any more. Once is enough, again does nothing.
    ///
    /// # Errors
    /// A fault of the log; asking again later is safe.
    pub async fn shut_out(
        &self,
        live: &dyn Live,
        session: SessionId,
        out: Out,
    ) -> Result<(), Trouble> {
        let id = self
            .programmes
            .of_session(session)
            .ok_or_else(Refusal::not_found)?;
        let command = programme::Command::Door(DoorCommand::ShutOut(out));
        self.change(live, id, command).await?;
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
        let asked = self.programmes.ask(id, &self.ask(command)).await;
        let late = self.programmes.late(id);
        let happened = asked.iter().flatten();
        for event in late.iter().chain(happened) {
            self.tell(live, id, event);
        }
        asked
    }

    fn tell(&self, live: &dyn Live, id: ProgrammeId, event: &Event) {
        match event {
            Event::Entered { .. }
            | Event::PassRotated { .. }
            | Event::PassSettled { .. }
            | Event::CodeMade { .. }
            | Event::CodeMissed { .. }
            | Event::CodeUsed { .. }
            | Event::DeviceWaits { .. }
            | Event::DeviceLetIn { .. }
            | Event::DeviceTurnedAway { .. }
            | Event::GuestGone { .. }
            | Event::GuestEntered { .. }
            | Event::SessionEnded { .. }
            | Event::RetentionSet { .. }
            | Event::PlanSaved { .. }
            | Event::PlanForgotten { .. }
            | Event::ConcernRecorded { .. }
            | Event::ConcernNoted { .. }
            | Event::ConcernActed { .. } => {
                return;
            }
            Event::LinksIssued { links } => {
                for (person, _) in links {
                    live.shut_out(*person);
                }
                return;
            }
            Event::LinkRenewed { person, .. } => return live.come_again(*person),
            Event::LinkRevoked { person } => return live.shut_out(*person),
            Event::PersonRemoved { person } | Event::PersonForgotten { person } => {
                live.shut_out(*person);
            }
            Event::SessionCancelled { session } | Event::SessionForgotten { session } => {
                live.facts_changed(*session);
            }
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
