//! Where the core and the log meet: what people wrote is sealed before it is kept, and opened when it is read.
//!
//! ```text
//!   event ──take──> without words ────────────> record { events, sealed: [part ...] } ──> log
//!                   pieces ──seal with keys──────────────────^
//! ```
//!
//! The log's chain covers the sealed bytes, so it holds after any key is gone. A part whose key is gone opens no
//! more, and the core puts a tombstone where it was. Records from before there was sealing have no parts and read
//! as they are.

mod health;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use alongside_domain::sealing::{Hidden, NOBODY, Piece, Seam, Whose};
use alongside_protocol::{ids::At, privacy::Class};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;
use uuid::Uuid;

use crate::clock::Clock;
use crate::kept::{From, Kept, Unreadable};
use crate::keys::{self, Key, KeyName, Keys, KeysError};
use crate::log::{Kind, Log, LogError, Stream};

pub use health::Health;

/// The log, and the keys to what it holds.
#[derive(Clone)]
pub struct Vault {
    pub log: Arc<dyn Log>,
    pub keys: Arc<Keys>,
    pub clock: Clock,
}

/// One record's place: what its sealed parts are bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    stream: Stream,
    /// The programme whose people's keys are used; nil for the organisation.
    programme: Uuid,
    position: u64,
}

/// Pieces of one event that belong to the same people and the same class, sealed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which event of the record.
    event: u32,
    class: Class,
    of: BTreeSet<Whose>,
    /// Base 64: the nonce, and what is sealed. Empty when there was no key any more.
    text: String,
}

/// Stands for the number of an event where a part is about the command that the record came from.
const ASKED: u32 = u32::MAX;

/// A record without the words in it, and the words: for each event by its number.
pub struct Draft<E> {
    kept: Kept<E>,
    pieces: Vec<(u32, Vec<Piece>)>,
}

impl<E> Draft<E> {
    /// Takes the words out; `walk` knows where they are.
    pub fn new(mut kept: Kept<E>, walk: impl Fn(&mut E, &mut Seam)) -> Self {
        let events = (0..).zip(&mut kept.events).map(|(number, event)| {
            let mut seam = Seam::take();
            walk(event, &mut seam);
            (number, seam.pieces())
        });
        let mut pieces: Vec<_> = events.collect();
        if let Some(from) = &mut kept.from {
            let mut seam = Seam::take();
            asked(from, &mut seam);
            pieces.push((ASKED, seam.pieces()));
        }
        Self { kept, pieces }
    }
}

/// Who asked for something was there when they did.
fn asked(from: &mut From, seam: &mut Seam) {
    seam.person("by", Class::Presence, &mut from.by);
}

impl<E> Draft<E> {
    /// The events without the words in them.
    pub fn events(&self) -> impl Iterator<Item = &E> {
        self.kept.events.iter()
    }
}

/// A record as it was read.
pub struct Found<E> {
    pub position: u64,
    kept: Kept<E>,
    opened: Opened,
}

impl<E> Found<E> {
    /// Puts the words back, event by event; `each` is given the event and the seam to walk it with.
    pub fn whole(self, mut each: impl FnMut(At, &mut E, &mut Seam)) -> Kept<E> {
        let Self {
            mut kept,
            mut opened,
            ..
        } = self;
        for (number, event) in (0..).zip(&mut kept.events) {
            each(kept.at, event, &mut opened.seam(number));
        }
        kept
    }
}

/// Why records cannot be written or read. The sentences are for an operator.
#[derive(Debug, Clone, Error)]
pub enum VaultError {
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("record {position} cannot be read: {why}")]
    Unreadable { position: u64, why: Unreadable },
}

/// What could be read of a record: for each event its pieces, and whether some are lost.
#[derive(Debug, Default)]
struct Opened(BTreeMap<u32, (BTreeMap<String, Hidden>, bool)>);

impl Opened {
    /// Puts the pieces of one event back.
    fn seam(&mut self, event: u32) -> Seam {
        let (found, lost) = self.0.remove(&event).unwrap_or_default();
        Seam::put(found, lost)
    }
}

