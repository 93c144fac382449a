//! From the plan to announced rooms, if nothing stands in the way (ROOM2, ROOM3).

use super::{RoomSetup, RoomsEvent, company, plan};
use crate::{
    dice::Dice,
    limits,
    session::{Ask, Decided, Event, Session},
};
use alongside_protocol::{
    command::{PlanKind, PlannedRoom},
    entry::BreakoutState,
    ids::{BreakoutId, PersonId},
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
        .filter(|room| !room.people.is_empty())
        .collect();
    if rooms.is_empty() {
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
        kept_apart(session, room)?;
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
    }
}

/// Only facilitators open rooms, so the two can be named (R11).
fn kept_apart(session: &Session, room: &RoomSetup) -> Result<(), Refusal> {
    let Some((a, b)) = apart_in(session, &room.people) else {
        return Ok(());
    };
    let (a, b) = (session.people.name(a), session.people.name(b));
    Err(Refusal::mend(format!(
        "{a} and {b} are to be kept apart, and both are in {}. Please move one of them.",
        room.name.text()
    )))
}

/// Two of these people whom a rule keeps apart.
#[must_use]
pub fn apart_in(session: &Session, people: &[PersonId]) -> Option<(PersonId, PersonId)> {
    let rules = company::rules(session).apart;
    let ids = rules.iter().map(|rule| {
        (
            company::person_id(rule.people.0),
            company::person_id(rule.people.1),
        )
    });
    ids.into_iter()
        .find(|(a, b)| people.contains(a) && people.contains(b))
}
