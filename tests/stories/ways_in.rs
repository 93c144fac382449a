//! Ways in and out: second devices, tabs, passes that wear out, links that stop, removal.

use std::time::{Duration, Instant};

use alongside_protocol::{
    audit::{AuditFound, Done},
    command::{Command, DayCommand, PeopleCommand},
    door::{Home, NewLink, SpokenCode},
    entry::{DeviceEntry, DeviceState, Entry},
    frames::close,
    ids::{PersonId, TabId},
    programme::{IssuedLink, ProgrammeView},
    staff::Right,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::cast::{Mirror, Person};
use crate::stories::resume::{post, reads};
use crate::world::{World, browser::Browser, secret};

/// A fresh link for somebody; whatever they had before is over.
async fn link_for(world: &mut World, name: &str) -> Value {
    let links = format!("/api/programmes/{}/links", world.programme);
    let people = json!({ "people": [world.id(name)] });
    let made: Vec<IssuedLink> = world.organiser.post(&links, &people).await.read();
    secret(&made[0].link)
}

/// Somebody is live on their laptop, and has their link at hand.
async fn live_with_link(world: &mut World, name: &str) -> (Person, Value) {
    let link = link_for(world, name).await;
    let mut laptop = Browser::new(&world.address);
    laptop.post("/api/door/enter", &link).await.read::<Home>();
    world.uses(name, laptop);
    (world.arrives(name).await, link)
}

async fn enters(browser: &mut Browser, key: &Value) -> Home {
    browser.post("/api/door/enter", key).await.read()
}

async fn looks(browser: &mut Browser) -> Home {
    browser.post("/api/door/wait", &json!({})).await.read()
}

/// The code that this browser's person makes for somebody.
pub async fn code_for(world: &World, by: &str, person: PersonId) -> String {
    let path = format!("/api/session/{}/code", world.session);
    let mut browser = world.browser(by);
    let made: SpokenCode = browser
        .post(&path, &json!({ "person": person }))
        .await
        .read();
    made.code
}

fn device(mirror: &Mirror) -> Option<DeviceEntry> {
    let topics = mirror.topics.values();
    topics
        .flat_map(|entries| entries.values())
        .find_map(|entry| match entry {
            Entry::Device(device) => Some(device.clone()),
            _ => None,
        })
}

async fn is_asked(person: &Person) -> DeviceEntry {
    person
        .until("the question", |mirror| device(mirror).is_some())
        .await;
    device(&person.look()).unwrap()
}

fn answers(device: &DeviceEntry, agree: bool) -> Command {
    let device = device.id;
    Command::People(PeopleCommand::AnswerDevice { device, agree })
}

pub async fn trail(world: &mut World) -> Vec<Done> {
    let found: AuditFound = world.organiser.post("/api/audit", &json!({})).await.read();
    found.rows.iter().map(|row| row.entry.done).collect()
}

#[tokio::test]
async fn device1_a_phone_waits_until_the_laptop_says_yes_and_opens_nothing_before() {
    let mut world = World::new().await;
    let (mut asha, link) = live_with_link(&mut world, "Asha").await;
    let [sol, mut ben] = world.all_arrive(["Sam", "Ben"]).await;
    let quiet = ben.has_heard_all().await;
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &link).await.waiting);
    let asked = is_asked(&asha).await;
    assert_eq!(is_asked(&sol).await, asked);
    assert_eq!(ben.has_heard_all().await, quiet, "nobody else hears of it");

    let ticket = format!("/api/session/{}/ticket", world.session);
    assert_eq!(phone.post(&ticket, &json!({})).await.status, 404);
    assert!(
        phone.get("/api/door/home").await.read::<Home>().waiting,
        "after a reload"
    );
    assert!(
        enters(&mut phone, &link).await.waiting,
        "the link again asks no second time"
    );

    asha.does(answers(&asked, true)).await;
    assert!(!looks(&mut phone).await.waiting);
    assert_eq!(phone.post(&ticket, &json!({})).await.status, 200);
    assert!(!asha.look().over, "the first device stays");
    assert!(trail(&mut world).await.contains(&Done::DeviceLetIn));
}

