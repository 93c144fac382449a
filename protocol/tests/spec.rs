//! SPEC.md holds enough to write a client from: its examples are read here as what they claim to be, and its list of
//! commands is the one the types make.
//!
//! `ALONGSIDE_TYPES=write cargo test -p alongside-protocol` (or `make types`) writes that list anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

use alongside_protocol::{
    command::Command,
    entry::Entry,
    frames::{FromBrowser, FromServer},
    organisation::FirstOwner,
    programme::ProgrammeCommand,
    refusal::Refusal,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{any::TypeId, collections::BTreeSet, fs, path::PathBuf};
use ts_rs::{Config, TS, TypeVisitor};

const MARK: &str = "<!-- from here on written by `make types` -->\n";

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("SPEC.md")
}

/// Every fenced example with the claim that stands beside the fence.
fn examples(spec: &str) -> Vec<(&str, &str)> {
    spec.split("```json ")
        .skip(1)
        .map(|block| {
            let (claim, rest) = block.split_once('\n').expect("a claim");
            (claim, rest.split_once("```").expect("an end").0)
        })
        .collect()
}

/// Reads one example and writes it again: nothing in it may be passed over.
fn is_a<T: DeserializeOwned + Serialize>(example: &str) -> bool {
    let Ok(read) = serde_json::from_str::<T>(example) else {
        return false;
    };
    let given: Value = serde_json::from_str(example).unwrap();
    given_in(&given, &serde_json::to_value(read).unwrap())
}

/// Whether all that was given is in what was understood; a default may have come on top.
fn given_in(given: &Value, understood: &Value) -> bool {
    match (given, understood) {
        (Value::Object(given), Value::Object(understood)) => given.iter().all(|(key, value)| {
            understood
                .get(key)
                .is_some_and(|known| given_in(value, known))
        }),
        (Value::Array(given), Value::Array(understood)) => {
            given.len() == understood.len()
                && given.iter().zip(understood).all(|(a, b)| given_in(a, b))
        }
        (given, understood) => given == understood,
    }
}

#[test]
fn every_example_is_what_it_claims_to_be() {
    let spec = fs::read_to_string(file()).unwrap();
    let examples = examples(&spec);
    let mut claims = BTreeSet::new();
    for (claim, example) in examples {
        claims.insert(claim);
        let right = match claim {
            "refusal" => is_a::<Refusal>(example),
            "first-owner" => is_a::<FirstOwner>(example),
            "programme-command" => is_a::<ProgrammeCommand>(example),
            "from-browser" => is_a::<FromBrowser>(example),
            "from-server" => is_a::<FromServer>(example),
            "entry" => is_a::<Entry>(example),
            other => panic!("nobody knows what {other} is"),
        };
        assert!(right, "not {claim}: {example}");
    }
    assert_eq!(claims.len(), 6, "an example of each: {claims:?}");
}

/// The declarations of a type and of all it is made of, each once.
#[derive(Default)]
struct Declared {
    seen: Vec<TypeId>,
    lines: Vec<String>,
}

impl Declared {
    fn with<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) || T::output_path().is_none() {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        let one = T::decl(&Config::new().with_large_int("number"));
        let one = one.replace("\n/**\n * ", "/* ").replace("\n */\n", " */ ");
        let one = one.replace("\n * ", " ").replace("} | {", "}\n  | {");
        self.lines.push(one.replace(", }", " }"));
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Declared {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.with::<T>();
    }
}

#[test]
fn the_list_of_commands_is_what_the_types_say() {
    let mut declared = Declared::default();
    declared.with::<Command>();
    // The order in which ts-rs finds them differs from build to build; the first is the one to begin with.
    declared.lines[1..].sort_unstable();
    let fresh = format!("\n```ts\n{}\n```\n", declared.lines.join("\n"));
    let spec = fs::read_to_string(file()).unwrap();
    let (before, listed) = spec.split_once(MARK).expect("the mark");
    if std::env::var_os("ALONGSIDE_TYPES").is_some_and(|value| value == "write") {
        fs::write(file(), format!("{before}{MARK}{fresh}")).unwrap();
    } else {
        assert_eq!(
            listed, fresh,
            "stale. Run `make types` and commit the result."
        );
    }
}
