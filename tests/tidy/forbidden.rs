//! Words that stand in no file: promises to finish later, and the machine somebody worked on.

use super::{File, Findings, example, files, sources};

/// Written in halves, so that this file does not find itself.
const UNFINISHED: [&str; 4] = [
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
];

const MACHINE_FOLDERS: [&str; 3] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

#[test]
fn nothing_is_left_for_later() {
    let mut findings = Findings::default();
    for file in sources() {
        look_for_unfinished(&file, &mut findings);
    }
    findings.expect_none();
}

fn look_for_unfinished(file: &File, findings: &mut Findings) {
    for (number, line) in file.lines() {
        for word in UNFINISHED.iter().filter(|word| stands_alone(line, word)) {
            findings.add(
                file,
                number,
                format!("`{word}`. Do it now, or open an issue and say nothing here."),
            );
        }
    }
}

/// Whether the word is there and not a part of a longer one.
fn stands_alone(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let (before, after) = (&line[..start], &line[start + word.len()..]);
        let whole_end = word.ends_with('!') || !after.starts_with(letter);
        !before.ends_with(letter) && whole_end
    })
}

#[test]
fn no_file_names_a_folder_of_somebodys_machine() {
    let mut findings = Findings::default();
    for file in files(&[""]) {
        for (number, line) in file.lines() {
            if names_a_machine_folder(line) {
                let advice = "Use a path from the project's top, or an environment variable.";
                findings.add(&file, number, format!("a path of one machine. {advice}"));
            }
        }
    }
    findings.expect_none();
}

/// Only where a path begins: a folder of ours may have such a name further down.
fn names_a_machine_folder(line: &str) -> bool {
    MACHINE_FOLDERS.iter().any(|folder| {
        line.match_indices(folder).any(|(start, _)| {
            let goes_on = |c: char| c.is_alphanumeric() || "._-/)}*".contains(c);
            !line[..start].ends_with(goes_on)
        })
    })
}

#[test]
fn unfinished_work_is_found_but_not_the_letters_within_a_word() {
    let mut findings = Findings::default();
    for word in UNFINISHED {
        look_for_unfinished(
            &example("a.rs", &format!("// {word}: later\nMAS{word}N\n")),
            &mut findings,
        );
    }
    assert_eq!(findings.0.len(), UNFINISHED.len(), "{:?}", findings.0);
}

#[test]
fn a_machine_folder_is_found_where_a_path_begins() {
    for folder in MACHINE_FOLDERS {
        assert!(names_a_machine_folder(&format!(
            "open(\"{folder}sam/data\")"
        )));
        assert!(names_a_machine_folder(&format!("{folder}sam")));
        assert!(!names_a_machine_folder(&format!(
            "import '../organiser{folder}page.ts'"
        )));
    }
}
