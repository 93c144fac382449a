//! Whether what is decided can be kept: by the log, and by the keys to what people wrote in it (LOG5).

use tokio::sync::watch;

use super::{Vault, VaultError};
use crate::{keys::KeysError, log};

/// How log and keys are, as something that can be watched.
pub struct Health {
    log: watch::Receiver<log::Health>,
    keys: watch::Receiver<Option<KeysError>>,
}

impl Vault {
    /// How log and keys are from now on.
    #[must_use]
    pub fn health(&self) -> Health {
        let (mut log, mut keys) = (self.log.health(), self.keys.failing());
        // How it is now is where whoever asks begins; only what comes after is a turn.
        log.mark_unchanged();
        keys.mark_unchanged();
        Health { log, keys }
    }
}

impl Health {
    /// Why nothing is kept at present; nothing when all is well.
    #[must_use]
    pub fn failing(&self) -> Option<VaultError> {
        if let log::Health::Failing(why) = &*self.log.borrow() {
            return Some(VaultError::Log(why.clone()));
        }
        self.keys.borrow().clone().map(VaultError::Keys)
    }

    /// Resolves when one of them has failed, or is well again.
    pub async fn turned(&mut self) {
        tokio::select! {
            () = changed(&mut self.log) => {}
            () = changed(&mut self.keys) => {}
        }
    }
}

async fn changed<T>(health: &mut watch::Receiver<T>) {
    if health.changed().await.is_err() {
        // This one never changes.
        std::future::pending().await
    }
}
