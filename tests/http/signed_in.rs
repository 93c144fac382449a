//! Where Morag is signed in: fresh keys, step-ups, her list of browsers, and out.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::house::{Browser, PHRASE, TestHouse};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

async fn second(house: &TestHouse) -> Browser {
    let mut browser = house.browser();
    let phrase = json!({ "name": "Morag", "passphrase": PHRASE });
    browser
        .post("/api/staff/sign-in", &phrase)
        .await
        .read::<Value>();
    browser
}

/// A copy of a browser's cookies, as a thief or another tab under way has it.
fn copied(house: &TestHouse, browser: &Browser) -> Browser {
    let mut copy = house.browser();
    copy.cookies.clone_from(&browser.cookies);
    copy
}

#[tokio::test]
async fn sign4_the_key_is_fresh_each_day_and_an_old_cookie_is_good_for_a_minute_more() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let before = morag.cookies.clone();
    assert!(morag.is_in().await);
    assert_eq!(morag.cookies, before, "not on the same day");
    house.house.clock.jump(DAY);
    let (mut tab, mut thief) = (copied(&house, &morag), copied(&house, &morag));
    assert!(morag.is_in().await);
    assert_ne!(morag.cookies, before);
    assert!(tab.is_in().await);
    assert_eq!(
        tab.cookies, before,
        "one of the tabs got the fresh key for both"
    );
    assert!(morag.is_in().await, "she shows the fresh key");
    house.house.clock.jump(MINUTE);
    assert!(!thief.is_in().await);
    assert!(morag.is_in().await);
}

#[tokio::test]
async fn sign4_an_answer_that_was_lost_signs_nobody_out_and_the_next_one_brings_another_key() {
    let (house, mut morag) = TestHouse::with_morag().await;
    house.house.clock.jump(DAY);
    let mut lost = copied(&house, &morag);
    assert!(lost.is_in().await, "the day's first answer never arrives");
    for _ in 0..2 {
        house.house.clock.jump(MINUTE);
        let before = copied(&house, &morag);
        assert!(morag.is_in().await);
        assert_ne!(morag.cookies, before.cookies, "a fresh key");
        morag.cookies.clone_from(&before.cookies);
    }
    house.house.clock.jump(MINUTE);
    let (mut thief, mut late) = (copied(&house, &morag), lost);
    assert!(
        morag.is_in().await && morag.is_in().await,
        "this one arrives"
    );
    house.house.clock.jump(MINUTE);
    assert!(!thief.is_in().await && !late.is_in().await);
    assert!(morag.is_in().await);
}

#[tokio::test]
async fn sign4_a_step_up_makes_the_key_fresh_too_and_signing_out_ends_all_of_them() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let before = copied(&house, &morag);
    morag.step_up().await.read::<Value>();
    assert_ne!(morag.cookies, before.cookies);
    let mut tab = before;
    tab.post("/api/staff/sign-out", &json!({}))
        .await
        .read::<Value>();
    assert!(!morag.is_in().await && !tab.is_in().await);
}

#[tokio::test]
async fn sign6_a_step_up_lasts_five_minutes_in_one_browser_and_is_limited() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let mut at_home = second(&house).await;
    let codes = "/api/staff/account/codes";
    let refused = morag.post(codes, &json!({})).await;
    assert_eq!(
        (refused.status, &refused.json["code"]),
        (StatusCode::FORBIDDEN, &json!("step_up"))
    );
    morag.step_up().await.read::<Value>();
    morag.post(codes, &json!({})).await.read::<Value>();
    assert_eq!(
        at_home.post(codes, &json!({})).await.status,
        StatusCode::FORBIDDEN
    );
    house.house.clock.jump(5 * MINUTE);
    assert_eq!(
        morag.post(codes, &json!({})).await.status,
        StatusCode::FORBIDDEN
    );

    let wrong = json!({ "passphrase": "somebody else's guess" });
    for _ in 0..5 {
        at_home.post("/api/staff/step-up", &wrong).await;
    }
    let limited = at_home.post("/api/staff/step-up", &wrong).await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
    morag.step_up().await.read::<Value>();
    let failed = morag
        .post("/api/audit", &json!({ "done": "step_up_failed" }))
        .await;
    assert_eq!(failed.json["rows"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn sign7_morag_sees_her_browsers_and_signs_one_out_or_all() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let (mut phone, mut library) = (second(&house).await, second(&house).await);
    let rows = morag.account().await.browsers;
    assert_eq!(rows.len(), 3);
    assert_eq!(rows.iter().filter(|row| row.here).count(), 1);
    let library_row = library
        .account()
        .await
        .browsers
        .into_iter()
        .find(|row| row.here)
        .unwrap();
    let out = json!({ "browser": library_row.id });
    morag
        .post("/api/staff/account/browsers/sign-out", &out)
        .await
        .read::<Value>();
    assert!(!library.is_in().await && phone.is_in().await);
    let everywhere = "/api/staff/account/browsers/sign-out-everywhere";
    phone.post(everywhere, &json!({})).await.read::<Value>();
    assert!(!morag.is_in().await && !phone.is_in().await);
}

#[tokio::test]
async fn sign7_a_new_passphrase_wants_the_old_one_and_signs_the_others_out() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let mut library = second(&house).await;
    let path = "/api/staff/account/passphrase";
    let new = "five quite other words now";
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    let early = morag.post(path, &change(PHRASE, new)).await;
    assert_eq!(early.status, StatusCode::FORBIDDEN);
    morag.step_up().await.read::<Value>();
    for (old, new) in [("not this one at all", new), (PHRASE, "short")] {
        let refused = morag.post(path, &change(old, new)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    morag.post(path, &change(PHRASE, new)).await.read::<Value>();
    assert!(morag.is_in().await && !library.is_in().await);
    let old = json!({ "name": "Morag", "passphrase": PHRASE });
    let old = library.post("/api/staff/sign-in", &old).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = json!({ "name": "Morag", "passphrase": new });
    library
        .post("/api/staff/sign-in", &right)
        .await
        .read::<Value>();
}

#[tokio::test]
async fn what_opens_an_account_is_not_for_anybody_else() {
    let (house, _morag) = TestHouse::with_morag().await;
    let mut nobody = house.browser();
    for path in [
        "/api/staff/account",
        "/api/staff/account/app.svg",
        "/api/staff/watch",
    ] {
        assert_eq!(
            nobody.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for path in [
        "/api/staff/step-up/passkey",
        "/api/staff/account/passkeys/new",
        "/api/staff/account/app/new",
        "/api/staff/account/app/remove",
        "/api/staff/account/codes",
        "/api/staff/account/browsers/sign-out-everywhere",
    ] {
        assert_eq!(
            nobody.post(path, &json!({})).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
