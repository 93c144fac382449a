//! Calls for help from a room, and who is coming (ROOM7).

use super::{FIVE, inside, open, room_of, rooms};
use crate::{
    session::Asked,
    testing::{Play, facts, who},
};
use alongside_protocol::{
    command::{Command, PeopleCommand, PlanKind, RoomCommand},
    entry::{Help, HelpState},
    ids::{PersonId, RoomId},
    people::{Presence, Role},
    refusal::Code,
    topic::Topic,
};

/// Asha's room calls.
fn calling() -> (Play, RoomId) {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    let words = "We are stuck".into();
    play.does("Asha", rooms(RoomCommand::CallHelp { room, words }));
    (play, room)
}

fn take(room: RoomId) -> Command {
    rooms(RoomCommand::TakeHelp { room })
}

/// What the room and staff read of the call, which is the same.
fn read(play: &Play, room: RoomId) -> Help {
    let there = inside(play, Topic::Room(room), room).help;
    assert_eq!(there, inside(play, Topic::Staff, room).help);
    there.expect("the room calls")
}

fn coming(play: &Play, room: RoomId) -> Option<PersonId> {
    let Help {
        state, taken_by, ..
    } = read(play, room);
    assert_eq!(state == HelpState::Coming, taken_by.is_some());
    taken_by
}

#[test]
fn room7_a_call_for_help_reaches_staff_and_the_room_sees_who_comes() {
    let (mut play, room) = calling();
    assert!(play.has_seen("Sol", "We are stuck") && play.has_seen("Fay", "We are stuck"));
    let elsewhere = FIVE
        .into_iter()
        .find(|name| room_of(&play, name) != room)
        .expect("another room");
    assert!(!play.has_seen(elsewhere, "We are stuck"));
    play.does("Sol", take(room));
    assert_eq!(coming(&play, room), Some(who("Sol")));
    play.does("Sol", rooms(RoomCommand::SettleHelp { room }));
    assert_eq!(
        play.refused("Asha", rooms(RoomCommand::CancelHelp { room })),
        Code::NotNow
    );
}

#[test]
fn room7_a_call_whose_taker_drops_out_is_open_again_and_the_room_reads_so() {
    let (mut play, room) = calling();
    play.does("Sol", take(room));
    let called = read(&play, room);
    play.falls_silent("Sol");
    play.passes(60);
    assert_eq!(coming(&play, room), Some(who("Sol")), "only out of touch");
    play.passes(60);
    let again = Help {
        state: HelpState::Called,
        taken_by: None,
        again: true,
        ..called.clone()
    };
    assert_eq!(read(&play, room), again);
    play.connects("Sol");
    assert_eq!(read(&play, room), again, "a return is no promise");
    play.does("Finn", take(room));
    let taken_by = Some(who("Finn"));
    assert_eq!(read(&play, room), Help { taken_by, ..called });
    play.check_replay();
}

#[test]
fn room7_a_call_whose_taker_leaves_or_steps_away_is_open_again() {
    let (mut play, room) = calling();
    play.does("Sol", take(room));
    play.does("Sol", Command::People(PeopleCommand::Leave {}));
    assert_eq!(coming(&play, room), None);
    play.does("Finn", take(room));
    play.steps_away("Finn");
    assert_eq!(coming(&play, room), None);
    assert_eq!(play.refused("Finn", take(room)), Code::NotNow);
    play.is("Finn", Presence::Here);
    play.does("Finn", take(room));
    play.does("Fay", take(room));
    play.steps_away("Finn");
    assert_eq!(
        coming(&play, room),
        Some(who("Fay")),
        "she has taken it over"
    );
    play.check_replay();
}

#[test]
fn room7_a_call_whose_taker_is_not_of_the_staff_any_more_is_open_again() {
    let (mut play, room) = calling();
    let mut changed = facts(&FIVE);
    play.does("Finn", take(room));
    for person in &mut changed.people {
        if person.id == who("Finn") {
            person.role = Role::Trainee;
        }
    }
    play.happens(Asked::Facts(Box::new(changed.clone())));
    assert_eq!(coming(&play, room), None);
    play.does("Sol", take(room));
    changed.people.retain(|person| person.id != who("Sol"));
    play.happens(Asked::Facts(Box::new(changed)));
    assert_eq!(coming(&play, room), None);
    play.check_replay();
}
