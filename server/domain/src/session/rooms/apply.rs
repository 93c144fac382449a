//! Folds what happened to rooms into the state, and lets people in and out of them.

use super::{Breakout, Room, RoomSetup, RoomsEvent, ShareBack, help};
use crate::{
    session::{Session, call, moves},
    views::Thing,
};
use alongside_protocol::{
    entry::BreakoutState,
    ids::{At, PersonId, RoomId},
};

pub fn apply(session: &mut Session, at: At, event: &RoomsEvent) {
    match event {
        RoomsEvent::Planned { .. }
        | RoomsEvent::PlanDropped
        | RoomsEvent::Clashed { .. }
        | RoomsEvent::PlanSaved { .. }
        | RoomsEvent::PlanForgotten { .. } => planning(session, event),
        RoomsEvent::Announced { rooms, .. } => {
            clear(session);
            session.rooms.breakout = announced(event);
            for setup in rooms {
                set_up(session, setup);
            }
            leave_outside(session);
            call::announced(session, rooms);
            touch_all(session);
        }
        RoomsEvent::CalledOff { .. } => {
            clear(session);
            session.rooms.breakout = None;
            session.touch(Thing::Breakout);
        }
        RoomsEvent::Postponed { opens_at } => {
            if let Some(breakout) = &mut session.rooms.breakout {
                breakout.opens_at = *opens_at;
            }
            session.touch(Thing::Breakout);
        }
        RoomsEvent::KeptWithGroup { person, room } => {
            leave(session, *person);
            moves::without_company(session, *person, *room);
        }
        RoomsEvent::Opened { ends_at } => open(session, *ends_at),
        RoomsEvent::AloneAlerted { room } => {
            if let Some(lonely) = session
                .rooms
                .room_mut(*room)
                .and_then(|room| room.lonely.as_mut())
            {
                lonely.alerts += 1;
            }
            session.touch(Thing::Room(*room));
        }
        RoomsEvent::Stretched { ends_at } => {
            if let Some(breakout) = &mut session.rooms.breakout {
                breakout.state = BreakoutState::Open;
                breakout.ends_at = *ends_at;
                breakout.closes_at = None;
            }
            session.touch(Thing::Breakout);
        }
        RoomsEvent::Closing { closes_at } => {
            if let Some(breakout) = &mut session.rooms.breakout {
                breakout.state = BreakoutState::Closing;
                breakout.closes_at = Some(*closes_at);
            }
            session.touch(Thing::Breakout);
        }
        RoomsEvent::Closed => close(session),
        _ => in_room(session, at, event),
    }
}

/// What happens before rooms are announced.
fn planning(session: &mut Session, event: &RoomsEvent) {
    match event {
        RoomsEvent::Clashed { clash } => {
            session.rooms.clash = Some(clash.clone());
            session.touch(Thing::Plan);
        }
        RoomsEvent::PlanSaved { saved } => {
            session.rooms.saved.push(saved.clone());
            session.touch(Thing::Plans);
        }
        RoomsEvent::PlanForgotten { plan } => {
            session.rooms.forgotten.insert(*plan);
            session.touch(Thing::Plans);
        }
        RoomsEvent::Planned { plan } => {
            session.rooms.clash = None;
            session.rooms.version = plan.version;
            session.rooms.plan = Some(plan.clone());
            session.touch(Thing::Plan);
        }
        RoomsEvent::PlanDropped => {
            session.rooms.plan = None;
            session.rooms.clash = None;
            session.touch(Thing::Plan);
        }
        _ => {}
    }
}

