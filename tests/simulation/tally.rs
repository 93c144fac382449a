//! What has happened on many days, counted: what was asked and kept, what went wrong on purpose, what was never
//! reached. A day on which nothing happens passes every check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use alongside::kept::Kept;
use alongside_domain::{examples, session::Session};
use alongside_protocol::{command::Command, frames::close};
use serde_json::Value;

use super::chance::dice;
use super::disk::Fault;
use super::plan::Act;
use super::secrets::Secret;
use super::walk::name_of;

/// All that a socket can be told at its end (CLOSE1).
const CODES: [u16; 9] = [
    close::RECONNECT,
    close::TICKET,
    close::UNREADABLE,
    close::RELOAD,
    close::REMOVED,
    close::OVER,
    close::OTHER_TAB,
    close::SIGNED_OUT,
    close::SLOW,
];

/// How a command was answered.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    kept: u64,
    refused: u64,
}

#[derive(Debug, Default)]
pub struct Tally {
    pub days: u64,
    /// All of their time, in milliseconds.
    long: u64,
    /// How often a server started.
    pub starts: u64,
    pub wires: u64,
    pub frames: u64,
    /// Answers after which a page tries again by itself.
    pub put_off: u64,
    /// Snapshots that came in more than one part.
    pub parted: u64,
    records: u64,
    /// Pairs of days that differed because of a secret, and frames that were compared on them.
    pub told: u64,
    pub compared: u64,
    /// What kinds of secrets those were.
    pub secrets: BTreeSet<Secret>,
    acts: BTreeMap<String, u64>,
    faults: BTreeMap<String, u64>,
    asked: BTreeMap<String, Answers>,
    events: BTreeMap<String, u64>,
    codes: BTreeMap<u16, u64>,
}

impl Tally {
    pub fn acts(&mut self, act: Act) {
        let line = act.to_string();
        let word = line.split(' ').next().unwrap_or_default();
        *self.acts.entry(word.to_owned()).or_default() += 1;
    }

    pub fn answers(&mut self, command: &Command, kept: bool) {
        let answers = self.asked.entry(name_of(command)).or_default();
        *(if kept {
            &mut answers.kept
        } else {
            &mut answers.refused
        }) += 1;
    }

    pub fn closes(&mut self, code: u16) {
        *self.codes.entry(code).or_default() += 1;
    }

    /// It was one of two days: whether the secret happened at all, and how many frames were alike.
    pub fn compares(&mut self, secret: Secret, happened: bool, frames: u64) {
        if happened {
            self.told += 1;
            self.secrets.insert(secret);
        }
        self.compared += frames;
    }

    /// The day is over: what lies on its disk, and what the disk did.
    pub fn ends(&mut self, long: u64, log: &[Vec<Vec<u8>>], faults: &[Fault]) {
        self.days += 1;
        self.long += long;
        for fault in faults {
            *self.faults.entry(format!("{fault:?}")).or_default() += 1;
        }
        for body in log.iter().flatten() {
            self.records += 1;
            let kept = Kept::<Value>::read(body);
            for event in kept.iter().flat_map(|kept| &kept.events) {
                *self.events.entry(kind(event)).or_default() += 1;
            }
        }
    }

    pub fn add(&mut self, other: Self) {
        self.days += other.days;
        self.long += other.long;
        self.starts += other.starts;
        self.wires += other.wires;
        self.frames += other.frames;
        self.put_off += other.put_off;
        self.parted += other.parted;
        self.records += other.records;
        self.told += other.told;
        self.compared += other.compared;
        self.secrets.extend(other.secrets);
        add(&mut self.acts, other.acts);
        add(&mut self.faults, other.faults);
        add(&mut self.events, other.events);
        add(&mut self.codes, other.codes);
        for (command, answers) in other.asked {
            let sum = self.asked.entry(command).or_default();
            sum.kept += answers.kept;
            sum.refused += answers.refused;
        }
    }

