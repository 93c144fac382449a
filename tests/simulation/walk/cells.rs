//! What a walk finds, as a table that can be read and compared.

use std::collections::BTreeMap;
use std::fmt;

use alongside_domain::session::table;
use alongside_protocol::{command::Command, entry::Phase, people::Role};
use serde_json::Value;

use super::scene::{PHASES, ROLES};

/// One command of one role in one phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// As if there were no such thing, and without effect.
    Denied,
    /// They may, but not now.
    Later,
    /// They may; whether there is anything of the kind is another question.
    LetThrough,
}

impl Cell {
    /// What the table of the core says.
    pub fn of(command: &Command, role: Role, phase: Phase) -> Self {
        let row = table::row_of(command);
        match (row.who.contains(&role), row.when.contains(&phase)) {
            (false, _) => Self::Denied,
            (true, false) => Self::Later,
            (true, true) => Self::LetThrough,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            Self::Denied => '.',
            Self::Later => 'o',
            Self::LetThrough => 'X',
        }
    }
}

#[derive(Debug, Default)]
pub struct Table {
    cells: BTreeMap<(String, Role, usize), Cell>,
    /// Where what happened is not what the table says.
    pub slips: Vec<String>,
    /// How many commands were done.
    pub done: usize,
    topics: BTreeMap<(Role, usize), String>,
}

/// `rooms set_watch`, and so on.
pub fn name_of(command: &Command) -> String {
    let command = serde_json::to_value(command).unwrap();
    let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!("{} {}", part(&command["about"]), part(&command["ask"]["t"]))
}

fn place(phase: Phase) -> usize {
    let found = PHASES.iter().position(|known| *known == phase);
    found.expect("one of the four")
}

impl Table {
    pub fn take(&mut self, command: &str, role: Role, phase: Phase, cell: Cell) {
        let key = (command.to_owned(), role, place(phase));
        self.cells.insert(key, cell);
    }

    pub fn read(&mut self, role: Role, phase: Phase, topics: String) {
        self.topics.insert((role, place(phase)), topics);
    }

    /// Lines that are not as they should be; a walk of a few cells is compared in those alone.
    pub fn differences(&self, should: &str) -> Vec<String> {
        let lines = |text: &str| -> BTreeMap<String, String> {
            let lines = text.lines().filter_map(|line| line.split_once(" | "));
            let lines = lines.filter(|(name, _)| !name.trim().is_empty());
            lines
                .map(|(name, rest)| (name.trim().to_owned(), rest.to_owned()))
                .collect()
        };
        let (now, should) = (lines(&self.to_string()), lines(should));
        let names = now.keys().chain(should.keys().filter(|_| self.is_whole()));
        let mut found = Vec::new();
        for name in names {
            let (one, other) = (now.get(name), should.get(name));
            let same = one.zip(other).is_some_and(|(one, other)| same(one, other));
            if !same {
                found.push(format!("{name}: {one:?} and not {other:?}"));
            }
        }
        found
    }

    fn is_whole(&self) -> bool {
        self.topics.len() == ROLES.len() * PHASES.len()
    }

    fn line(&self, command: &str) -> String {
        let of_role = |role: &Role| -> String {
            let of_phase = |phase: usize| {
                let cell = self.cells.get(&(command.to_owned(), *role, phase));
                cell.map_or(' ', |cell| cell.letter())
            };
            (0..PHASES.len()).map(of_phase).collect()
        };
        ROLES.iter().map(of_role).collect::<Vec<_>>().join(" | ")
    }
}

/// Blank where nobody walked.
fn same(one: &str, other: &str) -> bool {
    let mut letters = one.chars().zip(other.chars());
    one.len() == other.len() && letters.all(|(one, other)| one == other || one == ' ')
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Who may ask for what, and when: four letters for each role, before the doors open, during"
        )?;
        writeln!(f, "arrival, while the day runs, and after its end.")?;
        writeln!(f)?;
        writeln!(
            f,
            "  X  let through     o  told that it is not the time     .  denied as if it did not exist"
        )?;
        writeln!(f)?;
        let roles = ROLES
            .map(|role| format!("{:4.4}", format!("{role:?}")))
            .join(" | ");
        writeln!(f, "{:24} | {roles}", "")?;
        let mut names: Vec<&String> = self.cells.keys().map(|(name, ..)| name).collect();
        names.dedup();
        for name in names {
            writeln!(f, "{name:24} | {}", self.line(name))?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "What each reads, as far as there is something. \"Of others\" stands behind what is about somebody else."
        )?;
        writeln!(f)?;
        for ((role, phase), topics) in &self.topics {
            let name = format!("{role:?} {:?}", PHASES[*phase]);
            writeln!(f, "{name:24} | {topics}")?;
        }
        Ok(())
    }
}
