//! Erasing a person, a session, a programme or an account of staff for good (TRUST 3).
//!
//! ```text
//!   ledger (durable) ──> keys destroyed ──┬─> off the roster, or out of the schedule ─┬─> memory reads the log anew
//!                                         └─> an account: its invitations, its roles ─┘      ──> streams erased
//! ```
//!
//! The ledger comes first: whatever interrupts the rest, the next start does it again before the port opens
//! ([`House::erase_again`]), also when a database came back from an older copy.

use std::collections::BTreeSet;

use alongside_domain::programme::{self, Programme, concerns::Concern};
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId},
    refusal::Refusal,
    safeguarding::ConcernState,
};
use futures_util::future::try_join_all;

use crate::house::{House, Live};
use crate::keeper::Trouble;
use crate::keys::{Erased, Scope};
use crate::log::{Kind, Stream};

impl House {
    /// Erases, and resolves when nothing of it can be read any more, in memory or on the disk.
    ///
    /// # Errors
    /// A refusal when there is no such thing, or a fault; erasing again finishes it.
    pub async fn erase(&self, live: &dyn Live, what: Erased) -> Result<(), Trouble> {
        self.require(what).await?;
        self.vault.keys.erase(what, self.clock.now()).await?;
        self.finish(live, what).await
    }

    /// There is such a thing: whose keys are destroyed is no guess of whoever asks. A programme with open safeguarding
    /// records stays (SAFE5).
    pub(crate) async fn require(&self, what: Erased) -> Result<(), Trouble> {
        if let Erased::Programme { programme } = what {
            let is_open = |record: &Concern| record.state == ConcernState::Open;
            let open = |known: &Programme| known.concerns().any(is_open);
            if self.programmes.look(programme, open) == Some(true) {
                return Err(Trouble::Refused(Refusal::not_now(
                    "This programme has safeguarding records that are open. Their lead has to close them first.",
                )));
            }
        }
        let there = match what {
            Erased::Person { programme, person } => self.is_somebody(programme, person).await?,
            Erased::Programme { programme } => {
                self.programmes.look(programme, |_| true) == Some(true)
            }
            Erased::Session { programme, session } => {
                self.programmes
                    .look(programme, |known| known.session(session).is_some())
                    == Some(true)
            }
            Erased::Staff { staff } => self
                .organisation
                .look(|known| known.account(staff).is_some()),
            Erased::Invitation { .. } => true,
        };
        if there {
            return Ok(());
        }
        Err(Refusal::not_found().into())
    }

    /// On the roster or not any more, a guest, or somebody of whom words are left.
    async fn is_somebody(&self, programme: ProgrammeId, person: PersonId) -> Result<bool, Trouble> {
        let knows = |known: &Programme| known.knows(person);
        Ok(match self.programmes.look(programme, knows) {
            None => false,
            Some(true) => true,
            Some(false) => self.vault.keys.people(programme).await?.contains(&person),
        })
    }

    async fn finish(&self, live: &dyn Live, what: Erased) -> Result<(), Trouble> {
        match what {
            Erased::Person { programme, person } => {
                self.forget_person(live, programme, person).await
            }
            Erased::Session { programme, session } => {
                self.forget_session(live, programme, session).await
            }
            Erased::Programme { programme } => self.forget_programme(live, programme).await,
            Erased::Staff { staff } => self.forget_account(live, staff).await,
            Erased::Invitation { .. } => self.organisation.reload().await,
        }
    }

    async fn forget_person(
        &self,
        live: &dyn Live,
        programme: ProgrammeId,
        person: PersonId,
    ) -> Result<(), Trouble> {
        let forget = programme::Command::ForgetPerson { person };
        self.change(live, programme, forget).await?;
        live.shut_out(person);
        self.programmes.reload(programme).await?;
        for session in self.sessions_of(programme) {
            live.read_anew(session).await;
        }
        Ok(())
    }

