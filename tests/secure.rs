//! HTTPS with a certificate of one's own, and what every answer is protected by, against the real program (TRUST 2,
//! *Transport*).

mod certificates;
mod headers;
mod rehearsed;
mod visitor;

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use tokio_rustls::rustls::pki_types::CertificateDer;

/// The program with a folder of its own, and what it has printed.
struct Program {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    port: u16,
    owner_link: Option<String>,
    folder: TempDir,
}

impl Program {
    /// `serve`, or `rehearse`, with these arguments; `what` comes before the port in what it prints.
    fn starts(folder: TempDir, command: &str, more: &[&str], what: &str) -> Self {
        let mut program = alongside(folder.path(), command, more);
        let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut owner_link = None;
        let address = loop {
            let line = lines.next().expect("a program that listens").unwrap();
            if let Some(link) = line.strip_prefix("owner link: ") {
                owner_link = Some(link.to_owned());
            } else if let Some(address) = line.strip_prefix("listening on ") {
                break address.to_owned();
            }
        };
        let port = address.strip_prefix(what).expect(&address);
        Self {
            port: port.rsplit(':').next().unwrap().parse().unwrap(),
            child,
            lines,
            owner_link,
            folder,
        }
    }

    /// With this certificate.
    fn serves_securely(papers: &Papers, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (cert, key) = papers.lie_in(folder.path());
        let mut all = vec!["--tls-cert", text(&cert), "--tls-key", text(&key)];
        all.extend(more);
        Self::starts(folder, "serve", &all, "https://127.0.0.1:")
    }

    fn says(&mut self, what: &str) -> String {
        let found = self
            .lines
            .find_map(|line| Some(line.unwrap().trim().strip_prefix(what)?.trim().to_owned()));
        found.unwrap()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// All that it has logged, once it has ended.
    fn has_logged(mut self) -> String {
        let _ = self.child.kill();
        let mut told = String::new();
        let mut log = self.child.stderr.take().unwrap();
        log.read_to_string(&mut told).unwrap();
        told
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn alongside(folder: &Path, command: &str, more: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args([command, "--port", "0"]).args(more);
    if command == "serve" {
        program.arg("--data").arg(folder);
    }
    program.stdin(Stdio::null()).stdout(Stdio::piped());
    program
}

/// A certificate for this machine, and its key.
struct Papers {
    cert: String,
    key: String,
    der: CertificateDer<'static>,
}

impl Papers {
    fn new() -> Self {
        let names = ["127.0.0.1".to_owned(), "localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        Self {
            cert: made.cert.pem(),
            key: made.signing_key.serialize_pem(),
            der: made.cert.der().clone(),
        }
    }

    fn lie_in(&self, folder: &Path) -> (PathBuf, PathBuf) {
        let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        std::fs::write(&cert, &self.cert).unwrap();
        std::fs::write(&key, &self.key).unwrap();
        (cert, key)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
