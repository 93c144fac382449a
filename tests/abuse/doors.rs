//! Tickets that are shown twice, by somebody else, or for another session; guesses.

use alongside_protocol::frames::close;
use futures_util::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::FEW;
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
async fn a_ticket_opens_only_as_the_person_it_was_given_to() {
    let world = World::of_the_program(&FEW).await;
    // Ben shows what Asha was given: the socket is Asha's, for Asha's eyes, and not Ben's.
    let ticket = world.ticket("Asha").await;
    let person = world.says_hello("Ben", ticket, None).await;
    person.until("everything", |mirror| mirror.live).await;
    assert_eq!(person.id(), world.id("Asha"));
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
