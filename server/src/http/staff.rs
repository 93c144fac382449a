//! Staff: the first owner, and what they find when they are signed in.

use alongside_domain::organisation::{Command, Organisation};
use alongside_domain::{limits as domain_limits, text};
use alongside_protocol::{
    account::SecondStep,
    organisation::{FirstOwner, Founding, StaffHome},
    refusal::Refusal,
    staff::Right,
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
    pass::{self, OwnAccount},
    provider, view,
};
use crate::secrets::Secret;

/// `GET /api/staff/first`: whether the first owner has still to come, so that the page says the right thing.
pub async fn needs_owner(State(doors): State<Doors>) -> Json<Founding> {
    Json(Founding {
        needed: doors.house.organisation.look(Organisation::needs_owner),
        passkeys_at: doors.house.proofs.passkeys.origin(),
        provider: provider::name(&doors.house),
    })
}

/// `POST /api/staff/first`
pub async fn first(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(owner): Body<FirstOwner>,
) -> Answer<Response> {
    let house = &doors.house;
    let name = text::line(&owner.name, "Name", domain_limits::NAME_LETTERS)?;
    if !house.is_owner_link(&Secret::read(&owner.secret)) {
        return Err(wrong_link());
    }
    let hasher = &house.proofs.hasher;
    let hash = hasher.hash(&owner.passphrase, &house.clock).await?;
    let entry = pass::for_staff(house, &headers)?;
    let found = Command::Found {
        name,
        hash,
        pass: entry.pass,
        mark: entry.mark,
    };
    house.organise(found).await?;
    tracing::info!("the first owner has signed in");
    Ok((entry.cookies, Json(serde_json::json!({}))).into_response())
}

fn wrong_link() -> No {
    No::from(Refusal::new(
        alongside_protocol::refusal::Code::NotFound,
        "This link does not work (any more). If nobody has an account yet, restart Alongside: it prints a new link.",
    ))
}

/// How somebody can show who they are.
struct Ways {
    passphrase: bool,
    passkey: bool,
    provider: Option<String>,
}

/// `GET /api/staff/me`
pub async fn me(
    State(doors): State<Doors>,
    OwnAccount(staff): OwnAccount,
) -> Answer<Json<StaffHome>> {
    let house = &doors.house;
    let account = |organisation: &Organisation| {
        let account = organisation.account(staff.staff)?;
        let ways = Ways {
            passphrase: account.credentials.hash.is_some(),
            passkey: !account.credentials.passkeys.is_empty(),
            provider: provider::of(house, account),
        };
        let rights = account.rights();
        let rights: Vec<Right> = rights.filter(|right| house.has_place_for(*right)).collect();
        Some((house.second_step(account), ways, rights))
    };
    let account = house.organisation.look(account);
    let (second_step, ways, rights) = account.ok_or_else(Refusal::not_found)?;
    let passkeys_at = house.proofs.passkeys.origin().filter(|_| ways.passkey);
    let programmes = match second_step {
        SecondStep::Wanted => Vec::new(),
        SecondStep::SetUp | SecondStep::TryingOut => view::programmes(&doors, staff.staff),
    };
    Ok(Json(StaffHome {
        staff: staff.staff,
        name: staff.name,
        second_step,
        passkeys_at,
        passphrase: ways.passphrase,
        provider: ways.provider,
        rights,
        programmes,
    }))
}
