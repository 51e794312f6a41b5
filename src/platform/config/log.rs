//! The section `[log]`: what is logged.
use serde::Deserialize;

/// What is logged.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// The least important thing that is still logged.
    pub level: Level,
    /// How it is written.
    pub format: LogFormat,
}

/// How important a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something failed.
    Error,
    /// Something may fail soon.
    Warn,
    /// What the service does.
    Info,
    /// How it does it.
    Debug,
    /// Everything.
    Trace,
}

impl Level {
    /// Whether it tells more than may be kept about real cases.
    pub fn is_for_trials(self) -> bool {
        matches!(self, Self::Debug | Self::Trace)
    }
}

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object.
    Json,
    /// Words for a person.
    Text,
}
