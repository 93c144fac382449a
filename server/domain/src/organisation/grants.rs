//! What accounts may do, and where: granting, taking, suspending (STAFF2, STAFF3).
//!
//! Whoever facilitates or supports a programme has a seat on its roster; `programme/seats.rs` keeps the roster so.

use super::{Event, Organisation, Staff, table};
use alongside_protocol::{
    ids::{ProgrammeId, StaffId},
    people::Role,
    refusal::Refusal,
    staff::Right,
    words::Words,
};

/// Somebody of staff who comes to the sessions of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub staff: StaffId,
    pub name: Words,
    pub role: Role,
}

impl Staff {
    pub fn rights(&self) -> impl Iterator<Item = Right> + '_ {
        self.rights.iter().copied()
    }

    /// As what they come to sessions of this programme, if they do.
    fn seat(&self, programme: ProgrammeId) -> Option<Role> {
        if self.suspended {
            return None;
        }
        if self.rights.contains(&Right::Facilitator { programme }) {
            return Some(Role::Facilitator);
        }
        let supports = self.rights.contains(&Right::Support { programme });
        supports.then_some(Role::Support)
    }
}

impl Organisation {
    /// Everybody who comes to the sessions of a programme by a role.
    #[must_use]
    pub fn seats(&self, programme: ProgrammeId) -> Vec<Seat> {
        let seat = |staff: &Staff| {
            Some(Seat {
                staff: staff.id,
                name: staff.name.clone(),
                role: staff.seat(programme)?,
            })
        };
        self.staff.iter().filter_map(seat).collect()
    }

    #[must_use]
    pub fn has_seat(&self, staff: StaffId, programme: ProgrammeId) -> bool {
        let account = self.account(staff);
        account.is_some_and(|account| account.seat(programme).is_some())
    }

    /// Whether somebody reads what is passed on in this programme.
    #[must_use]
    pub fn has_lead(&self, programme: ProgrammeId) -> bool {
        let lead = Right::SafeguardingLead { programme };
        let is_lead = |staff: &Staff| !staff.suspended && staff.rights.contains(&lead);
        self.staff.iter().any(is_lead)
    }

    /// Whether this account may give and take the right.
    #[must_use]
    pub fn may_give(&self, by: StaffId, right: Right) -> bool {
        self.may(by, table::row_of_right(right), right.programme())
    }

    pub(super) fn owners(&self) -> usize {
        let owns = |staff: &&Staff| !staff.suspended && staff.rights.contains(&Right::Owner {});
        self.staff.iter().filter(owns).count()
    }
}

/// An organiser gives rights to people of their own programme; whom they do not see, they invite.
pub(super) fn grant(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
    right: Right,
) -> Result<Vec<Event>, Refusal> {
    if !organisation.may_give(by, right) {
        return Err(Refusal::not_found());
    }
    let account = organisation.account(staff).ok_or_else(Refusal::not_found)?;
    let owns = organisation.may(by, table::OWNERS, None);
    let colleague = account
        .rights()
        .any(|held| held.programme() == right.programme());
    if !owns && !colleague {
        return Err(Refusal::not_found());
    }
    not_to_oneself(organisation, by, staff, right)?;
    Ok(added(organisation, staff, right))
}

/// Whoever arranges a programme does not open its safeguarding records to themselves (SAFE3).
pub(super) fn not_to_oneself(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
    right: Right,
) -> Result<(), Refusal> {
    let lead = matches!(right, Right::SafeguardingLead { .. });
    if by == staff && lead && !organisation.may(by, table::OWNERS, None) {
        return Err(Refusal::not_now(
            "Nobody makes themselves the safeguarding lead. Please ask another organiser or an owner.",
        ));
    }
    Ok(())
}

