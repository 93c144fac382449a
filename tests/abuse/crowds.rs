//! Too much at once: of sockets, of headers, of people, of tries.

use std::time::Instant;

use alongside::limits;
use alongside_protocol::{
    command::{Command, PeopleCommand},
    frames::{FromBrowser, Outcome, close},
    ids::CommandId,
    people::Role,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use super::{FEW, SOON, goes_on};
use crate::cast::Mirror;
use crate::stories::resume::post;
use crate::world::World;

#[tokio::test]
async fn two_thousand_half_open_sockets_and_dripping_headers_keep_nobody_out() {
    let world = World::of_the_program(&FEW).await;
    let mut half_open = Vec::new();
    for number in 0..2_000 {
        let mut stream = TcpStream::connect(&world.address).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET /live HTTP/1.1\r\n").await.unwrap();
        }
        half_open.push(stream);
    }
    let began = Instant::now();
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    goes_on(&mut asha, &ben, "all is well here").await;
    assert!(began.elapsed() < SOON, "{:?} to come in", began.elapsed());

    let mut rest = Vec::new();
    for stream in &mut half_open {
        let gone = tokio::time::timeout(limits::HEADERS_WITHIN * 2, stream.read_to_end(&mut rest));
        assert!(gone.await.is_ok(), "a half-open socket is dropped");
    }
    goes_on(&mut asha, &ben, "and still is").await;
}

#[tokio::test]
async fn a_header_of_a_megabyte_is_cut_off_at_the_limit() {
    let world = World::of_the_program(&FEW).await;
    let mut stream = TcpStream::connect(&world.address).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nX-Long: ")
        .await
        .unwrap();
    let mut sent = 0;
    while sent < 1_000_000 && stream.write_all(b"x").await.is_ok() {
        sent += 1;
        if sent % limits::HEADER_BYTES == 0 {
            tokio::task::yield_now().await;
        }
    }
    let mut answer = Vec::new();
    // Cut off by an answer or a reset; either way long before the megabyte was taken in.
    let _ = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || text.starts_with("HTTP/1.1 431"),
        "{text}"
    );
}

#[tokio::test]
async fn three_hundred_people_behind_one_address_all_get_in() {
    let names: Vec<String> = (0..300).map(|number| format!("Person {number}")).collect();
    let cast: Vec<(&str, Role)> = names
        .iter()
        .map(|name| (name.as_str(), Role::Trainee))
        .collect();
    let world = World::of_the_program(&cast).await;
    let mut people = Vec::new();
    for name in &names {
        people.push(world.arrives(name).await);
    }
    assert!(people.iter().all(|person| !person.look().over));
}

#[tokio::test]
async fn a_hundred_sockets_of_one_person_are_three_tabs_and_others_are_served() {
    let world = World::of_the_program(&FEW).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let before = world.memory_kib();
    let mut tabs = Vec::new();
    let mut refused = 0;
    for _ in 0..100 {
        let reply = world.asks_for_a_ticket("Fola").await;
        if reply.status == 429 {
            refused += 1;
            continue;
        }
        let ticket = reply.json["ticket"].as_str().unwrap().to_owned();
        tabs.push(world.says_hello("Fola", ticket, None).await);
    }
    assert!(refused >= 50, "tickets are limited: {refused} refused");
    goes_on(&mut asha, &ben, "all is well here").await;
    let (first, later) = tabs.split_at(limits::TABS);
    for tab in later {
        assert_eq!(tab.is_closed().await, close::OTHER_TAB);
    }
    for tab in first {
        tab.until("everything", |mirror| mirror.live).await;
        assert!(!tab.look().over);
    }
    let grown = world.memory_kib().saturating_sub(before);
    assert!(grown < 16 * 1024, "{grown} KiB more");
}

#[tokio::test]
async fn ask4_the_same_command_a_thousand_times_is_limited_too() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    let id = CommandId(Uuid::from_u128(1));
    assert_eq!(fola.ask_as(id, post("once")).await, Outcome::Kept {});
    for _ in 0..1_000 {
        let command = post("once");
        fola.say(&FromBrowser::Ask { id, command }).await;
    }
    let began = Instant::now();
    goes_on(&mut asha, &ben, "all is well here").await;
    assert!(began.elapsed() < SOON);
    let answers = |mirror: &Mirror, with: &str| {
        let answers = mirror
            .frames
            .iter()
            .filter(|frame| frame.contains(r#""t":"answer""#));
        answers.filter(|frame| frame.contains(with)).count()
    };
    fola.until("all answers", |mirror| answers(mirror, "") == 1_001)
        .await;
    let kept = answers(&fola.look(), r#""t":"kept""#);
    assert!(kept < 500, "{kept} of a thousand were looked up");
}

#[tokio::test]
async fn ask4_a_thousand_commands_at_once_are_limited_and_others_hardly_notice() {
    let world = World::of_the_program(&FEW).await;
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    for number in 0..1_000 {
        let command = Command::People(PeopleCommand::LowerHand {});
        let id = CommandId(Uuid::from_u128(number));
        fola.say(&FromBrowser::Ask { id, command }).await;
    }
    let began = Instant::now();
    goes_on(&mut asha, &ben, "all is well here").await;
    assert!(began.elapsed() < SOON);
    fola.until("all answers", |mirror| mirror.answers.len() == 1_000)
        .await;
}
