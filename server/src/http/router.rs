//! Which path leads where. It can be read aloud.

use alongside_domain::organisation::table::Call;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};

use super::{
    Doors, account, allowed::behind, audit, code, door, error, headers, invitation, knock, origin,
    pages, pairing, privacy, programme, provider, renewal, rounds, safeguarding, sign_in, staff,
    staffing, step_up, watch, whole, zoom,
};
use crate::limits;

/// All doors of the house; `others` are the hub's own paths (`/live` and tickets), which get the same protection.
pub fn router(doors: Doors, others: Router) -> Router {
    let calls = Router::new()
        .merge(accounts())
        .route("/api/invite/look", post(invitation::look))
        .route("/api/invite/accept", post(invitation::accept))
        .route(
            "/api/door/my-data",
            get(privacy::has_data).post(privacy::my_data),
        )
        .route("/api/session/{id}/pairing", post(pairing::ask))
        .route(
            "/api/session/{id}/pairing/take-back",
            post(pairing::take_back),
        )
        .route("/api/session/{id}/pairing/decide", post(pairing::decide))
        .route("/api/session/{id}/pairing/{person}", get(pairing::read))
        .route("/api/door/look", post(door::look))
        .route("/api/door/enter", post(door::enter))
        .route("/api/door/home", get(door::home))
        .route("/api/door/wait", post(door::wait))
        .route("/api/door/code/look", post(code::look))
        .route("/api/door/code/enter", post(code::enter))
        .route("/api/session/{id}/code", post(code::for_session))
        .route("/api/session/{id}/new-link", post(door::new_link))
        .route("/api/session/{id}/knock", post(knock::knock))
        .merge(of_staff(&doors))
        .merge(of_programmes(&doors))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES));
    let rosters = with_rosters(&doors).layer(DefaultBodyLimit::max(limits::ROSTER_BYTES));
    let pages = Router::new()
        .route("/", get(pages::trainee))
        .route("/j", get(pages::trainee))
        .route("/session/{*rest}", get(pages::trainee))
        .route("/facilitator/{*rest}", get(pages::facilitator))
        .route("/support/{*rest}", get(pages::support))
        .route("/elsewhere", get(pages::elsewhere))
        .route("/owner", get(pages::organiser))
        .route("/invite", get(pages::organiser))
        .route("/provider", get(pages::organiser))
        .route("/organiser", get(pages::organiser))
        .route("/organiser/{*rest}", get(pages::organiser));
    Router::new()
        .merge(calls)
        .merge(rosters)
        .merge(pages)
        .route("/api/{*rest}", axum::routing::any(error::nowhere))
        .fallback(pages::other)
        .with_state(doors.clone())
        .merge(others)
        .method_not_allowed_fallback(error::nowhere)
        .layer(from_fn_with_state(doors.clone(), renewal::renew))
        .layer(from_fn_with_state(doors.clone(), origin::check))
        .layer(from_fn(whole::to_the_end))
        .layer(from_fn_with_state(doors, headers::protect))
}

/// How staff sign in, and their own accounts.
fn accounts() -> Router<Doors> {
    Router::new()
        .route(
            "/api/staff/first",
            get(staff::needs_owner).post(staff::first),
        )
        .route("/api/staff/sign-in", post(sign_in::sign_in))
        .route("/api/staff/passkey", post(sign_in::ask_passkey))
        .route("/api/staff/passkey/sign-in", post(sign_in::by_passkey))
        .route("/api/staff/provider", post(provider::begin))
        .route("/api/staff/provider/answer", post(provider::answer))
        .route("/api/staff/sign-out", post(sign_in::sign_out))
        .route("/api/staff/me", get(staff::me))
        .route("/api/staff/watch", get(watch::watch))
        .route("/api/staff/step-up", post(step_up::by_passphrase))
        .route("/api/staff/step-up/passkey", post(step_up::ask_passkey))
        .route(
            "/api/staff/step-up/passkey/answer",
            post(step_up::by_passkey),
        )
        .route("/api/staff/account", get(account::show))
        .route("/api/staff/account/passphrase", post(account::passphrase))
        .route("/api/staff/account/passkeys", post(account::add_passkey))
        .route(
            "/api/staff/account/passkeys/new",
            post(account::offer_passkey),
        )
        .route(
            "/api/staff/account/passkeys/remove",
            post(account::remove_passkey),
        )
        .route("/api/staff/account/app", post(account::confirm_app))
        .route("/api/staff/account/app.svg", get(account::app_picture))
        .route("/api/staff/account/app/new", post(account::offer_app))
        .route("/api/staff/account/app/remove", post(account::remove_app))
        .route("/api/staff/account/codes", post(account::new_codes))
        .route("/api/staff/account/provider/remove", post(provider::unlink))
        .route(
            "/api/staff/account/browsers/sign-out",
            post(account::sign_out_browser),
        )
        .route(
            "/api/staff/account/browsers/sign-out-everywhere",
            post(account::sign_out_everywhere),
        )
}

