//! Each key as it lies in `keys.db`: wrapped with the master key, and bound to its name, so that none can stand in the
//! place of another.

use std::path::Path;

use super::{Key, KeyName, KeysError, cipher, failure, master, proof};

/// The key, unless it is damaged or another's.
pub fn unwrap(master: &Key, name: &KeyName, wrapped: &[u8]) -> Option<Key> {
    opened(master, &bound(name), wrapped)
}

fn opened(master: &Key, bound: &[u8], wrapped: &[u8]) -> Option<Key> {
    Key::from_slice(&cipher::open(master, bound, wrapped)?)
}

/// What a key is bound to.
pub fn bound(name: &KeyName) -> Vec<u8> {
    let (programme, session, whose) = (&name.programme, &name.session, &name.whose.0);
    let ids = [programme, session, whose].map(|id| id.as_bytes().as_slice());
    bound_to(ids, name.class.code())
}

fn bound_to(ids: [&[u8]; 3], class: &str) -> Vec<u8> {
    let parts = [b"alongside key"].map(|head| head.as_slice());
    let parts = parts.into_iter().chain(ids).chain([class.as_bytes()]);
    parts.flatten().copied().collect()
}

/// Makes sure that the master key opens each of the keys in this folder.
pub fn check(folder: &Path, master: &Path) -> Result<(), KeysError> {
    let file = folder.join("keys.db");
    let path = file.display().to_string();
    let master = master::read(master)?;
    let damaged = || -> rusqlite::Result<usize> {
        let connection = proof::beside_a_server(&file)?;
        let all = "SELECT programme, session, whose, class, wrapped FROM key";
        let mut select = connection.prepare(all)?;
        let is_damaged = select.query_map([], |row| {
            let ids: [Vec<u8>; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            let (class, wrapped): (String, Vec<u8>) = (row.get(3)?, row.get(4)?);
            let bound = bound_to([&ids[0], &ids[1], &ids[2]], &class);
            Ok(opened(&master, &bound, &wrapped).is_none())
        })?;
        let is_damaged = is_damaged.collect::<rusqlite::Result<Vec<bool>>>()?;
        Ok(is_damaged.into_iter().filter(|damaged| *damaged).count())
    };
    match damaged() {
        Ok(0) => Ok(()),
        Ok(keys) => Err(KeysError::Damaged { path, keys }),
        Err(error) => Err(failure(&path, &error)),
    }
}
