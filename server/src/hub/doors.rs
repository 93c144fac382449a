//! Sessions whose doors are due, or that were running when the server stopped, get their owner without anybody
//! having to come: from then on the owner keeps its own deadlines.

use std::sync::Arc;

use super::Hub;
use crate::limits;

/// Looks after the doors until the task is dropped.
pub async fn keep(hub: Arc<Hub>) {
    loop {
        let now = hub.clock.now();
        let soon = now.plus_seconds(2 * limits::DOORS_EVERY_SECONDS);
        let since = now.plus_minutes(-limits::DOORS_LOOK_BACK_MINUTES);
        for session in hub.schedule.opening(since, soon) {
            // None is started any more when the server is about to stop.
            let _ = hub.owner(session);
        }
        hub.pace.tidy();
        hub.clock
            .until(now.plus_seconds(limits::DOORS_EVERY_SECONDS))
            .await;
    }
}
