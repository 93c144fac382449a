//! Somebody who was removed, with everything they still hold in their hands.

use std::time::{Duration, Instant};

use alongside_protocol::{
    command::{Command, PeopleCommand},
    frames::{FromBrowser, close},
    ids::CommandId,
};
use serde_json::json;
use uuid::Uuid;

use super::{FEW, goes_on};
use crate::stories::resume::post;
use crate::world::{World, browser::Browser, secret};

/// TRUST 2: removal acts within a second. On a busy machine the answer to the ask is what takes longest.
const WITHIN: Duration = Duration::from_secs(1);

#[tokio::test]
async fn close1_removal_shuts_every_tab_ticket_pass_and_link_within_a_second() {
    let mut world = World::of_the_program(&FEW).await;
    let person = world.id("Ben");
    let links = format!("/api/programmes/{}/links", world.programme);
    let for_ben = json!({ "people": [person] });
    let made = world.organiser.post(&links, &for_ben).await;
    let link = secret(made.json[0]["link"].as_str().unwrap());
    let mut phone = world.browser("Ben");
    assert_eq!(phone.post("/api/door/enter", &link).await.status, 200);
    world.uses("Ben", phone.clone());
    let [mut fola, mut asha] = world.all_arrive(["Fola", "Asha"]).await;
    let [laptop, mut tablet] = world.all_arrive(["Ben", "Ben"]).await;
    let unused = world.ticket("Ben").await;

    fola.does(Command::People(PeopleCommand::Remove { person }))
        .await;
    let removed = Instant::now();
    assert_eq!(laptop.is_closed().await, close::REMOVED);
    assert_eq!(tablet.is_closed().await, close::REMOVED);
    assert!(removed.elapsed() < WITHIN, "{:?}", removed.elapsed());

    tablet
        .say(&FromBrowser::Ask {
            id: CommandId(Uuid::new_v4()),
            command: post("one more word"),
        })
        .await;
    let late = world.says_hello("Ben", unused, None).await;
    let code = late.is_closed().await;
    let dead = [close::REMOVED, close::TICKET].contains(&code);
    assert!(dead, "the old ticket: {code}");
    let ticket = world.asks_for_a_ticket("Ben").await;
    assert_eq!(ticket.status, 404, "the old pass");
    let mut other = Browser::new(&world.address);
    let entered = other.post("/api/door/enter", &link).await;
    assert_eq!(entered.status, 404, "the link, on another phone");
    let home = phone.get("/api/door/home").await;
    assert_eq!(home.status, 404, "what the phone had");

    let ben = world.arrives("Fola").await;
    goes_on(&mut asha, &ben, "all is well here").await;
    assert!(!ben.look().has_received("one more word"));
}
