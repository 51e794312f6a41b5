//! Logging: one line for each event on standard error, with the request it belongs to.
//!
//! Nothing personal may be written: names and free text are
//! [`Private`](crate::domain::text::Private), which prints as `[redacted]`.
use std::fmt;
use std::io;
use std::panic::{self, PanicHookInfo};

use tracing::level_filters::LevelFilter;
use tracing::{Span, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;

use crate::platform::config::{Level, Log, LogFormat};
use crate::platform::random::Random;

/// One request, in the log and on the page that says that something failed:
/// 16 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// A new one.
    pub fn new(random: &Random) -> Self {
        Self(format!("{:016x}", u64::from_be_bytes(random.bytes())))
    }

    /// The span in which the request is answered: each line logged inside it names the request.
    pub fn span(&self) -> Span {
        // Of the highest level, so that it is there whatever is logged.
        tracing::error_span!("request", request_id = self.0)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Starts logging to standard error, for the whole program. A second start changes nothing.
pub fn start(log: Log) {
    if tracing::subscriber::set_global_default(subscriber(log, io::stderr)).is_ok() {
        panic::set_hook(Box::new(log_panic));
    }
}

fn subscriber<W>(log: Log, to: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::registry().with(lines(log.format, to).with_filter(targets(log.level)))
}

/// Our own lines from the level asked for. Other people's code may print what it is given, so of
/// that only warnings are kept.
fn targets(level: Level) -> Targets {
    let level = match level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
        Level::Trace => LevelFilter::TRACE,
    };
    Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("marac", level)
}

fn lines<S, W>(format: LogFormat, to: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // Complaining that a line could not be written would panic where that cannot be written either.
    let layer = tracing_subscriber::fmt::layer().with_writer(to).log_internal_errors(false);
    match format {
        LogFormat::Json => Box::new(layer.json().flatten_event(true).with_span_list(false)),
        LogFormat::Text => Box::new(layer.compact().with_ansi(false)),
    }
}

/// Says where a panic was but not what it said, which may quote what somebody typed.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "panicked");
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::domain::text::Private;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(level: Level, format: LogFormat, events: impl FnOnce()) -> String {
        let written = Written::default();
        let to = written.clone();
        let subscriber = subscriber(Log { level, format }, move || to.clone());
        tracing::subscriber::with_default(subscriber, events);
        let bytes = written.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_is_json_with_its_time_place_and_request() {
        let id = RequestId::new(&Random::seeded(1));
        let text = logged(Level::Info, LogFormat::Json, || {
            id.span().in_scope(|| tracing::info!(status = 200, "answered"));
        });
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["message"], "answered");
        assert_eq!(line["status"], 200);
        assert_eq!(line["target"], "marac::platform::telemetry::tests");
        assert_eq!(line["span"]["request_id"], id.to_string());
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
        assert!(text.ends_with('\n'), "{text}");
    }

    #[test]
    fn a_private_text_is_redacted_in_every_format() {
        for format in [LogFormat::Json, LogFormat::Text] {
            let name = Private::new("Somebody");
            let text = logged(Level::Trace, format, || {
                let span = tracing::info_span!("request", who = ?name);
                span.in_scope(|| tracing::warn!(%name, ?name, "about {name} and {name:?}"));
            });
            assert!(!text.contains("Somebody"), "{text}");
            assert_eq!(text.matches("[redacted]").count(), 5, "{text}");
        }
    }

    #[test]
    fn of_other_code_only_warnings_are_kept_and_the_request_always() {
        let text = logged(Level::Trace, LogFormat::Text, || {
            tracing::info!(target: "actix_web", "other people's detail");
            tracing::warn!(target: "actix_web", "other people's warning");
            tracing::trace!("our own detail");
        });
        assert!(!text.contains("other people's detail"), "{text}");
        assert!(text.contains("other people's warning") && text.contains("our own detail"));
        let id = RequestId::new(&Random::seeded(1));
        let failed = logged(Level::Error, LogFormat::Text, || {
            id.span().in_scope(|| tracing::error!("failed"));
        });
        assert!(failed.contains(&id.to_string()), "{failed}");
        let quiet = logged(Level::Error, LogFormat::Text, || {
            tracing::warn!(target: "actix_web", "other people's warning");
            tracing::warn!("our own warning");
        });
        assert_eq!(quiet, "");
    }

    #[test]
    fn a_panic_is_logged_without_its_words() {
        let text = logged(Level::Info, LogFormat::Json, || {
            let before = panic::take_hook();
            panic::set_hook(Box::new(log_panic));
            let panicked = panic::catch_unwind(|| panic!("about Somebody"));
            panic::set_hook(before);
            assert!(panicked.is_err());
        });
        assert!(text.contains("src/platform/telemetry.rs") && !text.contains("Somebody"), "{text}");
    }
}
