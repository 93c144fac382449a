//! What somebody changes about how they sign in: everything here wants a step-up, and nothing leaves them without a
//! way in (SIGN6, SIGN12).

use super::{
    Command, Event, Organisation,
    credentials::{Change, Credentials, Opaque, PasskeyKeys, PassphraseHash, ProviderAccount, of},
    passes,
};
use crate::{
    aggregate::{Ask, Fingerprint},
    limits, text,
};
use alongside_protocol::{ids::PasskeyId, refusal::Refusal};

/// What may be changed about one's own account, by somebody who has just shown who they are.
#[derive(Debug, Clone)]
pub enum Wish {
    /// The first one, too, of whoever came by the provider.
    ChangePassphrase {
        hash: PassphraseHash,
        codes: Vec<Fingerprint>,
    },
    AddPasskey {
        keys: PasskeyKeys,
        codes: Vec<Fingerprint>,
    },
    RemovePasskey {
        passkey: PasskeyId,
    },
    /// `step` is the one whose code confirmed the app.
    SetApp {
        secret: Opaque,
        step: u64,
        codes: Vec<Fingerprint>,
    },
    RemoveApp,
    NewCodes {
        codes: Vec<Fingerprint>,
    },
    LinkProvider {
        account: ProviderAccount,
        codes: Vec<Fingerprint>,
    },
    UnlinkProvider,
}

impl Credentials {
    /// The first codes come with what makes the passphrase alone not enough, so that nobody is locked out by a lost
    /// phone. Without a passphrase they would open nothing.
    fn codes_if_none(&self, codes: &[Fingerprint]) -> Option<Change> {
        (self.hash.is_some() && self.recovery.is_empty()).then(|| made(codes))
    }

    /// A passphrase that is chosen later needs codes as well, where something stronger was there before it.
    fn codes_with_first_passphrase(&self, codes: &[Fingerprint]) -> Option<Change> {
        let wanted = self.hash.is_none() && self.has_second_step() && self.recovery.is_empty();
        wanted.then(|| made(codes))
    }
}

/// What a wish of whoever has this pass leads to.
pub(super) fn decide(
    organisation: &Organisation,
    ask: &Ask<Command>,
    key: Fingerprint,
    wish: &Wish,
) -> Result<Vec<Event>, Refusal> {
    let member = organisation.by_pass(key, ask.at);
    let member = member.ok_or_else(Refusal::not_found)?;
    if !passes::is_certain(member, key, ask.at) {
        return Err(Refusal::step_up());
    }
    let account = &member.credentials;
    let mut changes = Vec::new();
    match wish {
        Wish::ChangePassphrase { hash, codes } => {
            let hash = hash.clone();
            changes.push(Change::PassphraseChanged { hash });
            changes.extend(account.codes_with_first_passphrase(codes));
        }
        Wish::AddPasskey { keys, codes } => {
            if organisation.by_passkey(&keys.credential).is_some() {
                return Err(Refusal::mend("This passkey is in use already."));
            }
            let passkey = PasskeyId(ask.dice().uuid());
            changes.push(added(account, passkey, keys)?);
            changes.extend(account.codes_if_none(codes));
        }
        Wish::RemovePasskey { passkey } => {
            let known = account.passkeys.iter().find(|known| known.id == *passkey);
            changes.extend(known.map(|known| Change::PasskeyRemoved { passkey: known.id }));
        }
        Wish::SetApp {
            secret,
            step,
            codes,
        } => {
            let (secret, step) = (secret.clone(), *step);
            changes.push(Change::AppSet { secret, step });
            changes.extend(account.codes_if_none(codes));
        }
        Wish::RemoveApp => changes.extend(account.app.as_ref().map(|_| Change::AppRemoved {})),
        Wish::NewCodes { codes } => changes.push(made(codes)),
        Wish::LinkProvider {
            account: there,
            codes,
        } => {
            changes.extend(linked(organisation, account, there)?);
            changes.extend(account.codes_if_none(codes));
        }
        Wish::UnlinkProvider => {
            let unlinked = |_| Change::ProviderUnlinked {};
            changes.extend(account.provider.as_ref().map(unlinked));
        }
    }
    let mut after = account.clone();
    for change in &changes {
        after.apply(ask.at, change);
    }
    leaves_a_way_in(&after)?;
    let was_enough = !account.has_second_step() && after.has_second_step();
    let mut events: Vec<Event> = changes
        .into_iter()
        .map(|change| of(member.id, change))
        .collect();
    if matches!(wish, Wish::ChangePassphrase { .. }) || was_enough {
        // Whoever knew the passphrase that was enough until now may be signed in somewhere.
        events.extend(passes::sign_out_elsewhere(member, Some(key), ask.at));
    }
    Ok(events)
}

fn added(account: &Credentials, passkey: PasskeyId, keys: &PasskeyKeys) -> Result<Change, Refusal> {
    if account.passkeys.len() >= limits::PASSKEYS {
        let most = limits::PASSKEYS;
        return Err(Refusal::mend(format!(
            "You have {most} passkeys, which is as many as there can be. Please remove one that you no longer use first."
        )));
    }
    let name = text::line(&keys.name, "Name", limits::PASSKEY_NAME_LETTERS)?;
    let keys = PasskeyKeys {
        name,
        ..keys.clone()
    };
    Ok(Change::PasskeyAdded { passkey, keys })
}

/// Nothing when it is linked already.
fn linked(
    organisation: &Organisation,
    account: &Credentials,
    there: &ProviderAccount,
) -> Result<Option<Change>, Refusal> {
    if account.is_linked_to(there) {
        return Ok(None);
    }
    not_taken(organisation, there)?;
    let account = there.clone();
    Ok(Some(Change::ProviderLinked { account }))
}

/// One account at the provider opens one account here.
pub(super) fn not_taken(
    organisation: &Organisation,
    there: &ProviderAccount,
) -> Result<(), Refusal> {
    if there.subject.0.is_empty() || organisation.by_provider(there).is_some() {
        return Err(Refusal::mend(
            "That account opens another account here already, so nothing was changed. If that one is yours too, please sign in with it.",
        ));
    }
    Ok(())
}

/// What goes has to leave a passphrase, a passkey or the provider.
fn leaves_a_way_in(after: &Credentials) -> Result<(), Refusal> {
    if after.hash.is_none() && after.passkeys.is_empty() && after.provider.is_none() {
        return Err(Refusal::mend(
            "This is the only way into your account, so it stays. Please choose a passphrase or add a passkey first.",
        ));
    }
    Ok(())
}

fn made(codes: &[Fingerprint]) -> Change {
    let codes = codes.to_vec();
    Change::CodesMade { codes }
}
