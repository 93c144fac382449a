//! From the plan to announced rooms, if nothing stands in the way (ROOM2, ROOM3).

use super::{RoomSetup, RoomsEvent, company, plan};
use crate::{
    dice::Dice,
    limits,
    matching::Rules,
    session::{Ask, Decided, Event, Session},
};
use alongside_protocol::{
    command::{PlanKind, PlannedRoom},
    entry::BreakoutState,
    ids::{BreakoutId, PersonId, RuleId},
    refusal::Refusal,
};

/// # Errors
/// A refusal that names what stands in the way (ROOM2).
pub fn open(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    version: u32,
    notice_seconds: u32,
) -> Decided {
    let plan = plan::current(session, version)?;
    if session.rooms.state() != BreakoutState::Closed {
        return Err(Refusal::not_now(
            "Rooms are open already. Please close them first.",
        ));
    }
    plan::within(notice_seconds, limits::NOTICE_RANGE, "seconds of notice")?;
    let rooms: Vec<RoomSetup> = plan
        .rooms
        .iter()
        .map(|room| set_up(session, room))
        .collect();
    // A room that is empty in the plan opens as a spare one: call tools can add none once rooms are open (R38).
    if rooms.iter().all(|room| room.people.is_empty()) {
        return Err(Refusal::mend(
            "Nobody in this plan is here at the moment. Please place people first.",
        ));
    }
    for room in &rooms {
        if let [only] = room.people[..] {
            let name = session.people.name(only);
            return Err(Refusal::mend(format!(
                "{name} would be alone in {}. Please move somebody first.",
                room.name.text()
            )));
        }
        kept_apart(session, room, &plan.without)?;
    }
    Ok(vec![Event::Rooms(RoomsEvent::Announced {
        breakout: BreakoutId(Dice::new(ask.seed).uuid()),
        kind: plan.kind,
        confidential: plan.kind == PlanKind::Buddies,
        prompt: plan.prompt.clone(),
        minutes: i32::try_from(plan.minutes).unwrap_or(i32::MAX),
        opens_at: ask.at.plus_seconds(notice_seconds),
        rooms,
        by,
        without: plan.without.clone(),
        programme: plan.programme,
    })])
}

/// The room with those of its people who are here.
fn set_up(session: &Session, room: &PlannedRoom) -> RoomSetup {
    let here = |person: &PersonId| company::available(session).any(|member| member.id == *person);
    let people: Vec<PersonId> = room.people.iter().copied().filter(here).collect();
    RoomSetup {
        id: room.id,
        name: room.name.clone(),
        lead: room.lead.filter(|lead| people.contains(lead)),
        people,
        call_link: room.call_link.clone(),
        prompt: room.prompt.clone(),
    }
}

/// Only facilitators open rooms, so the two can be named (R11).
fn kept_apart(session: &Session, room: &RoomSetup, without: &[RuleId]) -> Result<(), Refusal> {
    let rules = company::rules_but(session, |rule| without.contains(&rule));
    let Some((a, b)) = apart_by(&rules, &room.people) else {
        return Ok(());
    };
    let (a, b) = (session.people.name(a), session.people.name(b));
    Err(Refusal::mend(format!(
        "{a} and {b} are to be kept apart, and both are in {}. Please move one of them.",
        room.name.text()
    )))
}

/// Two of these people whom a rule keeps apart now.
#[must_use]
pub fn apart_in(session: &Session, people: &[PersonId]) -> Option<(PersonId, PersonId)> {
    apart_by(&company::rules(session), people)
}

/// Two of these people whom one of these rules keeps apart.
#[must_use]
pub fn apart_by(rules: &Rules, people: &[PersonId]) -> Option<(PersonId, PersonId)> {
    let mut ids = rules.apart.iter().map(|rule| {
        (
            company::person_id(rule.people.0),
            company::person_id(rule.people.1),
        )
    });
    ids.find(|(a, b)| people.contains(a) && people.contains(b))
}
