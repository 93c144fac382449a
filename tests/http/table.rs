//! The table of calls, walked over the real router: every call x everybody who might make it (STAFF1).

use alongside_domain::{
    organisation::table::{Call, Row, Standing as S, row_of},
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

/// A call that somebody has made.
struct Made {
    call: Call,
    standings: Vec<S>,
    reply: Reply,
}

/// Every call by everybody.
async fn walk() -> (Vec<Made>, Reply) {
    let (house, mut morag) = TestHouse::with_morag().await;
    let place = place(&house, &mut morag).await;
    let nowhere = morag.get("/api/nothing").await;
    let mut all = Vec::new();
    for (standings, mut browser) in everybody(&house, morag, &place).await {
        for call in Call::ALL {
            if let Some(reply) = make(&mut browser, &way(call, &place)).await {
                let standings = standings.clone();
                all.push(Made {
                    call,
                    standings,
                    reply,
                });
            }
        }
    }
    (all, nowhere)
}

/// The row that answers this call here.
const fn row(call: Call) -> Row {
    match call {
        // The right in question has its own row.
        Call::Invite | Call::ManageStaff => row_of(Call::SeeProgramme),
        other => row_of(other),
    }
}

/// Every answer that is not as these rows say.
fn wrong(made: &[Made], rows: impl Fn(Call) -> Vec<S>) -> Vec<&Made> {
    let is_wrong = |made: &&Made| {
        let row = rows(made.call);
        let allowed = row.iter().any(|standing| made.standings.contains(standing));
        let found = made.reply.status != StatusCode::NOT_FOUND;
        found != allowed
    };
    made.iter().filter(is_wrong).collect()
}

/// Whatever cell of the table were another one, somebody here would be answered otherwise than it says.
#[tokio::test]
async fn staff1_a_cell_that_is_wrong_is_noticed() {
    const ALL: [S; 6] = [
        S::Account,
        S::Owner,
        S::Organiser,
        S::Facilitator,
        S::Support,
        S::SafeguardingLead,
    ];
    let (made, _) = walk().await;
    for call in Call::ALL.into_iter().filter(|call| *call != Call::Rehearse) {
        for cell in ALL {
            let another = |asked: Call| {
                let mut cells = row(asked).to_vec();
                if asked == call {
                    let before = cells.len();
                    cells.retain(|standing| *standing != cell);
                    if cells.len() == before {
                        cells.push(cell);
                    }
                }
                cells
            };
            // Whoever owns the house organises its programmes here, and whoever has a role has an account.
            let told_apart = match cell {
                S::Owner => !row(call).contains(&S::Organiser),
                _ => true,
            } && (cell == S::Account || !row(call).contains(&S::Account));
            let noticed = !wrong(&made, another).is_empty();
            assert_eq!(noticed, told_apart, "{call:?} and {cell:?}");
        }
    }
}

#[tokio::test]
async fn staff1_every_call_of_every_role_is_answered_as_the_table_says_and_denials_alike() {
    let (made, nowhere) = walk().await;
    let wrong = wrong(&made, |call| row(call).to_vec()).into_iter();
    let wrong: Vec<_> = wrong
        .map(|made| (made.call, &made.standings, made.reply.status))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    for Made {
        call,
        standings,
        reply,
    } in made
    {
        let found = reply.status != StatusCode::NOT_FOUND;
        if !found {
            assert_eq!(reply.json, nowhere.json, "{call:?} by {standings:?}");
        }
        if !found || call == Call::ListConcerns || call == Call::SeeProgramme {
            assert!(!reply.text.contains("canary"), "{call:?} by {standings:?}");
        }
    }
}
