//! House style as a test: what we promise about the code, the build checks.
//!
//! Every finding names `file:line` and how to mend it, and a test tells all of its findings at once.
//! It looks at the files that git knows, and at new ones it would not ignore.

mod abuse;
mod forbidden;
mod length;
mod modules;
mod purity;
mod rules;
mod words;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One file of the project: its path from the top, with slashes, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = Path::new(&self.path)
            .extension()
            .and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    }

    /// Numbered from 1, as editors do.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The project's text files under one of the folders; everything with `""`.
fn files(folders: &[&str]) -> Vec<File> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(top())
        .output()
        .expect("git lists the project's files");
    assert!(
        listed.status.success(),
        "git: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let listed = String::from_utf8(listed.stdout).expect("file names are UTF-8");
    let mut paths: Vec<_> = listed.split_terminator('\0').collect();
    paths.sort_unstable();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| folders.iter().any(|folder| path.starts_with(folder)))
        // A file may be gone and git not told yet, or be a picture.
        .filter_map(|path| {
            let text = fs::read_to_string(top().join(path)).ok()?;
            Some(File {
                path: path.to_owned(),
                text,
            })
        })
        .collect()
}

/// What people write: Rust, TypeScript, Svelte and CSS, but not what is generated.
fn sources() -> Vec<File> {
    let mut found = files(&["protocol/", "server/", "web-client/", "tests/"]);
    found.retain(|file| {
        file.has_ending(&["rs", "ts", "svelte", "css"])
            && !file.path.starts_with("protocol/typescript/")
    });
    assert!(
        found.len() > 20,
        "only {} source files were found",
        found.len()
    );
    found
}

/// What is not as the house wants it.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, file: &File, line: usize, what: impl AsRef<str>) {
        self.0
            .push(format!("{}:{line}: {}", file.path, what.as_ref()));
    }

    #[track_caller]
    fn expect_none(self) {
        let mut report = String::new();
        for finding in &self.0 {
            let _ = writeln!(report, "  {finding}");
        }
        assert!(self.0.is_empty(), "{} to mend:\n{report}", self.0.len());
    }
}

/// A made-up file, to show that a check bites.
fn example(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
