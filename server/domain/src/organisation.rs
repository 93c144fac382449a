//! The organisation: staff accounts, what they may do and where, and who is signed in.
//!
//! ```text
//!   nobody --first owner, by the printed link--> staff with names and passphrases --sign in--> passes
//!      staff --invite--> invitation (a link) --accepted, by a new account or one's own--> a right
//!      rights: owner of the house; organiser, facilitator, support, safeguarding lead of a programme
//! ```
//!
//! Passphrases come here as argon2id hashes; the slow work and the secrets stay outside the core.
//! Programmes are not listed here: each has its own history, and the log knows which there are.
//!
//! Each file below decides about one promise and says what its events do.

mod accounts;
mod credentials;
mod grants;
mod invitations;
mod passes;
mod private;
pub mod table;
mod wishes;

use crate::{
    aggregate::{Aggregate, Ask, Fingerprint, Pass},
    sealing::Seam,
};
pub use accounts::Staff;
use alongside_protocol::{
    ids::{At, BrowserId, InvitationId, StaffId},
    refusal::Refusal,
    staff::Right,
    words::Words,
};
pub use credentials::{
    App, Change, Credentials, Linked, Opaque, Passkey, PasskeyKeys, PassphraseHash, Proof,
    ProviderAccount, Second,
};
pub use grants::Seat;
pub use invitations::{FirstWay, Invitation, Joining};
pub use passes::Browser;
pub(crate) use passes::hold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
pub use wishes::Wish;

