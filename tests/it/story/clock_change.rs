//! The nights on which the clocks change: times stay local, and nothing is done twice or left out.
use chrono::TimeDelta;
use marac::domain::meeting::AgendaState;
use marac::store::{self, StoreError};

use super::life::Life;
use crate::support::county::london;
use crate::support::referring;
use crate::support::sitting;
use crate::support::store::{TestStore, on_both};

/// The Friday before and the Monday after, with the hours of UTC at which the meetings start.
const SPRING: [(&str, &str); 2] = [("2026-03-27", "10:00"), ("2026-03-30", "09:00")];
const AUTUMN: [(&str, &str); 2] = [("2026-10-23", "09:00"), ("2026-10-26", "10:00")];

on_both! {
    async fn meetings_stay_at_ten_when_the_clocks_go_forward(store) {
        pass_the_night(store, SPRING).await;
    }

    async fn meetings_stay_at_ten_when_the_clocks_go_back(store) {
        pass_the_night(store, AUTUMN).await;
    }
}

async fn pass_the_night(store: TestStore, days: [(&str, &str); 2]) {
    let [(friday, _), (monday, _)] = days;
    let life = Life::from(store, &format!("{friday} 15:00")).await;
    let county = &life.county;
    let sent = referring::send(county, county.police(), sitting::account("Tamsin Bright")).await;
    referring::accept(county, sent.referral).await;
    life.pass_in_steps(&format!("{monday} 10:15"), TimeDelta::minutes(15)).await;
    let area = county.area;
    let from = friday.parse().unwrap();
    let to = monday.parse().unwrap();
    let meetings: Result<Vec<_>, StoreError> =
        county.database.read(move |view| store::meeting::between(view, area, from, to)).await;
    let monday_meeting = meetings.unwrap().pop().unwrap();
    for (day, utc) in days {
        let start = london(&format!("{day} 10:00"));
        assert_eq!(start.format("%H:%M").to_string(), utc);
    }
    assert_eq!(monday_meeting.slug, monday);
    assert_eq!(monday_meeting.starts_at, london(&format!("{monday} 10:00")));
    assert_eq!(monday_meeting.cutoff_at, Some(london(&format!("{monday} 09:00"))));
    assert_eq!(monday_meeting.research_due_at, london(&format!("{monday} 09:30")));
    assert_eq!(monday_meeting.agenda, AgendaState::Published);
    let asked: Vec<_> = life
        .letters()
        .into_iter()
        .filter(|it| it.heading.to.reveal().contains("Marcus Reid"))
        .filter(|it| it.heading.at >= london(&format!("{monday} 00:00")))
        .map(|it| it.heading.at)
        .collect();
    // The digest, two reminders while nothing is returned, the agenda at the step after 9:40.
    let times = ["07:00", "08:30", "09:15", "09:45"];
    assert_eq!(asked, times.map(|it| london(&format!("{monday} {it}"))));
    assert_eq!(life.letters().iter().filter(|it| weekend(it, friday, monday)).count(), 0);
    assert_eq!(meetings_on_each_day(&life), 0);
}

fn weekend(letter: &marac::mail::posted::Posted, friday: &str, monday: &str) -> bool {
    let at = letter.heading.at;
    at > london(&format!("{friday} 18:00")) && at < london(&format!("{monday} 06:00"))
}

/// How many days have more than one meeting.
fn meetings_on_each_day(life: &Life) -> i64 {
    life.county.store.count(
        "SELECT count(*) AS count FROM \
         (SELECT day FROM meetings GROUP BY day HAVING count(*) > 1) AS twice",
    )
}
