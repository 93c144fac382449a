//! Passphrases: argon2id, slow on purpose, off the threads that serve everybody else.

use std::sync::Arc;

use alongside_domain::organisation::PassphraseHash;
use alongside_domain::{limits as domain_limits, text};
use alongside_protocol::{
    refusal::{Code, Refusal},
    words::Words,
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::limits;

/// Makes and checks hashes with one cost; hashes made with another cost are still checked with theirs.
#[derive(Clone)]
pub struct Hasher {
    argon: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Places for those at work and those who wait for a turn.
    places: Arc<Semaphore>,
}

impl Default for Hasher {
    /// 19 MiB and two passes: what OWASP recommends for argon2id.
    fn default() -> Self {
        Self::with(Params::default())
    }
}

impl Hasher {
    /// The least that argon2 allows. For tests, which sign in many times.
    #[must_use]
    pub fn quick() -> Self {
        Self::with(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or_default())
    }

    fn with(params: Params) -> Self {
        Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            turns: Arc::new(Semaphore::new(limits::HASHES_AT_ONCE)),
            places: Arc::new(Semaphore::new(
                limits::HASHES_AT_ONCE + limits::HASHES_WAITING,
            )),
        }
    }

    /// # Errors
    /// A refusal when the passphrase is too short or too long.
    pub async fn hash(&self, passphrase: &Words, clock: &Clock) -> Result<PassphraseHash, Refusal> {
        let passphrase = passphrase.text().to_owned();
        let (shortest, longest) = domain_limits::PASSPHRASE_LETTERS.into_inner();
        let letters = text::letters(&passphrase);
        if letters < shortest || passphrase.trim().is_empty() {
            return Err(Refusal::mend(format!(
                "The passphrase needs at least {shortest} characters; this has {letters}. Four or five words are easy to remember."
            )));
        }
        if letters > longest {
            return Err(Refusal::mend(format!(
                "The passphrase can have at most {longest} characters."
            )));
        }
        let salt = clock.secret::<16>();
        self.work(move |argon| {
            let hash = argon.hash_password_with_salt(passphrase.as_bytes(), &salt);
            hash.ok().map(|hash| PassphraseHash(hash.to_string()))
        })
        .await?
        .ok_or_else(Refusal::fault)
    }

    /// Whether the passphrase is right. For nobody (`None`) the same work is done and the answer is no,
    /// so that time does not tell which names exist.
    ///
    /// # Errors
    /// A refusal while too many wait.
    pub async fn is_right(
        &self,
        passphrase: &Words,
        hash: Option<&PassphraseHash>,
    ) -> Result<bool, Refusal> {
        let typed = passphrase.text().to_owned();
        let known = hash.map(|hash| hash.0.clone());
        self.work(move |argon| {
            let Some(known) = known else {
                let _ = argon.hash_password_with_salt(typed.as_bytes(), &[0; 16]);
                return None;
            };
            let known = PasswordHash::new(&known).ok()?;
            argon.verify_password(typed.as_bytes(), &known).ok()
        })
        .await
        .map(|right| right.is_some())
    }

    /// In its turn, on a thread that may be slow.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>, Refusal> {
        let _place = self.places.try_acquire().map_err(|_| {
            Refusal::new(
                Code::TooFast,
                "Many people are signing in at this moment. Please try again in a minute.",
            )
        })?;
        let Ok(_turn) = self.turns.acquire().await else {
            return Ok(None);
        };
        let argon = self.argon.clone();
        let done = tokio::task::spawn_blocking(move || work(&argon)).await;
        Ok(done.ok().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::ids::At;

    #[tokio::test]
    async fn only_the_right_passphrase_is_right() {
        let (hasher, clock) = (Hasher::quick(), Clock::starting_at(At(0)));
        let phrase = Words::from("four calm words here");
        let hash = hasher.hash(&phrase, &clock).await.unwrap();
        assert!(hash.0.starts_with("$argon2id$"));
        let is_right = async |typed: &Words, hash| hasher.is_right(typed, hash).await.unwrap();
        assert!(is_right(&phrase, Some(&hash)).await);
        assert!(!is_right(&"four calm words".into(), Some(&hash)).await);
        assert!(!is_right(&phrase, None).await);
        assert_ne!(hasher.hash(&phrase, &clock).await.unwrap(), hash);
    }

    #[tokio::test]
    async fn only_so_many_wait_for_their_turn() {
        let hasher = Hasher::quick();
        let _busy = hasher.turns.clone().acquire_many_owned(2).await.unwrap();
        let most = limits::HASHES_AT_ONCE + limits::HASHES_WAITING;
        let _waiting = hasher
            .places
            .clone()
            .try_acquire_many_owned(u32::try_from(most).unwrap());
        let refusal = hasher.is_right(&"four calm words".into(), None).await;
        assert_eq!(refusal.unwrap_err().code, Code::TooFast);
    }

    #[tokio::test]
    async fn a_short_passphrase_is_refused_with_the_limit() {
        let clock = Clock::starting_at(At(0));
        let refusal = Hasher::quick()
            .hash(&"short".into(), &clock)
            .await
            .unwrap_err();
        assert!(refusal.sentence.contains("at least 12 characters"));
    }
}
