//! Invitations of staff (INVITE1, INVITE2).
//!
//! ```text
//!   made --> open --accepted, by a new account or with one's own--> a right
//!              |----revoked
//!              |----14 days are over
//!              +----the inviter may no longer give this right
//! ```
//!
//! A wrong link and one of those that ended are refused alike.

use super::{
    Change, Command, Event, Organisation, PassphraseHash, ProviderAccount, credentials, grants,
    wishes,
};
use crate::{
    aggregate::{Ask, Fingerprint, Pass},
    limits, text,
};
use alongside_protocol::{
    ids::{At, InvitationId, StaffId},
    refusal::Refusal,
    staff::Right,
    words::Words,
};

#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: InvitationId,
    pub(super) secret: Fingerprint,
    pub by: StaffId,
    pub right: Right,
    /// For whom it is meant, as the inviter wrote it.
    pub label: Words,
    pub until: At,
}

/// With what account somebody accepts.
#[derive(Debug, Clone)]
pub enum Joining {
    Known(StaffId),
    New {
        name: Words,
        way: FirstWay,
        pass: Pass,
        mark: Fingerprint,
    },
}

/// How a new account is opened from then on.
#[derive(Debug, Clone)]
pub enum FirstWay {
    Passphrase(PassphraseHash),
    Provider(ProviderAccount),
}

impl Organisation {
    /// The invitation of this link, as long as it is open.
    #[must_use]
    pub fn by_invitation(&self, secret: Fingerprint, now: At) -> Option<&Invitation> {
        let mut open = self.open_invitations(now);
        open.find(|known| known.secret == secret)
    }

    /// Those that can still be accepted, the newest last.
    pub fn open_invitations(&self, now: At) -> impl Iterator<Item = &Invitation> {
        let open =
            move |known: &&Invitation| known.until > now && self.may_give(known.by, known.right);
        self.invitations.iter().filter(open)
    }

    /// The name as it will be kept, if it can be that of a new account.
    ///
    /// # Errors
    /// A refusal that says how to mend it.
    pub fn free_name(&self, name: &Words) -> Result<Words, Refusal> {
        let name = text::line(name, "Name", limits::NAME_LETTERS)?;
        if self.by_name(name.text()).is_some() {
            return Err(Refusal::mend(
                "Somebody here has this name already. If it is you, please sign in first; otherwise add an initial, say.",
            ));
        }
        Ok(name)
    }

    /// Those that this account accepted: what was written on them is about whoever has it.
    #[must_use]
    pub fn accepted_by(&self, staff: StaffId) -> Vec<InvitationId> {
        let theirs = self.accepted.iter().filter(|(_, by)| **by == staff);
        theirs.map(|(invitation, _)| *invitation).collect()
    }

    #[must_use]
    pub fn invitation(&self, id: InvitationId) -> Option<&Invitation> {
        self.invitations.iter().find(|known| known.id == id)
    }
}

pub(super) fn invite(
    organisation: &Organisation,
    ask: &Ask<Command>,
    by: StaffId,
    right: Right,
    label: &Words,
    secret: Fingerprint,
) -> Result<Vec<Event>, Refusal> {
    if !organisation.may_give(by, right) {
        return Err(Refusal::not_found());
    }
    if organisation.open_invitations(ask.at).count() >= limits::INVITATIONS {
        return Err(Refusal::not_now(
            "Very many invitations are open. Please revoke some that are no longer needed first.",
        ));
    }
    Ok(vec![Event::Invited {
        invitation: InvitationId(ask.dice().uuid()),
        secret,
        by,
        right,
        label: text::optional_line(label, "For whom it is", limits::NAME_LETTERS)?,
        until: ask.at.plus_minutes(limits::INVITATION_MINUTES),
    }])
}

pub(super) fn revoke(
    organisation: &Organisation,
    by: StaffId,
    id: InvitationId,
) -> Result<Vec<Event>, Refusal> {
    let known = organisation.invitation(id);
    let theirs = known.filter(|known| organisation.may_give(by, known.right));
    theirs.ok_or_else(Refusal::not_found)?;
    Ok(vec![Event::InvitationRevoked { invitation: id }])
}

pub(super) fn accept(
    organisation: &Organisation,
    ask: &Ask<Command>,
    secret: Fingerprint,
    joining: &Joining,
) -> Result<Vec<Event>, Refusal> {
    let open = organisation.by_invitation(secret, ask.at);
    let Invitation { id, by, right, .. } = *open.ok_or_else(Refusal::not_found)?;
    let accepted = |staff| Event::InvitationAccepted {
        invitation: id,
        staff,
    };
    match joining {
        Joining::Known(staff) => {
            let account = organisation.account(*staff);
            let account = account.filter(|account| !account.suspended);
            let staff = account.ok_or_else(Refusal::not_found)?.id;
            grants::not_to_oneself(organisation, by, staff, right)?;
            let mut events = vec![accepted(staff)];
            events.extend(grants::added(organisation, staff, right));
            Ok(events)
        }
        Joining::New {
            name,
            way,
            pass,
            mark,
        } => {
            let name = organisation.free_name(name)?;
            let staff = StaffId(ask.dice().uuid());
            let (hash, linked) = match way {
                FirstWay::Passphrase(hash) => (Some(hash.clone()), None),
                FirstWay::Provider(account) => {
                    wishes::not_taken(organisation, account)?;
                    let account = account.clone();
                    (None, Some(Change::ProviderLinked { account }))
                }
            };
            let joined = Event::StaffJoined {
                staff,
                name,
                hash,
                owner: false,
            };
            let linked = linked.map(|change| credentials::of(staff, change));
            let granted = Event::RightGranted { staff, right };
            let signed_in = Event::SignedIn {
                staff,
                pass: *pass,
                mark: Some(*mark),
            };
            let events = [accepted(staff), joined].into_iter().chain(linked);
            Ok(events.chain([granted, signed_in]).collect())
        }
    }
}

pub(super) fn apply(organisation: &mut Organisation, at: At, event: &Event) {
    match event {
        Event::Invited {
            invitation,
            secret,
            by,
            right,
            label,
            until,
        } => {
            organisation.invitations.retain(|known| known.until > at);
            organisation.invitations.push(Invitation {
                id: *invitation,
                secret: *secret,
                by: *by,
                right: *right,
                label: label.clone(),
                until: *until,
            });
        }
        Event::InvitationAccepted { invitation, staff } => {
            organisation.accepted.insert(*invitation, *staff);
            organisation
                .invitations
                .retain(|known| known.id != *invitation);
        }
        Event::InvitationRevoked { invitation } => {
            organisation
                .invitations
                .retain(|known| known.id != *invitation);
        }
        _ => {}
    }
}
