//! What the documentation says of the code, compared with what the code says. Run with
//! `MARAC_WRITE_DOCS=1` to write it anew.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use marac::cli::deployment;
use marac::domain::access::Duty;
use marac::domain::actor::Role;
use marac::web::matrix::{Door, MATRIX};

const SECURITY: &str = "docs/security.md";
const ASVS: &str = "docs/asvs.md";

#[test]
fn the_documentation_has_every_rule_of_deployment() {
    let mut table = String::from("| Rule | What is refused |\n|---|---|\n");
    for rule in deployment::rules() {
        writeln!(table, "| `{}` | {} |", rule.name, capital(rule.refuses)).unwrap();
    }
    is_made(SECURITY, "rules", &table);
}

#[test]
fn the_documentation_says_who_may_do_what() {
    let names: Vec<&str> = Role::ALL.iter().map(Role::shown).collect();
    let mut table = format!("| | {} |\n|---|{}\n", names.join(" | "), ":-:|".repeat(names.len()));
    for duty in Duty::ALL {
        let mark = |role: &Role| if duty.roles().contains(role) { "yes" } else { "–" };
        let marks: Vec<&str> = Role::ALL.iter().map(mark).collect();
        let what = duty.what().trim_end_matches('.');
        writeln!(table, "| {what} | {} |", marks.join(" | ")).unwrap();
    }
    is_made(SECURITY, "duties", &table);
}

#[test]
fn the_documentation_has_the_matrix() {
    let names: Vec<&str> = Role::ALL.iter().map(Role::shown).collect();
    let marks = ":-:|".repeat(names.len() + 1);
    let mut table =
        format!("| | Not signed in | {} | As far as |\n|---|{marks}---|\n", names.join(" | "));
    for row in MATRIX {
        let lets_in = |role: &Role| match row.door {
            Door::Anybody | Door::SignedIn => true,
            Door::With(duties) => duties.iter().any(|it| it.roles().contains(role)),
        };
        let mark = |is_let_in: bool| if is_let_in { "yes" } else { "–" };
        let marks: Vec<&str> = std::iter::once(matches!(row.door, Door::Anybody))
            .chain(Role::ALL.iter().map(lets_in))
            .map(mark)
            .collect();
        let (verb, words) = (row.verb.as_str(), row.scope.words());
        writeln!(table, "| {verb} `{}` | {} | {words} |", row.pattern, marks.join(" | ")).unwrap();
    }
    is_made(SECURITY, "matrix", &table);
}

#[test]
fn every_file_and_test_that_the_documentation_names_is_there() {
    let mut wrong = Vec::new();
    let mut named = 0;
    for file in [SECURITY, ASVS] {
        for word in read(file).split('`').skip(1).step_by(2).filter(|it| is_in_the_project(it)) {
            let (place, test) = word.split_once("::").unwrap_or((word, ""));
            let content = fs::read_to_string(path(place)).unwrap_or_default();
            let is_there = path(place).is_dir() || !content.is_empty();
            if !is_there || !test.is_empty() && !content.contains(&format!("fn {test}(")) {
                wrong.push(format!("{file}: {word}"));
            }
            named += 1;
        }
    }
    assert!(wrong.is_empty() && named > 300, "{named} named; not there:\n{}", wrong.join("\n"));
}

/// Whether something between backticks is a file or folder of the project.
fn is_in_the_project(word: &str) -> bool {
    let folders = ["src/", "tests/", "docs/", "config/", "templates/", "migrations/"];
    let files = ["Cargo.toml", "Cargo.lock", "deny.toml", "Makefile", "README.md"];
    files.contains(&word) || folders.iter().any(|it| word.starts_with(it))
}

