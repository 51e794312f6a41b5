//! How soon the program serves, and that it goes on where it was killed.
use super::figure;
use crate::support::county::County;
use crate::support::installation::Installation;
use crate::support::store::on_both;

on_both! {
    async fn a_killed_server_serves_again(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        let token = county.token(county.chair()).await;
        let installation = Installation::of(county);
        let mut slowest = 0.0_f64;
        for _ in 0..figure::times(3, 20) {
            let mut server = installation.start();
            slowest = slowest.max(server.took.as_secs_f64());
            let page = server.visitor(&token).get("/").await;
            assert_eq!(page.heading(), "Thursday 12 February 2026");
            server.kill();
        }
        figure::print(&format!("day.start_slowest.{name}"), slowest * 1000.0, "ms");
    }
}
