//! The one place that reads the machine's clock and throws its dice.
//!
//! Where the machine must not be asked, as in a simulated day that has to be repeatable, moments come from tokio's
//! clock, which can be stopped, and chance is handed in.
//!
//! Server time starts from the wall clock once and then follows the monotonic clock, so a correction of the
//! wall clock moves no deadline. Tests move time forward with [`Clock::jump`]; whoever waits notices.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use alongside_domain::dice::Seed;
use alongside_protocol::ids::At;
use tokio::sync::watch;
use tokio::time::Instant;

/// Where randomness comes from.
pub trait Chance: Send + Sync + 'static {
    /// Fills these bytes; `now` is server time.
    fn fill(&self, now: At, bytes: &mut [u8]);
}

/// The system's randomness. A system without it cannot keep a secret, so the server stops.
struct System;

impl Chance for System {
    fn fill(&self, _: At, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            tracing::error!("the system gives no randomness; stopping");
            std::process::abort();
        }
    }
}

/// Server time and randomness, shared by everybody.
#[derive(Clone)]
pub struct Clock {
    shared: Arc<Shared>,
}

struct Shared {
    base: At,
    started: Instant,
    chance: Box<dyn Chance>,
    /// Milliseconds that have been jumped over; a watch, so that sleepers wake up and look again.
    ahead: watch::Sender<i64>,
}

impl Clock {
    /// Starts from the wall clock now.
    #[must_use]
    pub fn from_wall() -> Self {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self::starting_at(At(millis(since_epoch)))
    }

    /// Starts from a chosen moment.
    #[must_use]
    pub fn starting_at(base: At) -> Self {
        Self::with(base, System)
    }

    /// Starts from a chosen moment, with a chance of one's own.
    #[must_use]
    pub fn with(base: At, chance: impl Chance) -> Self {
        Self {
            shared: Arc::new(Shared {
                base,
                started: Instant::now(),
                chance: Box::new(chance),
                ahead: watch::Sender::new(0),
            }),
        }
    }

    #[must_use]
    pub fn now(&self) -> At {
        let passed = millis(self.shared.started.elapsed());
        let ahead = *self.shared.ahead.borrow();
        At(self
            .shared
            .base
            .0
            .saturating_add(passed)
            .saturating_add(ahead))
    }

    /// Waits until that moment has come; a moment in the past has come already.
    pub async fn until(&self, at: At) {
        let mut ahead = self.shared.ahead.subscribe();
        loop {
            let left = at.0.saturating_sub(self.now().0);
            let Ok(left) = u64::try_from(left) else {
                return;
            };
            if left == 0 {
                return;
            }
            tokio::select! {
                biased;
                () = tokio::time::sleep(Duration::from_millis(left)) => {}
                // The sender lives in `self`, so this only ever means a jump.
                _ = ahead.changed() => {}
            }
        }
    }

    /// Moves time forward for everybody who shares this clock. For tests and rehearsals of long waits.
    pub fn jump(&self, by: Duration) {
        self.shared
            .ahead
            .send_modify(|ahead| *ahead = ahead.saturating_add(millis(by)));
    }

    /// Fresh dice for one ask.
    #[must_use]
    pub fn seed(&self) -> Seed {
        self.secret()
    }

    /// Bytes that nobody can guess.
    #[must_use]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.shared.chance.fill(self.now(), &mut bytes);
        bytes
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_jump_wakes_whoever_waits_for_a_moment_behind_it() {
        let clock = Clock::starting_at(At(1_000));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.until(At(3_600_000)).await }
        });
        clock.jump(Duration::from_secs(3_600));
        sleeper.await.unwrap();
        assert!(clock.now() >= At(3_601_000));
    }

    #[tokio::test]
    async fn a_moment_in_the_past_is_not_waited_for() {
        Clock::starting_at(At(1_000)).until(At(0)).await;
    }

    #[test]
    fn two_seeds_differ() {
        let clock = Clock::starting_at(At(0));
        assert_ne!(clock.seed(), clock.seed());
    }
}