/// How many requirements each section of ASVS 5.0.0 has.
const SECTIONS: &[(&str, usize)] = &[
    ("1.1", 2),
    ("1.2", 10),
    ("1.3", 12),
    ("1.4", 3),
    ("1.5", 3),
    ("2.1", 3),
    ("2.2", 3),
    ("2.3", 5),
    ("2.4", 2),
    ("3.1", 1),
    ("3.2", 3),
    ("3.3", 5),
    ("3.4", 8),
    ("3.5", 8),
    ("3.6", 1),
    ("3.7", 5),
    ("4.1", 5),
    ("4.2", 5),
    ("4.3", 2),
    ("4.4", 4),
    ("5.1", 1),
    ("5.2", 6),
    ("5.3", 3),
    ("5.4", 3),
    ("6.1", 3),
    ("6.2", 12),
    ("6.3", 8),
    ("6.4", 6),
    ("6.5", 8),
    ("6.6", 4),
    ("6.7", 2),
    ("6.8", 4),
    ("7.1", 3),
    ("7.2", 4),
    ("7.3", 2),
    ("7.4", 5),
    ("7.5", 3),
    ("7.6", 2),
    ("8.1", 4),
    ("8.2", 4),
    ("8.3", 3),
    ("8.4", 2),
    ("9.1", 3),
    ("9.2", 4),
    ("10.1", 2),
    ("10.2", 3),
    ("10.3", 5),
    ("10.4", 16),
    ("10.5", 5),
    ("10.6", 2),
    ("10.7", 3),
    ("11.1", 4),
    ("11.2", 5),
    ("11.3", 5),
    ("11.4", 4),
    ("11.5", 2),
    ("11.6", 2),
    ("11.7", 2),
    ("12.1", 5),
    ("12.2", 2),
    ("12.3", 5),
    ("13.1", 4),
    ("13.2", 6),
    ("13.3", 4),
    ("13.4", 7),
    ("14.1", 2),
    ("14.2", 8),
    ("14.3", 3),
    ("15.1", 5),
    ("15.2", 5),
    ("15.3", 7),
    ("15.4", 4),
    ("16.1", 1),
    ("16.2", 5),
    ("16.3", 4),
    ("16.4", 3),
    ("16.5", 4),
    ("17.1", 2),
    ("17.2", 8),
    ("17.3", 2),
];

/// How many requirements each level adds.
const LEVELS: [usize; 3] = [70, 183, 92];

/// Where a requirement stands.
const STANDING: [&str; 5] = ["Shown", "Partly", "Open", "Whoever runs it", "Nothing here"];

#[test]
fn each_requirement_of_asvs_is_answered_once() {
    let text = read(ASVS);
    let requirements: Vec<Vec<&str>> = text.lines().filter_map(requirement).collect();
    let answered: Vec<String> = requirements.iter().map(|it| it[0].to_owned()).collect();
    let section =
        |it: &(&str, usize)| (1..=it.1).map(|n| format!("{}.{n}", it.0)).collect::<Vec<_>>();
    assert_eq!(answered, SECTIONS.iter().flat_map(section).collect::<Vec<_>>());
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for row in &requirements {
        assert!(row.len() == 5 && row.iter().all(|it| !it.is_empty()), "{row:?}");
        assert!(STANDING.contains(&row[3]), "{row:?}");
        *counts.entry((row[1].parse().unwrap(), row[3])).or_default() += 1;
    }
    let mut table =
        format!("| Level | {} | All |\n|---|{}\n", STANDING.join(" | "), "--:|".repeat(6));
    for (level, all) in (1..).zip(LEVELS) {
        let of = STANDING.map(|it| counts.get(&(level, it)).copied().unwrap_or(0));
        assert_eq!(of.iter().sum::<usize>(), all, "level {level}");
        let of = of.map(|it| it.to_string()).join(" | ");
        writeln!(table, "| {level} | {of} | {all} |").unwrap();
    }
    is_made(ASVS, "counts", &table);
}

/// The cells of a row about a requirement.
fn requirement(line: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> =
        line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let numbers: BTreeSet<bool> = cells[0].split('.').map(|it| it.parse::<u8>().is_ok()).collect();
    (numbers == BTreeSet::from([true]) && cells[0].contains('.')).then_some(cells)
}

/// Held by whoever writes: another test may write another part of the same file.
static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// Compares a part of a file, between two comments with its name, with what it must be.
fn is_made(file: &str, part: &str, text: &str) {
    let whole = read(file);
    let begin = format!("<!-- {part}: made by tests/it/docs.rs -->\n");
    let end = format!("<!-- /{part} -->");
    let (_before, rest) = whole.split_once(&begin).expect(&begin);
    let (found, _after) = rest.split_once(&end).expect(&end);
    if std::env::var_os("MARAC_WRITE_DOCS").is_some() {
        let _writing = WRITING.lock().unwrap();
        let now =
            read(file).replace(&format!("{begin}{found}{end}"), &format!("{begin}{text}{end}"));
        fs::write(path(file), now).unwrap();
        return;
    }
    let say = "is not what the code says: run this test with MARAC_WRITE_DOCS=1";
    assert!(found == text, "{file}, {part}: it {say}\n{text}");
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap()
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
