//! What the three kinds of aggregate have in common: asks are decided, events are applied.
//!
//! `decide` is where every rule stands; `apply` cannot fail, because what has happened has happened.

use crate::{
    dice::{Dice, Seed},
    sealing::Seam,
};
use alongside_protocol::{ids::At, refusal::Refusal};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

/// A state that is the sum of its events. `server/src/keeper.rs` keeps one against the log.
pub trait Aggregate: Default + Send + Sync + 'static {
    type Command: Send + Sync;
    /// Kept for ever: fields are added with `#[serde(default)]`, nothing is renamed or taken away.
    type Event: Clone + Serialize + DeserializeOwned + Send + Sync;

    /// What the ask leads to. Nothing is changed; no events means that all is already as asked.
    ///
    /// # Errors
    /// A refusal that can be shown to the person who asked.
    fn decide(&self, ask: &Ask<Self::Command>) -> Result<Vec<Self::Event>, Refusal>;

    /// Folds what has happened into the state.
    fn apply(&mut self, at: At, event: &Self::Event);

    /// Walks the private parts of an event, to take them out or put them back.
    fn private(event: &mut Self::Event, seam: &mut Seam);
}

/// One thing asked, with the moment and the randomness to decide it by.
#[derive(Debug, Clone)]
pub struct Ask<C> {
    pub at: At,
    pub seed: Seed,
    pub command: C,
}

impl<C> Ask<C> {
    #[must_use]
    pub fn dice(&self) -> Dice {
        Dice::new(self.seed)
    }
}

/// SHA-256 of a secret (a personal link, a pass). Secrets themselves never reach the core.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[fingerprint]")
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint
            .0
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "a fingerprint has 64 hexadecimal digits";
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(WRONG);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            let digits = hex.get(place * 2..place * 2 + 2).ok_or(WRONG)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| WRONG)?;
        }
        Ok(Self(bytes))
    }
}

/// A pass is a signed-in browser: the fingerprint of its cookie, and when it stops working.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    pub key: Fingerprint,
    pub until: At,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_survives_being_written_down_and_never_prints() {
        let fingerprint = Fingerprint([0xa7; 32]);
        let written = serde_json::to_string(&fingerprint).unwrap();
        assert_eq!(
            serde_json::from_str::<Fingerprint>(&written).unwrap(),
            fingerprint
        );
        assert!(serde_json::from_str::<Fingerprint>("\"+7\"").is_err());
        assert_eq!(format!("{fingerprint:?}"), "[fingerprint]");
    }
}
