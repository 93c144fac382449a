//! The server of a story: in this process, with a clock that jumps, or as the real program with a real folder.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};

use alongside::{
    address::Address,
    clock::Clock,
    house::House,
    http::{
        Doors,
        listen::{self, Inside},
        live,
        router::router,
    },
    hub::{Hub, doors},
    rehearsal::{self, Rehearsals, wish::Pace},
    retention,
    sign_in::passphrase::Hasher,
    vault::Vault,
};
use alongside_protocol::ids::At;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::cast::PATIENCE;

/// Simulated trainees are twenty times as quick as in earnest.
const REHEARSAL_PACE: Pace = Pace(5);

pub enum Server {
    Here(Here),
    There(There),
}

/// In this process, on a runtime of its own, so that it can be cut off in the middle of anything.
pub struct Here {
    pub clock: Clock,
    pub hub: Arc<Hub>,
    vault: Vault,
    runtime: Option<Runtime>,
}

/// The program itself.
pub struct There {
    child: Child,
    folder: TempDir,
    port: u16,
    program: Program,
    /// What it has printed since it listens.
    said: Arc<Mutex<String>>,
}

/// The command line to serve a folder on a port.
pub type Program = fn(&Path, u16) -> Command;

/// Where it listens, and the first owner's link while there is no owner.
pub struct Started {
    pub server: Server,
    /// Host and port.
    pub address: String,
    pub owner_link: Option<String>,
}

impl Here {
    pub async fn start(vault: Vault) -> Started {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let (own_vault, clock) = (vault.clone(), vault.clock.clone());
        let opened = runtime.spawn(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let bound = listener.local_addr().unwrap();
            let address = Address::local(bound.port());
            let house = House::open(own_vault.clone(), address, Hasher::quick());
            let house = Arc::new(house.await.unwrap());
            let hub = Hub::new(own_vault, Arc::new(Arc::clone(&house)));
            let paths = live::paths(Arc::clone(&hub), Arc::clone(&house));
            let entrances = Doors::new(Arc::clone(&house), Arc::clone(&hub) as _);
            let live = Arc::clone(&hub) as _;
            let (inside, insiders) = Inside::new();
            let rehearsals = Rehearsals::new(Arc::clone(&house), live, inside, REHEARSAL_PACE);
            let rehearsing = rehearsal::paths(Arc::new(rehearsals), entrances.clone());
            let router = router(entrances, paths.merge(rehearsing));
            house.erase_again(hub.as_ref()).await.unwrap();
            tokio::spawn(doors::keep(Arc::clone(&hub)));
            let live = Arc::clone(&hub) as _;
            tokio::spawn(retention::keep(Arc::clone(&house), live));
            let never = std::future::pending();
            tokio::spawn(listen::until(listener, None, insiders, router, never));
            (bound.to_string(), house.owner_link(), hub)
        });
        let (address, owner_link, hub) = opened.await.unwrap();
        Started {
            server: Server::Here(Self {
                clock,
                hub,
                vault,
                runtime: Some(runtime),
            }),
            address,
            owner_link,
        }
    }
}

