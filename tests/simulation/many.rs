//! Playing a great many plans, on as many threads as are wished, to the last one: what fails is named as it happens
//! and again at the end, and what has happened on all of them is counted.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::plan::Plan;
use super::tally::Tally;
use super::trim::{judge, trimmed};
use super::wished;

/// What is told on the way, once in so many plans.
const TELLS: u64 = 1_000;

#[derive(Default)]
struct Done {
    played: u64,
    tally: Tally,
    failed: Vec<String>,
}

/// Plays the plans of these numbers, and says what has happened.
#[track_caller]
pub fn go_well(what: &str, (from, number): (u64, u64), plan: impl Fn(u64) -> Plan + Sync) -> Tally {
    let began = Instant::now();
    let next = AtomicU64::new(from);
    let done = Mutex::new(Done::default());
    let plays = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= from + number {
                return;
            }
            let plan = plan(seed);
            let played = judge(&plan).map_err(|why| trimmed(&plan, &why));
            let mut done = done.lock().unwrap();
            done.takes(seed, played);
            if done.played.is_multiple_of(TELLS) {
                done.tells(what, began);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..at_once() {
            scope.spawn(plays);
        }
    });
    let done = done.into_inner().unwrap();
    done.tells(what, began);
    eprintln!("{}", done.tally);
    assert!(
        done.failed.is_empty(),
        "{} of {number} {what} failed:\n\n{}",
        done.failed.len(),
        done.failed.join("\n\n")
    );
    done.tally
}

impl Done {
    fn takes(&mut self, seed: u64, played: Result<Tally, String>) {
        self.played += 1;
        match played {
            Ok(tally) => self.tally.add(tally),
            Err(why) => {
                eprintln!("seed {seed} fails: {why}");
                self.failed.push(format!("seed {seed}: {why}"));
            }
        }
    }

    fn tells(&self, what: &str, began: Instant) {
        let seconds = began.elapsed().as_secs_f64();
        eprintln!(
            "{} {what} in {seconds:.0} s, {:.1} a second, {} failed",
            self.played,
            self.played as f64 / seconds,
            self.failed.len()
        );
    }
}

/// One thread in an ordinary test run, where other tests have theirs.
fn at_once() -> u64 {
    let all = || std::thread::available_parallelism().map_or(1, NonZero::get);
    match wished("ALONGSIDE_AT_ONCE", 1) {
        0 => all() as u64,
        wished => wished,
    }
}
