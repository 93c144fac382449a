//! Who becomes staff on a roster, and whatever lets staff in, wants a step-up (SIGN6): a browser that was left open gives
//! nobody a way in that outlives it.

use alongside_protocol::{
    audit::{AuditFound, Done},
    ids::{PersonId, ProgrammeId},
    people::Role,
    programme::{ProgrammeCommand, ProgrammeView},
    staff::Right,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

use super::house::{Browser, Reply, TestHouse, person};

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);

fn add(name: &str, role: Role) -> ProgrammeCommand {
    ProgrammeCommand::AddPeople {
        people: vec![person(name, role)],
    }
}

async fn code(browser: &mut Browser, programme: ProgrammeId, person: PersonId) -> Reply {
    let path = format!("/api/programmes/{programme}/code");
    browser.post(&path, &json!({ "person": person })).await
}

async fn ask_links(browser: &mut Browser, programme: ProgrammeId, people: &[PersonId]) -> Reply {
    let path = format!("/api/programmes/{programme}/links");
    browser.post(&path, &json!({ "people": people })).await
}

#[track_caller]
fn wants_step_up(reply: &Reply) {
    assert_eq!(
        (reply.status, &reply.json["code"]),
        (StatusCode::FORBIDDEN, &json!("step_up"))
    );
}

#[tokio::test]
async fn sign6_nobody_becomes_staff_on_a_roster_without_a_step_up_and_the_trail_names_them() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    let raise = |role| ProgrammeCommand::ChangePerson {
        person: bo,
        to: person("Bo", role),
    };
    for role in [Role::Facilitator, Role::Support] {
        wants_step_up(&morag.organise(programme, add("Mallory", role)).await);
        wants_step_up(&morag.organise(programme, raise(role)).await);
    }
    let view = morag.view(programme).await;
    assert_eq!(view.people.len(), 1);
    assert_eq!(view.people[0].role, Role::Trainee);

    morag.step_up().await;
    let raised = morag.organise(programme, raise(Role::Support)).await;
    raised.read::<ProgrammeView>();
    let view: ProgrammeView = morag
        .organise(programme, add("Fay", Role::Facilitator))
        .await
        .read();
    let fay = view.people.iter().find(|one| one.name.text() == "Fay");
    let fay = fay.unwrap().id;
    let search = json!({ "done": "made_staff" });
    let found: AuditFound = morag.post("/api/audit", &search).await.read();
    let named: Vec<_> = found.rows.iter().map(|row| row.entry.person).collect();
    assert_eq!(named, [Some(fay), Some(bo)], "the newest first");

    house.house.clock.jump(FIVE_MINUTES);
    wants_step_up(&morag.organise(programme, raise(Role::Facilitator)).await);
    // What is not about power asks nothing: a name mended, somebody who is a trainee again.
    let renamed = ProgrammeCommand::ChangePerson {
        person: bo,
        to: person("Bo B", Role::Support),
    };
    for free in [renamed, raise(Role::Trainee), add("Cass", Role::Trainee)] {
        morag
            .organise(programme, free)
            .await
            .read::<ProgrammeView>();
    }
    assert_eq!(morag.trail(Done::MadeStaff).await, 2);
}

#[tokio::test]
async fn sign6_links_and_codes_that_let_staff_in_want_a_step_up_and_those_of_trainees_do_not() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    morag.step_up().await;
    let view: ProgrammeView = morag
        .organise(programme, add("Fay", Role::Facilitator))
        .await
        .read();
    let fay = view.people.iter().find(|one| one.id != bo).unwrap().id;
    house.house.clock.jump(FIVE_MINUTES);

    wants_step_up(&ask_links(&mut morag, programme, &[fay]).await);
    wants_step_up(&ask_links(&mut morag, programme, &[bo, fay]).await);
    wants_step_up(&code(&mut morag, programme, fay).await);
    assert_eq!(morag.trail(Done::LinksIssued).await, 0);
    assert_eq!(morag.trail(Done::CodeMade).await, 0);
    ask_links(&mut morag, programme, &[bo])
        .await
        .read::<Value>();
    code(&mut morag, programme, bo).await.read::<Value>();

    morag.step_up().await;
    ask_links(&mut morag, programme, &[bo, fay])
        .await
        .read::<Value>();
    code(&mut morag, programme, fay).await.read::<Value>();
}

#[tokio::test]
async fn code1_no_code_goes_around_the_passphrase_and_second_step_of_an_account() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let right = Right::Facilitator { programme };
    house.with_role("Fay", right).await;
    let fay = morag.view(programme).await.people[0].id;
    morag.step_up().await;
    let refused = code(&mut morag, programme, fay).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.sentence().contains("their own account"));
    assert_eq!(morag.trail(Done::CodeMade).await, 0);
}
