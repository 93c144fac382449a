//! The audit trail (TRUST 3): who did what to whom, never a text; appended to and kept for 24 months.
//!
//! Each month is a stream of its own in the log, with the same chain of hashes; a month that is old enough is
//! erased as a whole. What is asked for by staff is kept before it is done ([`Audit::keep`]); what happened in a
//! session is noted after it has ([`Audit::note`]).

pub mod csv;
pub mod of_session;

use std::sync::Arc;

use alongside_protocol::{audit::AuditEntry, ids::At};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::limits;
use crate::log::{Kind, Log, LogError, Stream};

pub struct Audit {
    log: Arc<dyn Log>,
    /// The month that is being written, and its last position.
    month: Mutex<Option<(Stream, u64)>>,
}

impl Audit {
    #[must_use]
    pub fn new(log: Arc<dyn Log>) -> Self {
        Self {
            log,
            month: Mutex::new(None),
        }
    }

    /// Resolves when the lines are durable.
    ///
    /// # Errors
    /// A fault of the log; then what was to be recorded should not be done.
    pub async fn keep(&self, entries: &[AuditEntry]) -> Result<(), LogError> {
        let Some(first) = entries.first() else {
            return Ok(());
        };
        let stream = month_of(first.at);
        let bodies: Vec<Vec<u8>> = entries
            .iter()
            .filter_map(|entry| serde_json::to_vec(entry).ok())
            .collect();
        let mut month = self.month.lock().await;
        for _ in 0..limits::STALE_TRIES {
            let position = match *month {
                Some((known, position)) if known == stream => position,
                _ => {
                    let last = self.log.read(stream, 1).await?;
                    last.last().map_or(0, |record| record.position)
                }
            };
            *month = None;
            match self.log.append(stream, position, bodies.clone()).await {
                Ok(position) => {
                    *month = Some((stream, position));
                    return Ok(());
                }
                Err(LogError::Stale { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Err(LogError::Broken("the audit trail is crowded".to_owned()))
    }

    /// Keeps lines in their own time.
    pub fn note(self: &Arc<Self>, entries: Vec<AuditEntry>) {
        if entries.is_empty() {
            return;
        }
        let audit = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = audit.keep(&entries).await {
                tracing::error!(%error, lines = entries.len(), "lines of the audit trail were not kept");
            }
        });
    }

    /// All lines for which `is_wanted` holds, the newest first, `most` at the most; and whether there are more.
    ///
    /// # Errors
    /// A fault of the log.
    pub async fn find(
        &self,
        most: usize,
        is_wanted: impl Fn(&AuditEntry) -> bool,
    ) -> Result<(Vec<AuditEntry>, bool), LogError> {
        let mut months = self.log.list(Kind::Audit).await?;
        months.sort_unstable_by_key(|month| std::cmp::Reverse(month.id()));
        let mut found = Vec::new();
        for month in months {
            for record in self.log.read(month, 1).await?.iter().rev() {
                let Ok(entry) = serde_json::from_slice::<AuditEntry>(&record.body) else {
                    tracing::error!(stream = %month, position = record.position, "a line of the audit trail cannot be read");
                    continue;
                };
                if !is_wanted(&entry) {
                    continue;
                }
                if found.len() == most {
                    return Ok((found, true));
                }
                found.push(entry);
            }
        }
        Ok((found, false))
    }

    /// Erases the months that are older than the trail is kept.
    ///
    /// # Errors
    /// A fault of the log; asking again later is safe.
    pub async fn purge(&self, now: At) -> Result<(), LogError> {
        let oldest = number_of(now).saturating_sub(limits::AUDIT_MONTHS);
        for month in self.log.list(Kind::Audit).await? {
            if month.id().as_u128() < u128::from(oldest) {
                self.log.erase(month).await?;
            }
        }
        Ok(())
    }
}

fn month_of(at: At) -> Stream {
    Stream::audit(Uuid::from_u128(number_of(at).into()))
}

/// Months since the year 0, by UTC.
fn number_of(at: At) -> u32 {
    let moment = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let day: Date = moment.to_zoned(TimeZone::UTC).date();
    let (year, month) = (day.year(), day.month());
    u32::try_from(i32::from(year) * 12 + i32::from(month)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
