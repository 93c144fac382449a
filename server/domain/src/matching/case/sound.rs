//! Whether a case makes sense as a whole, beyond the form of each field.
//!
//! Contradictions are refused, as any answer would be a guess. Rules and histories may speak of people who have left the
//! programme: they are of no consequence, and the answer tells them, so that a slip of the pen is seen.

use std::collections::BTreeSet;

use super::asked::{Case, Kind};
use super::book::text;
use super::trouble::shown;
use super::{CaseTrouble, FORMAT};
use crate::limits;

type Sound = Result<(), CaseTrouble>;

/// What is of no consequence, or the first contradiction.
pub fn check(case: &Case) -> Result<Vec<String>, CaseTrouble> {
    if case.format != FORMAT {
        let what = format!(
            "it is {}; this version reads {FORMAT:?}. Make the case in that format.",
            shown(&case.format)
        );
        return Err(CaseTrouble::new("format", what));
    }
    sizes(case)?;
    let people = once("people", case.people.iter().map(|each| &each.id))?;
    for (at, someone) in case.people.iter().enumerate() {
        count(&format!("people[{at}].times_led"), someone.times_led)?;
    }
    rules(case)?;
    history(case)?;
    match case.kind {
        Kind::Buddies => {}
        Kind::Groups => rounds(case, &people)?,
        Kind::Reshuffle => running(case, &people)?,
    }
    Ok(strangers_in_rules(case, &people))
}

fn sizes(case: &Case) -> Sound {
    let rooms = case.rooms.len() + case.spare_rooms.len();
    let rules =
        case.keep_apart.len() + case.keep_together.len() + case.companions.len() + case.pins.len();
    let lists = [
        ("people", case.people.len(), limits::CASE_PEOPLE),
        ("rooms", rooms, limits::CASE_PEOPLE),
        ("rounds", case.rounds.len(), limits::CASE_ROUNDS),
        ("keep_apart", rules, limits::CASE_RULES),
    ];
    for (field, size, most) in lists {
        if size > most {
            let what =
                format!("there are {size}, and at most {most} can be planned. Divide the case.");
            return Err(CaseTrouble::new(field, what));
        }
    }
    Ok(())
}

fn count(field: &str, number: u32) -> Sound {
    if number <= limits::CASE_COUNT {
        return Ok(());
    }
    let what = format!(
        "it is {number}; a count up to {} is needed.",
        limits::CASE_COUNT
    );
    Err(CaseTrouble::new(field, what))
}

/// All ids of a list, of which none may stand there twice.
fn once<'a>(
    field: &str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<&'a str>, CaseTrouble> {
    let mut seen = BTreeSet::new();
    for (at, id) in ids.enumerate() {
        if !seen.insert(id.as_str()) {
            let what = format!(
                "{} is here a second time. Give everything its own id, once.",
                shown(id)
            );
            return Err(CaseTrouble::new(format!("{field}[{at}]"), what));
        }
    }
    Ok(seen)
}

fn rules(case: &Case) -> Sound {
    let ids = case.keep_apart.iter().map(|each| &each.id);
    let ids = ids.chain(case.keep_together.iter().map(|each| &each.id));
    let ids = ids.chain(case.companions.iter().map(|each| &each.id));
    let mut seen = BTreeSet::new();
    for id in ids.chain(case.pins.iter().map(|each| &each.id)) {
        if !seen.insert(id) {
            let what = format!("{} is the id of two rules. Give each its own.", shown(id));
            return Err(CaseTrouble::new(
                "keep_apart, keep_together, companions, pins",
                what,
            ));
        }
        if ["max_size", "min_size", "rooms"].contains(&id.as_str()) {
            let what = format!("{id:?} is the name of a size. Give the rule another id.");
            return Err(CaseTrouble::new(
                "keep_apart, keep_together, companions, pins",
                what,
            ));
        }
    }
    for (at, rule) in case.keep_apart.iter().enumerate() {
        if rule.people.0[0] == rule.people.0[1] {
            let what = format!(
                "{} cannot be kept apart from themselves. Name two people.",
                shown(&rule.people.0[0])
            );
            return Err(CaseTrouble::new(format!("keep_apart[{at}].people"), what));
        }
    }
    Ok(())
}

