//! Maundy Thursday to the Tuesday after Easter Monday 2026: a day from referral to chased action,
//! with the bank holidays in its middle.
use std::collections::BTreeMap;

use marac::domain::actor::Member;
use marac::store::{self, StoreError};

use super::life::Life;
use crate::support::county::london;
use crate::support::http::Visitor;
use crate::support::page::Page;
use crate::support::store::on_both;

const THURSDAY: &str = "/meetings/2026-04-02";
const TUESDAY: &str = "/meetings/2026-04-07";

on_both! {
    async fn a_day_before_easter_is_finished_on_the_tuesday_after(store) {
        let life = Life::from(store, "2026-04-02 07:00").await;
        let heard = list(&life, "Tamsin Bright", "today").await;
        let carried = list(&life, "Ruth Adler", "today").await;
        return_research(&life, &heard).await;
        life.pass_to("2026-04-02 09:05").await;
        let late = list(&life, "Nell Sorrel", "Tuesday 7 April").await;
        life.pass_to("2026-04-02 10:00").await;
        let mut chair = open(&life, THURSDAY).await;
        hear_on_thursday(&mut chair, (&heard, &carried)).await;
        close_and_approve(&mut chair, THURSDAY).await;
        life.pass_to("2026-04-02 11:00").await;
        minutes_are_there_once(&life, &heard);
        finish(&life, life.county.probation(), "Tell his officer").await;
        life.pass_to("2026-04-07 09:55").await;
        nothing_left_on_the_holidays(&life);
        only_the_open_action_is_chased(&life);
        let mut chair = open(&life, TUESDAY).await;
        on_tuesday(&mut chair, &carried, &late).await;
        every_link_opens(&life).await;
        all_is_told_once(&life).await;
    }
}

/// Refers somebody by the police and accepts the case onto the meeting that the page offers.
async fn list(life: &Life, name: &str, when: &str) -> String {
    let mut police = life.county.visitor(life.county.police()).await;
    let page = police.get("/referrals/new").await;
    let sent = page
        .form("Send referral")
        .fill(("Victim", "Name"), name)
        .fill(("Victim", "Safe contact"), "Text before 3pm")
        .fill("What happened this time", "He held a knife.")
        .submit(&mut police)
        .await;
    assert_eq!(sent.heading(), "Referral sent");
    let mut coordinator = life.county.visitor(life.county.coordinator()).await;
    let list = coordinator.get("/referrals").await;
    let waiting = list.links().iter().find(|it| it.text.starts_with("NS-")).unwrap().clone();
    let page = coordinator.get(&waiting.href).await;
    let form = page.form("Confirm and see next").choose(format!("Add to {when}").as_str());
    let done = form.submit(&mut coordinator).await;
    assert!(done.shows("Added to the agenda"), "{}", done.text());
    waiting.text
}

/// Housing and probation return what they know of the case.
async fn return_research(life: &Life, reference: &str) {
    for (who, agency) in
        [(life.county.housing(), "Housing Options"), (life.county.probation(), "Probation")]
    {
        let mut visitor = life.county.visitor(who).await;
        let desk = visitor.get("/research").await;
        let link = desk.links().iter().find(|it| it.text.starts_with(reference)).unwrap();
        let page = visitor.get(&link.href).await;
        let question = format!("Who is known to {agency}?");
        let form = page.form("Return and open next case").tick((question.as_str(), "Victim"));
        let form = form.fill("What does the meeting need to know?", "Known since 2021.");
        assert!(form.submit(&mut visitor).await.shows("Returned"));
    }
}

/// The chair opens a meeting at its time, with housing and probation in the room.
async fn open(life: &Life, meeting: &str) -> Visitor {
    let day = meeting.rsplit('/').next().unwrap();
    life.pass_to(&format!("{day} 10:00")).await;
    let mut chair = life.county.visitor(life.county.chair()).await;
    let door = chair.get(&format!("{meeting}/live")).await;
    let roll = door.form("Open the meeting").submit(&mut chair).await;
    let mut form = roll.form("Save the roll");
    for name in ["Marcus Reid", "Dana Frost"] {
        form = form
            .pick(format!("Attendance of {name}").as_str(), "Present")
            .tick(format!("{name} accepted the statement").as_str());
    }
    let roll = form.submit(&mut chair).await;
    let form = roll.form("Accept and come in").tick("I accept this statement");
    assert_eq!(form.submit(&mut chair).await.heading(), "Outstanding actions");
    chair
}

/// The page of a case in the room.
async fn item(chair: &mut Visitor, meeting: &str, reference: &str) -> Page {
    let room = chair.get(&format!("{meeting}/live")).await;
    let is_it = |it: &&crate::support::page::Link| {
        it.text.starts_with("Item ") && it.text.contains(reference)
    };
    let link = room.links().iter().find(is_it).unwrap().href.clone();
    chair.get(&link).await
}

