//! How Morag signs in with a passphrase and codes, and what strangers get.

use std::time::Duration;

use alongside::{address::Address, sign_in::app};
use alongside_domain::organisation::Opaque;
use alongside_protocol::{account::RecoveryCodes, audit::Done, staff::Right};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::house::{Browser, PHRASE, Reply, TestHouse};

const MINUTE: Duration = Duration::from_secs(60);

fn phrase(code: Option<&str>) -> Value {
    match code {
        Some(code) => json!({ "name": "Morag", "passphrase": PHRASE, "code": code }),
        None => json!({ "name": "Morag", "passphrase": PHRASE }),
    }
}

async fn sign_in(browser: &mut Browser, code: Option<&str>) -> Reply {
    browser.post("/api/staff/sign-in", &phrase(code)).await
}

/// The code an app with this key shows now.
fn code_now(house: &TestHouse, key: &str) -> String {
    let step = house.house.clock.now().0 / 30_000;
    app::shown(&Opaque(key.to_owned()), u64::try_from(step).unwrap()).unwrap()
}

/// Sets an app up and gives its key and the recovery codes.
async fn set_up_app(house: &TestHouse, morag: &mut Browser) -> (String, Vec<String>) {
    morag.step_up().await;
    let offer = morag.post("/api/staff/account/app/new", &json!({})).await;
    let key = offer.json["key"].as_str().unwrap().to_owned();
    let code = code_now(house, &key);
    let confirmed = morag
        .post("/api/staff/account/app", &json!({ "code": code }))
        .await;
    let codes: RecoveryCodes = confirmed.read();
    (key, codes.codes)
}

#[tokio::test]
async fn sign1_with_an_app_the_passphrase_alone_is_not_enough_and_each_code_is_good_once() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let (key, codes) = set_up_app(&house, &mut morag).await;
    assert_eq!(codes.len(), 10);
    let mut at_home = house.browser();
    let half = sign_in(&mut at_home, None).await;
    assert_eq!(half.json["codeWanted"], true);
    assert!(at_home.cookies.is_empty() && !at_home.is_in().await);

    let used = code_now(&house, &key);
    assert_eq!(
        sign_in(&mut at_home, Some(&used)).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    house.house.clock.jump(MINUTE);
    let fresh = code_now(&house, &key);
    assert_eq!(
        sign_in(&mut at_home, Some(&fresh)).await.json["codeWanted"],
        false
    );
    assert!(at_home.is_in().await);
    let replayed = sign_in(&mut house.browser(), Some(&fresh)).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(morag.trail(Done::AppSetUp).await, 1);
    assert_eq!(morag.trail(Done::SignInFailed).await, 2);
}

#[tokio::test]
async fn sign7_the_first_second_step_signs_out_whoever_came_by_the_passphrase_alone() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let mut library = house.browser();
    sign_in(&mut library, None).await.read::<Value>();
    assert!(library.is_in().await);
    let (key, _) = set_up_app(&house, &mut morag).await;
    assert!(morag.is_in().await && !library.is_in().await);
    house.house.clock.jump(MINUTE);
    let code = code_now(&house, &key);
    sign_in(&mut library, Some(&code)).await.read::<Value>();
    // Whoever came with both steps stays when there is another one.
    set_up_app(&house, &mut morag).await;
    assert!(morag.is_in().await && library.is_in().await);
}

#[tokio::test]
async fn sign2_a_recovery_code_is_good_once_and_a_new_set_replaces_the_old_one() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let (_, codes) = set_up_app(&house, &mut morag).await;
    let mut library = house.browser();
    // From paper, with small and large letters and spaces.
    let typed = codes[0].to_uppercase().replace('-', " ");
    sign_in(&mut library, Some(&typed)).await.read::<Value>();
    assert!(library.is_in().await);
    let again = sign_in(&mut house.browser(), Some(&codes[0])).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(morag.account().await.codes_left, 9);
    assert_eq!(morag.trail(Done::RecoveryCodeUsed).await, 1);

    let fresh: RecoveryCodes = morag
        .post("/api/staff/account/codes", &json!({}))
        .await
        .read();
    assert_eq!(fresh.codes.len(), 10);
    let old = sign_in(&mut library, Some(&codes[1])).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    sign_in(&mut library, Some(&fresh.codes[1]))
        .await
        .read::<Value>();
}

