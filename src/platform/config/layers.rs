//! The layers of settings: the defaults, a file and variables, and which of them says what.
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use config::{Environment, File, FileFormat, FileSourceString, Source, Value, ValueKind};

use super::Refusal;
use super::postgres::{holds_password, shown};

const DEFAULT: &str = include_str!("../../../config/default.toml");
const USUAL_FILE: &str = "/etc/marac/marac.toml";
const SECRETS: [&str; 2] = ["database.password", "mail.password"];

/// Where settings are read from, besides the defaults.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file of one's own.
    pub file: Option<PathBuf>,
    /// Variables, of which those that begin with `MARAC__` are settings.
    pub variables: Vec<(String, String)>,
}

impl Sources {
    /// What this process was started with: `file` from the command line, or else the file that
    /// `MARAC_CONFIG` names, or else the usual one if it is there; and all its variables.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        let named = || std::env::var_os("MARAC_CONFIG").map(PathBuf::from);
        let usual = || Path::new(USUAL_FILE).exists().then(|| PathBuf::from(USUAL_FILE));
        let text = |it: std::ffi::OsString| it.into_string().ok();
        let variables = std::env::vars_os()
            // What is not text cannot be a setting of ours.
            .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
            .collect();
        Self { file: file.or_else(named).or_else(usual), variables }
    }
}

/// One setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Section and name, such as `mail.host`.
    pub key: String,
    /// The value as it may be printed.
    pub text: String,
    /// Which layer says so.
    pub origin: Origin,
}

/// Which layer a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nothing else was said.
    Default,
    /// A file.
    File(PathBuf),
    /// A variable.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => out.write_str("default"),
            Self::File(path) => write!(out, "{}", path.display()),
            Self::Variable(name) => out.write_str(name),
        }
    }
}

/// All layers, checked to hold nothing but settings.
pub(super) struct Layers {
    merged: config::Config,
    values: BTreeMap<String, (Value, Origin)>,
    file: Option<(PathBuf, fs::Metadata)>,
}

/// A configuration file as it was when it was read.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it is.
    pub path: PathBuf,
    /// Whose it is, and who may read and change it.
    pub metadata: fs::Metadata,
    /// Whether it holds a password.
    pub holds_password: bool,
}

/// Reads every layer.
pub(super) fn read(sources: &Sources) -> Result<Layers, Vec<Refusal>> {
    let one = |it: Refusal| vec![it];
    let defaults = File::from_str(DEFAULT, FileFormat::Toml);
    let mut values = BTreeMap::new();
    let defaults_found = collect(&defaults).map_err(one)?;
    values.extend(defaults_found.into_iter().map(|(key, it)| (key, (it, Origin::Default))));

    let file = sources.file.as_deref().map(open).transpose().map_err(one)?;
    let variables = variables(&sources.variables);
    let mut builder = config::Config::builder().add_source(defaults);
    let mut found = Vec::new();
    if let Some(file) = &file {
        let origin = Origin::File(file.path.clone());
        found.extend(collect(&file.text).map_err(one)?.into_iter().map(|it| (it, origin.clone())));
        builder = builder.add_source(file.text.clone());
    }
    for (key, value) in collect(&variables.source).map_err(one)? {
        let origin = Origin::Variable(variables.names.get(&key).cloned().unwrap_or_default());
        found.push(((key, value), origin));
    }
    let unknown: Vec<_> =
        found.iter().filter_map(|((key, _), from)| unknown(key, from, &values)).collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    values.extend(found.into_iter().map(|((key, value), origin)| (key, (value, origin))));
    let merged = builder.add_source(variables.source).build();
    let merged = merged.map_err(|it| one(Refusal::new(it.to_string())))?;
    Ok(Layers { merged, values, file: file.map(|it| (it.path, it.metadata)) })
}

impl Layers {
    /// The sections as one struct.
    pub(super) fn deserialize<T: for<'de> serde::Deserialize<'de>>(&self) -> Result<T, Refusal> {
        self.merged.clone().try_deserialize().map_err(|error| {
            let (key, what) = explain(&error);
            let origin = self.values.get(&key).map_or(&Origin::Default, |it| &it.1);
            Refusal::new(format!("{key} is wrong: {what} ({origin})"))
        })
    }

