//! Staff change the plan before rooms open: who sits where, names, prompts, leads, links, minutes (R13, R14; ROOM1).

use super::{Plan, RoomsEvent, plan};
use crate::{
    call_link, limits,
    session::{Decided, Event, Session},
    text,
};
use alongside_protocol::{command::PlannedRoom, people::Role, refusal::Refusal, words::Words};
use std::collections::{BTreeMap, BTreeSet};

/// # Errors
/// Stale when the plan has changed since; a refusal that names the room or person to mend otherwise.
pub fn edit(
    session: &Session,
    version: u32,
    rooms: &[PlannedRoom],
    prompt: Option<&Words>,
    minutes: Option<u32>,
) -> Decided {
    let plan = plan::current(session, version)?;
    let minutes = minutes.unwrap_or(plan.minutes);
    plan::within(minutes, limits::BREAKOUT_MINUTES_RANGE, "minutes")?;
    let prompt = prompt_of(prompt.unwrap_or(&plan.prompt))?;
    let plan = Plan {
        version: plan.version + 1,
        prompt,
        minutes,
        rooms: cleaned(session, rooms)?,
        reasons: Vec::new(),
        ..plan.clone()
    };
    Ok(vec![Event::Rooms(RoomsEvent::Planned { plan })])
}

fn prompt_of(words: &Words) -> Result<Words, Refusal> {
    text::optional_block(words, "The prompt", limits::NOTE_LETTERS)
}

fn cleaned(session: &Session, rooms: &[PlannedRoom]) -> Result<Vec<PlannedRoom>, Refusal> {
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
            prompt: room
                .prompt
                .as_ref()
                .map(prompt_of)
                .transpose()?
                .filter(|prompt| !prompt.is_empty()),
        });
    }
    Ok(clean)
}
