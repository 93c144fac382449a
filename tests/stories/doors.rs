//! Getting in: tickets, hello, what a first hello brings, and what is refused at the door.

use std::time::Instant;

use alongside::limits;
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    door::Home,
    entry::{AgendaItem, Entry, Phase},
    frames::{FromBrowser, Outcome, PROTO, close},
    ids::{AgendaItemId, At, CommandId, SessionId},
    people::{Link, Role},
    programme::{NewPerson, ProgrammeCommand, SessionPlan},
    refusal::Code,
    topic::Topic,
    words::Words,
};
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use super::resume::{post, reads};
use crate::cast::{self, Mirror};
use crate::world::{CAST, MORNING, World};

fn phase(entry: Option<&Entry>) -> Option<Phase> {
    match entry {
        Some(Entry::Session(session)) => Some(session.phase),
        _ => None,
    }
}

#[tokio::test]
async fn hello4_whoever_arrives_gets_every_topic_they_may_read() {
    let world = World::new().await;
    let asha = world.arrives("Asha").await;
    let look = asha.look();
    let topics: Vec<_> = look.topics.keys().copied().collect();
    assert_eq!(
        topics,
        [
            Topic::Group,
            Topic::Thread(world.id("Asha")),
            Topic::Tech(world.id("Asha")),
            Topic::Person(world.id("Asha")),
        ]
    );
    assert_eq!(phase(look.group("session")), Some(Phase::Arrival));
    let first = &look.frames[0];
    assert!(first.starts_with("{\"t\":\"welcome\""), "{first}");
    assert_eq!(look.frames.last().unwrap(), "{\"t\":\"live\"}");
}

#[tokio::test]
async fn a_facilitator_starts_the_day_and_everybody_sees_it() {
    let world = World::new().await;
    let (mut fola, asha) = (world.arrives("Fola").await, world.arrives("Asha").await);
    fola.does(Command::Day(DayCommand::Start {})).await;
    assert_eq!(phase(fola.look().group("session")), Some(Phase::Live));
    asha.until("the day starts", |mirror| {
        phase(mirror.group("session")) == Some(Phase::Live)
    })
    .await;
}

#[tokio::test]
async fn hello2_a_ticket_lets_in_once_and_not_late() {
    let world = World::new().await;
    let ticket = world.ticket("Asha").await;
    let first = world.says_hello("Asha", ticket.clone(), None).await;
    first.until("everything", |mirror| mirror.live).await;
    let again = world.says_hello("Asha", ticket, None).await;
    assert_eq!(again.is_closed().await, close::TICKET);

    let late = world.ticket("Ben").await;
    world.later(31);
    assert_eq!(
        world.says_hello("Ben", late, None).await.is_closed().await,
        close::TICKET
    );
}

#[tokio::test]
async fn presence1_a_closed_socket_is_reconnecting_and_after_the_grace_period_dropped() {
    let world = World::new().await;
    let (fola, asha) = (world.arrives("Fola").await, world.arrives("Asha").await);
    let asha_id = world.id("Asha");
    let link = |wanted: Link| {
        move |mirror: &Mirror| {
            let key = format!("person/{asha_id}");
            matches!(mirror.group(&key), Some(Entry::Person(person)) if person.link == wanted)
        }
    };
    fola.until("Asha is there", link(Link::Live)).await;
    asha.drop_out();
    fola.until("Asha is reconnecting", link(Link::Reconnecting))
        .await;
    world.later(121);
    fola.until("Asha has dropped", link(Link::Dropped)).await;
    let _asha = world.arrives("Asha").await;
    fola.until("Asha is back", link(Link::Live)).await;
}

#[tokio::test]
async fn ask3_a_trainee_cannot_start_the_day() {
    let world = World::of_the_program(&CAST).await;
    let mut asha = world.arrives("Asha").await;
    let code = asha.is_refused(Command::Day(DayCommand::Start {})).await;
    assert_eq!(code, Code::NotFound);
    asha.does(Command::People(PeopleCommand::Leave {})).await;
}

#[tokio::test]
async fn close1_somebody_removed_is_out_in_every_tab_and_cannot_come_back() {
    let world = World::new().await;
    let [mut fola, asha, phone] = world.all_arrive(["Fola", "Asha", "Asha"]).await;
    let ticket = world.ticket("Asha").await;
    let person = world.id("Asha");
    let before = Instant::now();
    fola.does(Command::People(PeopleCommand::Remove { person }))
        .await;
    for tab in [&asha, &phone] {
        assert_eq!(tab.is_closed().await, close::REMOVED);
        let bye = tab.look().bye.clone().expect("a bye goes before");
        assert_eq!(bye.code, close::REMOVED);
        assert!(!bye.sentence.is_empty());
    }
    assert!(
        before.elapsed().as_millis() < 1_000,
        "TRUST 2: dead within a second"
    );
    let again = world.says_hello("Asha", ticket, None).await;
    // Taken back, or found to be of somebody who is out; what has to be asked for next is refused either way.
    assert!([close::REMOVED, close::TICKET].contains(&again.is_closed().await));
    assert_eq!(world.asks_for_a_ticket("Asha").await.status, 404);
}

