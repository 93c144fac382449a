//! Many sessions at once on the real program: talk, readers who stop reading, and a kill with everybody coming back.
//!
//! A small storm runs with every test. `make storm` runs a large one in a release build. Both print their figures, which
//! are those of one machine at one moment; what TRUST 1 promises of a restart holds on any.

mod crowd;
mod figures;

use std::time::{Duration, Instant};

use crowd::Crowd;
use figures::said;

/// How large, how long, and how many of the people stop reading.
struct Size {
    sessions: usize,
    people: usize,
    messages: usize,
    stuck: usize,
}

impl Size {
    fn from_environment() -> Self {
        match std::env::var("ALONGSIDE_STORM").as_deref() {
            Ok("large") => Self {
                sessions: 20,
                people: 25,
                messages: 200,
                stuck: 50,
            },
            _ => Self {
                sessions: 3,
                people: 8,
                messages: 10,
                stuck: 3,
            },
        }
    }
}

/// TRUST 1: all are back within so long at p99.
const BACK_WITHIN: Duration = Duration::from_secs(10);
/// On a machine that is busy with other things as well, one of so many restarts has to keep that.
const RESTARTS: usize = 3;
/// How often some stop reading: what they leave behind in memory would add up.
const TIMES: usize = 3;
/// What may be in memory that was not there before, when those who did not read are gone: a quarter more, or as much as
/// an allocator keeps back for itself.
const MEMORY_MARGIN_KIB: u64 = 16 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_talk_stuck_readers_and_a_kill_everybody_is_back_and_nothing_said_is_lost() {
    let size = Size::from_environment();
    let began = Instant::now();
    let mut crowd = Crowd::gathers(size.sessions, size.people).await;
    said(&format!(
        "{} people in {} sessions are there after {:.1} s",
        crowd.count(),
        size.sessions,
        began.elapsed().as_secs_f64()
    ));

    // The first words warm up whatever can be; what is compared comes after them, and grows by as many words each time.
    crowd.talk("first", size.messages).await;
    let mut memory = vec![crowd.memory_kib()];
    let mut calm = Vec::new();
    for time in 1..=TIMES {
        let alone = crowd.talk(&format!("calm {time}"), size.messages).await;
        said(&format!("chat to the other screens: {alone}"));
        memory.push(crowd.memory_kib());

        crowd.stop_reading(size.stuck).await;
        let beside = crowd.talk(&format!("beside {time}"), size.messages).await;
        let stuck = size.stuck;
        said(&format!("the same with {stuck} who do not read: {beside}"));
        said(&format!(
            "p99 with them / p99 without: {:.2}",
            beside.p99_ratio(&alone)
        ));
        crowd.stuck_are_let_go().await;
        memory.push(crowd.memory_kib());
        calm.push(alone);
    }
    said(&format!(
        "p99 without them, later / earlier: {:.2}",
        calm[TIMES - 1].p99_ratio(&calm[0])
    ));
    said(&format!(
        "memory, KiB, before and after each of these: {memory:?}"
    ));
    let (before, after) = (memory[0], memory[memory.len() - 1]);
    let most = before + MEMORY_MARGIN_KIB.max(before / 4);
    assert!(after < most, "{before} KiB before, {after} KiB after");

    let written = crowd.said_so_far();
    let mut back = Vec::new();
    for _ in 0..RESTARTS {
        let times = crowd.survives_a_kill().await;
        said(&format!("back after a kill and a restart: {times}"));
        crowd.everybody_reads(&written).await;
        back.push(times.p99());
        if times.p99() < BACK_WITHIN {
            return;
        }
    }
    panic!("in time after none of these restarts: {back:?}");
}
