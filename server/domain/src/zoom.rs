//! The file with which Zoom assigns people to rooms beforehand (R38; ZOOM1).
//!
//! ```text
//!   Pre-assign Room Name,Email Address
//!   Room 1,asha@example.org
//! ```
//!
//! Two columns with exactly this heading, one row for each person, lines ended as spreadsheets end them, no byte-order
//! mark. Zoom knows people by their address alone, so whoever has none stands beside the file; so do rooms that
//! would have no row, because nobody knows whether Zoom makes a room of a row without an address.

use alongside_protocol::{
    programme::{PreAssignment, Unassigned},
    words::Words,
};
use std::collections::{BTreeMap, BTreeSet};

const HEADING: &str = "Pre-assign Room Name,Email Address";
const LINE_END: &str = "\r\n";
/// Zoom's newest page says 100 rooms and 1,000 people, older ones and its own tools 50 and 200.
pub const SAFE_ROOMS: usize = 50;
pub const SAFE_PEOPLE: usize = 200;

/// A room as it should be on the call.
#[derive(Debug, Clone, Default)]
pub struct Room {
    pub name: Words,
    pub people: Vec<Guest>,
}

/// Somebody who is to be in a room.
#[derive(Debug, Clone)]
pub struct Guest {
    pub name: Words,
    pub email: Words,
}

/// Empty rooms that stand ready for a reshuffle.
pub fn spare(number: usize) -> impl Iterator<Item = Room> {
    (1..=number).map(|number| Room {
        name: Words::new(format!("Spare {number}")),
        people: Vec::new(),
    })
}

/// The file for these rooms, and all that it cannot hold.
#[must_use]
pub fn pre_assignment(rooms: &[Room]) -> PreAssignment {
    let mut csv = format!("{HEADING}{LINE_END}");
    let mut all = PreAssignment {
        csv: String::new(),
        people: 0,
        rooms: Vec::new(),
        by_hand: Vec::new(),
        without_email: Vec::new(),
        notes: notes(rooms),
    };
    for (room, name) in rooms.iter().zip(different_names(rooms)) {
        let mut rows = 0;
        for guest in &room.people {
            let email = guest.email.text();
            if email.is_empty() || is_formula(email) {
                all.without_email.push(Unassigned {
                    name: guest.name.clone(),
                    room: Words::new(name.clone()),
                });
                continue;
            }
            csv.push_str(&format!("{},{}{LINE_END}", cell(&name), cell(email)));
            rows += 1;
        }
        let list = if rows == 0 {
            &mut all.by_hand
        } else {
            &mut all.rooms
        };
        list.push(Words::new(name));
        all.people += rows;
    }
    all.csv = csv;
    all
}

/// Two rooms of one name would become one room on the call.
fn different_names(rooms: &[Room]) -> Vec<String> {
    let mut used = BTreeSet::new();
    let name = |room: &Room| {
        let plain = room.name.text();
        let numbered = (2..).map(|number| format!("{plain} ({number})"));
        let mut names = std::iter::once(plain.to_owned()).chain(numbered);
        let free = names.find(|name| !used.contains(name)).unwrap_or_default();
        used.insert(free.clone());
        free
    };
    rooms.iter().map(name).collect()
}

fn notes(rooms: &[Room]) -> Vec<Words> {
    let people: usize = rooms.iter().map(|room| room.people.len()).sum();
    let mut names: BTreeMap<&Words, usize> = BTreeMap::new();
    for room in rooms {
        *names.entry(&room.name).or_default() += 1;
    }
    let mut notes = Vec::new();
    if rooms.len() > SAFE_ROOMS {
        notes.push(format!(
            "There are {} rooms. Zoom is sure to take {SAFE_ROOMS}; more may be refused.",
            rooms.len()
        ));
    }
    if people > SAFE_PEOPLE {
        notes.push(format!(
            "There are {people} people. Zoom is sure to take {SAFE_PEOPLE}; more may be refused."
        ));
    }
    if names.values().any(|times| *times > 1) {
        notes.push(
            "Some rooms have the same name. In the file they are numbered, so that each is a room."
                .to_owned(),
        );
    }
    notes.into_iter().map(Words::new).collect()
}

