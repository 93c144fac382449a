//! Is the database still where we opened it, and still ours to write to?
//!
//! A file that is removed while it is open can still be written to, and all of it is lost when the
//! process ends; one that is made read-only can still be written to, and cannot be opened again. SQLite
//! does not notice in WAL mode, so each commit asks first.

use std::fs::{self, Metadata};
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
            identity: identity(&fs::metadata(file)?),
        })
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// # Errors
    /// [`LogError::Gone`] when another file, or none, stands in its place; [`LogError::ReadOnly`] when nobody may
    /// write to it any more.
    pub fn require_usable(&self) -> Result<(), LogError> {
        let metadata = fs::metadata(&self.file).map_err(|_| LogError::Gone)?;
        if identity(&metadata) != self.identity {
            return Err(LogError::Gone);
        }
        if metadata.permissions().readonly() {
            return Err(LogError::ReadOnly);
        }
        Ok(())
    }
}

/// The device and the file's number on it.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {}