#[tokio::test]
async fn sign2_an_app_counts_only_when_a_code_of_it_has_come() {
    let (house, mut morag) = TestHouse::with_morag().await;
    morag.step_up().await;
    let picture = morag.get("/api/staff/account/app.svg").await;
    assert_eq!(
        picture.status,
        StatusCode::NOT_FOUND,
        "none is being set up"
    );
    morag
        .post("/api/staff/account/app/new", &json!({}))
        .await
        .read::<Value>();
    let picture = morag.get("/api/staff/account/app.svg").await;
    assert!(picture.text.contains("<svg") && picture.headers["content-type"] == "image/svg+xml");
    let wrong = morag
        .post("/api/staff/account/app", &json!({ "code": "not one" }))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!morag.account().await.app);
    sign_in(&mut house.browser(), None).await.read::<Value>();
    house.house.clock.jump(6 * MINUTE);
    let late = morag
        .post("/api/staff/account/app", &json!({ "code": "123456" }))
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn sign8_strangers_are_limited_and_do_not_use_up_the_tries_of_a_browser_that_is_known() {
    let (house, mut morag) = TestHouse::with_morag().await;
    // Known since the account was made in it; so is Nia's, who came by an invitation.
    let mut nia = house.with_role("Nia", Right::Owner {}).await;
    for (name, browser) in [("Morag", &mut morag), ("Nia", &mut nia)] {
        browser
            .post("/api/staff/sign-out", &json!({}))
            .await
            .read::<Value>();
        are_guessed(&house, name).await;
        let shown = json!({ "name": name, "passphrase": PHRASE });
        let shown = browser.post("/api/staff/sign-in", &shown).await;
        shown.read::<Value>();
        assert!(browser.is_in().await);
    }
}

/// Strangers try passphrases until nobody new is listened to.
async fn are_guessed(house: &TestHouse, name: &str) {
    let guess = json!({ "name": name, "passphrase": "a guess that is wrong" });
    let mut mallory = house.browser();
    let mut limited = 0;
    for _ in 0..20 {
        let reply = mallory.post("/api/staff/sign-in", &guess).await;
        limited += usize::from(reply.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(limited >= 14, "{limited}");
    let right = json!({ "name": name, "passphrase": PHRASE });
    let unknown = house.browser().post("/api/staff/sign-in", &right).await;
    assert_eq!(unknown.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn sign8_codes_are_not_guessed_by_whoever_has_the_passphrase() {
    let (house, mut morag) = TestHouse::with_morag().await;
    set_up_app(&house, &mut morag).await;
    let mut mallory = house.browser();
    for _ in 0..5 {
        sign_in(&mut mallory, Some("000000")).await;
    }
    let reply = sign_in(&mut mallory, Some("000000")).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn sign9_with_tls_nothing_else_opens_before_a_second_step_is_set_up() {
    let (old, _) = TestHouse::with_morag().await;
    let address = Address::configured("https://alongside.example").unwrap();
    let house = TestHouse::with(old.vault.clone(), address).await;
    let mut morag = house.browser();
    morag.origin = Some("https://alongside.example".into());
    let reply = sign_in(&mut morag, None).await;
    let cookies: Vec<_> = reply.headers.get_all("set-cookie").iter().collect();
    for cookie in cookies {
        let cookie = cookie.to_str().unwrap();
        assert!(
            cookie.starts_with("__Host-") && cookie.ends_with("; Secure"),
            "{cookie}"
        );
        assert!(cookie.contains("; HttpOnly; SameSite=Lax"));
    }
    assert_eq!(
        morag.get("/api/staff/me").await.json["secondStep"],
        "wanted"
    );
    let new = json!({ "name": "Spring", "timeZone": "Europe/London" });
    let closed = morag.post("/api/programmes", &new).await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert_eq!(
        morag.get("/api/programmes").await.status,
        StatusCode::FORBIDDEN
    );

    set_up_app(&house, &mut morag).await;
    assert_eq!(
        morag.get("/api/staff/me").await.json["secondStep"],
        "set_up"
    );
    morag.post("/api/programmes", &new).await.read::<Value>();
}

#[tokio::test]
async fn sign9_without_tls_it_works_without_and_says_so() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let me = morag.get("/api/staff/me").await.json;
    assert_eq!(me["secondStep"], "trying_out");
    assert_eq!(
        morag.account().await.passkeys_at.unwrap(),
        "http://localhost:8080"
    );
    morag.programme().await;
}