async fn hear_on_thursday(chair: &mut Visitor, (heard, carried): (&str, &str)) {
    for (reference, text, owner, due) in [
        (heard, "Fit locks", "Housing Options, Marcus Reid", "Next working day, Tuesday 7 April"),
        (heard, "Tell his officer", "Probation, Dana Frost", "Next working day, Tuesday 7 April"),
        (
            carried,
            "Flag the tenancy",
            "Housing Options, Marcus Reid",
            "3 working days, Thursday 9 April",
        ),
    ] {
        let page = item(chair, THURSDAY, reference).await;
        let form = page.form("Add an action").fill("What will be done", text);
        let form = form.pick("Owner", owner).pick("Due", due);
        assert!(form.submit(chair).await.shows(text));
    }
    let page = item(chair, THURSDAY, heard).await;
    let form = page
        .form("Save decision")
        .choose(("Risk after discussion", "High"))
        .fill("What was agreed and why", "High. A weapon.")
        .pick("What happens with the case", "Heard, plan made")
        .fill("Why there are no views from the victim", "Not reached");
    assert!(form.submit(chair).await.shows("The decision is saved"));
    let page = item(chair, THURSDAY, carried).await;
    assert!(page.shows("Carried over, it is heard on Tuesday 7 April 2026."));
    let form = page
        .form("Save decision")
        .fill("What was agreed and why", "No time left.")
        .pick("What happens with the case", "Carried over to the next meeting")
        .fill("Reason, or advice given", "The meeting ran out of time");
    assert!(form.submit(chair).await.shows("The decision is saved"));
}

async fn close_and_approve(chair: &mut Visitor, meeting: &str) {
    let page = chair.get(&format!("{meeting}/closing")).await;
    let minutes = page.form("Close the meeting").submit(chair).await;
    let form = minutes.form("Approve and send");
    let sent = form.tick("These are a true record of the meeting").submit(chair).await;
    assert_eq!(sent.heading(), "Who got the minutes");
}

/// Those in the room have the minutes once; the full copy goes to the secure address alone.
fn minutes_are_there_once(life: &Life, heard: &str) {
    for (who, is_secure) in [
        (life.county.chair(), false),
        (life.county.housing(), true),
        (life.county.probation(), false),
    ] {
        let name = who.name.reveal().to_owned();
        let mut letters = life.letters();
        letters.retain(|it| it.heading.to.reveal().contains(&name));
        letters.retain(|it| it.heading.at > london("2026-04-02 10:00"));
        assert_eq!(letters.len(), 1, "{name}");
        assert_eq!(letters[0].text.reveal().contains(heard), is_secure, "{name}");
        assert!(!letters[0].source.reveal().contains("Tamsin"), "{name}");
    }
}

async fn finish(life: &Life, who: Member, action: &str) {
    let mut visitor = life.county.visitor(who).await;
    let list = visitor.get("/actions").await;
    let page = visitor.follow(&list, action).await;
    let form = page.form("Save update").choose(("What happened?", "Done"));
    let form = form.fill("Tell the meeting in a sentence", "Told by phone.");
    let after = form.submit(&mut visitor).await;
    assert!(after.errors().is_empty(), "{:?}", after.errors());
}

fn nothing_left_on_the_holidays(life: &Life) {
    let days = ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"];
    let on = |it: &marac::mail::posted::Posted| it.heading.at.date_naive().to_string();
    let found = life.letters().into_iter().find(|it| days.contains(&on(it).as_str()));
    assert!(found.is_none(), "{found:?}");
}

fn only_the_open_action_is_chased(life: &Life) {
    let chased = |who: &Member| {
        let mut subjects = life.subjects_to(who, "2026-04-07 08:00");
        subjects.retain(|it| it.contains("action") && it.contains("due"));
        subjects.len()
    };
    assert_eq!(chased(&life.county.housing()), 1);
    assert_eq!(chased(&life.county.probation()), 0);
}

/// Tuesday has the carried-over case and the late one, and what Thursday left open.
async fn on_tuesday(chair: &mut Visitor, carried: &str, late: &str) {
    let opening = chair.get(&format!("{TUESDAY}/live/outstanding")).await;
    assert!(opening.shows("Fit locks") && opening.shows("Flag the tenancy"), "{}", opening.text());
    assert!(!opening.shows("Tell his officer"));
    let items = opening.links().iter().filter(|it| it.text.starts_with("Item ")).count();
    assert_eq!(items, 2);
    item(chair, TUESDAY, late).await;
    let page = item(chair, TUESDAY, carried).await;
    assert!(page.shows("Heard before") && page.shows("Thursday 2 April 2026"), "{}", page.text());
    assert!(page.shows("Flag the tenancy"));
}

/// Whatever a letter links to opens for its reader.
async fn every_link_opens(life: &Life) {
    let mut links: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for letter in life.letters() {
        let words = letter.text.reveal().split_whitespace();
        let paths = words.filter_map(|it| it.strip_prefix("https://risk.northshire.example"));
        let to = letter.heading.to.reveal().replace('"', "");
        let name = to.split(" <").next().unwrap().to_owned();
        links.entry(name).or_default().extend(paths.map(str::to_owned));
    }
    for (name, mut paths) in links {
        paths.sort();
        paths.dedup();
        let mut visitor = life.county.visitor(life.county.person(&name)).await;
        for path in paths {
            let page = visitor.get(&path).await;
            assert_eq!(page.status, 200, "{path} for {name}");
        }
    }
}

/// Each message left once, doing the work again sends nothing more, and the record holds.
async fn all_is_told_once(life: &Life) {
    let left = life.letters();
    let mut ids: Vec<_> = left.iter().map(|it| it.heading.id.to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), left.len());
    let accepted = "SELECT count(*) AS count FROM messages WHERE delivery = 'accepted'";
    assert_eq!(life.county.store.count(accepted), i64::try_from(left.len()).unwrap());
    life.work().await;
    assert_eq!(life.letters().len(), left.len());
    let checked: Result<_, StoreError> = life.county.database.read(store::audit::verify).await;
    assert!(checked.unwrap().unwrap() > 0);
}
