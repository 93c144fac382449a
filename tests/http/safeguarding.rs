//! Safeguarding records, as the lead and others ask for them.

use alongside::{keys::Erased, log::Stream};
use alongside_domain::programme::Programme;
use alongside_protocol::{
    audit::{AuditFound, Done},
    ids::{ConcernId, ProgrammeId, SessionId},
    programme::ProgrammeView,
    safeguarding::{ConcernRow, ConcernState, ConcernView, Said},
    staff::Right,
};
use axum::http::StatusCode;
use serde_json::json;

use super::house::{Browser, PHRASE, TestHouse};
use super::table::concern;

struct Case {
    house: TestHouse,
    morag: Browser,
    lena: Browser,
    programme: ProgrammeId,
    session: SessionId,
    path: String,
}

/// Lena leads; one flag has been passed on.
async fn case() -> Case {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    house
        .house
        .hand_over(session, vec![concern(1)])
        .await
        .unwrap();
    let lena = house
        .with_role("Lena", Right::SafeguardingLead { programme })
        .await;
    let id = newest(&house, programme);
    let path = format!("/api/programmes/{programme}/safeguarding/{id}");
    Case {
        house,
        morag,
        lena,
        programme,
        session,
        path,
    }
}

fn newest(house: &TestHouse, programme: ProgrammeId) -> ConcernId {
    let newest = |known: &Programme| known.concerns().next().unwrap().id;
    house.house.programmes.look(programme, newest).unwrap()
}

#[tokio::test]
async fn safe1_handed_over_again_it_stays_one_record_and_later_notes_reach_it() {
    let mut case = case().await;
    let mut again = concern(1);
    again.notes = vec![Said {
        by: "Fay".into(),
        words: "she rang back".into(),
        at: None,
    }];
    for handed in [again.clone(), concern(1), again] {
        case.house
            .house
            .hand_over(case.session, vec![handed])
            .await
            .unwrap();
    }
    let list = format!("/api/programmes/{}/safeguarding", case.programme);
    let rows: Vec<ConcernRow> = case.lena.get(&list).await.read();
    assert_eq!(rows.len(), 1);
    let view: ConcernView = case.lena.get(&case.path).await.read();
    assert_eq!(view.passed_on.unwrap().words.text(), "canary-of-the-flag");
    assert_eq!(view.notes.len(), 1);
    assert_eq!(view.row.session.text(), "Listening well");
}

#[tokio::test]
async fn safe2_the_organiser_is_told_that_nobody_reads_what_is_passed_on() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    assert!(!house.house.facts(session).unwrap().safeguarded);
    house
        .house
        .hand_over(session, vec![concern(1)])
        .await
        .unwrap();
    let view: ProgrammeView = morag.view(programme).await;
    assert_eq!((view.safeguarded, view.concerns_unread), (false, 1));
    house
        .with_role("Lena", Right::SafeguardingLead { programme })
        .await;
    let view: ProgrammeView = morag.view(programme).await;
    assert_eq!((view.safeguarded, view.concerns_unread), (true, 0));
    assert!(house.house.facts(session).unwrap().safeguarded);
}

#[tokio::test]
async fn safe3_each_reading_stands_in_the_trail_and_no_word_does() {
    let mut case = case().await;
    case.lena.get(&case.path).await.read::<ConcernView>();
    assert_eq!(
        case.morag.get(&case.path).await.status,
        StatusCode::NOT_FOUND
    );
    let found: AuditFound = case.morag.post("/api/audit", &json!({})).await.read();
    let read = found
        .rows
        .iter()
        .find(|row| row.entry.done == Done::ReadPrivate);
    assert_eq!(read.expect("a line").by.text(), "Lena");
    let trail = serde_json::to_string(&found).unwrap();
    assert!(!trail.contains("canary"));
}

