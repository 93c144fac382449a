//! What is kept and until when, erasing, and exports.

use alongside_domain::programme::{
    Holder, Programme,
    retention::{Due, usual},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{At, ProgrammeId},
    privacy::{
        Class, Erase, EraseWhat, Export, ExportForm, ExportWhat, KeptUntil, MyData, OtherPerson,
        RetentionRow, RetentionView,
    },
    refusal::Refusal,
    words::Words,
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::{
        HeaderMap,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Doors,
    allowed::Allowed,
    body::Body,
    error::{Answer, No},
    pass,
    step_up::SteppedUp,
};
use crate::export::{self, OwnData, page::page};
use crate::keeper::Trouble;
use crate::keys::Erased;
use crate::retention::is_overdue;

type Id = Result<Path<ProgrammeId>, PathRejection>;

fn id(id: Id) -> Result<ProgrammeId, No> {
    Ok(id.map(|Path(id)| id).map_err(|_| Refusal::not_found())?)
}

/// `GET /api/programmes/ID/retention`
pub async fn retention(
    State(doors): State<Doors>,
    _: Allowed,
    path: Id,
) -> Answer<Json<RetentionView>> {
    let (house, id) = (&doors.house, id(path)?);
    let now = house.clock.now();
    let known = |known: &Programme| (known.dues(now), known.ended_at(now), lives(known));
    let (dues, ended_at, lives) = house
        .programmes
        .look(id, known)
        .ok_or_else(Refusal::not_found)?;
    let kept = house.vault.keys.kept(id).await.map_err(Trouble::from)?;
    let purged = |entry: &AuditEntry| entry.programme == Some(id) && entry.done == Done::Purged;
    let (purged, _) = house
        .audit
        .find(crate::limits::AUDIT_EXPORT_LINES, purged)
        .await
        .map_err(Trouble::from)?;
    let row = |(class, days, reason): (Class, u32, Words)| RetentionRow {
        class,
        since: usual(class).since,
        days,
        reason: (!reason.is_empty()).then_some(reason),
        usual_days: usual(class).days,
        kept: kept
            .iter()
            .filter(|(_, of)| *of == class)
            .map(|(session, _)| until(*session, class, &dues, now))
            .collect(),
        purged_at: purged
            .iter()
            .find(|entry| entry.class == Some(class))
            .map(|entry| entry.at),
    };
    let rows: Vec<RetentionRow> = lives.into_iter().map(row).collect();
    let late =
        |kept: &KeptUntil| !kept.held && kept.until.is_some_and(|until| is_overdue(until, now));
    Ok(Json(RetentionView {
        nothing_overdue: !rows.iter().flat_map(|row| &row.kept).any(late),
        rows,
        ended_at,
    }))
}

fn lives(known: &Programme) -> Vec<(Class, u32, Words)> {
    let life = |class| (class, known.life(class).days, known.reason(class));
    Class::ALL.into_iter().map(life).collect()
}

/// Care flags that are there after their time were passed on; records wait for somebody to look at them.
fn until(session: Uuid, class: Class, dues: &[Due], now: At) -> KeptUntil {
    let session = (!session.is_nil()).then_some(alongside_protocol::ids::SessionId(session));
    let due = dues
        .iter()
        .find(|due| due.class == class && due.session == session);
    let until = due.map(|due| due.at);
    KeptUntil {
        session,
        until,
        held: matches!(class, Class::CareFlags | Class::Safeguarding)
            && until.is_some_and(|until| is_overdue(until, now)),
    }
}

/// `GET /api/programmes/ID/others`: guests, and people who were taken off the roster.
pub async fn others(
    State(doors): State<Doors>,
    _: Allowed,
    path: Id,
) -> Answer<Json<Vec<OtherPerson>>> {
    Ok(Json(doors.house.others(id(path)?).await?))
}

/// `POST /api/programmes/ID/erase`
pub async fn erase(
    State(doors): State<Doors>,
    SteppedUp(staff): SteppedUp,
    path: Id,
    Body(Erase { what }): Body<Erase>,
) -> Answer<Json<Value>> {
    let (house, programme) = (&doors.house, id(path)?);
    let by = Doer::Staff { id: staff.staff };
    let line = |done| AuditEntry::new(house.clock.now(), by, done).in_programme(programme);
    let (line, erased) = match what {
        EraseWhat::Person { person } => (
            line(Done::ErasedPerson).about(person),
            Erased::Person { programme, person },
        ),
        EraseWhat::Session { session } => (
            line(Done::ErasedSession).in_session(session),
            Erased::Session { programme, session },
        ),
        EraseWhat::Programme {} => (line(Done::ErasedProgramme), Erased::Programme { programme }),
    };
    // The trail says nothing of what was refused.
    house.require(erased).await?;
    house.audit.keep(&[line]).await.map_err(Trouble::from)?;
    let live = doors.live.as_ref();
    if let EraseWhat::Person { person } = what {
        // With their words goes the role that would bring them back.
        house.unseat(live, staff.staff, programme, person).await?;
    }
    house.erase(live, erased).await?;
    Ok(Json(json!({})))
}

/// `POST /api/programmes/ID/export`
pub async fn export(
    State(doors): State<Doors>,
    SteppedUp(staff): SteppedUp,
    path: Id,
    Body(Export { what, form }): Body<Export>,
) -> Answer<Response> {
    let (house, programme) = (&doors.house, id(path)?);
    let by = Doer::Staff { id: staff.staff };
    let line = |done| AuditEntry::new(house.clock.now(), by, done).in_programme(programme);
    match what {
        ExportWhat::Person { person } => {
            let data = export::of_person(house, programme, person).await?;
            let line = line(Done::ExportedPerson).about(person);
            house.audit.keep(&[line]).await.map_err(Trouble::from)?;
            own(&data, form)
        }
        ExportWhat::Programme {} => {
            let data = export::programme::of(house, programme).await?;
            let line = line(Done::ExportedProgramme);
            house.audit.keep(&[line]).await.map_err(Trouble::from)?;
            match form {
                ExportForm::Table => Ok(file("text/csv", "programme.csv", data.table())),
                ExportForm::Json | ExportForm::Page => for_machines("programme.json", &data),
            }
        }
    }
}

/// `GET /api/door/my-data`: whether this browser has a pass of somebody, who could take their own along.
pub async fn has_data(State(doors): State<Doors>, headers: HeaderMap) -> Answer<Json<Value>> {
    pass::own(&doors.house, &headers).ok_or_else(Refusal::not_found)?;
    Ok(Json(json!({})))
}

/// `POST /api/door/my-data`: everybody's own, by the pass they came in with. A guest's opens one session, and this.
pub async fn my_data(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(MyData { form }): Body<MyData>,
) -> Answer<Response> {
    let house = &doors.house;
    let (programme, holder) = pass::own(house, &headers).ok_or_else(Refusal::not_found)?;
    let (Holder::Person(person) | Holder::Guest { person, .. }) = holder;
    doors.tries.own_data(person)?;
    let data = match holder {
        Holder::Person(_) => export::of_person(house, programme, person).await?,
        Holder::Guest { session, .. } => {
            export::of_guest(house, programme, person, &[session]).await?
        }
    };
    let by = Doer::Person { id: person };
    let line = AuditEntry::new(house.clock.now(), by, Done::ExportedOwnData)
        .in_programme(programme)
        .about(person);
    house.audit.keep(&[line]).await.map_err(Trouble::from)?;
    own(&data, form)
}

fn own(data: &OwnData, form: ExportForm) -> Answer<Response> {
    match form {
        ExportForm::Json | ExportForm::Table => for_machines("my-data.json", data),
        ExportForm::Page => Ok(file("text/html; charset=utf-8", "my-data.html", page(data))),
    }
}

fn for_machines(name: &'static str, data: &impl serde::Serialize) -> Answer<Response> {
    let text = serde_json::to_string_pretty(data).map_err(|_| Refusal::fault())?;
    Ok(file("application/json", name, text))
}

/// Something to keep, which a browser does not show in our pages.
pub fn file(kind: &'static str, name: &'static str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, text).into_response()
}
