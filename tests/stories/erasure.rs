//! Forgetting that is real (TRUST 3): a canary in every field that somebody can fill, and nowhere once they are erased.

mod canary;
pub mod found;

use std::sync::Arc;

use alongside::{
    clock::Clock,
    log::{Memory, Stream},
    vault::Vault,
};
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    frames::close,
    ids::PersonId,
    people::{Audience, Role},
    privacy::OtherPerson,
    programme::{NewPerson, ProgrammeCommand, ProgrammeView},
    topic::Topic,
    words::Words,
    writing::Writing,
};
use serde_json::{Value, json};

use super::resume::post;
use crate::cast::Mirror;
use crate::logs::recorder::Recorder;
use crate::world::{CAST, MORNING, World};
use canary::{CANARY, How, Scene, answers, how, word};
use found::{back_up, everything_there_is, keys_of, on_disk, opened, stands_in_a_file};

/// Who is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Rostered,
    /// Taken off the roster before.
    Former,
    /// Let in from the door.
    Guest,
}

/// They come: from here on all that is known of them is canaries.
async fn scene(world: &mut World, who: Who) -> Scene<'_> {
    let [mut fola, ben] = world.all_arrive(["Fola", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let guest = who == Who::Guest;
    let name = if guest {
        word(Writing::KnockName)
    } else {
        "Chi".to_owned()
    };
    if guest {
        assert_eq!(world.knocks(&name).await.status, 200);
    } else {
        let buddies = vec![vec![world.id("Chi"), world.id("Ben")]];
        world
            .organise(ProgrammeCommand::SetBuddies { buddies })
            .await;
    }
    let who = world.arrives(&name).await;
    let person = who.id();
    if guest {
        let knocked = |mirror: &Mirror| {
            mirror
                .entry(Topic::Staff, &format!("knock/{person}"))
                .is_some()
        };
        fola.until("a knock", knocked).await;
        fola.does(Command::People(PeopleCommand::Admit { person }))
            .await;
        who.until("the group", |mirror| mirror.group("session").is_some())
            .await;
    }
    let card = NewPerson {
        name: "Chi".into(),
        email: Words::default(),
        role: Role::Trainee,
        pronouns: Words::default(),
        needs: Words::default(),
    };
    Scene {
        world,
        fola,
        ben,
        who,
        id: person,
        guest,
        card,
        rooms: None,
    }
}

/// Writes in every place of the table that is theirs; each word is there to be found, and none stands open.
async fn writes_everywhere(scene: &mut Scene<'_>, vault: &Vault) {
    let mut written = Vec::new();
    for writing in Writing::ALL.iter().copied() {
        if scene.writes(writing).await {
            written.push(writing);
        }
    }
    let opened = opened(vault, &scene.world.keys()).await;
    for writing in Writing::ALL.iter().copied() {
        let is_there = opened.contains(&word(writing));
        assert_eq!(is_there, written.contains(&writing), "{writing:?}");
        if let How::NotTheirs(why) = how(writing) {
            assert!(!is_there, "{writing:?} is written, though {why}");
        }
    }
}

async fn others(world: &mut World) -> Vec<OtherPerson> {
    let path = format!("/api/programmes/{}/others", world.programme);
    world.organiser.get(&path).await.read()
}

/// The organiser finds them by name, as they stand on the page.
async fn found_by_name(world: &mut World, who: Who) -> PersonId {
    if who == Who::Rostered {
        let path = format!("/api/programmes/{}", world.programme);
        let view: ProgrammeView = world.organiser.get(&path).await.read();
        let mut people = view.people.iter();
        let named = people.find(|one| one.name.text() == word(Writing::PersonName));
        return named.expect("somebody of that name").id;
    }
    let (name, removed) = match who {
        Who::Guest => (word(Writing::KnockName), false),
        Who::Rostered | Who::Former => (word(Writing::PersonName), true),
    };
    let others = others(world).await;
    let named = others.iter().find(|one| one.name.text() == name);
    let named = named.expect("somebody of that name");
    assert_eq!(named.removed_at.is_some(), removed);
    assert_eq!(named.knocked_at.is_some(), !removed);
    named.id
}

/// What the organiser takes along of them is theirs, and of others nothing but names they were shown.
async fn is_taken_along(world: &mut World, person: PersonId) {
    let path = format!("/api/programmes/{}/export", world.programme);
    world.organiser.step_up().await;
    for form in ["json", "page"] {
        let export = json!({ "what": { "t": "person", "person": person }, "form": form });
        let data = world.organiser.post(&path, &export).await;
        assert_eq!(data.status, 200, "{}", data.text);
        for theirs in [Writing::MainChat, Writing::Thread, Writing::CareFlag] {
            assert!(data.text.contains(&word(theirs)), "{theirs:?}");
        }
        assert!(!data.text.contains("Ben says hello"));
    }
}

async fn erases(world: &mut World, what: Value) -> u16 {
    let path = format!("/api/programmes/{}/erase", world.programme);
    world.organiser.step_up().await;
    let erase = json!({ "what": what });
    world.organiser.post(&path, &erase).await.status
}

/// Nobody finds a word, whatever they look at.
async fn nobody_finds_a_word(world: &mut World) {
    assert!(!everything_there_is(world).await.contains(CANARY));
    let [fola, ben] = world.all_arrive(["Fola", "Ben"]).await;
    for person in [&fola, &ben] {
        let shown = person.look().last_frames();
        assert!(!person.look().has_received(CANARY), "{shown}");
        assert!(person.look().has_received("Ben says hello"));
        assert!(person.look().has_received("[no longer kept]"));
    }
}

/// KEEP1, KEEP3, KEEP4, KEEP6.
async fn is_forgotten(who: Who) {
    let told = Recorder::listens();
    let folder = tempfile::tempdir().unwrap();
    let vault = on_disk(folder.path());
    let mut world = World::in_vault(vault.clone(), &CAST).await;
    let mut scene = scene(&mut world, who).await;
    scene.ben.does(post("Ben says hello")).await;
    writes_everywhere(&mut scene, &vault).await;
    let (person, theirs) = (scene.id, scene.who);
    assert!(scene.fola.look().has_received(CANARY));
    drop((scene.fola, scene.ben));
    assert!(everything_there_is(&mut world).await.contains(CANARY));
    // Sealed from the first moment: not even a copy made before the erasure holds a word of theirs.
    assert!(!stands_in_a_file(folder.path(), CANARY.as_bytes()));
    let before = back_up(folder.path());
    assert!(keys_of(person.0, before.path()) > 0);

    if who == Who::Former {
        world
            .organise(ProgrammeCommand::RemovePerson { person })
            .await;
    }
    assert_eq!(found_by_name(&mut world, who).await, person);
    is_taken_along(&mut world, person).await;
    let erased = json!({ "t": "person", "person": person });
    assert_eq!(erases(&mut world, erased).await, 200);
    assert_eq!(theirs.is_closed().await, close::REMOVED);
    assert!(others(&mut world).await.iter().all(|one| one.id != person));
    nobody_finds_a_word(&mut world).await;
    let browser = if who == Who::Guest {
        word(Writing::KnockName)
    } else {
        "Chi".to_owned()
    };
    assert_eq!(world.asks_for_a_ticket(&browser).await.status, 404);

    let mut world = world.dies_and_starts_again().await;
    nobody_finds_a_word(&mut world).await;
    assert!(!stands_in_a_file(folder.path(), CANARY.as_bytes()));
    assert_eq!(keys_of(person.0, folder.path()), 0);
    let keys = world.keys();
    assert!(!opened(&vault, &keys).await.contains(CANARY));
    drop(world);

    // A copy made after it has nothing of theirs.
    let after = back_up(folder.path());
    assert_eq!(keys_of(person.0, after.path()), 0);
    assert!(!opened(&on_disk(after.path()), &keys).await.contains(CANARY));
    // Database and keys come back from copies made before; the ledger is of today.
    let ledger = "erasures.jsonl";
    std::fs::copy(folder.path().join(ledger), before.path().join(ledger)).unwrap();
    let vault = on_disk(before.path());
    let mut world = World::again_in(vault.clone(), keys).await;
    world.organiser.sign_in().await;
    assert!(others(&mut world).await.iter().all(|one| one.id != person));
    nobody_finds_a_word(&mut world).await;
    assert_eq!(world.asks_for_a_ticket(&browser).await.status, 404);
    assert!(!opened(&vault, &world.keys()).await.contains(CANARY));
    let told = told.text();
    assert!(told.contains("alongside"), "somebody listens");
    let mut slips = told.lines().filter(|line| line.contains(CANARY));
    assert_eq!(slips.next(), None);
}

#[tokio::test]
async fn what_cora_wrote_is_nowhere_once_she_is_erased_and_everybody_else_goes_on() {
    is_forgotten(Who::Rostered).await;
}

#[tokio::test]
async fn what_somebody_wrote_who_was_taken_off_the_roster_is_nowhere_once_they_are_erased() {
    is_forgotten(Who::Former).await;
}

#[tokio::test]
async fn what_a_guest_wrote_is_nowhere_once_they_are_erased() {
    is_forgotten(Who::Guest).await;
}

#[tokio::test]
async fn an_erased_session_and_an_erased_programme_are_gone_and_come_back_from_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::in_vault(on_disk(folder.path()), &CAST).await;
    let mut asha = world.arrives("Asha").await;
    asha.does(post("a word of Asha")).await;
    let session = world.session;
    assert_eq!(
        erases(&mut world, json!({ "t": "session", "session": session })).await,
        200
    );
    assert_eq!(world.asks_for_a_ticket("Asha").await.status, 404);
    assert!(
        !stands_in_a_file(folder.path(), b"\"posted\""),
        "its stream is erased"
    );
    let wish = json!({ "what": { "t": "programme" } });
    let path = format!("/api/programmes/{}/erase", world.programme);
    world.later(300);
    assert_eq!(world.organiser.post(&path, &wish).await.status, 403);
    assert_eq!(erases(&mut world, json!({ "t": "programme" })).await, 200);
    let path = format!("/api/programmes/{}", world.programme);
    assert_eq!(world.organiser.get(&path).await.status, 404);
    assert_eq!(
        world.browser("Asha").get("/api/door/home").await.status,
        404
    );
    assert!(!stands_in_a_file(folder.path(), b"session_scheduled"));
}

