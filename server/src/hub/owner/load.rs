//! How an owner begins: it reads the log, folds it, and catches up with what has happened since.

use std::collections::BTreeMap;

use alongside_domain::{
    session::{Asked, Event, Session},
    views::Views,
};
use alongside_protocol::{
    entry::Phase,
    ids::{At, Epoch},
    refusal::{Code, Refusal},
};
use uuid::Uuid;

use super::{Desk, Owner, StepDown};
use crate::{
    bus::Bus,
    hub::{answers::Answers, feed::Feed, seats::Seats},
    keys::Key,
    log::{LogError, Stream},
    vault::VaultError,
};

/// Why a session cannot be served. The sentences are for an operator.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error("somebody else has become its owner, or the log failed")]
    SteppedDown,
}

impl LoadError {
    /// What people are told when it will not pass by itself (LOG3).
    #[must_use]
    pub fn for_people(&self) -> Option<Refusal> {
        match self {
            Self::Vault(
                VaultError::Log(LogError::Damaged { .. }) | VaultError::Unreadable { .. },
            ) => Some(Refusal::new(
                Code::Fault,
                "This session cannot be shown, because what was kept of it cannot be read. Please tell your facilitator; other sessions are not touched.",
            )),
            Self::Vault(_) | Self::SteppedDown => None,
        }
    }
}

impl<B: Bus> Owner<B> {
    /// Everything up to now: the log, the programme's present facts, and that nobody is connected. While the log
    /// keeps nothing, the log alone.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn begin(desk: Desk<B>) -> Result<Self, LoadError> {
        let mut owner = Self::read(desk).await?;
        let catch_up = async {
            owner.learn().await?;
            owner.ask(None, Asked::Restarted).await
        };
        catch_up
            .await
            .map_err(|StepDown { .. }| LoadError::SteppedDown)?;
        owner.give_back();
        owner.hand_over_plans();
        owner.hand_over_flags();
        owner.shut_out(At(i64::MIN));
        Ok(owner)
    }

    async fn read(desk: Desk<B>) -> Result<Self, LoadError> {
        let stream = Stream::session(desk.id.0);
        let records = desk.vault.read(stream, desk.programme.0, 1).await?;
        let salt = desk.clock.secret();
        let epoch = Uuid::from_bytes(desk.clock.secret());
        let health = desk.vault.health();
        let mut owner = Self {
            desk,
            session: Session::default(),
            views: Views::default(),
            feed: Feed::new(Epoch(epoch)),
            seats: Seats::default(),
            answers: Answers::default(),
            salt: Key::new(salt),
            position: 0,
            last: At(i64::MIN),
            not_before: At(i64::MIN),
            health,
            noted: BTreeMap::new(),
        };
        for record in records {
            owner.position = record.position;
            let session = &mut owner.session;
            let kept = record.whole(|at, event: &mut Event, seam| {
                session.private(event, seam);
                session.apply(at, event);
            });
            owner.remember(&kept);
        }
        // The wall clock may have been set back since the last start; deadlines fall due all the same.
        owner.desk.clock = owner.desk.clock.not_before(owner.last);
        owner.desk.time.send_replace(owner.desk.clock.clone());
        // After the end it is only looked for: what was destroyed is not made anew. Until then what people ask once
        // more still gets the answer it had (ASK2).
        let goes_on = owner.session.phase() != Phase::Ended;
        let Desk {
            vault, programme, ..
        } = &owner.desk;
        let salt = vault.salt(stream, programme.0, goes_on).await;
        if let Some(salt) = salt.map_err(VaultError::from)? {
            owner.salt = salt;
        }
        owner.session.take_touched();
        owner.views = Views::of(&owner.session);
        Ok(owner)
    }
}
