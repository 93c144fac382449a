//! A person's own data reaches everybody: people of the roster, those who were taken off it, and guests (R36).

use alongside_protocol::{
    command::{BuddyCommand, Command, DayCommand, PeopleCommand},
    entry::{Entry, PersonEntry},
    frames::close,
    ids::PersonId,
    people::Link,
    privacy::OtherPerson,
    programme::{CompanionRole, ProgrammeCommand, ProgrammeView},
    topic::Topic,
    words::Words,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::resume::post;
use crate::cast::{Mirror, Person};
use crate::world::{World, browser::Browser};

/// Somebody knocks, comes, and is let in.
async fn is_let_in(world: &mut World, fola: &mut Person, name: &str) -> Person {
    assert_eq!(world.knocks(name).await.status, 200);
    let guest = world.arrives(name).await;
    let person = guest.id();
    let knock = format!("knock/{person}");
    let knocked = |mirror: &Mirror| mirror.entry(Topic::Staff, &knock).is_some();
    fola.until("a knock", knocked).await;
    fola.does(Command::People(PeopleCommand::Admit { person }))
        .await;
    let inside = |mirror: &Mirror| mirror.group("session").is_some();
    guest.until("the group", inside).await;
    guest
}

async fn own(browser: &mut Browser) -> Value {
    let form = json!({ "form": "json" });
    let taken = browser.post("/api/door/my-data", &form).await;
    assert_eq!(taken.status, 200, "{}", taken.text);
    taken.json
}

async fn others(world: &mut World) -> Vec<OtherPerson> {
    let path = format!("/api/programmes/{}/others", world.programme);
    world.organiser.get(&path).await.read()
}

async fn erases(world: &mut World, person: PersonId) -> u16 {
    let path = format!("/api/programmes/{}/erase", world.programme);
    world.organiser.step_up().await;
    let what = json!({ "what": { "t": "person", "person": person } });
    world.organiser.post(&path, &what).await.status
}

fn shown(mirror: &Mirror, person: PersonId) -> Option<PersonEntry> {
    match mirror.group(&format!("person/{person}")) {
        Some(Entry::Person(one)) => Some(one.clone()),
        _ => None,
    }
}

/// KEEP4, KEEP6.
#[tokio::test]
async fn a_guest_takes_along_what_they_wrote_and_hears_of_no_session_but_theirs() {
    let mut world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let mut gus = is_let_in(&mut world, &mut fola, "Gus").await;
    gus.does(post("a word of Gus")).await;
    fola.does(post("a word of Fola")).await;
    world.another_session().await;
    let mut phone = world.browser("Gus");
    assert_eq!(phone.get("/api/door/my-data").await.status, 200);
    let data = own(&mut phone).await;
    assert_eq!(
        (&data["name"], &data["role"]),
        (&json!("Gus"), &json!("guest"))
    );
    let sessions = data["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 1, "{data}");
    assert_eq!(sessions[0]["entries"][0]["value"], "a word of Gus");
    assert!(sessions[0]["startsAt"].is_number() && sessions[0]["title"] != "");
    assert_ne!(data["programme"], "");
    assert!(!data.to_string().contains("a word of Fola"));
    let nobody = Browser::new(&world.address).get("/api/door/my-data").await;
    assert_eq!(nobody.status, 404);
}

/// What the browser gets of its own, and that it says nothing of the day.
async fn says_nothing_of_the_day(browser: &mut Browser, programme: &ProgrammeView) {
    let data = own(browser).await;
    assert_eq!(
        (&data["name"], &data["programme"]),
        (&json!("Gus"), &json!(""))
    );
    assert_eq!(data["timeZone"], "");
    let sessions = data["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 1, "{data}");
    assert_eq!(
        (&sessions[0]["title"], &sessions[0]["startsAt"]),
        (&json!(""), &Value::Null)
    );
    let form = json!({ "form": "page" });
    let page = browser.post("/api/door/my-data", &form).await.text;
    assert!(page.contains("At the door"), "{page}");
    for told in [&page, &data.to_string()] {
        let plan = &programme.sessions[0].plan;
        for untold in [
            programme.name.text(),
            plan.title.text(),
            &plan.starts_at.0.to_string(),
        ] {
            assert!(
                !untold.is_empty() && !told.contains(untold),
                "{untold}: {told}"
            );
        }
    }
}

/// KEEP6: the lobby tells nobody what the day is, and neither does this.
#[tokio::test]
async fn whoever_only_knocked_hears_nothing_of_the_day_in_their_data_waiting_or_declined() {
    let mut world = World::new().await;
    let path = format!("/api/programmes/{}", world.programme);
    let programme: ProgrammeView = world.organiser.get(&path).await.read();
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    assert_eq!(world.knocks("Gus").await.status, 200);
    let guest = world.arrives("Gus").await;
    let person = guest.id();
    says_nothing_of_the_day(&mut world.browser("Gus"), &programme).await;
    let export = json!({ "what": { "t": "person", "person": person }, "form": "json" });
    world.organiser.step_up().await;
    let taken = world
        .organiser
        .post(&format!("{path}/export"), &export)
        .await;
    assert_eq!(taken.json["programme"], "", "it may be sent on to them");
    let knock = format!("knock/{person}");
    fola.until("a knock", |mirror| {
        mirror.entry(Topic::Staff, &knock).is_some()
    })
    .await;
    fola.does(Command::People(PeopleCommand::Decline { person }))
        .await;
    assert_eq!(guest.is_closed().await, close::REMOVED);
    says_nothing_of_the_day(&mut world.browser("Gus"), &programme).await;
}

/// KEEP3, KEEP6, REMOVE1.
#[tokio::test]
async fn two_guests_of_one_name_are_told_apart_and_the_one_who_is_erased_is_out_at_once() {
    let mut world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let first = is_let_in(&mut world, &mut fola, "Gus").await;
    world.later(60);
    let second = is_let_in(&mut world, &mut fola, "Gus").await;
    let (stays, goes) = (first.id(), second.id());
    let listed = others(&mut world).await;
    let [one, other] = listed.as_slice() else {
        panic!("two guests: {listed:?}");
    };
    assert_eq!((one.id, other.id), (stays, goes));
    assert!(one.name == other.name && one.knocked_at < other.knocked_at);
    assert_eq!(one.sessions, [world.session]);

    assert_eq!(erases(&mut world, goes).await, 200);
    assert_eq!(second.is_closed().await, close::REMOVED);
    assert_eq!(world.asks_for_a_ticket("Gus").await.status, 404);
    assert_eq!(
        world.browser("Gus").get("/api/door/my-data").await.status,
        404
    );
    let left: Vec<PersonId> = others(&mut world).await.iter().map(|one| one.id).collect();
    assert_eq!(left, [stays]);
    let fola = world.arrives("Fola").await;
    let gone = shown(&fola.look(), goes).unwrap();
    assert_eq!(
        (gone.name.text(), gone.link),
        ("Former participant", Link::Left)
    );
    assert_eq!(shown(&fola.look(), stays).unwrap().name.text(), "Gus");
}

/// KEEP4.
#[tokio::test]
async fn what_somebody_said_about_their_pairing_is_theirs_and_so_are_the_names_of_their_buddies() {
    let mut world = World::new().await;
    let (asha, ben) = (world.id("Asha"), world.id("Ben"));
    let buddies = vec![vec![asha, ben]];
    world
        .organise(ProgrammeCommand::SetBuddies { buddies })
        .await;
    let companion = ProgrammeCommand::AddCompanion {
        role: CompanionRole::Interpreter,
        name: Words::new("Ines"),
        with: vec![asha],
    };
    world.organise(companion).await;
    let [mut fola, _asha, _ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let path = format!("/api/session/{}/pairing", world.session);
    for (name, words) in [("Asha", "we do not fit"), ("Ben", "I would rather not say")] {
        let said = json!({ "words": words });
        assert_eq!(world.browser(name).post(&path, &said).await.status, 200);
    }
    let data = own(&mut world.browser("Asha")).await;
    assert_eq!(data["pairing"].as_array().unwrap().len(), 1, "{data}");
    assert_eq!(data["pairing"][0]["words"], "we do not fit");
    assert_eq!(
        data["companions"],
        json!([{ "role": "interpreter", "name": "Ines" }])
    );
    assert_eq!(data["sessions"][0]["buddies"], json!(["Ben"]));
    assert!(!data.to_string().contains("rather not say"));
    let form = json!({ "form": "page" });
    let page = world.browser("Asha").post("/api/door/my-data", &form).await;
    for shown in ["we do not fit", "Ines", "Your buddies: Ben."] {
        assert!(page.text.contains(shown), "{shown}: {}", page.text);
    }
}

/// BUDDY1, KEEP4.
#[tokio::test]
async fn whoever_kept_somebody_company_for_a_day_stands_in_their_data_by_name() {
    let mut world = World::new().await;
    let [asha, ben, chi, dev] = ["Asha", "Ben", "Chi", "Dev"].map(|name| world.id(name));
    let buddies = vec![vec![asha, ben], vec![chi, dev]];
    world
        .organise(ProgrammeCommand::SetBuddies { buddies })
        .await;
    let [mut fola, _asha, _chi, _dev] = world.all_arrive(["Fola", "Asha", "Chi", "Dev"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let proposal = |mirror: &Mirror| {
        mirror.entries().find_map(|(_, _, entry)| match entry {
            Entry::StandIn(one) if one.people.contains(&asha) => Some(one.clone()),
            _ => None,
        })
    };
    world
        .passes_until(&fola, "a proposal", |mirror| proposal(mirror).is_some())
        .await;
    let with = proposal(&fola.look()).unwrap().with;
    let person = asha;
    let yes = BuddyCommand::StandIn { person, with };
    fola.does(Command::Buddies(yes)).await;
    let data = own(&mut world.browser("Asha")).await;
    let company = &data["sessions"][0]["standIns"][0]["names"];
    assert!(
        company.as_array().unwrap().contains(&json!("Chi")),
        "{data}"
    );
}

/// KEEP3.
#[tokio::test]
async fn the_keys_of_nobody_and_of_the_programme_itself_are_not_destroyed_by_a_guess() {
    let mut world = World::new().await;
    for guess in [Uuid::nil(), Uuid::from_u128(7)] {
        assert_eq!(erases(&mut world, PersonId(guess)).await, 404);
    }
    let path = format!("/api/programmes/{}", world.programme);
    let mut world = world.dies_and_starts_again().await;
    let shown = world.organiser.get(&path).await;
    assert!(!shown.text.contains("[no longer kept]"), "{}", shown.text);
}
