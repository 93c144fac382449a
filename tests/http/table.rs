//! The table of calls, walked over the real router: every call x everybody who might make it (STAFF1).

use alongside_domain::{
    organisation::table::{Call, Standing as S, row_of},
    programme::{Command, concerns::Handed, pairing::Said},
};
use alongside_protocol::{
    command::FlagKind,
    ids::{At, ConcernId, FlagId, PersonId, ProgrammeId, SessionId},
    safeguarding::PassedOn,
    staff::Right,
    words::Words,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::house::{Browser, Reply, TestHouse, secret};

/// What the calls are about.
struct Place {
    programme: ProgrammeId,
    session: SessionId,
    person: PersonId,
    concern: ConcernId,
}

enum Way {
    Get(String),
    Post(String, Value),
    /// It has a router of its own.
    Elsewhere,
}

/// How a browser makes each call. Nothing that is asked for here can be done: what is allowed is told what to mend.
fn way(call: Call, place: &Place) -> Way {
    let of = |path: &str| format!("/api/programmes/{}{path}", place.programme);
    let person = place.person;
    let nobody = Uuid::nil();
    let concern = of(&format!("/safeguarding/{}", place.concern));
    match call {
        Call::ListProgrammes => Way::Get("/api/programmes".into()),
        Call::MakeProgramme => {
            let new = json!({ "name": "", "timeZone": "Europe/London" });
            Way::Post("/api/programmes".into(), new)
        }
        Call::Rehearse => Way::Elsewhere,
        Call::SeeLive => Way::Get("/api/staff/live".into()),
        Call::SearchAudit => Way::Post("/api/audit".into(), json!({})),
        Call::TakeAudit => Way::Post("/api/audit/table".into(), json!({})),
        Call::SeeHouse => Way::Get("/api/staff".into()),
        Call::Invite => {
            let right = json!({ "t": "organiser", "programme": place.programme });
            let invite = json!({ "right": right });
            Way::Post("/api/staff/invite".into(), invite)
        }
        Call::ManageStaff => {
            let right = json!({ "t": "organiser", "programme": place.programme });
            let grant = json!({ "t": "grant", "staff": nobody, "right": right });
            Way::Post("/api/staff".into(), grant)
        }
        Call::EraseAccount => Way::Post("/api/staff/erase".into(), json!({ "staff": nobody })),
        Call::SeeProgramme => Way::Get(of("")),
        Call::ChangeProgramme => Way::Post(of(""), json!({ "t": "set_room_links", "links": [] })),
        Call::SeeStaff => Way::Get(of("/staff")),
        Call::ReadRoster => Way::Post(of("/roster"), json!({ "text": "Asha" })),
        Call::PlanRounds => Way::Post(of("/rounds"), json!({ "size": 9, "roundsEach": 1 })),
        Call::IssueLinks => Way::Post(of("/links"), json!({ "people": [] })),
        Call::SeeRetention => Way::Get(of("/retention")),
        Call::SeeOthers => Way::Get(of("/others")),
        Call::Erase => {
            let what = json!({ "t": "session", "session": place.session });
            Way::Post(of("/erase"), json!({ "what": what }))
        }
        Call::Export => {
            let what = json!({ "t": "programme" });
            let export = json!({ "what": what, "form": "json" });
            Way::Post(of("/export"), export)
        }
        Call::BuddiesForZoom => Way::Get(of("/zoom")),
        Call::SeePairing => Way::Get(of(&format!("/pairing/{person}"))),
        Call::ListConcerns => Way::Get(of("/safeguarding")),
        Call::ReadConcern => Way::Get(concern),
        Call::ChangeConcern => Way::Post(concern, json!({ "act": "added", "reason": "" })),
        Call::ExportConcern => {
            let export = json!({ "form": "json" });
            Way::Post(format!("{concern}/export"), export)
        }
    }
}

async fn make(browser: &mut Browser, way: &Way) -> Option<Reply> {
    match way {
        Way::Get(path) => Some(browser.get(path).await),
        Way::Post(path, body) => Some(browser.post(path, body).await),
        Way::Elsewhere => None,
    }
}

pub fn concern(flag: u128) -> Handed {
    Handed {
        flag: FlagId(Uuid::from_u128(flag)),
        passed_on: PassedOn {
            kind: FlagKind::NeedSupport,
            raised_at: At(1),
            by: "Bo".into(),
            about: None,
            room: None,
            words: "canary-of-the-flag".into(),
            quotes: Vec::new(),
            passed_on_by: "Fay".into(),
            passed_on_at: At(2),
        },
        notes: Vec::new(),
    }
}

async fn place(house: &TestHouse, morag: &mut Browser) -> Place {
    let programme = morag.programme().await;
    let session = morag.session(programme).await;
    let people = morag
        .trainees(programme, &["Bo", "Cass", "Dev", "Eli"])
        .await;
    let pair = json!({ "t": "pair_buddies", "everybody": true });
    let path = format!("/api/programmes/{programme}");
    assert_eq!(morag.post(&path, &pair).await.status, StatusCode::OK);
    let person = people[0];
    let said = Command::Pairing {
        person,
        said: Said::NotWorking(Words::new("it is hard")),
    };
    let live = house.hub.as_ref();
    house.house.change(live, programme, said).await.unwrap();
    house
        .house
        .hand_over(session, vec![concern(1)])
        .await
        .unwrap();
    let newest =
        |known: &alongside_domain::programme::Programme| known.concerns().next().unwrap().id;
    let concern = house.house.programmes.look(programme, newest).unwrap();
    Place {
        programme,
        session,
        person,
        concern,
    }
}

/// One of each role, somebody of another programme, a trainee's phone and a stranger.
async fn everybody(house: &TestHouse, mut morag: Browser, place: &Place) -> Vec<(Vec<S>, Browser)> {
    let programme = place.programme;
    let elsewhere = morag.programme().await;
    let link = morag.links(programme, &[place.person]).await.remove(0).link;
    let mut phone = house.browser();
    phone.post("/api/door/enter", &secret(&link)).await;
    let mut all = vec![
        (vec![S::Account, S::Owner, S::Organiser], morag),
        (vec![], phone),
        (vec![], house.browser()),
    ];
    let far = Right::Facilitator {
        programme: elsewhere,
    };
    let roles = [
        ("Orla", Right::Organiser { programme }, Some(S::Organiser)),
        (
            "Fay",
            Right::Facilitator { programme },
            Some(S::Facilitator),
        ),
        ("Sol", Right::Support { programme }, Some(S::Support)),
        (
            "Lena",
            Right::SafeguardingLead { programme },
            Some(S::SafeguardingLead),
        ),
        ("Far", far, None),
    ];
    for (name, right, standing) in roles {
        let standings = [S::Account].into_iter().chain(standing).collect();
        all.push((standings, house.with_role(name, right).await));
    }
    all
}

#[tokio::test]
async fn staff1_every_call_of_every_role_is_answered_as_the_table_says_and_denials_alike() {
    let (house, mut morag) = TestHouse::with_morag().await;
    let place = place(&house, &mut morag).await;
    let nowhere = morag.get("/api/nothing").await;
    for (standings, mut browser) in everybody(&house, morag, &place).await {
        for call in Call::ALL {
            let Some(reply) = make(&mut browser, &way(call, &place)).await else {
                continue;
            };
            let row = match call {
                // The right in question has its own row.
                Call::Invite | Call::ManageStaff => row_of(Call::SeeProgramme),
                other => row_of(other),
            };
            let allowed = row.iter().any(|standing| standings.contains(standing));
            let found = reply.status != StatusCode::NOT_FOUND;
            let status = reply.status;
            assert_eq!(found, allowed, "{call:?} by {standings:?}: {status}");
            if !found {
                assert_eq!(reply.json, nowhere.json, "{call:?} by {standings:?}");
                assert!(!reply.text.contains("canary"));
            }
            if call == Call::ListConcerns || call == Call::SeeProgramme {
                assert!(!reply.text.contains("canary"), "{call:?} by {standings:?}");
            }
        }
    }
}