#[tokio::test]
async fn safe4_entries_have_a_reason_and_stay_and_a_record_is_closed_and_opened_again() {
    let mut case = case().await;
    let act =
        |act: &str, reason: &str| json!({ "act": act, "reason": reason, "words": "rang the GP" });
    let refused = case.lena.post(&case.path, &act("added", " ")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let view: ConcernView = case
        .lena
        .post(&case.path, &act("added", "She asked me to"))
        .await
        .read();
    assert_eq!(view.entries.len(), 1);
    assert_eq!(view.entries[0].by.text(), "Lena");
    let view: ConcernView = case
        .lena
        .post(&case.path, &act("closed", "All is well"))
        .await
        .read();
    assert_eq!(view.row.state, ConcernState::Closed);
    let twice = case.lena.post(&case.path, &act("closed", "again")).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let view: ConcernView = case
        .lena
        .post(&case.path, &act("reopened", "It came back"))
        .await
        .read();
    assert_eq!(view.row.state, ConcernState::Open);
    assert_eq!(view.entries.len(), 3, "nothing was taken away");

    let export = json!({ "form": "page" });
    case.lena.step_up().await;
    let page = case
        .lena
        .post(&format!("{}/export", case.path), &export)
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("canary-of-the-flag") && page.text.contains("She asked me to"));
}

#[tokio::test]
async fn safe5_a_record_outlives_the_people_in_it_and_is_let_go_only_after_its_review() {
    let mut case = case().await;
    let live = case.house.hub.as_ref();
    let house = &case.house.house;
    let whole = Erased::Programme {
        programme: case.programme,
    };
    assert!(house.erase(live, whole).await.is_err(), "a record is open");
    let bo = case.morag.trainees(case.programme, &["Bo"]).await[0];
    let person = Erased::Person {
        programme: case.programme,
        person: bo,
    };
    house.erase(live, person).await.unwrap();
    let view: ConcernView = case.lena.get(&case.path).await.read();
    assert_eq!(view.passed_on.unwrap().words.text(), "canary-of-the-flag");

    let act = |act: &str| json!({ "act": act, "reason": "It is time" });
    let unsure = case.lena.post(&case.path, &act("let_go")).await;
    assert_eq!(unsure.json["code"], "step_up", "SIGN6");
    case.lena.step_up().await;
    let open = case.lena.post(&case.path, &act("let_go")).await;
    assert_eq!(open.status, StatusCode::CONFLICT);
    case.lena
        .post(&case.path, &act("closed"))
        .await
        .read::<ConcernView>();
    let early = case.lena.post(&case.path, &act("let_go")).await;
    assert!(early.sentence().contains("review"));

    // A shorter policy of the programme: a day.
    let shorter = json!({ "t": "retain", "class": "safeguarding", "days": 1 });
    case.morag.step_up().await;
    let programme = format!("/api/programmes/{}", case.programme);
    assert_eq!(
        case.morag.post(&programme, &shorter).await.status,
        StatusCode::OK
    );
    house
        .clock
        .jump(std::time::Duration::from_secs(2 * 24 * 60 * 60));
    let sign_in = json!({ "name": "Lena", "passphrase": PHRASE });
    assert_eq!(
        case.lena.post("/api/staff/sign-in", &sign_in).await.status,
        StatusCode::OK
    );
    case.lena.step_up().await;
    let view: ConcernView = case.lena.post(&case.path, &act("let_go")).await.read();
    assert_eq!(
        (view.row.state, view.passed_on),
        (ConcernState::LetGo, None)
    );
    assert_eq!(view.entries.last().unwrap().reason.text(), "It is time");
    house.erase(live, whole).await.unwrap();
}

#[tokio::test]
async fn safe1_the_words_of_a_record_are_sealed_in_the_log() {
    let case = case().await;
    let stream = Stream::programme(case.programme.0);
    let kept = case.house.vault.log.read(stream, 1).await.unwrap();
    for record in kept {
        assert!(!String::from_utf8_lossy(&record.body).contains("canary"));
    }
}
