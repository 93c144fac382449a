//! What people read is calm and kind: no exclamation marks, and nobody's entry is ever "invalid".

use super::{Findings, files};

#[test]
fn the_catalogue_neither_shouts_nor_blames() {
    let mut findings = Findings::default();
    let catalogue = files(&["web-client/src/words/"]);
    assert!(
        !catalogue.is_empty(),
        "the catalogue has moved; tell tests/tidy/words.rs"
    );
    for file in catalogue.iter().filter(|file| file.has_ending(&["ts"])) {
        for (line, sentence) in sentences(&file.text) {
            if sentence.contains('!') {
                findings.add(
                    file,
                    line,
                    format!("\"{sentence}\" shouts. End it with a full stop."),
                );
            }
            if sentence.to_lowercase().contains("invalid") {
                let advice = "Say what is needed instead, as one would across a table.";
                findings.add(file, line, format!("\"{sentence}\" blames. {advice}"));
            }
        }
    }
    findings.expect_none();
}

/// The text of every string in a TypeScript file, with its line; comments and code are left out, also
/// the code inside `${...}`.
fn sentences(text: &str) -> Vec<(usize, String)> {
    let mut found = vec![];
    let mut letters = text.chars().peekable();
    let mut line = 1;
    // Template strings that are interrupted by code, and how many braces are open in that code.
    let mut interrupted: Vec<usize> = vec![];
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => line += 1,
            '/' if letters.peek() == Some(&'/') => {
                letters.by_ref().find(|letter| *letter == '\n');
                line += 1;
            }
            '/' if letters.peek() == Some(&'*') => {
                let mut last = ' ';
                for letter in letters.by_ref() {
                    line += usize::from(letter == '\n');
                    if last == '*' && letter == '/' {
                        break;
                    }
                    last = letter;
                }
            }
            '{' => interrupted
                .iter_mut()
                .rev()
                .take(1)
                .for_each(|open| *open += 1),
            '}' if interrupted.last() == Some(&0) => {
                interrupted.pop();
                read_string('`', &mut letters, &mut line, &mut found, &mut interrupted);
            }
            '}' => interrupted
                .iter_mut()
                .rev()
                .take(1)
                .for_each(|open| *open -= 1),
            '\'' | '"' | '`' => {
                read_string(
                    letter,
                    &mut letters,
                    &mut line,
                    &mut found,
                    &mut interrupted,
                );
            }
            _ => {}
        }
    }
    found
}

/// Reads to the closing quote, or to where code interrupts a template.
fn read_string(
    quote: char,
    letters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    line: &mut usize,
    found: &mut Vec<(usize, String)>,
    interrupted: &mut Vec<usize>,
) {
    let first_line = *line;
    let mut sentence = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => sentence.extend(letters.next()),
            '$' if quote == '`' && letters.next_if_eq(&'{').is_some() => {
                interrupted.push(0);
                break;
            }
            _ if letter == quote => break,
            _ => {
                *line += usize::from(letter == '\n');
                sentence.push(letter);
            }
        }
    }
    if !sentence.is_empty() {
        found.push((first_line, sentence));
    }
}

#[test]
fn sentences_are_told_from_code_and_comments() {
    let text = "/* no! */ const a = b !== 'It\\'s on'; // not this!\n\
                const c = (n: number) => `${n !== 1 ? `${n} rooms` : { a: \"one\" }.a} left`;\n";
    let found = sentences(text);
    let told: Vec<_> = found
        .iter()
        .map(|(line, sentence)| (*line, sentence.as_str()))
        .collect();
    assert_eq!(
        told,
        [(1, "It's on"), (2, " rooms"), (2, "one"), (2, " left")]
    );
}
