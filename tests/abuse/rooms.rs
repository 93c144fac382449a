//! Words that come where they do not belong any more: after a move, after a lock, and what was taken out of the chat.

use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, HandOrder, MovePolicy, RoomCommand, Settings,
    },
    entry::{BreakoutState, Entry, MessageState},
    ids::{MessageId, PersonId, RoomId},
    people::Role,
    refusal::Code,
    topic::Topic,
};

use super::{FEW, goes_on};
use crate::cast::{Mirror, Person};
use crate::stories::{
    beside::opens_buddy_rooms,
    resume::{post, reads},
};
use crate::world::World;

/// Two pairs of buddies.
const PAIRS: [(&str, Role); 5] = [
    ("Fola", Role::Facilitator),
    ("Asha", Role::Trainee),
    ("Ben", Role::Trainee),
    ("Chi", Role::Trainee),
    ("Dev", Role::Trainee),
];

/// The shortest that may be set: a story with the real clock has to wait for it.
const NOTICE_SECONDS: u32 = 5;

fn room_of(mirror: &Mirror, person: PersonId) -> Option<RoomId> {
    mirror.entries().find_map(|(_, _, entry)| match entry {
        Entry::Room(room) if room.people.contains(&person) => Some(room.id),
        _ => None,
    })
}

fn rooms_are_open(mirror: &Mirror) -> bool {
    matches!(mirror.group("breakout"), Some(Entry::Breakout(breakout)) if breakout.state == BreakoutState::Open)
}

fn say_in(room: RoomId, words: &str) -> Command {
    Command::Chat(ChatCommand::Post {
        channel: Channel::Room { room },
        words: words.into(),
        reply_to: None,
    })
}

/// The day with its rooms open, and moves after the shortest notice.
async fn opens_rooms(fola: &mut Person) {
    fola.does(Command::Day(DayCommand::Start {})).await;
    let settings = Settings {
        grace_seconds: 120,
        notice_seconds: NOTICE_SECONDS,
        move_policy: MovePolicy::Ask {},
        hand_order: HandOrder::default(),
        lobby_chat: false,
    };
    fola.does(Command::Day(DayCommand::Settings { settings }))
        .await;
    opens_buddy_rooms(fola, NOTICE_SECONDS).await;
    fola.until("open rooms", rooms_are_open).await;
}

#[tokio::test]
async fn room11_after_a_move_or_a_lock_not_a_word_gets_into_the_room() {
    let world = World::of_the_program(&PAIRS).await;
    let [mut fola, mut asha, mut ben, mut chi, dev] = world
        .all_arrive(["Fola", "Asha", "Ben", "Chi", "Dev"])
        .await;
    opens_rooms(&mut fola).await;
    let left = room_of(&fola.look(), asha.id()).unwrap();
    let others = [&ben, &chi, &dev].map(Person::id);
    let rooms = others.map(|person| room_of(&fola.look(), person).unwrap());
    let to = rooms.into_iter().find(|room| *room != left).unwrap();
    asha.does(say_in(left, "before the move")).await;

    let moves = RoomCommand::Move {
        person: asha.id(),
        room: to,
    };
    fola.does(Command::Rooms(moves)).await;
    let own = asha.id();
    asha.until("the other room", |mirror| room_of(mirror, own) == Some(to))
        .await;
    let late = say_in(left, "a word after the move");
    assert_eq!(asha.is_refused(late).await, Code::NotFound);

    let lock = RoomCommand::Lock { room: to, on: true };
    fola.does(Command::Rooms(lock)).await;
    for outside in [&mut ben, &mut chi] {
        let id = outside.id();
        if room_of(&outside.look(), id) == Some(to) {
            continue;
        }
        let late = say_in(to, "a word through the door");
        assert_eq!(outside.is_refused(late).await, Code::NotFound);
    }
    let back = RoomCommand::Move {
        person: asha.id(),
        room: left,
    };
    assert_eq!(fola.is_refused(Command::Rooms(back)).await, Code::Mend);
    asha.does(say_in(to, "inside we go on")).await;
    asha.does(post("and in the main chat")).await;
    for person in [&fola, &ben, &chi, &dev] {
        person
            .until("what came last", |mirror| {
                reads(mirror, "and in the main chat")
            })
            .await;
        assert!(!person.look().has_received("a word after the move"));
        assert!(!person.look().has_received("a word through the door"));
    }
}

/// Where a message stands in somebody's main chat.
fn message(mirror: &Mirror, topic: Topic, words: &str) -> Option<MessageId> {
    mirror
        .topics
        .get(&topic)?
        .values()
        .find_map(|entry| match entry {
            Entry::Message(message) if message.words.text() == words => Some(message.id),
            _ => None,
        })
}

fn state(mirror: &Mirror, message: MessageId) -> Option<MessageState> {
    match mirror.group(&format!("message/{message}"))? {
        Entry::Message(message) => Some(message.state),
        _ => None,
    }
}

#[tokio::test]
async fn chat5_what_was_hidden_or_removed_is_in_no_frame_that_comes_after_it() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    for words in ["a name that slipped out", "something worse"] {
        asha.does(post(words)).await;
        ben.until("the words", |mirror| reads(mirror, words)).await;
    }
    let find = |words| message(&ben.look(), Topic::Group, words).unwrap();
    let (hidden, removed) = (find("a name that slipped out"), find("something worse"));
    let before = ben.look().frames.len();
    for moderation in [
        ChatCommand::Hide {
            message: hidden,
            reason: "It names somebody who is not here".into(),
        },
        ChatCommand::Remove { message: removed },
    ] {
        fola.does(Command::Chat(moderation)).await;
    }
    ben.until("both gone", |mirror| {
        state(mirror, hidden) == Some(MessageState::Hidden)
            && state(mirror, removed).is_none_or(|state| state == MessageState::Removed)
    })
    .await;
    let fresh = world.arrives("Ben").await;
    let after: Vec<String> = ben.look().frames[before..].to_vec();
    for frames in [after, fresh.look().frames.clone()] {
        for words in [
            "a name that slipped out",
            "something worse",
            "who is not here",
        ] {
            let found = frames.iter().find(|frame| frame.contains(words));
            assert_eq!(found, None, "{words}");
        }
    }
    assert!(!fola.look().over);
}

#[tokio::test]
async fn chat4_a_message_that_is_held_reaches_its_author_and_facilitators_alone() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, mut ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(Command::Chat(ChatCommand::HoldPerson {
        person: asha.id(),
        on: true,
    }))
    .await;
    let before = ben.has_heard_all().await;
    asha.does(post("is this all right to say")).await;
    fola.until("what waits", |mirror| {
        message(mirror, Topic::Facilitators, "is this all right to say").is_some()
    })
    .await;
    assert_eq!(ben.has_heard_all().await, before, "not a byte to others");
    let held = message(
        &fola.look(),
        Topic::Facilitators,
        "is this all right to say",
    )
    .unwrap();
    let release = ChatCommand::Release { message: held };
    fola.does(Command::Chat(release)).await;
    ben.until("it is shown", |mirror| {
        reads(mirror, "is this all right to say")
    })
    .await;
    fola.does(Command::Chat(ChatCommand::HoldPerson {
        person: asha.id(),
        on: false,
    }))
    .await;
    goes_on(&mut asha, &ben, "and on it goes").await;
}
