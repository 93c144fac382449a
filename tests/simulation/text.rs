//! A plan as a text: one step a line, to be printed when a day fails and played again from there.
//!
//! ```text
//! seed 17 people Fay Ana Bo
//! +120 comes Ana
//! +30 asks Ana 48213
//! ```

use std::fmt;
use std::str::FromStr;

use super::disk::Fault;
use super::plan::{Act, CAST, GUEST, Plan, Step};

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let early = if self.early { " early" } else { "" };
        let people = self.people.join(" ");
        write!(f, "seed {}{early} people {people}", self.seed)?;
        for Step { after, act } in &self.steps {
            write!(f, "\n+{after} {act}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comes(who) => write!(f, "comes {who}"),
            Self::Goes(who) => write!(f, "goes {who}"),
            Self::Reloads(who) => write!(f, "reloads {who}"),
            Self::Cut(who) => write!(f, "cut {who}"),
            Self::Blackout => write!(f, "blackout"),
            Self::Torn(who) => write!(f, "torn {who}"),
            Self::Held(who, ms) => write!(f, "held {who} {ms}"),
            Self::Stuck(who, ms) => write!(f, "stuck {who} {ms}"),
            Self::Asks(who, what) => write!(f, "asks {who} {what}"),
            Self::Repeats(who) => write!(f, "repeats {who}"),
            Self::Reuses(who) => write!(f, "reuses {who}"),
            Self::Prepares(secret) => write!(f, "prepares {secret}"),
            Self::Whispers(secret) => write!(f, "whispers {secret}"),
            Self::KeepsQuiet(secret) => write!(f, "keeps_quiet {secret}"),
            Self::Garbles(who, what) => write!(f, "garbles {who} {what}"),
            Self::Hurries(who, what) => write!(f, "hurries {who} {what}"),
            Self::Starts => write!(f, "starts"),
            Self::Rooms(kind) => write!(f, "rooms {kind}"),
            Self::Knocks => write!(f, "knocks"),
            Self::Changes(what) => write!(f, "changes {what}"),
            Self::Crowds(who) => write!(f, "crowds {who}"),
            Self::Outdated(who) => write!(f, "outdated {who}"),
            Self::Device(who) => write!(f, "device {who}"),
            Self::ShutOut(who) => write!(f, "shut_out {who}"),
            Self::Fails(fault) => write!(f, "fails {fault:?}"),
            Self::Rests(ms) => write!(f, "rests {ms}"),
            Self::Usurped => write!(f, "usurped"),
            Self::Crashes(ms) => write!(f, "crashes {ms}"),
            Self::Restarts(ms) => write!(f, "restarts {ms}"),
            Self::Quiet(seconds) => write!(f, "quiet {seconds}"),
        }
    }
}

/// A line that is no step, as it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct NoPlan(pub String);

impl FromStr for Plan {
    type Err = NoPlan;

    fn from_str(text: &str) -> Result<Self, NoPlan> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        let head = || {
            let (seed, people) = first.strip_prefix("seed ")?.split_once(" people ")?;
            let people = people.split(' ').map(name).collect::<Option<Vec<_>>>()?;
            let (seed, early) = match seed.strip_suffix(" early") {
                Some(seed) => (seed, true),
                None => (seed, false),
            };
            Some((seed.parse().ok()?, early, people))
        };
        let (seed, early, people) = head().ok_or_else(|| NoPlan(first.to_owned()))?;
        let steps = lines.map(|line| step(line).ok_or_else(|| NoPlan(line.to_owned())));
        Ok(Self {
            seed,
            people,
            early,
            steps: steps.collect::<Result<_, _>>()?,
        })
    }
}

fn name(text: &str) -> Option<&'static str> {
    let mut names = CAST.iter().map(|(name, _)| *name).chain([GUEST]);
    names.find(|name| *name == text)
}

fn step(line: &str) -> Option<Step> {
    let (after, act) = line.strip_prefix('+')?.split_once(' ')?;
    let words: Vec<&str> = act.split(' ').collect();
    let who = || name(words.get(1)?);
    let number = |place: usize| words.get(place)?.parse().ok();
    let secret = || words.get(1)?.parse().ok();
    let act = match *words.first()? {
        "comes" => Act::Comes(who()?),
        "goes" => Act::Goes(who()?),
        "reloads" => Act::Reloads(who()?),
        "cut" => Act::Cut(who()?),
        "blackout" => Act::Blackout,
        "torn" => Act::Torn(who()?),
        "held" => Act::Held(who()?, number(2)?),
        "stuck" => Act::Stuck(who()?, number(2)?),
        "asks" => Act::Asks(who()?, number(2)?),
        "repeats" => Act::Repeats(who()?),
        "reuses" => Act::Reuses(who()?),
        "prepares" => Act::Prepares(secret()?),
        "whispers" => Act::Whispers(secret()?),
        "keeps_quiet" => Act::KeepsQuiet(secret()?),
        "garbles" => Act::Garbles(who()?, number(2)?),
        "hurries" => Act::Hurries(who()?, number(2)?),
        "starts" => Act::Starts,
        "rooms" => Act::Rooms(number(1)?),
        "knocks" => Act::Knocks,
        "changes" => Act::Changes(number(1)?),
        "crowds" => Act::Crowds(who()?),
        "outdated" => Act::Outdated(who()?),
        "device" => Act::Device(who()?),
        "shut_out" => Act::ShutOut(who()?),
        "fails" => Act::Fails(fault(words.get(1)?)?),
        "rests" => Act::Rests(number(1)?),
        "usurped" => Act::Usurped,
        "crashes" => Act::Crashes(number(1)?),
        "restarts" => Act::Restarts(number(1)?),
        "quiet" => Act::Quiet(number(1)?),
        _ => return None,
    };
    Some(Step {
        after: after.parse().ok()?,
        act,
    })
}

fn fault(text: &str) -> Option<Fault> {
    Fault::ALL
        .into_iter()
        .find(|fault| format!("{fault:?}") == text)
}

#[test]
fn a_plan_reads_back_as_it_was_written() {
    for seed in 0..200 {
        let plan = Plan::by_chance(seed);
        assert_eq!(plan.to_string().parse(), Ok(plan));
    }
    assert!("seed 1 people Fay\n+1 sings Fay".parse::<Plan>().is_err());
}
