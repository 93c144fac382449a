//! Builds the browser client and writes it into the binary as a table.
//!
//! 1. `npm ci`, only when `package-lock.json` differs from the copy that the last install left in `node_modules`.
//! 2. `vite build` into `OUT_DIR`, so that a debug and a release build never share a folder.
//! 3. A sorted table of all files, with their brotli copies and entity tags, that `src/http/web.rs` includes.
//!
//! `ALONGSIDE_WEB_DIST=folder` takes a finished build instead of 1 and 2, for packagers without a network.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What the client is made of; a change in any of them builds it again.
const INGREDIENTS: [&str; 14] = [
    "src",
    "public",
    "building",
    "trainee.html",
    "facilitator.html",
    "support.html",
    "organiser.html",
    "elsewhere.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
    // The only values the client takes from the protocol; its types leave nothing behind in the bundles.
    "../protocol/typescript/constants.ts",
];

fn main() -> Outcome<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ALONGSIDE_WEB_DIST");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let dist = match std::env::var_os("ALONGSIDE_WEB_DIST") {
        Some(folder) => finished_build(PathBuf::from(folder))?,
        None => build_client(&out)?,
    };
    let mut files = Vec::new();
    collect(&dist, &dist, &mut files)?;
    files.sort();
    fs::write(out.join("web_table.rs"), table(&dist, &files)?)?;
    Ok(())
}

fn finished_build(folder: PathBuf) -> Outcome<PathBuf> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let folder = folder.canonicalize().map_err(|error| {
        format!(
            "ALONGSIDE_WEB_DIST names {}, which cannot be opened: {error}",
            folder.display()
        )
    })?;
    if folder.join("trainee.html").is_file() {
        return Ok(folder);
    }
    Err(format!(
        "ALONGSIDE_WEB_DIST names {}, which holds no finished client: trainee.html is not there.",
        folder.display()
    )
    .into())
}

fn build_client(out: &Path) -> Outcome<PathBuf> {
    let client = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?)
        .join("../web-client")
        .canonicalize()?;
    for ingredient in INGREDIENTS {
        println!(
            "cargo::rerun-if-changed={}",
            client.join(ingredient).display()
        );
    }
    // Two builds at once would take the packages from under each other's feet.
    let turn = fs::File::create(client.join(".building.lock"))?;
    turn.lock()?;
    install(&client)?;
    let dist = out.join("web");
    let vite = client.join("node_modules/vite/bin/vite.js");
    run(
        Command::new("node")
            .arg(vite)
            .args(["build", "--logLevel", "warn", "--outDir"])
            .arg(&dist)
            .current_dir(&client),
        "The browser client could not be built; the lines above say why.",
    )?;
    Ok(dist)
}

fn install(client: &Path) -> Outcome<()> {
    let wanted = fs::read(client.join("package-lock.json"))?;
    let stamp = client.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(
        Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(client),
        "The packages of the browser client could not be installed (npm ci in web-client); is the network there?",
    )?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// Runs a tool and turns what can go wrong into one sentence that says what to do.
fn run(command: &mut Command, on_failure: &str) -> Outcome<()> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| {
        format!(
            "`{tool}` could not be started ({error}). Building Alongside needs Node 20 or newer with npm; \
             or set ALONGSIDE_WEB_DIST to a folder with a finished client."
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    eprintln!("{}", String::from_utf8_lossy(&output.stdout));
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    Err(on_failure.into())
}

/// All files below `folder`, as paths from `root` with forward slashes, without the brotli copies.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_none_or(|extension| extension != "br") {
            let name = path
                .strip_prefix(root)?
                .to_str()
                .ok_or("a file of the client has an unreadable name")?;
            files.push(name.replace('\\', "/"));
        }
    }
    Ok(())
}

fn table(dist: &Path, files: &[String]) -> Outcome<String> {
    let mut rust = String::from("[\n");
    for name in files {
        let path = dist.join(name);
        let copy = dist.join(format!("{name}.br"));
        let brotli = if copy.is_file() {
            format!("Some(include_bytes!({copy:?}))")
        } else {
            "None".into()
        };
        let tag = fingerprint(&fs::read(&path)?);
        writeln!(
            rust,
            "Embedded {{ path: {name:?}, raw: include_bytes!({path:?}), brotli: {brotli}, \
             etag: \"\\\"{tag:016x}\\\"\", etag_brotli: \"\\\"{tag:016x}-br\\\"\" }},"
        )?;
    }
    rust.push_str("]\n");
    Ok(rust)
}

/// FNV-1a: enough to notice that our own file changed; nothing here defends against a forger.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
