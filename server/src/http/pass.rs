//! Passes: who a browser belongs to. Cookies carry random tokens; only fingerprints are kept.
//!
//! Staff have one pass. People may have several, one for each programme or session they came into with this browser,
//! in one cookie, the newest first: a trainer may serve two groups.

use alongside_domain::{
    aggregate::{Fingerprint, Pass},
    organisation::{Organisation, Staff},
    programme::{Holder, Programme, Waiting},
    text,
};
use alongside_protocol::{
    account::SecondStep,
    ids::{At, BrowserId, PersonId, ProgrammeId, SessionId, StaffId},
    people::Role,
    refusal::Refusal,
    words::Words,
};
use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{COOKIE, SET_COOKIE},
        request::Parts,
    },
    response::AppendHeaders,
};

use super::{Doors, error::No, tries::Trying};
use crate::house::House;
use crate::hub::ticket::{By, SignIn};
use crate::limits;
use crate::secrets::Secret;

const STAFF: &str = "alongside_staff";
const PERSON: &str = "alongside_pass";
const MARK: &str = "alongside_mark";
const TRIP: &str = "alongside_trip";

pub type Cookie = (HeaderName, HeaderValue);

/// Who comes to this session, and as what; `None` for somebody without a good pass for it.
///
/// Staff with a role in it come as themselves, also in a browser that somebody else's link was opened in.
/// A guest stays [`Role::Guest`] here; whether staff have admitted them is known in the session.
#[must_use]
pub fn who(house: &House, headers: &HeaderMap, session: SessionId) -> Option<(PersonId, Role)> {
    shown(house, headers, session).map(|(person, role, _)| (person, role))
}

/// The same, with what they come by.
#[must_use]
pub fn shown(house: &House, headers: &HeaderMap, session: SessionId) -> Option<Shown> {
    if let Some((person, role, by)) = seated(house, headers, session) {
        return Some((person, role, By::Account(by)));
    }
    let (person, role, key) = passed(house, headers, session)?;
    Some((person, role, By::Pass(key)))
}

pub type Shown = (PersonId, Role, By);

fn passed(
    house: &House,
    headers: &HeaderMap,
    session: SessionId,
) -> Option<(PersonId, Role, Fingerprint)> {
    let now = house.clock.now();
    house.in_programme_of(session, |programme| {
        tokens(house, headers).iter().find_map(|token| {
            let key = token.fingerprint();
            let (person, role) = programme.comes_to(session, key, now)?;
            Some((person, role, key))
        })
    })?
}

/// Somebody whose account has a role in the sessions of this programme now (STAFF4).
fn seated(
    house: &House,
    headers: &HeaderMap,
    session: SessionId,
) -> Option<(PersonId, Role, SignIn)> {
    let (signed_in, second_step) = found(house, headers).ok()?;
    if second_step == SecondStep::Wanted {
        return None;
    }
    let SignedIn { staff, browser, .. } = signed_in;
    let programme = house.programmes.of_session(session)?;
    let has_seat = |known: &Organisation| known.has_seat(staff, programme);
    if !house.organisation.look(has_seat) {
        return None;
    }
    let seat = |known: &Programme| {
        known.session(session)?;
        let seat = known.seat_of(staff)?;
        Some((seat.id, seat.role, SignIn { staff, browser }))
    };
    house.programmes.look(programme, seat)?
}

/// The pass of this person that this browser has already.
#[must_use]
pub fn of_person(
    house: &House,
    headers: &HeaderMap,
    programme: ProgrammeId,
    person: PersonId,
) -> Option<Fingerprint> {
    let mut keys = tokens(house, headers)
        .into_iter()
        .map(|token| token.fingerprint());
    keys.find(|key| holder(house, *key) == Some((programme, Holder::Person(person))))
}

/// What this browser waits for, as the second device of somebody (DEVICE1).
#[must_use]
pub fn waiting(house: &House, headers: &HeaderMap) -> Option<(ProgrammeId, Waiting)> {
    let mut keys = tokens(house, headers)
        .into_iter()
        .map(|token| token.fingerprint());
    keys.find_map(|key| waiting_with(house, key))
}

