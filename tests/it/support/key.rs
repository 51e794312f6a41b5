//! The key that every test's installation is made with.
use std::path::Path;
use std::sync::OnceLock;

use marac::platform::key::{Key, Purpose};
use marac::platform::random::Random;

/// The key.
pub fn key() -> &'static Key {
    static KEY: OnceLock<Key> = OnceLock::new();
    KEY.get_or_init(|| write(&tempfile::tempdir().unwrap().path().join("key")))
}

/// Writes its file, for a program of its own to start with.
pub fn write(path: &Path) -> Key {
    Key::create(path, &Random::seeded(1)).unwrap()
}

/// The key of the database and that of its record.
pub fn of_database() -> ([u8; 32], [u8; 32]) {
    let of = |purpose| *key().derive(purpose).bytes();
    (of(Purpose::Database), of(Purpose::Audit))
}
