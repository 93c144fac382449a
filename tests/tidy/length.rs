//! A file is one promise, at most 400 lines; a function fits a screen, at most 70.

use super::{File, Findings, example, sources};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;

#[test]
fn no_file_is_longer_than_400_lines_and_no_function_than_70() {
    let mut findings = Findings::default();
    for file in sources() {
        look_at_length(&file, &mut findings);
    }
    findings.expect_none();
}

fn look_at_length(file: &File, findings: &mut Findings) {
    let lines = file.lines().count();
    if lines > FILE_LINES {
        let advice = "Which second promise can move to a file of its own?";
        findings.add(
            file,
            lines,
            format!("{lines} lines, at most {FILE_LINES}. {advice}"),
        );
    }
    if !file.has_ending(&["rs"]) {
        return;
    }
    for (line, name, lines) in functions(&file.text) {
        if lines > FUNCTION_LINES {
            let advice = "Give its steps names of their own.";
            let what = format!("`{name}` has {lines} lines, at most {FUNCTION_LINES}. {advice}");
            findings.add(file, line, what);
        }
    }
}

/// First line, name and length of each function that has a body.
///
/// In formatted code a body ends at the first brace that opens its line in the column of its `fn`.
fn functions(text: &str) -> Vec<(usize, &str, usize)> {
    let lines: Vec<_> = text.lines().collect();
    let mut found = vec![];
    for (start, first) in lines.iter().enumerate() {
        let Some(name) = function_name(first) else {
            continue;
        };
        let margin = &first[..first.len() - first.trim_start().len()];
        let is_end = |line: &&str| {
            line.strip_prefix(margin)
                .is_some_and(|line| line.starts_with('}'))
        };
        let signature_ends = lines[start..]
            .iter()
            .position(|line| line.ends_with([';', '{', '}']));
        let opens = signature_ends.is_some_and(|end| lines[start + end].ends_with('{'));
        let end = lines[start..].iter().position(is_end);
        if let (true, Some(end)) = (opens, end) {
            found.push((start + 1, name, end + 1));
        }
    }
    found
}

/// The name after `fn`, when the line begins a function.
pub fn function_name(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let (before, after) = words
        .strip_prefix("fn ")
        .map_or_else(|| words.split_once(" fn "), |after| Some(("", after)))?;
    let known = [
        "pub",
        "pub(crate)",
        "pub(super)",
        "async",
        "const",
        "extern",
        "\"C\"",
    ];
    if !before.split_whitespace().all(|word| known.contains(&word)) {
        return None;
    }
    after.split(['(', '<', ' ']).next()
}

#[test]
fn a_long_function_and_a_long_file_are_found() {
    let body = "        step();\n".repeat(80);
    let text = format!(
        "trait T {{\n    fn declared(\n        self,\n    ) -> u8;\n}}\n\
         impl X {{\n    fn short() {{}}\n    pub async fn long<T>(\n        self,\n    ) {{\n{body}    }}\n}}\n"
    );
    assert_eq!(functions(&text), [(8, "long", 84)]);

    let mut findings = Findings::default();
    look_at_length(&example("a.rs", &text), &mut findings);
    look_at_length(&example("b.css", &"\n".repeat(400)), &mut findings);
    look_at_length(&example("c.css", &"\n".repeat(401)), &mut findings);
    let places: Vec<_> = findings
        .0
        .iter()
        .map(|finding| finding.split(": ").next().unwrap())
        .collect();
    assert_eq!(places, ["a.rs:8", "c.css:401"]);
}
