//! `marac serve`: answers people, and does what happens by the clock.
use std::io::Write;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::installation;
use crate::jobs::{self, Checkpoints};
use crate::mail::post::Post;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::telemetry;
use crate::store::InstallationKind;
use crate::web::{self, App, Listening};

/// Serves until the process is told to stop.
///
/// # Errors
/// Fails when the set-up is not safe, the database cannot be opened, or the address is taken.
pub fn run(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    telemetry::start(config.log);
    let database = installation::door(config, &key)?.open(InstallationKind::Live)?;
    let service = installation::service(config, &key, database, Clock::system())?;
    let app = installation::app(config, &key, service)?;
    let post = installation::post(config)?;
    let checkpoints = installation::checkpoints(config, &key);
    until_stopped(app, &installation::listening(config), post, checkpoints, |address| {
        writeln!(out, "Serving on {address} as {}", config.server.public_url)
    })
}

/// How long those who wait are answered after the disk failed.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// Serves an installation until the process is told to stop, then lets what runs finish.
///
/// # Errors
/// Fails when the address is taken, or the disk fails: nothing that is said to be saved afterwards
/// could be believed, so the program has to be started afresh.
pub fn until_stopped(
    app: App,
    listening: &Listening,
    post: Post,
    checkpoints: Checkpoints,
    ready: impl FnOnce(std::net::SocketAddr) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let service = app.service().clone();
        let (stop, stopped) = watch::channel(false);
        let (server, address) = web::listen(app, listening)?;
        let handle = server.handle();
        let jobs = actix_web::rt::spawn(jobs::run(service.clone(), post, checkpoints, stopped));
        // Where that cannot be printed, people are served all the same.
        let _told = ready(address);
        let mut terminated = signal(SignalKind::terminate())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        let server = tokio::spawn(server);
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
            why = service.failed_disk() => {
                drop(tokio::time::timeout(LAST_ANSWERS, handle.stop(true)).await);
                anyhow::bail!("nothing more can be saved until this is started again: {why}");
            }
        }
        handle.stop(true).await;
        stop.send_replace(true);
        server.await??;
        jobs.await?;
        Ok(())
    })
}
