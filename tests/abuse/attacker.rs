//! An attacker's script against the real program: guesses, replays, other sites, a forged address, the lobby, and
//! somebody removed who has a second phone. It gets nothing: no event, no byte to others, and one kind of no.

use std::path::Path;
use std::process::Command as Process;
use std::time::{Duration, Instant};

use alongside_protocol::{
    command::{Command, PeopleCommand},
    entry::Entry,
    frames::close,
    ids::{DeviceId, PersonId},
    topic::Topic,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use super::{FEW, goes_on};
use crate::cast::{self, Mirror, Person};
use crate::stories::resume::post;
use crate::world::{
    World,
    browser::Browser,
    secret,
    server::{There, program},
};

/// TRUST 2: removal acts within a second, also on what the programme holds.
const WITHIN: Duration = Duration::from_secs(1);

/// What everybody is told who asks for what is not theirs.
async fn plain_no(world: &World) -> Value {
    let mut stranger = Browser::new(&world.address);
    stranger.get("/api/nowhere").await.json
}

#[tokio::test]
async fn door1_guessed_ids_links_and_codes_are_one_kind_of_no() {
    let world = World::of_the_program(&FEW).await;
    let no = plain_no(&world).await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    let before = ben.has_heard_all().await;
    let (session, person) = (Uuid::new_v4(), Uuid::new_v4());
    let ours = world.session;
    let mut stranger = Browser::new(&world.address);
    let mut trainee = world.browser("Asha");
    for (path, body) in [
        (format!("/api/session/{session}/ticket"), json!({})),
        (
            format!("/api/session/{session}/knock"),
            json!({ "name": "Robin" }),
        ),
        (
            format!("/api/session/{session}/code"),
            json!({ "person": person }),
        ),
        (format!("/api/session/{session}/new-link"), json!({})),
        (format!("/api/session/{ours}/ticket"), json!({})),
        (
            format!("/api/session/{ours}/code"),
            json!({ "person": world.id("Ben") }),
        ),
        (format!("/api/session/{ours}/new-link"), json!({})),
        (
            format!("/api/programmes/{}/code", world.programme),
            json!({ "person": person }),
        ),
        (
            format!("/api/programmes/{}/links", world.programme),
            json!({ "people": [] }),
        ),
        (
            format!("/api/programmes/{}/export", world.programme),
            json!({}),
        ),
        ("/api/audit".to_owned(), json!({})),
    ] {
        let reply = stranger.post(&path, &body).await;
        assert_eq!(
            (reply.status, &reply.json),
            (404, &no),
            "a stranger: {path}"
        );
        if !path.ends_with("/ticket") && !path.contains("new-link") && !path.ends_with("/knock") {
            let reply = trainee.post(&path, &body).await;
            assert_eq!((reply.status, &reply.json), (404, &no), "a trainee: {path}");
        }
    }
    let mut answers = Vec::new();
    for number in 0..20 {
        let link = json!({ "secret": format!("{number:032}") });
        answers.push(stranger.post("/api/door/enter", &link).await.json);
        answers.push(stranger.post("/api/door/look", &link).await.json);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let mut answers = Vec::new();
    for number in 0..20 {
        let code = json!({ "code": format!("{number:08}") });
        answers.push(stranger.post("/api/door/code/enter", &code).await.json);
        answers.push(stranger.post("/api/door/code/look", &code).await.json);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(ben.has_heard_all().await, before, "not a byte to others");
    goes_on(&mut asha, &ben, "all is well here").await;
}

#[tokio::test]
async fn door3_old_links_tickets_and_cookies_are_of_no_use_after_a_reissue() {
    let mut world = World::of_the_program(&FEW).await;
    let links = format!("/api/programmes/{}/links", world.programme);
    let for_ben = json!({ "people": [world.id("Ben")] });
    let made = world.organiser.post(&links, &for_ben).await;
    let old = secret(made.json[0]["link"].as_str().unwrap());
    let mut stolen = Browser::new(&world.address);
    assert_eq!(stolen.post("/api/door/enter", &old).await.status, 200);
    let path = format!("/api/session/{}/ticket", world.session);
    let ticket = stolen.post(&path, &json!({})).await.json["ticket"].clone();
    world.organiser.post(&links, &for_ben).await;

    let mut fresh = Browser::new(&world.address);
    assert_eq!(fresh.post("/api/door/look", &old).await.status, 404);
    assert_eq!(fresh.post("/api/door/enter", &old).await.status, 404);
    assert_eq!(
        stolen.post(&path, &json!({})).await.status,
        404,
        "the cookie"
    );
    assert_eq!(stolen.get("/api/door/home").await.status, 404);
    let ticket = ticket.as_str().unwrap().to_owned();
    let replayed = world.says_hello("Ben", ticket, None).await;
    assert_eq!(replayed.is_closed().await, close::TICKET);
}

#[tokio::test]
async fn door5_pages_of_others_open_no_socket_and_change_nothing() {
    let world = World::of_the_program(&FEW).await;
    let (live, ours) = world.live();
    let other_port = "http://127.0.0.1:1";
    let forged = format!("{ours}.evil.example");
    for origin in ["https://evil.example", "null", other_port, forged.as_str()] {
        assert!(cast::socket(&live, origin).await.is_err(), "{origin}");
    }
    let host = world.address.as_str();
    are_refused(host, "", host).await;
    are_refused(host, "Origin: https://evil.example\r\n", host).await;
}

async fn are_refused(address: &str, origin: &str, host: &str) {
    for request in [upgrade(origin, host), change(origin, host)] {
        let answer = raw(address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{request}\n{answer}");
    }
}

fn upgrade(origin: &str, host: &str) -> String {
    format!(
        "GET /live HTTP/1.1\r\nHost: {host}\r\n{origin}Upgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

fn change(origin: &str, host: &str) -> String {
    format!(
        "POST /api/door/enter HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Type: application/json\r\n\
         Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"
    )
}

async fn raw(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

/// The program for a house that has a name of its own.
fn with_a_name(folder: &Path, port: u16) -> Process {
    let mut process = program(folder, port);
    process.args(["--base-url", "https://alongside.example"]);
    process
}

#[tokio::test]
async fn door5_a_forged_host_opens_nothing_and_reaches_no_link() {
    let started = There::start_in(tempfile::tempdir().unwrap(), with_a_name);
    let link = started.owner_link.clone().unwrap();
    assert!(
        link.starts_with("https://alongside.example/owner#"),
        "{link}"
    );
    for host in ["evil.example", &started.address, "alongside.example"] {
        let forged = format!("Origin: http://{host}\r\n");
        are_refused(&started.address, &forged, host).await;
    }
}

/// Not a byte of the day has reached them.
fn reads_only_their_name(guest: &Person, own: PersonId) {
    let look = guest.look();
    assert!(look.topics.keys().eq([&Topic::Person(own)]));
    for frame in &look.frames {
        for hidden in [
            "Asha",
            "Ben",
            "Fola",
            "Listening",
            "Peer supporters",
            "Check-in",
            "call.example",
        ] {
            assert!(!frame.contains(hidden), "{hidden}: {frame}");
        }
    }
    assert!(matches!(look.own("me"), Some(Entry::Me(me)) if me.name.text() == "Robin"));
}

async fn knocks_again(world: &World, mut browser: Browser) -> u16 {
    let path = format!("/api/session/{}/knock", world.session);
    browser
        .post(&path, &json!({ "name": "Robin Two" }))
        .await
        .status
}

#[tokio::test]
async fn lobby1_a_guest_asks_for_everything_and_reads_their_own_name() {
    let mut world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, mut ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    assert_eq!(world.knocks("Robin").await.status, 200);
    let mut robin = world.arrives("Robin").await;
    let before = ben.has_heard_all().await;
    let (session, own) = (world.session, robin.id());
    let mut browser = world.browser("Robin");
    let no = plain_no(&world).await;
    let ben_id = world.id("Ben");
    for (path, body) in [
        (
            format!("/api/session/{session}/code"),
            Some(json!({ "person": ben_id })),
        ),
        (format!("/api/session/{session}/new-link"), Some(json!({}))),
        (format!("/api/session/{session}/zoom"), None),
        (format!("/api/session/{session}/met"), None),
        (format!("/api/programmes/{}", world.programme), None),
        ("/api/door/home".to_owned(), None),
    ] {
        let reply = match &body {
            None => browser.get(&path).await,
            Some(body) => browser.post(&path, body).await,
        };
        assert_eq!((reply.status, &reply.json), (404, &no), "{path}");
    }
    let own_data = json!({ "form": "json" });
    let data = browser.post("/api/door/my-data", &own_data).await.json;
    assert_eq!(
        (&data["name"], &data["programme"]),
        (&json!("Robin"), &json!(""))
    );
    assert_eq!(data["sessions"][0]["title"], "");
    let person = own;
    for command in [
        post("let me in"),
        Command::People(PeopleCommand::Admit { person }),
        Command::People(PeopleCommand::Leave {}),
        Command::People(PeopleCommand::Remove {
            person: world.id("Ben"),
        }),
    ] {
        robin.is_refused(command).await;
    }
    assert_eq!(ben.has_heard_all().await, before, "not a byte to others");
    reads_only_their_name(&robin, own);

    fola.does(Command::People(PeopleCommand::Decline { person: own }))
        .await;
    assert_eq!(robin.is_closed().await, close::REMOVED);
    assert_eq!(
        knocks_again(&world, browser).await,
        409,
        "declined is declined"
    );
    goes_on(&mut asha, &ben, "all is well here").await;
}

/// The device that staff are asked about.
async fn asked_about(staff: &Person) -> DeviceId {
    let find = |mirror: &Mirror| {
        let mut entries = mirror.topics.values().flat_map(|entries| entries.values());
        entries.find_map(|entry| match entry {
            Entry::Device(device) => Some(device.id),
            _ => None,
        })
    };
    staff
        .until("the question", |mirror| find(mirror).is_some())
        .await;
    find(&staff.look()).unwrap()
}

#[tokio::test]
async fn remove1_somebody_removed_has_a_second_phone_that_was_let_in_and_everything_is_dead() {
    let mut world = World::of_the_program(&FEW).await;
    let person = world.id("Ben");
    let links = format!("/api/programmes/{}/links", world.programme);
    let made = world
        .organiser
        .post(&links, &json!({ "people": [person] }))
        .await;
    let link = secret(made.json[0]["link"].as_str().unwrap());
    let mut laptop = Browser::new(&world.address);
    laptop.post("/api/door/enter", &link).await;
    world.uses("Ben", laptop.clone());
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    let ben = world.arrives("Ben").await;

    let mut phone = Browser::new(&world.address);
    assert_eq!(
        phone.post("/api/door/enter", &link).await.json["waiting"],
        json!(true)
    );
    let device = asked_about(&fola).await;
    let agree = PeopleCommand::AnswerDevice {
        device,
        agree: true,
    };
    fola.does(Command::People(agree)).await;
    assert_eq!(
        phone.post("/api/door/wait", &json!({})).await.json["waiting"],
        json!(false)
    );
    world.uses("Ben", phone.clone());
    let on_phone = world.arrives("Ben").await;
    let unused = world.ticket("Ben").await;

    fola.does(Command::People(PeopleCommand::Remove { person }))
        .await;
    assert_eq!(ben.is_closed().await, close::REMOVED);
    assert_eq!(on_phone.is_closed().await, close::REMOVED);
    let late = world.says_hello("Ben", unused, None).await;
    let code = late.is_closed().await;
    assert!(
        code == close::REMOVED || code == close::TICKET,
        "the ticket: {code}"
    );
    let removed = Instant::now();
    while phone.get("/api/door/home").await.status != 404 {
        assert!(removed.elapsed() < WITHIN, "{:?}", removed.elapsed());
    }
    for browser in [&mut phone, &mut laptop] {
        let path = format!("/api/session/{}/ticket", world.session);
        assert_eq!(browser.post(&path, &json!({})).await.status, 404);
        assert_eq!(browser.get("/api/door/home").await.status, 404);
        assert_eq!(browser.post("/api/door/enter", &link).await.status, 404);
    }
    let fola = world.arrives("Fola").await;
    goes_on(&mut asha, &fola, "all is well here").await;
}
