//! What does not reach people: not a byte, not a frame, not a number (TOPIC5, FLAG1).

use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, FlagCommand, FlagKind, RoundCommand},
    command::{RoundKind, RoundPurpose, RoundRequest, Scale},
    entry::Entry,
    words::Words,
};

use serde_json::Value;

use super::resume::{post, reads};
use crate::cast::Person;
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
        entry["id"].take();
        entry["at"].take();
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
