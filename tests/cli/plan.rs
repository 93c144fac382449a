//! `alongside plan`, as an operator and a script meet it: answers on stdout, troubles on stderr.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use super::alongside;
use judge::{judge, list, texts};

#[path = "../../server/domain/tests/breakouts/checker.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the judge of the matching engine, of which only a part is asked here"
)]
mod judge;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("domain/tests/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 12);
    files
}

fn example(file: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// The answers of one run, a line each.
fn answers(output: &Output) -> Vec<Value> {
    let told = std::str::from_utf8(&output.stdout).unwrap();
    told.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Asks for one case through standard input.
fn asked(case: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["plan", "--case", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A case that is refused early is not read to its end.
    let _ = input.write_all(case.as_bytes());
    drop(input);
    child.wait_with_output().unwrap()
}

/// The one sentence about a case that cannot be understood.
fn refused(case: &str) -> String {
    let output = asked(case);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(output.stdout.is_empty());
    assert_eq!(told.lines().count(), 1, "one sentence: {told}");
    told
}

fn buddies(people: &Value) -> Value {
    json!({"format": "alongside-breakout-case/1", "id": "made up", "kind": "buddies", "people": people})
}

#[test]
fn every_public_example_reaches_its_optimum_in_one_run_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let files = examples();
    let mut command = vec!["plan".to_owned()];
    for file in &files {
        let case = folder.path().join(file.file_name().unwrap());
        std::fs::write(&case, example(file)["case"].to_string()).unwrap();
        command.push(case.display().to_string());
    }
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let output = alongside(&command);
    assert_eq!(output.status.code(), Some(0), "also when one is impossible");
    let given = answers(&output);
    assert_eq!(given.len(), files.len());
    for (file, answer) in files.iter().zip(&given) {
        let told = example(file);
        let case = &told["case"];
        assert_eq!(answer["case"], case["id"]);
        assert!(answer["timing_ms"].as_f64().unwrap() >= 0.0);
        if answer["status"] == "impossible" {
            let named = texts(&answer["conflict"]);
            assert!(
                list(&told["conflicts"])
                    .iter()
                    .any(|known| texts(known) == named),
                "{answer}"
            );
            assert!(!answer["message"].as_str().unwrap().is_empty());
        } else {
            let best: Vec<u64> = list(&told["best"])
                .iter()
                .filter_map(Value::as_u64)
                .collect();
            let levels = judge(case, answer).unwrap();
            assert_eq!(levels, best, "for {file:?}");
        }
    }
}

#[test]
fn a_case_may_come_from_standard_input() {
    let output = asked(&buddies(&json!([{"id": "Asha"}, {"id": "Ben"}])).to_string());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(answers(&output)[0]["buddies"], json!([["Asha", "Ben"]]));
}

#[test]
fn a_bad_case_among_good_ones_is_named_and_the_others_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (
        folder.path().join("good.json"),
        folder.path().join("bad.json"),
    );
    std::fs::write(
        &good,
        buddies(&json!([{"id": "Asha"}, {"id": "Ben"}])).to_string(),
    )
    .unwrap();
    std::fs::write(&bad, buddies(&json!([{"name": "Chi"}])).to_string()).unwrap();
    let (good, bad) = (good.display().to_string(), bad.display().to_string());
    let output = alongside(&[
        "plan",
        "--case",
        &bad,
        "--case",
        &good,
        "--case",
        "nowhere.json",
    ]);
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(answers(&output).len(), 1);
    assert!(
        told.contains("bad.json: `people[0]`: the field `id` is missing"),
        "{told}"
    );
    assert!(
        told.contains("nowhere.json: The file cannot be read"),
        "{told}"
    );
}

#[test]
fn a_field_that_is_wrong_is_named_with_what_it_should_be() {
    let told = |people: Value| refused(&buddies(&people).to_string());
    let led = told(json!([{"id": "Asha", "times_led": -1}]));
    assert!(led.contains(
        "`people[0].times_led`: found integer `-1`, and it should be a whole number, 0 or more"
    ));
    let led = told(json!([{"id": "Asha", "times_led": 4_000_000_000_u32}]));
    assert!(led.contains("a count up to 10000 is needed"), "{led}");
    let voice = told(json!([{"id": "Asha"}, {"id": "Ben", "voice": "loud"}]));
    assert!(voice.contains(
        "`people[1].voice`: found `loud`, and it should be one of `voice`, `chat`, `unsure`"
    ));
    let twice = told(json!([{"id": "Asha"}, {"id": "Asha"}]));
    assert!(
        twice.contains("`people[1]`: \"Asha\" is here a second time"),
        "{twice}"
    );
    let mut case = buddies(&json!([{"id": "Asha"}, {"id": "Ben"}]));
    case["keep_apart"] = json!([{"id": "apart-1", "people": ["Asha", "Ben", "Chi"]}]);
    let three = refused(&case.to_string());
    assert!(
        three.contains("`keep_apart[0].people`: there are 3 ids, and it should be two"),
        "{three}"
    );
}

#[test]
fn no_text_at_all_makes_it_panic() {
    let deep = "[".repeat(200_000);
    let inside = format!("{{\"format\":\"alongside-breakout-case/1\",\"x\":{deep}");
    let huge = r#"{"format":"alongside-breakout-case/1","id":"x","kind":"groups","rounds":[{"round":1e400}]}"#;
    for text in [
        "",
        "null",
        "7",
        "[]",
        "{}",
        "\u{0}",
        "{\"format\":",
        &deep,
        &inside,
        huge,
    ] {
        let told = refused(text);
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn rules_about_people_who_have_left_are_told_as_ignored() {
    let mut case = buddies(&json!([{"id": "Asha"}, {"id": "Ben"}]));
    case["keep_apart"] = json!([{"id": "apart-1", "people": ["Asha", "Chi"]}]);
    let output = asked(&case.to_string());
    assert_eq!(
        answers(&output)[0]["ignored"],
        json!(["apart-1: \"Chi\" is not in `people`"])
    );
}

#[test]
fn folders_other_encodings_and_strange_names_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let case = buddies(&json!([{"id": "Asha"}, {"id": "Ben"}])).to_string();
    let written = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file.display().to_string()
    };
    let wide: Vec<u8> = case.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = written("wide.json", &[&[0xff, 0xfe], &wide[..]].concat());
    let marked = written("marked.json", format!("\u{feff}{case}").as_bytes());
    let odd = written("two\nlines.json", b"{}");
    let output = alongside(&[
        "plan",
        folder.path().to_str().unwrap(),
        &wide,
        &odd,
        &marked,
    ]);
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].contains("cannot be read"), "{told}");
    assert!(lines[1].contains("Byte 0 is not UTF-8 text"), "{told}");
    assert!(
        lines[2].contains("two?lines.json: the field `format` is missing"),
        "{told}"
    );
    assert_eq!(answers(&output)[0]["buddies"], json!([["Asha", "Ben"]]));
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.json");
    std::fs::write(
        &file,
        buddies(&json!([{"id": "Asha"}, {"id": "Ben"}])).to_string(),
    )
    .unwrap();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .arg("plan")
        .arg(&file)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("The answer cannot be written"), "{told}");
}
