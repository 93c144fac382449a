//! Tickets that are shown twice, by somebody else, or for another session; guesses.

use alongside_protocol::frames::close;
use futures_util::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::FEW;
use crate::cast::Person;
use crate::world::World;

#[tokio::test]
async fn hello2_of_ten_who_show_one_ticket_at_the_same_moment_exactly_one_gets_in() {
    let world = World::of_the_program(&FEW).await;
    for _ in 0..5 {
        let ticket = world.ticket("Asha").await;
        let hellos = (0..10).map(|_| world.says_hello("Asha", ticket.clone(), None));
        let mut welcomed = 0;
        for person in join_all(hellos).await {
            person
                .until("an answer", |mirror| mirror.live || mirror.over)
                .await;
            if person.look().live {
                welcomed += 1;
            } else {
                assert_eq!(person.is_closed().await, close::TICKET);
            }
        }
        assert_eq!(welcomed, 1);
    }
}

#[tokio::test]
async fn hello2_a_ticket_that_somebody_else_shows_opens_nothing_and_is_used_up() {
    let world = World::of_the_program(&FEW).await;
    for thief in ["Ben", "nobody"] {
        let ticket = world.ticket("Asha").await;
        let socket = match thief {
            "Ben" => world.socket_of("Ben").await,
            _ => world.socket().await,
        };
        let stolen = Person::hello(thief, socket, ticket.clone(), None).await;
        assert_eq!(stolen.is_closed().await, close::TICKET, "{thief}");
        assert!(stolen.look().topics.is_empty(), "{thief}");
        let late = world.says_hello("Asha", ticket, None).await;
        assert_eq!(late.is_closed().await, close::TICKET, "{thief}");
    }
    drop(world.arrives("Asha").await);
}

#[tokio::test]
async fn door1_guessed_links_sessions_and_programmes_are_answered_alike() {
    let world = World::of_the_program(&FEW).await;
    let mut asha = world.browser("Asha");
    let mut answers = Vec::new();
    for path in [
        format!("/api/session/{}/ticket", Uuid::new_v4()),
        format!("/api/programmes/{}", Uuid::new_v4()),
        format!("/api/programmes/{}", world.programme),
        format!("/api/programmes/{}/links", world.programme),
    ] {
        let reply = asha.post(&path, &json!({ "people": [] })).await;
        assert_eq!(reply.status, 404, "{path}");
        answers.push(reply.json["sentence"].clone());
    }
    let mut stranger = crate::world::browser::Browser::new(&world.address);
    for guess in ["0", &"A".repeat(27), &"é".repeat(27), ""] {
        let reply = stranger
            .post("/api/door/enter", &json!({ "secret": guess }))
            .await;
        assert_eq!(reply.status, 404, "{guess}");
        answers.push(reply.json["sentence"].clone());
    }
    assert!(answers[..4].iter().all(|answer| *answer == answers[0]));
    assert!(answers[4..].iter().all(|answer| *answer == answers[4]));
}