impl Here {
    /// Nothing of it may still run when the next one begins, as with a process.
    async fn is_cut_off(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            let cut_off = move || runtime.shutdown_timeout(PATIENCE);
            tokio::task::spawn_blocking(cut_off).await.unwrap();
        }
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl There {
    pub fn start() -> Started {
        Self::start_in(tempfile::tempdir().unwrap(), program)
    }

    pub fn start_in(folder: TempDir, program: Program) -> Started {
        Self::spawn(folder, 0, program)
    }

    fn spawn(folder: TempDir, port: u16, program: Program) -> Started {
        let mut child = program(folder.path(), port).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut owner_link = None;
        let address = loop {
            let line = lines.next().expect("a program that listens").unwrap();
            if let Some(link) = line.strip_prefix("owner link: ") {
                owner_link = Some(link.to_owned());
            } else if let Some(address) = line.strip_prefix("listening on http://") {
                break address.to_owned();
            }
        };
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        let there = Self {
            child,
            folder,
            port,
            program,
            said: listen_on(lines),
        };
        Started {
            server: Server::There(there),
            address,
            owner_link,
        }
    }

    /// SIGKILL: nothing is flushed, nobody is told.
    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGTERM, as the system ends a service. Resolves when it has.
    pub fn is_asked_to_end(&mut self) -> JoinHandle<ExitStatus> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.unwrap().success());
        let mut child = std::mem::replace(&mut self.child, Command::new("true").spawn().unwrap());
        tokio::task::spawn_blocking(move || child.wait().unwrap())
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its number among the processes of this machine.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl super::World {
    /// What the server's clock says.
    pub fn moment(&self) -> At {
        self.server.moment()
    }

    /// What a program that tells everything has told an operator.
    pub fn told(&self) -> String {
        fs::read_to_string(self.folder().join(STDERR)).unwrap()
    }

    /// The program is asked to end, as the system does it.
    pub fn is_asked_to_end(&mut self) -> JoinHandle<ExitStatus> {
        match &mut self.server {
            Server::There(there) => there.is_asked_to_end(),
            Server::Here(_) => panic!("only the program can be asked"),
        }
    }

    /// The program's folder.
    pub fn folder(&self) -> &Path {
        self.there().folder()
    }

    /// The program's number among the processes of this machine.
    pub fn process(&self) -> u32 {
        self.there().process()
    }

    /// What the program has in memory, in kibibytes, as the system counts it.
    pub fn memory_kib(&self) -> u64 {
        let status = format!("/proc/{}/status", self.process());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.expect("the memory of the program").parse().unwrap()
    }

    fn there(&self) -> &There {
        match &self.server {
            Server::There(there) => there,
            Server::Here(_) => panic!("this is no program of its own"),
        }
    }

    /// What the program has printed since it listens.
    pub fn said(&self) -> String {
        self.there().said.lock().unwrap().clone()
    }
}

/// Reads on, so that nothing the program says is lost.
fn listen_on(lines: Lines<BufReader<ChildStdout>>) -> Arc<Mutex<String>> {
    let said = Arc::new(Mutex::new(String::new()));
    let page = Arc::clone(&said);
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let mut page = page.lock().unwrap();
            page.push_str(&line);
            page.push('\n');
        }
    });
    said
}

impl Drop for There {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program's command line to serve this folder.
pub fn program(folder: &Path, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command
        .args(["serve", "--port", &port.to_string(), "--data"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Where a program that tells everything does so, through all its lives.
pub const STDERR: &str = "stderr.log";

/// The same, telling everything it can tell.
pub fn telling_everything(folder: &Path, port: u16) -> Command {
    let mut command = program(folder, port);
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(STDERR));
    command
        .env("ALONGSIDE_LOG", "trace")
        .stderr(Stdio::from(file.unwrap()));
    command
}

/// The same for a system that limits how long files may be: writing on is then an error and not the end.
pub fn program_with_limits(folder: &Path, port: u16) -> Command {
    let program = program(folder, port);
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(program.get_args())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

impl Server {
    /// What its clock says.
    pub fn moment(&self) -> At {
        match self {
            Self::Here(here) => here.clock.now(),
            Self::There(_) => super::now(),
        }
    }

    /// Dies without a word in the middle of whatever it does, and starts again on what it had kept.
    pub async fn dies_and_starts_again(self) -> Started {
        match self {
            Self::Here(mut here) => {
                here.is_cut_off().await;
                Here::start(here.vault.clone()).await
            }
            Self::There(mut there) => {
                there.kill();
                let elsewhere = tempfile::tempdir().unwrap();
                let folder = std::mem::replace(&mut there.folder, elsewhere);
                There::spawn(folder, there.port, there.program)
            }
        }
    }

    /// The same with a wall clock that somebody has set meanwhile.
    pub async fn dies_and_starts_at(self, moment: At) -> Started {
        let Self::Here(mut here) = self else {
            panic!("the program has the clock of the machine")
        };
        here.is_cut_off().await;
        let (log, keys) = (Arc::clone(&here.vault.log), Arc::clone(&here.vault.keys));
        Here::start(Vault::new(log, keys, Clock::starting_at(moment))).await
    }
}
