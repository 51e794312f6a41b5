//! What is no database of this installation, or no whole one: refused in one plain line, left as it
//! is to the last byte, and never begun anew. What is damaged inside is never shown.
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use marac::platform::random::Random;
use sha2::{Digest, Sha256};

use super::figure;
use super::saving::Saving;
use crate::support::http::Request;
use crate::support::installation::Installation;
use crate::support::store::TestStore;

/// The size of a page of the file, in bytes.
const PAGE: usize = 4096;

#[tokio::test]
async fn what_is_not_this_installations_database_is_refused_and_left_alone() {
    let (_room, mut installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let file = installation.store.file();
    settle(&installation);
    let whole = fs::read(&file).unwrap();
    let mut tried = 0;
    for (what, bytes) in strangers(&whole) {
        fs::write(&file, bytes).unwrap();
        tried += refused(&installation, &file, &what);
    }
    fs::write(&file, &whole).unwrap();
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
    installation.store.execute(newer);
    tried += refused(&installation, &file, "a newer program's");
    fs::write(&file, &whole).unwrap();
    let keys = tempfile::tempdir().unwrap();
    for (what, text) in [
        ("another installation's key", "3f1b0c9a7e52d84466a1f0b3c2d9e847".repeat(2)),
        ("a key that can be guessed", "5b".repeat(32)),
        ("half a key", "0f".repeat(16)),
        ("an empty key", String::new()),
    ] {
        let key = keys.path().join(what.replace(['\'', ' '], "-"));
        fs::write(&key, text).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        installation.set("DATABASE__KEY_FILE", key.to_str().unwrap());
        tried += refused(&installation, &file, what);
    }
    let missing = keys.path().join("missing");
    installation.set("DATABASE__KEY_FILE", missing.to_str().unwrap());
    tried += refused(&installation, &file, "no key");
    assert!(!missing.exists(), "a key that opens nothing was left behind");
    figure::print_of("day.refused_databases", tried, "files", tried);
}

/// Closes the log into the file, so that the file is all there is.
fn settle(installation: &Installation) {
    drop(installation.store.open());
}

/// What may lie where the database is looked for.
fn strangers(whole: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = (0..figure::times(5, 60))
        .map(|it| it * whole.len() / figure::times(5, 60) / 512 * 512)
        .chain([1, 15, 512, PAGE - 1, PAGE, PAGE + 1, whole.len() - PAGE, whole.len() - 1])
        .map(|length| (format!("the first {length} bytes"), whole[..length].to_vec()))
        .collect();
    let noise: Vec<u8> = (0..2048).flat_map(|_| Random::System.bytes::<32>()).collect();
    let folder = tempfile::tempdir().unwrap();
    all.extend([
        ("noughts".to_owned(), vec![0; whole.len()]),
        ("noise".to_owned(), noise),
        ("another program's".to_owned(), another(folder.path())),
        ("a text".to_owned(), b"Not a database.\n".to_vec()),
    ]);
    all
}

/// A plain file of another program.
fn another(folder: &Path) -> Vec<u8> {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    let path = folder.join("another.db");
    let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    conn.batch_execute("CREATE TABLE things (id INTEGER); INSERT INTO things VALUES (1)").unwrap();
    drop(conn);
    fs::read(path).unwrap()
}

/// Fails unless every command refuses the file in one line and leaves it as it is.
fn refused(installation: &Installation, file: &Path, what: &str) -> usize {
    for end in ["-wal", "-shm"] {
        drop(fs::remove_file(format!("{}{end}", file.display())));
    }
    let digest = || Sha256::digest(fs::read(file).unwrap());
    let before = digest();
    for arguments in [&["serve"][..], &["migrate"], &["init"]] {
        let done = installation.command(&["timeout", "20"], arguments).output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{what}: {arguments:?}: {told}");
        let is_plain = told.starts_with("marac: ") && told.lines().count() == 1;
        assert!(is_plain, "{what}: {arguments:?}: {told}");
        assert!(digest() == before, "{what}: {arguments:?} changed it");
    }
    // Beside a server it may look at what is whole of it.
    let looked = installation.command(&["timeout", "20"], &["audit", "verify"]).output().unwrap();
    let told = String::from_utf8(looked.stderr).unwrap();
    assert!(told.lines().count() <= 1 && digest() == before, "{what}: {told}");
    1
}

#[tokio::test]
async fn a_flipped_byte_is_found_and_never_shown() {
    let (room, installation) = Saving::prepare(TestStore::on_sqlite()).await;
    let file = installation.store.file();
    settle(&installation);
    let whole = fs::read(&file).unwrap();
    let (rows, tables) = (all_rows(&installation.store).unwrap(), whole.len() / PAGE);
    let flips = figure::times(6, 200);
    let (mut found, mut unshown) = (0, 0);
    for number in 0..flips {
        let page = number * tables / flips;
        let at = page * PAGE + (number * 1009 + 17) % PAGE;
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (number % 8);
        fs::write(&file, flipped).unwrap();
        for end in ["-wal", "-shm"] {
            drop(fs::remove_file(format!("{}{end}", file.display())));
        }
        found += usize::from(!is_sound(&installation.store));
        if let Some(read) = all_rows(&installation.store) {
            assert!(read == rows, "byte {at}: other rows are read than were written");
        }
        unshown += usize::from(!shows_the_case(&installation, &room).await);
    }
    assert_eq!(found, flips, "flipped bytes that were not found");
    figure::print_of("day.flipped_bytes_found", found, "bytes", flips);
    figure::print_of("day.flipped_bytes_page_withheld", unshown, "pages", flips);
}

/// Every row of every table; none when it cannot be read.
fn all_rows(store: &TestStore) -> Option<BTreeSet<String>> {
    catch_unwind(AssertUnwindSafe(|| store.rows(&store.tables()))).ok()
}

/// Whether every page can be read and holds together.
fn is_sound(store: &TestStore) -> bool {
    let query = "SELECT integrity_check AS text FROM pragma_integrity_check";
    catch_unwind(AssertUnwindSafe(|| store.texts(query))).is_ok_and(|it| it == ["ok"])
}

/// Whether the case is shown, and shown right; else it must be refused, plainly.
async fn shows_the_case(installation: &Installation, room: &Saving) -> bool {
    let mut server = installation.launch(&[]);
    if !server.answers(Duration::from_secs(20)) && server.is_gone() {
        let log = installation.log();
        assert!(log.lines().last().unwrap_or_default().starts_with("marac: "), "{log}");
        return false;
    }
    let page = server.visitor(&room.token).send(Request::get(&room.page)).await.page();
    match page.status {
        200 => assert!(page.shows("Tamsin Bright") && page.shows("Isla") && page.shows("Wren")),
        303 => assert_eq!(page.location().as_deref(), Some("/sign-in")),
        _ => assert!(page.status >= 500 && !page.shows("Tamsin"), "{}", page.source()),
    }
    page.status == 200
}
