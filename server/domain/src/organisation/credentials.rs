//! What an account proves itself by: a passphrase, passkeys, an authenticator app, recovery codes, the provider.
//!
//! ```text
//!   passkey, or an account at the provider ───────────> it is you
//!   passphrase ── nothing stronger is set up ─────────> it is you
//!   passphrase ── code of the app, or recovery code ──> it is you      each code once
//! ```
//!
//! The slow work and the secrets themselves stay outside the core: it is told which hash, which step of the app and
//! which passkey were found right, and decides whether that is still so and whether it is enough (SIGN1 to SIGN3).

use super::{Event, Organisation, Staff};
use crate::aggregate::Fingerprint;
use alongside_protocol::{
    ids::{At, PasskeyId, StaffId},
    refusal::Refusal,
    words::Words,
};
use serde::{Deserialize, Serialize};

/// An argon2id hash in its usual text form. It does not print.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassphraseHash(pub String);

impl std::fmt::Debug for PassphraseHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hash]")
    }
}

/// What only the server can read: the app's key, a passkey's parts. It does not print.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opaque(pub String);

impl std::fmt::Debug for Opaque {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[opaque]")
    }
}

#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// None for whoever came by the provider and has chosen no passphrase.
    pub hash: Option<PassphraseHash>,
    pub passkeys: Vec<Passkey>,
    pub app: Option<App>,
    /// Those that have not been used yet.
    pub recovery: Vec<Fingerprint>,
    pub provider: Option<Linked>,
}

/// An account at the provider: its issuer, and what the issuer calls it for ever. Names and addresses change hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderAccount {
    pub issuer: String,
    pub subject: Opaque,
}

/// The account at the provider that opens this one.
#[derive(Debug, Clone)]
pub struct Linked {
    pub account: ProviderAccount,
    pub since: At,
}

#[derive(Debug, Clone)]
pub struct Passkey {
    pub id: PasskeyId,
    pub added: At,
    pub used: Option<At>,
    pub keys: PasskeyKeys,
}

/// A passkey as its authenticator gave it, under the name its owner gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyKeys {
    pub name: Words,
    /// The id by which authenticators know it.
    pub credential: Opaque,
    pub public_key: Opaque,
    /// What changes with use: above all the counter that tells of copies.
    pub state: Opaque,
}

/// An authenticator app.
#[derive(Debug, Clone)]
pub struct App {
    pub secret: Opaque,
    /// The last step whose code was used.
    step: u64,
}

/// What was found right, for the core to decide whether it is enough.
#[derive(Debug, Clone)]
pub enum Proof {
    Passphrase {
        /// The hash it was held against.
        hash: PassphraseHash,
        second: Option<Second>,
    },
    Passkey {
        passkey: PasskeyId,
        /// The state it was held against, and the one that follows.
        seen: Opaque,
        state: Opaque,
    },
    /// The provider says that it is whoever has this account there.
    Provider(ProviderAccount),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// The code of this step of the app.
    App { step: u64 },
    /// A recovery code, right or wrong.
    Recovery { code: Fingerprint },
}

/// What has changed about somebody's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Change {
    PassphraseChanged {
        hash: PassphraseHash,
    },
    PasskeyAdded {
        passkey: PasskeyId,
        keys: PasskeyKeys,
    },
    PasskeyUsed {
        passkey: PasskeyId,
        state: Opaque,
    },
    PasskeyRemoved {
        passkey: PasskeyId,
    },
    AppSet {
        secret: Opaque,
        step: u64,
    },
    AppUsed {
        step: u64,
    },
    AppRemoved {},
    CodesMade {
        codes: Vec<Fingerprint>,
    },
    CodeUsed {
        code: Fingerprint,
    },
    ProviderLinked {
        account: ProviderAccount,
    },
    ProviderUnlinked {},
}

impl Organisation {
    /// Whose passkey this is, by the id its authenticator knows it by.
    #[must_use]
    pub fn by_passkey(&self, credential: &Opaque) -> Option<(&Staff, &Passkey)> {
        self.staff.iter().find_map(|staff| {
            let mut passkeys = staff.credentials.passkeys.iter();
            let found = passkeys.find(|known| known.keys.credential == *credential)?;
            Some((staff, found))
        })
    }

    /// Whose account is opened by this one at the provider.
    #[must_use]
    pub fn by_provider(&self, account: &ProviderAccount) -> Option<&Staff> {
        let opens = |staff: &&Staff| staff.credentials.is_linked_to(account);
        self.staff.iter().find(opens)
    }
}

