//! Codes for a lost link: made by staff, read out, typed by the person.

use alongside::limits;
use alongside_protocol::{
    audit::Done,
    door::{Home, SpokenCode},
};
use serde_json::json;
use uuid::Uuid;

use super::ways_in::{code_for, trail};
use crate::world::{World, browser::Browser};

#[tokio::test]
async fn code3_staff_read_out_a_code_and_the_person_comes_in_with_it_once() {
    let mut world = World::new().await;
    let asha = world.id("Asha");
    let spoken = code_for(&world, "Sam", asha).await;
    assert_eq!(spoken.len(), 9, "code1: two groups of four");
    let typed = json!({ "code": spoken.to_lowercase().replace(' ', "-") });
    let mut phone = Browser::new(&world.address);
    let seen: Home = phone.post("/api/door/code/look", &typed).await.read();
    assert_eq!(seen.name.text(), "Asha");
    assert_eq!(
        phone.get("/api/door/home").await.status,
        404,
        "looking uses nothing"
    );
    let home: Home = phone.post("/api/door/code/enter", &typed).await.read();
    assert!(!home.waiting);
    let again = Browser::new(&world.address)
        .post("/api/door/code/enter", &typed)
        .await;
    assert_eq!(again.status, 404);
    let unknown = json!({ "code": "0000 0000" });
    let wrong = Browser::new(&world.address)
        .post("/api/door/code/look", &unknown)
        .await;
    assert_eq!(again.json, wrong.json, "code2: answered alike");
    world.uses("Asha", phone);
    world.arrives("Asha").await;
    let trail = trail(&mut world).await;
    assert!(trail.contains(&Done::CodeMade) && trail.contains(&Done::CameInByCode));
}

#[tokio::test]
async fn code2_five_wrong_tries_end_a_code_also_over_a_restart() {
    let mut world = World::new().await;
    let asha = world.id("Asha");
    let path = format!("/api/programmes/{}/code", world.programme);
    let ask = json!({ "person": asha });
    let made: SpokenCode = world.organiser.post(&path, &ask).await.read();
    let (first, second) = made.code.split_once(' ').unwrap();
    let wrong = if second == "0000" { "0001" } else { "0000" };
    let guess = json!({ "code": format!("{first} {wrong}") });
    for _ in 0..3 {
        let mut guesser = Browser::new(&world.address);
        assert_eq!(
            guesser.post("/api/door/code/look", &guess).await.status,
            404
        );
    }
    world = world.dies_and_starts_again().await;
    for _ in 0..2 {
        let mut guesser = Browser::new(&world.address);
        assert_eq!(
            guesser.post("/api/door/code/enter", &guess).await.status,
            404
        );
    }
    let right = json!({ "code": made.code });
    let late = Browser::new(&world.address)
        .post("/api/door/code/enter", &right)
        .await;
    assert_eq!(late.status, 404, "dead");
    assert!(trail(&mut world).await.contains(&Done::CodeLocked));

    let fresh = code_for(&world, "Fola", asha).await;
    world.later(10 * 60);
    let late = json!({ "code": fresh });
    let late = Browser::new(&world.address)
        .post("/api/door/code/enter", &late)
        .await;
    assert_eq!(late.status, 404, "older than ten minutes");
}

#[tokio::test]
async fn code1_nobody_makes_a_code_for_more_than_they_are() {
    let world = World::new().await;
    let path = format!("/api/session/{}/code", world.session);
    let refused = [
        ("Asha", "Ben"),
        ("Asha", "Asha"),
        ("Sam", "Fola"),
        ("Sam", "Sam"),
    ];
    for (by, whose) in refused {
        let ask = json!({ "person": world.id(whose) });
        let reply = world.browser(by).post(&path, &ask).await;
        assert_eq!(reply.status, 404, "{by} for {whose}");
    }
    let nobody = json!({ "person": Uuid::new_v4() });
    assert_eq!(world.browser("Fola").post(&path, &nobody).await.status, 404);
    code_for(&world, "Fola", world.id("Grace")).await;
}

#[tokio::test]
async fn code2_in_the_whole_house_guessing_is_limited() {
    let world = World::new().await;
    let mut refused = 0;
    for number in 0..limits::TYPED_CODE_BURST + 30 {
        let guess = json!({ "code": format!("{number:08}") });
        let reply = Browser::new(&world.address)
            .post("/api/door/code/look", &guess)
            .await;
        refused += u32::from(reply.status == 429);
    }
    assert!(refused > 0, "after {} guesses", limits::TYPED_CODE_BURST);
}
