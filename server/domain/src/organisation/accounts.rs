//! Accounts of staff: how they come to be, and how they are found.

use super::{Browser, Command, Credentials, Event, Organisation, PassphraseHash};
use crate::{
    aggregate::{Ask, Fingerprint, Pass},
    text,
};
use alongside_protocol::{ids::StaffId, refusal::Refusal, staff::Right, words::Words};
use std::collections::BTreeSet;

/// A member of staff with an account.
#[derive(Debug, Clone)]
pub struct Staff {
    pub id: StaffId,
    pub name: Words,
    pub credentials: Credentials,
    pub(super) browsers: Vec<Browser>,
    /// Left in browsers in which they have signed in, the newest last.
    pub(super) marks: Vec<Fingerprint>,
    /// What was granted, also while the account is suspended.
    pub(super) rights: BTreeSet<Right>,
    pub suspended: bool,
    /// About to be erased, and suspended until then.
    pub(super) goes: bool,
}

impl Organisation {
    /// Whether an owner has still to come: the first, or one after an older copy came back in which only somebody who
    /// was erased since owned the house.
    #[must_use]
    pub fn needs_owner(&self) -> bool {
        self.owners() == 0
    }

    #[must_use]
    pub fn account(&self, id: StaffId) -> Option<&Staff> {
        self.staff.iter().find(|staff| staff.id == id)
    }

    pub(super) fn account_mut(&mut self, id: StaffId) -> Option<&mut Staff> {
        self.staff.iter_mut().find(|staff| staff.id == id)
    }

    /// The account of this name; capital letters and spacing make no difference.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Staff> {
        let name = text::folded(name);
        self.staff
            .iter()
            .find(|staff| text::folded(staff.name.text()) == name)
    }

    /// Everybody with an account, in the order of their coming.
    #[must_use]
    pub fn staff(&self) -> &[Staff] {
        &self.staff
    }

    /// Whether this was an account, and was erased.
    #[must_use]
    pub fn is_forgotten(&self, id: StaffId) -> bool {
        self.forgotten.contains(&id)
    }

    #[must_use]
    pub fn name_of(&self, id: StaffId) -> Option<Words> {
        Some(self.account(id)?.name.clone())
    }
}

/// The printed link was right: an owner.
pub(super) fn found(
    organisation: &Organisation,
    ask: &Ask<Command>,
    (name, hash): (&Words, &PassphraseHash),
    pass: Pass,
    mark: Fingerprint,
) -> Result<Vec<Event>, Refusal> {
    if !organisation.needs_owner() {
        // A used link looks like a wrong one.
        return Err(Refusal::not_found());
    }
    let name = organisation.free_name(name)?;
    let staff = StaffId(ask.dice().uuid());
    Ok(vec![
        Event::StaffJoined {
            staff,
            name,
            hash: Some(hash.clone()),
            owner: true,
        },
        Event::SignedIn {
            staff,
            pass,
            mark: Some(mark),
        },
    ])
}

pub(super) fn joined(
    organisation: &mut Organisation,
    staff: StaffId,
    name: &Words,
    hash: Option<&PassphraseHash>,
    owner: bool,
) {
    organisation.staff.push(Staff {
        id: staff,
        name: name.clone(),
        credentials: Credentials::of(hash.cloned()),
        browsers: Vec::new(),
        marks: Vec::new(),
        rights: owner.then_some(Right::Owner {}).into_iter().collect(),
        suspended: false,
        goes: false,
    });
}

/// Again does nothing.
pub(super) fn forget(organisation: &Organisation, staff: StaffId) -> Vec<Event> {
    let known = organisation.account(staff);
    let event = known.map(|_| Event::StaffForgotten { staff });
    event.into_iter().collect()
}

/// Whatever they could do or open is over. Their invitations are, too: they may give nothing any more.
pub(super) fn forgotten(organisation: &mut Organisation, staff: StaffId) {
    organisation.staff.retain(|account| account.id != staff);
    organisation.invitations.retain(|known| known.by != staff);
    organisation.accepted.retain(|_, by| *by != staff);
    organisation.forgotten.insert(staff);
}

/// What an account is whose record says nothing about it.
pub(super) const fn before_roles() -> bool {
    true
}
