//! The plan that staff look at before rooms open (R13, R14; ROOM1-ROOM3).

use super::{
    RoomsEvent, clash,
    company::{self, Called},
    fitted, today,
};
use crate::{
    dice::Dice,
    limits,
    matching::{self, Audience, Because, Grouping, Mix, Reshuffle, Rules},
    session::{Ask, Decided, Event, Session},
    text,
};
use alongside_protocol::{
    command::{PlanKind, PlanRequest, PlannedRoom},
    ids::{PersonId, RoomId, RuleId},
    refusal::Refusal,
    words::Words,
};

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub kind: PlanKind,
    pub prompt: Words,
    pub minutes: u32,
    pub rooms: Vec<PlannedRoom>,
    pub reasons: Vec<PlanReason>,
    /// People of a room at the most, before it is worth a warning; 0 in plans of earlier versions.
    #[serde(default)]
    pub most: usize,
    /// People who sit elsewhere than the saved plan or the programme's has them.
    #[serde(default)]
    pub moved: usize,
    /// Rules that facilitators let go for it (R22).
    #[serde(default)]
    pub without: Vec<RuleId>,
    /// It is the next round of the programme's plan.
    #[serde(default)]
    pub programme: bool,
}

/// Why the engine put people where they are; of no use any more once staff have moved them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReason {
    pub people: Vec<PersonId>,
    pub sentence: Words,
    /// Speaks of a private rule: for facilitators only (R11).
    pub private: bool,
}

/// People in their rooms, and why.
pub(super) struct Seats {
    pub groups: Vec<Seat>,
    pub reasons: Vec<Because>,
    /// People who sit elsewhere than a plan made before has them.
    pub moved: usize,
}

/// One room.
#[derive(Clone, Default)]
pub(super) struct Seat {
    pub people: Vec<PersonId>,
    pub lead: Option<PersonId>,
    /// The room of a plan made before, with its name, prompt and link.
    pub like: Option<PlannedRoom>,
}

