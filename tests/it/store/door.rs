//! What is not opened: held by another, written by a newer program, of another kind, with a wrong key.
use std::time::Duration;

use chrono::DateTime;
use marac::store::{Door, InstallationKind, OpenError, Pools};

use crate::support::key;
use crate::support::store::{TestStore, on_both};

const POOLS: Pools = Pools { readers: 1, writers: 1, wait: Duration::from_secs(5), reserve: 0 };

on_both! {
    async fn a_database_of_a_newer_program_is_refused_and_untouched(store) {
        store.execute(
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')",
        );
        for refused in
            [store.door().open(InstallationKind::Live).err(), store.door().open_beside().err()]
        {
            let said = refused.unwrap().to_string();
            assert!(said.contains("newer version of this program: 20990101000000"), "{said}");
        }
    }

    async fn a_real_database_is_never_opened_as_a_demo_nor_made_twice(store) {
        let refused = store.door().open(InstallationKind::Demo);
        assert!(matches!(refused.err(), Some(OpenError::Kind { .. })));
        let made = store.door().create(InstallationKind::Live, DateTime::UNIX_EPOCH);
        assert!(matches!(made.err(), Some(OpenError::Exists)));
    }
}

#[tokio::test]
async fn a_second_process_may_look_but_not_serve() {
    let store = TestStore::on_sqlite();
    let _first = store.open();
    assert!(matches!(store.door().open(InstallationKind::Live).err(), Some(OpenError::InUse(_))));
    store.door().open_beside().unwrap();
    let linked = tempfile::tempdir().unwrap();
    let link = linked.path().join("store.db");
    std::os::unix::fs::symlink(store.url().trim_start_matches("sqlite://"), &link).unwrap();
    let door = Door::new(
        &format!("sqlite://{}", link.display()),
        key::of_database().0,
        key::of_database().1,
        POOLS,
    );
    let second = door.unwrap().open(InstallationKind::Live);
    assert!(matches!(second.err(), Some(OpenError::InUse(_))));
}

#[tokio::test]
async fn another_key_opens_nothing() {
    let store = TestStore::on_sqlite();
    let door = Door::new(&store.url(), [0x5b; 32], key::of_database().1, POOLS).unwrap();
    for refused in [door.open(InstallationKind::Live).err(), door.open_beside().err()] {
        assert!(matches!(refused, Some(OpenError::WrongKey)), "{refused:?}");
    }
}
