//! What a run found, one JSON line for each figure.
use std::env;
use std::fs::OpenOptions;
use std::io::Write;

use serde::Serialize;
use serde_json::Value;

/// Set by `make evidence-day`: runs are whole, not short.
const WHOLE: &str = "EVIDENCE_WHOLE";
/// The file that figures are added to, besides being printed.
const FILE: &str = "EVIDENCE_FILE";

/// Whether the runs are whole.
pub fn is_whole() -> bool {
    env::var_os(WHOLE).is_some()
}

/// How often something is done: in a short run, and in a whole one.
pub fn times(short: usize, whole: usize) -> usize {
    if is_whole() { whole } else { short }
}

/// One line.
#[derive(Serialize)]
struct Figure<'a> {
    name: &'a str,
    value: Value,
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
}

/// Prints a figure, such as `day.start.sqlite`.
pub fn print(name: &str, value: impl Into<Value>, unit: &str) {
    say(&Figure { name, value: value.into(), unit, of: None });
}

/// Prints a figure that is a part of a whole, such as writes lost of all writes.
pub fn print_of(name: &str, value: impl Into<Value>, unit: &str, of: usize) {
    say(&Figure { name, value: value.into(), unit, of: Some(of) });
}

/// Prints how much of a whole went wrong, and fails with what did.
pub fn judge(name: &str, faults: &[String], unit: &str, of: usize) {
    print_of(name, faults.len(), unit, of);
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

fn say(figure: &Figure<'_>) {
    let line = serde_json::to_string(figure).unwrap();
    println!("{line}");
    let Some(path) = env::var_os(FILE) else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
    // In one write, so that the lines of two processes do not mix.
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}
