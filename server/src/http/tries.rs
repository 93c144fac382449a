//! How often something may be tried before signing in: by name or by session, never by address,
//! because a whole office shares one.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use alongside_domain::aggregate::Fingerprint;
use alongside_protocol::{
    ids::{PersonId, SessionId},
    refusal::{Code, Refusal},
};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::limits;
use crate::secrets::fingerprint;

/// Whose tries are counted, by fingerprint alone: names are remembered whether they exist or not.
pub enum Trying {
    /// In a browser in which its owner has signed in before, or is signed in, so that strangers use none of these up.
    Known(Fingerprint),
    Anybody(Fingerprint),
}

impl Trying {
    /// Whoever shows once more who they are, by what is theirs alone.
    #[must_use]
    pub fn signed_in(own: &str) -> Self {
        Self::Known(fingerprint(own))
    }

    /// Whoever tries this name in a browser that nobody knows.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::Anybody(fingerprint(name))
    }
}

/// Names can be made up without end, so they are counted in as many drawers as two bytes have numbers: two real names
/// hardly ever share one, and all of them take a few megabytes.
type Drawer = [u8; 2];

pub struct Tries {
    sign_in: DefaultKeyedRateLimiter<Fingerprint>,
    names: DefaultKeyedRateLimiter<Drawer>,
    sign_ins: DefaultDirectRateLimiter,
    code: DefaultKeyedRateLimiter<Fingerprint>,
    questions: DefaultDirectRateLimiter,
    knock: DefaultKeyedRateLimiter<SessionId>,
    enter: DefaultKeyedRateLimiter<Fingerprint>,
    own_data: DefaultKeyedRateLimiter<PersonId>,
    pairing: DefaultKeyedRateLimiter<PersonId>,
    /// One for the whole house.
    typed_codes: DefaultDirectRateLimiter,
    make: DefaultKeyedRateLimiter<PersonId>,
}

impl Tries {
    #[must_use]
    pub fn new() -> Self {
        Self {
            sign_in: limiter(limits::SIGN_IN_BURST, limits::SIGN_IN_SECONDS),
            names: limiter(limits::SIGN_IN_BURST, limits::SIGN_IN_SECONDS),
            sign_ins: in_total(limits::SIGN_INS_BURST, limits::SIGN_INS_MILLIS),
            code: limiter(limits::CODE_BURST, limits::CODE_SECONDS),
            questions: in_total(limits::QUESTIONS_BURST, limits::QUESTIONS_MILLIS),
            knock: limiter(limits::KNOCK_BURST, limits::KNOCK_SECONDS),
            enter: limiter(limits::ENTER_BURST, limits::ENTER_SECONDS),
            own_data: limiter(limits::OWN_DATA_BURST, limits::OWN_DATA_SECONDS),
            pairing: limiter(limits::PAIRING_BURST, limits::PAIRING_SECONDS),
            typed_codes: in_total(limits::TYPED_CODE_BURST, limits::TYPED_CODE_MILLIS),
            make: limiter(limits::MAKE_BURST, limits::MAKE_SECONDS),
        }
    }

    /// # Errors
    /// A refusal that says when to try again.
    pub fn sign_in(&self, trying: &Trying) -> Result<(), Refusal> {
        match trying {
            Trying::Known(mark) => check(&self.sign_in, mark),
            Trying::Anybody(name) => {
                // By name first: whoever tries one name again and again uses up its tries and nobody else's.
                let Fingerprint([one, two, ..]) = *name;
                check(&self.names, &[one, two])?;
                self.sign_ins.check().map_err(|_| too_fast())
            }
        }
    }

    /// The code that goes with a right passphrase.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn code(&self, trying: &Trying) -> Result<(), Refusal> {
        let (Trying::Known(key) | Trying::Anybody(key)) = trying;
        check(&self.code, key)
    }

    /// Questions for passkeys, which cost a place until they are answered.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn question(&self) -> Result<(), Refusal> {
        self.questions.check().map_err(|_| too_fast())
    }

    /// # Errors
    /// A refusal that says when to try again.
    pub fn knock(&self, session: SessionId) -> Result<(), Refusal> {
        check(&self.knock, &session)
    }

    /// How often somebody may speak about their pairing.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn pairing(&self, person: PersonId) -> Result<(), Refusal> {
        check(&self.pairing, &person)
    }

    /// How often anybody may type a code.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn typed_code(&self) -> Result<(), Refusal> {
        self.typed_codes.check().map_err(|_| too_fast())
    }

    /// How often a code or a link may be made for somebody.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn make(&self, person: PersonId) -> Result<(), Refusal> {
        check(&self.make, &person)
    }

    /// How often one link may make a pass.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn enter(&self, link: Fingerprint) -> Result<(), Refusal> {
        check(&self.enter, &link)
    }

    /// How often somebody may take their own data along.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn own_data(&self, person: PersonId) -> Result<(), Refusal> {
        check(&self.own_data, &person)
    }
}

impl Default for Tries {
    fn default() -> Self {
        Self::new()
    }
}

fn limiter<K: Hash + Eq + Clone>(burst: u32, seconds: u32) -> DefaultKeyedRateLimiter<K> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let rest = Duration::from_secs(u64::from(seconds.max(1)));
    let quota = Quota::with_period(rest).unwrap_or(Quota::per_minute(burst));
    RateLimiter::keyed(quota.allow_burst(burst))
}

fn in_total(burst: u32, millis: u64) -> DefaultDirectRateLimiter {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(Duration::from_millis(millis.max(1)));
    RateLimiter::direct(quota.unwrap_or(Quota::per_minute(burst)).allow_burst(burst))
}

fn check<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Refusal> {
    if limiter.len() > limits::TRIES_REMEMBERED {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|_| too_fast())
}

fn too_fast() -> Refusal {
    Refusal::new(
        Code::TooFast,
        "That was tried many times just now. Please wait a minute and try again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(tries: &Tries, names: impl Iterator<Item = String>) -> usize {
        let passed = names.filter(|name| tries.sign_in(&Trying::name(name)).is_ok());
        passed.count()
    }

    #[test]
    fn sign8_whoever_tries_one_name_without_end_keeps_nobody_else_out() {
        let tries = Tries::new();
        let flood = tried(&tries, (0..10_000).map(|_| "morag".to_owned()));
        assert_eq!(flood, limits::SIGN_IN_BURST as usize);
        assert!(tries.sign_in(&Trying::name("jo")).is_ok());
    }

    #[test]
    fn sign8_names_that_are_made_up_are_limited_in_total_and_whoever_is_known_comes_in() {
        let tries = Tries::new();
        let flood = tried(&tries, (0..10_000).map(|number| format!("name {number}")));
        let most = limits::SIGN_INS_BURST as usize;
        assert!((most..most + 50).contains(&flood), "{flood}");
        assert!(tries.sign_in(&Trying::signed_in("jo")).is_ok());
        assert!(tries.names.len() <= 1 << 16);
    }
}
