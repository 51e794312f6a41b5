//! `marac init` killed at every kind of call: afterwards there is a whole database or none, and the
//! same command run again finishes, or says that it is finished.
use std::path::Path;
use std::process::{Command, Output};

use super::figure;
use super::installation::Installation;
use crate::support::county::County;
use crate::support::postgres;
use crate::support::store::TestStore;

/// What `init` asks of the kernel when it makes files and makes them durable, and how far apart the
/// moments of a whole run are.
const CALLS: &[(&str, usize)] = &[
    ("write", 1),
    ("fsync", 1),
    ("fdatasync", 1),
    ("rename", 1),
    ("link", 1),
    ("unlink", 1),
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

/// Kills an `init` at the nth call of a kind; says whether it came as far as that.
fn is_killed(
    installation: &mut Installation,
    folder: &Path,
    url: &str,
    (call, nth): (&str, usize),
) -> bool {
    installation.set("DATABASE__URL", url);
    installation.set("DATABASE__KEY_FILE", folder.join("key").to_str().unwrap());
    let (trace, inject) =
        (format!("trace={call}"), format!("inject={call}:signal=KILL:when={nth}"));
    let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let done = output(installation.command(&strace, &["init"]));
    if done.status.success() {
        return false;
    }
    assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{call} {nth}");
    true
}

/// Runs it again, then whatever needs a whole database.
fn finish(installation: &Installation, when: (&str, usize), is_made: bool) {
    let again = output(installation.command(&[], &["init"]));
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    let is_finished = told.contains("there is a database already");
    assert!(again.status.success() || is_made && is_finished, "{when:?}: {told}");
    for arguments in [&["migrate"][..], &["audit", "verify"]] {
        let done = output(installation.command(&[], arguments));
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{when:?}: {arguments:?}: {told}");
    }
}

fn output(mut command: Command) -> Output {
    command.output().unwrap()
}
