//! A plan made before (saved under a name, or a round of the programme's plan) for those who are here now (ROOM12, PLAN5).
//!
//! Whoever is here keeps their place as far as nobody is alone and no rule is broken; whoever is in no room of the plan
//! joins one. That is the question of a reshuffle, so the fewest people sit elsewhere than they were planned.

use super::{
    company,
    plan::{Seat, Seats, Trouble},
    today::company_for,
};
use crate::{
    limits,
    matching::{self, Activity, OpenRoom, Reshuffle, Rules, SpareRoom},
    session::{Facts, Session},
};
use alongside_protocol::{
    command::{PlanKind, PlanRequest, PlannedRoom},
    ids::{PersonId, RoomId},
    refusal::Refusal,
    words::Words,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What such a plan starts from.
pub struct Source {
    pub kind: PlanKind,
    pub prompt: Words,
    pub rooms: Vec<PlannedRoom>,
}

/// The plan that the request names, if it names one that there is.
#[must_use]
pub fn source(session: &Session, request: &PlanRequest) -> Option<Source> {
    match request.kind {
        PlanKind::Saved => {
            let saved = session.rooms.saved_plans(session);
            let saved = saved
                .into_iter()
                .find(|saved| Some(saved.id) == request.saved)?;
            Some(Source {
                kind: saved.kind,
                prompt: saved.prompt,
                rooms: saved.rooms,
            })
        }
        PlanKind::Programme => {
            let facts = session.day.facts.as_ref()?;
            let round = facts.planned.get(session.rooms.rounds_held)?;
            let room = |(number, people): (usize, &Vec<PersonId>)| PlannedRoom {
                id: RoomId(Uuid::nil()),
                name: Words::new(format!("Room {number}")),
                people: people.clone(),
                lead: None,
                call_link: None,
                prompt: None,
            };
            Some(Source {
                kind: PlanKind::Mixed,
                prompt: Words::default(),
                rooms: (1..).zip(&round.rooms).map(room).collect(),
            })
        }
        _ => None,
    }
}

/// The programme has planned anew: of a plan that is another one than before no round has been held (PLAN6). When
/// somebody leaves the roster, the plan is the same without them.
pub(in crate::session) fn planned_anew(session: &mut Session, facts: &Facts) {
    let here: BTreeSet<PersonId> = facts.people.iter().map(|person| person.id).collect();
    let rooms_of = |facts: &Facts| -> Vec<Vec<PersonId>> {
        let rooms = facts.planned.iter().flat_map(|round| &round.rooms);
        let left = |room: &Vec<PersonId>| {
            room.iter()
                .filter(|id| here.contains(id))
                .copied()
                .collect()
        };
        rooms.map(left).collect()
    };
    let known = session.day.facts.as_ref().map(rooms_of);
    if known.is_some_and(|known| known != rooms_of(facts)) {
        session.rooms.rounds_held = 0;
    }
}

/// # Errors
/// When there is no such plan (any more), or rules clash.
pub fn fitted(
    session: &Session,
    request: &PlanRequest,
    people: &[PersonId],
    rules: Rules,
) -> Result<Seats, Trouble> {
    let source = source(session, request).ok_or_else(|| {
        Refusal::not_now("This plan is not there any more. Please choose another one.")
    })?;
    let here = |room: &PlannedRoom| -> Vec<PersonId> {
        let people = room.people.iter().filter(|person| people.contains(person));
        people.copied().collect()
    };
    let units: Vec<Vec<PersonId>> = source.rooms.iter().map(here).collect();
    let plan = matching::reshuffle(&question(session, people, &units, &source, rules))?;
    let groups = plan.groups.iter().map(|group| {
        let like = group.room.and_then(|room| usize::try_from(room.0).ok());
        let like = like.and_then(|number| source.rooms.get(number)).cloned();
        let people: Vec<PersonId> = group
            .people
            .iter()
            .copied()
            .map(company::person_id)
            .collect();
        let kept = like.as_ref().and_then(|like| like.lead);
        Seat {
            lead: kept
                .filter(|lead| people.contains(lead))
                .or(group.lead.map(company::person_id)),
            people,
            like,
        }
    });
    Ok(Seats {
        groups: groups.collect(),
        reasons: plan.reasons.clone(),
        moved: plan.moves.len(),
    })
}

fn question(
    session: &Session,
    people: &[PersonId],
    units: &[Vec<PersonId>],
    source: &Source,
    rules: Rules,
) -> Reshuffle {
    let numbered = || (0_u128..).map(matching::Room).zip(units);
    let open = numbered().filter(|(_, unit)| !unit.is_empty());
    let spare = numbered().filter(|(_, unit)| unit.is_empty());
    let placed: Vec<PersonId> = units.iter().flatten().copied().collect();
    let largest = source.rooms.iter().map(|room| room.people.len()).max();
    let needed = people.len().div_ceil(units.len().max(1));
    let with_buddies = source.kind == PlanKind::Buddies;
    Reshuffle {
        activity: if with_buddies {
            Activity::Buddies
        } else {
            Activity::Groups
        },
        rooms: open
            .map(|(room, unit)| OpenRoom {
                room,
                prompt: 0,
                people: unit.iter().copied().map(company::person).collect(),
                lead: None,
            })
            .collect(),
        spare_rooms: spare
            .map(|(room, _)| SpareRoom { room, prompt: 0 })
            .collect(),
        joined: people
            .iter()
            .filter(|person| !placed.contains(person))
            .copied()
            .map(company::person)
            .collect(),
        rules,
        max_size: (largest.unwrap_or(0) + 1)
            .max(needed)
            .max(limits::BUDDY_ROOM),
        preferred_max: largest.unwrap_or(0).max(2),
        leads: !with_buddies,
        ..company_for(session, people, &[])
    }
}