#[tokio::test]
async fn device2_not_me_turns_the_other_device_away_and_tells_staff_and_device4_the_link_is_made_anew()
 {
    let mut world = World::new().await;
    let (mut asha, link) = live_with_link(&mut world, "Asha").await;
    let sol = world.arrives("Sam").await;
    let mut thief = Browser::new(&world.address);
    assert!(enters(&mut thief, &link).await.waiting);
    let asked = is_asked(&asha).await;
    asha.does(answers(&asked, false)).await;
    assert_eq!(thief.post("/api/door/wait", &json!({})).await.status, 404);
    assert_eq!(thief.get("/api/door/home").await.status, 404);
    sol.until("that it was turned away", |mirror| {
        device(mirror).is_some_and(|device| device.state == DeviceState::TurnedAway)
    })
    .await;
    assert!(trail(&mut world).await.contains(&Done::DeviceTurnedAway));

    let mut laptop = world.browser("Asha");
    let path = format!("/api/session/{}/new-link", world.session);
    assert_eq!(thief.post(&path, &json!({})).await.status, 404);
    let renewed: NewLink = laptop.post(&path, &json!({})).await.read();
    assert_eq!(
        thief.post("/api/door/enter", &link).await.status,
        404,
        "the old link"
    );
    assert_eq!(
        asha.is_closed().await,
        close::TICKET,
        "every browser has to show a good pass"
    );
    let _asha = world.arrives("Asha").await;
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &secret(&renewed.link)).await.waiting);
    assert!(trail(&mut world).await.contains(&Done::LinkRenewed));
}

#[tokio::test]
async fn device4_whoever_comes_with_an_account_makes_their_link_anew_too_and_stays_in() {
    let mut world = World::new().await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_invitation("Nia", right).await;
    let link = link_for(&mut world, "Nia").await;
    let nia = world.arrives("Nia").await;
    let mut thief = Browser::new(&world.address);
    assert!(enters(&mut thief, &link).await.waiting);
    let path = format!("/api/session/{}/new-link", world.session);
    let renewed: NewLink = world.browser("Nia").post(&path, &json!({})).await.read();
    assert_eq!(thief.post("/api/door/enter", &link).await.status, 404);
    assert_eq!(nia.is_closed().await, close::TICKET);
    let _nia = world.arrives("Nia").await;
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &secret(&renewed.link)).await.waiting);
}

#[tokio::test]
async fn device1_staff_may_answer_and_tabs_of_one_browser_are_one_device() {
    let mut world = World::new().await;
    let (asha, link) = live_with_link(&mut world, "Asha").await;
    let [mut sol, mut ben] = world.all_arrive(["Sam", "Ben"]).await;
    let mut same = world.browser("Asha");
    assert!(
        !enters(&mut same, &link).await.waiting,
        "another tab of the laptop"
    );
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &link).await.waiting);
    let asked = is_asked(&asha).await;
    ben.is_refused(answers(&asked, true)).await;
    sol.does(answers(&asked, true)).await;
    assert!(!looks(&mut phone).await.waiting);
}

#[tokio::test]
async fn device3_nobody_waits_for_a_device_that_is_gone_and_waiting_outlives_a_restart() {
    let mut world = World::new().await;
    let (asha, link) = live_with_link(&mut world, "Asha").await;
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &link).await.waiting);
    is_asked(&asha).await;
    world = world.dies_and_starts_again().await;
    phone = phone.at(&world.address);
    assert!(looks(&mut phone).await.waiting, "she may be back at once");
    let mut asha = world.arrives("Asha").await;
    let asked = is_asked(&asha).await;
    assert!(looks(&mut phone).await.waiting);
    asha.does(answers(&asked, true)).await;
    assert!(!looks(&mut phone).await.waiting);

    let mut tablet = Browser::new(&world.address);
    assert!(enters(&mut tablet, &link).await.waiting);
    drop(asha);
    let fola = world.arrives("Fola").await;
    fola.until("Asha is away", is_away).await;
    world.later(u64::from(alongside_domain::limits::DEVICE_GONE_SECONDS));
    assert!(
        !looks(&mut tablet).await.waiting,
        "nobody is there to be asked"
    );
    let mut fourth = Browser::new(&world.address);
    assert!(!enters(&mut fourth, &link).await.waiting);
}

fn is_away(mirror: &Mirror) -> bool {
    let group = mirror.topics.values().flat_map(|entries| entries.values());
    group.into_iter().any(|entry| {
        matches!(entry, Entry::Person(person) if person.name.text() == "Asha"
            && person.link == alongside_protocol::people::Link::Reconnecting)
    })
}

#[tokio::test]
async fn door8_a_pass_in_use_for_a_day_is_replaced_and_a_copy_of_it_ends() {
    let mut world = World::new().await;
    let path = format!("/api/session/{}/ticket", world.session);
    let mut asha = world.browser("Asha");
    let copied = asha.clone();
    assert_eq!(asha.post(&path, &json!({})).await.status, 200);
    world.later(25 * 60 * 60);
    assert_eq!(asha.post(&path, &json!({})).await.status, 200);
    let mut lost = copied.clone();
    assert_eq!(
        lost.post(&path, &json!({})).await.status,
        200,
        "the cookie might have been lost"
    );
    assert_eq!(
        asha.post(&path, &json!({})).await.status,
        200,
        "shown: the old one ends"
    );
    assert_eq!(copied.clone().post(&path, &json!({})).await.status, 404);
    world.uses("Asha", asha);
    world.arrives("Asha").await;
}

