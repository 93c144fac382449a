//! Is the database still where we opened it?
//!
//! A file that is removed while it is open can still be written to, and all of it is lost when the
//! process ends. SQLite does not notice in WAL mode, so each commit asks first.

use std::io;
use std::path::{Path, PathBuf};

use crate::log::LogError;

pub struct Place {
    file: PathBuf,
    identity: Identity,
}

#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = ();

impl Place {
    pub fn of(file: &Path) -> io::Result<Self> {
        Ok(Self {
            file: file.to_owned(),
            identity: identity(file)?,
        })
    }

    /// # Errors
    /// [`LogError::Gone`] when another file, or none, stands in its place.
    pub fn require_unmoved(&self) -> Result<(), LogError> {
        match identity(&self.file) {
            Ok(now) if now == self.identity => Ok(()),
            _ => Err(LogError::Gone),
        }
    }
}

/// The device and the file's number on it.
#[cfg(unix)]
fn identity(file: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(file)?;
    Ok((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(file: &Path) -> io::Result<Identity> {
    std::fs::metadata(file).map(|_| ())
}
