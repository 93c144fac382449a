//! Roles of staff: who there is, inviting, granting, taking, suspending; and live sessions at a glance (R47).

use alongside_domain::organisation::{Command, Event, Organisation, Staff, table::OWNERS};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{At, ProgrammeId, SessionId, StaffId},
    refusal::Refusal,
    staff::{
        EraseAccount, InvitationRow, Invite, Invited, LiveSession, Right, StaffCommand, StaffRow,
        StaffView,
    },
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use serde_json::{Value, json};

use super::{
    Doors,
    allowed::Allowed,
    body::Body,
    error::Answer,
    pass::SignedIn,
    step_up::{SteppedUp, certain},
};
use crate::keeper::Trouble;
use crate::keys::Erased;
use crate::secrets::Secret;

/// `GET /api/staff`: everybody of the house, for owners.
pub async fn house(State(doors): State<Doors>, _: Allowed) -> Json<StaffView> {
    let house = &doors.house;
    Json(seen(&doors, |right| house.has_place_for(right), true))
}

/// `GET /api/programmes/ID/staff`: those with a role in it, for its organisers.
pub async fn programme(
    State(doors): State<Doors>,
    _: Allowed,
    path: Result<Path<ProgrammeId>, PathRejection>,
) -> Answer<Json<StaffView>> {
    let Path(id) = path.map_err(|_| Refusal::not_found())?;
    let known = doors.house.programmes.look(id, |_| ());
    known.ok_or_else(Refusal::not_found)?;
    Ok(Json(seen(
        &doors,
        |right| right.programme() == Some(id),
        false,
    )))
}

fn seen(doors: &Doors, shown: impl Fn(Right) -> bool, everybody: bool) -> StaffView {
    let now = doors.house.clock.now();
    let row = |staff: &Staff| StaffRow {
        id: staff.id,
        name: staff.name.clone(),
        rights: staff.rights().filter(|right| shown(*right)).collect(),
        suspended: staff.suspended,
    };
    doors.house.organisation.look(|known| {
        let invitations = known.open_invitations(now);
        let invitations = invitations.filter(|one| shown(one.right));
        let mut invitations: Vec<InvitationRow> = invitations
            .map(|one| InvitationRow {
                id: one.id,
                right: one.right,
                label: one.label.clone(),
                by: known.name_of(one.by).unwrap_or_default(),
                until: one.until,
            })
            .collect();
        invitations.reverse();
        let people = known.staff().iter().map(row);
        StaffView {
            people: people
                .filter(|row| everybody || !row.rights.is_empty())
                .collect(),
            invitations,
        }
    })
}

/// `POST /api/staff/invite`
pub async fn invite(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    Body(Invite { right, label }): Body<Invite>,
) -> Answer<Json<Invited>> {
    let house = &doors.house;
    may_give(&doors, &staff, right)?;
    let staff = certain(&doors, staff)?;
    let secret = Secret::for_link(&house.clock);
    let invite = Command::Invite {
        by: staff.staff,
        right,
        label,
        secret: secret.fingerprint(),
    };
    let events = house.change_staff(doors.live.as_ref(), invite).await?;
    note(&doors, staff.staff, (Done::StaffInvited, None, Some(right))).await?;
    let until = events.iter().find_map(|event| match event {
        Event::Invited { until, .. } => Some(*until),
        _ => None,
    });
    Ok(Json(Invited {
        link: house.address.link("/invite", &secret),
        until: until.unwrap_or(At(0)),
    }))
}

/// Somebody to whom it is not allowed is told so before they are asked for a step-up.
fn may_give(doors: &Doors, staff: &SignedIn, right: Right) -> Result<(), Refusal> {
    let house = &doors.house;
    let may = |known: &Organisation| known.may_give(staff.staff, right);
    (house.has_place_for(right) && house.organisation.look(may))
        .then_some(())
        .ok_or_else(Refusal::not_found)
}

