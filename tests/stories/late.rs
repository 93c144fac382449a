//! What comes in the moment in which everything changes: a pass that has just ended, a server about to stop, a session
//! that has just ended, a guest who has just been removed.

use alongside::hub::ticket::{Bearer, By};
use alongside_domain::aggregate::Fingerprint;
use alongside_protocol::{
    command::{Command, DayCommand, PeopleCommand},
    entry::Entry,
    frames::{Outcome, close},
    ids::{CommandId, PersonId},
    topic::Topic,
};
use uuid::Uuid;

use crate::cast::{Mirror, Person};
use crate::world::World;

#[tokio::test]
async fn door3_a_ticket_that_was_given_while_its_pass_ended_opens_nothing() {
    let world = World::new().await;
    let ended = Bearer {
        person: world.id("Asha"),
        session: world.session,
        by: By::Pass(Fingerprint([9; 32])),
    };
    let given = world.hub().ticket(ended).await.unwrap();
    let asha = world.says_hello("Asha", given.ticket, None).await;
    assert_eq!(asha.is_closed().await, close::TICKET);
    assert!(asha.look().topics.is_empty(), "{:?}", asha.look().topics);
    drop(world.arrives("Asha").await);
}

#[tokio::test]
async fn close1_a_hello_on_its_way_while_the_server_stops_is_told_to_come_back() {
    let world = World::new().await;
    let (ticket, socket) = (world.ticket("Asha").await, world.socket_of("Asha").await);
    world.hub().stop().await;
    let asha = Person::hello("Asha", socket, ticket, None).await;
    assert_eq!(asha.is_closed().await, close::RECONNECT);
}

#[tokio::test]
async fn ask2_the_end_that_is_asked_for_again_after_a_death_is_the_same_end() {
    let world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    fola.does(Command::Day(DayCommand::Start {})).await;
    let (id, end) = (CommandId(Uuid::new_v4()), Command::Day(DayCommand::End {}));
    assert_eq!(fola.ask_as(id, end.clone()).await, Outcome::Kept {});
    let world = world.dies_and_starts_again().await;
    let mut fola = world.arrives("Fola").await;
    assert_eq!(fola.ask_as(id, end).await, Outcome::Kept {});
}

fn guest(mirror: &Mirror) -> Option<PersonId> {
    let staff = mirror.topics.get(&Topic::Staff)?;
    staff.values().find_map(|entry| match entry {
        Entry::Knock(guest) => Some(guest.person),
        _ => None,
    })
}

#[tokio::test]
async fn arrive1_a_guest_who_was_removed_does_not_come_back_as_somebody_else() {
    let mut world = World::new().await;
    let mut fola = world.arrives("Fola").await;
    assert_eq!(world.knocks("Gus").await.status, 200);
    fola.until("a knock", |mirror| guest(mirror).is_some())
        .await;
    let person = guest(&fola.look()).unwrap();
    for ask in [
        PeopleCommand::Admit { person },
        PeopleCommand::Remove { person },
    ] {
        fola.does(Command::People(ask)).await;
    }
    let path = format!("/api/session/{}/knock", world.session);
    let mut browser = world.browser("Gus");
    let again = serde_json::json!({ "name": "Robin" });
    let refused = browser.post(&path, &again).await;
    assert_eq!(refused.status, 409, "{}", refused.json);
    assert_eq!(world.asks_for_a_ticket("Gus").await.status, 404);
    assert_eq!(guest(&fola.look()), None);
}
