//! Stories of locked rooms: nobody comes in, nobody is moved out (ROOM11).

use super::*;
use alongside_protocol::command::{MoveCommand, Watch};

const SIX: [&str; 6] = ["Asha", "Ben", "Chi", "Dan", "Eve", "Flo"];

fn locked(play: &mut Play, name: &str) -> RoomId {
    let room = room_of(play, name);
    play.does("Fay", rooms(RoomCommand::Lock { room, on: true }));
    room
}

fn buddy_rooms() -> Play {
    let mut play = Play::live(&SIX);
    open(&mut play, PlanKind::Buddies, 2);
    play
}

#[test]
fn room11_a_reshuffle_leaves_a_locked_room_alone_and_everybody_sees_the_lock() {
    let mut play = buddy_rooms();
    let room = locked(&mut play, "Chi");
    match play.entry(Topic::Group, &format!("room/{room}")) {
        Some(Entry::Room(entry)) => assert!(entry.locked),
        other => panic!("no room but {other:?}"),
    }
    assert!(play.has_seen("Chi", "Fay has locked this room"));
    play.steps_away("Asha");
    let moves: Vec<_> = play
        .shows(Topic::Staff)
        .into_values()
        .filter_map(|entry| match entry {
            Entry::Proposal(proposal) => Some(proposal.options),
            _ => None,
        })
        .flatten()
        .flat_map(|option| option.moves)
        .collect();
    assert!(!moves.is_empty());
    assert!(
        moves
            .iter()
            .all(|planned| planned.to != room && planned.from != Some(room))
    );
}

#[test]
fn room11_from_the_moment_of_the_lock_moves_and_posts_from_outside_are_refused() {
    let mut play = buddy_rooms();
    let room = room_of(&play, "Chi");
    // Buddy rooms are never read along; a mixed one shows what a facilitator may no longer write.
    play.does(
        "Sol",
        rooms(RoomCommand::Move {
            person: who("Asha"),
            room,
        }),
    );
    locked(&mut play, "Chi");
    play.passes(60);
    assert_ne!(
        room_of(&play, "Asha"),
        room,
        "the move that was announced is off"
    );
    assert!(play.has_seen("Asha", "You stay where you are for now."));
    for (person, to) in [("Asha", room), ("Chi", room_of(&play, "Eve"))] {
        let person = who(person);
        let ask = rooms(RoomCommand::Move { person, room: to });
        assert_eq!(play.refused("Fay", ask), Code::Mend);
    }
    play.does("Fay", rooms(RoomCommand::Lock { room, on: false }));
    play.does(
        "Sol",
        rooms(RoomCommand::Move {
            person: who("Asha"),
            room,
        }),
    );
}

#[test]
fn room11_in_a_locked_room_only_those_inside_write() {
    let mut play = Play::live(&SIX);
    open(&mut play, PlanKind::Random, 2);
    let room = room_of(&play, "Asha");
    play.watches("Fay", room, Watch::Monitor);
    let channel = Channel::Room { room };
    play.says("Fay", channel, "hello from me");
    locked(&mut play, "Asha");
    let post = |words: &str| {
        Command::Chat(ChatCommand::Post {
            channel,
            words: words.into(),
            reply_to: None,
        })
    };
    assert_eq!(play.refused("Fay", post("and again")), Code::NotNow);
    play.does("Asha", post("we go on"));
    assert_eq!(
        play.refused("Finn", rooms(RoomCommand::Visit { room })),
        Code::NotNow
    );
}

#[test]
fn room11_somebody_alone_in_a_locked_room_is_still_an_alarm() {
    let mut play = buddy_rooms();
    let room = locked(&mut play, "Asha");
    play.steps_away("Ben");
    play.passes(40);
    match play.entry(Topic::Staff, &format!("monitor/{room}")) {
        Some(Entry::Monitor(monitor)) => {
            assert_eq!(monitor.lonely.map(|lonely| lonely.alerts), Some(1));
        }
        other => panic!("no monitor but {other:?}"),
    }
    let suggest = Command::Moves(MoveCommand::Suggest {});
    assert_eq!(
        play.refused("Sol", suggest),
        Code::NotNow,
        "unlock it first"
    );
}
