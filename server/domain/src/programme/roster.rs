//! Reading a roster: typed lines, cells pasted from a spreadsheet, or a CSV file.
//!
//! ```text
//!   text --cells--> rows --heading--> which column is which --each row--> people | errors by row and column
//! ```
//!
//! Reading changes nothing. With any error nothing of it can be added, so the errors say exactly where to mend.

mod cells;
mod heading;

use super::{
    Programme,
    people::{self, Known},
};
use crate::{limits, text};
use alongside_protocol::{
    people::Role,
    programme::{NewPerson, RosterError, RosterRead},
    refusal::Refusal,
    words::Words,
};
use cells::Row;
use heading::{Column, Columns};

/// What the text says about people for this programme.
#[must_use]
pub fn read(programme: &Programme, text: &str) -> RosterRead {
    match rows(programme, text) {
        Ok((columns, rows)) => people_in(programme, &columns, rows),
        Err(error) => RosterRead {
            people: Vec::new(),
            errors: vec![error],
        },
    }
}

/// The rows with somebody in them, and what their columns are; or what is wrong with the text as a whole.
fn rows(programme: &Programme, text: &str) -> Result<(Columns, Vec<Row>), RosterError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(error(
            1,
            None,
            "This file is saved in another form of text (perhaps UTF-16). Please save it as CSV UTF-8 and try again.",
        ));
    }
    let mut rows = cells::split(text)?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some(first) = rows.first() else {
        return Err(error(
            1,
            None,
            "There is nobody in it yet. Please write one person to a line.",
        ));
    };
    let columns = Columns::of(first, &rows)?;
    if columns.has_heading() {
        rows.remove(0);
    }
    people::room_for(programme, rows.len()).map_err(|refusal| error(1, None, &refusal.sentence))?;
    if rows.is_empty() {
        return Err(error(
            2,
            None,
            "There is only a heading and nobody below it.",
        ));
    }
    Ok((columns, rows))
}

fn people_in(programme: &Programme, columns: &Columns, rows: Vec<Row>) -> RosterRead {
    let mut read = RosterRead {
        people: Vec::with_capacity(rows.len()),
        errors: Vec::new(),
    };
    let mut known = Known::of(programme, None);
    for row in rows {
        if read.errors.len() >= limits::ROSTER_ERRORS {
            read.errors.push(error(
                row.number,
                None,
                "There may be more to mend below; the first places are enough to begin with.",
            ));
            break;
        }
        match person(columns, &row, &known) {
            Ok(person) => {
                let place = format!("in row {} too", row.number);
                known.keep(&person.name, &person.email, &place);
                read.people.push(person);
            }
            Err(errors) => read.errors.extend(errors),
        }
    }
    read
}

/// The person in a row, or all that needs mending there.
fn person(columns: &Columns, row: &Row, known: &Known) -> Result<NewPerson, Vec<RosterError>> {
    if row.cells.iter().any(|cell| cell.contains('\u{fffd}')) {
        return Err(vec![error(
            row.number,
            None,
            "Some letters could not be read. Please save the file as CSV UTF-8 and try again.",
        )]);
    }
    columns.fits(row).map_err(|stray| vec![stray])?;
    let words = |column| Words::new(columns.cell(row, column));
    let role = role(&columns.cell(row, Column::Role));
    let read = people::read(&NewPerson {
        name: words(Column::Name),
        email: words(Column::Email),
        role: role.unwrap_or(Role::Trainee),
        pronouns: words(Column::Pronouns),
        needs: words(Column::Needs),
    });
    let mut wrong = match &read {
        Ok(person) => known
            .check(&person.name, &person.email)
            .err()
            .into_iter()
            .collect(),
        Err(wrong) => wrong.clone(),
    };
    if role.is_none() {
        let sentence = format!("{} Left empty it is trainee.", people::ROLES);
        wrong.push(("role", Refusal::mend(sentence)));
    }
    match read {
        Ok(person) if wrong.is_empty() => Ok(person),
        _ => Err(wrong
            .iter()
            .map(|(column, refusal)| error(row.number, Some(column), &refusal.sentence))
            .collect()),
    }
}

/// Nothing said means a trainee.
fn role(typed: &str) -> Option<Role> {
    match text::folded(typed).as_str() {
        "" | "trainee" | "trainees" | "participant" | "learner" | "student" => Some(Role::Trainee),
        "facilitator" | "trainer" | "lead" | "lead facilitator" | "co-facilitator" => {
            Some(Role::Facilitator)
        }
        "support" | "tech support" | "tech-support" | "assistant" | "tech" => Some(Role::Support),
        _ => None,
    }
}

pub(super) fn error(row: u32, column: Option<&str>, sentence: &str) -> RosterError {
    RosterError {
        row,
        column: column.map(str::to_owned),
        sentence: sentence.into(),
    }
}

#[cfg(test)]
mod tests;
