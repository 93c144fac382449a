//! Which column is which: by the heading, in any order, or by the usual order when there is no heading.

use super::{cells::Row, error, role};
use crate::text;
use alongside_protocol::programme::RosterError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    /// Some lists have names in two columns; they are put together.
    LastName,
    Email,
    Role,
    Pronouns,
    Needs,
    /// Without a heading and without anything in it.
    Empty,
}

pub(super) struct Columns {
    columns: Vec<Column>,
    heading: bool,
}

const USUAL: [Column; 5] = [
    Column::Name,
    Column::Email,
    Column::Role,
    Column::Pronouns,
    Column::Needs,
];

/// People also write the role before the address.
const ROLE_FIRST: [Column; 5] = [
    Column::Name,
    Column::Role,
    Column::Email,
    Column::Pronouns,
    Column::Needs,
];

/// Without a heading: whichever of the two orders more rows speak for.
fn usual(rows: &[Row]) -> [Column; 5] {
    let votes = |mail: usize, said: usize| {
        let speaks = |row: &&Row| {
            let cell = |place: usize| row.cells.get(place).map_or("", |cell| cell.trim());
            cell(mail).contains('@') || (!cell(said).is_empty() && role(cell(said)).is_some())
        };
        rows.iter().filter(speaks).count()
    };
    if votes(2, 1) > votes(1, 2) {
        ROLE_FIRST
    } else {
        USUAL
    }
}

impl Columns {
    /// # Errors
    /// When the first row is a heading, but one with an unknown or a double column, or without names.
    pub fn of(first: &Row, rows: &[Row]) -> Result<Self, RosterError> {
        let known: Vec<Option<Column>> = first.cells.iter().map(|cell| column(cell)).collect();
        let named = |column: &Option<Column>| column.is_some_and(|column| column != Column::Empty);
        if !known.iter().any(named) {
            return Ok(Self {
                columns: usual(rows).into(),
                heading: false,
            });
        }
        let mut columns = Vec::with_capacity(known.len());
        for (cell, column) in first.cells.iter().zip(known) {
            let wrong = |sentence: String| error(first.number, Some(cell.trim()), &sentence);
            let column = column.ok_or_else(|| {
                wrong("This column is not known. Please take it away, or call it name, e-mail, role, pronouns or needs.".into())
            })?;
            if column != Column::Empty && columns.contains(&column) {
                return Err(wrong(
                    "There are two columns for this. Please keep one.".into(),
                ));
            }
            columns.push(column);
        }
        if !columns.contains(&Column::Name) {
            return Err(error(
                first.number,
                None,
                "No column is called name. Please give the column with the names that heading.",
            ));
        }
        Ok(Self {
            columns,
            heading: true,
        })
    }

    pub fn has_heading(&self) -> bool {
        self.heading
    }

    /// # Errors
    /// When something stands where no column is.
    pub fn fits(&self, row: &Row) -> Result<(), RosterError> {
        let stray = row.cells.iter().enumerate().find(|(place, cell)| {
            let column = self.columns.get(*place).unwrap_or(&Column::Empty);
            *column == Column::Empty && !cell.trim().is_empty()
        });
        match stray {
            None => Ok(()),
            Some((place, _)) => Err(error(
                row.number,
                None,
                &format!(
                    "Cell {} of this row belongs to no column. A cell with a comma in it needs quotation marks around it.",
                    place + 1
                ),
            )),
        }
    }

    /// What the row says in this column; empty when there is no such column or cell.
    pub fn cell(&self, row: &Row, column: Column) -> String {
        let mut said = self.one(row, column).to_owned();
        if column == Column::Name {
            let last = self.one(row, Column::LastName);
            if !last.trim().is_empty() {
                said = format!("{said} {last}");
            }
        }
        said
    }

    fn one<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        self.columns
            .iter()
            .position(|known| *known == column)
            .and_then(|place| row.cells.get(place))
            .map_or("", String::as_str)
    }
}

fn column(heading: &str) -> Option<Column> {
    Some(match text::folded(heading).as_str() {
        "" => Column::Empty,
        "name" | "names" | "full name" | "first name" | "forename" => Column::Name,
        "last name" | "surname" | "family name" => Column::LastName,
        "e-mail" | "email" | "e-mail address" | "email address" | "mail" => Column::Email,
        "role" => Column::Role,
        "pronouns" | "pronoun" => Column::Pronouns,
        "needs" | "access needs" | "support needs" | "access and support needs" => Column::Needs,
        _ => return None,
    })
}
