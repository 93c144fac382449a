//! Coming in by the organisation's own provider (SIGN10, SIGN11): to the provider and back, for whatever it was begun.
//!
//! The provider sends people to a page of ours, which wipes its address and hands on what came with it: like every
//! change this is a call from a page of ours, in the browser that it was begun in.

use alongside_domain::aggregate::Fingerprint;
use alongside_domain::organisation::{
    FirstWay, Joining, Organisation, Proof, ProviderAccount, Staff, Wish,
};
use alongside_protocol::{
    account::{ProviderAnswer, ProviderOutcome, ProviderTrip, ProviderWish},
    audit::Done,
    ids::StaffId,
    refusal::Refusal,
    words::Words,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header::ORIGIN},
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    account::{self, Codes},
    body::Body,
    error::{Answer, No},
    invitation,
    pass::{self, OwnAccount, SignedIn},
    sign_in::{self, note},
    step_up::{self, certain},
};
use crate::house::House;
use crate::limits;
use crate::secrets::Secret;
use crate::sign_in::provider::{Errand, Provider, Trip, Untrue};

/// What the provider is called, if there is one.
#[must_use]
pub fn name(house: &House) -> Option<String> {
    let provider = house.proofs.provider.as_ref();
    provider.map(|provider| provider.name().to_owned())
}

/// The same, for whoever has linked an account there.
#[must_use]
pub fn of(house: &House, account: &Staff) -> Option<String> {
    let linked = account.credentials.provider.as_ref()?;
    let provider = house.proofs.provider.as_ref()?;
    provider
        .has(&linked.account)
        .then(|| provider.name().to_owned())
}

/// A house without one answers like any path that leads nowhere.
fn provider(house: &House) -> Result<&Provider, Refusal> {
    let provider = house.proofs.provider.as_ref();
    provider.ok_or_else(Refusal::not_found)
}

/// `POST /api/staff/provider`
pub async fn begin(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(wish): Body<ProviderWish>,
) -> Answer<Response> {
    let house = &doors.house;
    let provider = provider(house)?;
    doors.tries.question()?;
    let errand = errand(&doors, &headers, wish)?;
    let (browser, cookie) = pass::for_trip(house, &headers)?;
    let back = page(house, &headers);
    let to = provider.begin(errand, browser, back, &house.clock).await?;
    Ok(([cookie], Json(ProviderTrip { to })).into_response())
}

/// Where they come back to: the address they are at. It was found to be ours, or they would not have come this far.
fn page(house: &House, headers: &HeaderMap) -> String {
    let here = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    format!("{}/provider", here.unwrap_or(house.address.origin()))
}

fn errand(doors: &Doors, headers: &HeaderMap, wish: ProviderWish) -> Result<Errand, No> {
    let me = || pass::signed_in(&doors.house, headers).ok_or_else(Refusal::not_found);
    Ok(match wish {
        ProviderWish::SignIn {} => Errand::SignIn,
        ProviderWish::Join { secret, name } => {
            let invitation = Secret::read(&secret).fingerprint();
            let name = invitation::could_join(doors, invitation, &name)?;
            Errand::Join { invitation, name }
        }
        ProviderWish::Link {} => Errand::Link(certain(doors, me()?)?.staff),
        ProviderWish::StepUp {} => Errand::StepUp(me()?.staff),
    })
}

/// `POST /api/staff/provider/answer`
pub async fn answer(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(answer): Body<ProviderAnswer>,
) -> Answer<Response> {
    let house = &doors.house;
    let provider = provider(house)?;
    let browser = pass::trip(house, &headers);
    let back = browser.and_then(|browser| provider.back(&answer.state, browser, house.clock.now()));
    let trip = back.ok_or_else(|| {
        Refusal::mend(
            "This took too long, was answered already, or began in another browser. Please begin again.",
        )
    })?;
    let there = match (answer.code, answer.error) {
        (Some(code), None) if code.len() <= limits::PROVIDER_WORD_BYTES => {
            provider.account(&trip, code, &house.clock).await
        }
        (_, error) => return Err(turned_away(provider, error.as_deref()).into()),
    };
    let there = match there {
        Ok(there) => there,
        Err(why) => return Err(not_shown(house, provider, &trip, &why).await?),
    };
    match trip.errand {
        Errand::SignIn => sign_in(house, &headers, there).await,
        Errand::Join { invitation, name } => join(&doors, &headers, invitation, name, there).await,
        Errand::Link(staff) => link(house, &still(house, &headers, staff)?, there).await,
        Errand::StepUp(staff) => step_up(&doors, &still(house, &headers, staff)?, there).await,
    }
}

