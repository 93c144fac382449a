//! What is shown of breakout rooms: to the group, inside, and on the board of staff.

use super::Place;
use crate::session::{
    Session,
    rooms::{Plan, Room, apart_in, company},
};
use alongside_protocol::{
    entry::{
        BreakoutEntry, Entry, InsideEntry, MonitorEntry, PlanEntry, PlanNote, RoomEntry,
        ShareBackEntry,
    },
    ids::{PersonId, RoomId},
    topic::Topic,
    words::Words,
};

/// The plan: to staff without private rules, to facilitators with them (R11).
pub fn plan(session: &Session) -> Vec<(Place, Entry)> {
    let Some(plan) = &session.rooms.plan else {
        return Vec::new();
    };
    let placed: Vec<PersonId> = plan
        .rooms
        .iter()
        .flat_map(|room| room.people.clone())
        .collect();
    let unplaced: Vec<PersonId> = company::available(session)
        .map(|member| member.id)
        .filter(|person| !placed.contains(person))
        .collect();
    let notes = notes(session, plan);
    let entry = |with_rules: bool| {
        Entry::Plan(PlanEntry {
            version: plan.version,
            kind: plan.kind,
            prompt: plan.prompt.clone(),
            minutes: plan.minutes,
            rooms: plan.rooms.clone(),
            unplaced: unplaced.clone(),
            notes: notes
                .iter()
                .filter(|(_, private)| with_rules || !private)
                .map(|(note, _)| note.clone())
                .collect(),
        })
    };
    vec![
        ((Topic::Staff, "plan".to_owned()), entry(false)),
        ((Topic::Facilitators, "plan".to_owned()), entry(true)),
    ]
}

/// Warnings first, then reasons; each with whether it speaks of a private rule.
fn notes(session: &Session, plan: &Plan) -> Vec<(PlanNote, bool)> {
    let mut notes: Vec<(PlanNote, bool)> = plan
        .rooms
        .iter()
        .flat_map(|room| warnings(session, room.name.text(), &room.people))
        .collect();
    notes.extend(plan.reasons.iter().map(|reason| {
        let note = PlanNote {
            people: reason.people.clone(),
            sentence: reason.sentence.clone(),
            warning: false,
        };
        (note, reason.private)
    }));
    notes
}

fn warnings(session: &Session, room: &str, people: &[PersonId]) -> Vec<(PlanNote, bool)> {
    let warning = |people: Vec<PersonId>, sentence: String| PlanNote {
        people,
        sentence: Words::new(sentence),
        warning: true,
    };
    let name = |person: PersonId| session.people.name(person);
    let mut notes = Vec::new();
    if let [only] = people {
        notes.push((
            warning(
                vec![*only],
                format!("{} would be alone in {room}.", name(*only)),
            ),
            false,
        ));
    }
    if let Some((a, b)) = apart_in(session, people) {
        notes.push((
            warning(
                vec![a, b],
                format!("{} and {} are to be kept apart.", name(a), name(b)),
            ),
            true,
        ));
    }
    for person in people {
        if !company::available(session).any(|member| member.id == *person) {
            notes.push((
                warning(
                    vec![*person],
                    format!("{} is not here at the moment.", name(*person)),
                ),
                false,
            ));
        }
    }
    let history = company::history(session);
    for (a, b) in company::pairs(people) {
        let times = history.times(company::person(a), company::person(b));
        let buddies = session.day.buddies_of(a).contains(&b);
        if times > 1 && !buddies {
            let sentence = format!("{} and {} have met {times} times before.", name(a), name(b));
            notes.push((warning(vec![a, b], sentence), false));
        }
    }
    notes
}

pub fn breakout(session: &Session) -> Vec<(Place, Entry)> {
    let Some(breakout) = &session.rooms.breakout else {
        return Vec::new();
    };
    let entry = BreakoutEntry {
        id: breakout.id,
        kind: breakout.kind,
        state: breakout.state,
        prompt: breakout.prompt.clone(),
        confidential: breakout.confidential,
        opens_at: breakout.opens_at,
        ends_at: breakout.ends_at,
        closes_at: breakout.closes_at,
    };
    vec![(
        (Topic::Group, "breakout".to_owned()),
        Entry::Breakout(entry),
    )]
}

pub fn room(session: &Session, id: RoomId) -> Vec<(Place, Entry)> {
    let mut entries = Vec::new();
    if let Some(back) = session.rooms.share_backs.get(&id) {
        let entry = ShareBackEntry {
            room: id,
            room_name: back.room_name.clone(),
            people: back.people.clone(),
            words: back.words.clone(),
        };
        entries.push((
            (Topic::Group, format!("share_back/{id}")),
            Entry::ShareBack(entry),
        ));
    }
    let Some(room) = session.rooms.get(id) else {
        return entries;
    };
    let public = RoomEntry {
        id,
        name: room.name.clone(),
        people: room.people.clone(),
        lead: room.lead,
    };
    entries.push(((Topic::Group, format!("room/{id}")), Entry::Room(public)));
    let inside = inside(room);
    // What a confidential room writes is its own until it comes back to the group (ROOM5).
    let note = if session.rooms.is_confidential(id) {
        Words::default()
    } else {
        inside.share_back.clone()
    };
    entries.push((
        (Topic::Staff, format!("inside/{id}")),
        Entry::Inside(InsideEntry {
            share_back: note,
            ..inside.clone()
        }),
    ));
    entries.push((
        (Topic::Room(id), format!("inside/{id}")),
        Entry::Inside(inside),
    ));
    entries.push((
        (Topic::Staff, format!("monitor/{id}")),
        Entry::Monitor(monitor(session, room)),
    ));
    entries
}

fn inside(room: &Room) -> InsideEntry {
    InsideEntry {
        id: room.id,
        prompt: room.prompt.clone(),
        call_link: room.call_link.clone(),
        watch: room.watch,
        visitors: room.visitors.iter().copied().collect(),
        share_back: room.share_back.clone(),
        help: room.help.clone(),
        done: room.done.iter().copied().collect(),
    }
}

fn monitor(session: &Session, room: &Room) -> MonitorEntry {
    let is_missing = |person: &PersonId| {
        session
            .people
            .known(*person)
            .is_none_or(|member| member.link != alongside_protocol::people::Link::Live)
    };
    let (messages, last_message_at) = session.chat.activity(room.id);
    MonitorEntry {
        id: room.id,
        missing: room.people.iter().copied().filter(is_missing).collect(),
        alone: room.people.len() == 1,
        messages,
        last_message_at,
        last_visit_at: room.last_visit_at,
    }
}
