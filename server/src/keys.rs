//! The keys with which people's words are sealed: in a file of their own, apart from the log (TRUST 3).
//!
//! ```text
//!   master key (a file)  wraps  key of (programme, session, whose, class)  seals  words in the log
//! ```
//!
//! Who has the log without the keys has no words, and neither has who holds both files without the master key.
//! To forget is to destroy keys: the log stays as it was, its chain holds, and older copies of it lose the words too.
//! Whoever has been erased gets no new key, so nothing can be written in their name any more.

mod cipher;
mod health;
mod ledger;
mod master;
mod proof;
mod scope;
mod store;
mod wrapped;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use alongside_domain::sealing::Whose;
use alongside_protocol::{
    ids::{At, PersonId, ProgrammeId, SessionId},
    privacy::Class,
};
use thiserror::Error;
use tokio::sync::watch;
use uuid::Uuid;

pub use cipher::{Key, combined, open, seal};
pub use ledger::Erased;
use ledger::Ledger;
pub use ledger::{ledger_in, merge as merge_ledgers, text as ledger_text};
pub use proof::id_in;
pub use scope::Scope;
use store::Store;

use crate::limits;

/// Which key: its programme (nil for the organisation), its session (nil when the programme has one key for
/// all), whose it is, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName {
    pub programme: Uuid,
    pub session: Uuid,
    pub whose: Whose,
    pub class: Class,
}

/// Which keys these are, in all their copies; it says nothing about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeysId(pub [u8; 32]);

/// Which keys a database can be read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing is sealed yet: new ones will do.
    Any,
    /// Words are sealed, by a version that did not note with which.
    Existing,
    These(KeysId),
}

/// Why the keys cannot be used, in one sentence for an operator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeysError {
    #[error(
        "The keys in {path} cannot be used ({reason}). Please check the disk and the permissions."
    )]
    Unusable { path: String, reason: String },

    #[error(
        "{keys} of the keys in {path} are damaged, so what is sealed with them cannot be read. A backup of the keys may still hold them."
    )]
    Damaged { path: String, keys: usize },

    #[error(
        "No new keys can be kept in {path} ({reason}). Please check the disk and the permissions; Alongside then goes on by itself."
    )]
    Unwritten { path: String, reason: String },

    #[error(
        "The master key {path} is missing. Without it nothing that people wrote can be read. Please put it back from its backup."
    )]
    NoMaster { path: String },

    #[error(
        "The master key {path} does not belong to these keys. Please put the right one there, or name it with --master-key."
    )]
    WrongMaster { path: String },

    #[error(
        "There are no keys in {path} to what people wrote in this database. Please name their folder with --keys, or restore them from their backup."
    )]
    NoKeys { path: String },

    #[error(
        "The keys in {path} belong to another database, so nothing that people wrote could be read. Please name the folder of the right ones with --keys, or restore them from their backup."
    )]
    OtherKeys { path: String },
}

/// See the head of this file.
pub struct Keys {
    id: KeysId,
    store: Mutex<Store>,
    ledger: Mutex<Ledger>,
    known: Mutex<BTreeMap<KeyName, Key>>,
    place: Place,
    /// Why no new key can be kept at present.
    failing: watch::Sender<Option<KeysError>>,
}

/// Where the keys are: a disk is waited for elsewhere, memory is not waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Disk,
    Memory,
}

impl Keys {
    /// Opens the keys in `folder`, and makes them when they are not there yet and none are `wanted`. The master key is
    /// read from `master`. It blocks.
    ///
    /// # Errors
    /// One sentence for an operator. Nothing was changed when these are not the keys that are wanted.
    pub fn open(folder: &Path, master: &Path, wanted: Wanted) -> Result<Self, KeysError> {
        let (mut store, id) = Store::open(folder, master, wanted)?;
        let ledger = Ledger::open(folder)?;
        // Keys that came back with an older copy go again before anybody can use them.
        let erased: Vec<Scope> = ledger.erased().iter().map(Erased::scope).collect();
        store.destroy(&erased)?;
        Ok(Self::of(store, ledger, id, Place::Disk))
    }

    /// Makes sure that the keys in `folder` are the wanted ones and that the master key opens each of them. Makes
    /// nothing, and may be asked beside a server; it blocks.
    ///
    /// # Errors
    /// One sentence for an operator.
    pub fn check(folder: &Path, master: &Path, wanted: Wanted) -> Result<(), KeysError> {
        match proof::check(folder, master, wanted)? {
            true => wrapped::check(folder, master),
            false => Ok(()),
        }
    }

    /// Which these are.
    pub const fn id(&self) -> KeysId {
        self.id
    }

    /// Keys that are forgotten with the process: for rehearsals and tests.
    ///
    /// # Errors
    /// Only when there is no memory.
    pub fn in_memory() -> Result<Self, KeysError> {
        let (store, id) = Store::in_memory()?;
        Ok(Self::of(store, Ledger::in_memory(), id, Place::Memory))
    }

    fn of(store: Store, ledger: Ledger, id: KeysId, place: Place) -> Self {
        Self {
            place,
            id,
            ledger: Mutex::new(ledger),
            store: Mutex::new(store),
            known: Mutex::new(BTreeMap::new()),
            failing: watch::Sender::new(None),
        }
    }

