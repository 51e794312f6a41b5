//! A small site to visit: a form that checks its answers, a redirect, a cookie, a table.
use actix_web::cookie::Cookie;
use actix_web::web::{self, Form, ServiceConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde::Deserialize;

use crate::support::site::Site;

/// The site, running.
pub fn site() -> Site {
    Site::serve(|listener| {
        Ok(HttpServer::new(|| App::new().configure(routes)).workers(1).listen(listener)?.run())
    })
}

fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(home))
        .route("/referral", web::get().to(|| async { html(200, &form(&Referral::default())) }))
        .route("/referral", web::post().to(submit))
        .route("/echo", web::route().to(echo))
        .route("/away", web::get().to(|| async { see_other("https://elsewhere.example/") }))
        .route("/bare", web::get().to(|| async { bare() }))
        .route("/blocked", web::get().to(|| async { html(200, "<h1>No</h1><script>1</script>") }))
        .route("/facts", web::get().to(|| async { HttpResponse::Ok().json(["ready"]) }))
        .route("/looks", web::get().to(|| async { looks() }))
        .route("/sign-out", web::post().to(sign_out))
        .route("/script.js", web::get().to(|| async { SCRIPT }));
}

/// What its pages add where scripts are off.
pub const WITHOUT_SCRIPTS: &str = "Scripts are off here.";
/// What its script adds to the page.
pub const SAYS_THE_SCRIPT: &str = "A script ran here.";
const SCRIPT: &str =
    "addEventListener('load', () => document.querySelector('h1').after('A script ran here.'));";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Referral {
    csrf: String,
    version: String,
    agency: String,
    happened: String,
    day: String,
    pregnant: String,
    weapon: String,
    press: String,
}

async fn home(request: HttpRequest) -> HttpResponse {
    let saved = request.cookie("saved").map_or("nothing", |_| "a referral");
    let body = format!(
        r#"<h1>Home</h1><p>You have <b>{saved}</b> saved.</p>
        <p><a href="/referral">Refer a case</a></p>
        <dl><div><dt>Meeting</dt><dd>Thursday 12 February 2026</dd></div></dl>
        <table><caption>Agenda</caption><thead><tr><th>Time</th><th>Case</th></tr></thead>
        <tbody><tr><td>10:05am</td><td>NS-7K4Q</td></tr></tbody></table>
        <p hidden>Not for your eyes</p>
        <form method="post" action="/sign-out"><button>Sign out</button></form>
        <form method="post" action="/echo"><button name="a" value="é">Echo</button>
        <button formaction="/sign-out">Leave</button></form>"#
    );
    html(200, &body)
}

async fn submit(form: Form<Referral>) -> HttpResponse {
    if form.csrf != "token" {
        return html(403, "<h1>Your session has ended</h1>");
    }
    if form.version != "3" {
        return html(409, "<h1>Somebody else changed this</h1>");
    }
    if form.happened.is_empty() {
        return html(422, &self::form(&form));
    }
    let all = [&form.agency, &form.happened, &form.day, &form.pregnant, &form.weapon, &form.press];
    let query = serde_urlencoded::to_string([("all", format!("{all:?}"))]).unwrap();
    let cookie = Cookie::build("saved", "yes").path("/").http_only(true).finish();
    let mut answer = see_other(&format!("/echo?{query}"));
    answer.add_cookie(&cookie).unwrap();
    answer
}

async fn echo(request: HttpRequest, body: String) -> HttpResponse {
    let header = |name| request.headers().get(name).map_or("none", |it| it.to_str().unwrap());
    let (origin, site) = (header("Origin"), header("Sec-Fetch-Site"));
    let query: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).unwrap();
    let lines: String = query.iter().map(|it| ["<p>", &it.1, "</p>"].concat()).collect();
    let method = request.method();
    html(200, &format!("<h1>Saved</h1>{lines}<p>{method} {site} {origin} {body}</p>"))
}

async fn sign_out() -> HttpResponse {
    let mut answer = see_other("/");
    let mut cookie = Cookie::build("saved", "").path("/").finish();
    cookie.make_removal();
    answer.add_cookie(&cookie).unwrap();
    answer
}

/// A page that keeps none of the rules.
fn bare() -> HttpResponse {
    let body = "<title></title><p id=a style='color: #eee'>Pale words</p><p id=a>b</p><input><a href=#c></a>";
    HttpResponse::Ok().content_type("text/html").body(body)
}

/// A page that says how wide it is and in what colours, and is 2,000 pixels high.
fn looks() -> HttpResponse {
    let style = "p { display: none } main { display: block; height: 2000px }
        @media (max-width: 400px) { .narrow { display: inline } }
        @media (prefers-color-scheme: dark) { .dark { display: inline } }";
    let body = "<main><p class=narrow>narrow</p> <p class=dark>dark</p></main>";
    let head = "<meta name=viewport content='width=device-width'>";
    let page = format!("<!DOCTYPE html>{head}<style>{style}</style>{body}");
    HttpResponse::Ok().content_type("text/html").body(page)
}

fn form(kept: &Referral) -> String {
    let wrong = kept.version == "3";
    let (summary, described, message) = if wrong {
        (
            r##"<div class="govuk-error-summary"><h2>There is a problem</h2>
            <ul><li><a href="#happened">Enter what happened</a></li></ul></div>"##,
            r#" aria-describedby="happened-error""#,
            r#"<p id="happened-error" class="govuk-error-message"><span>Error:</span> Enter what happened</p>"#,
        )
    } else {
        ("", "", "")
    };
    let checked = |on: bool| if on { " checked" } else { "" };
    let (yes, no) = (checked(kept.pregnant == "yes"), checked(kept.pregnant == "no"));
    let (weapon, day) = (checked(kept.weapon == "on"), &kept.day);
    let police = if kept.agency == "pol" { " selected" } else { "" };
    format!(
        r#"{summary}<h1>Refer a case</h1><form method="post" novalidate>
        <input type="hidden" name="csrf" value="token"><input type="hidden" name="version" value="3">
        <label for="agency">Agency</label><select id="agency" name="agency">
          <option value="">Choose</option><option value="pol"{police}>Northshire Police</option></select>
        <label for="happened">What happened</label>{message}
        <textarea id="happened" name="happened"{described}></textarea>
        <fieldset><legend>Date of birth</legend><label for="day">Day</label>
          <input id="day" name="day" value="{day}"></fieldset>
        <fieldset><legend>Date it happened</legend><label for="day2">Day</label>
          <input id="day2" name="other"></fieldset>
        <fieldset><legend>Is she pregnant?</legend>
          <input type="radio" id="p1" name="pregnant" value="yes"{yes}><label for="p1">Yes</label>
          <input type="radio" id="p2" name="pregnant" value="no"{no}><label for="p2">No</label></fieldset>
        <input type="checkbox" id="w" name="weapon"{weapon}><label for="w">A weapon was used</label>
        <label for="fixed">Reference</label><input id="fixed" value="NS-7K4Q" readonly>
        <button name="press" value="send">Send <span>referral</span></button>
        <button name="press" value="keep">Keep as draft</button></form>"#
    )
}

fn html(status: u16, body: &str) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap();
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header(("Referrer-Policy", "no-referrer"))
        .insert_header(("Content-Security-Policy", "default-src 'none'; script-src 'self'"))
        .body(format!(
            r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Sample</title>
            <script src="/script.js"></script></head><body><main>{body}<noscript>{WITHOUT_SCRIPTS}</noscript></main></body></html>"#
        ))
}

fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("Location", place)).finish()
}
