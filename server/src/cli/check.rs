//! `alongside check`: is everything as it was written?

use std::process::ExitCode;

use super::{give_up, say, tell};
use crate::config::Check;
use crate::keys::Keys;
use crate::log::sqlite;

pub fn check(wish: &Check) -> ExitCode {
    let folder = &wish.folder.data;
    let report = match sqlite::check(folder) {
        Ok(report) => report,
        Err(error) => return give_up(error),
    };
    say(format_args!(
        "{} records in {} streams are as they were written.",
        report.records, report.streams
    ));
    for damage in &report.damage {
        say(damage);
    }
    let keys = fitting_keys(wish);
    if let Err(why) = &keys {
        tell(why);
    }
    if !report.is_sound() {
        return give_up("The database is damaged. Please restore it from a backup.");
    }
    match keys {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// # Errors
/// One sentence for an operator.
fn fitting_keys(wish: &Check) -> Result<(), String> {
    let folder = &wish.folder.data;
    let wanted = sqlite::wanted_keys(folder).map_err(|error| error.to_string())?;
    let (keys, master) = (wish.keys.folder(folder), wish.keys.master(folder));
    Keys::check(&keys, &master, wanted).map_err(|error| error.to_string())
}
