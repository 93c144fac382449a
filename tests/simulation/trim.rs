//! Playing a plan, and making a plan that fails as short as it can be.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::day::{Day, Manner};
use super::disk::PLANNED;
use super::plan::Plan;
use super::quiet;
use super::tally::Tally;

thread_local! {
    /// What panicked while a day was played; `None` while none is.
    static PANICS: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Panics of a simulated day are findings, not noise: a task of the server that panics would otherwise be
/// started again, and nobody would know.
fn listen_for_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let is_ours = PANICS.with_borrow_mut(|panics| {
                let own = panics.as_mut();
                own.map(|panics| panics.push(panic.to_string())).is_some()
            });
            if !is_ours {
                before(panic);
            }
        }));
    });
}

/// Plays the plan to its end.
///
/// # Errors
/// What was wrong, in one sentence.
pub fn play(plan: &Plan, manner: Manner) -> Result<Day, String> {
    played(Day::new(plan.clone(), manner))
}

/// Plays a day that has been made ready.
///
/// # Errors
/// What was wrong, in one sentence.
pub fn played(mut day: Day) -> Result<Day, String> {
    listen_for_panics();
    PANICS.set(Some(Vec::new()));
    let played = catch_unwind(AssertUnwindSafe(|| {
        day.plays()?;
        day.ends()?;
        Ok(day)
    }));
    let panics = PANICS.take().unwrap_or_default();
    let wrong = panics.into_iter().find(|panic| !panic.contains(PLANNED));
    match (played, wrong) {
        (Ok(Err(why)), _) => Err(why),
        (_, Some(panic)) => Err(panic),
        (Ok(Ok(day)), None) => Ok(day),
        (Err(_), None) => Err("a panic without a word".to_owned()),
    }
}

/// Plays a plan, or the two days of a plan with a secret, and says what has happened.
///
/// # Errors
/// What was wrong.
pub fn judge(plan: &Plan) -> Result<Tally, String> {
    match plan.secret() {
        Some(secret) => quiet::compared(plan, secret),
        None => play(plan, Manner::default()).map(|day| day.tally),
    }
}

/// Takes steps out for as long as it still fails: large parts first, then one by one.
pub fn trim(plan: &Plan, fails: impl Fn(&Plan) -> bool) -> Plan {
    let mut plan = plan.clone();
    let mut part = plan.steps.len().div_ceil(2);
    while part > 0 {
        let mut from = 0;
        while from < plan.steps.len() {
            let mut shorter = plan.clone();
            let until = (from + part).min(plan.steps.len());
            shorter.steps.drain(from..until);
            if fails(&shorter) {
                plan = shorter;
            } else {
                from += part;
            }
        }
        part /= 2;
    }
    plan
}

/// Plays a plan that must go well; otherwise says what went wrong, with the shortest plan that does.
#[track_caller]
pub fn goes_well(plan: &Plan) {
    if let Err(why) = judge(plan) {
        panic!("seed {}: {}", plan.seed, trimmed(plan, &why));
    }
}

/// What is wrong with this plan, and the shortest one with which something is.
pub fn trimmed(plan: &Plan, why: &str) -> String {
    let short = trim(plan, |plan| judge(plan).is_err());
    let same = judge(&short).err().unwrap_or_default();
    let file = kept_in_a_file(&short);
    format!("{why}\ntrimmed ({same}) and kept in {file}:\n{short}")
}

fn kept_in_a_file(plan: &Plan) -> String {
    let what = if plan.secret().is_some() {
        "pair"
    } else {
        "day"
    };
    let file = format!("{}/{what}-{}.plan", env!("CARGO_TARGET_TMPDIR"), plan.seed);
    match std::fs::write(&file, plan.to_string()) {
        Ok(()) => file,
        Err(error) => error.to_string(),
    }
}
