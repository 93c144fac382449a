//! The master key: 32 bytes in a file that only its owner may read. It may lie on another disk than everything else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::{Key, KeysError};

/// Reads it.
pub fn read(path: &Path) -> Result<Key, KeysError> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => KeysError::NoMaster {
            path: path.display().to_string(),
        },
        _ => unusable(path, &error),
    })?;
    Key::from_slice(&bytes).ok_or_else(|| KeysError::WrongMaster {
        path: path.display().to_string(),
    })
}

/// Reads it, or makes it when there is none; durable before this returns. An empty file is one that a power cut kept
/// from being written; nothing has been wrapped with it.
pub fn read_or_make(path: &Path) -> Result<Key, KeysError> {
    let mut options = OpenOptions::new();
    options.write(true);
    match fs::metadata(path) {
        Ok(found) if found.is_file() && found.len() == 0 => options.truncate(true),
        _ => options.create_new(true),
    };
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return read(path),
        Err(error) => return Err(unusable(path, &error)),
    };
    let key = fresh();
    let written = file
        .write_all(key.bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
            _ => Ok(()),
        });
    written.map_err(|error| unusable(path, &error))?;
    Ok(key)
}

/// A key that nobody can guess. A system without randomness cannot keep a secret, so the server stops.
pub fn fresh() -> Key {
    Key::new(random())
}

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("the system gives no randomness; stopping");
        std::process::abort();
    }
    bytes
}

fn unusable(path: &Path, error: &io::Error) -> KeysError {
    KeysError::Unusable {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
