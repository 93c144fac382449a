//! A whole day over bare sockets: 25 trainees, two facilitators and an assistant, on the log on disk.
//!
//! It is the day: arrival, a check-in in turn with a pass and a private answer, buddy rooms, a drop-out and a
//! reshuffle, a flag, a held message, a death of the server in the middle, check-out, the end.

pub mod party;

use alongside::log::Sqlite;
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, MoveCommand,
        PeopleCommand, PlanKind, PlanRequest, RoomCommand, RoundCommand, RoundKind, RoundPurpose,
        RoundRequest, Scale,
    },
    entry::{BreakoutState, Entry, FlagState, Phase, Standing},
    people::{Audience, Link, TakingPart},
    topic::Topic,
};
use party::{Party, breakout, flag, held, link, open_proposal};
use std::sync::Arc;

const WORRY: &str = "somebody sounded very low just now";
const PRIVATE: &str = "I slept badly and would rather not say it to all";
const BETWEEN_BUDDIES: &str = "only my buddy should read this";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_with_twenty_five_trainees_and_three_staff() {
    let folder = tempfile::tempdir().unwrap();
    let mut party = Party::arrives(Arc::new(Sqlite::open(folder.path()).unwrap())).await;
    arrival(&mut party).await;
    check_in(&mut party).await;
    buddy_rooms(&mut party).await;
    let pair = a_drop_out(&mut party).await;
    a_flag(&mut party).await;

    let mut party = party.goes_on_after_a_kill().await;
    party.is_where_it_was();
    assert!(party.look("Chi").has_received("Good morning"));
    rooms_close(&mut party).await;
    party.comes_back(&pair.0).await;
    a_held_message(&mut party).await;
    check_out(&mut party).await;
    the_end(&mut party, &pair).await;
}

async fn arrival(party: &mut Party) {
    let how = TakingPart {
        camera_off: true,
        audience: Audience::Group,
        ..TakingPart::default()
    };
    party
        .does("Asha", Command::People(PeopleCommand::TakePart { how }))
        .await;
    party.says("Ben", Channel::Main {}, "Good morning").await;
    party
        .all_see("the greeting", |mirror| mirror.has_received("Good morning"))
        .await;
    party.does("Fola", Command::Day(DayCommand::Start {})).await;
    party.all_see("the day", |mirror| {
        matches!(mirror.group("session"), Some(Entry::Session(session)) if session.phase == Phase::Live)
    })
    .await;
}

/// In turn: the second passes, the third answers for facilitators only; for others the two are the same (R6, ROUND2).
async fn check_in(party: &mut Party) {
    let round = party.starts(round(RoundPurpose::CheckIn)).await;
    let order = party.round().order;
    assert_eq!(order.len(), 25, "ROUND1: every trainee has a turn");
    for (place, person) in order.iter().enumerate() {
        let name = party.name(*person);
        party.sees_turn_of(*person).await;
        let command = match place {
            1 => RoundCommand::Pass { round },
            2 => RoundCommand::Answer {
                round,
                value: Some(2),
                words: PRIVATE.into(),
                audience: Audience::Facilitators,
            },
            _ => RoundCommand::Answer {
                round,
                value: Some(4),
                words: "fine".into(),
                audience: Audience::Group,
            },
        };
        party.does(&name, Command::Rounds(command)).await;
    }
    let standings = party.round().standings;
    assert_eq!(standings[&order[1]], Standing::Passed);
    assert_eq!(standings[&order[2]], Standing::Passed);
    party
        .does("Fola", Command::Rounds(RoundCommand::End { round }))
        .await;
    let writer = party.name(order[2]);
    let mut entitled = vec![writer, "Fola".to_owned(), "Grace".to_owned()];
    entitled.sort();
    assert_eq!(party.receivers_of(PRIVATE), entitled);
}

fn round(purpose: RoundPurpose) -> RoundRequest {
    RoundRequest {
        purpose,
        kind: RoundKind::InTurn,
        prompt: "How do you arrive?".into(),
        scale: Scale::OneToFive,
        suggested_seconds: Some(60),
    }
}

