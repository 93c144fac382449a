//! `alongside serve`: opens the folder and the port, tells where it listens, and ends in good order.

use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::{give_up, rehearse, say};
use crate::{
    address::Address,
    clock::Clock,
    config::{Listen, Serve},
    house::House,
    http::{Doors, listen, live, passphrase::Hasher, router::router},
    hub::{Hub, doors},
    limits,
    log::{Log, Sqlite},
    rehearsal::{self, Rehearsals, wish::Pace},
};

pub fn serve(options: &Serve) -> ExitCode {
    let open = || match Sqlite::open(&options.folder.data) {
        Ok(log) => Ok(Arc::new(log) as Arc<dyn Log>),
        Err(error) => Err(error.to_string()),
    };
    start(&options.listen, open, Opening::OwnerLink)
}

/// What is told before anybody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The first owner's link, while there is no owner.
    OwnerLink,
    /// A rehearsal, and the links to it.
    Rehearsal,
}

/// Serves until stopped.
pub fn start(
    listen: &Listen,
    open: impl FnOnce() -> Result<Arc<dyn Log>, String>,
    opening: Opening,
) -> ExitCode {
    log_to_stderr();
    let runtime = match Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return give_up(format_args!("Alongside could not start ({error}).")),
    };
    let served = open_and_run(&runtime, listen, open, opening);
    // All tasks let go of the log, whose last owner then empties the write-ahead file and frees the folder.
    runtime.shutdown_timeout(limits::STOP_WITHIN);
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => give_up(why),
    }
}

/// # Errors
/// One sentence for an operator.
fn open_and_run(
    runtime: &Runtime,
    listen: &Listen,
    open: impl FnOnce() -> Result<Arc<dyn Log>, String>,
    opening: Opening,
) -> Result<(), String> {
    let at = SocketAddr::new(listen.host, listen.port);
    let listener = runtime
        .block_on(TcpListener::bind(at))
        .map_err(|error| cannot_listen(at, &error))?;
    let bound = listener.local_addr().map_err(|error| error.to_string())?;
    let address = match &listen.base_url {
        Some(url) => Address::configured(url).map_err(|error| error.to_string())?,
        None => Address::local(bound.port()),
    };
    runtime.block_on(run(listener, bound, address, open()?, opening))
}

async fn run(
    listener: TcpListener,
    bound: SocketAddr,
    address: Address,
    log: Arc<dyn Log>,
    opening: Opening,
) -> Result<(), String> {
    let stop = stopped().map_err(|error| format!("Alongside could not start ({error})."))?;
    let clock = Clock::from_wall();
    let house = House::open(Arc::clone(&log), clock.clone(), address, Hasher::default())
        .await
        .map_err(|trouble| trouble.to_string())?;
    let house = Arc::new(house);
    let hub = Hub::new(log, clock, Arc::new(Arc::clone(&house)));
    let live_paths = live::paths(Arc::clone(&hub), Arc::clone(&house));
    let entrances = Doors::new(Arc::clone(&house), Arc::clone(&hub) as _);
    let rehearsals = Rehearsals::new(
        Arc::clone(&house),
        Arc::clone(&hub) as _,
        bound,
        Pace::LIVELY,
    );
    let rehearsals = Arc::new(rehearsals);
    let rehearsing = rehearsal::paths(Arc::clone(&rehearsals), entrances.clone());
    let router = router(entrances, live_paths.merge(rehearsing));
    let doors = tokio::spawn(doors::keep(Arc::clone(&hub)));
    if opening == Opening::OwnerLink
        && let Some(link) = house.owner_link()
    {
        say(format_args!("owner link: {link}"));
    }
    say(format_args!("listening on {}", shown(bound)));
    if opening == Opening::Rehearsal {
        rehearse::begin(&rehearsals).await?;
    }
    listen::until(listener, router, stop).await;
    tracing::info!("stopping");
    doors.abort();
    hub.stop().await;
    Ok(())
}

/// Where a person on this machine can look.
fn shown(bound: SocketAddr) -> String {
    let port = bound.port();
    match bound.ip() {
        ip if ip.is_unspecified() => format!("http://127.0.0.1:{port}"),
        _ => format!("http://{bound}"),
    }
}

fn cannot_listen(at: SocketAddr, error: &io::Error) -> String {
    let port = at.port();
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {port} is already in use. Please stop the program that uses it, or choose another with --port."
        ),
        io::ErrorKind::PermissionDenied => {
            format!("Alongside may not use port {port}. Please choose one above 1023 with --port.")
        }
        io::ErrorKind::AddrNotAvailable => format!(
            "This machine has no network address {}. Please choose another with --host.",
            at.ip()
        ),
        _ => format!("Alongside cannot listen on {at} ({error})."),
    }
}

/// Resolves when somebody asks the program to end: Ctrl-C, or the system's usual way.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// `ALONGSIDE_LOG` chooses what is told, as in `ALONGSIDE_LOG=debug`. A panic is told by its place alone:
/// its message could hold words of a person.
fn log_to_stderr() {
    let filter =
        EnvFilter::try_from_env("ALONGSIDE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref(), "a task panicked");
    }));
}
