//! A day of guesses at one person's password from many addresses: few are really tried, and the
//! person signs in all the while with the browser that they always use.
use chrono::TimeDelta;

use crate::evidence::figure;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::store::TestStore;

const PASSWORD: &str = "purple anchor biscuit";
const EMAIL: &str = "l.hart@police.example";
/// How often the person signs in on that day.
const SIGN_INS: usize = 8;

#[tokio::test]
async fn ten_thousand_guesses_from_many_addresses_are_few_tries_and_keep_nobody_out() {
    let county = County::in_store(TestStore::on_sqlite()).await.behind_a_proxy();
    county.give_password(&county.police(), PASSWORD).await;
    let mut owner = county.site().visitor();
    assert!(signs_in(&mut owner, PASSWORD, "192.0.2.1").await);
    let guesses = figure::times(400, 10_000);
    let apart = TimeDelta::days(1) / i32::try_from(guesses).unwrap();
    let mut stranger = county.site().visitor();
    let (mut kept_out, mut got_in) = (0, 0);
    for guess in 0..guesses {
        county.clock.pass(apart);
        let from = format!("198.51.{}.{}", guess / 250 % 250, guess % 250);
        got_in +=
            usize::from(signs_in(&mut stranger, &format!("guess number {guess}"), &from).await);
        if guess % (guesses / SIGN_INS) == 7 {
            owner.forget_all_but("marac-device");
            kept_out += usize::from(!signs_in(&mut owner, PASSWORD, "192.0.2.1").await);
        }
    }
    let tried = "SELECT count(*) AS count FROM entries WHERE name = 'sign_in.refused'";
    let tried = usize::try_from(county.store.count(tried)).unwrap();
    figure::print_of("access.guesses_tried", tried, "passwords hashed", guesses);
    figure::print_of("access.guesses_owner_kept_out", kept_out, "sign-ins", SIGN_INS);
    assert!((1..50).contains(&tried), "{tried} guesses were tried");
    assert_eq!((kept_out, got_in), (0, 0));
}

/// Whether somebody at an address gets in by a password.
async fn signs_in(visitor: &mut Visitor, password: &str, from: &str) -> bool {
    let csrf = visitor.get("/sign-in").await.csrf();
    let form = Request::post("/sign-in")
        .field("csrf", &csrf)
        .field("email", EMAIL)
        .field("password", password)
        .header("X-Forwarded-For", from);
    let answer = visitor.send(form).await;
    assert!(matches!(answer.status, 303 | 422), "{}", answer.status);
    answer.status == 303
}