impl Credentials {
    pub(super) fn of(hash: Option<PassphraseHash>) -> Self {
        let nothing_else = Self::default();
        Self {
            hash,
            ..nothing_else
        }
    }

    /// An account whose key was destroyed is nobody's any more.
    #[must_use]
    pub fn is_linked_to(&self, account: &ProviderAccount) -> bool {
        let linked = self.provider.as_ref().map(|linked| &linked.account);
        !account.subject.0.is_empty() && linked == Some(account)
    }

    /// Whether something stronger than the passphrase is set up; then the passphrase alone is not enough.
    #[must_use]
    pub fn has_second_step(&self) -> bool {
        self.app.is_some() || !self.passkeys.is_empty() || self.provider.is_some()
    }

    /// Whether this proof is good now, and what using it changes.
    ///
    /// # Errors
    /// A refusal that tells what is wanting.
    pub(super) fn check(&self, proof: &Proof) -> Result<Option<Change>, Refusal> {
        match proof {
            Proof::Passphrase { hash, .. } if Some(hash) != self.hash.as_ref() => {
                Err(changed_meanwhile())
            }
            Proof::Passphrase { second: None, .. } if self.has_second_step() => Err(wants_code()),
            Proof::Passphrase { second: None, .. } => Ok(None),
            Proof::Passphrase {
                second: Some(Second::App { step }),
                ..
            } => {
                let fresh = self.app.as_ref().is_some_and(|app| app.step < *step);
                let used = fresh.then_some(Change::AppUsed { step: *step });
                used.map(Some).ok_or_else(wrong_code)
            }
            Proof::Passphrase {
                second: Some(Second::Recovery { code }),
                ..
            } => {
                let known = self.recovery.contains(code);
                let used = known.then_some(Change::CodeUsed { code: *code });
                used.map(Some).ok_or_else(wrong_code)
            }
            Proof::Passkey {
                passkey,
                seen,
                state,
            } => {
                let known = self.passkeys.iter().find(|known| known.id == *passkey);
                let as_seen = known.filter(|known| known.keys.state == *seen);
                as_seen.ok_or_else(changed_meanwhile)?;
                Ok(Some(Change::PasskeyUsed {
                    passkey: *passkey,
                    state: state.clone(),
                }))
            }
            Proof::Provider(account) if self.is_linked_to(account) => Ok(None),
            Proof::Provider(_) => Err(changed_meanwhile()),
        }
    }

    pub(super) fn apply(&mut self, at: At, change: &Change) {
        match change {
            Change::PassphraseChanged { hash } => self.hash = Some(hash.clone()),
            Change::PasskeyAdded { passkey, keys } => self.passkeys.push(Passkey {
                id: *passkey,
                added: at,
                used: None,
                keys: keys.clone(),
            }),
            Change::PasskeyUsed { passkey, state } => {
                let used = self.passkeys.iter_mut().find(|known| known.id == *passkey);
                if let Some(used) = used {
                    used.used = Some(at);
                    used.keys.state = state.clone();
                }
            }
            Change::PasskeyRemoved { passkey } => {
                self.passkeys.retain(|known| known.id != *passkey);
            }
            Change::AppSet { secret, step } => {
                self.app = Some(App {
                    secret: secret.clone(),
                    step: *step,
                });
            }
            Change::AppUsed { step } => {
                if let Some(app) = &mut self.app {
                    app.step = *step;
                }
            }
            Change::AppRemoved {} => self.app = None,
            Change::CodesMade { codes } => self.recovery.clone_from(codes),
            Change::CodeUsed { code } => self.recovery.retain(|known| known != code),
            Change::ProviderLinked { account } => {
                self.provider = Some(Linked {
                    account: account.clone(),
                    since: at,
                });
            }
            Change::ProviderUnlinked {} => self.provider = None,
        }
    }
}

pub(super) const fn of(staff: StaffId, change: Change) -> Event {
    Event::Account { staff, change }
}

fn wants_code() -> Refusal {
    Refusal::mend("Please give the code of your authenticator app too, or a recovery code.")
}

fn wrong_code() -> Refusal {
    Refusal::mend(
        "This code does not fit. Each code is good once, and the app shows a new one every half minute. Please wait for the next one, or use a recovery code.",
    )
}

fn changed_meanwhile() -> Refusal {
    Refusal::stale("Your account has changed in this moment. Please try again.")
}
