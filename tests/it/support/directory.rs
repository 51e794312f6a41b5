//! A directory of an agency whose people sign in there: an OpenID Connect provider with keys of its
//! own, on a port of this machine. It can be told to say what it should not.
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use marac::platform::clock::{Clock, FixedClock};
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use serde_json::{Map, Value, json};

use super::http::{Request, Visitor};
use super::site::Site;

/// What the service is called there, and the secret that the two share.
pub const CLIENT: (&str, &str) = ("risk-meeting", "shared between the two of them");

/// What a token says.
pub type Claims = Map<String, Value>;

/// How tokens are signed.
#[derive(Clone, Copy, Debug)]
pub enum Signing {
    /// By the key that the directory shows.
    Own,
    /// By another key, under the name of its own.
    Other,
    /// Not at all.
    None,
    /// By the secret that the two share.
    Shared,
}

type Change = Box<dyn Fn(&mut Claims) + Send>;

/// Somebody's sign-in that waits to be fetched with its code.
struct Grant {
    claims: Claims,
    challenge: String,
    back: String,
}

struct State {
    keys: (PKey<Private>, PKey<Private>),
    clock: Clock,
    people: Vec<Claims>,
    grants: Mutex<HashMap<String, Grant>>,
    says: Mutex<(Signing, Change)>,
    is_down: Mutex<bool>,
}

/// A running directory.
pub struct Directory {
    site: Site,
    state: Arc<State>,
}

impl Directory {
    /// With these people: what it says of each, at least `sub`.
    pub fn of(clock: &FixedClock, people: &[Value]) -> Self {
        let key = || PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let people = people.iter().map(|it| it.as_object().unwrap().clone()).collect();
        let state = Arc::new(State {
            keys: (key(), key()),
            clock: Clock::Fixed(clock.clone()),
            people,
            grants: Mutex::default(),
            says: Mutex::new((Signing::Own, Box::new(|_| ()))),
            is_down: Mutex::default(),
        });
        let served = web::Data::from(Arc::clone(&state));
        let site = Site::serve(move |listener| {
            let app = move || App::new().app_data(served.clone()).configure(routes);
            Ok(HttpServer::new(app).workers(1).listen(listener)?.run())
        });
        Self { site, state }
    }

    /// Who it says it is.
    pub fn issuer(&self) -> String {
        self.site.url("").trim_end_matches('/').to_owned()
    }

    /// Has it sign in this way, and say this besides, from now on.
    pub fn say(&self, signing: Signing, change: impl Fn(&mut Claims) + Send + 'static) {
        *self.state.says.lock().unwrap() = (signing, Box::new(change));
    }

    /// Has it answer nobody, or everybody again.
    pub fn is_down(&self, is_down: bool) {
        *self.state.is_down.lock().unwrap() = is_down;
    }

    /// Signs one of its people in who was sent there, and gives the address that their browser is sent
    /// back to: path and query.
    pub async fn sign_in(&self, sent_to: &str, subject: &str) -> String {
        assert!(sent_to.starts_with(&self.issuer()), "{sent_to}");
        let mut visitor = self.site.visitor();
        let asked = url::Url::parse(sent_to).unwrap();
        let page = visitor.send(Request::get(&asked[url::Position::BeforePath..])).await;
        page.expect_status(200);
        let mut chosen = Request::post("/authorize").field("sub", subject);
        for (name, value) in asked.query_pairs() {
            chosen = chosen.field(&name, &value);
        }
        let back = visitor.send(chosen).await.location().expect("nobody is sent back");
        let back = url::Url::parse(&back).unwrap();
        back[url::Position::BeforePath..].to_owned()
    }

    /// Signs somebody of it in to a page that sends there, and gives what the page answers at the end.
    pub async fn bring(
        &self,
        visitor: &mut Visitor,
        path: &str,
        subject: &str,
    ) -> super::page::Page {
        let sent = visitor.send(Request::get(path)).await;
        let to = sent.location().unwrap_or_else(|| panic!("{sent}"));
        let back = self.sign_in(&to, subject).await;
        visitor.get(&back).await
    }
}

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/.well-known/openid-configuration", web::get().to(describe))
        .route("/favicon.ico", web::get().to(HttpResponse::NoContent))
        .route("/keys", web::get().to(keys))
        .route("/authorize", web::get().to(ask))
        .route("/authorize", web::post().to(grant))
        .route("/token", web::post().to(token));
}

fn issuer(request: &HttpRequest) -> String {
    format!("http://{}", request.connection_info().host())
}