#[tokio::test]
async fn a_name_of_control_characters_is_refused_with_a_sentence_and_nobody_hears_of_it() {
    let mut world = World::new().await;
    let fola = world.arrives("Fola").await;
    let refusal = world.knocks("\u{7}\u{1b}\u{202e}").await.refusal();
    assert_eq!(refusal.code, Code::Mend);
    assert_eq!(
        world.asks_for_a_ticket("\u{7}\u{1b}\u{202e}").await.status,
        404
    );
    assert!(!fola.look().has_received("knock"));
}

#[tokio::test]
async fn whoever_is_in_sees_at_home_how_far_the_day_is() {
    let world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let home: Home = world.browser("Asha").get("/api/door/home").await.read();
    assert_eq!(home.sessions[0].phase, Phase::Live);
    let asha = world.arrives("Asha").await;
    assert!(matches!(asha.look().own("me"), Some(Entry::Me(_))));
}

#[tokio::test]
async fn a_link_that_is_revoked_closes_what_it_had_opened() {
    let mut world = World::of_the_program(&CAST).await;
    let asha = world.arrives("Asha").await;
    let unused = world.ticket("Asha").await;
    let person = world.id("Asha");
    world
        .organise(ProgrammeCommand::RevokeLink { person })
        .await;
    assert_eq!(asha.is_closed().await, close::REMOVED);
    let late = world.says_hello("Asha", unused, None).await;
    assert_eq!(late.is_closed().await, close::TICKET, "DOOR3");
    assert_eq!(world.asks_for_a_ticket("Asha").await.status, 404);
}

#[tokio::test]
async fn hello1_nothing_but_a_hello_comes_first() {
    let world = World::of_the_program(&CAST).await;
    let ask = r#"{"t":"ask","id":"00000000-0000-4000-8000-000000000001","command":{"about":"day","ask":{"t":"start"}}}"#;
    for first in [ask, r#"{"t":"ping","sent":1}"#, "", "hello"] {
        let mut socket = world.socket().await;
        socket.send(Message::text(first)).await.unwrap();
        assert_eq!(cast::code(&mut socket).await, close::UNREADABLE);
    }
    let mut silent = world.socket().await;
    assert_eq!(
        cast::code(&mut silent).await,
        close::UNREADABLE,
        "after five seconds"
    );
}

#[tokio::test]
async fn hello3_another_version_is_told_to_reload() {
    let world = World::of_the_program(&CAST).await;
    let mut socket = world.socket().await;
    let hello = r#"{"t":"hello","proto":99,"ticket":"x","more":{}}"#;
    socket.send(Message::text(hello)).await.unwrap();
    assert_eq!(cast::code(&mut socket).await, close::RELOAD);
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_open_a_socket() {
    let world = World::of_the_program(&CAST).await;
    let (live, ours) = world.live();
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        &format!("{ours}.evil.example"),
    ] {
        let refused = cast::socket(&live, origin).await.expect_err("no upgrade");
        let tokio_tungstenite::tungstenite::Error::Http(reply) = *refused else {
            panic!("an answer over HTTP, not {refused}")
        };
        assert_eq!(reply.status(), 403, "{origin}");
    }
}

