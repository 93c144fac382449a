//! Coming and going is forgotten a day after the end (TRUST 3): who was there when, which hands were up, who asked for
//! something. What was counted from it stays, and everything else has its own time.

use std::sync::Arc;
use std::time::Instant;

use alongside::{
    clock::Clock,
    log::{Memory, Stream},
    vault::Vault,
};
use alongside_domain::{
    sealing::NOBODY,
    session::{Event, Session, hands::HandsEvent, people::PeopleEvent},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, HandWay, PeopleCommand},
    entry::{Entry, Phase},
    ids::{PersonId, SessionId},
    people::{Link, Presence},
    privacy::{Class, RetentionRow, RetentionView},
    words::Words,
};
use serde_json::{Value, json};

use super::resume::{post, reads};
use crate::cast::PATIENCE;
use crate::world::{CAST, MORNING, World};

const DAY_AND_HOUR: u64 = 25 * 60 * 60;

/// Who came, went, had a hand up or asked for something, as far as keys open it.
async fn known(vault: &Vault, world: &World) -> Vec<PersonId> {
    let (session, programme) = (Stream::session(world.session.0), world.programme.0);
    let mut day = Session::default();
    let mut known = Vec::new();
    for record in vault.read::<Event>(session, programme, 1).await.unwrap() {
        let kept = record.whole(|at, event, seam| {
            day.private(event, seam);
            day.apply(at, event);
        });
        known.extend(kept.from.map(|from| from.by));
        known.extend(kept.events.iter().filter_map(|event| match event {
            Event::People(
                PeopleEvent::Connected { person }
                | PeopleEvent::FellSilent { person }
                | PeopleEvent::PresenceSet { person, .. },
            )
            | Event::Hands(HandsEvent::Raised { person, .. }) => Some(*person),
            _ => None,
        }));
    }
    known
}

/// What stands open in the log of coming and going, and of who asked.
async fn open_text(vault: &Vault, session: SessionId) -> Vec<String> {
    let mut open = Vec::new();
    for record in vault.log.read(Stream::session(session.0), 1).await.unwrap() {
        let record: Value = serde_json::from_slice(&record.body).unwrap();
        open.extend(record.get("from").map(Value::to_string));
        for event in record["events"].as_array().unwrap() {
            let people = event.get("people").and_then(|event| event["t"].as_str());
            let stays = ["knocked", "admitted", "removed", "took_part", "attended"];
            let goes = people.is_some_and(|kind| !stays.contains(&kind));
            if goes || event.get("hands").is_some() {
                open.push(event.to_string());
            }
        }
    }
    open
}

/// A day with a hand, somebody who needs a moment, and Asha, who is removed after she has written to facilitators.
async fn a_day(world: &World) {
    let [mut fola, mut asha, mut ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post("canary-of-the-chat")).await;
    let (way, words) = (HandWay::Voice, Words::default());
    asha.does(Command::People(PeopleCommand::RaiseHand { way, words }))
        .await;
    let (presence, until) = (Presence::NeedMoment, None);
    ben.does(Command::People(PeopleCommand::BePresent {
        presence,
        until,
    }))
    .await;
    let person = world.id("Asha");
    asha.does(Command::Chat(ChatCommand::Post {
        channel: Channel::Thread { person },
        words: "canary-of-the-thread".into(),
        reply_to: None,
    }))
    .await;
    world.later(5 * 60);
    fola.does(Command::People(PeopleCommand::Remove { person }))
        .await;
    fola.does(Command::Day(DayCommand::End {})).await;
}

/// A day after the end nothing of the class is there any more; the organiser sees it come and sees it done.
pub async fn a_day_later_it_is_purged(world: &mut World) {
    // The programme hears of the end a moment after the day itself.
    until_presence(world, "the day it goes", |_, row| {
        row.kept.iter().all(|kept| kept.until.is_some())
    })
    .await;
    world.passes_until_put_away().await;
    world.later(DAY_AND_HOUR);
    world.organiser.sign_in().await;
    until_presence(world, "that it went by itself", |page, row| {
        row.kept.is_empty() && row.purged_at.is_some() && page.nothing_overdue
    })
    .await;
}

/// Until the organiser's page says this of the class.
async fn until_presence(
    world: &mut World,
    what: &str,
    says: impl Fn(&RetentionView, &RetentionRow) -> bool,
) {
    let path = format!("/api/programmes/{}/retention", world.programme);
    let since = Instant::now();
    loop {
        let page: RetentionView = world.organiser.get(&path).await.read();
        let mut rows = page.rows.iter();
        let row = rows.find(|row| row.class == Class::Presence).unwrap();
        if says(&page, row) {
            return;
        }
        assert!(since.elapsed() < PATIENCE, "{what} is not in {row:?}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn keep2_who_was_there_when_is_gone_a_day_after_the_end_and_everything_else_reads_on() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(MORNING)).unwrap();
    let mut world = World::in_vault(vault.clone(), &CAST).await;
    a_day(&world).await;
    let (asha, ben) = (world.id("Asha"), world.id("Ben"));
    let before = known(&vault, &world).await;
    assert!(before.contains(&asha) && before.contains(&ben));
    let open = open_text(&vault, world.session).await;
    assert!(open.len() > 12, "{open:?}");
    for (name, _) in CAST {
        let id = world.id(name).to_string();
        assert!(
            open.iter().all(|text| !text.contains(&id)),
            "{name} in {open:?}"
        );
    }

    a_day_later_it_is_purged(&mut world).await;
    let after = known(&vault, &world).await;
    assert!(after.iter().all(|person| *person == NOBODY), "{after:?}");

    // Twice: as the owner that read the log anew has it, and after a new start.
    for _ in 0..2 {
        let mut fola = world.arrives("Fola").await;
        assert!(reads(&fola.look(), "canary-of-the-chat"));
        assert!(
            fola.look().has_received("canary-of-the-thread"),
            "what was said to facilitators"
        );
        let phase =
            |entry: &Entry| matches!(entry, Entry::Session(day) if day.phase == Phase::Ended);
        let bens = |entry: &Entry| matches!(entry, Entry::Person(one) if one.id == ben && one.link == Link::NotArrived);
        assert!(fola.look().entries().any(|(_, _, entry)| phase(entry)));
        assert!(fola.look().entries().any(|(_, _, entry)| bens(entry)));
        fola.does(Command::Chat(ChatCommand::Post {
            channel: Channel::Staff {},
            words: "a word among us".into(),
            reply_to: None,
        }))
        .await;
        world = world.dies_and_starts_again().await;
    }

    world.organiser.step_up().await;
    let path = format!("/api/programmes/{}/export", world.programme);
    let whole = json!({ "what": { "t": "programme" }, "form": "json" });
    let export = world.organiser.post(&path, &whole).await;
    for was_there in [asha, ben] {
        let minutes = &export.json["sessions"][0]["attendance"][was_there.to_string()];
        assert_eq!(*minutes, json!(5), "{}", export.json);
    }
}
