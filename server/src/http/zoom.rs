//! The file with which Zoom assigns people to rooms beforehand (ZOOM1), for staff who may know addresses.
//!
//! Here for the buddies of a programme, which are known long before a session; `beside` has it for a plan of the day.

use alongside_domain::{
    programme::Programme,
    zoom::{self, Guest, Room},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{PersonId, ProgrammeId},
    programme::PreAssignment,
    refusal::Refusal,
    words::Words,
};
use std::convert::Infallible;

use axum::{
    Json,
    extract::{FromRequestParts, Path, State, rejection::PathRejection},
    http::{
        HeaderName, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
        request::Parts,
    },
    response::{IntoResponse, Response},
};

use super::{Doors, allowed::Allowed, error::Answer};
use crate::keeper::Trouble;
use crate::limits;

/// `?spare=2`
#[derive(Debug, Default)]
pub struct Spare {
    spare: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for Spare {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let mut values = query
            .split('&')
            .filter_map(|pair| pair.strip_prefix("spare="));
        let spare = values.next().and_then(|value| value.parse().ok());
        Ok(Self {
            spare: spare.unwrap_or(0),
        })
    }
}

impl Spare {
    /// Empty rooms, no more than a call could have.
    pub fn rooms(&self) -> impl Iterator<Item = Room> + use<> {
        zoom::spare(self.spare.min(limits::SPARE_ROOMS))
    }
}

type Id = Result<Path<ProgrammeId>, PathRejection>;

/// `GET /api/programmes/ID/zoom`
pub async fn buddies(
    State(doors): State<Doors>,
    _: Allowed,
    path: Id,
    spare: Spare,
) -> Answer<Json<PreAssignment>> {
    Ok(Json(of_buddies(&doors, id(path)?, &spare)?))
}

/// `GET /api/programmes/ID/zoom.csv`: addresses that the roster shows already, in a file; the trail says who took it.
pub async fn buddies_csv(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    path: Id,
    spare: Spare,
) -> Answer<Response> {
    let id = id(path)?;
    let made = of_buddies(&doors, id, &spare)?;
    let by = Doer::Staff { id: staff.staff };
    let line = AuditEntry::new(doors.house.clock.now(), by, Done::ExportedAddresses);
    let line = line.in_programme(id);
    let audit = &doors.house.audit;
    audit.keep(&[line]).await.map_err(Trouble::from)?;
    Ok(file(made))
}

fn id(path: Id) -> Result<ProgrammeId, Refusal> {
    Ok(path.map_err(|_| Refusal::not_found())?.0)
}

fn of_buddies(doors: &Doors, id: ProgrammeId, spare: &Spare) -> Result<PreAssignment, Refusal> {
    let rooms = |programme: &Programme| -> Vec<Room> {
        let pairs = (1..).zip(programme.buddies());
        let pairs = pairs.map(|(number, pair)| Room {
            name: Words::new(format!("Room {number}")),
            people: pair
                .iter()
                .map(|person| guest(programme, *person, None))
                .collect(),
        });
        pairs.chain(spare.rooms()).collect()
    };
    let rooms = doors.house.programmes.look(id, rooms);
    Ok(zoom::pre_assignment(&rooms.ok_or_else(Refusal::not_found)?))
}

/// Somebody with the address on the roster; a guest of one session is on none.
pub fn guest(programme: &Programme, id: PersonId, name: Option<Words>) -> Guest {
    let person = programme.person(id);
    Guest {
        name: name
            .or_else(|| person.map(|person| person.name.clone()))
            .unwrap_or_default(),
        email: person
            .map(|person| person.email.clone())
            .unwrap_or_default(),
    }
}

/// As a file to be kept by whoever asked, and by nothing on the way.
pub fn file(made: PreAssignment) -> Response {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"zoom-rooms.csv\""),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, made.csv).into_response()
}