pub async fn buddy_rooms(party: &mut Party) {
    let request = PlanRequest {
        kind: PlanKind::Buddies,
        size: 2,
        rooms: None,
        saved: None,
        without: Vec::new(),
        prompt: "What helps you listen?".into(),
        minutes: 20,
    };
    party
        .does("Fola", Command::Rooms(RoomCommand::Plan { request }))
        .await;
    let plan = party.plan().await;
    assert_eq!(plan.rooms.len(), 12, "eleven pairs and one triad");
    party
        .does(
            "Fola",
            Command::Rooms(RoomCommand::Open {
                version: plan.version,
                notice_seconds: 60,
            }),
        )
        .await;
    party
        .all_see("the notice", |mirror| {
            breakout(mirror) == Some(BreakoutState::Announced)
        })
        .await;
    party.later(61);
    party
        .all_see("open rooms", |mirror| {
            breakout(mirror) == Some(BreakoutState::Open)
        })
        .await;
    let (one, other) = party.a_pair();
    let room = party.room_of(&one).expect("everybody has a room");
    let key = format!("inside/{room}");
    party
        .until(&one, "the room from inside", |mirror| {
            mirror.entry(Topic::Room(room), &key).is_some()
        })
        .await;
    party
        .says(&one, Channel::Room { room }, BETWEEN_BUDDIES)
        .await;
    party
        .until(&other, "the words of the buddy", |mirror| {
            mirror.has_received(BETWEEN_BUDDIES)
        })
        .await;
    let mut both = vec![one, other];
    both.sort();
    assert_eq!(
        party.receivers_of(BETWEEN_BUDDIES),
        both,
        "ROOM5: nobody else, and no staff"
    );
}

/// Somebody's laptop dies: after the grace period one move is proposed, announced and made (R19-R21).
async fn a_drop_out(party: &mut Party) -> (String, String) {
    let (gone, left) = party.a_pair();
    let (lost, alone) = (party.id(&gone), party.id(&left));
    party.drops_out(&gone);
    party
        .until("Fola", "who is out of touch", |mirror| {
            link(mirror, lost) == Some(Link::Reconnecting)
        })
        .await;
    party.later(121);
    party
        .until("Sam", "a proposal", |mirror| {
            open_proposal(mirror).is_some()
        })
        .await;
    let proposal = open_proposal(&party.look("Sam")).expect("a proposal");
    assert_eq!(
        proposal.options[0].moves.len(),
        1,
        "MOVE2: the fewest moves"
    );
    assert_eq!(proposal.options[0].moves[0].person, alone);
    let apply = MoveCommand::Apply {
        proposal: proposal.id,
        version: proposal.version,
        option: 0,
    };
    party.does("Sam", Command::Moves(apply)).await;
    party
        .until(&left, "where they will go", |mirror| {
            mirror.own("move").is_some()
        })
        .await;
    party.later(61);
    party
        .until(&left, "the new room", |mirror| mirror.own("move").is_none())
        .await;
    let room = proposal.options[0].moves[0].to;
    let key = format!("room/{room}");
    party.until(&left, "company", |mirror| {
        matches!(mirror.group(&key), Some(Entry::Room(room)) if room.people.len() == 3 && room.people.contains(&alone))
    })
    .await;
    (gone, left)
}

