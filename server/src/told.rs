//! What the program tells an operator, on stderr: of itself alone, and never what people write.
//!
//! `ALONGSIDE_LOG` chooses how much. Whatever it says, only lines of Alongside's own come through: what it stands on may
//! tell of frames, headers and addresses once it is asked for enough.

use std::io::{self, IsTerminal};
use std::panic::PanicHookInfo;

use tracing::{Metadata, Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Registry,
    filter::filter_fn,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
};

/// Whose lines come through: our crates', by the names of their modules.
const OURS: [&str; 3] = ["alongside", "alongside_domain", "alongside_protocol"];

/// From now on, for the whole program.
pub fn to_stderr() {
    let wish = std::env::var("ALONGSIDE_LOG").ok();
    let is_terminal = io::stderr().is_terminal();
    // Told already: the first listener stays.
    let _ = tracing::subscriber::set_global_default(to(wish.as_deref(), io::stderr, is_terminal));
    std::panic::set_hook(Box::new(of_panic));
}

/// The same to any place; `wish` is as in `ALONGSIDE_LOG=debug`, and one that cannot be understood is none.
pub fn to<W>(wish: Option<&str>, place: W, colours: bool) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let wish = wish.and_then(|wish| EnvFilter::try_new(wish).ok());
    let lines = fmt::layer().with_writer(place).with_ansi(colours);
    Registry::default()
        .with(filter_fn(is_ours).with_max_level_hint(LevelFilter::TRACE))
        .with(wish.unwrap_or_else(|| EnvFilter::new("info")))
        .with(lines)
}

/// By its place alone: the message could hold words of a person.
pub fn of_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place = place.as_deref(), "a task panicked");
}

fn is_ours(about: &Metadata<'_>) -> bool {
    let crate_name = about.target().split("::").next();
    crate_name.is_some_and(|name| OURS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn told(wish: Option<&str>, tell: impl FnOnce()) -> String {
        let page = Page::default();
        let writer = page.clone();
        let listener = to(wish, move || writer.clone(), false);
        tracing::subscriber::with_default(listener, tell);
        let bytes = page.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    /// As they would tell it.
    fn dependencies_tell() {
        tracing::error!(target: "hyper::proto", "read a head");
        tracing::trace!(target: "tungstenite::protocol", "received a frame");
        tracing::warn!(target: "rustls", "a handshake");
        tracing::info!(target: "alongside_of_another", "not one of ours");
        let span = tracing::error_span!(target: "rusqlite", "statement", text = "insert");
        span.in_scope(|| tracing::trace!("the log keeps something"));
    }

    #[test]
    fn whatever_is_wished_for_only_our_own_lines_come_through() {
        for wish in [
            "trace",
            "hyper=trace,tungstenite=trace,rustls=trace,rusqlite=trace,info",
            "trace,hyper::proto=trace",
            "[statement]=trace",
        ] {
            let told = told(Some(wish), dependencies_tell);
            for word in [
                "head",
                "frame",
                "handshake",
                "another",
                "insert",
                "statement",
            ] {
                assert!(!told.contains(word), "{wish}: {told}");
            }
        }
        let told = told(Some("trace"), dependencies_tell);
        assert!(told.contains("the log keeps something"), "{told}");
    }

    #[test]
    fn a_wish_that_cannot_be_understood_is_none() {
        let ours = || {
            tracing::info!("stopping");
            tracing::debug!("a detail");
        };
        for wish in [None, Some("=,=")] {
            let told = told(wish, ours);
            assert!(told.contains("stopping") && !told.contains("a detail"));
        }
        assert!(told(Some("debug"), ours).contains("a detail"));
    }
}
