//! `alongside plan`: who sits with whom, for cases from files, as the matching engine sees it.
//!
//! One answer a line on stdout. A case that cannot be understood is told on stderr and makes the exit code 2, and the
//! others are answered all the same; an answer that cannot be written ends it with 1. Needs no server, no folder and no threads.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use alongside_domain::matching::case::Question;
use serde_json::{Value, json};

use super::{give_up, tell};
use crate::limits;

/// What a bad case, or a file that cannot be read, makes of the exit code.
const NOT_UNDERSTOOD: u8 = 2;

pub fn plan(files: &[PathBuf]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for file in files {
        match read(file).and_then(|text| answer(&text)) {
            Ok(answer) => match hand_over(&answer) {
                Ok(()) => {}
                // Whoever asked has heard enough.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return code,
                Err(error) => {
                    return give_up(format_args!(
                        "The answer cannot be written ({error}). Make room, or send it elsewhere."
                    ));
                }
            },
            Err(trouble) => {
                tell(format_args!("{}: {trouble}", name(file)));
                code = ExitCode::from(NOT_UNDERSTOOD);
            }
        }
    }
    code
}

/// An answer is handed over as soon as it is there: the next case may take a while.
fn hand_over(answer: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{answer}")?;
    out.flush()
}

/// The answer, with the time that planning took.
fn answer(case: &str) -> Result<Value, String> {
    let question = Question::read(case).map_err(|trouble| trouble.to_string())?;
    let started = Instant::now();
    let mut answer = question.answer();
    let millis = started.elapsed().as_secs_f64() * 1_000.0;
    answer["timing_ms"] = json!((millis * 1_000.0).round() / 1_000.0);
    Ok(answer)
}

fn read(file: &Path) -> Result<String, String> {
    let bytes = bytes_of(file).map_err(|error| {
        format!("The file cannot be read ({error}). Look at its name and rights.")
    })?;
    if bytes.len() as u64 > limits::CASE_BYTES {
        return Err(format!(
            "The file is larger than {} MB. Leave out what is no part of the case.",
            limits::CASE_BYTES / 1_000_000
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("Byte {at} is not UTF-8 text. Save the file as UTF-8.")
    })
}

/// Never more than one byte beyond the limit.
fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    let from: Box<dyn Read> = if is_stdin(file) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(file)?)
    };
    let mut bytes = Vec::new();
    from.take(limits::CASE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn name(file: &Path) -> String {
    if is_stdin(file) {
        return "standard input".to_owned();
    }
    file.display().to_string().replace(char::is_control, "?")
}