#[tokio::test]
async fn door7_a_link_says_until_when_it_works_and_stops_by_itself() {
    let mut world = World::new().await;
    let link = link_for(&mut world, "Asha").await;
    let path = format!("/api/programmes/{}", world.programme);
    let view: ProgrammeView = world.organiser.get(&path).await.read();
    let asha = view
        .people
        .iter()
        .find(|person| person.name.text() == "Asha")
        .unwrap();
    let until = asha.link_until.expect("until when it works");
    let days = (until.0 - crate::world::MORNING.0) / (24 * 60 * 60 * 1_000);
    assert_eq!(days, 15, "a day to end the session, and fourteen");
    world.later(16 * 24 * 60 * 60);
    let late = Browser::new(&world.address)
        .post("/api/door/enter", &link)
        .await;
    let wrong = json!({ "secret": "0000" });
    let wrong = Browser::new(&world.address)
        .post("/api/door/enter", &wrong)
        .await;
    assert_eq!(
        (late.status, late.json),
        (404, wrong.json),
        "answered alike"
    );
    assert_eq!(
        world.asks_for_a_ticket("Asha").await.status,
        404,
        "passes with it"
    );
}

#[tokio::test]
async fn remove1_removal_ends_link_code_and_every_device_in_the_whole_programme() {
    let mut world = World::new().await;
    let (asha, link) = live_with_link(&mut world, "Asha").await;
    let [mut sol, mut fola] = world.all_arrive(["Sam", "Fola"]).await;
    let other = world.another_session().await;
    let person = world.id("Asha");
    let spoken = json!({ "code": code_for(&world, "Sam", person).await });
    let mut phone = Browser::new(&world.address);
    assert!(enters(&mut phone, &link).await.waiting);
    is_asked(&asha).await;

    sol.does(Command::People(PeopleCommand::Remove { person }))
        .await;
    let removed = Instant::now();
    assert_eq!(asha.is_closed().await, close::REMOVED);
    let mut again = Browser::new(&world.address);
    loop {
        let reply = again.post("/api/door/look", &link).await;
        if reply.status == 404 {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert!(
        removed.elapsed() < Duration::from_secs(1),
        "{:?}",
        removed.elapsed()
    );
    assert_eq!(again.post("/api/door/code/look", &spoken).await.status, 404);
    assert_eq!(phone.post("/api/door/wait", &json!({})).await.status, 404);
    let elsewhere = format!("/api/session/{other}/ticket");
    assert_eq!(
        world
            .browser("Asha")
            .post(&elsewhere, &json!({}))
            .await
            .status,
        404
    );
    assert_eq!(
        world.browser("Asha").get("/api/door/home").await.status,
        404
    );
    fola.does(Command::Day(DayCommand::Start {})).await;

    world = world.dies_and_starts_again().await;
    let anew = link_for(&mut world, "Asha").await;
    let mut laptop = Browser::new(&world.address);
    enters(&mut laptop, &anew).await;
    let today = format!("/api/session/{}/ticket", world.session);
    assert_eq!(
        laptop.post(&today, &json!({})).await.status,
        404,
        "not today"
    );
    let another_day = laptop.post(&elsewhere, &json!({})).await;
    assert_eq!(another_day.status, 200, "a new link is for another day");
}

/// A hello of a page that names itself.
async fn page_of(world: &World, name: &str, tab: Option<TabId>) -> Person {
    let ticket = world.ticket(name).await;
    Person::hello_in(name, world.socket_of(name).await, ticket, (None, tab)).await
}

#[tokio::test]
async fn tab1_the_fourth_tab_is_told_so_and_a_tab_that_comes_back_takes_its_own_place() {
    let world = World::new().await;
    let tabs = world.all_arrive(["Asha", "Asha", "Asha"]).await;
    let fourth = world
        .says_hello("Asha", world.ticket("Asha").await, None)
        .await;
    assert_eq!(fourth.is_closed().await, close::OTHER_TAB);
    let sentence = fourth.look().bye.clone().unwrap().sentence;
    assert!(sentence.contains("three tabs or devices"), "{sentence}");
    let [first, second, mut third] = tabs;
    third.does(post("still here")).await;
    first
        .until("the words", |mirror| reads(mirror, "still here"))
        .await;
    drop(second);

    let tab = Some(TabId(Uuid::new_v4()));
    let ben = page_of(&world, "Ben", tab).await;
    let _others = world.all_arrive(["Ben", "Ben"]).await;
    let again = page_of(&world, "Ben", tab).await;
    again.until("everything", |mirror| mirror.live).await;
    assert_eq!(
        ben.is_closed().await,
        close::OTHER_TAB,
        "its own last socket"
    );
}
