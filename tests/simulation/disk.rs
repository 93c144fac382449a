//! A log in memory that has its moods: it is slow, refuses, fails without saying whether it kept anything, and loses
//! power between keeping and answering.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alongside::log::{Answer, Health, Kind, Log, LogError, Record, Stream};
use alongside_domain::dice::Dice;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::chance::{Lives, dice};

/// What goes wrong with the next record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not kept, and it says so.
    Refuses,
    /// Fails, though it was kept.
    FailsKept,
    /// Fails, and it was not kept.
    FailsLost,
    /// So slow that other things happen meanwhile.
    Stalls,
    /// The server's own code stops in the middle of it.
    Panics,
    /// The next reading fails.
    Unreadable,
}

impl Fault {
    pub const ALL: [Self; 6] = [
        Self::Refuses,
        Self::FailsKept,
        Self::FailsLost,
        Self::Stalls,
        Self::Panics,
        Self::Unreadable,
    ];
}

/// A disk that is broken on purpose, so that a checker can show that it notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// What was answered last is gone after a crash.
    Forgets,
    /// Answers before it keeps.
    AnswersEarly,
    /// Forgets whose command a record came from.
    LosesIds,
}

pub struct Disk {
    seed: u64,
    /// Everything at once, as pairs of days need it.
    prompt: bool,
    pub lie: Option<Lie>,
    state: Mutex<State>,
    health: watch::Sender<Health>,
    lives: Arc<Mutex<Lives>>,
}

/// What was appended at once, and from when on it is really there.
struct Batch {
    since: Option<Instant>,
    bodies: Vec<Vec<u8>>,
}

/// What is on its way, and behind which record it belongs.
struct Pending {
    expected: u64,
    bodies: Vec<Vec<u8>>,
}

#[derive(Default)]
struct State {
    batches: Vec<Batch>,
    pending: Option<Pending>,
    faults: VecDeque<Fault>,
    /// Those that have struck.
    struck: Vec<Fault>,
    asked: u64,
}

/// How long a record is on its way once the disk has answered too early.
const EARLY: Duration = Duration::from_millis(40);

impl Disk {
    pub fn new(seed: u64, prompt: bool, lie: Option<Lie>, lives: Arc<Mutex<Lives>>) -> Self {
        Self {
            seed,
            prompt,
            lie,
            state: Mutex::default(),
            health: watch::Sender::new(Health::Well),
            lives,
        }
    }

    /// What has gone wrong so far because the plan wanted it.
    pub fn struck(&self) -> Vec<Fault> {
        self.state.lock().unwrap().struck.clone()
    }

    pub fn fails_next(&self, fault: Fault) {
        self.state.lock().unwrap().faults.push_back(fault);
    }

    /// Keeps nothing from now on, and says so.
    pub fn rests(&self) {
        self.health.send_replace(Health::Failing(LogError::Full));
    }

    pub fn heals(&self) {
        self.state.lock().unwrap().faults.clear();
        if *self.health.borrow() != Health::Well {
            self.health.send_replace(Health::Well);
        }
    }

    /// What lies on the disk from this append on, append by append.
    pub fn kept(&self, from: usize, now: Option<Instant>) -> Vec<Vec<Vec<u8>>> {
        let state = self.state.lock().unwrap();
        let is_there = |batch: &&Batch| match (batch.since, now) {
            (Some(since), Some(now)) => since <= now,
            _ => true,
        };
        let batches = state.batches.iter().skip(from).take_while(is_there);
        batches.map(|batch| batch.bodies.clone()).collect()
    }

    /// Whether it has answered everything, and nothing is to go wrong.
    pub fn is_well(&self) -> bool {
        let state = self.state.lock().unwrap();
        let well = *self.health.borrow() == Health::Well;
        well && state.pending.is_none() && state.faults.is_empty()
    }

    /// The power goes. What was on its way made it, or did not; where another has written meanwhile, it could not.
    pub fn loses_power(&self, dice: &mut Dice) {
        let mut state = self.state.lock().unwrap();
        if let Some(Pending { expected, bodies }) = state.pending.take()
            && dice.below(2) == 0
            && state.last() == expected
        {
            state.batches.push(Batch {
                since: None,
                bodies,
            });
        }
        if self.lie == Some(Lie::Forgets) {
            state.batches.pop();
        }
    }

    /// Another server has written a record of its own.
    pub fn is_written_by_another(&self, now: i64) {
        let body = format!("{{\"v\":1,\"at\":{now},\"events\":[]}}");
        let mut state = self.state.lock().unwrap();
        if state.pending.is_none() {
            let bodies = vec![body.into_bytes()];
            state.batches.push(Batch {
                since: None,
                bodies,
            });
        }
    }