fn history(case: &Case) -> Sound {
    let mut seen = BTreeSet::new();
    for (at, met) in case.history.iter().enumerate() {
        count(&format!("history[{at}].times"), met.times)?;
        let [a, b] = &met.people.0;
        if !seen.insert(if a <= b { (a, b) } else { (b, a) }) {
            let what = format!(
                "{} and {} are here a second time. Add their times up in one.",
                shown(a),
                shown(b)
            );
            return Err(CaseTrouble::new(format!("history[{at}].people"), what));
        }
    }
    Ok(())
}

fn rounds(case: &Case, people: &BTreeSet<&str>) -> Sound {
    let mut seen = BTreeSet::new();
    for (at, round) in case.rounds.iter().enumerate() {
        if !seen.insert(text(&round.round)) {
            let what = format!(
                "there are two rounds {}. Number them.",
                shown(&text(&round.round))
            );
            return Err(CaseTrouble::new(format!("rounds[{at}].round"), what));
        }
        let field = format!("rounds[{at}].rooms");
        let rooms = once(&field, round.rooms.iter())?;
        if rooms.len() > limits::CASE_PEOPLE {
            let what = format!(
                "there are {}, and at most {} can be planned.",
                rooms.len(),
                limits::CASE_PEOPLE
            );
            return Err(CaseTrouble::new(field, what));
        }
        let field = format!("rounds[{at}].present");
        once(&field, round.present.iter())?;
        known(&field, round.present.iter(), people)?;
    }
    Ok(())
}

fn running(case: &Case, people: &BTreeSet<&str>) -> Sound {
    once("rooms", case.rooms.iter().map(|each| &each.room))?;
    let rooms = case.rooms.iter().chain(&case.spare_rooms);
    once("rooms and spare_rooms", rooms.map(|each| &each.room))?;
    once(
        "rooms[].people",
        case.rooms.iter().flat_map(|room| &room.people),
    )?;
    let gone: BTreeSet<&String> = case.event.left.iter().collect();
    for (at, room) in case.rooms.iter().enumerate() {
        let staying = room.people.iter().filter(|each| !gone.contains(each));
        known(&format!("rooms[{at}].people"), staying, people)?;
    }
    let arriving = &case.event.joined;
    known("event.joined", arriving.iter(), people)?;
    let back = || case.event.returned.iter().map(|each| &each.person);
    known("event.returned", back(), people)?;
    once(
        "event.joined and event.returned",
        arriving.iter().chain(back()),
    )?;
    if case.max_size.is_none() {
        let what = "it is missing. Say how many people a room may have at the most.";
        return Err(CaseTrouble::new("max_size", what));
    }
    Ok(())
}

fn known<'a>(field: &str, ids: impl Iterator<Item = &'a String>, people: &BTreeSet<&str>) -> Sound {
    for id in ids {
        if !people.contains(id.as_str()) {
            let what = format!(
                "{} is not in `people`. Add them there, or take them out here.",
                shown(id)
            );
            return Err(CaseTrouble::new(field, what));
        }
    }
    Ok(())
}

/// Rules that name somebody who is not in the case.
fn strangers_in_rules(case: &Case, people: &BTreeSet<&str>) -> Vec<String> {
    let apart = case
        .keep_apart
        .iter()
        .map(|each| (&each.id, &each.people.0[..]));
    let together = case
        .keep_together
        .iter()
        .map(|each| (&each.id, &each.people[..]));
    let companions = case
        .companions
        .iter()
        .map(|each| (&each.id, &each.with[..]));
    let pins = case
        .pins
        .iter()
        .map(|each| (&each.id, std::slice::from_ref(&each.person)));
    let mut told = Vec::new();
    for (rule, named) in apart.chain(together).chain(companions).chain(pins) {
        for id in named.iter().filter(|id| !people.contains(id.as_str())) {
            told.push(format!("{rule}: {id:?} is not in `people`"));
        }
    }
    told
}
