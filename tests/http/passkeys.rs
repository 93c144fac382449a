//! How Morag signs in with passkeys, and what somebody else's, a copied or a hostile one gets.

use std::time::Duration;

use alongside_protocol::{account::RecoveryCodes, audit::Done};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    authenticator::Authenticator,
    house::{Browser, PHRASE, Reply, TestHouse},
};

const MINUTE: Duration = Duration::from_secs(60);

async fn add_passkey(morag: &mut Browser, phone: &mut Authenticator) -> Reply {
    let offer = morag
        .post("/api/staff/account/passkeys/new", &json!({}))
        .await;
    assert_eq!(offer.status, StatusCode::OK, "{}", offer.json);
    let credential = phone.makes(&offer.json);
    let new =
        json!({ "question": offer.json["question"], "credential": credential, "name": "Phone" });
    morag.post("/api/staff/account/passkeys", &new).await
}

async fn asked(browser: &mut Browser, path: &str) -> Value {
    let question = browser.post(path, &json!({})).await;
    assert_eq!(question.status, StatusCode::OK, "{}", question.json);
    question.json
}

async fn by_passkey(browser: &mut Browser, phone: &mut Authenticator) -> Reply {
    let question = asked(browser, "/api/staff/passkey").await;
    let answer =
        json!({ "question": question["question"], "credential": phone.answers(&question) });
    browser.post("/api/staff/passkey/sign-in", &answer).await
}

async fn by_phrase(browser: &mut Browser) -> Reply {
    let phrase = json!({ "name": "Morag", "passphrase": PHRASE });
    browser.post("/api/staff/sign-in", &phrase).await
}

#[tokio::test]
async fn sign3_a_passkey_opens_the_account_without_a_name_and_shows_once_more_who_one_is() {
    let (house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let mut phone = Authenticator::new(7);
    let codes: RecoveryCodes = add_passkey(&mut morag, &mut phone).await.read();
    assert_eq!(
        codes.codes.len(),
        10,
        "nobody is locked out by a lost phone"
    );
    let mut other = Authenticator::new(8);
    let more: RecoveryCodes = add_passkey(&mut morag, &mut other).await.read();
    assert!(more.codes.is_empty(), "there are some from before");

    let mut at_home = house.browser();
    by_passkey(&mut at_home, &mut phone).await.read::<Value>();
    assert!(at_home.is_in().await);
    let rows = at_home.account().await.passkeys;
    assert_eq!(rows[0].name.text(), "Phone");
    assert!(rows[0].used.is_some() && rows[1].used.is_none());
    assert_eq!(
        by_phrase(&mut house.browser()).await.json["codeWanted"],
        true
    );

    let question = asked(&mut at_home, "/api/staff/step-up/passkey").await;
    let answer =
        json!({ "question": question["question"], "credential": phone.answers(&question) });
    at_home
        .post("/api/staff/step-up/passkey/answer", &answer)
        .await
        .read::<Value>();
    let remove = json!({ "passkey": rows[1].id });
    at_home
        .post("/api/staff/account/passkeys/remove", &remove)
        .await
        .read::<Value>();
    let gone = by_passkey(&mut house.browser(), &mut other).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sign3_a_typed_name_has_to_be_that_of_the_passkey() {
    let (house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let mut phone = Authenticator::new(7);
    add_passkey(&mut morag, &mut phone).await.read::<Value>();
    let mut at_home = house.browser();
    for (name, status) in [
        ("Olive", StatusCode::UNPROCESSABLE_ENTITY),
        ("morag ", StatusCode::OK),
    ] {
        let question = asked(&mut at_home, "/api/staff/passkey").await;
        let credential = phone.answers(&question);
        let answer =
            json!({ "question": question["question"], "credential": credential, "name": name });
        let reply = at_home.post("/api/staff/passkey/sign-in", &answer).await;
        assert_eq!(reply.status, status, "{name}");
    }
}

#[tokio::test]
async fn sign3_another_page_another_name_nobody_verified_and_a_copy_get_nothing() {
    let (house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let mut phone = Authenticator::new(7);
    add_passkey(&mut morag, &mut phone).await.read::<Value>();
    by_passkey(&mut house.browser(), &mut phone)
        .await
        .read::<Value>();
    let hostile: [fn(&mut Authenticator); 4] = [
        |phone| phone.origin = "https://evil.example".into(),
        |phone| phone.name = "evil.example".into(),
        |phone| phone.verifies = false,
        |phone| phone.counter = 0,
    ];
    for spoil in hostile {
        let mut spoilt = phone.clone();
        spoil(&mut spoilt);
        let mut mallory = house.browser();
        let reply = by_passkey(&mut mallory, &mut spoilt).await;
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            reply.json
        );
        assert!(mallory.cookies.is_empty());
    }
    let stranger = by_passkey(&mut house.browser(), &mut Authenticator::new(9)).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    by_passkey(&mut house.browser(), &mut phone)
        .await
        .read::<Value>();
    assert_eq!(morag.trail(Done::SignInFailed).await, 3);
    assert_eq!(morag.trail(Done::PasskeyCopied).await, 1);
}

#[tokio::test]
async fn sign3_a_new_passkey_from_another_page_is_not_taken() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let mut phone = Authenticator::new(7);
    phone.origin = "http://127.0.0.1:8080".into();
    let reply = add_passkey(&mut morag, &mut phone).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(morag.account().await.passkeys.is_empty());
}

#[tokio::test]
async fn sign5_an_answer_counts_once_and_in_time_and_for_its_own_question() {
    let (house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let mut phone = Authenticator::new(7);
    add_passkey(&mut morag, &mut phone).await.read::<Value>();
    let mut at_home = house.browser();
    let question = asked(&mut at_home, "/api/staff/passkey").await;
    let answer =
        json!({ "question": question["question"], "credential": phone.answers(&question) });
    at_home
        .post("/api/staff/passkey/sign-in", &answer)
        .await
        .read::<Value>();
    let replayed = house
        .browser()
        .post("/api/staff/passkey/sign-in", &answer)
        .await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);

    let (first, second) = (
        asked(&mut at_home, "/api/staff/passkey").await,
        asked(&mut at_home, "/api/staff/passkey").await,
    );
    let crossed = json!({ "question": first["question"], "credential": phone.answers(&second) });
    let crossed = house
        .browser()
        .post("/api/staff/passkey/sign-in", &crossed)
        .await;
    assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.house.clock.jump(5 * MINUTE);
    let late = json!({ "question": second["question"], "credential": phone.answers(&second) });
    let late = house
        .browser()
        .post("/api/staff/passkey/sign-in", &late)
        .await;
    assert!(late.sentence().starts_with("This took too long"));
}
