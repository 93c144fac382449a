//! The plan that staff look at before rooms open (R13, R14; ROOM1-ROOM3).

use super::{
    RoomsEvent,
    company::{self, Called},
};
use crate::{
    call_link,
    dice::Dice,
    limits,
    matching::{self, Activity, Audience, Because, Grouping, Mix, OpenRoom, Reshuffle},
    session::{Ask, Decided, Event, Session},
    text,
};
use alongside_protocol::{
    command::{PlanKind, PlanRequest, PlannedRoom},
    ids::{PersonId, RoomId},
    people::Role,
    refusal::Refusal,
    words::Words,
};

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub kind: PlanKind,
    pub prompt: Words,
    pub minutes: u32,
    pub rooms: Vec<PlannedRoom>,
    pub reasons: Vec<PlanReason>,
}

/// Why the engine put people where they are; of no use any more once staff have moved them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReason {
    pub people: Vec<PersonId>,
    pub sentence: Words,
    /// Speaks of a private rule: for facilitators only (R11).
    pub private: bool,
}

/// People in their rooms, and why; the rooms have no names yet.
struct Seats {
    groups: Vec<(Vec<PersonId>, Option<PersonId>)>,
    reasons: Vec<Because>,
}

/// # Errors
/// A refusal when there are too few people, numbers need mending, or rules clash.
pub fn make(session: &Session, ask: &Ask, request: &PlanRequest) -> Decided {
    within(request.size, limits::ROOM_SIZE_RANGE, "people per room")?;
    within(request.minutes, limits::BREAKOUT_MINUTES_RANGE, "minutes")?;
    let prompt = text::optional_block(&request.prompt, "The prompt", limits::NOTE_LETTERS)?;
    let people: Vec<PersonId> = company::available(session)
        .map(|member| member.id)
        .collect();
    if people.len() < 2 {
        return Err(Refusal::not_now(
            "Rooms need at least two trainees who are here. Please try again when more have arrived.",
        ));
    }
    let mut dice = Dice::new(ask.seed);
    let seats = match request.kind {
        PlanKind::Buddies => with_buddies(session, &people)?,
        PlanKind::Random => mixed(session, &people, request.size, Mix::Random, &mut dice)?,
        PlanKind::Mixed => mixed(
            session,
            &people,
            request.size,
            Mix::FewestRepeats,
            &mut dice,
        )?,
        PlanKind::ByHand => Seats {
            groups: vec![(Vec::new(), None); rooms_for(people.len(), request.size)],
            reasons: Vec::new(),
        },
    };
    let rooms: Vec<PlannedRoom> = (1..)
        .zip(seats.groups)
        .map(|(number, (people, lead))| PlannedRoom {
            id: RoomId(dice.uuid()),
            name: Words::new(format!("Room {number}")),
            people,
            lead,
            call_link: None,
        })
        .collect();
    let plan = Plan {
        version: session.rooms.version + 1,
        kind: request.kind,
        prompt,
        minutes: request.minutes,
        reasons: reasons(session, &seats.reasons),
        rooms,
    };
    Ok(vec![Event::Rooms(RoomsEvent::Planned { plan })])
}

pub(super) fn within(value: u32, (from, to): (u32, u32), what: &str) -> Result<(), Refusal> {
    if (from..=to).contains(&value) {
        return Ok(());
    }
    Err(Refusal::mend(format!(
        "Please choose between {from} and {to} {what}."
    )))
}

fn rooms_for(people: usize, size: u32) -> usize {
    // Rounding down makes rooms a little larger instead of leaving a small rest.
    (people / usize::try_from(size).unwrap_or(2).max(2)).max(1)
}

fn reasons(session: &Session, because: &[Because]) -> Vec<PlanReason> {
    let called = Called::new(session);
    let mut said = BTreeSet::new();
    because
        .iter()
        .map(|each| PlanReason {
            people: vec![company::person_id(each.about)],
            sentence: Words::new(each.sentence(&called)),
            private: each.audience() == Audience::Staff,
        })
        .filter(|reason| said.insert(reason.sentence.clone()))
        .collect()
}

/// Each pair its own room. Those whose buddy is missing get company for today (R10).
fn with_buddies(session: &Session, people: &[PersonId]) -> Result<Seats, Refusal> {
    let units = units(session, people);
    let plan = matching::reshuffle(&company_for(session, people, &units))
        .map_err(|clash| clashing(&clash))?;
    let groups = plan.groups.iter().map(|group| {
        let people = group.people.iter().copied().map(company::person_id);
        (people.collect(), None)
    });
    // Pairs that stay as they are need no reason; temporary company does.
    let lone: Vec<PersonId> = units
        .iter()
        .filter(|unit| unit.len() == 1)
        .flatten()
        .copied()
        .collect();
    let reasons = plan.reasons.iter().copied();
    let reasons = reasons.filter(|because| lone.contains(&company::person_id(because.about)));
    Ok(Seats {
        groups: groups.collect(),
        reasons: reasons.collect(),
    })
}

