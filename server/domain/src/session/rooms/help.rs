//! Calls for help from a room (R16; ROOM7).
//!
//! ```text
//!   call --> Called --take--> Coming --settle--> over
//!              ^ \              | \
//!              |  \--cancel-----+--\-----------> over
//!              |<--who was coming is gone
//! ```
//!
//! Those in the room read who is coming, and when that person does not come any more.

use super::{RoomsEvent, find};
use crate::session::Session;
use alongside_protocol::{
    entry::{Help, HelpState},
    ids::{At, PersonId, RoomId},
    refusal::Refusal,
};

/// Takes the call, or takes it over.
pub(super) fn take(session: &Session, by: PersonId, room: RoomId) -> Result<RoomsEvent, Refusal> {
    let room = calling(session, room)?;
    if !can_come(session, by) {
        return Err(Refusal::not_now(
            "You have stepped away. Come back first, so that the room can count on you.",
        ));
    }
    Ok(RoomsEvent::HelpTaken { room, by })
}

/// The room, as long as it calls.
pub(super) fn calling(session: &Session, room: RoomId) -> Result<RoomId, Refusal> {
    let room = find(session, room)?;
    if room.help.is_some() {
        return Ok(room.id);
    }
    Err(Refusal::not_now(
        "This room is not calling for help any more.",
    ))
}

/// One of the staff who is taking part, or only briefly out of touch.
fn can_come(session: &Session, person: PersonId) -> bool {
    let member = session.people.here(person);
    member.is_some_and(|member| member.role.is_staff() && member.is_taking_part())
}

/// A call whose taker has dropped out, left, stepped away or is not of the staff any more is open again.
pub(super) fn due(session: &Session) -> Option<RoomsEvent> {
    let in_vain = session.rooms.all().find(|room| {
        let taken_by = room.help.as_ref().and_then(|help| help.taken_by);
        taken_by.is_some_and(|person| !can_come(session, person))
    });
    in_vain.map(|room| RoomsEvent::HelpFellBack { room: room.id })
}

pub(super) fn change(help: &mut Option<Help>, at: At, event: &RoomsEvent) {
    match (event, help) {
        (RoomsEvent::HelpCalled { by, words, .. }, help) => {
            *help = Some(Help {
                by: *by,
                at,
                words: words.clone(),
                state: HelpState::Called,
                taken_by: None,
                again: false,
            });
        }
        (RoomsEvent::HelpCancelled { .. } | RoomsEvent::HelpSettled { .. }, help) => *help = None,
        (RoomsEvent::HelpTaken { by, .. }, Some(help)) => {
            help.state = HelpState::Coming;
            help.taken_by = Some(*by);
            help.again = false;
        }
        (RoomsEvent::HelpFellBack { .. }, Some(help)) => {
            help.state = HelpState::Called;
            help.taken_by = None;
            help.again = true;
        }
        _ => {}
    }
}
