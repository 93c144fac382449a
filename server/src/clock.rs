//! The one place that reads the machine's clock and throws its dice.
//!
//! Where the machine must not be asked, as in a simulated day that has to be repeatable, moments come from tokio's
//! clock, which can be stopped, and chance is handed in.
//!
//! Server time starts from the wall clock once and then counts by itself, so a correction of the wall clock moves no
//! deadline. Where the system can, it counts on while the machine sleeps: a laptop that is opened again finds all that
//! was due meanwhile due. Tests move time forward with [`Clock::jump`]; whoever waits notices.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use alongside_domain::dice::Seed;
use alongside_protocol::ids::At;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::limits;

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
    /// Milliseconds by which this one is ahead of the others that share.
    ahead: i64,
}

/// What counts the time that has passed since the start; it never goes back.
enum Count {
    /// Stands still while the machine sleeps, and so do those who wait.
    Tokio(Instant),
    /// Counts on meanwhile.
    Through(Box<dyn Fn() -> Duration + Send + Sync>),
}

impl Count {
    fn elapsed(&self) -> Duration {
        match self {
            Self::Tokio(started) => started.elapsed(),
            Self::Through(count) => count(),
        }
    }

    /// How long somebody may sleep who has so much left: a sleeper does not hear that the machine has slept.
    fn nap(&self, left: Duration) -> Duration {
        match self {
            Self::Tokio(_) => left,
            Self::Through(_) => left.min(limits::CLOCK_LOOK_AGAIN),
        }
    }
}

struct Shared {
    base: At,
    count: Count,
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
        let count = since_boot().map_or_else(
            || Count::Tokio(Instant::now()),
            |started| {
                let passed = move || since_boot().unwrap_or(started).saturating_sub(started);
                Count::Through(Box::new(passed))
            },
        );
        Self::counting(At(millis(since_epoch)), System, count)
    }

    /// Starts from a chosen moment.
    #[must_use]
    pub fn starting_at(base: At) -> Self {
        Self::with(base, System)
    }

    /// Starts from a chosen moment, with a chance of one's own.
    #[must_use]
    pub fn with(base: At, chance: impl Chance) -> Self {
        Self::counting(base, chance, Count::Tokio(Instant::now()))
    }

    fn counting(base: At, chance: impl Chance, count: Count) -> Self {
        Self {
            shared: Arc::new(Shared {
                base,
                count,
                chance: Box::new(chance),
                ahead: watch::Sender::new(0),
            }),
            ahead: 0,
        }
    }

    /// The same clock, put forward as far as need be to show at least this moment now.
    #[must_use]
    pub fn not_before(&self, at: At) -> Self {
        let behind = at.0.saturating_sub(self.now().0).max(0);
        Self {
            shared: Arc::clone(&self.shared),
            ahead: self.ahead.saturating_add(behind),
        }
    }

    #[must_use]
    pub fn now(&self) -> At {
        let passed = millis(self.shared.count.elapsed());
        let ahead = self.ahead.saturating_add(*self.shared.ahead.borrow());
        let base = self.shared.base.0;
        At(base.saturating_add(passed).saturating_add(ahead))
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
                () = tokio::time::sleep(self.shared.count.nap(Duration::from_millis(left))) => {}
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

/// How long the machine has been on, asleep or awake, where the system says so.
#[cfg(target_os = "linux")]
fn since_boot() -> Option<Duration> {
    use rustix::time::{DynamicClockId, clock_gettime_dynamic};
    let time = clock_gettime_dynamic(DynamicClockId::Boottime).ok()?;
    Duration::try_from(time).ok()
}

#[cfg(not(target_os = "linux"))]
const fn since_boot() -> Option<Duration> {
    None
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

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

    #[tokio::test(start_paused = true)]
    async fn after_the_machine_has_slept_whoever_waits_notices_within_seconds() {
        let (started, slept) = (Instant::now(), Arc::new(AtomicU64::new(0)));
        let asleep = Arc::clone(&slept);
        let count = move || started.elapsed() + Duration::from_secs(asleep.load(Ordering::Relaxed));
        let clock = Clock::counting(At(0), System, Count::Through(Box::new(count)));
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move { clock.until(At(7_200_000)).await }
        });
        tokio::time::sleep(Duration::from_secs(60)).await;
        slept.store(7_200, Ordering::Relaxed);
        let woken = Instant::now();
        assert!(clock.now() >= At(7_260_000));
        waiting.await.unwrap();
        assert!(woken.elapsed() <= limits::CLOCK_LOOK_AGAIN);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_comes_too_early_for_having_looked_again() {
        let started = Instant::now();
        let count = Count::Through(Box::new(move || started.elapsed()));
        let clock = Clock::counting(At(0), System, count);
        clock.until(At(100_000)).await;
        assert_eq!(clock.now(), At(100_000));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_clock_of_the_house_is_one_that_counts_on_while_the_machine_sleeps() {
        let clock = Clock::from_wall();
        assert!(matches!(clock.shared.count, Count::Through(_)));
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        assert!((millis(wall) - clock.now().0).abs() < 10_000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_must_not_go_back_is_put_forward_and_goes_on_from_there() {
        let clock = Clock::starting_at(At(1_000));
        let later = clock.not_before(At(61_000));
        assert_eq!((clock.now(), later.now()), (At(1_000), At(61_000)));
        let began = Instant::now();
        later.until(At(71_000)).await;
        assert_eq!(began.elapsed(), Duration::from_secs(10));
        assert_eq!(later.not_before(At(0)).now(), At(71_000));
    }

    #[test]
    fn two_seeds_differ() {
        let clock = Clock::starting_at(At(0));
        assert_ne!(clock.seed(), clock.seed());
    }
}
