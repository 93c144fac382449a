//! Coming in by an invitation (INVITE1, INVITE2). Looking has no effect; accepting gives a right, once.
//!
//! Wrong links and those that were used, revoked or too old are answered alike.

use alongside_domain::{
    aggregate::Fingerprint,
    limits as domain_limits,
    organisation::{self, Command, Event, FirstWay, Organisation},
    text,
};
use alongside_protocol::{
    audit::Done,
    refusal::{Code, Refusal},
    staff::{AcceptInvitation, Invitation, InvitationKey, Joining},
    words::Words,
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass, provider,
    staffing::note,
};
use crate::keeper::Trouble;
use crate::secrets::Secret;

/// `POST /api/invite/look`
pub async fn look(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(InvitationKey { secret }): Body<InvitationKey>,
) -> Answer<Json<Invitation>> {
    let house = &doors.house;
    let open = find(&doors, Secret::read(&secret).fingerprint())?;
    let programme = open.right.programme();
    let name = programme.and_then(|id| house.programmes.look(id, |known| known.name().clone()));
    let by = |known: &Organisation| known.name_of(open.by);
    Ok(Json(Invitation {
        right: open.right,
        programme: name,
        by: house.organisation.look(by).unwrap_or_default(),
        until: open.until,
        me: pass::signed_in(house, &headers).map(|staff| staff.name),
        provider: provider::name(house),
    }))
}

fn find(doors: &Doors, secret: Fingerprint) -> Result<organisation::Invitation, No> {
    let house = &doors.house;
    let now = house.clock.now();
    let open = |known: &Organisation| known.by_invitation(secret, now).cloned();
    let open = house.organisation.look(open);
    // An invitation to a programme that was erased leads nowhere.
    let open = open.filter(|open| house.has_place_for(open.right));
    open.ok_or_else(no_such_invitation)
}

fn no_such_invitation() -> No {
    No::from(Refusal::new(
        Code::NotFound,
        "This invitation does not open anything (any more). Whoever invited you can send a new one.",
    ))
}

/// `POST /api/invite/accept`
pub async fn accept(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(AcceptInvitation { secret, account }): Body<AcceptInvitation>,
) -> Answer<Response> {
    let house = &doors.house;
    let secret = Secret::read(&secret).fingerprint();
    find(&doors, secret)?;
    doors.tries.enter(secret)?;
    let (joining, cookies) = match account {
        Joining::Mine {} => {
            let staff = pass::signed_in(house, &headers).ok_or_else(Refusal::not_found)?;
            (organisation::Joining::Known(staff.staff), None)
        }
        Joining::New { name, passphrase } => {
            let name = text::line(&name, "Name", domain_limits::NAME_LETTERS)?;
            let hash = house.proofs.hasher.hash(&passphrase, &house.clock).await?;
            let entry = pass::for_staff(house, &headers)?;
            let joining = organisation::Joining::New {
                name,
                way: FirstWay::Passphrase(hash),
                pass: entry.pass,
                mark: entry.mark,
            };
            (joining, Some(entry.cookies))
        }
    };
    accepted(&doors, secret, joining).await?;
    let done = Json(serde_json::json!({}));
    Ok(match cookies {
        Some(cookies) => (cookies, done).into_response(),
        None => done.into_response(),
    })
}

/// Whether this invitation can be accepted with a new account of this name.
///
/// # Errors
/// A refusal that says why not.
pub fn could_join(doors: &Doors, secret: Fingerprint, name: &Words) -> Result<Words, No> {
    find(doors, secret)?;
    doors.tries.enter(secret)?;
    let free = |known: &Organisation| known.free_name(name);
    Ok(doors.house.organisation.look(free)?)
}

/// The right goes to whoever joins, once.
///
/// # Errors
/// A refusal, or a fault of the log.
pub async fn accepted(
    doors: &Doors,
    secret: Fingerprint,
    joining: organisation::Joining,
) -> Result<(), No> {
    let house = &doors.house;
    let right = find(doors, secret)?.right;
    let accept = Command::Accept { secret, joining };
    let events = match house.change_staff(doors.live.as_ref(), accept).await {
        // Used or revoked between finding and accepting.
        Err(Trouble::Refused(refusal)) if refusal.code == Code::NotFound => {
            return Err(no_such_invitation());
        }
        other => other?,
    };
    let staff = events.iter().find_map(|event| match event {
        Event::InvitationAccepted { staff, .. } => Some(*staff),
        _ => None,
    });
    let staff = staff.ok_or_else(Refusal::fault)?;
    let line = (Done::InvitationAccepted, Some(staff), Some(right));
    note(doors, staff, line).await?;
    Ok(())
}
