//! `marac init` and `marac migrate` killed at every kind of call: afterwards there is a whole database
//! or none, or the old tables or the new ones, and the same command run again finishes.
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use super::figure;
use crate::support::county::County;
use crate::support::installation::Installation;
use crate::support::postgres;
use crate::support::store::TestStore;

/// What `init` asks of the kernel when it makes files and makes them durable, and how far apart the
/// moments of a whole run are. Which of the names behind a question mark there are is the processor's.
const CALLS: &[(&str, usize)] = &[
    ("write", 1),
    ("fsync", 1),
    ("fdatasync", 1),
    ("?rename,?renameat,renameat2", 1),
    ("?link,linkat", 1),
    ("?unlink,unlinkat", 1),
    ("ftruncate", 1),
    ("pwrite64", 5),
];

#[tokio::test]
async fn init_killed_anywhere_leaves_a_whole_database_or_none_on_sqlite() {
    let mut installation = Installation::of(County::in_store(TestStore::on_sqlite()).await);
    let mut points = 0;
    for (call, apart) in CALLS {
        let most = figure::times(2, usize::MAX);
        let apart = if figure::is_whole() { *apart } else { 37 };
        for number in 0..most {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("data/marac.db");
            let url = format!("sqlite://{}", file.display());
            if !is_killed(&mut installation, folder.path(), &url, (call, 1 + number * apart)) {
                break;
            }
            points += 1;
            finish(&installation, (call, number), file.exists());
        }
    }
    assert!(points > 5, "only {points} kills");
    figure::print("day.init_killed_and_whole.sqlite", points, "kills");
}

#[tokio::test]
async fn init_killed_anywhere_leaves_a_whole_database_or_none_on_postgres() {
    let mut installation = Installation::of(County::in_store(TestStore::on_sqlite()).await);
    let mut points = 0;
    let apart = if figure::is_whole() { 1 } else { 4 };
    for number in 0.. {
        let (folder, database) = (tempfile::tempdir().unwrap(), postgres::empty());
        let call = ("sendto", 1 + number * apart);
        if !is_killed(&mut installation, folder.path(), database.url(), call) {
            break;
        }
        points += 1;
        let mut conn = database.connect();
        let made = crate::support::schema::of_postgres(&mut conn);
        finish(&installation, call, !made.is_empty());
    }
    assert!(points > 1, "only {points} kills");
    figure::print("day.init_killed_and_whole.postgresql", points, "kills");
}

#[tokio::test]
async fn migrate_killed_anywhere_leaves_the_old_tables_or_the_new_on_sqlite() {
    migrate_killed_anywhere(TestStore::on_sqlite, CALLS).await;
}

#[tokio::test]
async fn migrate_killed_anywhere_leaves_the_old_tables_or_the_new_on_postgres() {
    migrate_killed_anywhere(TestStore::on_postgres, &[("sendto", 1)]).await;
}

async fn migrate_killed_anywhere(fresh: fn() -> TestStore, calls: &[(&str, usize)]) {
    let mut installation = Installation::of(County::in_store(TestStore::on_sqlite()).await);
    let (new, mut points) = (fresh().schema(), 0);
    for (call, apart) in calls {
        let apart = if figure::is_whole() { *apart } else { 17 };
        for number in 0..figure::times(3, usize::MAX) {
            let store = as_first_made(fresh());
            let old = store.schema();
            installation.set("DATABASE__URL", &store.url());
            let when = (*call, 1 + number * apart);
            if !is_struck(&installation, "migrate", when) {
                break;
            }
            points += 1;
            let left = store.schema();
            assert!(left == old || left == new, "{when:?}: {left:?}");
            for arguments in [&["migrate"][..], &["audit", "verify"]] {
                succeed(&installation, arguments, when);
            }
            assert_eq!(store.schema(), new, "{when:?}");
        }
    }
    assert!(points > 1, "only {points} kills");
    let name = format!("day.migrate_killed_and_whole.{}", fresh().name());
    figure::print(&name, points, "kills");
}

/// A store with the tables that it had when the first of their changes was the only one.
fn as_first_made(store: TestStore) -> TestStore {
    let kind = if store.name() == "sqlite" { "sqlite" } else { "postgres" };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind);
    let mut changes: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    changes.sort();
    for change in changes.iter().skip(1).rev() {
        store.execute(&fs::read_to_string(change.join("down.sql")).unwrap());
    }
    store.execute("DELETE FROM __diesel_schema_migrations WHERE version > '00000000000001'");
    store
}

/// Kills an `init` at the nth call of a kind; says whether it came as far as that.
fn is_killed(
    installation: &mut Installation,
    folder: &Path,
    url: &str,
    when: (&str, usize),
) -> bool {
    installation.set("DATABASE__URL", url);
    installation.set("DATABASE__KEY_FILE", folder.join("key").to_str().unwrap());
    is_struck(installation, "init", when)
}

fn is_struck(installation: &Installation, command: &str, (call, nth): (&str, usize)) -> bool {
    let (trace, inject) =
        (format!("trace={call}"), format!("inject={call}:signal=KILL:when={nth}"));
    let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let done = output(installation.command(&strace, &[command]));
    if done.status.success() {
        return false;
    }
    let told = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.signal(), Some(9), "{call} {nth}: {told}");
    true
}

/// Runs it again, then whatever needs a whole database.
fn finish(installation: &Installation, when: (&str, usize), is_made: bool) {
    let again = output(installation.command(&[], &["init"]));
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    let is_finished = told.contains("there is a database already");
    assert!(again.status.success() || is_made && is_finished, "{when:?}: {told}");
    for arguments in [&["migrate"][..], &["audit", "verify"]] {
        succeed(installation, arguments, when);
    }
}

fn succeed(installation: &Installation, arguments: &[&str], when: (&str, usize)) {
    let done = output(installation.command(&[], arguments));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{when:?}: {arguments:?}: {told}");
}

fn output(mut command: Command) -> Output {
    command.output().unwrap()
}
