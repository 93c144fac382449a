//! Which parts of the organisation's events are private, and whose they are (TRUST 3).

use super::{Change, Event, PasskeyKeys, ProviderAccount};
use crate::sealing::{Seam, Whose};
use alongside_protocol::privacy::Class;

pub(super) fn walk(event: &mut Event, seam: &mut Seam) {
    match event {
        Event::StaffJoined {
            staff,
            name,
            hash,
            owner: _,
        } => {
            seam.name("name", (*staff).into(), name);
            seam.hide("hash", [(*staff).into()], Class::Names, hash);
        }
        Event::SignedIn {
            staff: _,
            pass: _,
            mark: _,
        }
        | Event::SignedOut { key: _ }
        | Event::PassRenewed {
            key: _,
            fresh: _,
            certain_until: _,
            waits: _,
        }
        | Event::PassSettled { key: _ }
        | Event::InvitationRevoked { invitation: _ }
        | Event::InvitationAccepted {
            invitation: _,
            staff: _,
        }
        | Event::RightGranted { staff: _, right: _ }
        | Event::RightTaken { staff: _, right: _ }
        | Event::Suspended { staff: _ }
        | Event::Restored { staff: _ }
        | Event::LetGo { staff: _ }
        | Event::StaffForgotten { staff: _ } => {}
        Event::Invited {
            invitation,
            secret: _,
            by,
            right: _,
            label,
            until: _,
        } => {
            // It goes with whoever wrote it, and with whoever it was about.
            let whose = [(*by).into(), (*invitation).into()];
            seam.hide("label", whose, Class::Names, label);
        }
        Event::Account { staff, change } => account((*staff).into(), change, seam),
    }
}

/// The app's key and the passphrase's hash are sealed with what else is theirs; so is what tells of their devices.
fn account(whose: Whose, change: &mut Change, seam: &mut Seam) {
    match change {
        Change::PasskeyAdded { passkey: _, keys } => {
            let PasskeyKeys {
                name,
                credential,
                public_key,
                state,
            } = keys;
            seam.words("name", [whose], Class::Names, name);
            seam.hide("credential", [whose], Class::Names, credential);
            seam.hide("public_key", [whose], Class::Names, public_key);
            seam.hide("state", [whose], Class::Names, state);
        }
        Change::PasskeyUsed { passkey: _, state } => {
            seam.hide("state", [whose], Class::Names, state);
        }
        Change::AppSet { secret, step: _ } => {
            seam.hide("secret", [whose], Class::Names, secret);
        }
        Change::CodesMade { codes } => seam.hide("codes", [whose], Class::Names, codes),
        Change::ProviderLinked {
            account: ProviderAccount { issuer: _, subject },
        } => seam.hide("subject", [whose], Class::Names, subject),
        Change::PassphraseChanged { hash } => seam.hide("hash", [whose], Class::Names, hash),
        Change::ProviderUnlinked {}
        | Change::PasskeyRemoved { passkey: _ }
        | Change::AppUsed { step: _ }
        | Change::AppRemoved {}
        | Change::CodeUsed { code: _ } => {}
    }
}
