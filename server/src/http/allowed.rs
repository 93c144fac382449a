//! Which of the staff may make a call: each staff path is put behind its row of `organisation/table.rs` (STAFF1).
//!
//! The row stands beside the path in `router`. A handler takes [`Allowed`], which only this gate hands out, so a path
//! that was put behind no row answers nobody. Denial looks like a path that does not exist.

use alongside_domain::organisation::{
    Organisation,
    table::{Call, Row, row_of},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{PersonId, ProgrammeId},
    refusal::Refusal,
};
use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::MethodRouter,
};

use super::{
    Doors,
    error::{Answer, No},
    pass::{self, SignedIn},
};
use crate::keeper::Trouble;

/// Puts a path behind the row of its call.
pub fn behind(doors: &Doors, call: Call, path: MethodRouter<Doors>) -> MethodRouter<Doors> {
    path.route_layer(from_fn_with_state((doors.clone(), call), gate))
}

/// A member of staff to whom this call is allowed.
#[derive(Debug, Clone)]
pub struct Allowed(pub SignedIn);

impl<S: Send + Sync> FromRequestParts<S> for Allowed {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, No> {
        let allowed = parts.extensions.get::<Self>().cloned();
        Ok(allowed.ok_or_else(Refusal::not_found)?)
    }
}

async fn gate(
    State((doors, call)): State<(Doors, Call)>,
    path: RawPathParams,
    request: Request,
    next: Next,
) -> Answer<Response> {
    let mut ids = path.iter().filter(|(name, _)| *name == "id");
    let programme = match ids.next() {
        Some((_, id)) => Some(ProgrammeId(id.parse().map_err(|_| Refusal::not_found())?)),
        None => None,
    };
    let (mut parts, body) = request.into_parts();
    let staff = pass::signed_in(&doors.house, &parts.headers);
    let is_allowed = |staff: &SignedIn| may(&doors, staff, row_of(call), programme);
    if !staff.as_ref().is_some_and(is_allowed) {
        if call.takes_data_along() {
            tell_of_denial(&doors, &parts.headers, staff.as_ref(), programme).await?;
        }
        return Err(Refusal::not_found().into());
    }
    let staff = SignedIn::from_request_parts(&mut parts, &doors).await?;
    parts.extensions.insert(Allowed(staff));
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Whether a row allows it to them.
pub fn may(doors: &Doors, staff: &SignedIn, row: Row, programme: Option<ProgrammeId>) -> bool {
    let may = |known: &Organisation| known.may(staff.staff, row, programme);
    doors.house.organisation.look(may)
}

/// Whoever is known and asks for data that are not theirs stands in the audit trail. Strangers leave no line, and
/// nobody leaves very many, or they could fill it.
async fn tell_of_denial(
    doors: &Doors,
    headers: &HeaderMap,
    staff: Option<&SignedIn>,
    programme: Option<ProgrammeId>,
) -> Result<(), No> {
    let house = &doors.house;
    let (by, key, programme) = match (staff, pass::home(house, headers)) {
        (Some(staff), _) => {
            let id = staff.staff;
            (Doer::Staff { id }, PersonId(id.0), programme)
        }
        (None, Some((programme, id))) => (Doer::Person { id }, id, Some(programme)),
        (None, None) => return Ok(()),
    };
    if doors.tries.own_data(key).is_err() {
        return Ok(());
    }
    let line = AuditEntry::new(house.clock.now(), by, Done::ExportDenied);
    let line = AuditEntry { programme, ..line };
    house.audit.keep(&[line]).await.map_err(Trouble::from)?;
    Ok(())
}