/// They came back without a code.
fn turned_away(provider: &Provider, error: Option<&str>) -> Refusal {
    let name = provider.name();
    match error {
        Some("access_denied") => Refusal::not_now(format!(
            "You were not signed in with {name}, so nothing has happened. You can try again, or use another way in."
        )),
        _ => Refusal::not_now(format!(
            "Something went wrong with {name}, so nothing has happened. Please try again, or use another way in."
        )),
    }
}

/// What came back shows nobody. An operator hears why; the person, what to do.
async fn not_shown(
    house: &House,
    provider: &Provider,
    trip: &Trip,
    why: &Untrue,
) -> Result<No, No> {
    if let Untrue::Unreached(_) = why {
        tracing::warn!(%why, "the provider cannot be asked");
        return Ok(provider.does_not_answer().into());
    }
    tracing::warn!(%why, "the provider's answer was not taken");
    if let Errand::StepUp(staff) = trip.errand {
        note(house, staff, Done::StepUpFailed).await?;
    }
    let name = provider.name();
    let sentence = match why {
        Untrue::NotAskedAnew => format!(
            "{name} did not ask once more who you are, so nothing was done. Please use another way, such as a passkey."
        ),
        _ => format!(
            "What {name} told us could not be checked, so nothing has happened. Please try again, or use another way in."
        ),
    };
    Ok(Refusal::mend(sentence).into())
}

/// Whoever set out is still who is signed in here.
fn still(house: &House, headers: &HeaderMap, staff: StaffId) -> Result<SignedIn, Refusal> {
    let here = pass::signed_in(house, headers).filter(|here| here.staff == staff);
    here.ok_or_else(|| {
        Refusal::mend(
            "You are no longer signed in here, so nothing was done. Please sign in and try again.",
        )
    })
}

async fn sign_in(house: &House, headers: &HeaderMap, there: ProviderAccount) -> Answer<Response> {
    let staff = |known: &Organisation| {
        let staff = known.by_provider(&there).filter(|staff| !staff.suspended);
        staff.map(|staff| staff.id)
    };
    let staff = house.organisation.look(staff).ok_or_else(|| {
        Refusal::mend(
            "No account here is opened by this one. If you have one here, sign in another way and link the two on the page of your account; otherwise please ask your organiser for an invitation.",
        )
    })?;
    let proof = Proof::Provider(there);
    let cookies = sign_in::enter(house, headers, staff, proof).await?;
    Ok((cookies, Json(ProviderOutcome::SignedIn {})).into_response())
}

async fn join(
    doors: &Doors,
    headers: &HeaderMap,
    invitation: Fingerprint,
    name: Words,
    there: ProviderAccount,
) -> Answer<Response> {
    let entry = pass::for_staff(&doors.house, headers)?;
    let joining = Joining::New {
        name,
        way: FirstWay::Provider(there),
        pass: entry.pass,
        mark: entry.mark,
    };
    invitation::accepted(doors, invitation, joining).await?;
    Ok((entry.cookies, Json(ProviderOutcome::Joined {})).into_response())
}

async fn link(house: &House, staff: &SignedIn, there: ProviderAccount) -> Answer<Response> {
    let codes = Codes::fresh(house);
    let wish = Wish::LinkProvider {
        account: there,
        codes: codes.fingerprints(),
    };
    let events = account::change(house, staff, wish, Done::ProviderLinked).await?;
    let codes = codes.if_made(house, staff, &events).await?.codes;
    Ok(Json(ProviderOutcome::Linked { codes }).into_response())
}

async fn step_up(doors: &Doors, staff: &SignedIn, there: ProviderAccount) -> Answer<Response> {
    let house = &doors.house;
    let theirs = |known: &Organisation| {
        let account = known.account(staff.staff);
        account.is_some_and(|account| account.credentials.is_linked_to(&there))
    };
    if !house.organisation.look(theirs) {
        note(house, staff.staff, Done::StepUpFailed).await?;
        return Err(Refusal::mend(
            "That account does not open yours here, so nothing was done. Please try again with the one you have linked.",
        )
        .into());
    }
    let cookie = step_up::show(doors, staff, Proof::Provider(there)).await?;
    Ok(([cookie], Json(ProviderOutcome::SteppedUp {})).into_response())
}

/// `POST /api/staff/account/provider/remove`: also where there is no provider any more.
pub async fn unlink(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<serde_json::Value>> {
    let wish = Wish::UnlinkProvider;
    account::change(&doors.house, &staff, wish, Done::ProviderUnlinked).await?;
    Ok(Json(serde_json::json!({})))
}
