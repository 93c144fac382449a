//! No forgotten file: every Rust file is reached by a `mod` from the head of its crate, or it would
//! never be compiled and its tests would never run.

use std::collections::BTreeSet;

use super::{File, Findings, example, files};

/// The heads of crates whose folders hold nothing else than what they reach. (Each file in
/// `protocol/tests` is a head itself.)
const HEADS: [(&str, &[&str]); 4] = [
    ("tests/", &["tests/main.rs"]),
    ("server/src/", &["server/src/main.rs", "server/src/lib.rs"]),
    ("server/domain/src/", &["server/domain/src/lib.rs"]),
    ("protocol/src/", &["protocol/src/lib.rs"]),
];

#[test]
fn every_rust_file_is_reached_by_a_mod() {
    let mut findings = Findings::default();
    for (folder, heads) in HEADS {
        let mut found = files(&[folder]);
        // A fuzz target is a head of its own, as `tests/fuzz/Cargo.toml` says.
        found.retain(|file| {
            file.has_ending(&["rs"]) && !file.path.starts_with("tests/fuzz/targets/")
        });
        let reached = reached(&found, heads);
        for file in found.iter().filter(|file| !reached.contains(&file.path)) {
            let advice = "Declare it with `mod` in the file above it, or remove it.";
            findings.add(
                file,
                1,
                format!("no `mod` leads here, so it is never compiled. {advice}"),
            );
        }
    }
    findings.expect_none();
}

fn reached(files: &[File], heads: &[&str]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    while let Some(path) = waiting.pop() {
        let Some(file) = files.iter().find(|file| file.path == path) else {
            continue;
        };
        if reached.insert(path) {
            let lines = file.text.lines();
            let before = std::iter::once("").chain(lines.clone());
            for (line, before) in lines.zip(before) {
                let Some(name) = declared(line) else { continue };
                let folder = folder_below(&file.path, heads);
                match named(before) {
                    Some(place) => waiting.push(format!("{}{place}", folder_of(&file.path))),
                    None => waiting.extend([
                        format!("{folder}{name}.rs"),
                        format!("{folder}{name}/mod.rs"),
                    ]),
                }
            }
        }
    }
    reached
}

/// The name in `mod name;`.
fn declared(line: &str) -> Option<&str> {
    let words = line.trim().strip_suffix(';')?;
    let (visibility, name) = words.rsplit_once("mod ")?;
    (visibility.is_empty() || visibility.starts_with("pub")).then_some(name)
}

/// The file in `#[path = "file"]`, in the line before.
fn named(line: &str) -> Option<&str> {
    line.trim().strip_prefix("#[path = \"")?.strip_suffix("\"]")
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

/// Where the modules of a file lie: beside a head or a `mod.rs`, else in the folder of its name.
fn folder_below(path: &str, heads: &[&str]) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if heads.contains(&path) || name == "mod.rs" {
        format!("{folder}/")
    } else {
        format!("{}/", path.trim_end_matches(".rs"))
    }
}

#[test]
fn a_forgotten_file_is_found() {
    let files = [
        example(
            "tests/main.rs",
            "mod stories;\npub(crate) mod cast;\n// mod ghost;\n",
        ),
        example("tests/cast.rs", ""),
        example(
            "tests/stories/mod.rs",
            "mod arrival;\n#[path = \"aside.rs\"]\npub mod other;\n",
        ),
        example("tests/stories/aside.rs", ""),
        example("tests/stories/arrival.rs", "mod late;"),
        example("tests/stories/arrival/late.rs", ""),
        example("tests/ghost.rs", ""),
        example("tests/stories/forgotten.rs", ""),
    ];
    let reached = reached(&files, &["tests/main.rs"]);
    let missed: Vec<_> = files
        .iter()
        .filter(|file| !reached.contains(&file.path))
        .collect();
    let missed: Vec<_> = missed.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(missed, ["tests/ghost.rs", "tests/stories/forgotten.rs"]);
}