/// What may be asked of the organisation.
#[derive(Debug, Clone)]
pub enum Command {
    /// The printed link was right: the first member of staff chooses a name and is signed in.
    Found {
        name: Words,
        hash: PassphraseHash,
        pass: Pass,
        mark: Fingerprint,
    },
    /// Who they are was shown. The mark stays in the browser, so that their tries there are counted apart from others'.
    SignIn {
        staff: StaffId,
        proof: Proof,
        pass: Pass,
        mark: Fingerprint,
    },
    SignOut {
        key: Fingerprint,
    },
    /// One browser of theirs.
    SignOutBrowser {
        staff: StaffId,
        browser: BrowserId,
    },
    SignOutEverywhere {
        staff: StaffId,
    },
    /// The first call of a day: the browser gets a fresh key.
    Renew {
        key: Fingerprint,
        fresh: Fingerprint,
    },
    /// The fresh key has come back.
    Settle {
        key: Fingerprint,
    },
    /// They have shown once more who they are.
    StepUp {
        key: Fingerprint,
        proof: Proof,
        fresh: Fingerprint,
    },
    /// Whoever has this pass changes how they sign in.
    Account {
        key: Fingerprint,
        wish: Wish,
    },
    /// A link, known here by its fingerprint, that grants a right to whoever accepts it.
    Invite {
        by: StaffId,
        right: Right,
        label: Words,
        secret: Fingerprint,
    },
    Revoke {
        by: StaffId,
        invitation: InvitationId,
    },
    Accept {
        secret: Fingerprint,
        joining: Joining,
    },
    Grant {
        by: StaffId,
        staff: StaffId,
        right: Right,
    },
    /// Whoever makes a programme organises it.
    Made {
        by: StaffId,
        right: Right,
    },
    Take {
        by: StaffId,
        staff: StaffId,
        right: Right,
    },
    Suspend {
        by: StaffId,
        staff: StaffId,
    },
    Restore {
        by: StaffId,
        staff: StaffId,
    },
    /// An account is to be erased.
    LetGo {
        by: StaffId,
        staff: StaffId,
    },
    /// It was.
    ForgetStaff {
        staff: StaffId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Event {
    StaffJoined {
        staff: StaffId,
        name: Words,
        /// None for whoever comes by the provider.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hash: Option<PassphraseHash>,
        /// Before there were roles, every account could do everything.
        #[serde(default = "accounts::before_roles")]
        owner: bool,
    },
    SignedIn {
        staff: StaffId,
        pass: Pass,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mark: Option<Fingerprint>,
    },
    SignedOut {
        key: Fingerprint,
    },
    /// The browser with this key has another one; perhaps it has just become certain who sits there.
    PassRenewed {
        key: Fingerprint,
        fresh: Fingerprint,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certain_until: Option<At>,
        /// The earlier key stays good until this one has been shown; in earlier logs it ended after a minute.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waits: bool,
    },
    /// Which has been shown now: the one before it ends soon.
    PassSettled {
        key: Fingerprint,
    },
    /// How they sign in has changed.
    Account {
        staff: StaffId,
        change: Change,
    },
    Invited {
        invitation: InvitationId,
        secret: Fingerprint,
        by: StaffId,
        right: Right,
        label: Words,
        until: At,
    },
    InvitationRevoked {
        invitation: InvitationId,
    },
    InvitationAccepted {
        invitation: InvitationId,
        staff: StaffId,
    },
    RightGranted {
        staff: StaffId,
        right: Right,
    },
    RightTaken {
        staff: StaffId,
        right: Right,
    },
    Suspended {
        staff: StaffId,
    },
    Restored {
        staff: StaffId,
    },
    /// The account is about to be erased: nobody restores it any more.
    LetGo {
        staff: StaffId,
    },
    /// The account was erased.
    StaffForgotten {
        staff: StaffId,
    },
}

#[derive(Debug, Default)]
pub struct Organisation {
    staff: Vec<Staff>,
    /// Open ones, and some whose time is over.
    invitations: Vec<Invitation>,
    /// Who accepted which.
    accepted: BTreeMap<InvitationId, StaffId>,
    /// Accounts that were erased.
    forgotten: BTreeSet<StaffId>,
}

impl Aggregate for Organisation {
    type Command = Command;
    type Event = Event;

    fn decide(&self, ask: &Ask<Command>) -> Result<Vec<Event>, Refusal> {
        match &ask.command {
            Command::Found {
                name,
                hash,
                pass,
                mark,
            } => accounts::found(self, ask, (name, hash), *pass, *mark),
            Command::SignIn {
                staff,
                proof,
                pass,
                mark,
            } => passes::sign_in(self, *staff, proof, *pass, Some(*mark)),
            Command::SignOut { key } => Ok(passes::sign_out(self, *key, ask.at)),
            Command::SignOutBrowser { staff, browser } => {
                Ok(passes::sign_out_of(self, *staff, *browser, ask.at))
            }
            Command::SignOutEverywhere { staff } => {
                let member = self.account(*staff).ok_or_else(Refusal::not_found)?;
                Ok(passes::sign_out_elsewhere(member, None, ask.at))
            }
            Command::Renew { key, fresh } => Ok(passes::renew(self, *key, *fresh, ask.at)),
            Command::Settle { key } => Ok(passes::settle(self, *key, ask.at)),
            Command::StepUp { key, proof, fresh } => {
                passes::step_up(self, ask, *key, proof, *fresh)
            }
            Command::Account { key, wish } => wishes::decide(self, ask, *key, wish),
            Command::Invite {
                by,
                right,
                label,
                secret,
            } => invitations::invite(self, ask, *by, *right, label, *secret),
            Command::Revoke { by, invitation } => invitations::revoke(self, *by, *invitation),
            Command::Accept { secret, joining } => invitations::accept(self, ask, *secret, joining),
            Command::Grant { by, staff, right } => grants::grant(self, *by, *staff, *right),
            Command::Made { by, right } => Ok(grants::added(self, *by, *right)),
            Command::Take { by, staff, right } => grants::take(self, *by, *staff, *right),
            Command::Suspend { by, staff } => grants::suspend(self, *by, *staff),
            Command::Restore { by, staff } => grants::restore(self, *by, *staff),
            Command::LetGo { by, staff } => grants::let_go(self, *by, *staff),
            Command::ForgetStaff { staff } => Ok(accounts::forget(self, *staff)),
        }
    }

    fn private(event: &mut Event, seam: &mut Seam) {
        private::walk(event, seam);
    }

    fn apply(&mut self, at: At, event: &Event) {
        match event {
            Event::StaffJoined {
                staff,
                name,
                hash,
                owner,
            } => accounts::joined(self, *staff, name, hash.as_ref(), *owner),
            Event::SignedIn { staff, pass, mark } => {
                passes::signed_in(self, *staff, *pass, *mark, at);
            }
            Event::SignedOut { key } => passes::signed_out(self, *key),
            Event::PassRenewed {
                key,
                fresh,
                certain_until,
                waits,
            } => passes::renewed(self, (*key, *fresh), *certain_until, *waits, at),
            Event::PassSettled { key } => passes::settled(self, *key, at),
            Event::Account { staff, change } => {
                if let Some(member) = self.account_mut(*staff) {
                    member.credentials.apply(at, change);
                }
            }
            Event::Invited { .. }
            | Event::InvitationRevoked { .. }
            | Event::InvitationAccepted { .. } => invitations::apply(self, at, event),
            Event::RightGranted { .. }
            | Event::RightTaken { .. }
            | Event::Suspended { .. }
            | Event::Restored { .. }
            | Event::LetGo { .. } => grants::apply(self, event),
            Event::StaffForgotten { staff } => accounts::forgotten(self, *staff),
        }
    }
}

#[cfg(test)]
mod tests;
