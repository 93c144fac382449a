//! Getting in: tickets, hello, what a first hello brings, and what is refused at the door.

use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    entry::{Entry, Phase},
    frames::close,
    people::Link,
    topic::Topic,
};

use crate::world::World;

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
        move |mirror: &crate::cast::Mirror| {
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
    let world = World::new().await;
    let mut asha = world.arrives("Asha").await;
    let code = asha.is_refused(Command::Day(DayCommand::Start {})).await;
    assert_eq!(code, alongside_protocol::refusal::Code::NotFound);
    asha.does(Command::People(PeopleCommand::Leave {})).await;
}
