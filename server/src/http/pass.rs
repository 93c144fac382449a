//! Passes: who a browser belongs to. Cookies carry random tokens; only fingerprints are kept.
//!
//! Staff have one pass. People may have several, one for each programme or session they came into with this browser,
//! in one cookie, the newest first: a trainer may serve two groups.

use alongside_domain::{
    aggregate::{Fingerprint, Pass},
    organisation::Organisation,
    programme::Holder,
};
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId, StaffId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue,
        header::{COOKIE, SET_COOKIE},
        request::Parts,
    },
};

use super::{Doors, error::No};
use crate::house::House;
use crate::limits;
use crate::secrets::Secret;

const STAFF: &str = "alongside_staff";
const PERSON: &str = "alongside_pass";

/// Who comes to this session, and as what; `None` for somebody without a good pass for it.
///
/// A guest stays [`Role::Guest`] here; whether staff have admitted them is known in the session.
#[must_use]
pub fn who(house: &House, headers: &HeaderMap, session: SessionId) -> Option<(PersonId, Role)> {
    let now = house.clock.now();
    house.in_programme_of(session, |programme| {
        tokens(house, headers)
            .iter()
            .find_map(|token| programme.comes_to(session, token.fingerprint(), now))
    })?
}

/// The person of the roster who came in last with this browser.
#[must_use]
pub fn home(house: &House, headers: &HeaderMap) -> Option<(ProgrammeId, PersonId)> {
    tokens(house, headers)
        .iter()
        .find_map(|token| match holder(house, token.fingerprint())? {
            (programme, Holder::Person(person)) => Some((programme, person)),
            (_, Holder::Guest { .. }) => None,
        })
}

fn holder(house: &House, key: Fingerprint) -> Option<(ProgrammeId, Holder)> {
    let now = house.clock.now();
    let programme = house.programmes.of_key(key)?;
    let holder = house
        .programmes
        .look(programme, |programme| programme.by_pass(key, now))??;
    Some((programme, holder))
}

/// A new pass for a person, and the cookie that carries it beside those this browser has for other programmes.
pub fn for_person(
    house: &House,
    headers: &HeaderMap,
    programme: ProgrammeId,
    minutes: i32,
) -> Result<(Pass, (axum::http::HeaderName, HeaderValue)), No> {
    let secret = Secret::for_pass(&house.clock);
    let others = tokens(house, headers)
        .into_iter()
        .filter(|token| holder(house, token.fingerprint()).is_some_and(|(of, _)| of != programme));
    let mut value = secret.text().to_owned();
    for token in others.take(limits::PASSES_PER_BROWSER - 1) {
        value.push('.');
        value.push_str(token.text());
    }
    let cookie = cookie(house, PERSON, &value, minutes)?;
    Ok((pass(house, &secret, minutes), cookie))
}

/// A new pass for a member of staff, and its cookie.
pub fn for_staff(house: &House) -> Result<(Pass, (axum::http::HeaderName, HeaderValue)), No> {
    let secret = Secret::for_pass(&house.clock);
    let minutes = limits::STAFF_PASS_MINUTES;
    let cookie = cookie(house, STAFF, secret.text(), minutes)?;
    Ok((pass(house, &secret, minutes), cookie))
}

/// The cookie that takes the staff pass away.
pub fn no_staff(house: &House) -> Result<(axum::http::HeaderName, HeaderValue), No> {
    cookie(house, STAFF, "", 0)
}

fn pass(house: &House, secret: &Secret, minutes: i32) -> Pass {
    Pass {
        key: secret.fingerprint(),
        until: house.clock.now().plus_minutes(minutes),
    }
}

/// With TLS the name has the prefix that no other host or path can set.
fn name(house: &House, name: &str) -> String {
    let prefix = if house.address.is_secure() {
        "__Host-"
    } else {
        ""
    };
    format!("{prefix}{name}")
}

fn cookie(
    house: &House,
    called: &str,
    value: &str,
    minutes: i32,
) -> Result<(axum::http::HeaderName, HeaderValue), No> {
    let secure = if house.address.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = name(house, called);
    let seconds = i64::from(minutes) * 60;
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&text).map_err(|_| Refusal::fault())?;
    Ok((SET_COOKIE, value))
}

fn tokens(house: &House, headers: &HeaderMap) -> Vec<Secret> {
    let value = read(house, headers, PERSON).unwrap_or_default();
    let each = value.split('.').filter(|token| !token.is_empty());
    each.take(limits::PASSES_PER_BROWSER)
        .map(Secret::read)
        .collect()
}

fn read(house: &House, headers: &HeaderMap, called: &str) -> Option<String> {
    let name = name(house, called);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A member of staff who is signed in. Asking for it refuses everybody else as if the path did not exist.
pub struct SignedIn {
    pub staff: StaffId,
    pub name: Words,
    /// Of the pass they came with.
    pub key: Fingerprint,
}

impl FromRequestParts<Doors> for SignedIn {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, No> {
        let house = &doors.house;
        let token = read(house, &parts.headers, STAFF).ok_or_else(Refusal::not_found)?;
        let key = Secret::read(&token).fingerprint();
        let now = house.clock.now();
        let found = |organisation: &Organisation| {
            let staff = organisation.by_pass(key, now)?;
            Some(Self {
                staff: staff.id,
                name: staff.name.clone(),
                key,
            })
        };
        Ok(house
            .organisation
            .look(found)
            .ok_or_else(Refusal::not_found)?)
    }
}
