//! People with a personal link, and people who knock.

use alongside::{address::Address, http::pass};
use alongside_protocol::{
    door::Home,
    entry::Phase,
    ids::SessionId,
    people::Role,
    programme::{ProgrammeCommand, ProgrammeView},
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;
use uuid::Uuid;

use super::house::{Browser, TestHouse, Told, person, secret};

pub fn headers(browser: &Browser) -> HeaderMap {
    let each = browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    let value = HeaderValue::from_str(&each.collect::<Vec<_>>().join("; ")).unwrap();
    HeaderMap::from_iter([(header::COOKIE, value)])
}

#[tokio::test]
async fn door1_bo_looks_enters_and_finds_the_sessions() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    let link = morag.links(programme, &[bo]).await.remove(0).link;

    let mut phone = house.browser();
    let seen: Home = phone.post("/api/door/look", &secret(&link)).await.read();
    assert_eq!((seen.name.text(), seen.role), ("Bo", Role::Trainee));
    assert!(phone.cookies.is_empty(), "looking has no effect");
    assert_eq!(
        phone.get("/api/door/home").await.status,
        StatusCode::NOT_FOUND
    );

    let reply = phone.post("/api/door/enter", &secret(&link)).await;
    let cookie = reply
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(cookie.contains("; Path=/; HttpOnly; SameSite=Lax"));
    let home: Home = phone.get("/api/door/home").await.read();
    assert_eq!(home.sessions[0].id, session);
    assert_eq!(home.sessions[0].phase, Phase::Scheduled);
    assert_eq!(
        pass::who(&house.house, &headers(&phone), session),
        Some((bo, Role::Trainee))
    );
    let elsewhere = SessionId(Uuid::nil());
    assert_eq!(pass::who(&house.house, &headers(&phone), elsewhere), None);
}

#[tokio::test]
async fn door1_wrong_revoked_and_replaced_links_are_answered_alike() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let people = morag.trainees(programme, &["Alex", "Bo", "Cass"]).await;
    let links = morag.links(programme, &people).await;
    morag
        .organise(
            programme,
            ProgrammeCommand::RevokeLink { person: people[0] },
        )
        .await
        .read::<ProgrammeView>();
    morag.links(programme, &people[1..2]).await;
    let mut wrong = links[2].link.clone();
    let last = if wrong.ends_with('z') { "y" } else { "z" };
    wrong.replace_range(wrong.len() - 1.., last);

    let mut phone = house.browser();
    for path in ["/api/door/look", "/api/door/enter"] {
        let mut answers = Vec::new();
        for link in [&links[0].link, &links[1].link, &wrong] {
            let reply = phone.post(path, &secret(link)).await;
            answers.push((reply.status, reply.json.clone()));
        }
        assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
        assert!(answers.iter().all(|answer| *answer == answers[0]));
    }
    assert!(phone.cookies.is_empty());
}

#[tokio::test]
async fn door3_revoking_ends_the_pass_at_once_and_tells_the_hub() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    let link = morag.links(programme, &[bo]).await.remove(0).link;
    let mut phone = house.browser();
    phone
        .post("/api/door/enter", &secret(&link))
        .await
        .read::<Home>();
    house.hub.told();
    morag
        .organise(programme, ProgrammeCommand::RevokeLink { person: bo })
        .await
        .read::<ProgrammeView>();
    assert_eq!(house.hub.told(), [Told::ShutOut(bo)]);
    assert_eq!(
        phone.get("/api/door/home").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(pass::who(&house.house, &headers(&phone), session), None);
}

#[tokio::test]
async fn door4_a_trainer_of_two_groups_keeps_both_passes() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let mut laptop = house.browser();
    morag.step_up().await;
    let mut sessions = Vec::new();
    for _ in 0..2 {
        let programme = morag.programme().await;
        sessions.push(morag.session(programme).await);
        let fay = ProgrammeCommand::AddPeople {
            people: vec![person("Fay", Role::Facilitator)],
        };
        let view: ProgrammeView = morag.organise(programme, fay).await.read();
        let link = morag
            .links(programme, &[view.people[0].id])
            .await
            .remove(0)
            .link;
        laptop
            .post("/api/door/enter", &secret(&link))
            .await
            .read::<Home>();
    }
    for session in sessions {
        let found = pass::who(&house.house, &headers(&laptop), session);
        assert_eq!(found.unwrap().1, Role::Facilitator);
    }
}

#[tokio::test]
async fn door4_gus_knocks_and_is_a_guest_of_this_session_alone() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let (one, other) = (
        morag.session(programme).await,
        morag.session(programme).await,
    );
    house.hub.told();
    let mut gus = house.browser();
    gus.post(
        &format!("/api/session/{one}/knock"),
        &json!({ "name": " Gus\u{200b} " }),
    )
    .await
    .read::<serde_json::Value>();
    assert_eq!(house.hub.told(), [Told::Knocked(one, "Gus".into())]);
    let (guest, role) = pass::who(&house.house, &headers(&gus), one).unwrap();
    assert_eq!(role, Role::Guest);
    assert_eq!(pass::who(&house.house, &headers(&gus), other), None);
    assert_eq!(
        gus.get("/api/door/home").await.status,
        StatusCode::NOT_FOUND
    );

    gus.post(
        &format!("/api/session/{one}/knock"),
        &json!({ "name": "Gus" }),
    )
    .await
    .read::<serde_json::Value>();
    assert_eq!(house.hub.told(), [], "one browser waits once");
    assert_eq!(
        pass::who(&house.house, &headers(&gus), one),
        Some((guest, Role::Guest))
    );
}

#[tokio::test]
async fn nobody_knocks_without_a_name_or_at_no_door() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    let mut gus = house.browser();
    let unseen = gus
        .post(
            &format!("/api/session/{session}/knock"),
            &json!({ "name": "\u{1}\u{200b}" }),
        )
        .await;
    assert_eq!(
        unseen.sentence(),
        "Name holds only characters that cannot be seen. Please type it again."
    );
    let nowhere = gus
        .post(
            &format!("/api/session/{}/knock", Uuid::nil()),
            &json!({ "name": "Gus" }),
        )
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(gus.cookies.is_empty());
}

#[tokio::test]
async fn with_tls_cookies_are_bound_to_this_host_and_to_tls() {
    let (old, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    let link = morag.links(programme, &[bo]).await.remove(0).link;
    let address = Address::configured("https://alongside.example").unwrap();
    let house = TestHouse::with(old.vault.clone(), address).await;
    let mut phone = house.browser();
    phone.origin = Some("https://alongside.example".into());
    let reply = phone.post("/api/door/enter", &secret(&link)).await;
    let cookie = reply
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(cookie.starts_with("__Host-alongside_pass="));
    assert!(cookie.ends_with("; Secure"));
    assert_eq!(phone.get("/api/door/home").await.status, StatusCode::OK);
}
