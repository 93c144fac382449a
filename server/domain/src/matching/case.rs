//! Questions from the public case format `alongside-breakout-case/1`, answered as JSON.
//!
//! Ids are opaque text, the order of lists means nothing and unknown fields are ignored. The answer names rooms and
//! leads, or the clash, and adds a summary and reasons for staff, which a checker may ignore.

mod asked;
mod book;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::clash::{Clash, Constraint};
use super::grouping::group;
use super::pairing::pair_buddies;
use super::plan::{Group, Plan};
use super::reshuffle::reshuffle;
use asked::{Case, Kind};
use book::Book;

/// Why a case cannot be answered at all.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    #[error("The case cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("The format of the case is {0:?}; this version reads {FORMAT:?}.")]
    OtherFormat(String),
}

/// The format this version reads.
pub const FORMAT: &str = "alongside-breakout-case/1";

/// Reads a case and gives the answer, as JSON text, also when the answer is that it is impossible.
pub fn answer(case_json: &str) -> Result<String, CaseError> {
    let case: Case = serde_json::from_str(case_json)?;
    if case.format != FORMAT {
        return Err(CaseError::OtherFormat(case.format));
    }
    let book = Book::of(&case);
    let body = match case.kind {
        Kind::Buddies => pair_buddies(&book.pairing(&case)).map(|plan| buddies(&book, &plan)),
        Kind::Groups => rounds(&book, &case),
        Kind::Reshuffle => reshuffle(&book.reshuffle(&case)).map(|plan| moved(&book, &plan)),
    };
    let mut answer = body.unwrap_or_else(|clash| impossible(&book, &clash));
    answer["case"] = json!(case.id);
    Ok(answer.to_string())
}

fn buddies(book: &Book, plan: &Plan) -> Value {
    let units: Vec<Vec<&str>> = plan
        .groups
        .iter()
        .map(|unit| book.people(&unit.people))
        .collect();
    json!({"status": "ok", "buddies": units, "summary": plan.summary(), "reasons": reasons(book, plan)})
}

/// Round by round: what a round brings about is history and experience for the next.
fn rounds(book: &Book, case: &Case) -> Result<Value, Clash> {
    let mut history = book.history(case);
    let mut led = vec![0_u32; book.size()];
    let mut answered = Vec::new();
    for round in &case.rounds {
        let plan = group(&book.grouping(case, round, &history, &led))?;
        for room in &plan.groups {
            history.add_room(&room.people);
            if let Some(times) = room.lead.and_then(|lead| led.get_mut(lead.0 as usize)) {
                *times += 1;
            }
        }
        let rooms: Vec<Value> = plan.groups.iter().map(|group| room(book, group)).collect();
        answered.push(json!({
            "round": round.round, "rooms": rooms, "summary": plan.summary(), "reasons": reasons(book, &plan)
        }));
    }
    Ok(json!({"status": "ok", "rounds": answered}))
}

fn moved(book: &Book, plan: &Plan) -> Value {
    let rooms = |plan: &Plan| {
        plan.groups
            .iter()
            .map(|group| room(book, group))
            .collect::<Vec<Value>>()
    };
    let other = |plan: &Plan| json!({"rooms": rooms(plan), "summary": plan.summary()});
    json!({
        "status": "ok",
        "rooms": rooms(plan),
        "summary": plan.summary(),
        "reasons": reasons(book, plan),
        "alternatives": plan.alternatives.iter().map(other).collect::<Vec<Value>>(),
    })
}

fn room(book: &Book, group: &Group) -> Value {
    json!({
        "room": group.room.map(|room| book.room_id(room)),
        "people": book.people(&group.people),
        "lead": group.lead.map(|lead| book.person_id(lead)),
    })
}

fn reasons(book: &Book, plan: &Plan) -> Vec<String> {
    plan.reasons
        .iter()
        .map(|because| because.sentence(book))
        .collect()
}

fn impossible(book: &Book, clash: &Clash) -> Value {
    let names: BTreeSet<&str> = clash
        .constraints
        .iter()
        .map(|each| name(book, each))
        .collect();
    json!({"status": "impossible", "conflict": names, "message": clash.sentence(book)})
}

fn name<'a>(book: &'a Book, constraint: &Constraint) -> &'a str {
    match constraint {
        Constraint::Apart { rule, .. }
        | Constraint::Together { rule, .. }
        | Constraint::Pin { rule, .. } => book.rule_id(*rule),
        Constraint::MaxSize(_) => "max_size",
        Constraint::MinSize(_) => "min_size",
        Constraint::Rooms(_) => "rooms",
    }
}