/// What a spreadsheet would take for a formula.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// One cell: harmless to a spreadsheet, and quoted where it must be.
fn cell(text: &str) -> String {
    let safe = if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([',', '"', '\r', '\n', '\t']) {
        return format!("\"{}\"", safe.replace('"', "\"\""));
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(name: &str, people: &[(&str, &str)]) -> Room {
        let guest = |(name, email): &(&str, &str)| Guest {
            name: (*name).into(),
            email: (*email).into(),
        };
        Room {
            name: name.into(),
            people: people.iter().map(guest).collect(),
        }
    }

    #[test]
    fn zoom1_the_file_has_the_exact_heading_and_one_row_for_each_person() {
        let rooms = [
            room(
                "Room 1",
                &[("Asha", "asha@example.org"), ("Ben", "ben@example.org")],
            ),
            room("Room 2", &[("Chi", "chi@example.org")]),
        ];
        let made = pre_assignment(&rooms);
        assert_eq!(
            made.csv,
            "Pre-assign Room Name,Email Address\r\nRoom 1,asha@example.org\r\nRoom 1,ben@example.org\r\nRoom 2,chi@example.org\r\n"
        );
        assert_eq!((made.people, made.rooms.len(), made.notes.len()), (3, 2, 0));
    }

    #[test]
    fn zoom1_people_without_an_address_and_spare_rooms_stand_beside_the_file() {
        let mut rooms = vec![
            room("Room 1", &[("Asha", "asha@example.org"), ("Ben", "")]),
            room("Room 2", &[("Chi", "")]),
        ];
        rooms.extend(spare(2));
        let made = pre_assignment(&rooms);
        let beside: Vec<_> = made
            .without_email
            .iter()
            .map(|one| (one.name.text(), one.room.text()))
            .collect();
        assert_eq!(beside, [("Ben", "Room 1"), ("Chi", "Room 2")]);
        let by_hand: Vec<_> = made.by_hand.iter().map(Words::text).collect();
        assert_eq!(by_hand, ["Room 2", "Spare 1", "Spare 2"]);
        assert!(!made.csv.contains("Spare") && !made.csv.contains(",\r\n"));
    }

    #[test]
    fn zoom1_nothing_in_a_cell_is_a_formula_and_an_address_that_would_be_one_is_left_out() {
        for sign in ["=", "+", "-", "@", "\t"] {
            let name = format!("{sign}HYPERLINK(\"x\",1)");
            let email = format!("{sign}asha@example.org");
            let rooms = [room(&name, &[("Asha", "a@example.org"), ("Ben", &email)])];
            let made = pre_assignment(&rooms);
            let line = made.csv.lines().nth(1).unwrap_or_default();
            assert!(line.starts_with("\"'"), "{line}");
            assert_eq!(made.without_email.len(), 1);
        }
        assert_eq!(cell("Oak, upstairs"), "\"Oak, upstairs\"");
        assert_eq!(cell("The \"big\" one"), "\"The \"\"big\"\" one\"");
    }

    #[test]
    fn zoom1_the_limits_are_told_and_rooms_of_one_name_stay_apart() {
        let rooms: Vec<Room> = (0..51)
            .map(|n| {
                room(
                    "Oak",
                    &[
                        ("A", &format!("a{n}@example.org")),
                        ("B", "b@e.org"),
                        ("C", "c@e.org"),
                        ("D", "d@e.org"),
                    ],
                )
            })
            .collect();
        let made = pre_assignment(&rooms);
        assert_eq!(made.notes.len(), 3);
        assert!(made.csv.contains("\r\nOak (51),"));
    }
}
