//! Roles and invitations of staff, as their pages ask for them.

use alongside::http::pass;
use alongside_domain::organisation::Organisation;
use alongside_protocol::{
    audit::{AuditFound, Done},
    ids::{InvitationId, StaffId},
    organisation::StaffHome,
    people::Role,
    programme::{ProgrammeCommand, ProgrammeView},
    staff::{Invitation, Invited, Right, StaffView},
};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::house::{Browser, PHRASE, TestHouse, Told, secret};
use super::people::headers;

fn id_of(house: &TestHouse, name: &str) -> StaffId {
    let id = |known: &Organisation| known.by_name(name).unwrap().id;
    house.house.organisation.look(id)
}

async fn invite(browser: &mut Browser, right: Right) -> Invited {
    browser.step_up().await;
    let body = json!({ "right": right, "label": "Bea" });
    browser.post("/api/staff/invite", &body).await.read()
}

fn joining(link: &str, name: &str) -> Value {
    let account = json!({ "t": "new", "name": name, "passphrase": PHRASE });
    json!({ "secret": secret(link)["secret"], "account": account })
}

#[tokio::test]
async fn invite1_bea_looks_accepts_once_and_is_signed_in_with_her_role() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let right = Right::Organiser { programme };
    let refused = morag
        .post("/api/staff/invite", &json!({ "right": right }))
        .await;
    assert_eq!(refused.json["code"], "step_up");
    let link = invite(&mut morag, right).await.link;
    assert!(link.starts_with("http://127.0.0.1:8080/invite#"));
    let plain = secret(&link)["secret"].as_str().unwrap().to_owned();
    let stream = alongside::log::Stream::organisation();
    let kept = house.vault.log.read(stream, 1).await.unwrap();
    let holds = |body: &[u8]| String::from_utf8_lossy(body).contains(&plain);
    assert!(kept.iter().all(|record| !holds(&record.body)));

    let mut bea = house.browser();
    for _ in 0..2 {
        let seen: Invitation = bea.post("/api/invite/look", &secret(&link)).await.read();
        assert_eq!((seen.right, seen.by.text()), (right, "Morag"));
        assert_eq!(seen.programme.unwrap().text(), "Peer support, spring");
    }
    let accepted = bea.post("/api/invite/accept", &joining(&link, "Bea")).await;
    assert_eq!(accepted.status, StatusCode::OK);
    let home: StaffHome = bea.get("/api/staff/me").await.read();
    assert_eq!((home.name.text(), home.rights), ("Bea", vec![right]));
    assert_eq!(home.programmes.len(), 1);

    let mut mallory = house.browser();
    let used = mallory
        .post("/api/invite/accept", &joining(&link, "Mallory"))
        .await;
    let guessed = json!({ "secret": "0".repeat(32) });
    let wrong = mallory.post("/api/invite/look", &guessed).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND);
    assert_eq!(used.json, wrong.json);
}

#[tokio::test]
async fn invite2_a_revoked_link_is_answered_as_a_wrong_one() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let link = invite(&mut morag, Right::Owner {}).await.link;
    let view: StaffView = morag.get("/api/staff").await.read();
    let [open] = &view.invitations[..] else {
        panic!("one invitation is open: {view:?}");
    };
    assert_eq!((open.label.text(), open.by.text()), ("Bea", "Morag"));
    let invitation: InvitationId = open.id;
    let revoke = json!({ "t": "revoke", "invitation": invitation });
    assert_eq!(
        morag.post("/api/staff", &revoke).await.status,
        StatusCode::OK
    );
    let mut bea = house.browser();
    let revoked = bea.post("/api/invite/look", &secret(&link)).await;
    let wrong = bea
        .post("/api/invite/look", &json!({ "secret": "x" }))
        .await;
    assert_eq!((revoked.status, revoked.json), (wrong.status, wrong.json));
}

#[tokio::test]
async fn staff4_a_facilitators_account_is_one_person_of_the_roster_until_the_role_is_taken() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    morag.trainees(programme, &["Fay"]).await;
    let mut fay = house
        .with_role("Fay", Right::Facilitator { programme })
        .await;
    let view = morag.view(programme).await;
    let seat = view.people.iter().find(|one| one.account).unwrap();
    assert_eq!(
        seat.name.text(),
        "Fay (facilitator)",
        "there is a trainee called Fay"
    );
    let comes = |browser: &Browser| pass::who(&house.house, &headers(browser), session);
    assert_eq!(comes(&fay), Some((seat.id, Role::Facilitator)));
    assert_eq!(comes(&morag), None, "an organiser sees nothing from inside");
    let home: StaffHome = fay.get("/api/staff/me").await.read();
    assert_eq!(home.programmes[0].sessions[0].id, session);

    house.hub.told();
    let take = json!({ "t": "take", "staff": id_of(&house, "Fay"), "right": Right::Facilitator { programme } });
    assert_eq!(morag.post("/api/staff", &take).await.status, StatusCode::OK);
    let told = house.hub.told();
    assert!(told.contains(&Told::ShutOut(seat.id)) && told.contains(&Told::Changed(session)));
    assert_eq!(comes(&fay), None);
    assert!(
        !morag
            .view(programme)
            .await
            .people
            .iter()
            .any(|one| one.account)
    );
    assert!(house.house.facts(session).unwrap().people.len() == 1);
    let home: StaffHome = fay.get("/api/staff/me").await.read();
    assert!(home.programmes.is_empty());
}