#[tokio::test]
async fn frame1_what_cannot_be_read_closes_the_socket_and_changes_nothing() {
    let world = World::of_the_program(&CAST).await;
    let fola = world.arrives("Fola").await;
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let author = r#"{"t":"ask","id":"00000000-0000-4000-8000-000000000001","command":{"about":"people","ask":{"t":"leave","author":"lead"}}}"#;
    let bad = [
        Message::text(deep),
        Message::text(author),
        Message::text("x".repeat(100_000)),
        Message::binary(vec![0xff, 0xfe]),
        Message::text(r#"{"t":"hello","proto":1,"ticket":"x"}"#),
    ];
    for message in bad {
        let mut asha = world.arrives("Asha").await;
        asha.send(message).await;
        assert_eq!(asha.is_closed().await, close::UNREADABLE);
    }
    assert!(!fola.look().has_received("\"left\""));
}

#[tokio::test]
async fn a_paste_that_is_too_long_is_refused_with_a_sentence_and_the_socket_stays() {
    let world = World::new().await;
    let mut asha = world.arrives("Asha").await;
    let code = asha.is_refused(post(&"long ".repeat(6_000))).await;
    assert_eq!(code, Code::Mend);
    asha.does(post("short")).await;
}

#[tokio::test]
async fn ask4_too_many_at_once_are_refused_and_others_are_not_slowed_down() {
    let world = World::new().await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    let id = |number| CommandId(Uuid::from_u128(number));
    for number in 0..200 {
        let command = Command::People(PeopleCommand::LowerHand {});
        asha.say(&FromBrowser::Ask {
            id: id(number),
            command,
        })
        .await;
    }
    asha.until("all answers", |mirror| mirror.answers.len() == 200)
        .await;
    let refused = asha
        .look()
        .answers
        .values()
        .filter(|answer| matches!(answer, Outcome::Refused { refusal } if refusal.code == Code::TooFast))
        .count();
    assert!(refused >= 150, "{refused} of 200");
    ben.does(post("all is well here")).await;
}

#[tokio::test]
async fn frame2_each_ping_gets_its_pong_with_the_servers_time() {
    let world = World::new().await;
    let mut asha = world.arrives("Asha").await;
    world.later(60);
    asha.say(&FromBrowser::Ping { sent: At(5) }).await;
    asha.until("a pong", |mirror| mirror.pongs == 1).await;
    assert!(asha.look().now >= At(MORNING.0 + 60_000));
    assert!(asha.look().frames.last().unwrap().contains("\"sent\":5"));
}

#[tokio::test]
async fn a_flood_of_pings_is_not_answered_each_time_and_others_are_served() {
    let world = World::new().await;
    let [mut asha, mut ben] = world.all_arrive(["Asha", "Ben"]).await;
    for _ in 0..500 {
        asha.say(&FromBrowser::Ping { sent: At(0) }).await;
    }
    ben.does(post("all is well here")).await;
    asha.until("his words", |mirror| reads(mirror, "all is well here"))
        .await;
    assert!(asha.look().pongs < 250, "{}", asha.look().pongs);
}

#[tokio::test]
async fn close2_a_browser_that_does_not_read_is_closed_and_others_go_on() {
    let mut world = World::new().await;
    let [fola, asha] = world.all_arrive(["Fola", "Asha"]).await;
    let mut stuck = cast::narrow_socket(&world.address, &world.browser("Ben").cookies()).await;
    let hello = FromBrowser::Hello {
        proto: PROTO,
        ticket: world.ticket("Ben").await,
        resume: None,
        tab: None,
    };
    stuck
        .send(Message::text(serde_json::to_string(&hello).unwrap()))
        .await
        .unwrap();
    let ben = world.id("Ben");
    let is_live = move |mirror: &Mirror, wanted: bool| {
        matches!(mirror.group(&format!("person/{ben}")), Some(Entry::Person(person))
            if (person.link == Link::Live) == wanted)
    };
    fola.until("Ben is there", |mirror| is_live(mirror, true))
        .await;
    let began = Instant::now();
    let mut changes = 0;
    while is_live(&fola.look(), true) {
        changes += 1;
        world.organise(long_agenda(world.session, changes)).await;
        // He speaks on, and is heard: it is not for being silent that he is closed.
        let ping = serde_json::to_string(&FromBrowser::Ping { sent: At(0) }).unwrap();
        let _ = stuck.send(Message::text(ping)).await;
        assert!(began.elapsed() < limits::SILENCE * 6, "he does not read");
    }
    assert!(!asha.look().over, "Asha reads and stays");
}

/// An agenda of forty kilobytes, another one each time.
fn long_agenda(session: SessionId, number: u32) -> ProgrammeCommand {
    let item = |place: u32| AgendaItem {
        id: AgendaItemId(Uuid::from_u128(u128::from(place))),
        title: Words::new(format!("Item {place} of agenda {number}")),
        minutes: 10,
        note: Words::new("word ".repeat(199)),
    };
    let plan = SessionPlan {
        title: Words::new("Listening well"),
        starts_at: MORNING.plus_minutes(10),
        lead_minutes: 15,
        call_link: None,
        agenda: (0..40).map(item).collect(),
    };
    ProgrammeCommand::ChangeSession { session, plan }
}

#[tokio::test]
async fn a_session_that_is_cancelled_lets_its_people_go() {
    let mut world = World::new().await;
    let asha = world.arrives("Asha").await;
    let session = world.session;
    world
        .organise(ProgrammeCommand::CancelSession { session })
        .await;
    assert_eq!(asha.is_closed().await, close::RECONNECT);
    assert_eq!(world.asks_for_a_ticket("Asha").await.status, 404);
}

#[tokio::test]
async fn what_the_organiser_changes_is_seen_in_the_session() {
    let mut world = World::new().await;
    let asha = world.arrives("Asha").await;
    let person = world.id("Ben");
    let to = NewPerson {
        name: Words::new("Benjamin"),
        email: Words::default(),
        role: Role::Trainee,
        pronouns: Words::default(),
        needs: Words::default(),
    };
    world
        .organise(ProgrammeCommand::ChangePerson { person, to })
        .await;
    asha.until("the new name", |mirror| {
        matches!(mirror.group(&format!("person/{person}")), Some(Entry::Person(ben)) if ben.name.text() == "Benjamin")
    })
    .await;
}
