//! Feedback without names, over real sockets: sent once by each, shown to facilitators once the day has ended and there
//! is enough of it, and joined to nobody a day later.

use std::sync::Arc;

use alongside::{
    clock::Clock,
    log::{Memory, Stream},
    vault::Vault,
};
use alongside_domain::session::{Event, Session};
use alongside_protocol::{
    command::{Command, DayCommand, FeedbackCommand, FeedbackForm, FeedbackScale, FeedbackText},
    entry::{Entry, FeedbackResultsEntry},
    frames::Outcome,
    ids::CommandId,
    refusal::Code,
    topic::Topic,
    words::Words,
};
use serde_json::json;
use uuid::Uuid;

use super::presence::a_day_later_it_is_purged;
use crate::cast::{Mirror, Person};
use crate::world::{CAST, MORNING, World};

const SENDERS: [&str; 5] = ["Asha", "Ben", "Chi", "Dev", "Elin"];

pub fn opens() -> Command {
    Command::Feedback(FeedbackCommand::Open {})
}

pub fn sends(why: &str) -> Command {
    let form = FeedbackForm {
        scales: [(FeedbackScale::Overall, 4), (FeedbackScale::Pace, 2)].into(),
        texts: [
            (FeedbackText::Why, Words::new(why)),
            (FeedbackText::Improve, Words::new(format!("more {why}"))),
        ]
        .into(),
    };
    Command::Feedback(FeedbackCommand::Answer { form })
}

pub fn results(mirror: &Mirror) -> Option<FeedbackResultsEntry> {
    match mirror.entry(Topic::Facilitators, "feedback_results")? {
        Entry::FeedbackResults(entry) => Some(entry.clone()),
        _ => None,
    }
}

pub fn counted(mirror: &Mirror) -> u32 {
    results(mirror).map_or(0, |entry| entry.answers)
}

fn canary(name: &str) -> String {
    format!("canary-of-{name}")
}

/// The day runs, and the form is open.
async fn begins(world: &World) -> Person {
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    fola.does(opens()).await;
    fola
}

/// One after the other; each browser stays.
async fn all_send(world: &World, names: &[&str]) -> Vec<Person> {
    let mut people = Vec::new();
    for name in names {
        let mut person = world.arrives(name).await;
        person.does(sends(&canary(name))).await;
        people.push(person);
    }
    people
}

#[tokio::test]
async fn feedback2_of_two_tabs_at_the_same_moment_one_is_counted_and_the_other_told_so() {
    let world = World::new().await;
    let fola = begins(&world).await;
    let [mut one, mut other] = world.all_arrive(["Asha", "Asha"]).await;
    let (first, second) = tokio::join!(one.ask(sends("one tab")), other.ask(sends("other tab")));
    let refused: Vec<_> = [first, second]
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Refused { refusal } => Some(refusal),
            Outcome::Kept {} => None,
        })
        .collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].code, Code::NotNow);
    assert!(refused[0].sentence.contains("not counted"), "{refused:?}");
    fola.until("one answer", |mirror| counted(mirror) == 1)
        .await;
    for tab in [&one, &other] {
        tab.until(
            "that it is kept",
            |mirror| matches!(mirror.own("me"), Some(Entry::Me(me)) if me.feedback_given),
        )
        .await;
    }
}

#[tokio::test]
async fn feedback2_what_is_asked_again_under_its_id_is_the_same_answer_also_after_a_kill() {
    let world = World::of_the_program(&CAST).await;
    drop(begins(&world).await);
    let mut asha = world.arrives("Asha").await;
    let id = CommandId(Uuid::new_v4());
    for _ in 0..2 {
        assert_eq!(asha.ask_as(id, sends("why")).await, Outcome::Kept {});
    }
    let world = world.dies_and_starts_again().await;
    let mut asha = world.arrives("Asha").await;
    assert_eq!(asha.ask_as(id, sends("why")).await, Outcome::Kept {});
    assert_eq!(asha.is_refused(sends("again")).await, Code::NotNow);
    let fola = world.arrives("Fola").await;
    assert_eq!(counted(&fola.look()), 1);
}

