//! The core is pure: no clock, no dice, no hash order, no I/O, no async. Its dependency list and the
//! names it uses say so.

use super::{File, Findings, example, files};

/// What the core may stand on: the protocol, serde, and helpers that only compute.
const DEPENDENCIES: [&str; 10] = [
    "alongside-protocol",
    "rand_chacha",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "thiserror",
    "unicode-normalization",
    "unicode-security",
    "unicode-segmentation",
    "uuid",
];

const DEV_DEPENDENCIES: [&str; 3] = ["insta", "integer-blossom", "proptest"];

/// Each name with what to use instead.
const BANNED: [(&str, &str); 13] = [
    ("HashMap", "A BTreeMap has the same order everywhere."),
    ("HashSet", "A BTreeSet has the same order everywhere."),
    ("Instant", "Time is passed in as `At`."),
    ("SystemTime", "Time is passed in as `At`."),
    ("new_v4", "Ids are passed in, or made from the seed."),
    ("now_v7", "Ids are passed in, or made from the seed."),
    ("async", "The core never waits."),
    ("await", "The core never waits."),
    ("std::fs", "Files are the server's business."),
    ("std::net", "The network is the server's business."),
    ("std::env", "What is configured is passed in."),
    ("std::thread", "The owner's task is the only one."),
    ("std::process", "The core ends nothing and starts nothing."),
];

#[test]
fn the_core_depends_on_nothing_but_pure_helpers() {
    let mut findings = Findings::default();
    let manifests = files(&["server/domain/Cargo.toml"]);
    assert_eq!(manifests.len(), 1);
    for file in &manifests {
        look_at_manifest(file, &mut findings);
    }
    findings.expect_none();
}

fn look_at_manifest(file: &File, findings: &mut Findings) {
    let mut allowed: Option<&[&str]> = None;
    for (number, line) in file.lines() {
        if let Some(section) = line.strip_prefix('[') {
            allowed = match section.trim_end_matches(']') {
                "dependencies" => Some(&DEPENDENCIES),
                "dev-dependencies" => Some(&DEV_DEPENDENCIES),
                other if other.contains("dependencies") => Some(&[]),
                _ => None,
            };
        } else if let Some(allowed) = allowed
            && line.starts_with(|c: char| c.is_alphabetic())
        {
            let name = line.split([' ', '.', '=']).next().unwrap_or(line);
            if !allowed.contains(&name) {
                let advice =
                    "Move what needs it to the server, or argue for it in tests/tidy/purity.rs.";
                findings.add(
                    file,
                    number,
                    format!("the pure core may not depend on `{name}`. {advice}"),
                );
            }
        }
    }
}

#[test]
fn the_core_names_no_clock_no_dice_and_no_hash_order() {
    let mut findings = Findings::default();
    for file in files(&["server/domain/src/"])
        .iter()
        .filter(|file| file.has_ending(&["rs"]))
    {
        look_for_banned(file, &mut findings);
    }
    findings.expect_none();
}

fn look_for_banned(file: &File, findings: &mut Findings) {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    for (number, line) in file.lines() {
        let code = line.split("//").next().unwrap_or(line);
        for (name, instead) in BANNED {
            let is_named = code.match_indices(name).any(|(start, _)| {
                !code[..start].ends_with(letter) && !code[start + name.len()..].starts_with(letter)
            });
            if is_named {
                findings.add(
                    file,
                    number,
                    format!("`{name}` in the pure core. {instead}"),
                );
            }
        }
    }
}

#[test]
fn an_impure_core_is_found() {
    let mut findings = Findings::default();
    look_at_manifest(
        &example(
            "Cargo.toml",
            "[package]\nname = \"core\"\n[dependencies]\nserde.workspace = true\ntokio = \"1\"\n\
             [dev-dependencies]\nproptest = \"1\"\n[build-dependencies]\nserde = \"1\"\n",
        ),
        &mut findings,
    );
    look_for_banned(
        &example(
            "a.rs",
            "use std::time::Instant;\n// An Instant is banned.\nlet InstantNoodles;\n",
        ),
        &mut findings,
    );
    let places: Vec<_> = findings
        .0
        .iter()
        .map(|finding| finding.split(": ").next().unwrap())
        .collect();
    assert_eq!(places, ["Cargo.toml:5", "Cargo.toml:9", "a.rs:1"]);
}
