//! Staff: the first owner, signing in and out, and what they find then.

use alongside_domain::organisation::{Command, Organisation};
use alongside_domain::{limits as domain_limits, text};
use alongside_protocol::{
    organisation::{FirstOwner, Founding, SignIn, StaffHome},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass::{self, SignedIn},
    view,
};
use crate::secrets::Secret;

/// `GET /api/staff/first`: whether the first owner has still to come, so that the page says the right thing.
pub async fn is_new(State(doors): State<Doors>) -> Json<Founding> {
    Json(Founding {
        needed: doors.house.organisation.look(Organisation::is_new),
    })
}

/// `POST /api/staff/first`
pub async fn first(State(doors): State<Doors>, Body(owner): Body<FirstOwner>) -> Answer<Response> {
    let house = &doors.house;
    let name = text::line(&owner.name, "Name", domain_limits::NAME_LETTERS)?;
    if !house.is_owner_link(&Secret::read(&owner.secret)) {
        return Err(wrong_link());
    }
    let hash = house.hasher.hash(&owner.passphrase, &house.clock).await?;
    let (pass, cookie) = pass::for_staff(house)?;
    let found = house.ask(Command::Found { name, hash, pass });
    house.organisation.ask(&found).await?;
    tracing::info!("the first owner has signed in");
    Ok(([cookie], Json(serde_json::json!({}))).into_response())
}

fn wrong_link() -> No {
    No::from(Refusal::new(
        alongside_protocol::refusal::Code::NotFound,
        "This link does not work (any more). If nobody has an account yet, restart Alongside: it prints a new link.",
    ))
}

/// `POST /api/staff/sign-in`: an unknown name and a wrong passphrase are answered alike.
pub async fn sign_in(State(doors): State<Doors>, Body(asked): Body<SignIn>) -> Answer<Response> {
    let house = &doors.house;
    doors.tries.sign_in(&text::folded(asked.name.text()))?;
    let account = |organisation: &Organisation| {
        let staff = organisation.by_name(asked.name.text())?;
        Some((staff.id, staff.hash.clone()))
    };
    let account = house.organisation.look(account);
    let hash = account.as_ref().map(|(_, hash)| hash);
    let right = house.hasher.is_right(&asked.passphrase, hash).await;
    let (Some((staff, _)), true) = (account, right) else {
        return Err(Refusal::mend(
            "This name and passphrase do not go together. Please check both and try again.",
        )
        .into());
    };
    let (pass, cookie) = pass::for_staff(house)?;
    let signed_in = house.ask(Command::SignIn { staff, pass });
    house.organisation.ask(&signed_in).await?;
    Ok(([cookie], Json(serde_json::json!({}))).into_response())
}

/// `POST /api/staff/sign-out`
pub async fn sign_out(State(doors): State<Doors>, staff: SignedIn) -> Answer<Response> {
    let house = &doors.house;
    let signed_out = house.ask(Command::SignOut { key: staff.key });
    house.organisation.ask(&signed_out).await?;
    Ok(([pass::no_staff(house)?], Json(serde_json::json!({}))).into_response())
}

/// `GET /api/staff/me`
pub async fn me(State(doors): State<Doors>, staff: SignedIn) -> Json<StaffHome> {
    Json(StaffHome {
        staff: staff.staff,
        name: staff.name,
        programmes: view::programmes(&doors.house),
    })
}
