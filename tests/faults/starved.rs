//! The program gets hardly any of a processor: it stands still nearly all the time, in short turns. Everything takes long,
//! lines may be cut; nobody loses anything, and whoever was cut off comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use alongside::log::Sqlite;

use super::kills::{asks, begins, begins_with_a_round, shows_all_that_was_seen, tell};
use super::process::{give, signal};
use super::witness::Witness;
use super::{FEW, check, kept};
use crate::world::World;

/// What it gets, and what it waits for that: a twentieth of a processor.
const RUNS: Duration = Duration::from_millis(10);
const STANDS: Duration = Duration::from_millis(190);
/// At least so long.
const LASTS: Duration = Duration::from_secs(6);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_hardly_any_processor_everything_takes_long_and_nothing_is_lost() {
    let mut world = World::of_the_program(&FEW).await;
    let here = [world.session];
    begins_with_a_round(&mut world, &here).await;
    let mut witness = Witness::default();
    let began = Instant::now();
    let starving = Starving::begins(world.process());
    let mut turns = 0;
    while began.elapsed() < LASTS {
        let mut at_work = Vec::new();
        for name in ["Asha", "Ben", "Chi"] {
            at_work.push(begins(&world, &witness, name, turns).await);
        }
        for work in at_work {
            tell(&mut witness, work.await.unwrap());
        }
        turns += 1;
    }
    let stood = starving.ends();
    let lasted = began.elapsed();
    assert!(
        stood > lasted * 4 / 5,
        "it stood still {stood:?} of {lasted:?}"
    );
    signal(&world, "-CONT");
    for name in ["Asha", "Ben", "Chi"] {
        let person = world.arrives(name).await;
        let again = witness.unanswered(person.id());
        tell(&mut witness, asks(person, again, Vec::new()).await);
        assert!(witness.unanswered(world.id(name)).is_empty());
    }
    shows_all_that_was_seen(&world, &witness).await;
    assert!(witness.acknowledged() > 20, "was anybody at work?");
    assert!(world.is_asked_to_end().await.unwrap().success());
    let log = Sqlite::open(world.folder()).unwrap();
    let wrong = witness.against(&kept(&log, world.session).await);
    assert!(wrong.is_empty(), "{wrong:#?}");
    drop(log);
    let (sound, told) = check(world.folder());
    assert!(sound, "{told}");
}

/// Stops a process and lets it go again and again, until it is told to end.
struct Starving {
    over: Arc<AtomicBool>,
    turns: JoinHandle<Duration>,
}

impl Starving {
    fn begins(process: u32) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let turns = thread::spawn({
            let over = Arc::clone(&over);
            move || {
                let mut stood = Duration::ZERO;
                while !over.load(Ordering::Relaxed) {
                    give(process, "-STOP");
                    let stands = Instant::now();
                    thread::sleep(STANDS);
                    stood += stands.elapsed();
                    give(process, "-CONT");
                    thread::sleep(RUNS);
                }
                stood
            }
        });
        Self { over, turns }
    }

    /// How long the process stood still.
    fn ends(self) -> Duration {
        self.over.store(true, Ordering::Relaxed);
        self.turns.join().unwrap()
    }
}