/// Why there are no seats.
pub(super) enum Trouble {
    Refused(Refusal),
    Clash(matching::Clash),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<matching::Clash> for Trouble {
    fn from(clash: matching::Clash) -> Self {
        Self::Clash(clash)
    }
}

/// # Errors
/// A refusal when there are too few people or numbers need mending. Rules that clash are no refusal: what clashes and
/// what could be let go is shown to facilitators instead (R22).
pub fn make(session: &Session, ask: &Ask, request: &PlanRequest) -> Decided {
    within(request.size, limits::ROOM_SIZE_RANGE, "people per room")?;
    within(request.minutes, limits::BREAKOUT_MINUTES_RANGE, "minutes")?;
    let prompt = text::optional_block(&request.prompt, "The prompt", limits::NOTE_LETTERS)?;
    let mut dice = Dice::new(ask.seed);
    let seats = match seats(session, request, &mut dice) {
        Ok(seats) => seats,
        Err(Trouble::Refused(refusal)) => return Err(refusal),
        Err(Trouble::Clash(clash)) if clash.constraints.is_empty() => {
            return Err(Refusal::not_now(
                "There are too few people here for nobody to be alone.",
            ));
        }
        Err(Trouble::Clash(clash)) => {
            let clash = clash::told(session, request, &clash, &mut dice);
            return Ok(vec![Event::Rooms(RoomsEvent::Clashed { clash })]);
        }
    };
    let plan = planned(session, request, prompt, seats, &mut dice);
    Ok(vec![Event::Rooms(RoomsEvent::Planned { plan })])
}

fn planned(
    session: &Session,
    request: &PlanRequest,
    prompt: Words,
    seats: Seats,
    dice: &mut Dice,
) -> Plan {
    let source = fitted::source(session, request);
    let kind = source.as_ref().map_or(request.kind, |source| source.kind);
    let largest = seats.groups.iter().map(|seat| seat.people.len()).max();
    let most = match kind {
        PlanKind::Buddies => limits::BUDDY_ROOM,
        PlanKind::ByHand => usize::try_from(request.size).unwrap_or(2) + 1,
        _ => largest.unwrap_or(2) + 1,
    };
    let reasons = reasons(session, &seats.reasons);
    let rooms = (1..).zip(seats.groups).map(|(number, seat)| {
        let like = seat.like;
        let name = like.as_ref().map_or_else(
            || Words::new(format!("Room {number}")),
            |like| like.name.clone(),
        );
        let kept = like.as_ref().and_then(|like| like.call_link.clone());
        PlannedRoom {
            id: RoomId(dice.uuid()),
            call_link: kept.or_else(|| session.day.room_link(&name)),
            name,
            people: seat.people,
            lead: seat.lead,
            prompt: like.and_then(|like| like.prompt),
        }
    });
    Plan {
        version: session.rooms.version + 1,
        kind,
        prompt: match source {
            Some(source) if prompt.is_empty() => source.prompt,
            _ => prompt,
        },
        minutes: request.minutes,
        rooms: rooms.collect(),
        reasons,
        most,
        moved: seats.moved,
        without: request.without.clone(),
        programme: request.kind == PlanKind::Programme,
    }
}

/// Who sits with whom, by the kind that was asked for.
pub(super) fn seats(
    session: &Session,
    request: &PlanRequest,
    dice: &mut Dice,
) -> Result<Seats, Trouble> {
    let people: Vec<PersonId> = company::available(session)
        .map(|member| member.id)
        .collect();
    if people.len() < 2 {
        return Err(Refusal::not_now(
            "Rooms need at least two trainees who are here. Please try again when more have arrived.",
        )
        .into());
    }
    let rules = company::rules_but(session, |rule| request.without.contains(&rule));
    let rooms = number_of_rooms(request, people.len())?;
    let mixed = |mix, dice: &mut Dice| mixed(session, &people, rooms, (mix, rules.clone()), dice);
    match request.kind {
        PlanKind::Buddies => with_buddies(session, &people, rules),
        PlanKind::Random => mixed(Mix::Random, dice),
        PlanKind::Mixed => mixed(Mix::FewestRepeats, dice),
        PlanKind::ByHand => Ok(Seats {
            groups: vec![Seat::default(); rooms],
            reasons: Vec::new(),
            moved: 0,
        }),
        PlanKind::Saved | PlanKind::Programme => fitted::fitted(session, request, &people, rules),
    }
}

fn number_of_rooms(request: &PlanRequest, people: usize) -> Result<usize, Refusal> {
    let Some(rooms) = request.rooms else {
        return Ok(rooms_for(people, request.size));
    };
    let rooms = usize::try_from(rooms).unwrap_or(usize::MAX);
    let most = (people / 2).min(limits::ROOMS);
    if (1..=most).contains(&rooms) {
        return Ok(rooms);
    }
    Err(Refusal::mend(format!(
        "With {people} people here there can be 1 to {most} rooms."
    )))
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
fn with_buddies(session: &Session, people: &[PersonId], rules: Rules) -> Result<Seats, Trouble> {
    let units = today::units(session, people);
    let plan = matching::reshuffle(&Reshuffle {
        rules,
        ..today::company_for(session, people, &units)
    })?;
    let groups = plan.groups.iter().map(|group| {
        let people = group.people.iter().copied().map(company::person_id);
        Seat {
            people: people.collect(),
            ..Seat::default()
        }
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
        moved: 0,
    })
}

fn mixed(
    session: &Session,
    people: &[PersonId],
    rooms: usize,
    (mix, rules): (Mix, Rules),
    dice: &mut Dice,
) -> Result<Seats, Trouble> {
    let members = people
        .iter()
        .map(|id| company::member(session, *id))
        .collect();
    let rooms = (0_u128..).take(rooms).map(matching::Room).collect();
    let seed = u64::try_from(dice.below(usize::MAX)).unwrap_or(0);
    let question = Grouping {
        mix,
        rules,
        history: company::history(session),
        ..Grouping::new(members, rooms, seed)
    };
    let plan = matching::group(&question)?;
    let groups = plan.groups.iter().map(|group| Seat {
        people: group
            .people
            .iter()
            .copied()
            .map(company::person_id)
            .collect(),
        lead: group.lead.map(company::person_id),
        like: None,
    });
    Ok(Seats {
        groups: groups.collect(),
        reasons: plan.reasons.clone(),
        moved: 0,
    })
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