/// What happens inside one room.
fn in_room(session: &mut Session, at: At, event: &RoomsEvent) {
    let (RoomsEvent::WatchSet { room, .. }
    | RoomsEvent::Visited { room, .. }
    | RoomsEvent::VisitEnded { room, .. }
    | RoomsEvent::LeadSet { room, .. }
    | RoomsEvent::PromptSet { room, .. }
    | RoomsEvent::Locked { room, .. }
    | RoomsEvent::CallLinkSet { room, .. }
    | RoomsEvent::ShareBackWritten { room, .. }
    | RoomsEvent::HelpCalled { room, .. }
    | RoomsEvent::HelpCancelled { room, .. }
    | RoomsEvent::HelpTaken { room, .. }
    | RoomsEvent::HelpFellBack { room }
    | RoomsEvent::HelpSettled { room, .. }
    | RoomsEvent::DoneSet { room, .. }) = event
    else {
        return;
    };
    if let Some(room) = session.rooms.room_mut(*room) {
        change(room, at, event);
    }
    if matches!(
        event,
        RoomsEvent::WatchSet { .. } | RoomsEvent::Visited { .. } | RoomsEvent::VisitEnded { .. }
    ) {
        session.touch_audiences();
    }
    if matches!(event, RoomsEvent::CallLinkSet { .. }) {
        session.touch(Thing::Call);
    }
    session.touch(Thing::Room(*room));
}

fn change(room: &mut Room, at: At, event: &RoomsEvent) {
    match event {
        RoomsEvent::WatchSet { watch, .. } => {
            room.watch = *watch;
            room.begin_stint();
        }
        RoomsEvent::Visited { by, .. } => {
            room.visitors.insert(*by);
            room.last_visit_at = Some(at);
            room.begin_stint();
        }
        RoomsEvent::VisitEnded { by, .. } => {
            room.visitors.remove(by);
            room.last_visit_at = Some(at);
            room.begin_stint();
        }
        RoomsEvent::LeadSet { person, .. } => room.lead = Some(*person),
        RoomsEvent::Locked { on, .. } => room.locked = *on,
        RoomsEvent::PromptSet { words, .. } => room.prompt = words.clone(),
        RoomsEvent::CallLinkSet { url, .. } => room.call_link.clone_from(url),
        RoomsEvent::ShareBackWritten { words, .. } => room.share_back = words.clone(),
        RoomsEvent::HelpCalled { .. }
        | RoomsEvent::HelpCancelled { .. }
        | RoomsEvent::HelpTaken { .. }
        | RoomsEvent::HelpFellBack { .. }
        | RoomsEvent::HelpSettled { .. } => help::change(&mut room.help, at, event),
        RoomsEvent::DoneSet { person, on, .. } => {
            if *on {
                room.done.insert(*person);
            } else {
                room.done.remove(person);
            }
        }
        _ => {}
    }
}

fn announced(event: &RoomsEvent) -> Option<Breakout> {
    let RoomsEvent::Announced {
        breakout,
        kind,
        confidential,
        prompt,
        minutes,
        opens_at,
        rooms,
        without,
        programme,
        ..
    } = event
    else {
        return None;
    };
    Some(Breakout {
        id: *breakout,
        kind: *kind,
        state: BreakoutState::Announced,
        prompt: prompt.clone(),
        confidential: *confidential,
        minutes: *minutes,
        opens_at: *opens_at,
        ends_at: opens_at.plus_minutes(*minutes),
        closes_at: None,
        outside: Default::default(),
        met: Default::default(),
        without: without.iter().copied().collect(),
        programme: *programme,
        largest: rooms
            .iter()
            .map(|room| room.people.len())
            .max()
            .unwrap_or(0),
    })
}

fn set_up(session: &mut Session, setup: &RoomSetup) {
    let prompt = session
        .rooms
        .breakout
        .as_ref()
        .map(|breakout| breakout.prompt.clone());
    let prompt = setup.prompt.clone().or(prompt).unwrap_or_default();
    let mut room = Room::new(setup.id, setup.name.clone(), prompt);
    room.call_link.clone_from(&setup.call_link);
    room.people.clone_from(&setup.people);
    room.lead = setup.lead;
    session.rooms.rooms.insert(setup.id, room);
}

/// Whom the plan has left out is left out on purpose; whoever comes later is not.
fn leave_outside(session: &mut Session) {
    let outside: Vec<PersonId> = session
        .people
        .trainees()
        .filter(|member| member.is_taking_part() && session.rooms.seat(member.id).is_none())
        .map(|member| member.id)
        .collect();
    if let Some(breakout) = &mut session.rooms.breakout {
        breakout.outside.extend(outside);
    }
}

