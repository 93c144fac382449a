//! Staff and what they do with programmes.

use alongside::address::Address;
use alongside_protocol::{
    audit::Done,
    entry::{AgendaItem, Phase},
    ids::{AgendaItemId, PersonId},
    organisation::{Founding, StaffHome},
    people::Role,
    programme::{LinkState, ProgrammeCommand, ProgrammeView, RuleKind},
};
use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::house::{PHRASE, TestHouse, Told, person, plan};

#[tokio::test]
async fn door6_morag_comes_by_the_printed_link_once_and_signs_in_later() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let home: StaffHome = morag.get("/api/staff/me").await.read();
    assert_eq!(home.name.text(), "Morag");
    assert_eq!(house.house.owner_link(), None);

    let mut at_home = house.browser();
    let founding: Founding = at_home.get("/api/staff/first").await.read();
    assert!(!founding.needed);
    assert_eq!(
        at_home.get("/api/staff/me").await.status,
        StatusCode::NOT_FOUND
    );
    let sign_in = json!({ "name": "morag ", "passphrase": PHRASE });
    at_home
        .post("/api/staff/sign-in", &sign_in)
        .await
        .read::<serde_json::Value>();
    assert_eq!(at_home.get("/api/staff/me").await.status, StatusCode::OK);

    at_home
        .post("/api/staff/sign-out", &json!({}))
        .await
        .read::<serde_json::Value>();
    assert_eq!(
        at_home.get("/api/staff/me").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(morag.get("/api/staff/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_used_or_wrong_owner_link_makes_nobody_an_owner() {
    let house = TestHouse::new().await;
    let mut mallory = house.browser();
    house.house.owner_link().unwrap();
    let guess = json!({ "secret": "0".repeat(32), "name": "Mallory", "passphrase": PHRASE });
    assert_eq!(
        mallory.post("/api/staff/first", &guess).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        house.house.owner_link().is_some(),
        "the house still waits for its owner"
    );
}

#[tokio::test]
async fn door6_an_unknown_name_and_a_wrong_passphrase_are_answered_alike_and_not_for_ever() {
    let (house, _morag) = TestHouse::with_morag().await;
    let mut mallory = house.browser();
    let unknown = mallory
        .post(
            "/api/staff/sign-in",
            &json!({ "name": "Nobody", "passphrase": PHRASE }),
        )
        .await;
    let wrong = mallory
        .post(
            "/api/staff/sign-in",
            &json!({ "name": "Morag", "passphrase": "guess" }),
        )
        .await;
    assert_eq!((unknown.status, &unknown.json), (wrong.status, &wrong.json));
    let mut last = wrong.status;
    for _ in 0..6 {
        last = mallory
            .post(
                "/api/staff/sign-in",
                &json!({ "name": "MORAG", "passphrase": "guess" }),
            )
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn passes_and_programmes_survive_a_restart() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let bo = morag.trainees(programme, &["Bo"]).await[0];
    let link = morag.links(programme, &[bo]).await.remove(0).link;
    let mut phone = house.browser();
    phone
        .post("/api/door/enter", &super::house::secret(&link))
        .await
        .read::<serde_json::Value>();

    let again = TestHouse::with(house.vault.clone(), Address::local(8080)).await;
    let mut morag_again = again.browser();
    morag_again.cookies = morag.cookies.clone();
    assert_eq!(morag_again.view(programme).await.people.len(), 1);
    let mut phone_again = again.browser();
    phone_again.cookies = phone.cookies.clone();
    assert_eq!(
        phone_again.get("/api/door/home").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn only_staff_find_anything() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let mut stranger = house.browser();
    let nothing = stranger
        .get(&format!("/api/programmes/{}", Uuid::nil()))
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    for path in [
        format!("/api/programmes/{programme}"),
        "/api/programmes".into(),
        "/api/nothing".into(),
        "/api/programmes/x".into(),
    ] {
        let reply = stranger.get(&path).await;
        assert_eq!(
            (reply.status, &reply.json),
            (nothing.status, &nothing.json),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_programme_is_made_and_filled() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let wrong = morag
        .post(
            "/api/programmes",
            &json!({ "name": "Spring", "timeZone": "Europe/Atlantis" }),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let programme = morag.programme().await;
    let people = morag
        .trainees(programme, &["Alex", "Bo", "Cass", "Dev", "Eli"])
        .await;
    morag.step_up().await;
    let fay = ProgrammeCommand::AddPeople {
        people: vec![person("Fay", Role::Facilitator)],
    };
    morag.organise(programme, fay).await.read::<ProgrammeView>();

    let view: ProgrammeView = morag
        .organise(programme, ProgrammeCommand::PairBuddies { everybody: true })
        .await
        .read();
    let mut sizes: Vec<usize> = view.buddies.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [2, 3]);

    house.hub.told();
    let session = morag.session(programme).await;
    assert_eq!(house.hub.told(), [Told::Changed(session)]);
    let facts = house.house.facts(session).unwrap();
    assert_eq!(facts.people.len(), 6);
    assert_eq!(facts.buddies, view.buddies);
    assert_eq!(facts.title.text(), "Listening well");
    let home: StaffHome = morag.get("/api/staff/me").await.read();
    assert_eq!(home.programmes[0].next.as_ref().unwrap().id, session);
    assert_eq!(home.programmes[0].people, 6);
    assert!(
        people
            .iter()
            .all(|id| facts.people.iter().any(|one| one.id == *id))
    );
}

#[tokio::test]
async fn a_rule_parts_buddies_and_pairing_keeps_it() {
    let (_house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let people = morag
        .trainees(programme, &["Alex", "Bo", "Cass", "Dev"])
        .await;
    let set = ProgrammeCommand::SetBuddies {
        buddies: vec![vec![people[0], people[1]], vec![people[2], people[3]]],
    };
    morag
        .organise(programme, set.clone())
        .await
        .read::<ProgrammeView>();
    let apart = ProgrammeCommand::AddRule {
        kind: RuleKind::KeepApart,
        people: vec![people[0], people[1]],
    };
    let view: ProgrammeView = morag.organise(programme, apart).await.read();
    assert_eq!(view.buddies.len(), 1, "Cass and Dev are still buddies");
    assert!(view.buddies[0].contains(&people[2]) && view.buddies[0].contains(&people[3]));
    assert!(
        morag
            .organise(programme, set)
            .await
            .sentence()
            .contains("kept apart")
    );
    let view: ProgrammeView = morag
        .organise(
            programme,
            ProgrammeCommand::PairBuddies { everybody: false },
        )
        .await
        .read();
    assert_eq!(view.buddies.len(), 2);
    assert!(
        !view
            .buddies
            .iter()
            .any(|pair| pair.contains(&people[0]) && pair.contains(&people[1]))
    );
    let together = ProgrammeCommand::AddRule {
        kind: RuleKind::KeepTogether,
        people: vec![people[1], people[0]],
    };
    let refused = morag.organise(programme, together).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.sentence().contains("both apart and together"));
}

#[tokio::test]
async fn plan3_sessions_are_scheduled_changed_and_cancelled() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    let mut longer = plan("Listening well");
    let new = |title: &str| AgendaItem {
        id: AgendaItemId(Uuid::nil()),
        title: title.into(),
        minutes: 20,
        note: "".into(),
    };
    longer.agenda = vec![new("Check-in"), new("Break")];
    let change = ProgrammeCommand::ChangeSession {
        session,
        plan: longer,
    };
    let view: ProgrammeView = morag.organise(programme, change).await.read();
    let agenda = &view.sessions[0].plan.agenda;
    assert!(!agenda[0].id.0.is_nil());
    assert_ne!(agenda[0].id, agenda[1].id);
    assert_eq!(view.sessions[0].phase, Phase::Scheduled);
    assert!(
        view.sessions[0]
            .knock_link
            .ends_with(&format!("/session/{session}"))
    );

    let mut wrong = plan("Listening well");
    wrong.agenda = vec![AgendaItem {
        minutes: 481,
        ..new("Too long")
    }];
    let refused = morag
        .organise(programme, ProgrammeCommand::Schedule { plan: wrong })
        .await;
    assert_eq!(
        refused.sentence(),
        "Agenda item 1 can last 1 to 480 minutes."
    );

    *house.hub.phase.lock().unwrap() = Some(Phase::Live);
    let cancel = ProgrammeCommand::CancelSession { session };
    assert_eq!(
        morag.organise(programme, cancel.clone()).await.status,
        StatusCode::CONFLICT
    );
    *house.hub.phase.lock().unwrap() = None;
    house.hub.told();
    morag
        .organise(programme, cancel)
        .await
        .read::<ProgrammeView>();
    assert_eq!(house.hub.told(), [Told::Changed(session)]);
    assert_eq!(house.house.facts(session), None);
}

#[tokio::test]
async fn door2_links_are_shown_once_and_only_their_state_later() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    let people = morag.trainees(programme, &["Alex", "Bo"]).await;
    let links = morag.links(programme, &people).await;
    assert!(
        links
            .iter()
            .all(|link| link.link.starts_with("http://127.0.0.1:8080/j#"))
    );
    let secret = links[0].link.split_once('#').unwrap().1;
    let view = morag.get(&format!("/api/programmes/{programme}")).await;
    assert!(!view.json.to_string().contains(secret));
    let stream = alongside::log::Stream::programme(programme.0);
    let kept = house.vault.log.read(stream, 1).await.unwrap();
    assert!(
        kept.iter()
            .all(|record| !String::from_utf8_lossy(&record.body).contains(secret))
    );
    morag
        .organise(
            programme,
            ProgrammeCommand::RevokeLink { person: people[0] },
        )
        .await
        .read::<ProgrammeView>();
    let view = morag.view(programme).await;
    assert_eq!(view.people[0].link, LinkState::Revoked);
    assert_eq!(view.people[1].link, LinkState::Issued);
    let stranger = PersonId(Uuid::nil());
    let refused = morag
        .post(
            &format!("/api/programmes/{programme}/links"),
            &json!({ "people": [stranger] }),
        )
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn zoom1_the_file_of_the_buddies_is_for_organisers_and_is_kept_by_nothing_on_the_way() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let programme = morag.programme().await;
    morag.trainees(programme, &["Bo", "Cass"]).await;
    let pair = ProgrammeCommand::PairBuddies { everybody: true };
    let programme_path = format!("/api/programmes/{programme}");
    morag
        .post(&programme_path, &pair)
        .await
        .read::<ProgrammeView>();
    let path = format!("/api/programmes/{programme}/zoom.csv?spare=1");
    let file = morag.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert!(header("content-disposition").starts_with("attachment"));
    let mut stranger = house.browser();
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(morag.trail(Done::ExportedAddresses).await, 1);
    let made: alongside_protocol::programme::PreAssignment =
        morag.get(&path.replace(".csv", "")).await.read();
    assert_eq!(
        made.without_email.len(),
        2,
        "told, and not left out in silence"
    );
    assert_eq!(made.csv, "Pre-assign Room Name,Email Address\r\n");
}