/// The house as staff see it, each path behind the row of its call.
fn of_staff(doors: &Doors) -> Router<Doors> {
    let of = |call, path| behind(doors, call, path);
    Router::new()
        .route(
            "/api/staff",
            of(Call::SeeHouse, get(staffing::house))
                .merge(of(Call::ManageStaff, post(staffing::manage))),
        )
        .route(
            "/api/staff/invite",
            of(Call::Invite, post(staffing::invite)),
        )
        .route(
            "/api/staff/erase",
            of(Call::EraseAccount, post(staffing::erase)),
        )
        .route("/api/staff/live", of(Call::SeeLive, get(staffing::live)))
        .route("/api/audit", of(Call::SearchAudit, post(audit::search)))
        .route("/api/audit/table", of(Call::TakeAudit, post(audit::table)))
        .route(
            "/api/programmes",
            of(Call::ListProgrammes, get(programme::list))
                .merge(of(Call::MakeProgramme, post(programme::make))),
        )
}

/// One programme; `{id}` is what a row is looked up for.
fn of_programmes(doors: &Doors) -> Router<Doors> {
    let of = |path: &str, call, method| {
        let path = format!("/api/programmes/{{id}}/{path}");
        Router::new().route(&path, behind(doors, call, method))
    };
    let concern = Router::new().route(
        "/api/programmes/{id}/safeguarding/{concern}",
        behind(doors, Call::ReadConcern, get(safeguarding::read)).merge(behind(
            doors,
            Call::ChangeConcern,
            post(safeguarding::act),
        )),
    );
    [
        of("staff", Call::SeeStaff, get(staffing::programme)),
        of("links", Call::IssueLinks, post(programme::links)),
        of("code", Call::IssueLinks, post(code::for_programme)),
        of("retention", Call::SeeRetention, get(privacy::retention)),
        of("others", Call::SeeOthers, get(privacy::others)),
        of("erase", Call::Erase, post(privacy::erase)),
        of("export", Call::Export, post(privacy::export)),
        of("zoom", Call::BuddiesForZoom, get(zoom::buddies)),
        of("zoom.csv", Call::BuddiesForZoom, get(zoom::buddies_csv)),
        of("pairing/{person}", Call::SeePairing, get(pairing::preview)),
        of("safeguarding", Call::ListConcerns, get(safeguarding::list)),
        of(
            "safeguarding/{concern}/export",
            Call::ExportConcern,
            post(safeguarding::export),
        ),
    ]
    .into_iter()
    .fold(concern, Router::merge)
}

/// Calls that carry a whole roster.
fn with_rosters(doors: &Doors) -> Router<Doors> {
    let of = |call, path| behind(doors, call, path);
    Router::new()
        .route(
            "/api/programmes/{id}",
            of(Call::SeeProgramme, get(programme::show))
                .merge(of(Call::ChangeProgramme, post(programme::change))),
        )
        .route(
            "/api/programmes/{id}/roster",
            of(Call::ReadRoster, post(programme::roster)),
        )
        .route(
            "/api/programmes/{id}/rounds",
            of(Call::PlanRounds, post(rounds::plan)),
        )
}
