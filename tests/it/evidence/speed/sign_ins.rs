//! A rush of people who sign in, half of them with a wrong password, while somebody reads.
use std::cell::Cell;
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::gauge::{rounded, share};
use super::place::{AGENDA, PASSWORD, Place};
use super::{Bounds, figure};

/// How many sign in at once.
const PEOPLE: usize = 32;

/// Reads the agenda with and without the rush, in turns.
pub async fn rush(place: &Place, bounds: &mut Bounds) {
    let (mut calm, mut busy) = (Vec::new(), Vec::new());
    let (mut tries, turn) = (0, Duration::from_millis(figure::times(300, 4_000) as u64));
    for _ in 0..figure::times(1, 5) {
        calm.extend(read(place, Instant::now() + turn).await);
        let until = Instant::now() + turn;
        let people = join_all((0..PEOPLE).map(|it| sign_in(place, it, until)));
        let (took, signed_in) = tokio::join!(read(place, until), people);
        busy.extend(took);
        tries += signed_in.into_iter().sum::<usize>();
    }
    let ratio = share(&busy, 99) / share(&calm, 99);
    let name = |what: &str| format!("day.agenda_in_rush_{what}.{}", place.name());
    figure::print(&name("sign_ins"), tries, "sign-ins");
    figure::print(&name("p99"), rounded(share(&busy, 99)), "ms");
    figure::print(&name("p99_ratio"), rounded(ratio), "times without");
    bounds.at_most(3.0, "the p99 of an agenda in a rush, beside that without,", ratio);
}

async fn read(place: &Place, until: Instant) -> Vec<f64> {
    let mut wire = place.wire().await;
    let mut took = Vec::new();
    while took.is_empty() || Instant::now() < until {
        took.push(wire.get(AGENDA, &place.sessions[0]).await.expect(200).millis());
    }
    took
}

/// One person's tries: those with an even number know their password.
async fn sign_in(place: &Place, number: usize, until: Instant) -> usize {
    thread_local!(static STRANGERS: Cell<usize> = const { Cell::new(0) });
    let emails = ["p.nair@police.example", "s.okafor@council.example", "l.hart@police.example"];
    let mut wire = place.wire().await;
    let form = wire.get("/sign-in", "").await.expect(200);
    let (csrf, cookie) = (form.field("csrf"), visitor(&form.text));
    let mut tries = 0;
    while tries == 0 || Instant::now() < until {
        let (email, status) = if number.is_multiple_of(2) {
            (emails[number / 2 % emails.len()].to_owned(), 303)
        } else {
            STRANGERS.set(STRANGERS.get() + 1);
            (format!("nobody{}@police.example", STRANGERS.get()), 422)
        };
        let form = format!("csrf={csrf}&email={email}&password={}", PASSWORD.replace(' ', "+"));
        wire.post("/sign-in", &cookie, &form).await.expect(status);
        tries += 1;
    }
    tries
}

/// The cookie that ties the form to its browser.
fn visitor(answer: &str) -> String {
    let set = answer.lines().find_map(|it| it.strip_prefix("set-cookie: ")).unwrap();
    set.split(';').next().unwrap().to_owned()
}
