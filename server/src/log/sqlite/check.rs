//! `alongside check`: is the database sound, and if not, what is damaged?

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use rusqlite::Connection;

use crate::log::{LogError, Stream};

use super::open::{self, OpenError};
use super::reader;

/// What a check found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub streams: u64,
    /// Records that are as they were written.
    pub records: u64,
    pub damage: Vec<Damage>,
}

impl Report {
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty()
    }
}

/// One thing that is not as it was written. It prints as a sentence for an operator.
#[derive(Debug, PartialEq, Eq)]
pub enum Damage {
    /// SQLite's own finding about the file.
    File(String),
    /// The first record of a stream that is wrong or missing.
    Stream { stream: Stream, position: u64 },
    /// Records under a name that no stream has.
    Nameless,
    /// A stream that could not be read, and why.
    Unread { stream: Stream, reason: String },
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(finding) => write!(f, "The database file is damaged: {finding}."),
            Self::Stream { stream, position } => {
                write!(f, "{stream} is damaged at record {position}.")
            }
            Self::Nameless => f.write_str("There are records that belong to no stream."),
            Self::Unread { stream, reason } => write!(f, "{stream} cannot be read: {reason}"),
        }
    }
}

/// Verifies the file, every stream's hash chain and its head. It only reads, so it may run beside a
/// server, and it blocks for as long as reading everything takes.
///
/// # Errors
/// When there is no database that could be checked.
pub fn check(folder: &Path) -> Result<Report, OpenError> {
    let file = open::database_in(folder);
    let mut connection = open::for_reading(&file)?;
    let mut report = Report::default();
    look_at_file(&connection, &mut report.damage);
    for name in all_names(&connection, &mut report.damage) {
        match Stream::from_key(&name) {
            Some(stream) => look_at_stream(&mut connection, stream, &mut report),
            None => report.damage.push(Damage::Nameless),
        }
    }
    Ok(report)
}

fn look_at_file(connection: &Connection, damage: &mut Vec<Damage>) {
    let findings = connection
        .prepare("PRAGMA integrity_check")
        .and_then(|mut check| {
            check
                .query_map([], |row| row.get(0))?
                .collect::<Result<Vec<_>, _>>()
        });
    match findings {
        Ok(findings) => {
            let wrong = findings
                .into_iter()
                .filter(|finding: &String| finding != "ok");
            damage.extend(wrong.map(|finding| Damage::File(finding.replace('\n', "; "))));
        }
        Err(error) => damage.push(Damage::File(error.to_string())),
    }
}

fn all_names(connection: &Connection, damage: &mut Vec<Damage>) -> BTreeSet<Vec<u8>> {
    reader::names(connection).unwrap_or_else(|error| {
        damage.push(Damage::File(error.to_string()));
        BTreeSet::new()
    })
}

fn look_at_stream(connection: &mut Connection, stream: Stream, report: &mut Report) {
    report.streams += 1;
    let mut records = 0;
    let sound = reader::follow(connection, stream, 1, |_| records += 1);
    report.records += records;
    match sound {
        Ok(()) => {}
        Err(LogError::Damaged { stream, position }) => {
            report.damage.push(Damage::Stream { stream, position });
        }
        Err(error) => report.damage.push(Damage::Unread {
            stream,
            reason: error.to_string(),
        }),
    }
}
