//! The commands of the program. Each says in one sentence what went wrong, on stderr, and exits with 1.
//!
//! What a script may read stands on stdout; logs go to stderr.

mod backup;
mod check;
mod network;
mod plan;
mod rehearse;
mod serve;
mod version;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::config::{Command, Line};

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    match Line::parse().command {
        Command::Serve(serve) => serve::serve(&serve),
        Command::Rehearse(listen) => rehearse::rehearse(&listen),
        Command::Check(wish) => check::check(&wish),
        Command::Backup(wish) => backup::backup(&wish),
        Command::Restore(wish) => backup::restore(&wish),
        Command::Plan(cases) => plan::plan(&cases.all()),
        Command::Version => version::version(),
    }
}

/// One line for people and scripts. Whoever has stopped reading does not stop the server.
fn say(line: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn tell(trouble: impl Display) {
    let _ = writeln!(io::stderr(), "{trouble}");
}

fn give_up(why: impl Display) -> ExitCode {
    tell(why);
    ExitCode::FAILURE
}
