//! Every numbered rule of `protocol/SPEC.md` is cited by a test, and every cited rule exists.
//!
//! A test cites a rule in a comment (`FLAG3`) or in its name (`flag3_...`).

use std::collections::BTreeSet;

use super::length::function_name;
use super::{File, Findings, example, files, sources};

/// Rules whose tests are still being written. A rule may leave this list and never join it; when all
/// of them are cited, the list has to go.
const AWAITED: &[&str] = &[];

#[test]
fn every_rule_is_cited_by_a_test_and_every_cited_rule_exists() {
    let spec = files(&["protocol/SPEC.md"]).pop();
    let Some(spec) = spec else { return };
    let mut findings = Findings::default();
    compare(&spec, &sources(), AWAITED, &mut findings);
    findings.expect_none();
}

fn compare(spec: &File, sources: &[File], awaited: &[&str], findings: &mut Findings) {
    let rules: Vec<_> = spec
        .lines()
        .filter_map(|(line, text)| Some((line, rule_at(text)?)))
        .collect();
    let known: BTreeSet<_> = rules.iter().map(|(_, rule)| *rule).collect();
    let families: BTreeSet<_> = known.iter().map(|rule| family(rule)).collect();
    let mut tested = BTreeSet::new();
    for file in sources
        .iter()
        .filter(|file| !file.path.starts_with("tests/tidy"))
    {
        let first_tested_line = first_test(file);
        for (line, rule) in cited(file) {
            if known.contains(rule.as_str()) {
                if line >= first_tested_line {
                    tested.insert(rule);
                }
            } else if families.contains(family(&rule)) {
                findings.add(
                    file,
                    line,
                    format!("there is no rule {rule} in protocol/SPEC.md."),
                );
            }
        }
    }
    let is_missing = |rule: &str| !tested.contains(rule);
    for (line, rule) in rules {
        if is_missing(rule) && !awaited.contains(&rule) {
            let advice = "Write a story for it and cite the rule there.";
            findings.add(spec, line, format!("no test cites {rule}. {advice}"));
        }
    }
    if !awaited.is_empty() && !awaited.iter().any(|rule| is_missing(rule)) {
        findings.add(
            spec,
            1,
            "all rules are cited now: empty AWAITED in tests/tidy/rules.rs.",
        );
    }
}

/// The rule that a line of the specification states: `- **FLAG3** A flag is ...`.
fn rule_at(line: &str) -> Option<&str> {
    let (rule, _) = line
        .trim_start_matches("- ")
        .strip_prefix("**")?
        .split_once("**")?;
    is_rule(rule).then_some(rule)
}

/// Capital letters and then a number.
fn is_rule(word: &str) -> bool {
    let family = family(word);
    let number = &word[family.len()..];
    !family.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn family(rule: &str) -> &str {
    let end = rule.find(|letter: char| !letter.is_ascii_uppercase());
    &rule[..end.unwrap_or(rule.len())]
}

/// The words of the file that look like rules, with their lines.
fn cited(file: &File) -> Vec<(usize, String)> {
    let is_rust = file.has_ending(&["rs"]);
    let mut found = vec![];
    for (line, text) in file.lines() {
        let name = function_name(text)
            .filter(|_| is_rust)
            .unwrap_or("")
            .to_uppercase();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let all = words.chain(name.split('_')).filter(|word| is_rule(word));
        found.extend(all.map(|rule| (line, rule.to_owned())));
    }
    found
}

/// The first line that belongs to a test; none of them in what is shipped.
fn first_test(file: &File) -> usize {
    let is_test = file.path.starts_with("tests/")
        || file.path.contains("/tests/")
        || file.path.contains("/laws/")
        || [
            "/tests.rs",
            "/testing.rs",
            "/laws.rs",
            ".test.ts",
            ".spec.ts",
        ]
        .iter()
        .any(|end| file.path.ends_with(end));
    if is_test {
        return 1;
    }
    let marked = file
        .lines()
        .find(|(_, text)| text.trim_start().starts_with("#[cfg(test)]"));
    marked.map_or(usize::MAX, |(line, _)| line)
}

#[test]
fn a_rule_without_a_test_and_a_test_of_no_rule_are_found() {
    let spec = example(
        "protocol/SPEC.md",
        "# Rules\n- **FLAG1** Shown to staff.\n- **FLAG2** Seen.\n**ROOM1** Versions.\n- **ROOM2** Later.\n",
    );
    let sources = [
        example(
            "server/domain/src/flags.rs",
            "//! FLAG1, FLAG2\n#[cfg(test)]\nfn flag1_is_shown() {",
        ),
        example(
            "server/src/hub.rs",
            "// HTTP2 and SHA256 are no rules of ours, FLAG9 is no rule at all.\n",
        ),
        example(
            "tests/browser/rooms.spec.ts",
            "test('ROOM1: versions', () => {});\n",
        ),
    ];
    let mut findings = Findings::default();
    compare(&spec, &sources, &["ROOM2"], &mut findings);
    assert_eq!(
        findings.0,
        [
            "server/src/hub.rs:1: there is no rule FLAG9 in protocol/SPEC.md.",
            "protocol/SPEC.md:3: no test cites FLAG2. Write a story for it and cite the rule there.",
        ]
    );
}

#[test]
fn a_list_of_awaited_rules_has_to_go_when_nothing_is_awaited() {
    let spec = example("protocol/SPEC.md", "- **FLAG1** Shown to staff.\n");
    let tests = [example("tests/stories/flags.rs", "// FLAG1\n")];
    let mut findings = Findings::default();
    compare(&spec, &tests, &["FLAG1"], &mut findings);
    assert_eq!(findings.0.len(), 1);
}
