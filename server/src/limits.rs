//! Every limit and timeout of the server, once, with its reason.

use std::time::Duration;

/// Requests that share one transaction and one fsync. More does not make the disk faster, it only
/// makes the first one wait longer.
pub const LOG_BATCH: usize = 512;

/// Requests that may wait for the log's writer: two batches, so that the next is ready while one is
/// on its way to the disk. Whoever comes then waits before being queued.
pub const LOG_QUEUE: usize = 2 * LOG_BATCH;

/// Reads of the log at the same time. They wait for the disk, so a few more than cores.
pub const LOG_READERS: usize = 4;

/// How long SQLite waits for another program that holds the database. Sessions stand still
/// meanwhile, so it is short.
pub const DATABASE_BUSY: Duration = Duration::from_secs(2);

/// Pages (4 KiB each) in the write-ahead file before they are moved into the database: 16 MB.
pub const WAL_PAGES: u32 = 4_000;

/// The write-ahead file is cut back to this many bytes after a burst: 64 MiB.
pub const WAL_BYTES: u32 = 67_108_864;
