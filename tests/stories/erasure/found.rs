//! Where words of somebody could still be found: in files, with the keys, and on the pages of organisers.

use std::path::Path;
use std::sync::Arc;

use alongside::{
    clock::Clock,
    keys::{Keys, Wanted},
    log::{Sqlite, Stream, sqlite},
    vault::Vault,
};
use alongside_domain::{
    aggregate::Aggregate,
    organisation::{self, Organisation},
    programme::{self, Programme},
    session::{self, Session},
};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::world::{MORNING, World, keys::Keys as Known};

/// In every file below the folder: the database, its write-ahead file, free pages, keys, backups.
pub fn stands_in_a_file(folder: &Path, text: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return stands_in_a_file(&path, text);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text)
    })
}

pub fn on_disk(folder: &Path) -> Vault {
    let log = Arc::new(Sqlite::open(folder).unwrap());
    let keys = Keys::open(folder, &folder.join("master.key"), Wanted::Any).unwrap();
    Vault::new(log, Arc::new(keys), Clock::starting_at(MORNING))
}

/// What the keys open of the house.
pub async fn of_house(vault: &Vault) -> Vec<organisation::Event> {
    let stream = Stream::organisation();
    let records = vault.read::<organisation::Event>(stream, Uuid::nil(), 1);
    let mut opened = Vec::new();
    for record in records.await.unwrap() {
        record.whole(|_, event, seam| {
            Organisation::private(event, seam);
            opened.push(event.clone());
        });
    }
    opened
}

/// All that the keys open of the house, a programme and its session.
pub async fn opened(vault: &Vault, of: &Known) -> String {
    let mut all = serde_json::to_string(&of_house(vault).await).unwrap();
    let programme = of.programme().0;
    let stream = Stream::programme(programme);
    for record in vault
        .read::<programme::Event>(stream, programme, 1)
        .await
        .unwrap()
    {
        record.whole(|_, event, seam| {
            Programme::private(event, seam);
            all.push_str(&serde_json::to_string(event).unwrap());
        });
    }
    let stream = Stream::session(of.session().0);
    let mut day = Session::default();
    for record in vault
        .read::<session::Event>(stream, programme, 1)
        .await
        .unwrap()
    {
        record.whole(|at, event, seam| {
            day.private(event, seam);
            day.apply(at, event);
            all.push_str(&serde_json::to_string(event).unwrap());
        });
    }
    all
}

/// Everything an organiser can take away.
pub async fn everything_there_is(world: &mut World) -> String {
    let path = format!("/api/programmes/{}", world.programme);
    let mut all = world.organiser.get(&path).await.text;
    all.push_str(&world.organiser.get(&format!("{path}/others")).await.text);
    world.organiser.step_up().await;
    for form in ["json", "table"] {
        let export = json!({ "what": { "t": "programme" }, "form": form });
        let reply = world
            .organiser
            .post(&format!("{path}/export"), &export)
            .await;
        all.push_str(&reply.text);
    }
    for path in ["/api/audit", "/api/audit/table"] {
        all.push_str(&world.organiser.post(path, &json!({})).await.text);
    }
    all
}

/// The database, and the keys with their ledger on another shelf.
pub fn back_up(folder: &Path) -> TempDir {
    let backups = tempfile::tempdir().unwrap();
    sqlite::backup(folder, &backups.path().join("alongside.db")).unwrap();
    sqlite::backup_keys(folder, &backups.path().join("keys.db")).unwrap();
    std::fs::copy(folder.join("master.key"), backups.path().join("master.key")).unwrap();
    backups
}

/// How many keys of a person, an account or an invitation lie there.
pub fn keys_of(whose: Uuid, folder: &Path) -> u32 {
    let wrapped = rusqlite::Connection::open(folder.join("keys.db")).unwrap();
    let count = "SELECT count(*) FROM key WHERE whose = ?1";
    wrapped
        .query_row(count, [whose.as_bytes()], |row| row.get(0))
        .unwrap()
}