fn open(session: &mut Session, ends_at: At) {
    if let Some(breakout) = &mut session.rooms.breakout {
        breakout.state = BreakoutState::Open;
        breakout.ends_at = ends_at;
        session.rooms.rounds_held += usize::from(breakout.programme);
    }
    session.touch(Thing::Plans);
    session.rooms.plan = None;
    session.rooms.clash = None;
    let ids: Vec<RoomId> = session.rooms.rooms.keys().copied().collect();
    for id in ids {
        session.rooms.opened.insert(id);
        if let Some(room) = session.rooms.room_mut(id) {
            room.begin_stint();
        }
        if let Some(lead) = session.rooms.get(id).and_then(|room| room.lead) {
            *session.rooms.led.entry(lead).or_default() += 1;
        }
        remember_meeting(session, id);
    }
    session.touch(Thing::Plan);
    touch_all(session);
}

fn close(session: &mut Session) {
    let kept: Vec<(RoomId, ShareBack)> = session
        .rooms
        .all()
        .filter(|room| !room.share_back.is_empty())
        .map(|room| {
            let back = ShareBack {
                room_name: room.name.clone(),
                people: room.people.clone(),
                words: room.share_back.clone(),
            };
            (room.id, back)
        })
        .collect();
    session.rooms.share_backs.extend(kept);
    clear(session);
    if let Some(breakout) = &mut session.rooms.breakout {
        breakout.state = BreakoutState::Closed;
        breakout.closes_at = None;
    }
    session.touch(Thing::Breakout);
}

/// Everybody is back with the group.
fn clear(session: &mut Session) {
    touch_all(session);
    session.rooms.rooms.clear();
    moves::clear(session);
}

fn touch_all(session: &mut Session) {
    let rooms: Vec<RoomId> = session.rooms.ids().collect();
    let people: Vec<PersonId> = session
        .rooms
        .all()
        .flat_map(|room| room.people.clone())
        .collect();
    session.touch(Thing::Breakout);
    session.touch(Thing::Call);
    session.touch_audiences();
    for room in rooms {
        session.touch(Thing::Room(room));
    }
    for person in people {
        session.touch(Thing::Person(person));
    }
}

/// Lets a person into a room, out of any other.
pub(in crate::session) fn enter(session: &mut Session, person: PersonId, room: RoomId) {
    leave(session, person);
    let open = session.rooms.are_open();
    if let Some(room) = session.rooms.room_mut(room) {
        room.people.push(person);
        if open {
            room.begin_stint();
        }
    }
    if let Some(breakout) = &mut session.rooms.breakout {
        breakout.outside.remove(&person);
    }
    if open {
        remember_meeting(session, room);
    }
    touch_room(session, person, room);
}

/// Lets a person out of the room they are in. A lead who goes is followed by whoever has led least.
pub(in crate::session) fn leave(session: &mut Session, person: PersonId) -> Option<RoomId> {
    let id = session.rooms.seat(person)?;
    let led = session.rooms.led.clone();
    let open = session.rooms.are_open();
    if let Some(room) = session.rooms.room_mut(id) {
        room.people.retain(|other| *other != person);
        room.done.remove(&person);
        if room.lead == Some(person) {
            let times = |person: &&PersonId| led.get(person).copied().unwrap_or(0);
            room.lead = room.people.iter().min_by_key(times).copied();
        }
        // What is said from now on is not theirs, should they come back.
        if open {
            room.begin_stint();
        }
    }
    touch_room(session, person, id);
    Some(id)
}

fn touch_room(session: &mut Session, person: PersonId, room: RoomId) {
    session.touch(Thing::Room(room));
    session.touch(Thing::Person(person));
    // What a plan warns of depends on who has met.
    session.touch(Thing::Plan);
    session.touch(Thing::Call);
    session.touch_audiences();
}

fn remember_meeting(session: &mut Session, room: RoomId) {
    let people = session
        .rooms
        .get(room)
        .map(|room| room.people.clone())
        .unwrap_or_default();
    let Some(breakout) = &mut session.rooms.breakout else {
        return;
    };
    for (place, a) in people.iter().enumerate() {
        for b in people.iter().skip(place + 1) {
            let pair = (*a.min(b), *a.max(b));
            if breakout.met.insert(pair) {
                *session.rooms.met.entry(pair).or_default() += 1;
            }
        }
    }
}
