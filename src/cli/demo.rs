//! `marac demo`: a made-up county on the morning of its meeting.
mod cast;
mod chance;
mod county;
mod history;
mod past;
mod phrase;
mod sent;
mod today;
mod world;
mod write;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use super::{installation, serve, set_up};
use crate::domain::time::Instant;
use crate::platform::clock::{Clock, DemoClock, FixedClock};
use crate::platform::config::{Config, Sources};
use crate::platform::key::Key;
use crate::platform::random::Random;
use crate::platform::telemetry;
use crate::store::{self, InstallationKind, StoreError};
use crate::web::Demo;
use crate::workflow::{Service, Tools};
use world::County;

/// What `marac demo` is started with.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The address and port to listen on, on this machine alone.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder for the county's database, key and letters. It is made where there is none.
    #[arg(long, value_name = "FOLDER", default_value = "marac-demo")]
    data: PathBuf,
    /// How many cases the county has had in two years, when it is made.
    #[arg(long, value_name = "NUMBER", default_value_t = 240)]
    cases: u32,
}

/// The county's files.
struct Folders {
    key: PathBuf,
    data: PathBuf,
    database: PathBuf,
    letters: PathBuf,
    clock: PathBuf,
}

impl Folders {
    fn of(folder: &Path) -> std::io::Result<Self> {
        let folder = std::path::absolute(folder)?;
        let data = folder.join("data");
        Ok(Self {
            key: folder.join("key"),
            database: data.join("northshire.db"),
            letters: folder.join("letters"),
            clock: folder.join("clock"),
            data,
        })
    }

    /// Whether the county was made, whole.
    fn is_made(&self) -> bool {
        self.clock.exists()
    }
}

/// Makes the county, unless it is there, and serves it until the process is told to stop.
///
/// # Errors
/// Fails when it is to listen beyond this machine, or what is in the folder is not a county that it
/// made.
pub fn run(wanted: &Wanted, out: &mut impl Write) -> anyhow::Result<()> {
    anyhow::ensure!(
        wanted.listen.ip().is_loopback(),
        "the demo has no passwords, so it listens on this machine alone: use 127.0.0.1"
    );
    let folders = Folders::of(&wanted.data)?;
    make_folders(&folders)?;
    let key = key(&folders.key)?;
    let config = config(wanted.listen, &folders)?;
    telemetry::start(config.log);
    let door = installation::door(&config, &key)?;
    if !folders.is_made() {
        clear_half_made(&folders, &door)?;
        writeln!(out, "Making the county of Northshire with {} cases.", wanted.cases)?;
        out.flush()?;
        door.create(InstallationKind::Demo, county::founded())?;
        make(&config, &key, &door, wanted.cases)?;
        world::keep_time(&folders.clock, today::opens())?;
    }
    serve(&config, &key, &folders, out)
}

fn make_folders(folders: &Folders) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut private = std::fs::DirBuilder::new();
    private.recursive(true).mode(0o700);
    private.create(&folders.data).with_context(|| folders.data.display().to_string())?;
    private.create(&folders.letters).with_context(|| folders.letters.display().to_string())?;
    Ok(())
}

fn key(path: &Path) -> anyhow::Result<Key> {
    if path.exists() { Ok(Key::load(path)?) } else { Ok(Key::create(path, &Random::System)?) }
}

/// The settings of a demo: the defaults, here and without a mail server.
fn config(listen: SocketAddr, folders: &Folders) -> anyhow::Result<Config> {
    let setting = |name: &str, value: String| (format!("MARAC__{name}"), value);
    let variables = vec![
        setting("SERVER__LISTEN", listen.to_string()),
        setting("SERVER__PUBLIC_URL", format!("http://{listen}")),
        setting("DATABASE__URL", format!("sqlite://{}", folders.database.display())),
        setting("DATABASE__KEY_FILE", folders.key.display().to_string()),
        setting("MAIL__FOLDER", folders.letters.display().to_string()),
        setting("MAIL__FROM", "Northshire daily meeting <meeting@northshire.example>".to_owned()),
        setting("LOG__LEVEL", "warn".to_owned()),
        setting("LOG__FORMAT", "text".to_owned()),
    ];
    set_up::read(&Sources { file: None, variables })
}

/// Removes what an interrupted start left of a county; never a database of another kind.
fn clear_half_made(folders: &Folders, door: &store::Door) -> anyhow::Result<()> {
    if !folders.database.exists() {
        return Ok(());
    }
    match door.kind() {
        Ok(InstallationKind::Demo) => {}
        Ok(InstallationKind::Live) => anyhow::bail!(
            "{} is a live database, and the demo touches none that it did not make",
            folders.database.display()
        ),
        Err(error) => return Err(error.into()),
    }
    for folder in [&folders.data, &folders.letters] {
        for file in std::fs::read_dir(folder)? {
            std::fs::remove_file(file?.path())?;
        }
    }
    Ok(())
}

/// Fills a new database: two years, and today until it opens.
fn make(config: &Config, key: &Key, door: &store::Door, cases: u32) -> anyhow::Result<()> {
    let database = door.open(InstallationKind::Demo)?;
    let clock = FixedClock::at(county::founded());
    let tools = Tools::new(key, Random::seeded(SEED), config.server.address_of(""))?;
    let service = Service::new(database.clone(), Clock::Fixed(clock.clone()), tools);
    let post = installation::post(config)?;
    actix_web::rt::System::new().block_on(async move {
        let random = Random::seeded(SEED + 1);
        let county = county::found(&database, &random).await?;
        let references = history::write(&service, &database, &clock, &county, cases).await?;
        today::write(&service, &database, &clock, (&county, &post), &references).await
    })
}

/// What the made-up data follows from, so that it is the same each time.
const SEED: u64 = 20_260_212;

fn serve(
    config: &Config,
    key: &Key,
    folders: &Folders,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let database = installation::door(config, key)?.open(InstallationKind::Demo)?;
    let clock = DemoClock::starting_at(time(folders)?);
    let service = installation::service(config, key, database.clone(), Clock::Demo(clock.clone()))?;
    let system = actix_web::rt::System::new();
    let areas: Result<_, StoreError> = system.block_on(database.read(store::area::list));
    drop(system);
    let area = areas?.into_iter().next().context("the county is not there")?;
    let letters = crate::mail::folder::Folder::make(&folders.letters)?;
    let zone = area.settings.timezone;
    let county = Arc::new(County {
        service: service.clone(),
        clock,
        area: area.id,
        letters,
        zone,
        kept: folders.clock.clone(),
        moving: tokio::sync::Mutex::new(()),
    });
    let app =
        installation::app(config, key, service)?.with_demo(Demo { area, world: county.clone() });
    let post = installation::post(config)?;
    let checkpoints = installation::checkpoints(config, key);
    serve::until_stopped(app, &installation::listening(config), post, checkpoints, |address| {
        writeln!(out, "The demo is at http://{address} until you press Ctrl+C.")?;
        writeln!(
            out,
            "Everything in it is made up. Its letters are at http://{address}/demo/mail"
        )?;
        out.flush()
    })?;
    world::keep_time(&folders.clock, county.clock.now())?;
    Ok(())
}

/// The time at which the county goes on: that of its last stop.
fn time(folders: &Folders) -> anyhow::Result<Instant> {
    let text = std::fs::read_to_string(&folders.clock)?;
    let kept = chrono::DateTime::parse_from_rfc3339(text.trim());
    let kept = kept.map(|it| it.to_utc()).with_context(|| folders.clock.display().to_string())?;
    Ok(kept.max(today::opens()))
}