/// The pairs and the triad with those of them who are here; somebody without a buddy is a unit of one.
fn units(session: &Session, people: &[PersonId]) -> Vec<Vec<PersonId>> {
    let here = |person: &PersonId| people.contains(person);
    let mut units: Vec<Vec<PersonId>> = company::buddies(session)
        .iter()
        .map(|unit| unit.iter().copied().filter(here).collect())
        .collect();
    for person in people {
        if !units.iter().any(|unit| unit.contains(person)) {
            units.push(vec![*person]);
        }
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// "Who joins whom, so that nobody is alone?" Rooms have no ids yet, so the number of a unit stands for its room.
fn company_for(session: &Session, people: &[PersonId], units: &[Vec<PersonId>]) -> Reshuffle {
    let rooms = (0_u128..).zip(units).map(|(number, unit)| OpenRoom {
        room: matching::Room(number),
        prompt: 0,
        people: unit.iter().copied().map(company::person).collect(),
        lead: None,
    });
    Reshuffle {
        activity: Activity::Buddies,
        people: people
            .iter()
            .map(|id| company::member(session, *id))
            .collect(),
        rooms: rooms.collect(),
        spare_rooms: Vec::new(),
        left: Vec::new(),
        joined: Vec::new(),
        returned: Vec::new(),
        rules: company::rules(session),
        history: company::history(session),
        buddies: company::buddy_units(session),
        max_size: limits::BUDDY_ROOM,
        preferred_max: 2,
        leads: false,
    }
}

fn mixed(
    session: &Session,
    people: &[PersonId],
    size: u32,
    mix: Mix,
    dice: &mut Dice,
) -> Result<Seats, Refusal> {
    let members = people
        .iter()
        .map(|id| company::member(session, *id))
        .collect();
    let rooms = (0_u128..)
        .take(rooms_for(people.len(), size))
        .map(matching::Room)
        .collect();
    let seed = u64::try_from(dice.below(usize::MAX)).unwrap_or(0);
    let question = Grouping {
        mix,
        rules: company::rules(session),
        history: company::history(session),
        ..Grouping::new(members, rooms, seed)
    };
    let plan = matching::group(&question).map_err(|clash| clashing(&clash))?;
    let groups = plan.groups.iter().map(|group| {
        let people = group
            .people
            .iter()
            .copied()
            .map(company::person_id)
            .collect();
        (people, group.lead.map(company::person_id))
    });
    Ok(Seats {
        groups: groups.collect(),
        reasons: plan.reasons.clone(),
    })
}

/// Which rules clash is for facilitators; the table lets assistants plan too, so the sentence names nobody.
fn clashing(clash: &matching::Clash) -> Refusal {
    Refusal::not_now(if clash.constraints.is_empty() {
        "There are too few people here for nobody to be alone."
    } else {
        "The programme's rules and the size of the rooms do not fit together today. Larger rooms may help, or a plan by hand."
    })
}

/// # Errors
/// Stale when the plan has changed since; a refusal that names the room or person to mend otherwise.
pub fn edit(session: &Session, version: u32, rooms: &[PlannedRoom]) -> Decided {
    let plan = current(session, version)?;
    if rooms.len() > limits::ROOMS {
        return Err(Refusal::mend(format!(
            "There can be at most {} rooms.",
            limits::ROOMS
        )));
    }
    let mut placed = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut clean = Vec::new();
    for room in rooms {
        if session.rooms.opened.contains(&room.id) {
            return Err(Refusal::mend(
                "One of these rooms has been open before. Please take a new one instead.",
            ));
        }
        if !seen.insert(room.id) {
            return Err(Refusal::mend(
                "Two rooms of the plan are the same one. Please take one of them out.",
            ));
        }
        for person in &room.people {
            let role = session.people.role(*person);
            if role != Some(Role::Trainee) {
                return Err(Refusal::not_found());
            }
            if placed.insert(*person, room.id).is_some() {
                let name = session.people.name(*person);
                return Err(Refusal::mend(format!(
                    "{name} is in this plan twice. Please take them out of one room."
                )));
            }
        }
        clean.push(PlannedRoom {
            id: room.id,
            name: text::line(&room.name, "The name of the room", limits::NAME_LETTERS)?,
            people: room.people.clone(),
            lead: room.lead.filter(|lead| room.people.contains(lead)),
            call_link: call_link::read(room.call_link.as_deref().unwrap_or_default())?,
        });
    }
    let plan = Plan {
        version: plan.version + 1,
        rooms: clean,
        reasons: Vec::new(),
        ..plan.clone()
    };
    Ok(vec![Event::Rooms(RoomsEvent::Planned { plan })])
}

pub fn drop(session: &Session) -> Decided {
    Ok(session
        .rooms
        .plan
        .iter()
        .map(|_| Event::Rooms(RoomsEvent::PlanDropped))
        .collect())
}

pub(super) fn current(session: &Session, version: u32) -> Result<&Plan, Refusal> {
    let plan = session.rooms.plan.as_ref().ok_or_else(|| {
        Refusal::not_now("There is no plan at the moment. Please make one first.")
    })?;
    if plan.version == version {
        return Ok(plan);
    }
    Err(Refusal::stale(
        "Somebody has changed the plan in the meantime. Please look at it as it is now and try again.",
    ))
}
