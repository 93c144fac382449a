//! How an owner begins: it reads the log, folds it, and catches up with what has happened since.

use alongside_domain::{
    session::{Asked, Session},
    views::Views,
};
use alongside_protocol::ids::{At, Epoch};
use uuid::Uuid;

use super::{Desk, Owner, StepDown};
use crate::{
    bus::Bus,
    hub::{
        feed::Feed,
        kept::{Answers, Kept, Unreadable},
        seats::Seats,
    },
    log::{LogError, Stream},
};

/// Why a session cannot be served. The sentences are for an operator.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{0}")]
    Log(#[from] LogError),
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    #[error("somebody else has become its owner, or the log failed")]
    SteppedDown,
}

impl<B: Bus> Owner<B> {
    /// Everything up to now: the log, the programme's present facts, and that nobody is connected.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn begin(desk: Desk<B>) -> Result<Self, LoadError> {
        let mut owner = Self::read(desk).await?;
        let catch_up = async {
            owner.learn().await?;
            owner.ask(None, Asked::Restarted).await?;
            owner.drain().await
        };
        catch_up.await.map_err(|StepDown| LoadError::SteppedDown)?;
        owner.give_back();
        Ok(owner)
    }

    async fn read(desk: Desk<B>) -> Result<Self, LoadError> {
        let records = desk.log.read(Stream::session(desk.id.0), 1).await?;
        let epoch = Uuid::from_bytes(desk.clock.secret());
        let mut owner = Self {
            desk,
            session: Session::default(),
            views: Views::default(),
            feed: Feed::new(Epoch(epoch)),
            seats: Seats::default(),
            answers: Answers::default(),
            position: 0,
            last: At(i64::MIN),
        };
        for record in records {
            owner.apply(&Kept::read(&record.body)?);
            owner.position = record.position;
        }
        owner.session.take_touched();
        owner.views = Views::of(&owner.session);
        Ok(owner)
    }
}