    /// The file, and whether it holds a secret.
    pub(super) fn file(&self) -> Option<ConfigFile> {
        let (path, metadata) = self.file.clone()?;
        let here = Origin::File(path.clone());
        let holds = |(key, (value, origin)): (&String, &(Value, Origin))| {
            *origin == here && is_secret(key, &text(value))
        };
        Some(ConfigFile { path, metadata, holds_password: self.values.iter().any(holds) })
    }

    /// Each setting in force, with secrets hidden.
    pub(super) fn into_settings(self) -> Vec<Setting> {
        let setting = |(key, (value, origin)): (String, (Value, Origin))| {
            let value = text(&value);
            let text = match key.as_str() {
                "database.url" => shown(&value),
                _ if is_secret(&key, &value) => "[hidden]".to_owned(),
                _ => value,
            };
            Setting { key, text, origin }
        };
        self.values.into_iter().map(setting).collect()
    }
}

struct OpenFile {
    path: PathBuf,
    metadata: fs::Metadata,
    text: File<FileSourceString, FileFormat>,
}

fn open(path: &Path) -> Result<OpenFile, Refusal> {
    let shown = path.display();
    let cannot = |error| Refusal::new(format!("the configuration file {shown} ({error})"));
    let metadata = fs::metadata(path).map_err(cannot)?;
    let text = fs::read_to_string(path).map_err(cannot)?;
    // Checked by itself, because the parser's own report quotes the line, secret and all.
    toml::from_str::<toml::Table>(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Refusal::new(format!("{shown} is not TOML, line {line}: {}", error.message()))
    })?;
    let text = File::from_str(&text, FileFormat::Toml);
    Ok(OpenFile { path: path.to_owned(), metadata, text })
}

struct Variables {
    source: Environment,
    names: BTreeMap<String, String>,
}

fn variables(all: &[(String, String)]) -> Variables {
    let ours = all.iter().filter(|it| it.0.to_ascii_uppercase().starts_with("MARAC__"));
    let names = ours
        .clone()
        .map(|it| (it.0["MARAC__".len()..].to_lowercase().replace("__", "."), it.0.clone()))
        .collect();
    let source = Environment::with_prefix("MARAC")
        .prefix_separator("__")
        .separator("__")
        .source(Some(ours.cloned().collect()));
    Variables { source, names }
}

fn collect(source: &impl Source) -> Result<Vec<(String, Value)>, Refusal> {
    let values = source.collect().map_err(|it| Refusal::new(it.to_string()))?;
    Ok(values.into_iter().flat_map(|(key, value)| flatten(key, value)).collect())
}

fn flatten(key: String, value: Value) -> Vec<(String, Value)> {
    match value.kind {
        ValueKind::Table(inner) => inner
            .into_iter()
            .flat_map(|(name, value)| flatten(format!("{key}.{name}"), value))
            .collect(),
        _ => vec![(key, value)],
    }
}

fn unknown<T>(key: &str, from: &Origin, known: &BTreeMap<String, T>) -> Option<Refusal> {
    // What they are called is free, and what they hold is checked as they are read.
    if known.contains_key(key) || key.starts_with("provider.") {
        return None;
    }
    let closest = known.keys().min_by_key(|it| strsim::damerau_levenshtein(it, key))?;
    let is_close = strsim::damerau_levenshtein(closest, key) <= 3;
    let hint = if is_close {
        format!("did you mean {closest}?")
    } else {
        "`marac check` lists the settings".to_owned()
    };
    Some(Refusal::new(format!("{key} is not a setting ({from}): {hint}")))
}

fn is_secret(key: &str, value: &str) -> bool {
    !value.trim().is_empty()
        && (SECRETS.contains(&key) || key.ends_with(".client_secret") || holds_password(value))
}

fn text(value: &Value) -> String {
    value.clone().into_string().unwrap_or_default()
}

/// The key that is wrong, and what is wrong, in words that never repeat a secret.
fn explain(error: &config::ConfigError) -> (String, String) {
    match error {
        config::ConfigError::Type { unexpected, expected, key, .. } => {
            (key.clone().unwrap_or_default(), format!("{unexpected} instead of {expected}"))
        }
        config::ConfigError::At { error, key, .. } => {
            (key.clone().unwrap_or_default(), explain(error).1)
        }
        other => (String::new(), other.to_string()),
    }
}
