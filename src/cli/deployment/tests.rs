//! Tests of the rules that a configuration and a machine alone decide.
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;
use crate::domain::time::Instant;
use crate::platform::config::Sources;
use crate::platform::config::tests::file;
use crate::platform::process;

/// Settings that are safe to serve.
const SAFE: [(&str, &str); 5] = [
    ("MARAC__SERVER__PUBLIC_URL", "https://meeting.northshire.example"),
    ("MARAC__SERVER__BEHIND_PROXY", "true"),
    ("MARAC__DATABASE__URL", "sqlite:///nowhere/data/marac.db"),
    ("MARAC__MAIL__HOST", "mail.northshire.example"),
    ("MARAC__MAIL__FROM", "Northshire meeting <meeting@northshire.example>"),
];

const SAFE_MACHINE: Machine = Machine {
    now: Instant::MAX_UTC,
    account: 998,
    is_development_build: false,
    keeps_to_itself: true,
};

fn config(file: Option<PathBuf>, variables: &[(&str, &str)]) -> Config {
    let all = SAFE.iter().chain(variables);
    let variables = all.map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
    Config::load(&Sources { file, variables }).unwrap()
}

/// The names of the rules that refuse it, after every sentence was seen to be one line.
fn names(config: &Config, machine: Machine) -> Vec<&'static str> {
    let deployment = Deployment { config, machine, key: None, database: None };
    let refused = deployment.findings().filter_map(|(rule, found)| Some((rule.name, found?)));
    let line = |(name, found): (&'static str, Refusal)| {
        assert!(!found.to_string().contains('\n'), "{found}");
        name
    };
    refused.map(line).collect()
}

fn names_of(variables: &[(&str, &str)]) -> Vec<&'static str> {
    names(&config(None, variables), SAFE_MACHINE)
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = rules().map(|it| it.name).collect();
    assert_eq!(names.len(), rules().count());
    assert!(names.len() >= 20);
    for rule in rules() {
        assert!(rule.name.chars().all(|it| it.is_ascii_lowercase() || it == '-'), "{}", rule.name);
        assert!(!rule.refuses.is_empty() && !rule.refuses.ends_with('.'), "{}", rule.refuses);
    }
}

#[test]
fn a_safe_set_up_is_not_refused() {
    assert!(names_of(&[]).is_empty());
    let trial = [
        ("MARAC__SERVER__PUBLIC_URL", "http://localhost:8080"),
        ("MARAC__SERVER__BEHIND_PROXY", "false"),
        ("MARAC__MAIL__HOST", ""),
        ("MARAC__MAIL__FOLDER", "/tmp/letters"),
        ("MARAC__LOG__LEVEL", "debug"),
    ];
    let here = Machine { account: process::ROOT, is_development_build: true, ..SAFE_MACHINE };
    assert!(names(&config(None, &trial), here).is_empty());
}

#[test]
fn the_example_for_production_is_safe() {
    let example =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/config/production.example.toml"));
    let password = file("hunter2", 0o600);
    let variables =
        vec![("MARAC__MAIL__PASSWORD_FILE".to_owned(), password.path().display().to_string())];
    let config = Config::load(&Sources { file: Some(example), variables }).unwrap();
    assert!(names(&config, SAFE_MACHINE).is_empty());
}

#[test]
fn each_unsafe_setting_is_refused_by_its_rule() {
    for (name, value, rule) in [
        ("SERVER__BEHIND_PROXY", "false", "address-without-tls"),
        ("SERVER__PUBLIC_URL", "http://northshire.example", "address-in-the-clear"),
        ("SERVER__PUBLIC_URL", "ftp://localhost", "address-in-the-clear"),
        ("SERVER__PUBLIC_URL", "http://127.0.0.1:8080", "address-of-this-machine"),
        ("DATABASE__KEY_FILE", "/nowhere/data/key", "key-beside-data"),
        ("DATABASE__KEY_FILE", "/nowhere/data/keys/key", "key-beside-data"),
        ("DATABASE__URL", "postgres://marac@db.example/marac", "database-unverified"),
        ("MAIL__HOST", "", "mail-nowhere"),
        ("MAIL__FOLDER", "/tmp/letters", "mail-left-here"),
        ("MAIL__PORT", "25", "mail-between-servers"),
        ("MAIL__FROM", "", "mail-from-nobody"),
        ("MAIL__FROM", "Northshire meeting", "mail-from-nobody"),
        ("MAIL__FROM", "a b@northshire.example", "mail-from-nobody"),
        ("SECURITY__ARGON2_MEMORY_KIB", "19455", "passwords-cheap"),
        ("SECURITY__ARGON2_PASSES", "1", "passwords-cheap"),
        ("SECURITY__ARGON2_LANES", "0", "passwords-cheap"),
        ("SECURITY__SECOND_FACTOR_ROLES", "none", "password-alone"),
        ("LOG__LEVEL", "trace", "log-for-trials"),
        ("LOG__LEVEL", "debug", "log-for-trials"),
    ] {
        assert_eq!(names_of(&[(&format!("MARAC__{name}"), value)]), [rule], "{name}={value}");
    }
    let strong =
        [("MARAC__SECURITY__ARGON2_MEMORY_KIB", "47104"), ("MARAC__SECURITY__ARGON2_PASSES", "1")];
    assert!(names_of(&strong).is_empty());
}

