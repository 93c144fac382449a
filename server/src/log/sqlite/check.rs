//! `alongside check`: is the database sound, and if not, what is damaged?

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::log::{LogError, Stream};

use super::heads::{self, End, Ends};
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
    /// A stream that is as it was written and ends too early.
    Cut {
        stream: Stream,
        records: u64,
        once: u64,
    },
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
            Self::Cut {
                stream,
                records,
                once,
            } => {
                let missing = once.saturating_sub(*records);
                write!(
                    f,
                    "{stream} ends at record {records} and once had {once}: the last {missing} are missing."
                )
            }
            Self::Nameless => f.write_str("There are records that belong to no stream."),
            Self::Unread { stream, reason } => write!(f, "{stream} cannot be read: {reason}"),
        }
    }
}

/// Verifies the file, every stream's hash chain and its head, and that no stream has ended further on before. It only
/// reads, so it may run beside a server, and it blocks for as long as reading everything takes.
///
/// # Errors
/// When there is no database that could be checked.
pub fn check(folder: &Path) -> Result<Report, OpenError> {
    check_as(&open::database_in(folder), &Known::of(folder))
}

/// The same for a database under any name, of which nothing else is known.
///
/// # Errors
/// When there is no database that could be checked.
pub fn check_file(file: &Path) -> Result<Report, OpenError> {
    check_as(file, &Known::default())
}

/// The same with what was known of it before it was opened or copied.
pub fn check_as(file: &Path, known: &Known) -> Result<Report, OpenError> {
    let mut connection = open::for_reading(file)?;
    let mut report = Report::default();
    look_at_file(&connection, &mut report.damage);
    let mut names = all_names(&connection, &mut report.damage);
    names.extend(known.ends.keys().map(|stream| stream.key().to_vec()));
    for name in names {
        match Stream::from_key(&name) {
            Some(stream) => look_at_stream(&mut connection, stream, known, &mut report),
            None => report.damage.push(Damage::Nameless),
        }
    }
    Ok(report)
}

/// Where streams ended at some moment, by the file beside their database.
#[derive(Default)]
pub struct Known {
    folder: Option<PathBuf>,
    ends: Ends,
}

impl Known {
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            ends: heads::read(folder),
        }
    }

    /// Where it ends now, as it may have been erased meanwhile.
    fn now(&self, stream: Stream) -> Option<End> {
        let ends = heads::read(self.folder.as_ref()?);
        ends.get(&stream).copied()
    }
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

fn look_at_stream(connection: &mut Connection, stream: Stream, known: &Known, report: &mut Report) {
    let mut records = 0;
    let mut follow = |end| {
        records = 0;
        reader::follow(connection, stream, 1, end, |_| records += 1)
    };
    let mut end = known.ends.get(&stream).copied();
    let mut sound = follow(end);
    if sound.is_err() && end.is_some() {
        end = known.now(stream);
        sound = follow(end);
    }
    report.records += records;
    report.streams += u64::from(records > 0 || sound.is_err());
    let head = reader::head(connection, stream).ok().flatten();
    let last = head.map_or(0, |(position, _)| position);
    report.damage.extend(match (sound, end) {
        (Ok(()), _) => None,
        (Err(LogError::Damaged { .. }), Some((once, _))) if last == records && once > last => {
            Some(Damage::Cut {
                stream,
                records,
                once,
            })
        }
        (Err(LogError::Damaged { stream, position }), _) => {
            Some(Damage::Stream { stream, position })
        }
        (Err(error), _) => Some(Damage::Unread {
            stream,
            reason: error.to_string(),
        }),
    });
}
