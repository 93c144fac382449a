//! `alongside serve`: opens the folder and the port, tells where it listens, and ends in good order.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

use super::{give_up, network::Network, rehearse, say};
use crate::{
    clock::Clock,
    config::{Listen, Oidc, Serve},
    house::House,
    http::{
        Doors,
        certificate::Certificate,
        listen::{self, Inside},
        live,
        plain::elsewhere,
        router::router,
    },
    hub::{Hub, doors},
    keys::Keys,
    limits,
    log::Sqlite,
    rehearsal::{self, Rehearsals, wish::Pace},
    retention,
    sign_in::{
        passphrase::Hasher,
        provider::{Provider, Settings},
    },
    told,
    vault::Vault,
};

pub fn serve(options: &Serve) -> ExitCode {
    let open = |clock: Clock| {
        let folder = &options.folder.data;
        let log = Sqlite::open(folder).map_err(|error| error.to_string())?;
        let wanted = log.wanted_keys().map_err(|error| error.to_string())?;
        let (keys, master) = (options.keys.folder(folder), options.keys.master(folder));
        let keys = Keys::open(&keys, &master, wanted).map_err(|error| error.to_string())?;
        log.is_sealed_with(keys.id())
            .map_err(|error| error.to_string())?;
        Ok(Vault::new(Arc::new(log), Arc::new(keys), clock))
    };
    match provider(&options.oidc) {
        Ok(provider) => start(&options.listen, open, provider, Opening::OwnerLink),
        Err(why) => give_up(why),
    }
}

/// # Errors
/// One sentence for an operator.
fn provider(wish: &Oidc) -> Result<Option<Provider>, String> {
    let (Some(issuer), Some(client_id)) = (&wish.oidc_issuer, &wish.oidc_client_id) else {
        return Ok(None);
    };
    let secret = wish.oidc_client_secret_file.as_ref().map(|file| {
        std::fs::read_to_string(file).map_err(|error| {
            let file = file.display();
            format!("The file {file} with the provider's secret cannot be read ({error}). Please check its name and its rights.")
        })
    });
    let settings = Settings {
        issuer,
        client_id,
        client_secret: secret.transpose()?.map(|secret| secret.trim().to_owned()),
        name: &wish.oidc_name,
        vouching: wish.oidc_ca.as_deref(),
    };
    Provider::new(settings)
        .map(Some)
        .map_err(|error| error.to_string())
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
    open: impl FnOnce(Clock) -> Result<Vault, String>,
    provider: Option<Provider>,
    opening: Opening,
) -> ExitCode {
    told::to_stderr();
    let runtime = match Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return give_up(format_args!("Alongside could not start ({error}).")),
    };
    let served = open_and_run(&runtime, listen, open, provider, opening);
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
    open: impl FnOnce(Clock) -> Result<Vault, String>,
    provider: Option<Provider>,
    opening: Opening,
) -> Result<(), String> {
    let network = runtime.block_on(Network::open(listen))?;
    runtime.block_on(run(network, open(Clock::from_wall())?, provider, opening))
}

async fn run(
    mut network: Network,
    vault: Vault,
    provider: Option<Provider>,
    opening: Opening,
) -> Result<(), String> {
    let unheard = |error: io::Error| format!("Alongside could not start ({error}).");
    let stop = stopped().map_err(unheard)?;
    let beside = beside(&mut network).map_err(unheard)?;
    let house = House::open(vault.clone(), network.address.clone(), Hasher::default())
        .await
        .map_err(|trouble| trouble.to_string())?;
    let house = Arc::new(house.with_provider(provider));
    let hub = Hub::new(vault, Arc::new(Arc::clone(&house)));
    house
        .erase_again(hub.as_ref())
        .await
        .map_err(|trouble| trouble.to_string())?;
    retention::sweep(&house, hub.as_ref()).await;
    let live_paths = live::paths(Arc::clone(&hub), Arc::clone(&house));
    let entrances = Doors::new(Arc::clone(&house), Arc::clone(&hub) as _);
    let (inside, insiders) = Inside::new();
    let rehearsals = Rehearsals::new(
        Arc::clone(&house),
        Arc::clone(&hub) as _,
        inside,
        Pace::LIVELY,
    );
    let rehearsals = Arc::new(rehearsals);
    let rehearsing = rehearsal::paths(Arc::clone(&rehearsals), entrances.clone());
    let router = router(entrances, live_paths.merge(rehearsing));
    let doors = tokio::spawn(doors::keep(Arc::clone(&hub)));
    let live = Arc::clone(&hub) as _;
    let purging = tokio::spawn(retention::keep(Arc::clone(&house), live));
    if opening == Opening::OwnerLink
        && let Some(link) = house.owner_link()
    {
        say(format_args!("owner link: {link}"));
    }
    if network.is_for_trying_out() {
        tracing::warn!(
            "people reach this house over plain HTTP, which others on the way can read: that is for trying out alone. For real use give a certificate with --tls-cert and --tls-key, or put it behind a proxy and name its https address with --base-url"
        );
    }
    say(format_args!("listening on {}", network.shown()));
    if opening == Opening::Rehearsal {
        rehearse::begin(&rehearsals).await?;
    }
    let beside = tokio::spawn(beside);
    let asking = tokio::spawn(ask_provider(Arc::clone(&house)));
    let Network {
        listener,
        certificate,
        ..
    } = network;
    listen::until(listener, certificate, insiders, router, stop).await;
    tracing::info!("stopping");
    for task in [doors, purging, beside, asking] {
        task.abort();
    }
    hub.stop().await;
    Ok(())
}

/// Tells an operator at once what staff would find out later.
async fn ask_provider(house: Arc<House>) {
    let Some(provider) = &house.proofs.provider else {
        return;
    };
    let back = house.address.page("/provider");
    match provider.look(house.clock.now()).await {
        Ok(()) => tracing::info!(
            back,
            "the provider answers; people come back from it to this page"
        ),
        Err(why) => tracing::warn!(%why, "the provider cannot be asked yet; other ways in work"),
    }
}

/// What a certificate needs beside the port: that it is renewed, and that people are sent on to it.
fn beside(network: &mut Network) -> io::Result<impl Future<Output = ()> + use<>> {
    let address = network.address.clone();
    let renewed = network.certificate.clone().map(Certificate::keep);
    let renewed = renewed.transpose()?;
    let plain = network.beside.take();
    Ok(async move {
        let renewed = async {
            if let Some(renewed) = renewed {
                renewed.await;
            }
        };
        let sent_on = async {
            if let Some(listener) = plain {
                let (_inside, insiders) = Inside::new();
                let never = std::future::pending();
                listen::until(listener, None, insiders, elsewhere(address), never).await;
            }
        };
        tokio::join!(renewed, sent_on);
    })
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
