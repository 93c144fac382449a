//! A locked room: nobody comes in or is moved out until it is unlocked (ROOM11).
//!
//! Those inside go on as before, and may leave. From the moment of the lock nobody else writes in the room, and moves
//! into it or out of it that were announced do not happen.

use super::{RoomsEvent, find, running};
use crate::{
    dice::Dice,
    session::{
        Ask, Decided, Event, Session,
        moves::MovesEvent,
        notices::{NoticeTo, give},
    },
};
use alongside_protocol::{
    entry::NoticeKind,
    ids::{PersonId, RoomId},
    refusal::Refusal,
    words::Words,
};

/// # Errors
/// The uniform denial for a room that is not there; not now while rooms are only announced.
pub fn set(session: &Session, ask: &Ask, by: PersonId, room: RoomId, on: bool) -> Decided {
    if find(session, room)?.locked == on {
        return Ok(Vec::new());
    }
    if !session.rooms.are_open() {
        return Err(Refusal::not_now(
            "The rooms are not open yet. You can lock one once they are.",
        ));
    }
    let words = if on {
        "# has locked this room: nobody comes in or is moved out for now. You can still leave, and call for help."
    } else {
        "# has unlocked this room."
    };
    let told = running::announce(session, ask, by, room, NoticeKind::Watch, words);
    let mut events = vec![Event::Rooms(RoomsEvent::Locked { room, on, by }), told];
    if on {
        events.extend(moves_stopped(session, ask, room));
    }
    Ok(events)
}

fn moves_stopped(session: &Session, ask: &Ask, room: RoomId) -> Vec<Event> {
    let mut dice = Dice::new(ask.seed);
    // The first id of these dice is that of the notice to the room.
    let _ = dice.uuid();
    let concerned = session
        .moves
        .pending
        .iter()
        .filter(|(_, pending)| pending.to == room || pending.from == Some(room));
    concerned
        .flat_map(|(person, _)| {
            let dropped = Event::Moves(MovesEvent::MoveDropped { person: *person });
            let told = give(
                &mut dice,
                NoticeKind::Info,
                None,
                Words::new("You stay where you are for now."),
                NoticeTo::Person(*person),
            );
            [dropped, told]
        })
        .collect()
}
