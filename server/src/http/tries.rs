//! How often something may be tried before signing in: by name or by session, never by address,
//! because a whole office shares one.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use alongside_domain::aggregate::Fingerprint;
use alongside_protocol::{
    ids::SessionId,
    refusal::{Code, Refusal},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::limits;
use crate::secrets::fingerprint;

pub struct Tries {
    sign_in: DefaultKeyedRateLimiter<Fingerprint>,
    knock: DefaultKeyedRateLimiter<SessionId>,
    enter: DefaultKeyedRateLimiter<Fingerprint>,
}

impl Tries {
    #[must_use]
    pub fn new() -> Self {
        Self {
            sign_in: limiter(limits::SIGN_IN_BURST, limits::SIGN_IN_SECONDS),
            knock: limiter(limits::KNOCK_BURST, limits::KNOCK_SECONDS),
            enter: limiter(limits::ENTER_BURST, limits::ENTER_SECONDS),
        }
    }

    /// Names are remembered by fingerprint alone, whether they exist or not.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn sign_in(&self, name: &str) -> Result<(), Refusal> {
        check(&self.sign_in, &fingerprint(name))
    }

    /// # Errors
    /// A refusal that says when to try again.
    pub fn knock(&self, session: SessionId) -> Result<(), Refusal> {
        check(&self.knock, &session)
    }

    /// How often one link may make a pass.
    ///
    /// # Errors
    /// A refusal that says when to try again.
    pub fn enter(&self, link: Fingerprint) -> Result<(), Refusal> {
        check(&self.enter, &link)
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

fn check<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Refusal> {
    if limiter.len() > limits::TRIES_REMEMBERED {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|_| {
        Refusal::new(
            Code::TooFast,
            "That was tried many times just now. Please wait a minute and try again.",
        )
    })
}
