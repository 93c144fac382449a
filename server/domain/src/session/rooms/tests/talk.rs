//! Who can read the talk of a room, and from when on.

use super::*;
use alongside_protocol::{
    command::{MoveCommand, Watch},
    people::Presence,
};

fn says(play: &mut Play, name: &str, words: &str) {
    let channel = Channel::Room {
        room: room_of(play, name),
    };
    play.does(
        name,
        Command::Chat(ChatCommand::Post {
            channel,
            words: words.into(),
            reply_to: None,
        }),
    );
}

#[test]
fn room5_chat2_confidential_rooms_are_never_read_by_staff() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Buddies, 2);
    let room = room_of(&play, "Asha");
    assert_eq!(
        play.refused(
            "Fay",
            rooms(RoomCommand::SetWatch {
                room,
                watch: Watch::Monitor
            })
        ),
        Code::Mend
    );
    play.does(
        "Fay",
        rooms(RoomCommand::SetWatch {
            room,
            watch: Watch::DropIn,
        }),
    );
    play.does("Fay", rooms(RoomCommand::Visit { room }));
    says(&mut play, "Asha", "just between us");
    assert!(play.has_seen("Ben", "just between us"));
    for staff in ["Fay", "Finn", "Sol"] {
        assert!(!play.has_seen(staff, "just between us"), "{staff}");
    }
}

#[test]
fn room6_chat2_monitoring_is_announced_and_shows_only_what_comes_after() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    says(&mut play, "Asha", "before you came");
    play.does(
        "Fay",
        rooms(RoomCommand::SetWatch {
            room,
            watch: Watch::Monitor,
        }),
    );
    assert!(play.has_seen("Asha", "Facilitators read along"));
    says(&mut play, "Asha", "now you can read");
    assert!(play.has_seen("Finn", "now you can read"));
    assert!(!play.has_seen("Finn", "before you came"));
    assert!(
        !play.has_seen("Sol", "now you can read"),
        "the assistant never reads rooms"
    );
}

#[test]
fn chat2_what_is_said_between_two_visits_stays_unread_by_the_visitor() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    play.watches("Fay", room, Watch::DropIn);
    play.does("Fay", rooms(RoomCommand::Visit { room }));
    says(&mut play, "Asha", "you are here");
    play.does("Fay", rooms(RoomCommand::EndVisit { room }));
    says(&mut play, "Asha", "now that staff have left");
    play.does("Fay", rooms(RoomCommand::Visit { room }));
    says(&mut play, "Asha", "you are here again");
    assert!(play.has_seen("Fay", "you are here") && play.has_seen("Fay", "you are here again"));
    assert!(!play.has_seen("Fay", "now that staff have left"));
    play.check_replay();
}

#[test]
fn chat2_what_is_said_while_somebody_is_out_of_the_room_stays_unread_when_they_return() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Buddies, 2);
    says(&mut play, "Dan", "before you stepped out");
    play.steps_away("Chi");
    says(&mut play, "Dan", "how do you find it with Chi");
    play.is("Chi", Presence::Here);
    let back = MoveCommand::AnswerOffer { accept: true };
    play.does("Chi", Command::Moves(back));
    says(&mut play, "Dan", "good to have you back");
    assert!(play.has_seen("Chi", "before you stepped out"));
    assert!(play.has_seen("Chi", "good to have you back"));
    assert!(!play.has_seen("Chi", "how do you find it with Chi"));
    assert!(play.has_seen("Eve", "how do you find it with Chi"));
    play.check_replay();
}

#[test]
fn chat2_room5_a_room_that_was_open_cannot_be_opened_again_under_another_watch() {
    let mut play = Play::live(&FIVE);
    open(&mut play, PlanKind::Buddies, 2);
    let room = room_of(&play, "Asha");
    says(&mut play, "Asha", "just between us");
    let notice_seconds = 10;
    play.does("Fay", rooms(RoomCommand::Close { notice_seconds }));
    play.passes(10);
    let plan = planned(&mut play, PlanKind::ByHand, 5);
    let again = PlannedRoom {
        id: room,
        ..plan.rooms[0].clone()
    };
    let edit = RoomCommand::EditPlan {
        version: plan.version,
        rooms: vec![again],
        prompt: None,
        minutes: None,
    };
    assert_eq!(play.refused("Fay", rooms(edit)), Code::Mend);
}