#[tokio::test]
async fn feedback3_four_answers_show_nothing_and_the_fifth_shows_all_of_them() {
    for number in [4, 5] {
        let world = World::of_the_program(&CAST).await;
        drop(begins(&world).await);
        drop(all_send(&world, &SENDERS[..3]).await);
        // A kill in between loses none of them.
        let world = world.dies_and_starts_again().await;
        let trainees = all_send(&world, &SENDERS[3..number]).await;
        let [mut fola, grace, sam] = world.all_arrive(["Fola", "Grace", "Sam"]).await;
        let before = results(&fola.look()).unwrap();
        assert_eq!((before.answers as usize, before.results), (number, None));
        fola.does(Command::Day(DayCommand::End {})).await;
        grace
            .until("the end", |mirror| {
                matches!(mirror.group("feedback"), Some(Entry::Feedback(form)) if !form.open)
            })
            .await;
        let after = results(&grace.look()).unwrap().results;
        assert_eq!(after.is_some(), number == 5);
        if let Some(after) = after {
            assert_eq!(after.scales[&FeedbackScale::Overall], [0, 0, 0, 5, 0]);
            let mut said: Vec<_> = after.texts[&FeedbackText::Why].clone();
            said.sort();
            assert_eq!(said, SENDERS.map(|name| Words::new(canary(name))));
        }
        for other in trainees.iter().chain([&sam]) {
            assert!(!other.look().has_received("canary-of"), "{}", other.name);
        }
    }
}

#[tokio::test]
async fn feedback4_a_day_after_the_end_no_answer_can_be_joined_to_anybody_and_what_it_says_stays() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(MORNING)).unwrap();
    let mut world = World::in_vault(vault.clone(), &CAST).await;
    let mut fola = begins(&world).await;
    drop(all_send(&world, &SENDERS).await);
    fola.does(Command::Day(DayCommand::End {})).await;
    let shown = results(&fola.look()).unwrap();
    drop(fola);
    let stream = Stream::session(world.session.0);
    for record in vault.log.read(stream, 1).await.unwrap() {
        let open = String::from_utf8(record.body).unwrap();
        assert!(!open.contains("canary-of"), "{open}");
    }

    a_day_later_it_is_purged(&mut world).await;
    is_in_nobodys_data(&mut world).await;
    let mut day = Session::default();
    for record in vault
        .read::<Event>(stream, world.programme.0, 1)
        .await
        .unwrap()
    {
        record.whole(|at, event, seam| {
            day.private(event, seam);
            day.apply(at, event);
        });
    }
    assert_eq!(day.feedback.answers(), 5);
    for name in SENDERS {
        assert!(!day.feedback.given_by(world.id(name)), "{name}");
    }
    // As the owner that read the log anew has it, and after a new start.
    for _ in 0..2 {
        let fola = world.arrives("Fola").await;
        assert_eq!(results(&fola.look()), Some(shown.clone()));
        drop(fola);
        world = world.dies_and_starts_again().await;
    }
}

#[tokio::test]
async fn feedback5_what_was_sent_is_in_nobodys_data_and_stays_when_its_sender_is_erased() {
    let mut world = World::new().await;
    drop(begins(&world).await);
    drop(all_send(&world, &SENDERS).await);
    is_in_nobodys_data(&mut world).await;
    let path = format!("/api/programmes/{}", world.programme);
    let erase = json!({ "what": { "t": "person", "person": world.id("Asha") } });
    let erased = world.organiser.post(&format!("{path}/erase"), &erase).await;
    assert_eq!(erased.status, 200, "{}", erased.text);
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::End {})).await;
    fola.until("what they say", |mirror| {
        let shown = results(mirror).and_then(|entry| entry.results);
        shown.is_some_and(|shown| shown.texts[&FeedbackText::Why].len() == 5)
    })
    .await;
    is_in_nobodys_data(&mut world).await;
}

/// Not in a sender's own, the programme's, or the audit trail.
async fn is_in_nobodys_data(world: &mut World) {
    let own = json!({ "form": "json" });
    let mine = world.browser("Ben").post("/api/door/my-data", &own).await;
    assert_eq!(mine.status, 200, "{}", mine.text);
    world.organiser.step_up().await;
    let path = format!("/api/programmes/{}/export", world.programme);
    let whole = json!({ "what": { "t": "programme" }, "form": "json" });
    let export = world.organiser.post(&path, &whole).await;
    assert_eq!(export.status, 200, "{}", export.text);
    let trail = world.organiser.post("/api/audit", &json!({})).await;
    for text in [&mine.text, &export.text, &trail.text] {
        assert!(!text.contains("canary-of"), "{text}");
    }
}
