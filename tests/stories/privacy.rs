//! What does not reach people: not a byte, not a frame, not a number (TOPIC5, FLAG1).

use alongside_protocol::{
    audit::{AuditFound, Done},
    command::{Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, RoundCommand},
    command::{HandWay, PeopleCommand, RoundKind, RoundPurpose, RoundRequest, Scale},
    entry::Entry,
    people::Link,
    words::Words,
};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::resume::{post, reads};
use crate::cast::{PATIENCE, Person};
use crate::world::{CAST, World};

/// Everybody's frames from here on, once all of them have seen the same public words.
async fn after_these_words(words: &str, says: &mut Person, others: &[&Person]) -> Vec<Vec<String>> {
    says.does(post(words)).await;
    let mut received = Vec::new();
    for person in others {
        person.until(words, |mirror| reads(mirror, words)).await;
        received.push(person.look().frames.clone());
    }
    received
}

#[tokio::test]
async fn topic5_a_flag_and_private_words_send_nothing_to_those_who_may_not_know() {
    let world = World::new().await;
    let [mut fola, mut asha, ben, sam] = world.all_arrive(["Fola", "Asha", "Ben", "Sam"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let before = after_these_words("before", &mut fola, &[&ben, &sam]).await;

    asha.does(Command::Flags(FlagCommand::Raise {
        kind: FlagKind::WorriedAboutSomeone,
        about: Some(world.id("Ben")),
        message: None,
        words: Words::new("canary-of-the-flag"),
    }))
    .await;
    asha.does(Command::Chat(ChatCommand::Post {
        channel: Channel::Thread {
            person: world.id("Asha"),
        },
        words: Words::new("canary-of-the-thread"),
        reply_to: None,
    }))
    .await;
    fola.until("the flag", |mirror| {
        mirror.has_received("canary-of-the-flag")
    })
    .await;

    let after = after_these_words("after", &mut fola, &[&ben, &sam]).await;
    for (before, after) in before.iter().zip(&after) {
        let new = &after[before.len()..];
        assert_eq!(new.len(), 1, "only the public words came: {new:?}");
        assert!(new[0].contains("\"after\"") && !after.concat().contains("canary"));
    }
}

/// What Ben receives while Asha passes, or answers for facilitators only.
async fn ben_hears(private: Option<&str>) -> Vec<Value> {
    let world = World::new().await;
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(Command::Rounds(RoundCommand::Start {
        round: RoundRequest {
            purpose: RoundPurpose::CheckIn,
            kind: RoundKind::AllAtOnce,
            prompt: Words::new("How do you arrive?"),
            scale: Scale::FreeText,
            suggested_seconds: None,
        },
    }))
    .await;
    let round = match fola.look().group("round") {
        Some(Entry::Round(round)) => round.id,
        _ => panic!("a round runs"),
    };
    let before = after_these_words("before", &mut fola, &[&ben])
        .await
        .remove(0);
    asha.does(Command::Rounds(match private {
        None => RoundCommand::Pass { round },
        Some(words) => RoundCommand::Answer {
            round,
            words: Words::new(words),
            value: None,
            audience: alongside_protocol::people::Audience::Facilitators,
        },
    }))
    .await;
    let after = after_these_words("after", &mut fola, &[&ben])
        .await
        .remove(0);
    let new = &after[before.len()..];
    assert!(!new.concat().contains("canary"));
    new.iter().map(|frame| plain(&world, frame)).collect()
}

/// A frame without what is random or of the moment; people are called by their names.
fn plain(world: &World, frame: &str) -> Value {
    let mut text = frame.to_owned();
    for (name, _) in CAST {
        text = text.replace(&world.id(name).to_string(), name);
    }
    let mut frame: Value = serde_json::from_str(&text).unwrap();
    for volatile in ["n", "at"] {
        frame[volatile].take();
    }
    let entries = frame["set"].as_object_mut().unwrap();
    let set = std::mem::take(entries).into_iter().map(|(key, mut entry)| {
        for volatile in ["id", "at", "linkSince"] {
            entry[volatile].take();
        }
        if let Some(order) = entry.get_mut("order").and_then(Value::as_array_mut) {
            order.sort_by_key(Value::to_string);
        }
        (key.split('/').next().unwrap().to_owned(), entry)
    });
    *frame["set"].as_object_mut().unwrap() = set.collect();
    frame
}

#[tokio::test]
async fn round2_a_pass_and_an_answer_for_facilitators_only_look_the_same_on_the_wire() {
    let passed = ben_hears(None).await;
    let answered = ben_hears(Some("canary-of-the-answer")).await;
    assert!(!passed.is_empty());
    assert_eq!(passed, answered);
}

/// What others receive when Asha's browser goes in this way, and who it was about.
async fn others_hear(goes: impl AsyncFnOnce(Person)) -> Vec<Vec<Value>> {
    let world = World::new().await;
    let [mut fola, mut asha, ben, sam] = world.all_arrive(["Fola", "Asha", "Ben", "Sam"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let (way, words) = (HandWay::Voice, Words::default());
    asha.does(Command::People(PeopleCommand::RaiseHand { way, words }))
        .await;
    let before = after_these_words("before", &mut fola, &[&ben, &sam]).await;
    goes(asha).await;
    let lost =
        |entry: &Entry| matches!(entry, Entry::Person(one) if one.link == Link::Reconnecting);
    for other in [&fola, &ben, &sam] {
        other
            .until("that she is gone", |mirror| {
                mirror.entries().any(|(_, _, entry)| lost(entry))
            })
            .await;
    }
    let after = after_these_words("after", &mut fola, &[&ben, &sam]).await;
    let new = |(before, after): (&Vec<String>, &Vec<String>)| {
        let new = &after[before.len()..];
        new.iter().map(|frame| plain(&world, frame)).collect()
    };
    before.iter().zip(&after).map(new).collect()
}

#[tokio::test]
async fn exit1_whoever_leaves_by_the_exit_looks_to_everybody_as_if_the_connection_was_lost() {
    // The exit goes to another page, and a browser that does so closes its sockets with this code.
    let by_the_exit = others_hear(async |mut asha| {
        let code = CloseCode::Away;
        let reason = "".into();
        let close = CloseFrame { code, reason };
        asha.send(Message::Close(Some(close))).await;
        asha.until("the end", |mirror| mirror.over).await;
    })
    .await;
    let in_a_tunnel = others_hear(async |asha| drop(asha.drop_out())).await;
    assert_eq!(by_the_exit[0].len(), 2, "{by_the_exit:?}");
    assert_eq!(by_the_exit, in_a_tunnel);
}

/// How often the audit trail says that private things were shown, once it says so at least that often.
async fn shown(world: &mut World, at_least: usize) -> usize {
    let search = json!({ "done": Done::ReadPrivate });
    let asking = async {
        loop {
            let found: AuditFound = world.organiser.post("/api/audit", &search).await.read();
            if found.rows.len() >= at_least {
                return found.rows.len();
            }
            tokio::task::yield_now().await;
        }
    };
    let asked = tokio::time::timeout(PATIENCE, asking).await;
    asked.expect("lines of what was shown")
}

/// Check-ins, flags, threads and technical help.
const CLASSES: usize = 4;

#[tokio::test]
async fn keep5_what_staff_are_shown_is_told_once_an_hour_for_each_of_them() {
    let mut world = World::new().await;
    drop(world.arrives("Fola").await);
    assert_eq!(shown(&mut world, CLASSES).await, CLASSES);
    drop(world.arrives("Fola").await);
    world.later(61 * 60);
    drop(world.arrives("Fola").await);
    assert_eq!(shown(&mut world, 2 * CLASSES).await, 2 * CLASSES);
}
