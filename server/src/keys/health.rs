//! Whether new keys can be kept. While they cannot, on a full disk for example, it is tried out again and again.

use std::sync::{Arc, Weak};

use tokio::sync::watch;

use super::{Keys, KeysError};
use crate::limits;

impl Keys {
    /// Why no new key can be kept, as something that can be watched; nothing when all is well.
    #[must_use]
    pub fn failing(&self) -> watch::Receiver<Option<KeysError>> {
        self.failing.subscribe()
    }

    /// Nothing that needs a new key can be kept from here on, until it is tried out that it can.
    pub(super) fn fail(self: &Arc<Self>, error: &KeysError) {
        let first = self.failing.send_replace(Some(error.clone())).is_none();
        if first {
            tracing::error!(%error, "no new keys are kept from here on");
            tokio::spawn(Self::mends(Arc::downgrade(self)));
        }
    }

    async fn mends(keys: Weak<Self>) {
        loop {
            tokio::time::sleep(limits::LOG_MEND_EVERY).await;
            let Some(keys) = keys.upgrade() else { return };
            let own = Arc::clone(&keys);
            let tried = keys.place.does(move || own.store().try_out()).await;
            if tried.is_ok() {
                tracing::info!("keys are kept again");
                keys.failing.send_replace(None);
                return;
            }
        }
    }
}