#[test]
fn listening_to_others_needs_tls() {
    let open = ("MARAC__SERVER__LISTEN", "0.0.0.0:8080");
    assert!(names_of(&[open]).is_empty());
    let plain = names_of(&[open, ("MARAC__SERVER__BEHIND_PROXY", "false")]);
    assert_eq!(plain, ["listening-in-the-clear", "address-without-tls"]);
}

#[test]
fn each_unsafe_machine_is_refused_by_its_rule() {
    let config = config(None, &[]);
    for (machine, rule) in [
        (Machine { now: Instant::UNIX_EPOCH, ..SAFE_MACHINE }, "clock-behind"),
        (Machine { account: process::ROOT, ..SAFE_MACHINE }, "program-as-root"),
        (Machine { is_development_build: true, ..SAFE_MACHINE }, "program-for-development"),
        (Machine { keeps_to_itself: false, ..SAFE_MACHINE }, "memory-open"),
    ] {
        assert_eq!(names(&config, machine), [rule]);
    }
}

#[test]
fn files_must_be_private_and_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let permit = |mode| {
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    permit(0o700);
    let database = format!("sqlite://{}/marac.db", folder.path().display());
    let data = config(
        None,
        &[
            ("MARAC__SERVER__PUBLIC_URL", "https://meeting.localhost"),
            ("MARAC__DATABASE__URL", &database),
        ],
    );
    let owner = Machine { account: process::account(), ..SAFE_MACHINE };
    assert!(names(&data, owner).is_empty());
    permit(0o755);
    assert_eq!(names(&data, owner), ["data-open"]);
    let (certificate, open, private) = (file("", 0o644), file("", 0o644), file("", 0o640));
    let with = |key: &tempfile::NamedTempFile| {
        names_of(&[
            ("MARAC__SERVER__TLS_CERTIFICATE", certificate.path().to_str().unwrap()),
            ("MARAC__SERVER__TLS_KEY", key.path().to_str().unwrap()),
        ])
    };
    assert_eq!(with(&open), ["tls-key-open"]);
    assert!(with(&private).is_empty());
}

#[test]
fn a_file_that_everybody_reads_may_hold_no_password_and_nobody_else_changes_it() {
    for (text, mode, rule) in [
        ("[mail]\nuser = \"marac\"\npassword = \"hunter2\"\n", 0o644, Some("settings-open")),
        ("[mail]\nuser = \"marac\"\npassword = \"hunter2\"\n", 0o640, None),
        ("[mail]\npassword = \"\"\n", 0o644, None),
        ("[mail]\npassword = \"\"\n", 0o646, Some("settings-changeable")),
        ("[database]\nurl = \"postgres://marac:hunter2@localhost/marac\"\n", 0o644, None),
    ] {
        let file = file(text, mode);
        let found = names(&config(Some(file.path().to_owned()), &[]), SAFE_MACHINE);
        assert_eq!(found, rule.into_iter().collect::<Vec<_>>(), "{text} {mode:o}");
    }
    let url = file("[database]\nurl = \"postgres://marac:hunter2@localhost/marac\"\n", 0o644);
    let sources = Sources {
        file: Some(url.path().to_owned()),
        variables: vec![("MARAC__MAIL__HOST".to_owned(), "mail.northshire.example".to_owned())],
    };
    let found = names(&Config::load(&sources).unwrap(), SAFE_MACHINE);
    assert!(found.contains(&"settings-open"), "{found:?}");
}

#[test]
fn postgresql_beyond_this_machine_must_prove_who_it_is() {
    for (url, is_safe) in [
        ("postgres://marac@localhost/marac", true),
        ("postgresql://marac@127.0.0.1:5433/marac", true),
        ("postgres://marac@[::1]/marac", true),
        ("postgres:///marac?host=/var/run/postgresql", true),
        ("postgres://%2Fvar%2Frun%2Fpostgresql/marac", true),
        ("postgres://marac@db.example/marac?sslmode=verify-full", true),
        ("postgres://marac@db.example/marac?sslmode=require", false),
        ("postgres://marac@db.example/marac?sslmode=verify-full&sslmode=disable", false),
        ("postgres://marac@localhost/marac?host=db.example", false),
        ("postgres://marac@localhost/marac?hostaddr=192.0.2.7", false),
        ("postgres://marac@localhost,db.example/marac", false),
    ] {
        let refused = names_of(&[("MARAC__DATABASE__URL", url)]);
        let expected: &[&str] = if is_safe { &[] } else { &["database-unverified"] };
        assert_eq!(refused, expected, "{url}");
    }
}