impl Place {
    fn key(&self, whose: Whose, class: Class) -> KeyName {
        let session = match self.stream.kind() {
            Kind::Session if class.is_of_a_session() => self.stream.id(),
            _ => Uuid::nil(),
        };
        KeyName {
            programme: self.programme,
            session,
            whose,
            class,
        }
    }

    /// Everything that a sealed part is bound to.
    fn bound(&self, part: &Part) -> Vec<u8> {
        let mut bound = b"alongside words 1".to_vec();
        bound.extend(self.stream.key());
        bound.extend(self.position.to_be_bytes());
        bound.extend(part.event.to_be_bytes());
        bound.extend(part.class.code().as_bytes());
        for whose in &part.of {
            bound.extend(whose.0.as_bytes());
        }
        bound
    }

    fn key_of(&self, part: &Part, keys: &BTreeMap<KeyName, Key>) -> Option<Key> {
        let theirs: Option<Vec<(&Whose, &Key)>> = part
            .of
            .iter()
            .map(|whose| Some((whose, keys.get(&self.key(*whose, part.class))?)))
            .collect();
        keys::combined(theirs?)
    }

    fn names(&self, part: &Part) -> Vec<KeyName> {
        let whose = part.of.iter();
        whose.map(|whose| self.key(*whose, part.class)).collect()
    }
}

impl Vault {
    #[must_use]
    pub const fn new(log: Arc<dyn Log>, keys: Arc<Keys>, clock: Clock) -> Self {
        Self { log, keys, clock }
    }

    /// With keys that are forgotten with the process: for rehearsals and tests.
    ///
    /// # Errors
    /// Only when there is no memory.
    pub fn forgetful(log: Arc<dyn Log>, clock: Clock) -> Result<Self, KeysError> {
        Ok(Self::new(log, Arc::new(Keys::in_memory()?), clock))
    }

    /// Seals what people wrote in records that are to follow `after`, and writes them down.
    ///
    /// # Errors
    /// When keys cannot be had; nothing may be kept then.
    pub async fn bodies<E: Serialize + DeserializeOwned>(
        &self,
        stream: Stream,
        programme: Uuid,
        after: u64,
        drafts: Vec<Draft<E>>,
    ) -> Result<Vec<Vec<u8>>, VaultError> {
        let mut bodies = Vec::with_capacity(drafts.len());
        for (position, draft) in (after + 1..).zip(drafts) {
            let place = Place {
                stream,
                programme,
                position,
            };
            let mut kept = draft.kept;
            let noted = kept.from.is_none() && stream.kind() == Kind::Session;
            kept.sealed = self.seal(&place, draft.pieces, noted).await?;
            let body = kept.write();
            bodies.push(body.map_err(|why| VaultError::Unreadable { position, why })?);
        }
        Ok(bodies)
    }

    /// The records from position `from` to the end, each with what its keys still open.
    ///
    /// # Errors
    /// When the log or the keys cannot be read, or a record is of another version.
    pub async fn read<E: Serialize + DeserializeOwned>(
        &self,
        stream: Stream,
        programme: Uuid,
        from: u64,
    ) -> Result<Vec<Found<E>>, VaultError> {
        let mut read = Vec::new();
        for record in self.log.read(stream, from).await? {
            let position = record.position;
            let kept = Kept::<E>::read(&record.body)
                .map_err(|why| VaultError::Unreadable { position, why })?;
            let place = Place {
                stream,
                programme,
                position,
            };
            read.push((place, kept));
        }
        let parts: Vec<(Place, &[Part])> = read
            .iter()
            .map(|(place, kept)| (*place, kept.sealed.as_slice()))
            .collect();
        let opened = self.open(&parts).await?;
        let found = read.into_iter().zip(opened);
        Ok(found
            .map(|((place, mut kept), mut opened)| {
                if let Some(from) = &mut kept.from {
                    asked(from, &mut opened.seam(ASKED));
                }
                kept.from = kept.from.filter(|from| from.by != NOBODY);
                Found {
                    position: place.position,
                    kept,
                    opened,
                }
            })
            .collect())
    }

