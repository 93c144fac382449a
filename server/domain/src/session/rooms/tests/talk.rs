//! Who can read the talk of a room, and from when on.

use super::*;
use alongside_protocol::command::Watch;

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
