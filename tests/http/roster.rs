//! Reading a roster by the call the page uses, and adding what it says.

use alongside_protocol::programme::{ProgrammeCommand, ProgrammeView, RosterRead};
use axum::http::StatusCode;
use serde_json::json;

use super::house::TestHouse;

#[tokio::test]
async fn what_was_read_can_be_added_and_then_stands_twice() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let path = format!("/api/programmes/{programme}/roster");
    let text = "role;name;e-mail\nfacilitator;Fay;fay@place.example\n;Bo;\n";
    let read: RosterRead = morag.post(&path, &json!({ "text": text })).await.read();
    assert_eq!(read.errors, []);
    morag.step_up().await;
    let add = ProgrammeCommand::AddPeople {
        people: read.people,
    };
    let view: ProgrammeView = morag.organise(programme, add.clone()).await.read();
    assert_eq!(view.people.len(), 2);

    let again: RosterRead = morag.post(&path, &json!({ "text": text })).await.read();
    assert_eq!(
        again
            .errors
            .iter()
            .map(|error| error.row)
            .collect::<Vec<_>>(),
        [2, 3]
    );
    let refused = morag.organise(programme, add).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.sentence().starts_with("Person 1 of 2: "));
    assert_eq!(morag.view(programme).await.people.len(), 2);
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_answered_in_one_sentence() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let path = format!("/api/programmes/{programme}/roster");
    let read: RosterRead = morag
        .post(&path, &json!({ "text": "Bo\n".repeat(100_000) }))
        .await
        .read();
    assert_eq!(read.errors.len(), 1);
    assert!(
        read.errors[0]
            .sentence
            .text()
            .contains("at most 1000 people")
    );
    let larger = morag
        .post(
            &path,
            &json!({ "text": "Bo Somebody of the Hill\n".repeat(100_000) }),
        )
        .await;
    assert_eq!(larger.status, StatusCode::PAYLOAD_TOO_LARGE);
}
