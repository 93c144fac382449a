use alongside_protocol::{
    audit::{Doer, Done},
    ids::StaffId,
};

use super::*;
use crate::log::Memory;

/// 2027-01-15.
const JANUARY: At = At(1_800_000_000_000);
const MONTH: i64 = 31 * 24 * 60 * 60_000;

fn signed_in(at: At) -> AuditEntry {
    let id = StaffId(Uuid::from_u128(1));
    AuditEntry::new(at, Doer::Staff { id }, Done::SignedIn)
}

#[tokio::test]
async fn the_trail_is_read_newest_first_and_goes_on_after_a_restart() {
    let log: Arc<dyn Log> = Arc::new(Memory::new());
    for hour in 0..3 {
        let audit = Audit::new(Arc::clone(&log));
        let at = At(JANUARY.0 + hour);
        audit.keep(&[signed_in(at), signed_in(at)]).await.unwrap();
    }
    let audit = Audit::new(log);
    let (found, more) = audit.find(4, |_| true).await.unwrap();
    let times: Vec<i64> = found.iter().map(|entry| entry.at.0 - JANUARY.0).collect();
    assert_eq!((times, more), (vec![2, 2, 1, 1], true));
    let (none, more) = audit
        .find(4, |entry| entry.done == Done::Purged)
        .await
        .unwrap();
    assert!(none.is_empty() && !more);
}

#[tokio::test]
async fn a_line_lives_for_24_months_and_not_longer() {
    let audit = Audit::new(Arc::new(Memory::new()));
    for month in 0..3 {
        audit
            .keep(&[signed_in(At(JANUARY.0 + month * MONTH))])
            .await
            .unwrap();
    }
    audit.purge(At(JANUARY.0 + 24 * MONTH)).await.unwrap();
    let (found, _) = audit.find(10, |_| true).await.unwrap();
    assert_eq!(found.len(), 3);
    audit.purge(At(JANUARY.0 + 26 * MONTH)).await.unwrap();
    let (found, _) = audit.find(10, |_| true).await.unwrap();
    assert!(found.len() < 3 && !found.is_empty());
}
