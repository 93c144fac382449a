//! Stories of breakout rooms from the plan to the share-back.

mod choosing;
mod help;
mod locks;
mod plans;
mod rounds;
mod talk;

use crate::testing::{Play, facts, who};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, PlanKind, PlanRequest, PlannedRoom, RoomCommand,
    },
    entry::{BreakoutState, Entry, InsideEntry, PlanEntry},
    ids::{RoomId, RuleId},
    programme::{Met, Rule, RuleKind},
    refusal::Code,
    topic::Topic,
};
use uuid::Uuid;

const FIVE: [&str; 5] = ["Asha", "Ben", "Chi", "Dan", "Eve"];

fn rooms(command: RoomCommand) -> Command {
    Command::Rooms(command)
}

fn planned(play: &mut Play, kind: PlanKind, size: u32) -> PlanEntry {
    let request = PlanRequest {
        kind,
        size,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "What helps you listen?".into(),
        minutes: 10,
    };
    play.does("Fay", rooms(RoomCommand::Plan { request }));
    plan(play, Topic::Facilitators)
}

fn plan(play: &Play, topic: Topic) -> PlanEntry {
    match play.entry(topic, "plan") {
        Some(Entry::Plan(plan)) => plan,
        other => panic!("no plan but {other:?}"),
    }
}

fn open(play: &mut Play, kind: PlanKind, size: u32) {
    let version = planned(play, kind, size).version;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds: 30,
        }),
    );
    play.passes(30);
}

fn room_of(play: &Play, name: &str) -> RoomId {
    play.session.rooms.room_of(who(name)).expect("a room")
}

fn inside(play: &Play, topic: Topic, room: RoomId) -> InsideEntry {
    match play.entry(topic, &format!("inside/{room}")) {
        Some(Entry::Inside(inside)) => inside,
        other => panic!("nothing inside but {other:?}"),
    }
}

#[test]
fn room3_rooms_are_announced_then_open_and_can_be_called_off_before() {
    let mut play = Play::live(&FIVE);
    let version = planned(&mut play, PlanKind::Random, 2).version;
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds: 30,
        }),
    );
    assert_eq!(play.session.rooms.state(), BreakoutState::Announced);
    assert_eq!(play.session.rooms.room_of(who("Asha")), None);
    play.does("Fay", rooms(RoomCommand::CallOff {}));
    play.passes(60);
    assert_eq!(play.session.rooms.state(), BreakoutState::Closed);
    play.does(
        "Fay",
        rooms(RoomCommand::Open {
            version,
            notice_seconds: 30,
        }),
    );
    play.passes(30);
    let room = room_of(&play, "Asha");
    assert_eq!(
        inside(&play, Topic::Room(room), room).prompt.text(),
        "What helps you listen?"
    );
}

#[test]
fn room4_rooms_never_close_at_once() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    assert_eq!(
        play.refused("Fay", rooms(RoomCommand::Close { notice_seconds: 0 })),
        Code::Mend
    );
    play.passes(10 * 60);
    assert_eq!(play.session.rooms.state(), BreakoutState::Closing);
    play.does("Fay", rooms(RoomCommand::Stretch { minutes: 5 }));
    assert_eq!(play.session.rooms.state(), BreakoutState::Open);
    play.passes(5 * 60 + 60);
    assert_eq!(play.session.rooms.state(), BreakoutState::Closed);
    assert_eq!(play.session.rooms.room_of(who("Asha")), None);
}

#[test]
fn r15_hands_off_keeps_staff_out_unless_the_room_calls() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    assert_eq!(
        play.refused("Sol", rooms(RoomCommand::Visit { room })),
        Code::NotNow
    );
    play.does(
        "Asha",
        rooms(RoomCommand::CallHelp {
            room,
            words: "The link fails".into(),
        }),
    );
    play.does("Sol", rooms(RoomCommand::Visit { room }));
    assert!(play.has_seen("Asha", "Sol has come into your room."));
}

#[test]
fn room8_two_broadcasts_stay_two() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    for _ in 0..2 {
        play.does(
            "Fay",
            rooms(RoomCommand::Tell {
                rooms: Vec::new(),
                words: "Five minutes left".into(),
            }),
        );
    }
    let notices = play
        .shows(Topic::Group)
        .into_values()
        .filter(|entry| matches!(entry, Entry::Notice(_)));
    assert_eq!(notices.count(), 2);
}

#[test]
fn room9_share_backs_come_to_the_group_when_the_rooms_have_closed() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Buddies, 2);
    let room = room_of(&play, "Asha");
    play.does(
        "Asha",
        rooms(RoomCommand::ShareBack {
            room,
            words: "Silence helps".into(),
        }),
    );
    assert!(!play.has_seen("Chi", "Silence helps") && !play.has_seen("Fay", "Silence helps"));
    play.does("Fay", rooms(RoomCommand::Close { notice_seconds: 10 }));
    play.passes(10);
    assert!(play.has_seen("Chi", "Silence helps") && play.has_seen("Fay", "Silence helps"));
}

#[test]
fn day2_the_end_of_the_day_closes_the_rooms() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    play.does("Fay", Command::Day(DayCommand::End {}));
    assert_eq!(play.session.rooms.state(), BreakoutState::Closed);
    play.check_replay();
}

#[test]
fn a_post_to_a_room_one_has_left_is_refused_at_once() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    play.steps_away("Asha");
    let channel = Channel::Room { room };
    let post = ChatCommand::Post {
        channel,
        words: "still there?".into(),
        reply_to: None,
    };
    assert_eq!(play.refused("Asha", Command::Chat(post)), Code::NotFound);
}
