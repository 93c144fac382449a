//! How staff show who they are: passphrases, codes of an app, passkeys, the organisation's own provider. The mathematics and what is under way;
//! what counts as enough is decided in the core (`organisation/credentials.rs`).

pub mod app;
pub mod passkeys;
pub mod passphrase;
pub mod provider;
mod waiting;

use app::Apps;
use passkeys::Passkeys;
use passphrase::Hasher;
use provider::Provider;

use crate::address::Address;

/// What the doors need to know who somebody is.
pub struct Proofs {
    pub hasher: Hasher,
    pub passkeys: Passkeys,
    pub apps: Apps,
    /// Most houses have none.
    pub provider: Option<Provider>,
}

impl Proofs {
    #[must_use]
    pub fn new(address: &Address, hasher: Hasher) -> Self {
        Self {
            hasher,
            passkeys: Passkeys::new(address),
            apps: Apps::default(),
            provider: None,
        }
    }
}
