//! Every field in which something can be written, read from the protocol itself, so that a new one is not forgotten here.

use std::collections::BTreeSet;
use std::path::Path;

/// What a browser may send is a type that knows no other fields (FRAME1).
const SENT: &str = "deny_unknown_fields";
/// What a person, or their browser, can write at will.
const KINDS: [&str; 6] = [
    "Words,",
    "Option<Words>,",
    "String,",
    "Option<String>,",
    "BTreeMap<String, i64>,",
    "BTreeMap<FeedbackText, Words>,",
];

/// `command/chat Post words`, `programme NewPerson email`, and so on.
pub fn all() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    read_folder("", &mut found);
    assert!(found.len() > 60, "{found:?}");
    found
}

fn read_folder(within: &str, found: &mut BTreeSet<String>) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol/src");
    for file in std::fs::read_dir(source.join(within)).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy();
        if path.is_dir() {
            read_folder(&format!("{within}{name}/"), found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(in_text(&format!("{within}{name}"), &text));
        }
    }
}

fn in_text(feature: &str, text: &str) -> Vec<String> {
    let (mut is_next_sent, mut is_sent, mut owner) = (false, false, "");
    let mut found = Vec::new();
    for line in text.lines() {
        is_next_sent |= line.contains(SENT);
        let of_type = |kind| {
            line.strip_prefix(kind)
                .and_then(|rest| rest.split(' ').next())
        };
        if let Some(name) = of_type("pub struct ").or(of_type("pub enum ")) {
            (is_sent, is_next_sent, owner) = (is_next_sent, false, name);
            continue;
        }
        let line = line.trim();
        if let Some(variant) = line.strip_suffix(" {") {
            owner = variant;
        }
        let field = line.strip_prefix("pub ").unwrap_or(line);
        if let Some((name, kind)) = field.split_once(": ")
            && is_sent
            && KINDS.contains(&kind)
        {
            found.push(format!("{feature} {owner} {name}"));
        }
    }
    found
}

#[test]
fn fields_are_found_in_variants_and_structs_that_are_sent() {
    let text = "#[serde(deny_unknown_fields)]\npub enum C {\n    Post {\n        id: u8,\n        words: Words,\n    },\n}\n\
                #[serde(deny_unknown_fields)]\npub struct R {\n    pub prompt: Option<Words>,\n}\npub struct S {\n    pub shown: Words,\n}\n";
    assert_eq!(in_text("chat", text), ["chat Post words", "chat R prompt"]);
}
