//! Safeguarding records, for the safeguarding lead of a programme and nobody else (SAFE3-SAFE5).

use alongside_domain::{
    organisation::Organisation,
    programme::{
        Command, Programme,
        concerns::{Concern, Entry},
    },
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{ConcernId, PersonId, ProgrammeId, SessionId},
    privacy::{Class, ExportForm},
    refusal::Refusal,
    safeguarding::{
        ConcernAct, ConcernCommand, ConcernEntry, ConcernRow, ConcernView, ExportConcern,
    },
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use uuid::Uuid;

use super::{
    Doors,
    allowed::Allowed,
    body::Body,
    error::Answer,
    pass::SignedIn,
    privacy::file,
    step_up::{SteppedUp, certain_if},
};
use crate::export::concern;
use crate::keeper::Trouble;
use crate::keys::Scope;

type One = Result<Path<(ProgrammeId, ConcernId)>, PathRejection>;

/// `GET /api/programmes/ID/safeguarding`
pub async fn list(
    State(doors): State<Doors>,
    _: Allowed,
    path: Result<Path<ProgrammeId>, PathRejection>,
) -> Answer<Json<Vec<ConcernRow>>> {
    let Path(id) = path.map_err(|_| Refusal::not_found())?;
    let rows = |known: &Programme| {
        let records = known.concerns();
        records.map(|record| row(known, record)).collect()
    };
    let rows = doors.house.programmes.look(id, rows);
    Ok(Json(rows.ok_or_else(Refusal::not_found)?))
}

fn row(programme: &Programme, record: &Concern) -> ConcernRow {
    let session = programme.session(record.session);
    ConcernRow {
        id: record.id,
        recorded_at: record.recorded_at,
        session: session
            .map(|session| session.plan.title.clone())
            .unwrap_or_default(),
        state: record.state,
        review_at: programme.review_at(record),
        entries: u32::try_from(record.entries.len()).unwrap_or(u32::MAX),
    }
}

/// `GET /api/programmes/ID/safeguarding/CONCERN`
pub async fn read(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    path: One,
) -> Answer<Json<ConcernView>> {
    let Path((programme, id)) = path.map_err(|_| Refusal::not_found())?;
    let view = seen(&doors, programme, id)?;
    note(&doors, &staff, programme, Done::ReadPrivate).await?;
    Ok(Json(view))
}

fn seen(doors: &Doors, programme: ProgrammeId, id: ConcernId) -> Result<ConcernView, Refusal> {
    let organisation = &doors.house.organisation;
    let entry = |entry: &Entry| ConcernEntry {
        at: entry.at,
        by: organisation
            .look(|known: &Organisation| known.name_of(entry.by))
            .unwrap_or_default(),
        act: entry.act,
        reason: entry.reason.clone(),
        words: entry.words.clone(),
    };
    let view = |known: &Programme| {
        let record = known.concern(id)?;
        Some(ConcernView {
            row: row(known, record),
            passed_on: record.passed_on.clone(),
            notes: record.notes.clone(),
            entries: record.entries.iter().map(entry).collect(),
        })
    };
    let view = doors.house.programmes.look(programme, view).flatten();
    view.ok_or_else(Refusal::not_found)
}

async fn note(
    doors: &Doors,
    staff: &SignedIn,
    programme: ProgrammeId,
    done: Done,
) -> Result<(), Trouble> {
    let by = Doer::Staff { id: staff.staff };
    let line = AuditEntry::new(doors.house.clock.now(), by, done)
        .in_programme(programme)
        .of(Class::Safeguarding);
    doors.house.audit.keep(&[line]).await.map_err(Trouble::from)
}

/// `POST /api/programmes/ID/safeguarding/CONCERN`: adds to the record and shows it as it is then.
pub async fn act(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    path: One,
    Body(command): Body<ConcernCommand>,
) -> Answer<Json<ConcernView>> {
    let Path((programme, id)) = path.map_err(|_| Refusal::not_found())?;
    let (house, act) = (&doors.house, command.act);
    certain_if(&doors, &staff, programme, |_| act == ConcernAct::LetGo)?;
    let command = Command::Concern {
        by: staff.staff,
        concern: id,
        command,
    };
    house
        .change(doors.live.as_ref(), programme, command)
        .await?;
    let done = match act {
        ConcernAct::Added => Done::AddedToRecord,
        ConcernAct::Closed => Done::ClosedRecord,
        ConcernAct::Reopened => Done::ReopenedRecord,
        ConcernAct::LetGo => Done::LetRecordGo,
    };
    note(&doors, &staff, programme, done).await?;
    if act == ConcernAct::LetGo {
        // The record's own key is kept under its id, as a person's are under theirs.
        let (session, owner) = (SessionId(Uuid::nil()), PersonId(id.0));
        let scope = Scope::OfPerson(programme, session, owner, Class::Safeguarding);
        house
            .vault
            .keys
            .destroy(vec![scope])
            .await
            .map_err(Trouble::from)?;
        house.programmes.reload(programme).await?;
    }
    Ok(Json(seen(&doors, programme, id)?))
}

/// `POST /api/programmes/ID/safeguarding/CONCERN/export`
pub async fn export(
    State(doors): State<Doors>,
    SteppedUp(staff): SteppedUp,
    path: One,
    Body(ExportConcern { form }): Body<ExportConcern>,
) -> Answer<Response> {
    let Path((programme, id)) = path.map_err(|_| Refusal::not_found())?;
    let view = seen(&doors, programme, id)?;
    note(&doors, &staff, programme, Done::ExportedRecord).await?;
    match form {
        ExportForm::Json | ExportForm::Table => {
            let text = serde_json::to_string_pretty(&view).map_err(|_| Refusal::fault())?;
            Ok(file("application/json", "safeguarding-record.json", text))
        }
        ExportForm::Page => Ok(file(
            "text/html; charset=utf-8",
            "safeguarding-record.html",
            concern::page(&view),
        )),
    }
}
