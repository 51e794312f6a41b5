//! Directories of agencies whose people sign in there (OpenID Connect), and what is believed of what
//! they say.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::config::{self, Believed};
use super::outgoing::{Outgoing, OutgoingError};
use super::random::Random;
use crate::domain::actor::Role;
use crate::domain::session::Factors;
use crate::domain::text::Private;
use crate::domain::time::Instant;

/// Every directory that is set up. Cheap to clone.
#[derive(Clone, Default)]
pub struct Providers(Arc<BTreeMap<String, Provider>>);

impl Providers {
    /// Those of the configuration; `address` is where the directories send people back to: the full
    /// address of a page.
    ///
    /// # Errors
    /// Fails when an address cannot be one, or this machine's certificates cannot be read.
    pub fn new(
        all: &BTreeMap<String, config::Provider>,
        address: impl Fn(&str) -> String,
    ) -> Result<Self, ProviderError> {
        let mut providers = BTreeMap::new();
        for (key, settings) in all {
            let back = address(&format!("/sign-in/with/{key}/answer"));
            providers.insert(key.clone(), Provider::new(key, settings.clone(), back)?);
        }
        Ok(Self(Arc::new(providers)))
    }

    /// One by its name in addresses.
    pub fn find(&self, key: &str) -> Option<&Provider> {
        self.0.get(key)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Provider> {
        self.0.values()
    }

    /// The one by which the people of an address for mail come.
    pub fn of(&self, email: &str) -> Option<&Provider> {
        self.all().find(|it| it.admits(email))
    }
}

/// A directory.
pub struct Provider {
    key: String,
    settings: config::Provider,
    issuer: IssuerUrl,
    back: RedirectUrl,
    out: Outgoing,
    described: Mutex<Option<(CoreProviderMetadata, Instant)>>,
}

/// What a directory was asked, and what its answer must fit.
pub struct Asked {
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    /// When somebody has to have shown anew who they are, if they have to.
    since: Option<Instant>,
}

/// Whether somebody has to show anew who they are, although they are signed in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anew {
    /// They have to.
    Yes,
    /// They need not.
    No,
}

/// Who a directory says that somebody is.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who says so.
    pub issuer: String,
    /// What it knows them by, for good.
    pub subject: Private,
    /// What they may be, where it says something of that.
    pub roles: Option<Vec<Role>>,
    /// By how many factors they signed in there, as far as that is believed.
    pub factors: Factors,
}

/// Why nobody is signed in by a directory.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It cannot be reached, or says what cannot be understood.
    #[error("the directory does not answer as it should: {0}")]
    Unreachable(String),
    /// What it says does not stand.
    #[error("the directory's word does not stand: {0}")]
    Unproven(String),
    /// They are of a domain whose people do not come by it.
    #[error("the address is of another domain")]
    OtherDomain,
    /// It is set up with what is no address.
    #[error("not an address")]
    Address(#[from] url::ParseError),
    /// There is no way to it.
    #[error("no way out")]
    NoWay(#[from] OutgoingError),
}

/// What a token says besides the usual.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Further {
    #[serde(flatten)]
    all: BTreeMap<String, Value>,
}

impl AdditionalClaims for Further {}

type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Talk = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How long a directory's description of itself is believed.
const DESCRIBED: TimeDelta = TimeDelta::minutes(5);
/// How far its clock may be from ours.
const APART: TimeDelta = TimeDelta::minutes(3);

/// How it may sign: by keys of which it alone has the secret half.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

impl Provider {
    fn new(key: &str, settings: config::Provider, back: String) -> Result<Self, ProviderError> {
        let issuer = IssuerUrl::new(settings.issuer.clone())?;
        Ok(Self {
            key: key.to_owned(),
            out: Outgoing::to(issuer.url())?,
            back: RedirectUrl::new(back)?,
            issuer,
            settings,
            described: Mutex::default(),
        })
    }

    /// Its name in addresses.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What its button says.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Who it says it is.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Whether somebody with an address for mail may come by it.
    pub fn admits(&self, email: &str) -> bool {
        self.settings.admits(email)
    }

