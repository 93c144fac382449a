//! What every answer is protected by, and what never gets as far as an answer.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use serde_json::json;

use super::house::TestHouse;

#[tokio::test]
async fn door5_a_change_asked_for_by_another_page_is_refused() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let new = json!({ "name": "Spring", "timeZone": "Europe/London" });
    for origin in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("http://127.0.0.1:8081"),
        Some("https://127.0.0.1:8080"),
    ] {
        morag.origin = origin.map(str::to_owned);
        assert_eq!(
            morag.post("/api/programmes", &new).await.status,
            StatusCode::FORBIDDEN,
            "{origin:?}"
        );
    }
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    for path in ["/", "/owner", "/api/staff/me", "/api/nothing", "/nowhere"] {
        let headers = morag.get(path).await.headers;
        let policy = headers
            .get(header::CONTENT_SECURITY_POLICY)
            .unwrap()
            .to_str()
            .unwrap();
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
        assert!(
            policy.contains("require-trusted-types-for 'script'") && !policy.contains("unsafe")
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(headers.get(name).unwrap(), value, "{path}");
        }
        if path.starts_with("/api") {
            assert_eq!(headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
        }
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_told_in_plain_words() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "{",
        "[]",
        "\"\\ud800\"",
        &deep,
        "{\"name\":\"Spring\",\"timeZone\":\"Europe/London\",\"owner\":1}",
    ] {
        let reply = morag
            .send(Method::POST, "/api/programmes", Body::from(body.to_owned()))
            .await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert!(reply.sentence().starts_with("We could not read"));
    }
    let large = morag
        .send(
            Method::POST,
            "/api/programmes",
            Body::from(vec![b' '; 70_000]),
        )
        .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        large
            .sentence()
            .starts_with("This is more than we can take")
    );
    assert_eq!(morag.get("/api/programmes").await.json, json!([]));
}

#[tokio::test]
async fn pages_are_asked_for_again_and_files_kept() {
    let (house, _morag) = TestHouse::with_morag().await;
    let mut bo = house.browser();
    for page in [
        "/",
        "/j",
        "/session/x",
        "/facilitator/x",
        "/support/x",
        "/organiser",
        "/organiser/programmes/x",
        "/owner",
    ] {
        let reply = bo.get(page).await;
        assert_eq!(reply.status, StatusCode::OK, "{page}");
        assert_eq!(
            reply.headers.get(header::CACHE_CONTROL).unwrap(),
            "no-cache"
        );
        assert_eq!(
            reply.headers.get(header::CONTENT_TYPE).unwrap(),
            "text/html; charset=utf-8"
        );
        assert!(reply.headers.contains_key(header::ETAG));
    }
    assert_eq!(bo.get("/trainee.html").await.status, StatusCode::NOT_FOUND);
    assert_eq!(bo.get("/favicon.svg").await.status, StatusCode::OK);
    assert_eq!(
        bo.send(Method::PUT, "/", Body::empty()).await.status,
        StatusCode::NOT_FOUND
    );
}