#[tokio::test]
async fn staff4_removing_somebody_with_an_account_takes_the_role_too() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    house.with_role("Fay", Right::Support { programme }).await;
    let person = morag.view(programme).await.people[0].id;
    let remove = ProgrammeCommand::RemovePerson { person };
    let view: ProgrammeView = morag.organise(programme, remove).await.read();
    assert!(view.people.is_empty());
    let fay = id_of(&house, "Fay");
    assert!(
        !house
            .house
            .organisation
            .look(|known| known.has_seat(fay, programme))
    );
    house.house.seat_everybody().await.unwrap();
    assert!(morag.view(programme).await.people.is_empty());
}

#[tokio::test]
async fn staff3_a_suspended_account_is_signed_out_at_once_and_its_passphrase_opens_nothing() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let mut fay = house
        .with_role("Fay", Right::Facilitator { programme })
        .await;
    let person = morag.view(programme).await.people[0].id;
    house.hub.told();
    let suspend = json!({ "t": "suspend", "staff": id_of(&house, "Fay") });
    assert_eq!(
        fay.post("/api/staff", &suspend).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        morag.post("/api/staff", &suspend).await.status,
        StatusCode::OK
    );
    assert!(house.hub.told().contains(&Told::ShutOut(person)));
    assert_eq!(fay.get("/api/staff/me").await.status, StatusCode::NOT_FOUND);
    let sign_in = json!({ "name": "Fay", "passphrase": PHRASE });
    let refused = fay.post("/api/staff/sign-in", &sign_in).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let restore = json!({ "t": "restore", "staff": id_of(&house, "Fay") });
    morag.step_up().await;
    assert_eq!(
        morag.post("/api/staff", &restore).await.status,
        StatusCode::OK
    );
    assert_eq!(
        fay.post("/api/staff/sign-in", &sign_in).await.status,
        StatusCode::OK
    );
    assert_eq!(morag.view(programme).await.people.len(), 1);
}

#[tokio::test]
async fn staff2_whoever_makes_a_programme_is_its_organiser_and_the_last_owner_stays() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let home: StaffHome = morag.get("/api/staff/me").await.read();
    assert!(home.rights.contains(&Right::Organiser { programme }));
    let owner = json!({ "t": "take", "staff": home.staff, "right": Right::Owner {} });
    let refused = morag.post("/api/staff", &owner).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.sentence().contains("last owner"));
    let mut orla = house
        .with_role("Orla", Right::Organiser { programme })
        .await;
    let make = json!({ "name": "Autumn", "timeZone": "Europe/London" });
    let refused = orla.post("/api/programmes", &make).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn staff5_an_organiser_reads_the_trail_of_their_own_programmes_alone() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let spring = morag.programme().await;
    let autumn = morag.programme().await;
    let mut orla = house
        .with_role("Orla", Right::Organiser { programme: spring })
        .await;
    house
        .with_role("Fay", Right::Facilitator { programme: autumn })
        .await;
    invite(&mut orla, Right::Support { programme: spring }).await;
    let all: AuditFound = morag.post("/api/audit", &json!({})).await.read();
    let hers: AuditFound = orla.post("/api/audit", &json!({})).await.read();
    let about = |found: &AuditFound, programme| {
        let rows = found.rows.iter();
        rows.filter(|row| row.entry.programme == Some(programme))
            .count()
    };
    assert!(about(&all, autumn) > 0 && about(&all, spring) > 0);
    assert_eq!(about(&hers, spring), hers.rows.len());
    let invited = hers
        .rows
        .iter()
        .find(|row| row.entry.done == Done::StaffInvited);
    let invited = invited.expect("her invitation stands in it");
    assert_eq!(
        invited.entry.right,
        Some(Right::Support { programme: spring })
    );
    let elsewhere = json!({ "programme": autumn });
    let found: AuditFound = orla.post("/api/audit", &elsewhere).await.read();
    assert!(found.rows.is_empty());
}

#[tokio::test]
async fn rosters_follow_the_roles_after_a_crash_between_the_two() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let staff = id_of(&house, "Morag");
    let right = Right::Facilitator { programme };
    let by = staff;
    let grant = alongside_domain::organisation::Command::Grant { by, staff, right };
    // Only the organisation has kept it.
    house
        .house
        .organisation
        .ask(&house.house.ask(grant))
        .await
        .unwrap();
    assert!(morag.view(programme).await.people.is_empty());
    let again = TestHouse::with(
        house.vault.clone(),
        alongside::address::Address::local(8080),
    )
    .await;
    assert!(again.house.person_of(staff, programme).is_some());
}
