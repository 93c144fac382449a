//! Losing the connection and coming back: tails, snapshots, topics that open and shut, commands sent again.

use alongside_protocol::{
    command::{Channel, ChatCommand, Command, DayCommand, PeopleCommand},
    entry::{Entry, Phase},
    frames::Outcome,
    ids::{At, CommandId, Epoch},
    people::Role,
    refusal::Code,
    topic::Topic,
    words::Words,
};
use uuid::Uuid;

use crate::cast::Mirror;
use crate::world::{CAST, World, server::telling_everything};

pub fn post(words: &str) -> Command {
    Command::Chat(ChatCommand::Post {
        channel: Channel::Main {},
        words: Words::new(words),
        reply_to: None,
    })
}

/// Whether a message with these words stands in the main chat.
pub fn reads(mirror: &Mirror, words: &str) -> bool {
    mirror.topics.get(&Topic::Group).is_some_and(|group| {
        group
            .values()
            .any(|entry| matches!(entry, Entry::Message(message) if message.words.text() == words))
    })
}

fn kinds(mirror: &Mirror) -> Vec<String> {
    let kind = |frame: &String| {
        let frame: serde_json::Value = serde_json::from_str(frame).unwrap();
        frame["t"].as_str().unwrap().to_owned()
    };
    mirror.frames.iter().map(kind).collect()
}

#[tokio::test]
async fn hello4_ben_comes_back_and_gets_exactly_what_he_missed() {
    let world = World::new().await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("before the tunnel")).await;
    ben.until("the first message", |mirror| {
        reads(mirror, "before the tunnel")
    })
    .await;
    let known = ben.drop_out();
    asha.does(post("while Ben was away")).await;

    let ben = world.returns("Ben", known).await;
    assert!(reads(&ben.look(), "while Ben was away"));
    assert!(
        !ben.look().has_received("before the tunnel"),
        "he had that already"
    );
    assert!(!kinds(&ben.look()).contains(&"snapshot".to_owned()));
    asha.does(post("and on it goes")).await;
    ben.until("the next message", |mirror| reads(mirror, "and on it goes"))
        .await;
}

#[tokio::test]
async fn hello5_numbers_that_cannot_be_are_answered_with_snapshots() {
    let world = World::of_the_program(&CAST).await;
    for (n, epoch) in [(-1, None), (1 << 40, None), (1, Some(Epoch(Uuid::nil())))] {
        let ben = world.arrives("Ben").await;
        let mut known = ben.drop_out();
        known.numbers.values_mut().for_each(|number| *number = n);
        known.epoch = epoch.or(known.epoch);
        let ben = world.returns("Ben", known).await;
        let look = ben.look();
        let snapshots = kinds(&look)
            .iter()
            .filter(|kind| *kind == "snapshot")
            .count();
        assert_eq!(snapshots, look.topics.len(), "n = {n}");
    }
}

