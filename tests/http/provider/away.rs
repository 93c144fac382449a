//! A provider that is away, talks nonsense, turns its keys over or says no; and a house without one.

use std::time::Duration;

use alongside::{limits, sign_in::provider::SettingsError};
use axum::http::StatusCode;
use serde_json::json;

use super::super::house::{PHRASE, TestHouse};
use super::super::issuer::Issuer;
use super::{comes_back, links, sets_out, signs_in, with_provider};

#[tokio::test]
async fn whoever_says_no_at_the_provider_is_told_that_nothing_has_happened() {
    let (house, mut morag, issuer) = with_provider().await;
    let mut browser = house.browser();
    for error in ["access_denied", "server_error", "<script>"] {
        let asked = sets_out(&mut browser, json!({ "t": "sign_in" })).await;
        let answer = json!({ "state": asked.get("state"), "error": error });
        let told = browser.post("/api/staff/provider/answer", &answer).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.sentence().contains("nothing has happened"));
        assert!(!told.text.contains(error));
    }
    links(&house, &issuer, &mut morag).await;
    assert_eq!(
        signs_in(&house, &issuer, "morag").await.1.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_provider_that_is_away_or_talks_nonsense_leaves_the_other_ways_open() {
    let (house, _, issuer) = with_provider().await;
    let phrase = json!({ "name": "Morag", "passphrase": PHRASE });
    let wish = json!({ "t": "sign_in" });
    for (status, text) in [
        (StatusCode::INTERNAL_SERVER_ERROR, "trouble"),
        (StatusCode::OK, "<html>"),
        (StatusCode::OK, r#"{"issuer":"https://evil.example"}"#),
    ] {
        issuer.inner().instead = Some((status, text.to_owned()));
        let mut morag = house.browser();
        let told = morag.post("/api/staff/provider", &wish).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{text}");
        assert!(told.sentence().contains("cannot reach Example ID"));
        let entered = morag.post("/api/staff/sign-in", &phrase).await;
        assert_eq!(entered.status, StatusCode::OK);
        house.house.clock.jump(Duration::from_secs(11));
    }
    issuer.inner().instead = None;
    sets_out(&mut house.browser(), wish).await;
}

#[tokio::test]
async fn a_provider_that_goes_away_during_a_trip_is_told_of_and_the_trip_begins_again() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    let mut browser = house.browser();
    let asked = sets_out(&mut browser, json!({ "t": "sign_in" })).await;
    let token = issuer.token(&asked, "morag", house.house.clock.now());
    let code = issuer.code(&asked, &token);
    issuer.inner().instead = Some((StatusCode::BAD_GATEWAY, "trouble".into()));
    let told = comes_back(&mut browser, &asked, &code).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    issuer.inner().instead = None;
    assert_eq!(
        signs_in(&house, &issuer, "morag").await.1.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_provider_is_not_asked_anew_by_everybody_and_its_new_keys_are_learnt() {
    let (house, mut morag, issuer) = with_provider().await;
    links(&house, &issuer, &mut morag).await;
    for _ in 0..5 {
        signs_in(&house, &issuer, "morag").await;
    }
    assert_eq!(issuer.inner().looks, 1);
    issuer.turns_over();
    assert_eq!(
        signs_in(&house, &issuer, "morag").await.1.status,
        StatusCode::OK
    );
    assert_eq!(issuer.inner().looks, 2);
}

#[tokio::test]
async fn only_so_many_set_out_at_a_time() {
    let (house, _, _issuer) = with_provider().await;
    let mut browser = house.browser();
    let wish = json!({ "t": "sign_in" });
    let mut limited = false;
    // A few more may while we ask.
    for _ in 0..4 * limits::QUESTIONS_BURST {
        let status = browser.post("/api/staff/provider", &wish).await.status;
        limited = status == StatusCode::TOO_MANY_REQUESTS;
        if limited {
            break;
        }
    }
    assert!(limited);
}

#[tokio::test]
async fn a_house_without_a_provider_has_no_trace_of_one() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let first = morag.get("/api/staff/first").await;
    assert_eq!(first.json.get("provider"), None);
    assert_eq!(morag.account().await.provider, None);
    let answer = json!({ "state": "s", "code": "c" });
    for (path, body) in [
        ("/api/staff/provider", json!({ "t": "sign_in" })),
        ("/api/staff/provider/answer", answer),
    ] {
        let nowhere = house.browser().post(path, &body).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_provider_of_ones_own_is_reached_over_tls_when_its_certificate_is_vouched_for() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (cert, key) = (
        folder.path().join("cert.pem"),
        folder.path().join("key.pem"),
    );
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let issuer = Issuer::secure(&cert, &key).await;

    let house = TestHouse::new().await;
    let now = house.house.clock.now();
    let unknown = issuer.provider(None).unwrap();
    assert!(unknown.look(now).await.is_err(), "nobody vouches for it");
    let known = issuer.provider(Some(&cert)).unwrap();
    known.look(now).await.unwrap();

    assert!(matches!(
        issuer.provider(Some(&key)),
        Err(SettingsError::Vouch(_))
    ));
    let plain = Issuer {
        url: "http://id.example".into(),
        ..issuer
    };
    assert!(matches!(
        plain.provider(None),
        Err(SettingsError::NotAnIssuer(_))
    ));
}
