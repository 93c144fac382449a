//! While rooms are open: time, words from staff, visits, help, share-backs (R14-R18; ROOM4-ROOM8).

use super::{RoomsEvent, find, help, lock};
use crate::{
    call_link,
    dice::Dice,
    limits,
    session::{
        Ask, Decided, Event, Session,
        notices::{NoticeTo, give},
    },
    text,
};
use alongside_protocol::{
    command::{RoomCommand, Watch},
    entry::{BreakoutState, NoticeKind},
    ids::{PersonId, RoomId},
    refusal::Refusal,
    words::Words,
};

/// # Errors
/// A refusal that says what stands in the way.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &RoomCommand) -> Decided {
    let event = match command {
        RoomCommand::CallOff {} => call_off(session, by)?,
        RoomCommand::Stretch { minutes } => stretch(session, ask, *minutes)?,
        RoomCommand::Close { notice_seconds } => close(session, ask, *notice_seconds)?,
        RoomCommand::Tell { rooms, words } => return tell(session, ask, by, rooms, words),
        RoomCommand::SetWatch { room, watch } => return set_watch(session, ask, by, *room, *watch),
        RoomCommand::Visit { room } => return visit(session, ask, by, *room),
        RoomCommand::EndVisit { room } => return end_visit(session, ask, by, *room),
        RoomCommand::SetLead { room, person } => {
            let people = &find(session, *room)?.people;
            if !people.contains(person) {
                return Err(Refusal::mend("The lead has to be somebody in the room."));
            }
            RoomsEvent::LeadSet {
                room: *room,
                person: *person,
            }
        }
        RoomCommand::Lock { room, on } => return lock::set(session, ask, by, *room, *on),
        RoomCommand::SetPrompt { room, words } => {
            let words = text::optional_block(words, "The prompt", limits::NOTE_LETTERS)?;
            RoomsEvent::PromptSet {
                room: find(session, *room)?.id,
                words,
            }
        }
        RoomCommand::SetCallLink { room, url } => RoomsEvent::CallLinkSet {
            room: find(session, *room)?.id,
            url: call_link::read(url)?,
        },
        RoomCommand::TakeHelp { room } => help::take(session, by, *room)?,
        RoomCommand::SettleHelp { room } => RoomsEvent::HelpSettled {
            room: help::calling(session, *room)?,
            by,
        },
        _ => inside(session, by, command)?,
    };
    Ok(vec![Event::Rooms(event)])
}

/// What those in a room may do there.
fn inside(session: &Session, by: PersonId, command: &RoomCommand) -> Result<RoomsEvent, Refusal> {
    match command {
        RoomCommand::ShareBack { room, words } => {
            let words = text::optional_block(words, "The note", limits::NOTE_LETTERS)?;
            Ok(RoomsEvent::ShareBackWritten {
                room: mine(session, by, *room)?,
                by,
                words,
            })
        }
        RoomCommand::CallHelp { room, words } => {
            let words = text::optional_block(words, "Your words", limits::NOTE_LETTERS)?;
            Ok(RoomsEvent::HelpCalled {
                room: mine(session, by, *room)?,
                by,
                words,
            })
        }
        RoomCommand::CancelHelp { room } => {
            let room = help::calling(session, mine(session, by, *room)?)?;
            Ok(RoomsEvent::HelpCancelled { room, by })
        }
        RoomCommand::Done { room, on } => Ok(RoomsEvent::DoneSet {
            room: mine(session, by, *room)?,
            person: by,
            on: *on,
        }),
        _ => Err(Refusal::not_found()),
    }
}

fn mine(session: &Session, person: PersonId, room: RoomId) -> Result<RoomId, Refusal> {
    if session.rooms.room_of(person) == Some(room) {
        Ok(room)
    } else {
        Err(Refusal::not_found())
    }
}

fn call_off(session: &Session, by: PersonId) -> Result<RoomsEvent, Refusal> {
    match session.rooms.state() {
        BreakoutState::Announced => Ok(RoomsEvent::CalledOff { by }),
        BreakoutState::Closed => Err(Refusal::not_now("No rooms are announced.")),
        BreakoutState::Open | BreakoutState::Closing => Err(Refusal::not_now(
            "The rooms are open already. You can close them with a notice.",
        )),
    }
}

fn stretch(session: &Session, ask: &Ask, minutes: i32) -> Result<RoomsEvent, Refusal> {
    let breakout = session
        .rooms
        .breakout
        .as_ref()
        .filter(|_| session.rooms.are_open());
    let breakout = breakout.ok_or_else(|| Refusal::not_now("No rooms are open."))?;
    if minutes == 0 || minutes.unsigned_abs() > limits::STRETCH_MINUTES {
        return Err(Refusal::mend(format!(
            "Please choose between 1 and {} minutes.",
            limits::STRETCH_MINUTES
        )));
    }
    Ok(RoomsEvent::Stretched {
        ends_at: breakout
            .ends_at
            .max(ask.at)
            .plus_minutes(minutes)
            .max(ask.at),
    })
}