/// KEEP3: the records go last, and the power may go before.
#[tokio::test]
async fn records_that_an_erasure_had_not_reached_go_with_the_next_start() {
    let vault = Vault::forgetful(Arc::new(Memory::new()), Clock::starting_at(MORNING)).unwrap();
    let mut world = World::in_vault(vault.clone(), &CAST).await;
    drop(world.arrives("Asha").await);
    let stream = Stream::session(world.session.0);
    let records = vault.log.read(stream, 1).await.unwrap();
    let session = json!({ "t": "session", "session": world.session });
    assert_eq!(erases(&mut world, session).await, 200);
    let bodies = records.into_iter().map(|record| record.body).collect();
    vault.log.append(stream, 0, bodies).await.unwrap();

    drop(world.dies_and_starts_again().await);
    assert!(vault.log.read(stream, 1).await.unwrap().is_empty());
}

/// KEEP2.
#[tokio::test]
async fn what_has_had_its_time_goes_by_itself_and_the_organiser_sees_it() {
    let mut world = World::new().await;
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post("until next month")).await;
    let words = Words::new(word(Writing::SharedAnswer));
    answers(&mut fola, &mut asha, words, Audience::Group).await;
    fola.does(Command::Day(DayCommand::End {})).await;
    drop((fola, asha));
    let kept = |view: &Value, class: &str| {
        let rows = view["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["class"] == class).unwrap();
        !row["kept"].as_array().unwrap().is_empty()
    };
    let view = until(&mut world, |view| kept(view, "shared_check_ins")).await;
    assert!(kept(&view, "main_chat") && view["nothingOverdue"] == true);

    world.later(8 * 24 * 60 * 60);
    let view = until(&mut world, |view| !kept(view, "shared_check_ins")).await;
    assert!(kept(&view, "main_chat") && view["nothingOverdue"] == true);
    let asha = world.arrives("Asha").await;
    assert!(asha.look().has_received("until next month"));
    assert!(!asha.look().has_received(CANARY));
    drop(asha);

    let shorter = ProgrammeCommand::Retain {
        class: alongside_protocol::privacy::Class::MainChat,
        days: 3,
        reason: Words::default(),
    };
    world.organiser.step_up().await;
    world.organise(shorter).await;
    let view = until(&mut world, |view| !kept(view, "main_chat")).await;
    assert!(
        view["rows"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["purgedAt"].is_number())
    );
    let purged = world
        .organiser
        .post("/api/audit", &json!({ "done": "purged" }))
        .await;
    assert!(purged.json["rows"].as_array().unwrap().len() > 2);
}

/// The organiser's page, once it shows what is waited for.
async fn until(world: &mut World, shows: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/api/programmes/{}/retention", world.programme);
    let look = async {
        loop {
            let view = world.organiser.get(&path).await.json;
            if shows(&view) {
                return view;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), look)
        .await
        .expect("the page to show it")
}
