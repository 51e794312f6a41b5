//! Forged, cut and swapped session cookies: each is as good as none.
use marac::domain::actor::Member;
use marac::platform::random::Random;

use super::figure;
use super::wire::{Reply, Wire};
use crate::support::county::County;
use crate::support::store::on_both;

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

on_both! {
    async fn no_cookie_but_ones_own_is_accepted(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        let own = county.token(county.chair()).await;
        let mut others = Vec::new();
        for who in [county.coordinator(), county.police(), county.idva(), county.administrator()] {
            others.push(county.token(who).await);
        }
        let ended = ended(&county, county.housing()).await;
        let hashes = county.store.texts("SELECT token_hash AS text FROM sessions");
        let mut forged = forged(&own, &others, &ended, &hashes);
        let count = figure::times(500, 10_000);
        let random = Random::seeded(7);
        while forged.len() < count {
            forged.push(format!("marac={}", made_up(&random, own.len())).into_bytes());
        }
        // Evenly of every kind.
        let stride = forged.len() / count;
        let mut wire = Wire::to(&county.site().url("/"));
        let (mut faults, mut sent) = (Vec::new(), 0);
        for cookie in forged.iter().step_by(stride.max(1)) {
            sent += 1;
            let reply = ask(&mut wire, cookie);
            if !is_refused(reply.as_ref()) {
                let cookie = String::from_utf8_lossy(cookie);
                faults.push(format!("{cookie} was answered {:?}", reply.map(|it| it.head)));
            }
        }
        let own = ask(&mut wire, format!("marac={own}").as_bytes()).map(|it| it.status);
        figure::print_of(&format!("day.cookies_accepted.{name}"), faults.len(), "cookies", sent);
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
        assert!(sent >= count && own == Some(200), "{sent} sent, one's own answered {own:?}");
    }
}

/// Asks for today's page.
fn ask(wire: &mut Wire, cookie: &[u8]) -> Option<Reply> {
    let head: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ";
    wire.ask(&[head, cookie, b"\r\n\r\n"].concat())
}

/// Whether an answer is the way to the sign-in page, or the library's refusal of what is no header.
fn is_refused(reply: Option<&Reply>) -> bool {
    reply.is_none_or(|it| {
        let sets_session = it.head.to_lowercase().contains("set-cookie: marac=");
        let is_sent_on = it.status == 303 && it.header("location") == Some("/sign-in");
        !sets_session && (is_sent_on || it.status == 400)
    })
}

/// The token of a session that its owner has ended.
async fn ended(county: &County, who: Member) -> String {
    let token = county.token(who).await;
    county.service.sign_out(&token.clone().into()).await.unwrap();
    token
}

fn forged(own: &str, others: &[String], ended: &str, hashes: &[String]) -> Vec<Vec<u8>> {
    let mut tokens: Vec<String> = (0..own.len()).map(|it| own[..it].to_owned()).collect();
    tokens.extend((1..own.len()).map(|it| own[it..].to_owned()));
    for at in 0..own.len() {
        let changed = LETTERS.iter().filter(|it| own.as_bytes()[at] != **it);
        tokens.extend(
            changed.map(|it| format!("{}{}{}", &own[..at], char::from(*it), &own[at + 1..])),
        );
        for other in others {
            tokens.push(format!("{}{}", &own[..at], &other[at..]));
            tokens.push(format!("{}{}", &other[..at], &own[at..]));
        }
        tokens.push(format!("{}.{}", &own[..at], &own[at..]));
        tokens.push(format!("{}%00{}", &own[..at], &own[at..]));
    }
    tokens.retain(|it| it != own && !others.contains(it));
    tokens.extend([own.to_lowercase(), own.to_uppercase(), own.chars().rev().collect()]);
    // In quotes on both sides it is the same cookie.
    tokens.extend([format!("{own}="), format!("{own}A"), format!("\"{own}"), ended.to_owned()]);
    tokens.extend(hashes.iter().cloned());
    tokens.extend([80, 2_000, 2_001, 8_000].map(|it| own.repeat(it / own.len() + 1)));
    tokens.extend(
        ["true", "admin", "null", "0", "' OR '1'='1", "../../etc/passwd"].map(str::to_owned),
    );
    let named = tokens.iter().map(|it| format!("marac={it}").into_bytes());
    named.chain(misnamed(own)).collect()
}

/// The right token under other names, behind a wrong one, and among bytes that are no text.
fn misnamed(own: &str) -> Vec<Vec<u8>> {
    let names = [
        "Marac",
        "MARAC",
        "__Host-marac",
        "__Secure-marac",
        "$marac",
        "marac-visitor",
        "marac-next",
        "marac-said",
        "marac[]",
        "xmarac",
        "maraс",
        "session",
        "token",
    ];
    let mut all: Vec<Vec<u8>> = names.iter().map(|it| format!("{it}={own}").into_bytes()).collect();
    all.push(format!("marac=x; marac={own}").into_bytes());
    all.push(format!("marac; marac:{own}").into_bytes());
    all.push(format!("={own}").into_bytes());
    all.push([b"marac=\xff\xfe", own.as_bytes()].concat());
    all.push([b"marac=", own.as_bytes(), b"\x80"].concat());
    let many: Vec<_> = (0..300).map(|it| format!("c{it}=x")).collect();
    all.push(many.join("; ").into_bytes());
    all
}

fn made_up(random: &Random, length: usize) -> String {
    let mut text = String::new();
    while text.len() < length {
        let bytes = random.bytes::<16>();
        text.extend(bytes.iter().map(|it| char::from(LETTERS[usize::from(*it) % LETTERS.len()])));
    }
    text.truncate(length);
    text
}