    /// What makes the hashes in a session's records useless once its first class of words is gone. `None` when it is
    /// gone or damaged, or when there is none and none may be made any more.
    ///
    /// # Errors
    /// When the keys cannot be read or written.
    pub async fn salt(
        &self,
        stream: Stream,
        programme: Uuid,
        may_make: bool,
    ) -> Result<Option<Key>, KeysError> {
        let place = Place {
            stream,
            programme,
            position: 0,
        };
        let name = place.key(Whose::PROGRAMME, Class::Presence);
        let made = match may_make {
            true => self.keys.find_or_make([name].into()).await,
            false => self.keys.find([name].into()).await,
        };
        match made {
            Err(KeysError::Damaged { .. }) => Ok(None),
            made => Ok(made?.remove(&name)),
        }
    }

    /// What belongs to somebody who has been erased is lost at once. With a damaged key nothing is kept that somebody
    /// asked for; what a session has only `noted` by itself goes without what that key is for, so that the day goes on.
    async fn seal(
        &self,
        place: &Place,
        events: Vec<(u32, Vec<Piece>)>,
        noted: bool,
    ) -> Result<Vec<Part>, KeysError> {
        let mut parts: Vec<(Part, BTreeMap<String, Hidden>)> = Vec::new();
        for (number, pieces) in events {
            parts.extend(grouped(number, pieces));
        }
        let names = parts
            .iter()
            .flat_map(|(part, _)| place.names(part))
            .collect();
        let keys = match noted {
            true => self.keys.find_or_make_but_damaged(names).await?,
            false => self.keys.find_or_make(names).await?,
        };
        let mut sealed = Vec::with_capacity(parts.len());
        for (mut part, pieces) in parts {
            if let Some(key) = place.key_of(&part, &keys) {
                part.text = self.sealed(place, &part, &key, &pieces)?;
            }
            sealed.push(part);
        }
        Ok(sealed)
    }

    fn sealed(
        &self,
        place: &Place,
        part: &Part,
        key: &Key,
        pieces: &BTreeMap<String, Hidden>,
    ) -> Result<String, KeysError> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(pieces).unwrap_or_default());
        let sealed = keys::seal(key, self.clock.secret(), &place.bound(part), &plain);
        let sealed = sealed.ok_or_else(|| KeysError::Unusable {
            path: place.stream.to_string(),
            reason: "a record is too long to be sealed".to_owned(),
        })?;
        Ok(BASE64_STANDARD_NO_PAD.encode(sealed))
    }

    /// Opens the parts of records, with one look at the keys for all of them. A key that is gone is no error.
    async fn open(&self, records: &[(Place, &[Part])]) -> Result<Vec<Opened>, KeysError> {
        let names = records
            .iter()
            .flat_map(|(place, parts)| parts.iter().flat_map(|part| place.names(part)))
            .collect();
        let keys = self.keys.find(names).await?;
        let one = |(place, parts): &(Place, &[Part])| {
            let mut opened = Opened::default();
            for part in *parts {
                let (found, lost) = opened.0.entry(part.event).or_default();
                match place
                    .key_of(part, &keys)
                    .map(|key| unsealed(place, part, &key))
                {
                    Some(Some(pieces)) => found.extend(pieces),
                    Some(None) if !part.text.is_empty() => {
                        tracing::error!(stream = %place.stream, position = place.position, "sealed words do not open with their key");
                        *lost = true;
                    }
                    Some(None) | None => *lost = true,
                }
            }
            opened
        };
        Ok(records.iter().map(one).collect())
    }
}

/// One part for all pieces of an event with the same owners and class.
fn grouped(event: u32, pieces: Vec<Piece>) -> Vec<(Part, BTreeMap<String, Hidden>)> {
    let mut groups: BTreeMap<(Class, BTreeSet<Whose>), BTreeMap<String, Hidden>> = BTreeMap::new();
    for piece in pieces {
        let group = groups.entry((piece.class, piece.whose)).or_default();
        group.insert(piece.slot, piece.value);
    }
    let part = |((class, of), pieces)| {
        let text = String::new();
        (
            Part {
                event,
                class,
                of,
                text,
            },
            pieces,
        )
    };
    groups.into_iter().map(part).collect()
}

fn unsealed(place: &Place, part: &Part, key: &Key) -> Option<BTreeMap<String, Hidden>> {
    let sealed = BASE64_STANDARD_NO_PAD.decode(&part.text).ok()?;
    let plain = keys::open(key, &place.bound(part), &sealed)?;
    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests;