fn waiting_with(house: &House, key: Fingerprint) -> Option<(ProgrammeId, Waiting)> {
    let now = house.clock.now();
    let id = house.programmes.of_key(key)?;
    let look = |programme: &Programme| programme.by_waiting(key, now);
    Some((id, house.programmes.look(id, look)??))
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

/// Whose own data this browser may take along: of the roster, or else of a guest.
#[must_use]
pub fn own(house: &House, headers: &HeaderMap) -> Option<(ProgrammeId, Holder)> {
    let guest = || {
        let mut keys = tokens(house, headers).into_iter();
        keys.find_map(|token| holder(house, token.fingerprint()))
    };
    let rostered = home(house, headers);
    let rostered = rostered.map(|(programme, person)| (programme, Holder::Person(person)));
    rostered.or_else(guest)
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
) -> Result<(Pass, Cookie), No> {
    let secret = Secret::for_pass(&house.clock);
    let others = tokens(house, headers).into_iter().filter(|token| {
        let key = token.fingerprint();
        let waits_in = || waiting_with(house, key).map(|(of, _)| of);
        let of = holder(house, key).map(|(of, _)| of).or_else(waits_in);
        of.is_some_and(|of| of != programme)
    });
    let mut value = secret.text().to_owned();
    for token in others.take(limits::PASSES_PER_BROWSER - 1) {
        value.push('.');
        value.push_str(token.text());
    }
    let cookie = cookie(house, PERSON, &value, i64::from(minutes) * 60)?;
    Ok((pass(house, &secret, minutes), cookie))
}

/// What a member of staff comes in with, and the cookies that carry it.
pub struct Entry {
    pub pass: Pass,
    /// Stays in the browser when they sign out; their tries here are counted apart from those of strangers.
    pub mark: Fingerprint,
    pub cookies: AppendHeaders<[Cookie; 2]>,
}

/// A new pass for a member of staff.
pub fn for_staff(house: &House, headers: &HeaderMap) -> Result<Entry, No> {
    let secret = Secret::for_pass(&house.clock);
    let mark = read(house, headers, MARK).map(|mark| Secret::read(&mark));
    let mark = mark.unwrap_or_else(|| Secret::for_pass(&house.clock));
    let minutes = limits::STAFF_PASS_MINUTES;
    Ok(Entry {
        pass: pass(house, &secret, minutes),
        mark: mark.fingerprint(),
        cookies: AppendHeaders([
            cookie(house, STAFF, secret.text(), i64::from(minutes) * 60)?,
            cookie(
                house,
                MARK,
                mark.text(),
                i64::from(limits::MARK_MINUTES) * 60,
            )?,
        ]),
    })
}

/// By what a browser is known again when it comes back from the provider; several trips of it share one.
pub fn for_trip(house: &House, headers: &HeaderMap) -> Result<(Fingerprint, Cookie), No> {
    let known = read(house, headers, TRIP).map(|mark| Secret::read(&mark));
    let mark = known.unwrap_or_else(|| Secret::for_pass(&house.clock));
    let cookie = cookie(house, TRIP, mark.text(), i64::from(limits::TRIP_SECONDS))?;
    Ok((mark.fingerprint(), cookie))
}

/// The same, of a browser that comes back.
#[must_use]
pub fn trip(house: &House, headers: &HeaderMap) -> Option<Fingerprint> {
    let mark = read(house, headers, TRIP)?;
    Some(Secret::read(&mark).fingerprint())
}

/// A fresh key for a browser that stays signed in until then.
pub fn renewed(house: &House, until: At) -> Result<(Fingerprint, Cookie), No> {
    let secret = Secret::for_pass(&house.clock);
    let seconds = until.0.saturating_sub(house.clock.now().0) / 1000;
    let cookie = cookie(house, STAFF, secret.text(), seconds)?;
    Ok((secret.fingerprint(), cookie))
}

/// The key of a member of staff, good or not.
#[must_use]
pub fn staff_key(house: &House, headers: &HeaderMap) -> Option<Fingerprint> {
    let token = read(house, headers, STAFF)?;
    Some(Secret::read(&token).fingerprint())
}

/// Whose tries these are, for this name.
#[must_use]
pub fn trying(house: &House, headers: &HeaderMap, staff: Option<&Staff>, name: &str) -> Trying {
    let mark = read(house, headers, MARK).map(|mark| Secret::read(&mark).fingerprint());
    let known = mark.filter(|mark| staff.is_some_and(|staff| staff.knows(*mark)));
    known.map_or_else(|| Trying::name(&text::folded(name)), Trying::Known)
}

/// Whether an answer already says which staff pass this browser has.
#[must_use]
pub fn says_staff(house: &House, headers: &HeaderMap) -> bool {
    let name = name(house, STAFF);
    let mut cookies = headers.get_all(SET_COOKIE).iter();
    cookies.any(|cookie| cookie.as_bytes().starts_with(format!("{name}=").as_bytes()))
}

/// The cookie that takes the staff pass away.
pub fn no_staff(house: &House) -> Result<Cookie, No> {
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

fn cookie(house: &House, called: &str, value: &str, seconds: i64) -> Result<Cookie, No> {
    let secure = if house.address.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = name(house, called);
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

/// A member of staff who is signed in, and has a second step where one is wanted. Everybody else is refused as if the
/// path did not exist. What they may do is for `allowed` to say.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub staff: StaffId,
    pub name: Words,
    /// Of the pass they came with.
    pub key: Fingerprint,
    /// The one they came with, whatever its key is today.
    pub browser: BrowserId,
}

/// The same for the pages of one's own account, which open without a second step too, as it is set up there.
pub struct OwnAccount(pub SignedIn);

impl FromRequestParts<Doors> for OwnAccount {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, No> {
        Ok(Self(found(&doors.house, &parts.headers)?.0))
    }
}

impl FromRequestParts<Doors> for SignedIn {
    type Rejection = No;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, No> {
        match found(&doors.house, &parts.headers)? {
            (_, SecondStep::Wanted) => Err(No::with(
                StatusCode::FORBIDDEN,
                Refusal::not_now(
                    "Before anything else opens, please set up a passkey or an authenticator app on the page of your account.",
                ),
            )),
            (signed_in, SecondStep::SetUp | SecondStep::TryingOut) => Ok(signed_in),
        }
    }
}

fn found(house: &House, headers: &HeaderMap) -> Result<(SignedIn, SecondStep), Refusal> {
    let key = staff_key(house, headers).ok_or_else(Refusal::not_found)?;
    let now = house.clock.now();
    let found = |organisation: &Organisation| {
        let staff = organisation.by_pass(key, now)?;
        let signed_in = SignedIn {
            staff: staff.id,
            name: staff.name.clone(),
            key,
            browser: staff.browser(key, now)?,
        };
        Some((signed_in, house.second_step(staff)))
    };
    let found = house.organisation.look(found);
    found.ok_or_else(Refusal::not_found)
}

/// The account this browser is signed in with, whatever it may open.
#[must_use]
pub fn signed_in(house: &House, headers: &HeaderMap) -> Option<SignedIn> {
    found(house, headers).ok().map(|(staff, _)| staff)
}
