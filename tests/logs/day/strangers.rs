//! What cannot be read, is far too long, or leads nowhere: in frames, bodies, paths and headers.

use std::time::Duration;

use alongside_protocol::{
    command::{Channel, Command, PeopleCommand},
    frames::{FromBrowser, PROTO, Resume},
    ids::Epoch,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use super::talk::post;
use super::{Here, Planted};
use crate::cast::Person;
use crate::world::{World, browser::Browser};

/// Addresses that a proxy would tell of, and the one everybody comes from here.
const ADDRESSES: [&str; 3] = ["203.0.113.77", "2001:db8::77aa", "127.0.0.1"];

pub async fn come(world: &World, here: &mut Here, planted: &mut Planted) {
    for address in ADDRESSES {
        planted.also("a network address", address);
    }
    bodies(world, planted).await;
    heads(world, planted).await;
    frames(world, planted).await;
    refusals(here, planted).await;
}

async fn bodies(world: &World, planted: &mut Planted) {
    let mut browser = Browser::new(&world.address);
    for (path, field, place) in [
        ("/api/door/enter", "secret", "door PersonalKey secret"),
        ("/api/door/look", "secret", "a wrong link"),
        ("/api/door/code/look", "code", "door TypedCode code"),
        ("/api/invite/look", "secret", "staff InvitationKey secret"),
    ] {
        let wrong = json!({ field: planted.text(place) });
        assert_ne!(browser.post(path, &wrong).await.status, 200, "{path}");
    }
    let unknown = json!({ "secret": "x", planted.text("a field's name"): "x" });
    browser.post("/api/door/enter", &unknown).await;
    for body in [
        planted.text("a body that is no JSON"),
        format!("{{\"secret\":\"{}", planted.text("half a body")),
        format!("\"{}\"", planted.text("a body of another shape")),
        planted.text("a body without an end").repeat(8_000),
    ] {
        raw(world, "POST /api/door/enter", "", &body).await;
    }
}

async fn heads(world: &World, planted: &mut Planted) {
    for line in [
        "POST /api/",
        "GET /api/session/",
        "GET /",
        "GET /api/door/home?",
    ] {
        let line = format!("{line}{}", planted.text("a path"));
        raw(world, &line, "", "{}").await;
    }
    let [first, second, _] = ADDRESSES;
    let known = format!(
        "X-Forwarded-For: {first}, {second}\r\nForwarded: for=\"[{second}]\"\r\nX-Real-IP: {first}\r\n"
    );
    for name in ["User-Agent", "Referer", "Cookie", "Authorization", "X-Else"] {
        let header = format!("{known}{name}: {}\r\n", planted.text("a header"));
        raw(world, "GET /api/door/home", &header, "").await;
        raw(world, "GET /live", &header, "").await;
    }
    let broken = format!("{}\r\n", planted.text("a header without a colon"));
    raw(world, "GET /", &broken, "").await;
    let no_http = planted.text("no HTTP at all");
    raw(world, &no_http, "", "").await;
}

/// Sends a request as it is written here and reads to the end, if there is an answer.
async fn raw(world: &World, line: &str, headers: &str, body: &str) {
    let address = &world.address;
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n{headers}Content-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    // What is far too long may be cut off before its end.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(15), end).await;
}

async fn frames(world: &World, planted: &mut Planted) {
    let ticket = planted.text("a wrong ticket");
    let late = Person::hello("Nobody", world.socket().await, ticket, None).await;
    late.is_closed().await;
    let resume = Resume {
        epoch: Epoch(Uuid::new_v4()),
        topics: [(planted.text("frames Resume topics"), 7)].into(),
    };
    let hello = FromBrowser::Hello {
        proto: PROTO,
        ticket: planted.text("a second wrong ticket"),
        resume: Some(resume),
        tab: None,
    };
    let word = planted.text("a frame");
    let ask = |ask: Value| json!({ "t": "ask", "id": Uuid::new_v4(), "command": ask }).to_string();
    let post = json!({ "t": "post", "channel": { "t": "main" }, "words": word, "author": word });
    for message in [
        Message::text(serde_json::to_string(&hello).unwrap()),
        Message::text(&word),
        Message::binary(word.clone()),
        Message::text(ask(json!({ "about": "chat", "ask": { "t": word } }))),
        Message::text(ask(json!({ "about": "chat", "ask": post }))),
        Message::text(word.repeat(10_000)),
        Message::Ping(word.clone().into()),
    ] {
        let dev = world.arrives("Dev").await;
        says_and_goes(dev, message).await;
    }
}

/// One socket for each, as most of them cost one.
async fn says_and_goes(mut dev: Person, message: Message) {
    let goes_on = matches!(message, Message::Ping(_));
    dev.send(message).await;
    match goes_on {
        true => dev.does(Command::People(PeopleCommand::Leave {})).await,
        false => drop(dev.is_closed().await),
    }
}

/// Written well, and still not taken: far too long, in a place that is not there, and too fast.
async fn refusals(here: &mut Here, planted: &mut Planted) {
    let long = planted.text("a message that is too long").repeat(600);
    let nowhere = Channel::Thread {
        person: here.fola.id(),
    };
    let nowhere = post(nowhere, planted.words("a thread of somebody else"));
    for command in [post(Channel::Main {}, long.as_str().into()), nowhere] {
        here.ben.is_refused(command).await;
    }
    let fast = planted.words("said too fast");
    for _ in 0..8 {
        here.ben.ask(post(Channel::Main {}, fast.clone())).await;
    }
}
