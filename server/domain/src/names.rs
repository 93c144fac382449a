//! Names that can be taken for another's (TRUST 2, Lobby): letters of other scripts that look the same, accents, and
//! what staff are called.
//!
//! Somebody who knocks cannot have such a name. On a roster, which staff write themselves, it is pointed out.

use alongside_protocol::{people::Likeness, words::Words};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_security::confusable_detection::skeleton;

/// Words that no name but one of staff has in it.
const OFFICES: &[&str] = &[
    "facilitator",
    "moderator",
    "organiser",
    "organizer",
    "administrator",
    "safeguarding",
    "alongside",
    "techsupport",
    "technicalsupport",
    "supportassistant",
    "supportteam",
    "helpdesk",
];
/// What nobody is called by itself, though it may be a part of a name.
const ALONE: &[&str] = &[
    "support",
    "assistant",
    "trainer",
    "host",
    "cohost",
    "admin",
    "staff",
    "lead",
    "tech",
    "help",
    "helper",
    "system",
    "server",
    "owner",
    "team",
];

/// How a name looks to somebody who reads it quickly: no capitals, accents, spaces or signs, and each letter as the
/// one that it looks like.
#[must_use]
pub fn reads_as(name: &str) -> String {
    let small: String = name.nfkc().flat_map(char::to_lowercase).collect();
    // What a letter looks like may be a capital: that is made small once more.
    let looks: String = skeleton(&small).flat_map(char::to_lowercase).collect();
    let plain = looks.nfd().filter(|letter| !is_combining_mark(*letter));
    plain.filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whom of the staff this name can be taken for.
#[must_use]
pub fn likeness<'a>(name: &Words, staff: impl IntoIterator<Item = &'a Words>) -> Option<Likeness> {
    let name = reads_as(name.text());
    let office = OFFICES
        .iter()
        .any(|office| name.contains(&reads_as(office)));
    if office || ALONE.iter().any(|office| name == reads_as(office)) {
        return Some(Likeness::Office {});
    }
    let mut staff = staff.into_iter();
    staff
        .find(|member| !name.is_empty() && reads_as(member.text()) == name)
        .map(|member| Likeness::Person {
            name: member.clone(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(name: &str) -> Option<Likeness> {
        likeness(
            &Words::new(name),
            [&Words::new("Fola"), &Words::new("Sam Lee")],
        )
    }

    #[test]
    fn name2_whatever_staff_are_called_is_no_name_for_a_guest() {
        for name in [
            "Facilitator",
            "FACILITATOR",
            "F\u{e1}cilitator",
            "Fay (facilitator)",
            "Facilitat\u{43e}r",
            "F a c i l i t a t o r",
            "\u{ff26}acilitator",
            "Tech support",
            "T\u{435}ch-Support",
            "Support",
            "H\u{3bf}st",
            "Admin",
            "The Alongside team",
        ] {
            assert_eq!(like(name), Some(Likeness::Office {}), "{name}");
        }
    }

    #[test]
    fn name2_a_name_that_looks_like_one_of_staff_is_found_in_any_script() {
        let fola = Likeness::Person {
            name: Words::new("Fola"),
        };
        for name in [
            "Fola",
            "fola",
            "F\u{43e}la",
            "Fol\u{430}",
            "F\u{f3}la",
            "\u{1d405}ola",
        ] {
            assert_eq!(like(name), Some(fola.clone()), "{name}");
        }
        assert!(like("Sam  Lee").is_some() && like("SamLee").is_some());
    }

    #[test]
    fn name2_ordinary_names_are_ordinary() {
        for name in [
            "Asha",
            "Sam",
            "Anna Trainer",
            "Ted Host",
            "Zo\u{eb}",
            "\u{417}\u{43e}\u{44f}",
            "\u{674e}\u{660e}",
            "O\u{2019}Brien",
            "Folake",
        ] {
            assert_eq!(like(name), None, "{name}");
        }
    }
}
