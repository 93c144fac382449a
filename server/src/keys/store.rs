//! `keys.db`: each key wrapped with the master key, and who has been erased.
//!
//! The journal is cut to nothing after each commit, deleted rows are overwritten, and after a destruction the file
//! is written anew, so that a destroyed key is in no file any more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use alongside_domain::sealing::Whose;
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId},
    privacy::Class,
};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use uuid::Uuid;

use super::proof::{self, PROOF};
use super::wrapped::{bound, unwrap};
use super::{Key, KeyName, KeysError, KeysId, Scope, Wanted, cipher, failure, master, scope};
use crate::limits;

pub struct Store {
    connection: Connection,
    master: Key,
    path: String,
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS key (
        programme BLOB NOT NULL, session BLOB NOT NULL, whose BLOB NOT NULL, class TEXT NOT NULL,
        wrapped   BLOB NOT NULL,
        PRIMARY KEY (programme, session, whose, class)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS erased (
        programme BLOB NOT NULL, session BLOB NOT NULL, whose BLOB NOT NULL,
        PRIMARY KEY (programme, session, whose)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS proof (
        one INTEGER PRIMARY KEY CHECK (one = 1), wrapped BLOB NOT NULL
    ) STRICT;";

impl Store {
    pub fn open(folder: &Path, master: &Path, wanted: Wanted) -> Result<(Self, KeysId), KeysError> {
        let path = folder.join("keys.db").display().to_string();
        if wanted != Wanted::Any {
            proof::check(folder, master, wanted)?;
        }
        let unusable = |error: rusqlite::Error| failure(&path, &error);
        let connection = Connection::open(folder.join("keys.db")).map_err(unusable)?;
        only_for_us(&folder.join("keys.db")).map_err(|error| KeysError::Unusable {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        prepare(&connection).map_err(unusable)?;
        let proof = proof::read(&connection).map_err(unusable)?;
        let master_key = match proof {
            Some(_) => master::read(master)?,
            None => master::read_or_make(master)?,
        };
        let store = Self {
            connection,
            master: master_key,
            path,
        };
        match proof {
            Some(proof) => {
                proof::require_opened(&store.master, master, &proof)?;
                Ok((store, proof::name(&proof)))
            }
            None => store.proved(),
        }
    }

    pub fn in_memory() -> Result<(Self, KeysId), KeysError> {
        let path = "memory".to_owned();
        let unusable = |error: rusqlite::Error| failure(&path, &error);
        let connection = Connection::open_in_memory().map_err(unusable)?;
        connection.execute_batch(SCHEMA).map_err(unusable)?;
        Self {
            connection,
            master: master::fresh(),
            path,
        }
        .proved()
    }

    fn proved(self) -> Result<(Self, KeysId), KeysError> {
        let wrapped = self.wrap(PROOF, PROOF)?;
        self.connection
            .execute(
                "INSERT INTO proof (one, wrapped) VALUES (1, ?1)",
                [&wrapped],
            )
            .map_err(|error| failure(&self.path, &error))?;
        Ok((self, proof::name(&wrapped)))
    }

    pub fn find(&mut self, names: &BTreeSet<KeyName>) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        let (found, damaged) = self.look(names)?;
        self.tells(&damaged);
        Ok(found)
    }

    /// The sound ones, and which are damaged.
    fn look(
        &self,
        names: &BTreeSet<KeyName>,
    ) -> Result<(BTreeMap<KeyName, Key>, BTreeSet<KeyName>), KeysError> {
        let (mut found, mut damaged) = (BTreeMap::new(), BTreeSet::new());
        for name in names {
            let wrapped = wrapped(&self.connection, name).map_err(|error| self.told(&error))?;
            match wrapped.map(|wrapped| unwrap(&self.master, name, &wrapped)) {
                Some(Some(key)) => drop(found.insert(*name, key)),
                Some(None) => drop(damaged.insert(*name)),
                None => {}
            }
        }
        Ok((found, damaged))
    }

    fn damaged(&self, damaged: &BTreeSet<KeyName>) -> KeysError {
        let (path, keys) = (self.path.clone(), damaged.len());
        KeysError::Damaged { path, keys }
    }

    fn tells(&self, damaged: &BTreeSet<KeyName>) {
        if !damaged.is_empty() {
            let error = self.damaged(damaged);
            tracing::error!(%error, "words go without their key, as if it had been destroyed");
        }
    }

    pub fn find_or_make(
        &mut self,
        names: &BTreeSet<KeyName>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        let (found, damaged) = self.look(names)?;
        if !damaged.is_empty() {
            return Err(self.damaged(&damaged));
        }
        self.make(names, found)
    }

    pub fn find_or_make_but_damaged(
        &mut self,
        names: &BTreeSet<KeyName>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        let (found, damaged) = self.look(names)?;
        self.tells(&damaged);
        self.make(&(names - &damaged), found)
    }

    /// Those that are not among the `found`.
    fn make(
        &mut self,
        names: &BTreeSet<KeyName>,
        mut found: BTreeMap<KeyName, Key>,
    ) -> Result<BTreeMap<KeyName, Key>, KeysError> {
        let missing = names.iter().filter(|name| !found.contains_key(name));
        let made = missing
            .map(|name| {
                let key = master::fresh();
                let wrapped = self.wrap(&bound(name), key.bytes())?;
                Ok((*name, key, wrapped))
            })
            .collect::<Result<Vec<_>, KeysError>>()?;
        if made.is_empty() {
            return Ok(found);
        }
        let path = self.path.clone();
        let told = |error: rusqlite::Error| KeysError::Unwritten {
            path: path.clone(),
            reason: error.to_string(),
        };
        let behavior = TransactionBehavior::Immediate;
        let transaction = self
            .connection
            .transaction_with_behavior(behavior)
            .map_err(told)?;
        for (name, key, wrapped) in made {
            if is_erased(&transaction, &name).map_err(told)? {
                continue;
            }
            transaction
                .prepare_cached(
                    "INSERT INTO key (programme, session, whose, class, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)",
                )
                .and_then(|mut insert| {
                    let KeyName { programme, session, whose, class } = name;
                    insert.execute(params![
                        programme.as_bytes(), session.as_bytes(), whose.0.as_bytes(), class.code(), wrapped
                    ])
                })
                .map_err(told)?;
            found.insert(name, key);
        }
        transaction.commit().map_err(told)?;
        Ok(found)
    }

    /// Writes something that means nothing: whether keys could be written.
    pub fn try_out(&self) -> Result<(), KeysError> {
        let tries = || {
            let pragma = "user_version";
            let tried: i32 =
                (self.connection).pragma_query_value(None, pragma, |row| row.get(0))?;
            self.connection
                .pragma_update(None, pragma, tried.wrapping_add(1))
        };
        tries().map_err(|error: rusqlite::Error| self.told(&error))
    }

    pub fn destroy(&mut self, scopes: &[Scope]) -> Result<u64, KeysError> {
        let path = self.path.clone();
        let told = |error: rusqlite::Error| failure(&path, &error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(told)?;
        let mut destroyed = 0;
        for scope in scopes {
            destroyed += scope::remove(&transaction, scope).map_err(told)?;
            scope::mark(&transaction, scope).map_err(told)?;
        }
        transaction.commit().map_err(told)?;
        if destroyed > 0 {
            self.connection.execute_batch("VACUUM").map_err(told)?;
        }
        Ok(u64::try_from(destroyed).unwrap_or(u64::MAX))
    }

    /// Whose keys of one class there are in a session.
    pub fn holders(
        &self,
        programme: ProgrammeId,
        session: SessionId,
        class: Class,
    ) -> Result<Vec<PersonId>, KeysError> {
        let holders = || {
            let mut select = self.connection.prepare_cached(
                "SELECT whose FROM key WHERE programme = ?1 AND session = ?2 AND class = ?3",
            )?;
            let of = params![programme.0.as_bytes(), session.0.as_bytes(), class.code()];
            let rows = select.query_map(of, |row| row.get(0))?;
            rows.map(|whose| Ok(PersonId(Uuid::from_bytes(whose?))))
                .collect::<rusqlite::Result<_>>()
        };
        holders().map_err(|error: rusqlite::Error| self.told(&error))
    }

    /// Whose keys there are in a programme, but its own and those of safeguarding records.
    pub fn people(&self, programme: ProgrammeId) -> Result<BTreeSet<PersonId>, KeysError> {
        let people = || {
            let mut select = self.connection.prepare_cached(
                "SELECT DISTINCT whose FROM key WHERE programme = ?1 AND class <> ?2 AND whose <> ?3",
            )?;
            let but = Class::Safeguarding.code();
            let of = params![programme.0.as_bytes(), but, Whose::PROGRAMME.0.as_bytes()];
            let rows = select.query_map(of, |row| row.get(0))?;
            rows.map(|whose| Ok(PersonId(Uuid::from_bytes(whose?))))
                .collect::<rusqlite::Result<_>>()
        };
        people().map_err(|error: rusqlite::Error| self.told(&error))
    }

    pub fn kept(&self, programme: ProgrammeId) -> Result<BTreeSet<(Uuid, Class)>, KeysError> {
        let kept = || {
            let mut select = self
                .connection
                .prepare_cached("SELECT DISTINCT session, class FROM key WHERE programme = ?1")?;
            let rows = select.query_map([programme.0.as_bytes()], |row| {
                let (session, class): ([u8; 16], String) = (row.get(0)?, row.get(1)?);
                let class = Class::ALL.into_iter().find(|known| known.code() == class);
                Ok(class.map(|class| (Uuid::from_bytes(session), class)))
            })?;
            rows.filter_map(Result::transpose)
                .collect::<rusqlite::Result<_>>()
        };
        kept().map_err(|error: rusqlite::Error| self.told(&error))
    }

    fn wrap(&self, bound: &[u8], bytes: &[u8]) -> Result<Vec<u8>, KeysError> {
        cipher::seal(&self.master, master::random(), bound, bytes).ok_or_else(|| {
            KeysError::Unusable {
                path: self.path.clone(),
                reason: "a key could not be wrapped".to_owned(),
            }
        })
    }

    fn told(&self, error: &rusqlite::Error) -> KeysError {
        failure(&self.path, error)
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(limits::DATABASE_BUSY)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.execute_batch(SCHEMA)
}

fn wrapped(connection: &Connection, name: &KeyName) -> rusqlite::Result<Option<Vec<u8>>> {
    let KeyName {
        programme,
        session,
        whose,
        class,
    } = name;
    connection
        .prepare_cached(
            "SELECT wrapped FROM key WHERE programme = ?1 AND session = ?2 AND whose = ?3 AND class = ?4",
        )?
        .query_row(
            params![programme.as_bytes(), session.as_bytes(), whose.0.as_bytes(), class.code()],
            |row| row.get(0),
        )
        .optional()
}

/// The person, the session or the whole programme is erased.
fn is_erased(connection: &Connection, name: &KeyName) -> rusqlite::Result<bool> {
    let nil = Uuid::nil();
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM erased WHERE programme = ?1
                AND ((session = ?4 AND whose = ?4)
                  OR (session = ?4 AND whose = ?3)
                  OR (session = ?2 AND whose = ?4)))",
        )?
        .query_row(
            params![
                name.programme.as_bytes(),
                name.session.as_bytes(),
                name.whose.0.as_bytes(),
                nil.as_bytes()
            ],
            |row| row.get(0),
        )
}

#[cfg(unix)]
fn only_for_us(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_us(_file: &Path) -> std::io::Result<()> {
    Ok(())
}
