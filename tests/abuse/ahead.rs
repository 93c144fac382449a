//! What somebody sends right behind a hello, in the same write, when the hello is refused: nothing of it happens.

use alongside::hub::ticket::{Bearer, By};
use alongside_domain::aggregate::Fingerprint;
use alongside_protocol::{
    frames::{FromBrowser, PROTO, close},
    ids::CommandId,
};
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use super::FEW;
use crate::cast::{self, Person};
use crate::stories::resume::{post, reads};
use crate::world::World;

/// Says hello and posts at once; the code with which that ends.
async fn rushes_in(world: &World, name: &str, ticket: String) -> u16 {
    let mut socket = world.socket_of(name).await;
    let hello = FromBrowser::Hello {
        proto: PROTO,
        ticket,
        resume: None,
        tab: None,
    };
    let posts = (0..8).map(|_| FromBrowser::Ask {
        id: CommandId(Uuid::new_v4()),
        command: post("smuggled in"),
    });
    for frame in [hello].into_iter().chain(posts) {
        let frame = serde_json::to_string(&frame).unwrap();
        socket.feed(Message::text(frame)).await.unwrap();
    }
    socket.flush().await.unwrap();
    cast::code(&mut socket).await
}

async fn nothing_was_said(asha: &mut Person, ben: &Person) {
    asha.does(post("all is well")).await;
    ben.until("her words", |mirror| reads(mirror, "all is well"))
        .await;
    assert!(!ben.look().has_received("smuggled in"));
}

#[tokio::test]
async fn tab1_a_fourth_tab_that_asks_before_it_is_told_so_does_nothing() {
    let world = World::of_the_program(&FEW).await;
    let [mut asha, _two, _three, ben] = world.all_arrive(["Asha", "Asha", "Asha", "Ben"]).await;
    for _ in 0..5 {
        let ticket = world.ticket("Asha").await;
        let code = rushes_in(&world, "Asha", ticket).await;
        assert_eq!(code, close::OTHER_TAB);
    }
    nothing_was_said(&mut asha, &ben).await;
}

#[tokio::test]
async fn door3_whoever_asks_with_a_pass_that_has_just_ended_does_nothing() {
    let world = World::new().await;
    let [mut asha, ben] = world.all_arrive(["Asha", "Ben"]).await;
    for _ in 0..5 {
        let ended = Bearer {
            person: world.id("Asha"),
            session: world.session,
            by: By::Pass(Fingerprint([9; 32])),
        };
        let given = world.hub().ticket(ended).await.unwrap();
        let code = rushes_in(&world, "Asha", given.ticket).await;
        assert_eq!(code, close::TICKET);
    }
    nothing_was_said(&mut asha, &ben).await;
}
