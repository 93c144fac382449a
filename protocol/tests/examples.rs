//! Golden frames: one committed example of each kind, read here and by the tests of the browser client.
//!
//! `ALONGSIDE_TYPES=write cargo test -p alongside-protocol` (or `make types`) writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

use alongside_protocol::{
    command::{Channel, ChatCommand, Command, HandOrder},
    entry::{Entry, HandsEntry, MessageEntry, MessageState, PersonEntry, Phase, SessionEntry},
    frames::{FromBrowser, FromServer, Limits, Outcome, PROTO, Resume, close},
    ids::{At, CommandId, Epoch, MessageId, PersonId, SessionId, TabId},
    people::{Link, Presence, Role},
    refusal::Refusal,
    topic::Topic,
    words::Words,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt::Debug, fs, path::Path};
use uuid::Uuid;

const ASHA: PersonId = PersonId(Uuid::from_u128(0xa54a));
const ASKED: CommandId = CommandId(Uuid::from_u128(0xa5c));
const EPOCH: Epoch = Epoch(Uuid::from_u128(0xe90c));
const NOON: At = At(1_803_988_800_000);

fn from_browser() -> Vec<(&'static str, FromBrowser)> {
    let resume = Resume {
        epoch: EPOCH,
        topics: BTreeMap::from([("group".to_owned(), 4), (format!("person:{ASHA}"), 0)]),
    };
    let hello = |resume: Option<Resume>| FromBrowser::Hello {
        proto: PROTO,
        ticket: "5e".repeat(32),
        tab: resume.as_ref().map(|_| TabId(Uuid::from_u128(0x7ab))),
        resume,
    };
    let command = Command::Chat(ChatCommand::Post {
        channel: Channel::Main {},
        words: Words::new("Good morning"),
        reply_to: None,
    });
    vec![
        ("hello", hello(None)),
        ("hello-again", hello(Some(resume))),
        ("ask", FromBrowser::Ask { id: ASKED, command }),
        ("ping", FromBrowser::Ping { sent: NOON }),
    ]
}

fn from_server() -> Vec<(&'static str, FromServer)> {
    let answer = |result| FromServer::Answer { id: ASKED, result };
    vec![
        ("welcome", welcome()),
        ("snapshot", snapshot()),
        ("snapshot-part", part()),
        ("live", FromServer::Live {}),
        ("update", update()),
        (
            "closed",
            FromServer::Closed {
                topic: Topic::Staff,
            },
        ),
        ("answer-kept", answer(Outcome::Kept {})),
        (
            "answer-refused",
            answer(Outcome::Refused {
                refusal: Refusal::not_found(),
            }),
        ),
        (
            "pong",
            FromServer::Pong {
                sent: NOON,
                now: At(NOON.0 + 40),
            },
        ),
        (
            "trouble",
            FromServer::Trouble {
                sentence: "Just now nothing new can be saved.".to_owned(),
            },
        ),
        (
            "bye",
            FromServer::Bye {
                code: close::SLOW,
                sentence: "Your connection is slow just now.".to_owned(),
                after_ms: Some(1_250),
            },
        ),
    ]
}

fn welcome() -> FromServer {
    FromServer::Welcome {
        session: SessionId(Uuid::from_u128(0x5e55)),
        me: ASHA,
        epoch: EPOCH,
        now: NOON,
        beat_seconds: 6,
        limits: Limits {
            message_letters: 2_000,
            note_letters: 1_000,
            name_letters: 60,
            unanswered: 8,
            frame_bytes: 16_384,
        },
    }
}

fn snapshot() -> FromServer {
    let session = SessionEntry {
        id: SessionId(Uuid::from_u128(0x5e55)),
        title: Words::new("Listening well"),
        programme: Words::new("Peer supporters, spring"),
        time_zone: "Europe/London".to_owned(),
        phase: Phase::Live,
        opens_at: At(NOON.0 - 1_500_000),
        starts_at: At(NOON.0 - 600_000),
        started_at: Some(At(NOON.0 - 590_000)),
        ended_at: None,
        call_link: Some("https://call.example/room".to_owned()),
        rehearsal: false,
        kept: None,
    };
    let asha = PersonEntry {
        id: ASHA,
        name: Words::new("Asha"),
        pronouns: Words::new("she/her"),
        role: Role::Trainee,
        link: Link::Live,
        presence: Presence::Here,
        until: None,
        taking_part: None,
        room: None,
    };
    let hands = HandsEntry {
        order: HandOrder::FirstCome,
        queue: Vec::new(),
    };
    FromServer::Snapshot {
        topic: Topic::Group,
        n: 4,
        entries: BTreeMap::from([
            ("session".to_owned(), Entry::Session(session)),
            (format!("person/{ASHA}"), Entry::Person(asha)),
            ("hands".to_owned(), Entry::Hands(hands)),
        ]),
        more: false,
    }
}

/// TOPIC6: what stands before the last part of a snapshot.
fn part() -> FromServer {
    FromServer::Snapshot {
        topic: Topic::Group,
        n: 4,
        entries: BTreeMap::from([message()]),
        more: true,
    }
}

fn message() -> (String, Entry) {
    let id = MessageId(Uuid::from_u128(0x3e55));
    let message = MessageEntry {
        id,
        channel: Channel::Main {},
        author: ASHA,
        at: NOON,
        words: Words::new("Good morning"),
        reply_to: None,
        reactions: Vec::new(),
        pinned: false,
        edited: false,
        state: MessageState::Shown,
        reason: None,
    };
    (format!("message/{id}"), Entry::Message(message))
}

fn update() -> FromServer {
    FromServer::Update {
        topic: Topic::Group,
        n: 5,
        at: NOON,
        set: BTreeMap::from([message()]),
        gone: vec!["hands".to_owned()],
    }
}

/// Writes or compares one file, and reads it back as the other side does.
fn golden<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, frame: &T) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.json"));
    let fresh = format!("{}\n", serde_json::to_string_pretty(frame).unwrap());
    if std::env::var_os("ALONGSIDE_TYPES").is_some_and(|value| value == "write") {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &fresh).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        committed, fresh,
        "the example of {name} is stale. Run `make types` and commit the result."
    );
    assert_eq!(
        serde_json::from_str::<T>(&committed).unwrap(),
        *frame,
        "{name} does not read back"
    );
}

#[test]
fn the_committed_examples_are_what_is_said() {
    for (name, frame) in from_browser() {
        golden(name, &frame);
    }
    for (name, frame) in from_server() {
        golden(name, &frame);
    }
}

#[test]
fn every_kind_of_frame_has_its_example() {
    // A new kind does not compile here until it has a name, and then needs an example of that name.
    let of_browser = |frame: &FromBrowser| match frame {
        FromBrowser::Hello { .. } => "hello",
        FromBrowser::Ask { .. } => "ask",
        FromBrowser::Ping { .. } => "ping",
    };
    let of_server = |frame: &FromServer| match frame {
        FromServer::Welcome { .. } => "welcome",
        FromServer::Snapshot { .. } => "snapshot",
        FromServer::Update { .. } => "update",
        FromServer::Closed { .. } => "closed",
        FromServer::Live {} => "live",
        FromServer::Answer { .. } => "answer",
        FromServer::Pong { .. } => "pong",
        FromServer::Trouble { .. } => "trouble",
        FromServer::Bye { .. } => "bye",
    };
    assert!(
        from_browser()
            .iter()
            .all(|(name, frame)| name.starts_with(of_browser(frame)))
    );
    assert!(
        from_server()
            .iter()
            .all(|(name, frame)| name.starts_with(of_server(frame)))
    );
}
