//! Retention, exports and the audit trail, as an organiser and a trainee ask for them.

use alongside_protocol::{
    audit::{AuditFound, Done},
    ids::{PersonId, ProgrammeId, SessionId},
    programme::ProgrammeCommand,
};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::house::{Browser, TestHouse, secret};

async fn audit(morag: &mut Browser, search: Value) -> AuditFound {
    morag.post("/api/audit", &search).await.read()
}

fn export(what: Value, form: &str) -> Value {
    json!({ "what": what, "form": form })
}

async fn bos_phone(house: &TestHouse, morag: &mut Browser, programme: ProgrammeId) -> Browser {
    let bo = bo(morag, programme).await;
    let link = morag.links(programme, &[bo]).await.remove(0).link;
    let mut phone = house.browser();
    let entered = phone.post("/api/door/enter", &secret(&link)).await;
    assert_eq!(entered.status, StatusCode::OK);
    phone
}

async fn bo(morag: &mut Browser, programme: ProgrammeId) -> PersonId {
    let view = morag.view(programme).await;
    view.people
        .iter()
        .find(|one| one.name.text() == "Bo")
        .unwrap()
        .id
}

/// KEEP4, KEEP5, SIGN6.
#[tokio::test]
async fn an_export_wants_a_step_up_and_leaves_a_line_in_the_trail() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    morag.trainees(programme, &["Bo", "=HYPERLINK(1)"]).await;
    let path = format!("/api/programmes/{programme}/export");
    let whole = json!({ "t": "programme" });
    let early = morag.post(&path, &export(whole.clone(), "json")).await;
    assert_eq!(early.status, StatusCode::FORBIDDEN);
    assert_eq!(early.json["code"], "step_up");
    let wrong = json!({ "passphrase": "another phrase here" });
    let wrong = morag.post("/api/staff/step-up", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(morag.step_up().await.status, StatusCode::OK);

    let table = morag.post(&path, &export(whole.clone(), "table")).await;
    assert!(table.text.contains("\"Bo\"") && table.text.contains("\"'=HYPERLINK(1)\""));
    let disposition = table.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment"));
    let data = morag.post(&path, &export(whole, "json")).await;
    assert_eq!(data.json["people"][0]["name"], "Bo");

    let found = audit(&mut morag, json!({})).await;
    let count = |done| {
        found
            .rows
            .iter()
            .filter(|row| row.entry.done == done)
            .count()
    };
    assert_eq!(count(Done::ExportedProgramme), 2);
    assert_eq!(count(Done::StepUpFailed), 1);
    assert_eq!(count(Done::PeopleAdded), 1);
    assert!(found.rows.iter().all(|row| row.by.text() == "Morag"));
}

/// KEEP4.
#[tokio::test]
async fn the_trail_says_nothing_of_an_erasure_that_was_refused() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    morag.step_up().await;
    let path = format!("/api/programmes/{programme}/erase");
    let erase = |session| json!({ "what": { "t": "session", "session": session } });
    let nowhere = SessionId(uuid::Uuid::from_u128(7));
    let refused = morag.post(&path, &erase(nowhere)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(morag.trail(Done::ErasedSession).await, 0);
    let erased = morag.post(&path, &erase(session)).await;
    assert_eq!(erased.status, StatusCode::OK, "{}", erased.json);
    assert_eq!(morag.trail(Done::ErasedSession).await, 1);
}

#[tokio::test]
async fn bo_takes_their_own_data_along_to_read_and_for_machines_and_nobody_elses() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    morag.trainees(programme, &["Bo", "Cass"]).await;
    let mut phone = bos_phone(&house, &mut morag, programme).await;
    let data = phone
        .post("/api/door/my-data", &json!({ "form": "json" }))
        .await;
    assert_eq!(data.json["name"], "Bo");
    let page = phone
        .post("/api/door/my-data", &json!({ "form": "page" }))
        .await;
    assert!(page.text.contains("<dd>Bo</dd>"));
    assert!(!page.text.contains("Cass") && !data.text.contains("Cass"));
    let found = audit(
        &mut morag,
        json!({ "done": "exported_own_data", "name": "bo" }),
    )
    .await;
    assert_eq!(found.rows.len(), 2);
    let nobody = house
        .browser()
        .post("/api/door/my-data", &json!({ "form": "json" }))
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn for_a_trainee_and_for_nobody_there_is_no_such_place() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    morag.trainees(programme, &["Bo"]).await;
    let mut phone = bos_phone(&house, &mut morag, programme).await;
    let mut nobody = house.browser();
    let whole = json!({ "t": "programme" });
    for browser in [&mut phone, &mut nobody] {
        let one = format!("/api/programmes/{programme}");
        let asked = export(whole.clone(), "json");
        let erase = json!({ "what": whole });
        let replies = [
            browser.post(&format!("{one}/export"), &asked).await,
            browser.post(&format!("{one}/erase"), &erase).await,
            browser.get(&format!("{one}/retention")).await,
            browser.post("/api/audit", &json!({})).await,
            browser.post("/api/audit/table", &json!({})).await,
        ];
        for reply in replies {
            assert_eq!(reply.status, StatusCode::NOT_FOUND);
        }
    }
    let found = audit(&mut morag, json!({ "done": "export_denied" })).await;
    assert_eq!(
        found.rows.len(),
        2,
        "a stranger leaves no line, or the trail could be filled"
    );
}

#[tokio::test]
async fn the_page_shows_every_class_and_lengthening_wants_a_reason() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let path = format!("/api/programmes/{programme}/retention");
    let view = morag.get(&path).await.json;
    let classes = alongside_protocol::privacy::Class::ALL.len();
    assert_eq!(view["rows"].as_array().unwrap().len(), classes);
    assert_eq!(view["nothingOverdue"], true);
    let retain = |days, reason: &str| ProgrammeCommand::Retain {
        class: alongside_protocol::privacy::Class::MainChat,
        days,
        reason: reason.into(),
    };
    assert_eq!(
        morag.organise(programme, retain(60, "")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let longer = morag
        .organise(programme, retain(60, "The funder asks for two months"))
        .await;
    assert_eq!(longer.status, StatusCode::OK);
    let found = audit(&mut morag, json!({ "done": "retention_lengthened" })).await;
    assert_eq!(found.rows.len(), 1);
    assert!(
        !serde_json::to_string(&found).unwrap().contains("funder"),
        "never a text"
    );
    // Shorter destroys at once what is older (SIGN6).
    let early = morag.organise(programme, retain(1, "")).await;
    assert_eq!(early.json["code"], "step_up");
    morag.step_up().await;
    let shorter = morag.organise(programme, retain(1, "")).await;
    assert_eq!(shorter.status, StatusCode::OK);
    let found = audit(&mut morag, json!({ "done": "retention_shortened" })).await;
    assert_eq!(found.rows.len(), 1);
    let table = morag.post("/api/audit/table", &json!({})).await;
    assert!(table.text.starts_with("\"When (UTC)\""));
}