/// `POST /api/staff`
pub async fn manage(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    Body(command): Body<StaffCommand>,
) -> Answer<Json<Value>> {
    let house = &doors.house;
    let by = staff.staff;
    let (command, line) = match command {
        StaffCommand::Grant {
            staff: account,
            right,
        } => {
            may_give(&doors, &staff, right)?;
            certain(&doors, staff.clone())?;
            let grant = Command::Grant {
                by,
                staff: account,
                right,
            };
            (grant, (Done::RoleGranted, Some(account), Some(right)))
        }
        StaffCommand::Take {
            staff: account,
            right,
        } => {
            let take = Command::Take {
                by,
                staff: account,
                right,
            };
            (take, (Done::RoleTaken, Some(account), Some(right)))
        }
        StaffCommand::Suspend { staff: account } => {
            let suspend = Command::Suspend { by, staff: account };
            (suspend, (Done::AccountSuspended, Some(account), None))
        }
        StaffCommand::Restore { staff: account } => {
            if !house.organisation.look(|known| known.may(by, OWNERS, None)) {
                return Err(Refusal::not_found().into());
            }
            certain(&doors, staff.clone())?;
            let restore = Command::Restore { by, staff: account };
            (restore, (Done::AccountRestored, Some(account), None))
        }
        StaffCommand::Revoke { invitation } => {
            let right = |known: &Organisation| known.invitation(invitation).map(|one| one.right);
            let right = house.organisation.look(right);
            let revoke = Command::Revoke { by, invitation };
            (revoke, (Done::InvitationRevoked, None, right))
        }
    };
    let events = house.change_staff(doors.live.as_ref(), command).await?;
    if !events.is_empty() {
        note(&doors, staff.staff, line).await?;
    }
    Ok(Json(json!({})))
}

/// `POST /api/staff/erase`
pub async fn erase(
    State(doors): State<Doors>,
    SteppedUp(staff): SteppedUp,
    Body(EraseAccount { staff: account }): Body<EraseAccount>,
) -> Answer<Json<Value>> {
    let house = &doors.house;
    let by = staff.staff;
    let live = doors.live.as_ref();
    let let_go = Command::LetGo { by, staff: account };
    // The trail says nothing of what was refused, and is kept before it is done.
    house.change_staff(live, let_go).await?;
    note(&doors, by, (Done::ErasedAccount, Some(account), None)).await?;
    let erased = Erased::Staff { staff: account };
    house.erase(live, erased).await?;
    Ok(Json(json!({})))
}

/// What is done, to whom, and about which right.
pub type Line = (Done, Option<StaffId>, Option<Right>);

/// A line of the audit trail about an account.
pub async fn note(doors: &Doors, by: StaffId, (done, account, right): Line) -> Result<(), Trouble> {
    let by = Doer::Staff { id: by };
    let line = AuditEntry {
        programme: right.and_then(Right::programme),
        staff: account,
        right,
        ..AuditEntry::new(doors.house.clock.now(), by, done)
    };
    doors.house.audit.keep(&[line]).await?;
    Ok(())
}

/// `GET /api/staff/live`: the sessions that are open or run, in the programmes one manages; nothing from inside.
pub async fn live(State(doors): State<Doors>, Allowed(staff): Allowed) -> Json<Vec<LiveSession>> {
    let house = &doors.house;
    let mut rows = Vec::new();
    for programme in house.programmes.ids() {
        let manages = |known: &Organisation| known.manages(staff.staff, programme);
        if !house.organisation.look(manages) {
            continue;
        }
        for session in house.sessions_of(programme) {
            rows.extend(at_a_glance(&doors, programme, session).await);
        }
    }
    rows.sort_by_key(|row| (row.starts_at, row.session));
    Json(rows)
}

async fn at_a_glance(
    doors: &Doors,
    programme: ProgrammeId,
    session: SessionId,
) -> Option<LiveSession> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let glance = doors.live.glance(session).await?;
    if !glance.is_under_way() {
        return None;
    }
    let row = |known: &alongside_domain::programme::Programme| {
        let plan = &known.session(session)?.plan;
        Some(LiveSession {
            programme,
            programme_name: known.name().clone(),
            session,
            title: plan.title.clone(),
            starts_at: plan.starts_at,
            phase: glance.phase,
            staff: count(glance.staff),
            alarms: count(glance.alarms),
        })
    };
    doors.house.programmes.look(programme, row)?
}