/// Nobody but the facilitators and the raiser gets a single byte (FLAG1, TOPIC5).
async fn a_flag(party: &mut Party) {
    party.settles("Before the flag.").await;
    let before = party.frames_of_all_but(&["Chi", "Fola", "Grace"]);
    let about = party.id("Cora");
    let raise = FlagCommand::Raise {
        kind: FlagKind::WorriedAboutSomeone,
        about: Some(about),
        message: None,
        words: WORRY.into(),
    };
    party.does("Chi", Command::Flags(raise)).await;
    party
        .until("Fola", "the flag", |mirror| flag(mirror).is_some())
        .await;
    let raised = flag(&party.look("Fola")).expect("a flag");
    let flag = raised.id;
    party
        .does("Fola", Command::Flags(FlagCommand::Claim { flag }))
        .await;
    party.until("Chi", "who looks after it", |mirror| {
        matches!(mirror.own(&format!("my_flag/{flag}")), Some(Entry::MyFlag(mine)) if mine.state == FlagState::Claimed)
    })
    .await;
    let words = "We have talked.".into();
    party
        .does("Fola", Command::Flags(FlagCommand::Resolve { flag, words }))
        .await;
    party.settles("After the flag.").await;
    assert_eq!(party.receivers_of(WORRY), ["Chi", "Fola", "Grace"]);
    for (name, frames) in party.frames_of_all_but(&["Chi", "Fola", "Grace"]) {
        assert_eq!(
            frames,
            before[&name] + 1,
            "{name} got something besides the greeting"
        );
    }
}

async fn rooms_close(party: &mut Party) {
    let room = party.room_of("Chi").expect("a room");
    let words = "Silence is an answer too".into();
    party
        .does(
            "Chi",
            Command::Rooms(RoomCommand::ShareBack { room, words }),
        )
        .await;
    party
        .does(
            "Grace",
            Command::Rooms(RoomCommand::Close { notice_seconds: 30 }),
        )
        .await;
    party.later(31);
    party
        .all_see("the note of the room", |mirror| {
            mirror.has_received("Silence is an answer too")
        })
        .await;
}

/// CHAT4: its author and the facilitators see it, then everybody.
async fn a_held_message(party: &mut Party) {
    party
        .does("Grace", Command::Chat(ChatCommand::HoldAll { on: true }))
        .await;
    party
        .says("Dan", Channel::Main {}, "May I say something heavy")
        .await;
    for reader in ["Fola", "Grace"] {
        party
            .until(reader, "the held message", |mirror| {
                mirror.has_received("something heavy")
            })
            .await;
    }
    assert_eq!(
        party.receivers_of("something heavy"),
        ["Dan", "Fola", "Grace"]
    );
    let message = held(&party.look("Fola")).expect("a held message");
    party
        .does("Fola", Command::Chat(ChatCommand::Release { message }))
        .await;
    party
        .does("Grace", Command::Chat(ChatCommand::HoldAll { on: false }))
        .await;
    party
        .all_see("the message", |mirror| {
            mirror.has_received("something heavy")
        })
        .await;
}

async fn check_out(party: &mut Party) {
    let round = party
        .starts(RoundRequest {
            kind: RoundKind::AllAtOnce,
            ..round(RoundPurpose::CheckOut)
        })
        .await;
    for person in party.round().order {
        let name = party.name(person);
        if name == "Eve" {
            continue;
        }
        let value = if name == "Dan" { Some(1) } else { Some(4) };
        let answer = RoundCommand::Answer {
            round,
            value,
            words: "".into(),
            audience: Audience::Group,
        };
        party.does(&name, Command::Rounds(answer)).await;
    }
    party
        .does("Fola", Command::Rounds(RoundCommand::Reveal { round }))
        .await;
    party
        .does("Fola", Command::Rounds(RoundCommand::End { round }))
        .await;
}

/// Follow-ups outlive the session, and the programme remembers who met whom (END1, END2).
async fn the_end(party: &mut Party, pair: &(String, String)) {
    party.does("Fola", Command::Day(DayCommand::End {})).await;
    party.all_see("the end", |mirror| {
        matches!(mirror.group("session"), Some(Entry::Session(session)) if session.phase == Phase::Ended)
    })
    .await;
    let keys = ["Dan", "Eve"].map(|name| format!("follow_up/{}", party.id(name)));
    party
        .until("Grace", "whom to look after", |mirror| {
            keys.iter()
                .all(|key| mirror.entry(Topic::Facilitators, key).is_some())
        })
        .await;
    let (one, other) = (party.id(&pair.0), party.id(&pair.1));
    assert_eq!(party.met(one, other).await, 1);
}