    /// The session stays in the schedule as one that was, without anything in it.
    pub(crate) async fn forget_session(
        &self,
        live: &dyn Live,
        programme: ProgrammeId,
        session: SessionId,
    ) -> Result<(), Trouble> {
        let forget = programme::Command::ForgetSession { session };
        self.change(live, programme, forget).await?;
        live.read_anew(session).await;
        self.vault.log.erase(Stream::session(session.0)).await?;
        Ok(())
    }

    async fn forget_programme(&self, live: &dyn Live, id: ProgrammeId) -> Result<(), Trouble> {
        let sessions = self.sessions_of(id);
        let people = |known: &Programme| -> Vec<PersonId> {
            known.people().iter().map(|person| person.id).collect()
        };
        for person in self.programmes.look(id, people).unwrap_or_default() {
            live.shut_out(person);
        }
        self.programmes.forget(id);
        for session in &sessions {
            live.read_anew(*session).await;
        }
        let streams = sessions.iter().map(|session| Stream::session(session.0));
        let streams = streams.chain([Stream::programme(id.0)]);
        // Asked for together, so that the database is written anew once.
        try_join_all(streams.map(|stream| self.vault.log.erase(stream))).await?;
        Ok(())
    }

    /// A rehearsal has had its time. It was a game, so it is not in the ledger.
    pub(crate) async fn forget_rehearsal(
        &self,
        live: &dyn Live,
        id: ProgrammeId,
    ) -> Result<(), Trouble> {
        self.vault.keys.destroy(vec![Scope::Programme(id)]).await?;
        self.forget_programme(live, id).await
    }

    /// Does again what the ledger says, where something of it is there. Before the port opens.
    ///
    /// # Errors
    /// A fault of the log: nobody may be let in then.
    pub async fn erase_again(&self, live: &dyn Live) -> Result<(), Trouble> {
        for what in self.vault.keys.erased() {
            let is_back = match what {
                Erased::Person { programme, person } => self
                    .programmes
                    .look(programme, |known| !known.forgotten().contains(&person)),
                Erased::Session { programme, session } => {
                    let stays = |known: &Programme| {
                        known.session(session).is_some_and(|known| !known.forgotten)
                    };
                    self.programmes.look(programme, stays)
                }
                Erased::Programme { programme } => self.programmes.look(programme, |_| true),
                Erased::Staff { staff } => Some(
                    self.organisation
                        .look(|known| known.account(staff).is_some()),
                ),
                // It is words alone, and their keys are gone by now.
                Erased::Invitation { .. } => None,
            };
            if is_back == Some(true) {
                tracing::warn!("something erased had come back; it is erased again");
                self.finish(live, what).await?;
            }
        }
        self.erase_leftovers().await
    }

    /// Records of sessions that are forgotten already: what was cut off there had only the stream left to erase.
    async fn erase_leftovers(&self) -> Result<(), Trouble> {
        let mut forgotten = BTreeSet::new();
        for id in self.programmes.ids() {
            self.programmes.look(id, |known| {
                let sessions = known.sessions().iter().filter(|known| known.forgotten);
                forgotten.extend(sessions.map(|session| Stream::session(session.id.0)));
            });
        }
        for stream in self.vault.log.list(Kind::Session).await? {
            if forgotten.contains(&stream) {
                tracing::warn!(%stream, "its erasure was cut off; it is finished");
                // Nobody can read them any more; the next start tries again.
                if let Err(error) = self.vault.log.erase(stream).await {
                    tracing::error!(%stream, %error, "records of a forgotten session are left");
                }
            }
        }
        Ok(())
    }

    pub(crate) fn sessions_of(&self, programme: ProgrammeId) -> Vec<SessionId> {
        let ids = |known: &Programme| -> Vec<SessionId> {
            known.sessions().iter().map(|session| session.id).collect()
        };
        self.programmes.look(programme, ids).unwrap_or_default()
    }
}
