//! The stores that tests are given.
use marac::store::InstallationKind;

use crate::support::store::on_both;

on_both! {
    async fn a_test_has_a_store_of_its_own_to_open_count_and_change(store) {
        drop(store.open());
        let count = "SELECT count(*) AS count FROM installation WHERE kind = 'live'";
        assert_eq!(store.count(count), 1);
        store.execute("UPDATE installation SET kind = 'demo'");
        assert_eq!(store.door().kind().unwrap(), InstallationKind::Demo);
    }
}