    /// Where a browser is sent to sign in, the state that it comes back with, and what the answer must
    /// fit.
    ///
    /// # Errors
    /// Fails when the directory does not describe itself.
    pub async fn ask(
        &self,
        random: &Random,
        anew: Anew,
        now: Instant,
    ) -> Result<(Url, String, Asked), ProviderError> {
        let talk = self.talk(self.description(now).await?);
        let token = || random.token().expose_secret().to_owned();
        let (state, nonce) = (CsrfToken::new(token()), Nonce::new(token()));
        let verifier = PkceCodeVerifier::new(token());
        let request = talk
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        let request = match anew {
            Anew::Yes => request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO),
            Anew::No => request,
        };
        let (url, state, nonce) = request.url();
        let since = (anew == Anew::Yes).then_some(now);
        Ok((url, state.secret().to_owned(), Asked { nonce, verifier, since }))
    }

    /// Who somebody is who came back with a code.
    ///
    /// # Errors
    /// Fails when the directory does not stand by the code, or what it says of them does not stand.
    pub async fn answered(
        &self,
        asked: Asked,
        code: String,
        now: Instant,
    ) -> Result<Shown, ProviderError> {
        let talk = self.talk(self.describe(now).await?);
        let call = |request| self.out.send(request);
        let tokens = talk
            .exchange_code(AuthorizationCode::new(code))
            .map_err(unreachable)?
            .set_pkce_verifier(asked.verifier)
            .request_async(&call)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(silent) => unreachable(silent),
                // What could not be read may hold who somebody is, so the causes are left out.
                other => ProviderError::Unproven(other.to_string()),
            })?;
        let unproven = |why: &str| ProviderError::Unproven(why.to_owned());
        let token = tokens.extra_fields().id_token().ok_or_else(|| unproven("no token"))?;
        let since = asked.since;
        let verifier = talk
            .id_token_verifier()
            .set_allowed_algs(SIGNED_BY)
            .set_time_fn(move || now)
            .set_issue_time_verifier_fn(move |at| is_about(at, now))
            .set_auth_time_verifier_fn(move |at| is_since(at, since));
        let claims = token.claims(&verifier, &asked.nonce);
        let claims = claims.map_err(|error| ProviderError::Unproven(error.to_string()))?;
        if claims.authorized_party().is_some_and(|it| it.as_str() != self.settings.client_id) {
            return Err(unproven("the token was made for another program"));
        }
        self.shown(claims)
    }

    fn shown(
        &self,
        claims: &IdTokenClaims<Further, CoreGenderClaim>,
    ) -> Result<Shown, ProviderError> {
        let email = claims.email().map(|it| Private::new(it.as_str().to_owned()));
        let is_foreign = email.is_some_and(|it| !self.admits(it.reveal()));
        if is_foreign || claims.email_verified() == Some(false) {
            return Err(ProviderError::OtherDomain);
        }
        let methods = claims.auth_method_refs().into_iter().flatten();
        let is_two = match self.settings.second_factor {
            Believed::Claimed => methods.into_iter().any(|it| it.as_str() == "mfa"),
            Believed::Always => true,
            Believed::Never => false,
        };
        Ok(Shown {
            issuer: self.issuer.to_string(),
            subject: Private::new(claims.subject().to_string()),
            roles: self.roles(claims.additional_claims()),
            factors: if is_two { Factors::Two } else { Factors::One },
        })
    }

    /// What the directory's words stand for; nothing when it says nothing of roles.
    fn roles(&self, further: &Further) -> Option<Vec<Role>> {
        let known = &self.settings.roles;
        if known.is_empty() {
            return None;
        }
        let said: Vec<&str> = match further.all.get(&self.settings.roles_claim) {
            Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(word)) => vec![word],
            _ => Vec::new(),
        };
        let meant = known.iter().filter(|(word, _)| said.contains(&word.as_str()));
        Some(meant.map(|(_, role)| *role).collect())
    }

    fn talk(&self, description: CoreProviderMetadata) -> Talk {
        let settings = &self.settings;
        let secret = settings.client_secret.as_ref().map(SecretString::expose_secret);
        let secret = secret.map(|it| ClientSecret::new(it.to_owned()));
        Talk::from_provider_metadata(description, ClientId::new(settings.client_id.clone()), secret)
            .set_redirect_uri(self.back.clone())
    }

    /// How the directory describes itself, as of a while ago at most.
    async fn description(&self, now: Instant) -> Result<CoreProviderMetadata, ProviderError> {
        let known = self.described.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some((description, at)) if now < at + DESCRIBED => Ok(description),
            _ => self.describe(now).await,
        }
    }

    /// How it describes itself now, with its keys.
    async fn describe(&self, now: Instant) -> Result<CoreProviderMetadata, ProviderError> {
        let call = |request| self.out.send(request);
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &call).await;
        let found = found.map_err(unreachable)?;
        let mut known = self.described.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((found.clone(), now));
        Ok(found)
    }
}

/// With all its causes: whoever sets a directory up has nothing else to go by.
fn unreachable(why: impl std::error::Error + Send + Sync + 'static) -> ProviderError {
    ProviderError::Unreachable(format!("{:#}", anyhow::Error::new(why)))
}

fn is_about(at: Instant, now: Instant) -> Result<(), String> {
    let is_near = (now - TimeDelta::minutes(10)..=now + APART).contains(&at);
    is_near.then_some(()).ok_or_else(|| "the token was not made now".to_owned())
}

fn is_since(at: Option<Instant>, since: Option<Instant>) -> Result<(), String> {
    let Some(since) = since else { return Ok(()) };
    let is_since = at.is_some_and(|it| it + APART >= since);
    is_since.then_some(()).ok_or_else(|| "they were not asked anew".to_owned())
}
