//! Which call of staff is allowed to whom: the list beside `session/table.rs` for everything outside a session.
//!
//! One row a call. A standing is what an account is in the programme that the call is about, or, for a call about
//! no programme in particular, in any. Denial looks like a path that does not exist (STAFF1).

use super::{Organisation, Staff};
use alongside_protocol::{
    ids::{ProgrammeId, StaffId},
    programme::ProgrammeCommand,
    staff::Right,
};
use std::collections::BTreeSet;

/// What an account is for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Everybody who is signed in.
    Account,
    Owner,
    Organiser,
    Facilitator,
    Support,
    SafeguardingLead,
}

/// The calls of the staff pages, but those about one's own account, which are everybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    ListProgrammes,
    MakeProgramme,
    Rehearse,
    SeeLive,
    SearchAudit,
    TakeAudit,
    SeeHouse,
    /// Invites, grants, takes: the right in question has a row of its own.
    Invite,
    ManageStaff,
    EraseAccount,
    SeeProgramme,
    /// The command in question has a row of its own.
    ChangeProgramme,
    SeeStaff,
    ReadRoster,
    PlanRounds,
    IssueLinks,
    SeeRetention,
    /// People who are not on the roster, by name.
    SeeOthers,
    Erase,
    Export,
    BuddiesForZoom,
    SeePairing,
    ListConcerns,
    ReadConcern,
    ChangeConcern,
    ExportConcern,
}

/// Those to whom something is allowed.
pub type Row = &'static [Standing];

const EVERYBODY: Row = &[Standing::Account];
/// Those who look after the whole house.
pub const OWNERS: Row = &[Standing::Owner];
const ORGANISERS: Row = &[Standing::Owner, Standing::Organiser];
const TRAINERS: Row = &[
    Standing::Owner,
    Standing::Organiser,
    Standing::Facilitator,
    Standing::Support,
];
const LEADS: Row = &[Standing::SafeguardingLead];

impl Call {
    pub const ALL: [Self; 26] = [
        Self::ListProgrammes,
        Self::MakeProgramme,
        Self::Rehearse,
        Self::SeeLive,
        Self::SearchAudit,
        Self::TakeAudit,
        Self::SeeHouse,
        Self::Invite,
        Self::ManageStaff,
        Self::EraseAccount,
        Self::SeeProgramme,
        Self::ChangeProgramme,
        Self::SeeStaff,
        Self::ReadRoster,
        Self::PlanRounds,
        Self::IssueLinks,
        Self::SeeRetention,
        Self::SeeOthers,
        Self::Erase,
        Self::Export,
        Self::BuddiesForZoom,
        Self::SeePairing,
        Self::ListConcerns,
        Self::ReadConcern,
        Self::ChangeConcern,
        Self::ExportConcern,
    ];

    /// Asking for data that are not theirs stands in the audit trail.
    #[must_use]
    pub const fn takes_data_along(self) -> bool {
        matches!(self, Self::TakeAudit | Self::Export | Self::ExportConcern)
    }
}

#[must_use]
pub const fn row_of(call: Call) -> Row {
    match call {
        Call::ListProgrammes | Call::Invite | Call::ManageStaff => EVERYBODY,
        Call::MakeProgramme | Call::SeeHouse | Call::EraseAccount => OWNERS,
        Call::Rehearse => TRAINERS,
        Call::SeeLive | Call::SearchAudit | Call::TakeAudit => ORGANISERS,
        Call::SeeProgramme
        | Call::ChangeProgramme
        | Call::SeeStaff
        | Call::ReadRoster
        | Call::PlanRounds
        | Call::IssueLinks
        | Call::SeeRetention
        | Call::SeeOthers
        | Call::Erase
        | Call::Export
        | Call::BuddiesForZoom
        | Call::SeePairing => ORGANISERS,
        Call::ListConcerns | Call::ReadConcern | Call::ChangeConcern | Call::ExportConcern => LEADS,
    }
}

/// The row of a change of a programme.
#[must_use]
pub const fn row_of_change(command: &ProgrammeCommand) -> Row {
    use ProgrammeCommand as C;
    match command {
        C::Rename { .. }
        | C::AddPeople { .. }
        | C::ChangePerson { .. }
        | C::RemovePerson { .. }
        | C::RevokeLink { .. } => ORGANISERS,
        C::AddRule { .. }
        | C::DropRule { .. }
        | C::AddCompanion { .. }
        | C::DropCompanion { .. } => ORGANISERS,
        C::PairBuddies { .. }
        | C::SetBuddies { .. }
        | C::RePair { .. }
        | C::SettlePairing { .. } => ORGANISERS,
        C::Schedule { .. }
        | C::ChangeSession { .. }
        | C::CancelSession { .. }
        | C::SetRoomLinks { .. }
        | C::KeepRounds { .. }
        | C::DropRounds {} => ORGANISERS,
        C::Retain { .. } | C::SetSafety { .. } => ORGANISERS,
    }
}

/// Who may give this right, and take it.
#[must_use]
pub const fn row_of_right(right: Right) -> Row {
    match right {
        Right::Owner {} => OWNERS,
        Right::Organiser { .. }
        | Right::Facilitator { .. }
        | Right::Support { .. }
        | Right::SafeguardingLead { .. } => ORGANISERS,
    }
}

const fn standing(right: Right) -> Standing {
    match right {
        Right::Owner {} => Standing::Owner,
        Right::Organiser { .. } => Standing::Organiser,
        Right::Facilitator { .. } => Standing::Facilitator,
        Right::Support { .. } => Standing::Support,
        Right::SafeguardingLead { .. } => Standing::SafeguardingLead,
    }
}

impl Organisation {
    /// What this account is in a programme; without one, what it is anywhere.
    #[must_use]
    pub fn standings(&self, staff: StaffId, programme: Option<ProgrammeId>) -> BTreeSet<Standing> {
        let account = self.account(staff).filter(|account| !account.suspended);
        let rights = account.map(Staff::rights);
        let here = |right: &Right| {
            let of = right.programme();
            programme.is_none() || of.is_none() || of == programme
        };
        let rights = rights.into_iter().flatten().filter(here).map(standing);
        rights.chain(account.map(|_| Standing::Account)).collect()
    }

    /// Whether this row allows it to this account.
    #[must_use]
    pub fn may(&self, staff: StaffId, row: Row, programme: Option<ProgrammeId>) -> bool {
        let standings = self.standings(staff, programme);
        row.iter().any(|standing| standings.contains(standing))
    }

    /// Whether this account manages the programme: sees its pages, its trail, its sessions at a glance.
    #[must_use]
    pub fn manages(&self, staff: StaffId, programme: ProgrammeId) -> bool {
        self.may(staff, ORGANISERS, Some(programme))
    }
}
