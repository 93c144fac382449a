//! What goes wrong with machines, against the real program: it is killed at any moment, its disk fills, its database is
//! moved, changed or cut, it is stopped and started, it runs out of files. Nothing acknowledged is lost, and people are
//! told the truth meanwhile (TRUST 1).

mod copies;
mod disk;
mod erasure;
mod keys;
mod keys_disk;
mod kills;
mod moments;
mod process;
mod rows;
mod starved;
mod witness;

use std::path::Path;
use std::time::Duration;

use alongside::log::{Log, Stream};
use alongside_protocol::{
    entry::Entry,
    ids::{CommandId, SessionId},
    people::Role,
};
use serde_json::Value;
use uuid::Uuid;

use crate::cast::Mirror;

/// A facilitator and three trainees are enough for most of it.
const FEW: [(&str, Role); 4] = [
    ("Fola", Role::Facilitator),
    ("Asha", Role::Trainee),
    ("Ben", Role::Trainee),
    ("Chi", Role::Trainee),
];

/// A moment that nobody chose, up to this long.
fn a_while(longest_ms: u64) -> Duration {
    let dice = Uuid::new_v4().as_u64_pair().1;
    Duration::from_micros(dice % (longest_ms * 1_000))
}

/// Which commands the log of a session holds, in its order. Whose they are is sealed.
async fn kept(log: &dyn Log, session: SessionId) -> Vec<CommandId> {
    let records = log.read(Stream::session(session.0), 1).await.unwrap();
    let command = |body: &[u8]| {
        let record: Value = serde_json::from_slice(body).unwrap();
        let id = record.get("from")?.get("id")?;
        Some(CommandId(serde_json::from_value(id.clone()).unwrap()))
    };
    records
        .iter()
        .filter_map(|record| command(&record.body))
        .collect()
}

/// How often these words are shown.
fn times(mirror: &Mirror, words: &str) -> usize {
    let said =
        |entry: &Entry| matches!(entry, Entry::Message(message) if message.words.text() == words);
    let shown = mirror.entries().filter(|(_, _, entry)| said(entry));
    shown.count()
}

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("alongside.db")
}

/// What `alongside check` says, and whether all is sound.
fn check(folder: &Path) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_alongside"));
    let output = command.args(["check", "--data"]).arg(folder).output();
    let output = output.unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    (output.status.success(), told)
}