    /// Those of these keys that there are. One that is damaged is told to an operator and opens nothing, as if it were
    /// not there: it keeps nobody from what other keys open.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn find(
        self: &Arc<Self>,
        names: BTreeSet<KeyName>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        self.fetch(names, Store::find).await
    }

    /// These keys, made where there are none yet and durable before this resolves. Those of somebody erased are
    /// left out.
    ///
    /// # Errors
    /// When the file cannot be read or written, or one of these is damaged: a backup may still have it, so none is made
    /// in its place.
    pub async fn find_or_make(
        self: &Arc<Self>,
        names: BTreeSet<KeyName>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        self.made(self.fetch(names, Store::find_or_make).await)
    }

    /// The same, without those that are damaged.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub async fn find_or_make_but_damaged(
        self: &Arc<Self>,
        names: BTreeSet<KeyName>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        self.made(self.fetch(names, Store::find_or_make_but_damaged).await)
    }

    /// A key that is damaged is the trouble of those alone whose key it is; keys that cannot be written are everybody's.
    fn made<T>(self: &Arc<Self>, made: Result<T, KeysError>) -> Result<T, KeysError> {
        if let Err(error @ KeysError::Unwritten { .. }) = &made {
            self.fail(error);
        }
        made
    }

    async fn fetch(
        self: &Arc<Self>,
        mut names: BTreeSet<KeyName>,
        get: impl FnOnce(&mut Store, &BTreeSet<KeyName>) -> Result<BTreeMap<KeyName, Key>, KeysError>
        + Send
        + 'static,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        let mut found = BTreeMap::new();
        {
            let known = self.known();
            names.retain(|name| match known.get(name) {
                Some(key) => found.insert(*name, key.clone()).is_some(),
                None => true,
            });
        }
        if names.is_empty() {
            return Ok(found);
        }
        let keys = Arc::clone(self);
        let more = self.place.does(move || {
            // Held together, so that no key that is being destroyed is remembered behind its back.
            let mut store = keys.store();
            let more = get(&mut store, &names)?;
            let mut known = keys.known();
            if known.len() + more.len() > limits::KEYS_REMEMBERED {
                known.clear();
            }
            known.extend(more.iter().map(|(name, key)| (*name, key.clone())));
            Ok(more)
        });
        found.extend(more.await?);
        Ok(found)
    }

    /// Destroys keys for good and tells how many. Again does nothing.
    ///
    /// # Errors
    /// Any error means that traces may be left: destroy again.
    pub async fn destroy(self: &Arc<Self>, scopes: Vec<Scope>) -> Result<u64, KeysError> {
        let keys = Arc::clone(self);
        self.place
            .does(move || {
                let mut store = keys.store();
                let destroyed = store.destroy(&scopes);
                keys.known()
                    .retain(|name, _| !scopes.iter().any(|scope| scope.holds(name)));
                destroyed
            })
            .await
    }

    /// Notes for good that this is erased, and destroys its keys.
    ///
    /// # Errors
    /// Any error means that it may be half done: erase again.
    pub async fn erase(self: &Arc<Self>, erased: Erased, at: At) -> Result<u64, KeysError> {
        let keys = Arc::clone(self);
        self.place
            .does(move || keys.ledger().note(erased, at))
            .await?;
        self.destroy(vec![erased.scope()]).await
    }

    /// Everything that was ever erased.
    #[must_use]
    pub fn erased(&self) -> Vec<Erased> {
        self.ledger().erased().to_vec()
    }

    /// Which classes of which sessions still have keys; the nil session stands for the programme's own.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn kept(
        self: &Arc<Self>,
        programme: ProgrammeId,
    ) -> Result<BTreeSet<(Uuid, Class)>, KeysError> {
        let keys = Arc::clone(self);
        self.place.does(move || keys.store().kept(programme)).await
    }

    /// Whose keys of one class there are in a session; nil is the programme's own.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn holders(
        self: &Arc<Self>,
        programme: ProgrammeId,
        session: SessionId,
        class: Class,
    ) -> Result<Vec<PersonId>, KeysError> {
        let keys = Arc::clone(self);
        self.place
            .does(move || keys.store().holders(programme, session, class))
            .await
    }

    /// Everybody in a programme of whom anything can still be read. Safeguarding records outlive those who are in them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn people(
        self: &Arc<Self>,
        programme: ProgrammeId,
    ) -> Result<BTreeSet<PersonId>, KeysError> {
        let keys = Arc::clone(self);
        self.place
            .does(move || keys.store().people(programme))
            .await
    }

    /// A failed request leaves the store as it was, so a poisoned lock is usable.
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<KeyName, Key>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    async fn does<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, KeysError> + Send + 'static,
    ) -> Result<T, KeysError> {
        if self == Self::Memory {
            return work();
        }
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(_) => Err(KeysError::Unusable {
                path: "the key store".to_owned(),
                reason: "it has stopped".to_owned(),
            }),
        }
    }
}

fn failure(path: &str, error: &rusqlite::Error) -> KeysError {
    KeysError::Unusable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
