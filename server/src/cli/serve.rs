//! `alongside serve`: opens the folder and the port, tells where it listens, and ends in good order.

use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::{give_up, say};
use crate::{
    address::Address,
    clock::Clock,
    config::Serve,
    house::House,
    http::{Doors, listen, live, passphrase::Hasher, router::router},
    hub::{Hub, doors},
    limits,
    log::{Log, Sqlite},
};

pub fn serve(options: &Serve) -> ExitCode {
    log_to_stderr();
    let runtime = match Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return give_up(format_args!("Alongside could not start ({error}).")),
    };
    let served = open_and_run(&runtime, options);
    // All tasks let go of the log, whose last owner then empties the write-ahead file and frees the folder.
    runtime.shutdown_timeout(limits::STOP_WITHIN);
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => give_up(why),
    }
}

/// # Errors
/// One sentence for an operator.
fn open_and_run(runtime: &Runtime, options: &Serve) -> Result<(), String> {
    let at = SocketAddr::new(options.host, options.port);
    let listener = runtime
        .block_on(TcpListener::bind(at))
        .map_err(|error| cannot_listen(at, &error))?;
    let bound = listener.local_addr().map_err(|error| error.to_string())?;
    let address = match &options.base_url {
        Some(url) => Address::configured(url).map_err(|error| error.to_string())?,
        None => Address::local(bound.port()),
    };
    let log = Sqlite::open(&options.folder.data).map_err(|error| error.to_string())?;
    runtime.block_on(run(listener, bound, address, Arc::new(log)))
}

async fn run(
    listener: TcpListener,
    bound: SocketAddr,
    address: Address,
    log: Arc<dyn Log>,
) -> Result<(), String> {
    let stop = stopped().map_err(|error| format!("Alongside could not start ({error})."))?;
    let clock = Clock::from_wall();
    let house = House::open(Arc::clone(&log), clock.clone(), address, Hasher::default())
        .await
        .map_err(|trouble| trouble.to_string())?;
    let house = Arc::new(house);
    let hub = Hub::new(log, clock, Arc::new(Arc::clone(&house)));
    let live_paths = live::paths(Arc::clone(&hub), Arc::clone(&house));
    let router = router(
        Doors::new(Arc::clone(&house), Arc::clone(&hub) as _),
        live_paths,
    );
    let doors = tokio::spawn(doors::keep(Arc::clone(&hub)));
    if let Some(link) = house.owner_link() {
        say(format_args!("owner link: {link}"));
    }
    say(format_args!("listening on {}", shown(bound)));
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
