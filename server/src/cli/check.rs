//! `alongside check`: is everything as it was written?

use std::path::Path;
use std::process::ExitCode;

use super::{give_up, say};
use crate::log::sqlite;

pub fn check(folder: &Path) -> ExitCode {
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
    if report.is_sound() {
        return ExitCode::SUCCESS;
    }
    give_up("The database is damaged. Please restore it from a backup.")
}
