//! Text into rows of cells: separated by tabs, semicolons or commas, with quotes around cells that hold those.
//!
//! It is our own splitter because errors must name the row that a spreadsheet shows: blank lines count,
//! line breaks inside a quoted cell do not, and a quote that is never closed is told instead of swallowing the rest.

use super::error;
use alongside_protocol::programme::RosterError;

/// One row, numbered as a spreadsheet numbers it.
pub(super) struct Row {
    pub number: u32,
    pub cells: Vec<String>,
}

/// # Errors
/// When a quote is opened and never closed.
pub(super) fn split(text: &str) -> Result<Vec<Row>, RosterError> {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut rest = text;
    let mut number = 1;
    while !rest.is_empty() {
        let (cells, behind) = row(rest, separator).ok_or_else(|| {
            error(
                number,
                None,
                "A quotation mark is opened in this row and never closed. Please close it or take it away.",
            )
        })?;
        rows.push(Row { number, cells });
        rest = behind;
        number += 1;
    }
    Ok(rows)
}

/// What most of the first line with anything in it is cut by. A tab comes from a spreadsheet and decides alone.
fn separator(text: &str) -> char {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    if count('\t') > 0 {
        '\t'
    } else if count(';') > count(',') {
        ';'
    } else {
        ','
    }
}

/// The cells of the first row, and the text behind it.
fn row(text: &str, separator: char) -> Option<(Vec<String>, &str)> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, end, behind) = cell(rest, separator)?;
        cells.push(cell);
        if end == Some(separator) {
            rest = behind;
            continue;
        }
        // A line may end in \r\n, in \n or, in very old files, in \r.
        let behind = if end == Some('\r') {
            behind.strip_prefix('\n').unwrap_or(behind)
        } else {
            behind
        };
        return Some((cells, behind));
    }
}

/// One cell, the mark that ended it (none at the end of the text) and the text behind that mark.
fn cell(text: &str, separator: char) -> Option<(String, Option<char>, &str)> {
    let ends = |mark: char| mark == separator || mark == '\r' || mark == '\n';
    let plain = |text: &str| text.find(ends).unwrap_or(text.len());
    let blanks = text.len() - text.trim_start_matches(' ').len();
    let mut kept = String::new();
    let mut place = 0;
    if text.get(blanks..).is_some_and(|text| text.starts_with('"')) {
        place = blanks + 1;
        loop {
            let quoted = text.get(place..)?;
            let close = quoted.find('"')?;
            kept.push_str(quoted.get(..close)?);
            place += close + 1;
            // Two quotation marks inside a quoted cell stand for one.
            if !text.get(place..)?.starts_with('"') {
                break;
            }
            kept.push('"');
            place += 1;
        }
    }
    let after = text.get(place..)?;
    let end = plain(after);
    kept.push_str(after.get(..end)?);
    let mark = after.get(end..)?.chars().next();
    let behind = after.get(end + mark.map_or(0, char::len_utf8)..)?;
    Some((kept, mark, behind))
}
