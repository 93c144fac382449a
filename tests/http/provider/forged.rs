//! What is forged, stolen, replayed or late on the way to the provider and back.

use std::time::Duration;

use axum::http::StatusCode;
use p256::ecdsa::SigningKey;
use serde_json::{Value, json};

use super::super::issuer::{Asked, CLIENT};
use super::{Forgery, comes_back, links, sets_out, signs_in, travels, with_provider};

const MINUTE: Duration = Duration::from_secs(60);

/// What is wrong with a token, and how it is made so.
const FORGERIES: [Forgery; 15] = [
    ("signed by another key", |token| {
        token.key = SigningKey::from_slice(&[9; 32]).unwrap();
    }),
    ("signed by a key of another name", |token| {
        token.head["kid"] = json!("mine");
        token.key = SigningKey::from_slice(&[9; 32]).unwrap();
    }),
    ("not signed", |token| {
        token.head = json!({ "alg": "none" });
        token.signature = Some(Vec::new());
    }),
    ("signed with a secret both know", |token| {
        token.head = json!({ "alg": "HS256" });
        token.signature = Some(vec![1; 32]);
    }),
    ("its signature of nothing", |token| {
        token.signature = Some(vec![0; 64])
    }),
    ("for another question", |token| {
        token.claims["nonce"] = json!("other")
    }),
    ("for no question", |token| {
        token.claims["nonce"] = Value::Null
    }),
    ("for somebody else", |token| {
        token.claims["aud"] = json!("other")
    }),
    ("for somebody else as well", |token| {
        token.claims["aud"] = json!([CLIENT, "other"]);
    }),
    ("given to somebody else", |token| {
        token.claims["azp"] = json!("other")
    }),
    ("of another issuer", |token| {
        token.claims["iss"] = json!("https://evil.example");
    }),
    ("over", |token| {
        let past = token.claims["exp"].as_i64().unwrap() - 400;
        token.claims["exp"] = json!(past);
    }),
    ("of long ago", |token| {
        let past = token.claims["iat"].as_i64().unwrap() - 3600;
        token.claims["iat"] = json!(past);
    }),
    ("of tomorrow", |token| {
        let ahead = token.claims["iat"].as_i64().unwrap() + 86_400;
        token.claims["iat"] = json!(ahead);
        token.claims["exp"] = json!(ahead + 300);
    }),
    ("of nobody", |token| token.claims["sub"] = json!("")),
];

#[tokio::test]
async fn sign10_a_token_that_is_not_what_was_agreed_on_opens_nothing() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    for (what, forge) in FORGERIES {
        let mut mallory = house.browser();
        let wish = json!({ "t": "sign_in" });
        let reply = travels(&house, &issuer, &mut mallory, wish, "morag", forge).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(reply.sentence().contains("could not be checked"), "{what}");
        assert!(!mallory.is_in().await, "{what}");
    }
    let (_, honest) = signs_in(&house, &issuer, "morag").await;
    assert_eq!(honest.status, StatusCode::OK);
}

#[tokio::test]
async fn sign10_clocks_may_be_a_little_apart() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    for apart in [-50, 50] {
        let mut browser = house.browser();
        let wish = json!({ "t": "sign_in" });
        let reply = travels(&house, &issuer, &mut browser, wish, "morag", |token| {
            let issued = token.claims["iat"].as_i64().unwrap() + apart;
            token.claims["iat"] = json!(issued);
            token.claims["exp"] = json!(issued + 10);
        });
        assert_eq!(reply.await.status, StatusCode::OK, "{apart}");
    }
}

#[tokio::test]
async fn sign10_what_comes_back_counts_once_in_its_time_and_in_the_browser_it_began_in() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    let now = || house.house.clock.now();
    let mut browser = house.browser();
    let asked = sets_out(&mut browser, json!({ "t": "sign_in" })).await;
    let code = |asked: &Asked| issuer.code(asked, &issuer.token(asked, "morag", now()));
    let first = code(&asked);

    let mut elsewhere = house.browser();
    sets_out(&mut elsewhere, json!({ "t": "sign_in" })).await;
    let mut unmarked = house.browser();
    for stranger in [&mut elsewhere, &mut unmarked] {
        let refused = comes_back(stranger, &asked, &first).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!stranger.is_in().await);
    }
    let guessed = json!({ "state": "guessed", "code": first });
    let guessed = browser.post("/api/staff/provider/answer", &guessed).await;
    assert_eq!(guessed.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(
        comes_back(&mut browser, &asked, &first).await.status,
        StatusCode::OK
    );
    let replayed = comes_back(&mut browser, &asked, &code(&asked)).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);

    let asked = sets_out(&mut browser, json!({ "t": "sign_in" })).await;
    house.house.clock.jump(MINUTE * 10);
    let late = comes_back(&mut browser, &asked, &code(&asked)).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sign10_a_code_of_somebody_elses_trip_is_worth_nothing() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    let mut victim = house.browser();
    let theirs = sets_out(&mut victim, json!({ "t": "sign_in" })).await;
    let token = issuer.token(&theirs, "morag", house.house.clock.now());
    let stolen = issuer.code(&theirs, &token);
    let mut mallory = house.browser();
    let own = sets_out(&mut mallory, json!({ "t": "sign_in" })).await;
    let refused = comes_back(&mut mallory, &own, &stolen).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!mallory.is_in().await);
}

#[tokio::test]
async fn sign10_what_a_provider_is_asked_is_who_it_is_and_nothing_more() {
    let (_house, mut morag, _issuer) = with_provider().await;
    let asked = sets_out(&mut morag, json!({ "t": "sign_in" })).await;
    assert_eq!(asked.get("scope"), "openid", "no name and no address");
    assert_eq!(asked.get("response_type"), "code");
    assert_eq!(asked.get("code_challenge_method"), "S256");
    assert_eq!(asked.get("redirect_uri"), "http://127.0.0.1:8080/provider");
    assert!(asked.get("prompt").is_empty());
    let asked = sets_out(&mut morag, json!({ "t": "step_up" })).await;
    assert_eq!((asked.get("prompt"), asked.get("max_age")), ("login", "0"));
    morag.step_up().await;
    let asked = sets_out(&mut morag, json!({ "t": "link" })).await;
    assert_eq!(asked.get("prompt"), "login", "the desk may be shared");
}
