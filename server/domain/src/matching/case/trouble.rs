//! Why a case cannot be answered at all: the field, what is wrong with it, and how to mend it.

use std::fmt;

/// One sentence about one field of a case, for whoever wrote the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTrouble {
    /// Where it is, such as `people[3].times_led`; empty for the file as a whole.
    pub field: String,
    /// What is wrong and how to mend it.
    pub what: String,
}

impl fmt::Display for CaseTrouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            return write!(out, "{}", self.what);
        }
        write!(out, "`{}`: {}", self.field, self.what)
    }
}

impl std::error::Error for CaseTrouble {}

impl CaseTrouble {
    pub(super) fn new(field: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            what: what.into(),
        }
    }

    /// From what the reader of JSON says, in words that need no knowledge of programming.
    pub(super) fn of_json(path: &str, error: &serde_json::Error) -> Self {
        let field = if path == "." { "" } else { path };
        let at = format!(" (line {}, column {})", error.line(), error.column());
        let said = error.to_string();
        let said = said
            .rsplit_once(" at line ")
            .map_or(said.as_str(), |(said, _)| said);
        if error.is_syntax() || error.is_eof() {
            let what =
                format!("This is not JSON: {said}{at}. Mend the text there, or write it anew.");
            return Self::new(field, what);
        }
        let said = &shortened(said).replace(char::is_control, " ");
        let what = if let Some(name) = quoted_after(said, "missing field ") {
            format!("the field `{name}` is missing{at}. Add it.")
        } else if let Some(name) = quoted_after(said, "duplicate field ") {
            format!("the field `{name}` stands twice{at}. Keep one of them.")
        } else if let Some((found, expected)) = found_and_expected(said) {
            format!("found {found}, and it should be {}{at}.", plain(expected))
        } else {
            format!("{said}{at}.")
        };
        Self::new(field, what)
    }
}

fn quoted_after<'a>(said: &'a str, start: &str) -> Option<&'a str> {
    Some(said.strip_prefix(start)?.trim_matches('`'))
}

fn found_and_expected(said: &str) -> Option<(String, &str)> {
    let starts = ["invalid type: ", "invalid value: ", "unknown variant "];
    let rest = starts.iter().find_map(|start| said.strip_prefix(start));
    if let Some((found, expected)) = rest.and_then(|rest| rest.split_once(", expected ")) {
        let found = match found {
            "sequence" => "a list",
            "map" => "an object",
            "null" => "null",
            other => other,
        };
        return Some((found.to_owned(), expected));
    }
    let (length, expected) = said
        .strip_prefix("invalid length ")?
        .split_once(", expected ")?;
    Some((format!("a list of {length}"), expected))
}

/// What a field should be, in plain words.
fn plain(expected: &str) -> String {
    match expected {
        "u32" | "usize" => "a whole number, 0 or more".to_owned(),
        "a string" => "a text in quotes".to_owned(),
        "a sequence" => "a list in [ ]".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "an array of length 2" => "a list of two ids".to_owned(),
        other if other.starts_with("struct ") => "an object in { }".to_owned(),
        other => other.to_owned(),
    }
}

/// Some text of a case, in quotes, on one line and not too long to read.
pub fn shown(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// Letters that are shown at each end of a long text.
const SHOWN: usize = 60;

/// Without its middle when it is long.
fn shortened(text: &str) -> String {
    let letters = text.chars().count();
    if letters <= 3 * SHOWN {
        return text.to_owned();
    }
    let start = text.chars().take(SHOWN);
    let end = text.chars().skip(letters - SHOWN);
    start.chain(" ... ".chars()).chain(end).collect()
}
