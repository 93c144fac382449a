//! Open pages and sessions of staff, when they are signed out somewhere else.

use std::time::{Duration, Instant};

use alongside_protocol::{account::AccountView, frames::close, staff::Right};
use serde_json::json;

use super::resume::post;
use crate::cast::{self, Person};
use crate::world::{
    World,
    browser::{Browser, PHRASE},
};

/// TRUST 2: what has ended acts within a second.
const WITHIN: Duration = Duration::from_secs(1);

const EVERYWHERE: &str = "/api/staff/account/browsers/sign-out-everywhere";

#[tokio::test]
async fn sign7_an_open_page_is_told_within_a_second_that_it_is_signed_out() {
    let mut world = World::new().await;
    let (live, ours) = world.live();
    let watch = live.replace("/live", "/api/staff/watch");
    let cookies = world.organiser.cookies();
    let mut page = cast::socket_of(&watch, &ours, &cookies).await.unwrap();
    // Showing once more who one is changes the key, and the page stays.
    world.organiser.step_up().await;
    let out = world.organiser.post(EVERYWHERE, &json!({})).await;
    assert_eq!(out.status, 200, "{}", out.json);
    let told = tokio::time::timeout(WITHIN, cast::code(&mut page));
    assert_eq!(told.await.unwrap(), close::REMOVED);
    assert!(cast::socket_of(&watch, &ours, &cookies).await.is_err());
    assert!(cast::socket(&watch, &ours).await.is_err(), "nobody");
}

/// A second browser in which Nia is signed in.
async fn library(world: &World) -> Browser {
    let mut browser = Browser::new(&world.address);
    let nia = json!({ "name": "Nia", "passphrase": PHRASE });
    let shown = browser.post("/api/staff/sign-in", &nia).await;
    assert_eq!(shown.status, 200, "{}", shown.json);
    browser
}

/// Nia facilitates with her account, at home and in the library; Asha is there.
async fn in_two_browsers() -> (World, [Person; 2], Person) {
    let mut world = World::new().await;
    let programme = world.programme;
    let right = Right::Facilitator { programme };
    world.comes_by_invitation("Nia", right).await;
    let asha = world.arrives("Asha").await;
    let at_home = world.arrives("Nia").await;
    let there = library(&world).await;
    world.uses("Nia", there);
    let in_the_library = world.arrives("Nia").await;
    (world, [at_home, in_the_library], asha)
}

#[tokio::test]
async fn sign7_signing_out_everywhere_closes_what_is_open_in_sessions_within_a_second() {
    let (world, [at_home, in_the_library], mut asha) = in_two_browsers().await;
    let unused = world.ticket("Nia").await;
    let mut browser = world.browser("Nia");
    let out = browser.post(EVERYWHERE, &json!({})).await;
    assert_eq!(out.status, 200, "{}", out.json);
    let signed_out = Instant::now();
    for open in [&at_home, &in_the_library] {
        assert_eq!(open.is_closed().await, close::SIGNED_OUT);
    }
    assert!(signed_out.elapsed() < WITHIN, "{:?}", signed_out.elapsed());
    let late = world.says_hello("Nia", unused, None).await;
    assert_eq!(late.is_closed().await, close::SIGNED_OUT, "the old ticket");
    assert_eq!(world.asks_for_a_ticket("Nia").await.status, 404);
    asha.does(post("only among us")).await;
    assert!(!at_home.look().has_received("only among us"));

    let again = library(&world).await;
    let mut world = world;
    world.uses("Nia", again);
    let back = world.arrives("Nia").await;
    assert_eq!(back.id(), at_home.id());
}

#[tokio::test]
async fn sign7_a_new_passphrase_closes_other_browsers_and_the_one_it_was_changed_in_stays() {
    let (world, [at_home, mut in_the_library], _asha) = in_two_browsers().await;
    let mut browser = world.browser("Nia");
    browser.step_up().await;
    let change = json!({ "old": PHRASE, "new": "five quite other words now" });
    let path = "/api/staff/account/passphrase";
    assert_eq!(browser.post(path, &change).await.status, 200);
    let changed = Instant::now();
    assert_eq!(at_home.is_closed().await, close::SIGNED_OUT);
    assert!(changed.elapsed() < WITHIN, "{:?}", changed.elapsed());
    in_the_library.does(post("I am still here")).await;
}

#[tokio::test]
async fn sign7_one_browser_that_is_signed_out_loses_its_session_and_no_other_does() {
    let (world, [mut at_home, in_the_library], _asha) = in_two_browsers().await;
    let mut browser = world.browser("Nia");
    let account: AccountView = browser.get("/api/staff/account").await.read();
    let here = account.browsers.iter().find(|row| row.here).unwrap();
    let out = json!({ "browser": here.id });
    let path = "/api/staff/account/browsers/sign-out";
    assert_eq!(browser.post(path, &out).await.status, 200);
    assert_eq!(in_the_library.is_closed().await, close::SIGNED_OUT);
    at_home.does(post("this browser stays")).await;
}