/// The right, and the other role in sessions goes: nobody sits in a session twice.
pub(super) fn added(organisation: &Organisation, staff: StaffId, right: Right) -> Vec<Event> {
    let held = |right| {
        let account = organisation.account(staff);
        account.is_some_and(|account| account.rights.contains(&right))
    };
    if held(right) {
        return Vec::new();
    }
    let other = match right {
        Right::Facilitator { programme } => Some(Right::Support { programme }),
        Right::Support { programme } => Some(Right::Facilitator { programme }),
        _ => None,
    };
    let other = other.filter(|other| held(*other));
    let taken = other.map(|right| Event::RightTaken { staff, right });
    taken
        .into_iter()
        .chain([Event::RightGranted { staff, right }])
        .collect()
}

/// Anybody may lay down a right of their own.
pub(super) fn take(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
    right: Right,
) -> Result<Vec<Event>, Refusal> {
    if by != staff && !organisation.may_give(by, right) {
        return Err(Refusal::not_found());
    }
    let account = organisation.account(staff);
    let held = account.filter(|account| account.rights.contains(&right));
    let account = held.ok_or_else(Refusal::not_found)?;
    if right == (Right::Owner {}) && !account.suspended {
        not_the_last(organisation)?;
    }
    Ok(vec![Event::RightTaken { staff, right }])
}

fn not_the_last(organisation: &Organisation) -> Result<(), Refusal> {
    if organisation.owners() > 1 {
        return Ok(());
    }
    Err(Refusal::not_now(
        "This is the last owner of the house. Please make somebody else an owner first.",
    ))
}

pub(super) fn suspend(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
) -> Result<Vec<Event>, Refusal> {
    let account = suspendable(organisation, by, staff)?;
    if account.suspended {
        return Ok(Vec::new());
    }
    if account.rights.contains(&Right::Owner {}) {
        not_the_last(organisation)?;
    }
    Ok(vec![Event::Suspended { staff }])
}

pub(super) fn restore(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
) -> Result<Vec<Event>, Refusal> {
    let account = suspendable(organisation, by, staff)?;
    if account.goes {
        return Err(Refusal::not_now(
            "This account is being erased. Please invite them anew if they shall come back.",
        ));
    }
    let restored = account.suspended.then_some(Event::Restored { staff });
    Ok(restored.into_iter().collect())
}

/// Only what opens nothing any more is erased, so never the last owner's. From here on nobody makes it open anything.
pub(super) fn let_go(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
) -> Result<Vec<Event>, Refusal> {
    let account = suspendable(organisation, by, staff)?;
    if !account.suspended && !account.rights.is_empty() {
        return Err(Refusal::not_now(
            "This account still has roles. Please suspend it first; then it can be erased.",
        ));
    }
    let goes = (!account.goes).then_some(Event::LetGo { staff });
    Ok(goes.into_iter().collect())
}

fn suspendable(
    organisation: &Organisation,
    by: StaffId,
    staff: StaffId,
) -> Result<&Staff, Refusal> {
    let account = organisation.account(staff);
    let may = organisation.may(by, table::OWNERS, None);
    account.filter(|_| may).ok_or_else(Refusal::not_found)
}

pub(super) fn apply(organisation: &mut Organisation, event: &Event) {
    match event {
        Event::RightGranted { staff, right } => {
            if let Some(account) = organisation.account_mut(*staff) {
                account.rights.insert(*right);
            }
        }
        Event::RightTaken { staff, right } => {
            if let Some(account) = organisation.account_mut(*staff) {
                account.rights.remove(right);
            }
        }
        Event::Suspended { staff } => {
            if let Some(account) = organisation.account_mut(*staff) {
                // All passes are dead; the rights wait.
                account.suspended = true;
                account.browsers.clear();
            }
        }
        Event::LetGo { staff } => {
            if let Some(account) = organisation.account_mut(*staff) {
                (account.suspended, account.goes) = (true, true);
                account.browsers.clear();
            }
        }
        Event::Restored { staff } => {
            if let Some(account) = organisation.account_mut(*staff) {
                account.suspended = false;
            }
        }
        _ => {}
    }
}
