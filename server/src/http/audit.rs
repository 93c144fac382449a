//! The audit trail for organisers: searched, and exported as a table.

use alongside_domain::{
    organisation::{Organisation, table::OWNERS},
    programme::Programme,
    text,
};
use alongside_protocol::{
    audit::{AuditEntry, AuditFound, AuditRow, AuditSearch, Doer, Done},
    ids::{PersonId, StaffId},
    staff::Right,
    words::Words,
};
use axum::{Json, extract::State, response::Response};
use jiff::Timestamp;

use super::{
    Doors, allowed::Allowed, body::Body, error::Answer, privacy::file, step_up::SteppedUp,
};
use crate::audit::csv;
use crate::house::House;
use crate::keeper::Trouble;
use crate::limits;

/// `POST /api/audit`
pub async fn search(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    Body(search): Body<AuditSearch>,
) -> Answer<Json<AuditFound>> {
    let (rows, more) = found(&doors.house, staff.staff, &search, limits::AUDIT_LINES).await?;
    Ok(Json(AuditFound { rows, more }))
}

/// `POST /api/audit/table`: what was found, for a spreadsheet.
pub async fn table(
    State(doors): State<Doors>,
    SteppedUp(staff): SteppedUp,
    Body(search): Body<AuditSearch>,
) -> Answer<Response> {
    let house = &doors.house;
    let by = Doer::Staff { id: staff.staff };
    let line = AuditEntry::new(house.clock.now(), by, Done::ExportedAudit);
    house.audit.keep(&[line]).await.map_err(Trouble::from)?;
    let (rows, _) = found(house, staff.staff, &search, limits::AUDIT_EXPORT_LINES).await?;
    let rows: Vec<[String; 7]> = rows.iter().map(cells).collect();
    let heading = vec![
        "When (UTC)",
        "Who",
        "What",
        "Class",
        "Programme",
        "Session",
        "About",
    ];
    let each = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    let text = csv::table([heading].into_iter().chain(each));
    Ok(file("text/csv", "audit.csv", text))
}

fn cells(row: &AuditRow) -> [String; 7] {
    let at = Timestamp::from_millisecond(row.entry.at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let code = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    [
        at.to_string(),
        row.by.text().to_owned(),
        format!(
            "{}{}",
            code(serde_json::to_value(row.entry.done).unwrap_or_default()),
            right(row.entry.right)
        ),
        row.entry
            .class
            .map(|class| class.code().to_owned())
            .unwrap_or_default(),
        row.programme.text().to_owned(),
        row.session.text().to_owned(),
        row.person.text().to_owned(),
    ]
}

/// The role in question, behind what was done with it.
const fn right(right: Option<Right>) -> &'static str {
    match right {
        None => "",
        Some(Right::Owner {}) => ": owner",
        Some(Right::Organiser { .. }) => ": organiser",
        Some(Right::Facilitator { .. }) => ": facilitator",
        Some(Right::Support { .. }) => ": support",
        Some(Right::SafeguardingLead { .. }) => ": safeguarding_lead",
    }
}

/// Owners find all there is; organisers what concerns their programmes (STAFF5).
async fn found(
    house: &House,
    by: StaffId,
    search: &AuditSearch,
    most: usize,
) -> Result<(Vec<AuditRow>, bool), Trouble> {
    let name = text::folded(search.name.text());
    let wanted = |entry: &AuditEntry| {
        let same = |wanted: Option<_>, is| wanted.is_none() || wanted == is;
        is_theirs(house, by, entry)
            && same(search.programme, entry.programme)
            && search.done.is_none_or(|done| done == entry.done)
            && search.from.is_none_or(|from| entry.at >= from)
            && search.until.is_none_or(|until| entry.at < until)
            && (name.is_empty() || is_named(&shown(house, entry.clone()), &name))
    };
    let (entries, more) = house.audit.find(most, wanted).await?;
    let rows = entries.into_iter().map(|entry| shown(house, entry));
    Ok((rows.collect(), more))
}

fn is_theirs(house: &House, by: StaffId, entry: &AuditEntry) -> bool {
    house.organisation.look(|known| match entry.programme {
        Some(programme) => known.manages(by, programme),
        None => known.may(by, OWNERS, None),
    })
}

fn is_named(row: &AuditRow, name: &str) -> bool {
    [&row.by, &row.person]
        .iter()
        .any(|words| text::folded(words.text()).contains(name))
}

/// Ids as names, as far as they are known today: of somebody erased the trail keeps the id alone.
fn shown(house: &House, entry: AuditEntry) -> AuditRow {
    let called = |person: PersonId| {
        let name = |known: &Programme| known.person(person).map(|one| one.name.clone());
        let known = entry
            .programme
            .and_then(|id| house.programmes.look(id, name).flatten());
        known.unwrap_or_else(|| Words::new(format!("somebody ({})", short(person))))
    };
    let account = |staff: StaffId| {
        house.organisation.look(|known: &Organisation| {
            let name = known.name_of(staff);
            name.unwrap_or_else(|| match known.is_forgotten(staff) {
                true => "an account that was erased".into(),
                false => "somebody of staff".into(),
            })
        })
    };
    let by = match entry.by {
        Doer::Staff { id } => account(id),
        Doer::Person { id } => called(id),
        Doer::Server {} => Words::default(),
    };
    let programme = entry
        .programme
        .and_then(|id| house.programmes.look(id, |known| known.name().clone()));
    let session = entry
        .programme
        .zip(entry.session)
        .and_then(|(id, session)| {
            let title = |known: &Programme| Some(known.session(session)?.plan.title.clone());
            house.programmes.look(id, title).flatten()
        });
    AuditRow {
        by,
        programme: programme.unwrap_or_default(),
        session: session.unwrap_or_default(),
        person: match (entry.person, entry.staff) {
            (Some(person), _) => called(person),
            (None, Some(staff)) => account(staff),
            (None, None) => Words::default(),
        },
        entry,
    }
}

/// Enough of an id to tell two people apart.
fn short(person: PersonId) -> String {
    person.to_string().chars().take(8).collect()
}
