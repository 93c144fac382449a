//! From the question to the plan: seats to begin with, or the clash; the search; leads; and the reasons round by round.

use crate::matching::chance::Chance;
use crate::matching::grouping::{
    Grouping, LEVELS, Mix, clash_of_rounds, discomfort_of, group, uneven,
};
use crate::matching::people::{Person, Rules, pairs};
use crate::matching::plan::{Group, Plan, named};
use crate::matching::told::because;

use super::begin::seated;
use super::bound::floor;
use super::facts::{APART as APART_NUMBER, Facts, TIED};
use super::fair::{leads_of, led};
use super::leads::load;
use super::search::{Rooms, best};
use super::seats::{APART, Levels, Seats, kind, unled};
use super::{Programme, ProgrammePlan, RoundClash};

/// From this size on, searching for any seats that keep the rules takes longer than improving seats that do not yet.
const LARGE: usize = 60;

/// Plans all rounds together, or names the rules that leave a round without any plan.
pub fn plan_programme(programme: &Programme) -> Result<ProgrammePlan, RoundClash> {
    let facts = Facts::new(programme);
    let mut first = Vec::new();
    for round in 0..facts.rounds.len() {
        first.push(first_seats(programme, &facts, round)?);
    }
    let floor = floor(&facts);
    let mut seats = best(&facts, first, &floor, programme.seed);
    if seats.levels[APART] > 0 {
        let mut rooms = seats.rooms;
        for (round, rooms) in rooms
            .iter_mut()
            .enumerate()
            .filter(|(_, rooms)| has_apart(&facts, rooms))
        {
            *rooms = searched_seats(programme, &facts, round)?;
        }
        seats = Seats::new(&facts, rooms);
    }
    Ok(told(programme, &seats))
}

/// Seats of one round to begin with. Those of large cohorts may still have people together who are to be kept apart:
/// the search for the best seats separates them sooner than a search for any seats.
fn first_seats(programme: &Programme, facts: &Facts, round: usize) -> Result<Rooms, RoundClash> {
    let here = &facts.rounds[round];
    let mut order: Vec<usize> = here.blocks.iter().flatten().copied().collect();
    Chance::new(programme.seed ^ round as u64).shuffle(&mut order);
    let mut wished = vec![Vec::new(); here.rooms.len()];
    for (at, person) in order.into_iter().enumerate() {
        if let Some(room) = wished.get_mut(at % here.rooms.len().max(1)) {
            room.push(person);
        }
    }
    match seated(here, &wished) {
        Some(rooms) if facts.people() > LARGE || !has_apart(facts, &rooms) => Ok(rooms),
        _ => searched_seats(programme, facts, round),
    }
}

fn has_apart(facts: &Facts, rooms: &Rooms) -> bool {
    rooms
        .iter()
        .any(|people| pairs(people).any(|(a, b)| facts.pair(a, b) >= APART_NUMBER))
}

/// Seats of one round by a complete search, which keep all its rules.
fn searched_seats(programme: &Programme, facts: &Facts, round: usize) -> Result<Rooms, RoundClash> {
    let here = &facts.rounds[round];
    let plan = group(&question(programme, round)).map_err(|_| clashing(programme, round))?;
    let index = |person: &Person| {
        facts
            .members
            .binary_search_by_key(person, |each| each.id)
            .ok()
    };
    let mut rooms = vec![Vec::new(); here.rooms.len()];
    for group in &plan.groups {
        if let Some(room) = group.room.and_then(|room| here.rooms.index(room)) {
            rooms[room] = group.people.iter().filter_map(index).collect();
        }
    }
    Ok(rooms)
}

/// What clashes, if round `round` is impossible: without any one of it, the whole programme would be possible.
fn clashing(programme: &Programme, round: usize) -> RoundClash {
    let each = |round| question(programme, round);
    let all: Vec<Grouping> = (0..programme.rounds.len()).map(each).collect();
    RoundClash {
        round,
        clash: clash_of_rounds(&all, round),
    }
}

/// One round as a question by itself.
fn question(programme: &Programme, round: usize) -> Grouping {
    let mut question = Grouping::new(Vec::new(), Vec::new(), programme.seed);
    if let Some(sitting) = programme.rounds.get(round) {
        let here = programme
            .people
            .iter()
            .filter(|each| sitting.present.contains(&each.id));
        question.people = here.copied().collect();
        question.rooms = sitting.rooms.clone();
        (question.min_size, question.max_size) = (sitting.min_size, sitting.max_size);
        question.rules = Rules {
            pins: sitting.pins.clone(),
            ..programme.rules.clone()
        };
    }
    question.mix = Mix::Random;
    question
}

/// The seats as plans, each with its reasons and what it counts when its turn comes.
fn told(programme: &Programme, seats: &Seats) -> ProgrammePlan {
    let facts = seats.facts;
    let leads = leads_of(seats);
    let mut led = led(facts);
    let total = load(&leads, &led);
    let mut history = programme.history.clone();
    let mut plans = Vec::new();
    let mut next = seats.rooms.iter().flatten().zip(leads);
    for (sitting, here) in programme.rounds.iter().zip(&facts.rounds) {
        let mut plan = Plan::default();
        let mut counts = [0; 5];
        for (room, (people, lead)) in next.by_ref().take(here.rooms.len()).enumerate() {
            let mut people = people.clone();
            people.sort_unstable();
            let group = Group {
                room: Some(here.rooms.id(room)),
                people: people.iter().map(|&each| facts.members[each].id).collect(),
                lead: lead.map(|each| facts.members[each].id),
            };
            let times = lead.map_or(0, |each| led[each]);
            let kinds = people.iter().map(|&each| kind(facts, each)).sum();
            for (a, b) in pairs(&people).filter(|&(a, b)| facts.pair(a, b) != TIED) {
                counts[0] += history.times(facts.members[a].id, facts.members[b].id);
            }
            counts[1] += unled(kinds) as u32;
            counts[3] += discomfort_of(kinds) as u32;
            counts[4] += times;
            plan.reasons.extend(because(
                &group,
                &programme.rules,
                &sitting.pins,
                &history,
                times,
            ));
            plan.groups.push(group);
            if let Some(lead) = lead {
                led[lead] = led[lead].saturating_add(1);
            }
        }
        for group in &plan.groups {
            history.add_room(&group.people);
        }
        counts[2] = uneven(plan.groups.iter().map(|group| group.people.len())) as u32;
        plan.levels = named(LEVELS, counts);
        plans.push(plan);
    }
    ProgrammePlan {
        rounds: plans,
        levels: counted(&seats.levels, total),
    }
}

fn counted(levels: &Levels, load: i64) -> Vec<crate::matching::plan::Level> {
    let [_, repeats, unled, uneven, discomfort] = *levels;
    named(
        LEVELS,
        [repeats, unled, uneven, discomfort, load]
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
    )
}