fn close(session: &Session, ask: &Ask, notice_seconds: u32) -> Result<RoomsEvent, Refusal> {
    let (from, to) = limits::CLOSING_RANGE;
    if !(from..=to).contains(&notice_seconds) {
        return Err(Refusal::mend(format!(
            "Rooms close with {from} to {to} seconds of notice."
        )));
    }
    match session.rooms.state() {
        BreakoutState::Open => Ok(RoomsEvent::Closing {
            closes_at: ask.at.plus_seconds(notice_seconds),
        }),
        BreakoutState::Closing => Err(Refusal::not_now("The rooms are closing already.")),
        BreakoutState::Announced => Err(Refusal::not_now(
            "The rooms are not open yet. You can call them off.",
        )),
        BreakoutState::Closed => Err(Refusal::not_now("No rooms are open.")),
    }
}

fn tell(session: &Session, ask: &Ask, by: PersonId, rooms: &[RoomId], words: &Words) -> Decided {
    let words = text::block(words, "Your message", limits::NOTE_LETTERS)?;
    for room in rooms {
        find(session, *room)?;
    }
    let to = if rooms.is_empty() {
        NoticeTo::Everybody
    } else {
        NoticeTo::Rooms(rooms.to_vec())
    };
    Ok(vec![give(
        &mut Dice::new(ask.seed),
        NoticeKind::Broadcast,
        Some(by),
        words,
        to,
    )])
}

pub(super) fn announce(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    room: RoomId,
    kind: NoticeKind,
    words: &str,
) -> Event {
    let words = words.replace('#', session.people.name(by));
    give(
        &mut Dice::new(ask.seed),
        kind,
        Some(by),
        Words::new(words),
        NoticeTo::Rooms(vec![room]),
    )
}

fn set_watch(session: &Session, ask: &Ask, by: PersonId, room: RoomId, watch: Watch) -> Decided {
    if find(session, room)?.watch == watch {
        return Ok(Vec::new());
    }
    if watch == Watch::Monitor && session.rooms.is_confidential(room) {
        return Err(Refusal::mend(
            "Buddy time is confidential. You can look in, and the room will know, but its chat stays theirs.",
        ));
    }
    let confidential = session.rooms.is_confidential(room);
    let words = match watch {
        Watch::HandsOff => "Staff now leave this room to itself, unless you call for help.",
        Watch::DropIn if confidential => {
            "Staff may look in on this room. You will be told when they do. They cannot read your chat."
        }
        Watch::DropIn => "Staff may look in on this room. You will be told when they do.",
        Watch::Monitor => "Facilitators read along in this room from now on.",
    };
    let told = announce(session, ask, by, room, NoticeKind::Watch, words);
    Ok(vec![
        Event::Rooms(RoomsEvent::WatchSet { room, watch, by }),
        told,
    ])
}

fn visit(session: &Session, ask: &Ask, by: PersonId, room: RoomId) -> Decided {
    let visited = find(session, room)?;
    if !session.rooms.are_open() {
        return Err(Refusal::not_now("The rooms are not open yet."));
    }
    if visited.visitors.contains(&by) {
        return Ok(Vec::new());
    }
    if visited.locked && visited.help.is_none() {
        return Err(Refusal::not_now(
            "This room is locked, so nobody comes in. A facilitator can unlock it.",
        ));
    }
    if visited.watch == Watch::HandsOff && visited.help.is_none() {
        return Err(Refusal::not_now(
            "This room is hands-off. Change it to drop-in first, and the room will be told.",
        ));
    }
    let elsewhere = session
        .rooms
        .all()
        .filter(|other| other.visitors.contains(&by));
    let mut events: Vec<Event> = elsewhere
        .map(|other| Event::Rooms(RoomsEvent::VisitEnded { room: other.id, by }))
        .collect();
    events.push(Event::Rooms(RoomsEvent::Visited { room, by }));
    events.push(announce(
        session,
        ask,
        by,
        room,
        NoticeKind::Visit,
        "# has come into your room.",
    ));
    Ok(events)
}

fn end_visit(session: &Session, ask: &Ask, by: PersonId, room: RoomId) -> Decided {
    if !find(session, room)?.visitors.contains(&by) {
        return Ok(Vec::new());
    }
    let told = announce(
        session,
        ask,
        by,
        room,
        NoticeKind::Visit,
        "# has left your room.",
    );
    Ok(vec![
        Event::Rooms(RoomsEvent::VisitEnded { room, by }),
        told,
    ])
}
