//! Listens to everything that is told through `tracing`, by ours and by what we stand on, however little of it would be
//! printed.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber, level_filters::LevelFilter};

/// See the head of this file.
#[derive(Clone, Default)]
pub struct Recorder {
    told: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

impl Recorder {
    /// From the first time on, for all threads of this process.
    pub fn listens() -> Self {
        static LISTENING: OnceLock<Recorder> = OnceLock::new();
        let listening = LISTENING.get_or_init(|| {
            let recorder = Self::default();
            tracing::subscriber::set_global_default(recorder.clone()).expect("nobody else listens");
            recorder
        });
        listening.clone()
    }

    pub fn text(&self) -> String {
        self.lines().clone()
    }

    pub fn forget(&self) {
        self.lines().clear();
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, String> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn takes(&self, about: &Metadata<'_>, tell: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(format!("{} {}", about.target(), about.name()));
        tell(&mut fields);
        let mut lines = self.lines();
        lines.push_str(&fields.0);
        lines.push('\n');
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.takes(span.metadata(), |fields| span.record(fields));
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        self.lines().push_str(&fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.takes(event.metadata(), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
