//! What every page is given: the service, the templates, and how sessions behave.
use std::sync::Arc;

use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::demo::Demo;
use super::guard::Guard;
use super::passkey::Ceremonies;
use crate::domain::actor::Role;
use crate::domain::session::SessionLimits;
use crate::platform::key::SubKey;
use crate::platform::passkey::Passkeys;
use crate::platform::password::Passwords;
use crate::platform::provider::Providers;
use crate::views::engine::Engine;
use crate::workflow::Service;

/// What the pages are told about the installation.
#[derive(Clone)]
pub struct AppSettings {
    /// How long sessions last.
    pub limits: SessionLimits,
    /// The roles that need a second factor.
    pub second_factor: Vec<Role>,
    /// What passkeys are asked for, where people reach the service by a domain.
    pub passkeys: Option<Passkeys>,
    /// How long before the end a page warns.
    pub warning: TimeDelta,
    /// Whether people reach the service by https, so that cookies may not travel otherwise.
    pub is_secure: bool,
    /// How many proxies in front name the visitor's address.
    pub trusted_proxies: u8,
    /// How many sign-ins may fail for one account in a window.
    pub tries_for_account: u16,
    /// How many sign-ins may fail from one address in a window.
    pub tries_from_address: u16,
    /// How long that window is.
    pub try_window: TimeDelta,
    /// How long an invitation works.
    pub invitation: TimeDelta,
    /// How long a link for a forgotten password works.
    pub reset: TimeDelta,
}

/// What every page is given. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(super) service: Service,
    pub(super) passwords: Passwords,
    pub(super) engine: Arc<Engine>,
    pub(super) settings: AppSettings,
    pub(super) guard: Arc<Guard>,
    pub(super) ceremonies: Arc<Ceremonies>,
    pub(super) demo: Option<Demo>,
    pub(super) providers: Providers,
    csrf_key: SubKey,
}

impl App {
    /// Puts the pages' needs together.
    pub fn new(
        service: Service,
        passwords: Passwords,
        engine: Engine,
        settings: AppSettings,
        csrf_key: SubKey,
    ) -> Self {
        let guard = Arc::new(Guard::new(&settings));
        let engine = Arc::new(engine);
        let ceremonies = Arc::default();
        let providers = Providers::default();
        Self {
            service,
            passwords,
            engine,
            settings,
            guard,
            ceremonies,
            demo: None,
            providers,
            csrf_key,
        }
    }

    /// The same with the directories by which people may sign in.
    #[must_use]
    pub fn with_providers(self, providers: Providers) -> Self {
        Self { providers, ..self }
    }

    /// The same with the pages of a demo.
    #[must_use]
    pub fn with_demo(self, demo: Demo) -> Self {
        Self { demo: Some(demo), ..self }
    }

    /// The service behind the pages.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The token that forms of a session carry, worked out from the session's own.
    pub(super) fn csrf(&self, session: &str) -> String {
        // A key of 32 bytes always fits.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.csrf_key.bytes()) else {
            return String::new();
        };
        mac.update(session.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}
