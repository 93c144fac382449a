//! Questions from the public case format `alongside-breakout-case/1`, answered as JSON.
//!
//! Ids are opaque text, the order of lists means nothing and unknown fields are ignored. The answer names rooms and
//! leads, or the clash, and adds a summary and reasons for staff, which a checker may ignore.

mod asked;
mod book;
mod sound;
mod trouble;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::clash::{Clash, Constraint};
use super::grouping::group;
use super::pairing::pair_buddies;
use super::plan::{Group, Plan};
use super::programme::{ProgrammePlan, plan_programme};
use super::reshuffle::reshuffle;
use asked::{Case, Kind, Round};
use book::Book;
pub use trouble::CaseTrouble;

/// The format this version reads.
pub const FORMAT: &str = "alongside-breakout-case/1";

/// A case that makes sense: every field has its form, nobody is named twice or sits in two rooms.
pub struct Question {
    case: Case,
    /// What rules and lists say of people who are not in the case, and what has no meaning therefore.
    ignored: Vec<String>,
}

impl Question {
    /// Reads a case.
    ///
    /// # Errors
    /// The first field that cannot be understood, and how to mend it.
    pub fn read(case_json: &str) -> Result<Self, CaseTrouble> {
        let case = asked::read(case_json)?;
        let ignored = sound::check(&case)?;
        Ok(Self { case, ignored })
    }

    /// The best answer there is, also when the answer is that it is impossible.
    #[must_use]
    pub fn answer(&self) -> Value {
        let case = &self.case;
        let book = Book::of(case);
        let body = match case.kind {
            Kind::Buddies => pair_buddies(&book.pairing(case)).map(|plan| buddies(&book, &plan)),
            Kind::Groups if case.rounds.len() > 1 => plan_programme(&book.programme(case))
                .map(|plan| programme(&book, case, &plan))
                .map_err(|refused| refused.clash),
            Kind::Groups => rounds(&book, case),
            Kind::Reshuffle => reshuffle(&book.reshuffle(case)).map(|plan| moved(&book, &plan)),
        };
        let mut answer = body.unwrap_or_else(|clash| impossible(&book, &clash));
        answer["case"] = json!(case.id);
        if !self.ignored.is_empty() {
            answer["ignored"] = json!(self.ignored);
        }
        answer
    }
}

/// Reads a case and gives the answer, as JSON text.
///
/// # Errors
/// The first field that cannot be understood, and how to mend it.
pub fn answer(case_json: &str) -> Result<String, CaseTrouble> {
    Ok(Question::read(case_json)?.answer().to_string())
}
fn buddies(book: &Book, plan: &Plan) -> Value {
    let units: Vec<Vec<&str>> = plan
        .groups
        .iter()
        .map(|unit| book.people(&unit.people))
        .collect();
    json!({"status": "ok", "buddies": units, "summary": plan.summary(), "reasons": reasons(book, plan)})
}

fn rounds(book: &Book, case: &Case) -> Result<Value, Clash> {
    let mut answered = Vec::new();
    for round in &case.rounds {
        let plan = group(&book.grouping(case, round))?;
        answered.push(one_round(book, round, &plan));
    }
    Ok(json!({"status": "ok", "rounds": answered}))
}

fn programme(book: &Book, case: &Case, plan: &ProgrammePlan) -> Value {
    let rounds = case.rounds.iter().zip(&plan.rounds);
    let rounds: Vec<Value> = rounds
        .map(|(round, plan)| one_round(book, round, plan))
        .collect();
    json!({"status": "ok", "rounds": rounds})
}

fn one_round(book: &Book, round: &Round, plan: &Plan) -> Value {
    let rooms: Vec<Value> = plan.groups.iter().map(|group| room(book, group)).collect();
    json!({"round": round.round, "rooms": rooms, "summary": plan.summary(), "reasons": reasons(book, plan)})
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
