//! Every test that `docs/abuse.md` names is there.

use std::collections::BTreeSet;

use super::length::function_name;
use super::{File, Findings, files, sources};

#[test]
fn every_test_that_the_table_of_abuse_names_exists() {
    let table = files(&["docs/abuse.md"]).pop();
    let table = table.expect("docs/abuse.md has moved; tell tests/tidy/abuse.rs");
    let pages = files(&["tests/browser", "web-client/src/parts"]);
    let known = known(&sources(), &pages);
    let mut findings = Findings::default();
    let rows = table.lines().filter(|(_, line)| line.starts_with("| "));
    for (number, row) in rows.skip(1) {
        let named: Vec<&str> = tests(row).collect();
        if named.is_empty() {
            findings.add(&table, number, "a row without a test.");
        }
        for name in named.into_iter().filter(|name| !known.contains(*name)) {
            let advice = "Name the one that plays this row now.";
            findings.add(
                &table,
                number,
                format!("there is no test `{name}`. {advice}"),
            );
        }
    }
    findings.expect_none();
}

/// What stands between backticks in the last column.
fn tests(row: &str) -> impl Iterator<Item = &str> {
    let last = row.trim_end_matches(['|', ' ']).rsplit(" | ").next();
    last.unwrap_or_default().split('`').skip(1).step_by(2)
}

fn known(sources: &[File], browser: &[File]) -> BTreeSet<String> {
    let functions = sources.iter().flat_map(File::lines);
    let functions = functions.filter_map(|(_, line)| Some(function_name(line)?.to_owned()));
    let titles = browser.iter().flat_map(File::lines);
    let titles = titles.filter_map(|(_, line)| line.strip_prefix("test('")?.split('\'').next());
    functions.chain(titles.map(str::to_owned)).collect()
}

#[test]
fn the_names_of_a_row_are_found() {
    let row = "| `null` | 403 | `one_test`, `two of them` *(core)* |";
    assert_eq!(tests(row).collect::<Vec<_>>(), ["one_test", "two of them"]);
}
