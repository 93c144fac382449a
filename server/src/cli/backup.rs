//! `alongside backup` and `alongside restore`: copies of the database that are verified before they count.

use std::process::ExitCode;

use super::{give_up, say};
use crate::config::{Backup, Restore};
use crate::log::sqlite::{self, CopyError, Folders, Report};

pub fn backup(wish: &Backup) -> ExitCode {
    match copies(wish) {
        Ok(report) => {
            say(format_args!(
                "{} records in {} streams are in {} as they were written.",
                report.records,
                report.streams,
                wish.to.display()
            ));
            match &wish.keys {
                Some(keys) => say(format_args!(
                    "The keys are in {}, with the ledger of erasures beside them. Please keep them elsewhere than the database, and the master key elsewhere again.",
                    keys.display()
                )),
                None => say(
                    "The keys to what people wrote are not in it; --keys copies them to a file of their own.",
                ),
            }
            ExitCode::SUCCESS
        }
        Err(error) => give_up(error),
    }
}

/// The keys come second, so that there is one for every record of the copy.
fn copies(wish: &Backup) -> Result<Report, CopyError> {
    let folder = &wish.folder.data;
    let report = sqlite::backup(folder, &wish.to)?;
    if let Some(keys) = &wish.keys {
        sqlite::backup_keys(wish.keys_folder.or(folder), keys)?;
    }
    Ok(report)
}

pub fn restore(wish: &Restore) -> ExitCode {
    let (data, keys) = (&wish.folder.data, wish.keys.as_deref());
    let folders = Folders {
        data,
        keys: wish.keys_folder.or(data),
    };
    match sqlite::restore(folders, &wish.from, keys, wish.replace) {
        Ok(restored) => {
            say(format_args!(
                "{} records in {} streams are restored.",
                restored.report.records, restored.report.streams
            ));
            for aside in restored.aside {
                say(format_args!(
                    "What was there before is in {}. Please delete it once all is well, as no erasure reaches it.",
                    aside.display()
                ));
            }
            if restored.without_ledger {
                say(
                    "There was no ledger of erasures beside the keys, so whoever was erased is known from this folder alone.",
                );
            }
            ExitCode::SUCCESS
        }
        Err(error) => give_up(error),
    }
}