/// The server has lost what somebody has seen, or somebody plays with it: an operator should know, and nothing more.
#[tokio::test]
async fn hello5_a_number_that_was_never_told_raises_an_alarm_that_holds_no_words() {
    const ALARM: &str = "a browser has seen frames that were never sent";
    let folder = tempfile::tempdir().unwrap();
    let world = World::of_the_program_in(folder, telling_everything, &CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    asha.does(post("a word of Asha's")).await;
    ben.until("her word", |mirror| reads(mirror, "a word of Asha's"))
        .await;
    let ben = world.returns("Ben", ben.drop_out()).await;
    assert!(!world.told().contains(ALARM), "{}", world.told());

    let mut known = ben.drop_out();
    *known.numbers.get_mut(&Topic::Group).unwrap() += 100;
    let ben = world.returns("Ben", known).await;
    assert!(ben.look().has_received("a word of Asha's"));
    let told = world.told();
    let alarms: Vec<&str> = told.lines().filter(|line| line.contains(ALARM)).collect();
    let [alarm] = alarms[..] else {
        panic!("one alarm: {told}")
    };
    assert!(alarm.contains("ERROR"), "{alarm}");
    assert!(alarm.contains(&world.session.to_string()), "{alarm}");
    for word in ["a word of", "Asha", "Ben"] {
        assert!(!told.contains(word), "{told}");
    }
}

#[tokio::test]
async fn hello5_access_is_decided_afresh_and_a_resume_opens_nothing() {
    let world = World::of_the_program(&CAST).await;
    let ben = world.id("Ben");
    let mut known = world.arrives("Asha").await.drop_out();
    for topic in [Topic::Staff, Topic::Facilitators, Topic::Thread(ben)] {
        known.numbers.insert(topic, 0);
    }
    let asha = world.returns("Asha", known).await;
    let look = asha.look();
    assert_eq!(look.topics.len(), 4, "her own, and the group's");
    for (frame, kind) in look.frames.iter().zip(kinds(&look)) {
        let others = ["\"staff\"", "\"facilitators\"", &format!("thread:{ben}")];
        let names_one = others.iter().any(|topic| frame.contains(topic));
        assert!(!names_one || kind == "closed", "TOPIC4: {frame}");
    }
    let closed = kinds(&look).iter().filter(|kind| *kind == "closed").count();
    assert_eq!(
        closed, 3,
        "TOPIC4: what she may not read she is told to forget"
    );
}

#[tokio::test]
async fn topic3_what_a_browser_has_mirrored_is_what_a_fresh_one_gets() {
    let world = World::new().await;
    let [mut fola, mut asha, ben] = world.all_arrive(["Fola", "Asha", "Ben"]).await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    asha.does(post("hello")).await;
    asha.does(Command::People(PeopleCommand::LowerHand {}))
        .await;
    fola.does(Command::Day(DayCommand::Stretch { minutes: 5 }))
        .await;
    let asha_id = world.id("Asha");
    asha.drop_out();
    fola.until("Asha is away", |mirror| {
        matches!(mirror.group(&format!("person/{asha_id}")), Some(Entry::Person(person))
            if person.link == alongside_protocol::people::Link::Reconnecting)
    })
    .await;
    let fresh = world.arrives("Fola").await;
    let numbers = fresh.look().numbers.clone();
    for person in [&fola, &ben] {
        person
            .until("the present", |mirror| {
                mirror
                    .numbers
                    .iter()
                    .all(|(topic, n)| numbers.get(topic).is_none_or(|now| n >= now))
            })
            .await;
    }
    assert_eq!(fola.look().topics, fresh.look().topics);
    assert_eq!(
        ben.look().topics[&Topic::Group],
        fresh.look().topics[&Topic::Group]
    );
}

#[tokio::test]
async fn topic4_a_guest_who_is_admitted_gets_the_group_and_one_who_is_not_reads_only_their_own_page()
 {
    let mut world = World::of_the_program(&CAST).await;
    assert_eq!(world.knocks("Noor").await.status, 200);
    let mut fola = world.arrives("Fola").await;
    let mut noor = world.arrives("Noor").await;
    let me = noor.id();
    assert_eq!(
        noor.look().topics.keys().copied().collect::<Vec<_>>(),
        [Topic::Person(me)]
    );
    assert_eq!(noor.is_refused(post("let me in")).await, Code::NotFound);
    fola.until("somebody at the door", |mirror| {
        mirror.entry(Topic::Staff, &format!("knock/{me}")).is_some()
    })
    .await;
    assert!(
        !noor.look().has_received("Asha"),
        "ARRIVE1: no roster before being admitted"
    );

    fola.does(Command::People(PeopleCommand::Admit { person: me }))
        .await;
    noor.until("the group", |mirror| mirror.group("session").is_some())
        .await;
    noor.does(post("thank you")).await;
    fola.until("Noor's words", |mirror| reads(mirror, "thank you"))
        .await;
}

#[tokio::test]
async fn ask2_the_same_command_twice_is_one_message_and_another_body_is_refused() {
    let world = World::of_the_program(&CAST).await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    let id = CommandId(Uuid::new_v4());
    for _ in 0..2 {
        assert_eq!(asha.ask_as(id, post("only once")).await, Outcome::Kept {});
    }
    let Outcome::Refused { refusal } = asha.ask_as(id, post("something else")).await else {
        panic!("the id was used for another command")
    };
    assert_eq!(refusal.code, Code::Reused);
    asha.does(post("and then")).await;
    ben.until("what followed", |mirror| reads(mirror, "and then"))
        .await;
    let look = ben.look();
    let once = look.topics[&Topic::Group].values().filter(
        |entry| matches!(entry, Entry::Message(message) if message.words.text() == "only once"),
    );
    assert_eq!(once.count(), 1);
    assert!(!look.has_received("something else"));
}

#[tokio::test]
async fn ask2_a_page_that_comes_back_hears_that_all_it_wrote_is_kept_however_fast_it_was_written() {
    let world = World::new().await;
    let mut asha = world.arrives("Asha").await;
    let mut kept = Vec::new();
    loop {
        let id = CommandId(Uuid::new_v4());
        match asha.ask_as(id, post("one of many")).await {
            Outcome::Kept {} => kept.push(id),
            Outcome::Refused { refusal } => {
                assert_eq!(refusal.code, Code::TooFast, "ASK4");
                break;
            }
        }
    }
    let known = asha.drop_out();
    let mut asha = world.returns("Asha", known).await;
    for id in kept {
        assert_eq!(asha.ask_as(id, post("one of many")).await, Outcome::Kept {});
    }
}

#[tokio::test]
async fn ask2_what_came_too_fast_for_the_slow_mode_goes_out_under_its_own_id_once_there_is_time() {
    let world = World::new().await;
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    fola.does(Command::Chat(ChatCommand::Slow { seconds: 30 }))
        .await;
    asha.does(post("the first")).await;
    let id = CommandId(Uuid::new_v4());
    let Outcome::Refused { refusal } = asha.ask_as(id, post("the second")).await else {
        panic!("CHAT6: one message every 30 seconds")
    };
    assert_eq!(refusal.code, Code::TooFast);
    world.later(30);
    assert_eq!(asha.ask_as(id, post("the second")).await, Outcome::Kept {});
}

#[tokio::test]
async fn presence2_one_of_two_tabs_closes_and_nobody_sees_a_change() {
    let world = World::new().await;
    let [fola, asha, laptop] = world.all_arrive(["Fola", "Asha", "Asha"]).await;
    asha.drop_out();
    let mut laptop = laptop;
    laptop.does(post("still here")).await;
    fola.until("her words", |mirror| reads(mirror, "still here"))
        .await;
    assert!(!fola.look().has_received("reconnecting"));
}

#[tokio::test]
async fn a_ticket_says_which_console_somebody_gets() {
    let world = World::new().await;
    for (name, role) in [
        ("Fola", Role::Facilitator),
        ("Sam", Role::Support),
        ("Asha", Role::Trainee),
    ] {
        let ticket: alongside_protocol::door::Ticket = world.asks_for_a_ticket(name).await.read();
        assert_eq!(ticket.role, role);
    }
}

#[tokio::test]
async fn the_moment_of_a_change_is_the_servers() {
    let world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    world.later(3_600);
    fola.does(Command::Day(DayCommand::Start {})).await;
    let look = fola.look();
    let Some(Entry::Session(session)) = look.group("session") else {
        panic!("there is a session")
    };
    assert_eq!(session.phase, Phase::Live);
    assert!(
        look.now < At(crate::world::MORNING.0 + 60_000),
        "the welcome came an hour before"
    );
}