async fn describe(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    if *state.is_down.lock().unwrap() {
        return HttpResponse::ServiceUnavailable().finish();
    }
    let issuer = issuer(&request);
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn keys(state: web::Data<State>) -> HttpResponse {
    let rsa = state.keys.0.rsa().unwrap();
    let number = |it: &openssl::bn::BigNumRef| URL_SAFE_NO_PAD.encode(it.to_vec());
    let key = json!({
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one",
        "n": number(rsa.n()), "e": number(rsa.e()),
    });
    HttpResponse::Ok().json(json!({ "keys": [key] }))
}

type Pairs = HashMap<String, String>;

/// The directory's own page, where its people say who they are.
async fn ask(asked: web::Query<Pairs>, state: web::Data<State>) -> HttpResponse {
    assert_eq!(asked.get("response_type").map(String::as_str), Some("code"));
    assert_eq!(asked.get("client_id").map(String::as_str), Some(CLIENT.0));
    let hidden: Vec<String> = asked
        .iter()
        .map(|(name, value)| format!("<input type=hidden name=\"{name}\" value=\"{value}\">"))
        .collect();
    let buttons: Vec<String> = state
        .people
        .iter()
        .map(|it| it["sub"].as_str().unwrap())
        .map(|it| format!("<button name=sub value=\"{it}\">Go on as {it}</button>"))
        .collect();
    let page = format!(
        "<!doctype html><html lang=en><title>Directory</title><h1>Who are you?</h1>\
         <form method=post action=/authorize>{}{}</form></html>",
        hidden.concat(),
        buttons.concat()
    );
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}

async fn grant(
    request: HttpRequest,
    chosen: web::Form<Pairs>,
    state: web::Data<State>,
) -> HttpResponse {
    let person = state.people.iter().find(|it| it["sub"] == chosen["sub"]).unwrap();
    assert_eq!(chosen["code_challenge_method"], "S256");
    let now = state.clock.real_now().timestamp();
    let mut claims = person.clone();
    for (name, value) in [
        ("iss", json!(issuer(&request))),
        ("aud", json!(CLIENT.0)),
        ("nonce", json!(chosen["nonce"])),
        ("iat", json!(now)),
        ("exp", json!(now + 300)),
        ("auth_time", json!(if chosen.contains_key("prompt") { now } else { now - 7_200 })),
    ] {
        claims.insert(name.to_owned(), value);
    }
    (state.says.lock().unwrap().1)(&mut claims);
    let code = uuid::Uuid::new_v4().to_string();
    let (challenge, back) = (chosen["code_challenge"].clone(), chosen["redirect_uri"].clone());
    let mut to = url::Url::parse(&back).unwrap();
    to.query_pairs_mut()
        .append_pair("code", &code)
        .append_pair("state", &chosen["state"])
        .append_pair("iss", &issuer(&request));
    state.grants.lock().unwrap().insert(code, Grant { claims, challenge, back });
    HttpResponse::Found().insert_header(("location", to.as_str())).finish()
}

async fn token(
    request: HttpRequest,
    sent: web::Form<Pairs>,
    state: web::Data<State>,
) -> HttpResponse {
    let refused = |why: &str| HttpResponse::BadRequest().json(json!({ "error": why }));
    let known = STANDARD.encode(format!("{}:{}", CLIENT.0, CLIENT.1.replace(' ', "+")));
    let given = request.headers().get("authorization").and_then(|it| it.to_str().ok());
    if given != Some(&format!("Basic {known}")) {
        return refused("invalid_client");
    }
    let Some(grant) = state.grants.lock().unwrap().remove(&sent["code"]) else {
        return refused("invalid_grant");
    };
    let digest = openssl::sha::sha256(sent["code_verifier"].as_bytes());
    if URL_SAFE_NO_PAD.encode(digest) != grant.challenge || sent["redirect_uri"] != grant.back {
        return refused("invalid_grant");
    }
    HttpResponse::Ok().json(json!({
        "access_token": "of no use", "token_type": "Bearer", "expires_in": 300,
        "id_token": signed(&state, &grant.claims),
    }))
}

fn signed(state: &State, claims: &Claims) -> String {
    let signing = state.says.lock().unwrap().0;
    let (alg, key) = match signing {
        Signing::Own => ("RS256", Some(state.keys.0.clone())),
        Signing::Other => ("RS256", Some(state.keys.1.clone())),
        Signing::None => ("none", None),
        Signing::Shared => ("HS256", Some(PKey::hmac(CLIENT.1.as_bytes()).unwrap())),
    };
    let part = |it: &Value| URL_SAFE_NO_PAD.encode(it.to_string());
    let head = part(&json!({ "alg": alg, "kid": "one", "typ": "JWT" }));
    let text = format!("{head}.{}", part(&Value::Object(claims.clone())));
    let signature = key.map_or_else(Vec::new, |key| {
        let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
        signer.sign_oneshot_to_vec(text.as_bytes()).unwrap()
    });
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
