//! `alongside version`.

use std::process::ExitCode;

use alongside_protocol::frames::PROTO;

pub fn version() -> ExitCode {
    super::say(format_args!(
        "alongside {} (protocol {PROTO}, SQLite {})",
        env!("CARGO_PKG_VERSION"),
        rusqlite::version(),
    ));
    ExitCode::SUCCESS
}
