//! An installation put together: its database, its service, its pages and its post.
use anyhow::Context;

use super::set_up;
use crate::domain::session::SessionLimits;
use crate::jobs::Checkpoints;
use crate::mail::post::Post;
use crate::mail::transport::{self, Encryption, Patience, RelaySettings, SignIn, Way};
use crate::platform::clock::Clock;
use crate::platform::config::{self, Config, Engine, MailTls};
use crate::platform::key::{Key, Purpose};
use crate::platform::passkey::Passkeys;
use crate::platform::password::{Cost, Passwords};
use crate::platform::provider::Providers;
use crate::platform::random::Random;
use crate::platform::seal::Seal;
use crate::store::{Database, Door, Pools};
use crate::views::engine::Engine as Templates;
use crate::web::{App, AppSettings, Listening};
use crate::workflow::{Service, Tools};
use secrecy::ExposeSecret;

/// The way into the database that the configuration names.
///
/// # Errors
/// Fails when the URL names no database we know.
pub fn door(config: &Config, key: &Key) -> anyhow::Result<Door> {
    let url = match &config.database.engine {
        Engine::Sqlite(path) => format!("sqlite://{}", path.display()),
        Engine::Postgres(url) => url.expose_secret().to_owned(),
    };
    let connections = u32::from(config.database.connections).max(1);
    let wait = config.database.wait.to_std().unwrap_or_default();
    let reserve = u64::from(config.database.reserve_mib) << 20;
    let pools = Pools { readers: connections, writers: connections, wait, reserve };
    let (database, audit) = (key.derive(Purpose::Database), key.derive(Purpose::Audit));
    let door = Door::new(&url, *database.bytes(), *audit.bytes(), pools)?;
    Ok(if config.server.is_local() { door.for_a_trial() } else { door })
}

/// The service over an open database.
///
/// # Errors
/// Fails when the data that the program carries cannot be read.
pub fn service(
    config: &Config,
    key: &Key,
    database: Database,
    clock: Clock,
) -> anyhow::Result<Service> {
    let address = config.server.address_of("");
    let tools = Tools::new(key, Random::System, address)?;
    Ok(Service::new(database, clock, tools))
}

/// The pages over a service.
///
/// # Errors
/// Fails when the templates cannot be read or the hashing thread cannot be started.
pub fn app(config: &Config, key: &Key, service: Service) -> anyhow::Result<App> {
    let templates = Templates::new().context("the templates cannot be read")?;
    let csrf = key.derive(Purpose::Csrf);
    let providers = Providers::new(&config.provider, |path| config.server.address_of(path))?;
    let app = App::new(service, passwords(config)?, templates, settings(config), csrf);
    Ok(app.with_providers(providers))
}

/// The hashing of passwords, at the configured cost.
///
/// # Errors
/// Fails when the thread cannot be started.
pub fn passwords(config: &Config) -> anyhow::Result<Passwords> {
    let cost = config.security.argon2();
    let cost = Cost { memory_kib: cost.memory_kib, passes: cost.passes, lanes: cost.lanes };
    Ok(Passwords::start(cost, Random::System)?)
}

fn settings(config: &Config) -> AppSettings {
    let security = &config.security;
    AppSettings {
        limits: SessionLimits {
            idle: security.idle,
            idle_in_meeting: security.meeting_idle,
            whole: security.absolute,
            fresh: security.fresh,
        },
        warning: security.warning,
        second_factor: security.second_factor.clone(),
        passkeys: Passkeys::at(&config.server.public_url),
        is_secure: config.server.is_secure(),
        trusted_proxies: if config.server.behind_proxy { config.server.trusted_proxies } else { 0 },
        tries_for_account: security.sign_in_account_failures,
        tries_from_address: security.sign_in_address_failures,
        try_window: security.sign_in_window,
        invitation: security.invitation,
        reset: security.reset,
    }
}

/// What signs checkpoints of the record.
pub fn seal(key: &Key) -> Seal {
    Seal::new(&key.derive(Purpose::Checkpoint))
}

/// Where checkpoints of the record are written.
pub fn checkpoints(config: &Config, key: &Key) -> Checkpoints {
    Checkpoints::new(seal(key), config.audit.checkpoint_file.clone())
}

/// Where and how to listen.
pub fn listening(config: &Config) -> Listening {
    let server = &config.server;
    Listening {
        address: server.listen,
        certificate: server.tls_certificate.clone().zip(server.tls_key.clone()),
        workers: usize::from(server.workers),
    }
}

/// The post, by the configured way.
///
/// # Errors
/// Fails when a setting cannot work.
pub fn post(config: &Config) -> anyhow::Result<Post> {
    let mail = &config.mail;
    let way = match (&mail.folder, &mail.host) {
        (Some(folder), _) => Way::Folder(folder.clone()),
        (None, Some(host)) => Way::Smtp(relay(mail, host)),
        (None, None) => anyhow::bail!("mail.host is not set: without it nobody is told anything"),
    };
    let from = mail.from.clone().context("mail.from is not set")?;
    let settings = transport::Settings { from, reply_to: mail.reply_to.clone(), way };
    Ok(Post::open(settings)?)
}

fn relay(mail: &config::Mail, host: &str) -> RelaySettings {
    let sign_in = mail.user.clone().zip(mail.password.clone());
    RelaySettings {
        host: host.to_owned(),
        port: mail.port,
        encryption: match mail.tls {
            MailTls::StartTls => Encryption::StartTls,
            MailTls::Implicit => Encryption::Implicit,
        },
        sign_in: sign_in.map(|(user, password)| SignIn { user, password }),
        root_certificate_file: mail.root_certificate_file.clone(),
        patience: Patience::default(),
    }
}

/// What every command over the database begins with: the key, of a set-up that is safe.
///
/// # Errors
/// Fails with each thing that makes it unsafe on a line.
pub fn key(config: &Config) -> anyhow::Result<Key> {
    set_up::safe_key(config)
}
