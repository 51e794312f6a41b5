//! Libraries in which flaws were found: each is built in as mended, or not at all.
/// A library, the oldest version without its flaws, and their names.
const MENDED: &[(&str, [u64; 3], &str)] = &[
    ("actix-http", [3, 12, 1], "CVE-2026-73051: one request taken for two"),
    ("diesel", [2, 2, 3], "RUSTSEC-2021-0037, RUSTSEC-2024-0365: a length cut short"),
    ("h2", [0, 4, 16], "RUSTSEC-2026-0258: endless work"),
    ("lettre", [0, 11, 22], "RUSTSEC-2020-0069, RUSTSEC-2021-0069, RUSTSEC-2026-0141"),
    ("libsqlite3-sys", [0, 25, 1], "RUSTSEC-2022-0090: an SQLite with CVE-2022-35737"),
    ("rust-embed", [6, 3, 0], "RUSTSEC-2021-0126: files outside the folder"),
    ("rustls", [0, 23, 45], "RUSTSEC-2024-0336, RUSTSEC-2026-0285"),
    ("totp-rs", [1, 1, 0], "RUSTSEC-2022-0018: a code compared in unequal time"),
];

/// Libraries that are used in another way, or not at all.
const NEVER: [(&str, &str); 3] = [
    ("boring", "RUSTSEC-2026-0141: lettre did not look at the name in a certificate"),
    ("native-tls", "certificates are checked by rustls alone"),
    ("actix-files", "GHSA before 0.6.10: a range of nothing, and the folder it is started in"),
];

/// Every library of a lock file with its version.
fn versions(lock: &str) -> Vec<(&str, [u64; 3])> {
    let packages = lock.split("[[package]]").skip(1);
    packages
        .map(|it| {
            let version = quoted(it, "\nversion = ").split(['+', '-']).next().unwrap_or_default();
            let parts: Vec<u64> = version.split('.').map(|it| it.parse().unwrap()).collect();
            (quoted(it, "\nname = "), [parts[0], parts[1], parts[2]])
        })
        .collect()
}

/// The text in quotes after some words.
fn quoted<'a>(text: &'a str, after: &str) -> &'a str {
    let rest = text.split_once(after).map_or("", |it| it.1);
    rest.split('"').nth(1).unwrap_or_default()
}

/// The libraries that are built in with a flaw, or should not be there.
fn flawed(lock: &str) -> Vec<String> {
    let all = versions(lock);
    let old = MENDED.iter().flat_map(|(name, oldest, flaw)| {
        let found = all.iter().filter(move |it| it.0 == *name && it.1 < *oldest);
        found.map(move |it| format!("{name} {:?}: {flaw}", it.1))
    });
    let never = NEVER.iter().filter(|it| all.iter().any(|found| found.0 == it.0));
    old.chain(never.map(|it| format!("{}: {}", it.0, it.1))).collect()
}

#[test]
fn actix_http_diesel_lettre_sqlite_rustls_and_others_are_built_in_as_mended() {
    let lock = include_str!("../../../Cargo.lock");
    assert!(versions(lock).len() > 200, "the lock file is read");
    assert_eq!(flawed(lock), Vec::<String>::new());
    // An older one would be found.
    for (name, oldest, _) in MENDED {
        let [major, minor, patch] = *oldest;
        let before = if patch > 0 { [major, minor, patch - 1] } else { [major, minor - 1, 9] };
        let [major, minor, patch] = before;
        let older =
            format!("[[package]]\nname = \"{name}\"\nversion = \"{major}.{minor}.{patch}\"\n");
        assert!(!flawed(&older).is_empty(), "{name} {before:?}");
    }
}

#[test]
fn each_flaw_of_a_library_names_its_library_once() {
    assert!(MENDED.is_sorted_by(|one, two| one.0 < two.0));
}