    fn begin(&self, expected: u64, bodies: &[Vec<u8>]) -> (Option<Fault>, [u64; 2]) {
        let mut state = self.state.lock().unwrap();
        state.pending = Some(Pending {
            expected,
            bodies: bodies.to_vec(),
        });
        state.asked += 1;
        let is_of_reading = |fault: &Fault| *fault == Fault::Unreadable;
        let fault = state.faults.pop_front_if(|fault| !is_of_reading(fault));
        state.struck.extend(fault);
        let mut dice = dice(self.seed, "disk", &[state.asked]);
        let slow = |dice: &mut Dice| match dice.below(12) {
            0..9 => 0,
            9 | 10 => 1,
            _ => 1 + dice.below(40) as u64,
        };
        let waits = match fault {
            Some(Fault::Stalls) => [500, 3_000],
            _ if self.prompt => [0, 0],
            _ => [slow(&mut dice), slow(&mut dice)],
        };
        (fault, waits)
    }

    fn keep(&self, stream: Stream, expected: u64, fault: Option<Fault>) -> Result<u64, LogError> {
        let mut state = self.state.lock().unwrap();
        let Some(Pending { bodies, .. }) = state.pending.take() else {
            return Err(LogError::Broken("the power went".to_owned()));
        };
        let last = state.last();
        if *self.health.borrow() != Health::Well {
            return Err(LogError::Resting(Box::new(LogError::Full)));
        }
        if last != expected {
            return Err(LogError::Stale {
                stream,
                expected,
                last,
            });
        }
        match fault {
            Some(Fault::Refuses) => return Err(LogError::Full),
            Some(Fault::FailsLost) => return Err(LogError::Broken("a fault".to_owned())),
            _ => {}
        }
        let early = self.lie == Some(Lie::AnswersEarly);
        let since = early.then(|| Instant::now() + EARLY);
        state.batches.push(Batch { since, bodies });
        match fault {
            Some(Fault::FailsKept) => Err(LogError::Broken("a fault".to_owned())),
            _ => Ok(state.last()),
        }
    }

    fn read_now(&self, from: u64) -> Result<Vec<Record>, LogError> {
        let mut state = self.state.lock().unwrap();
        let unreadable = |fault: &mut Fault| *fault == Fault::Unreadable;
        if let Some(fault) = state.faults.pop_front_if(unreadable) {
            state.struck.push(fault);
            return Err(LogError::Broken("a fault".to_owned()));
        }
        if from <= 1 {
            self.lives.lock().unwrap().has_read(state.last());
        }
        let record = |(position, body): (u64, &Vec<u8>)| Record {
            position,
            body: match self.lie {
                Some(Lie::LosesIds) => without_id(body),
                _ => body.clone(),
            },
        };
        let bodies = state.batches.iter().flat_map(|batch| &batch.bodies);
        let records = (1..).zip(bodies).filter(|(position, _)| *position >= from);
        Ok(records.map(record).collect())
    }
}

impl State {
    fn last(&self) -> u64 {
        self.batches
            .iter()
            .map(|batch| batch.bodies.len() as u64)
            .sum()
    }
}

fn without_id(body: &[u8]) -> Vec<u8> {
    let mut record: serde_json::Value = serde_json::from_slice(body).unwrap();
    record.as_object_mut().unwrap().remove("from");
    serde_json::to_vec(&record).unwrap()
}

impl Log for Disk {
    fn append(&self, stream: Stream, expected: u64, bodies: Vec<Vec<u8>>) -> Answer<'_, u64> {
        Box::pin(async move {
            let (fault, [before, after]) = self.begin(expected, &bodies);
            assert!(fault != Some(Fault::Panics), "{PLANNED}");
            if before > 0 {
                sleep(Duration::from_millis(before)).await;
            }
            let kept = self.keep(stream, expected, fault);
            if after > 0 {
                sleep(Duration::from_millis(after)).await;
            }
            kept
        })
    }

    fn read(&self, _: Stream, from: u64) -> Answer<'_, Vec<Record>> {
        Box::pin(async move { self.read_now(from) })
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.health.subscribe()
    }

    fn list(&self, _: Kind) -> Answer<'_, Vec<Stream>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn erase(&self, _: Stream) -> Answer<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// What a panic says that a day wanted.
pub const PLANNED: &str = "a panic in the middle of a session, as this day wants it";