    /// Whatever can happen and has not.
    fn never(&self) -> Vec<String> {
        let session = Session::default();
        let all = examples::one_of_each(&session, &mut dice(0, "each", &[]));
        let all: BTreeSet<String> = all.iter().map(name_of).collect();
        let is_kept = |name: &String| self.asked.get(name).is_some_and(|answers| answers.kept > 0);
        let commands = all.into_iter().filter(|name| !is_kept(name));
        let faults = Fault::ALL.map(|fault| format!("{fault:?}"));
        let faults = faults
            .into_iter()
            .filter(|name| !self.faults.contains_key(name));
        let codes = CODES
            .into_iter()
            .filter(|code| !self.codes.contains_key(code));
        commands
            .chain(faults)
            .chain(codes.map(|code| code.to_string()))
            .collect()
    }
}

fn add<K: Ord>(sum: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (key, number) in other {
        *sum.entry(key).or_default() += number;
    }
}

/// `chat posted`, and so on.
fn kind(event: &Value) -> String {
    let (area, event) = tag(event);
    let (name, _) = event.map(tag).unwrap_or_default();
    format!("{area} {name}")
}

fn tag(value: &Value) -> (&str, Option<&Value>) {
    match value {
        Value::Object(fields) => match fields.get("t").and_then(Value::as_str) {
            Some(name) => (name, None),
            None => fields
                .iter()
                .next()
                .map_or(("", None), |(name, inner)| (name, Some(inner))),
        },
        other => (other.as_str().unwrap_or_default(), None),
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |number: u64| number as f64 / self.days.max(1) as f64;
        let sum = |numbers: &BTreeMap<String, u64>| numbers.values().sum::<u64>();
        let kept: u64 = self.asked.values().map(|answers| answers.kept).sum();
        let refused: u64 = self.asked.values().map(|answers| answers.refused).sum();
        writeln!(
            f,
            "a day on average: {:.0} minutes, {:.1} acts, {:.1} commands answered ({:.1} kept, {:.1} put off), {:.1} records, {:.1} \
             events, {:.1} connections, {:.0} frames, {:.1} snapshots in parts, {:.2} starts of the server after the first, {:.2} faults of the disk",
            each(self.long) / 60_000.0,
            each(sum(&self.acts)),
            each(kept + refused),
            each(kept),
            each(self.put_off),
            each(self.records),
            each(sum(&self.events)),
            each(self.wires),
            each(self.frames),
            each(self.parted),
            each(self.starts.saturating_sub(self.days)),
            each(sum(&self.faults)),
        )?;
        if self.compared > 0 {
            let (told, compared) = (self.told, self.compared);
            writeln!(
                f,
                "the secret happened on {told} of them; {compared} frames were alike"
            )?;
        }
        lines(f, "commands (kept/refused)", &self.asked, |answers| {
            format!("{}/{}", answers.kept, answers.refused)
        })?;
        lines(f, "acts", &self.acts, u64::to_string)?;
        lines(f, "faults of the disk", &self.faults, u64::to_string)?;
        lines(f, "events", &self.events, u64::to_string)?;
        lines(f, "ends of connections", &self.codes, u64::to_string)?;
        writeln!(f, "never: {}", self.never().join(", "))
    }
}

/// Several of them on a line.
fn lines<K: fmt::Display, N>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    numbers: &BTreeMap<K, N>,
    tell: impl Fn(&N) -> String,
) -> fmt::Result {
    writeln!(f, "{title}:")?;
    let cells: Vec<String> = numbers
        .iter()
        .map(|(name, number)| format!("{name} {}", tell(number)))
        .collect();
    for row in cells.chunks(4) {
        let row: Vec<String> = row.iter().map(|cell| format!("{cell:<36}")).collect();
        writeln!(f, "  {}", row.concat().trim_end())?;
    }
    Ok(())
}
