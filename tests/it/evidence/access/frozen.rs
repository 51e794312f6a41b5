//! A case, and then the whole area, is closed in the middle of a day that is full of words: pages and
//! mail stop within a second, and nothing of the case is anywhere until it is opened again.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::walk::{self, walk};
use crate::evidence::figure;
use crate::evidence::planted_day::{Day, People, Person};
use crate::evidence::planted_word::Planter;
use crate::support::answer::Answer;
use crate::support::county::County;
use crate::support::http::{Request, Visitor};
use crate::support::installation::{Installation, Server};
use crate::support::page::Page;
use crate::support::store::{TestStore, on_both};

/// How long a stop may take to reach everybody.
const SOON: Duration = Duration::from_secs(1);
/// How long a stop is watched.
const WATCHED: Duration = Duration::from_millis(1500);
/// How long it takes until mail that is due is looked for, and leaves.
const MAIL: Duration = Duration::from_secs(8);

/// Words that are not of a case: agencies, mail domains, and what somebody looked for.
const OTHERS: &[&str] = &["/agencies", "/mail-domains", "/cases/search", "/attendance/people"];

on_both! {
    async fn what_is_closed_is_nowhere_within_a_second(store) {
        let name = store.name();
        let mut story = Story::begin(store).await;
        story.busy_day().await;
        let took = story.case_is_closed().await;
        figure::print(&format!("access.stop_case_ms.{name}"), took, "ms");
        story.its_mail_waits().await;
        let took = story.area_is_closed().await;
        figure::print(&format!("access.stop_area_ms.{name}"), took, "ms");
        let Story { leaks, looked, .. } = story;
        figure::judge(&format!("access.stop_leaks.{name}"), &leaks, "leaks", looked);
    }
}

/// The day, and what was seen of it.
struct Story {
    installation: Installation,
    server: Server,
    everybody: Vec<walk::Person>,
    case: Case,
    looked: usize,
    leaks: Vec<String>,
}

impl Story {
    async fn begin(store: TestStore) -> Self {
        let county = County::in_store(store).await;
        let everybody = walk::everybody(&county).await;
        let mut installation = Installation::of(county);
        installation.set("SECURITY__IDLE_MINUTES", "720");
        installation.set("SECURITY__MEETING_IDLE_MINUTES", "720");
        let server = installation.start();
        let (case, leaks) = (Case::default(), Vec::new());
        Self { installation, server, everybody, case, looked: 0, leaks }
    }

    fn token(&self, name: &str) -> &str {
        &self.everybody.iter().find(|it| it.name == name).unwrap().token
    }

    fn visitor(&self, name: &str) -> Visitor {
        self.server.visitor(self.token(name))
    }

    /// Those who work in the case.
    fn workers(&self) -> impl Iterator<Item = &walk::Person> {
        let names = ["Priya Nair", "Sam Okafor", "Aisha Rahman", "Lee Hart", "Marcus Reid"];
        self.everybody.iter().filter(move |it| names.contains(&&*it.name))
    }

    /// Lets time pass, and mail leave that is due then.
    fn pass(&mut self, time: TimeDelta) {
        self.server.kill();
        self.installation.pass(time);
        self.server = self.installation.start();
        thread::sleep(MAIL);
    }

    /// A case is referred, researched, heard and minuted, with a word in every field.
    async fn busy_day(&mut self) {
        let at = |name: &str| Person::at(&self.server, self.token(name));
        let mut people = People {
            chair: at("Priya Nair"),
            coordinator: at("Sam Okafor"),
            police: at("Lee Hart"),
            housing: at("Marcus Reid"),
            idva: at("Aisha Rahman"),
        };
        let mut day = Day::default();
        day.prepare(&mut people).await;
        let now = "2026-02-12 10:02:00.000000";
        self.pass(TimeDelta::minutes(88));
        self.installation.store.execute(&format!("UPDATE sessions SET confirmed_at = '{now}'"));
        people.all().into_iter().for_each(|it| it.back_at(&self.server));
        day.meet(&mut people).await;
        self.case = Case::of(&self.installation, &day);
    }

    /// The chair closes the case; gives how long it was seen after that.
    async fn case_is_closed(&mut self) -> u64 {
        let mut chair = self.visitor("Priya Nair");
        let watch = Watch::begin(&self.server, self.workers(), &self.case);
        let form = chair.get("/stop").await.form("Close it now").put("what", "case");
        let form = form.put("stop_case", &self.case.reference);
        let took = watch.end(form.submit(&mut chair).await).await;
        self.look_around().await;
        took
    }

    /// What everybody's pages lead to, and what stands on them.
    async fn look_around(&mut self) {
        for person in self.everybody.clone() {
            let (case, from) = (self.case.clone(), self.case.addresses());
            let mut visitor = person.at(&self.server);
            let (looked, leaks) = (&mut self.looked, &mut self.leaks);
            let note = |answer: &Answer| {
                *looked += 1;
                leaks.extend(case.faults(answer).iter().map(|it| format!("{}: {it}", person.name)));
                let is_case = answer.path.starts_with(&case.path());
                assert!(!is_case || [423, 404].contains(&answer.status), "{answer}");
            };
            walk(&mut visitor, &from, note).await;
        }
    }

    /// Everybody's copy of the minutes and their actions would have left, and do once it is opened again.
    async fn its_mail_waits(&mut self) {
        self.pass(TimeDelta::minutes(30));
        let before = letters(&self.installation);
        for (file, text) in &before {
            self.looked += 1;
            let found = self.case.found(text.as_bytes());
            self.leaks.extend(found.into_iter().map(|it| format!("{file}: {it}")));
        }
        let mut chair = self.visitor("Priya Nair");
        let board = chair.get("/stop").await;
        let open = format!("Open it again Case {}", self.case.reference);
        board.form(open.as_str()).submit(&mut chair).await;
        self.pass(TimeDelta::minutes(3));
        let after = letters(&self.installation);
        let mut since = after.iter().filter(|it| !before.contains(it));
        assert!(since.any(|it| !self.case.found(it.1.as_bytes()).is_empty()), "no mail since");
    }

    /// The coordinator closes the area, and somebody reports something, of which no mail leaves; gives
    /// how long the case was seen after that.
    async fn area_is_closed(&mut self) -> u64 {
        let mut coordinator = self.visitor("Sam Okafor");
        let watch = Watch::begin(&self.server, self.workers(), &self.case);
        let form = coordinator.get("/stop").await.form("Close it now").put("what", "area");
        let took = watch.end(form.submit(&mut coordinator).await).await;
        let before = letters(&self.installation);
        let mut observer = self.visitor("Olive Moss");
        let form = observer.get("/exposed").await.form("Report it");
        form.fill("What did you see?", "A page").submit(&mut observer).await;
        thread::sleep(MAIL);
        assert_eq!(letters(&self.installation), before, "mail left a closed area");
        self.look_around().await;
        took
    }
}

/// What is looked for.
#[derive(Clone, Default)]
struct Case {
    id: String,
    reference: String,
    words: Arc<Planter>,
}

impl Case {
    fn of(installation: &Installation, day: &Day) -> Self {
        let one = |column: &str| {
            installation.store.texts(&format!("SELECT {column} AS text FROM cases")).remove(0)
        };
        let is_of_case = |place: &str| !OTHERS.iter().any(|it| place.contains(it));
        let planted = day.planter.planted.iter().filter(|it| is_of_case(&it.place)).cloned();
        let words = Arc::new(Planter::of(planted.collect()));
        assert!(words.planted.len() > 40, "{}", words.planted.len());
        Self { id: one("id"), reference: one("reference"), words }
    }

    fn path(&self) -> String {
        format!("/cases/{}", self.id)
    }

    /// Where it would be.
    fn addresses(&self) -> Vec<String> {
        let parts =
            ["", "/people", "/research", "/actions", "/protected", "/untold", "/safe-contact"];
        let of_case = parts.iter().map(|it| format!("{}{it}", self.path()));
        let places = ["minutes", "agenda", "agenda/print", "live", "closing", "attendance"];
        let of_meeting = places.iter().map(|it| format!("/meetings/2026-02-12/{it}"));
        let others = ["/research", "/support", "/actions", "/minutes", "/referrals", "/cases", "/"];
        of_case.chain(of_meeting).chain(others.map(str::to_owned)).collect()
    }

    /// The places of its words, and its reference, in some bytes.
    fn found(&self, bytes: &[u8]) -> Vec<String> {
        let words = self.words.found_in(bytes);
        words.iter().map(|it| format!("{} of {}", it.word, it.place)).collect()
    }

    /// What of it stands in an answer. Its reference is said by the page that opens it again, and by the
    /// record of who looked, which is what somebody reads who finds out what was seen.
    fn faults(&self, answer: &Answer) -> Vec<String> {
        let text = [&*answer.body, answer.location().unwrap_or_default().as_bytes()].concat();
        let mut found = self.found(&text);
        let says = String::from_utf8_lossy(&text).contains(&self.reference);
        let may_say = answer.path == "/stop" || answer.path.starts_with("/audit");
        found.extend((says && !may_say).then(|| self.reference.clone()));
        found.iter().map(|it| format!("{} holds {it}", answer.path)).collect()
    }
}

/// People who look at a page of a case again and again.
struct Watch {
    goes_on: Arc<AtomicBool>,
    looking: Vec<tokio::task::JoinHandle<Instant>>,
}

impl Watch {
    fn begin<'a>(
        server: &Server,
        people: impl Iterator<Item = &'a walk::Person>,
        case: &Case,
    ) -> Self {
        let goes_on = Arc::new(AtomicBool::new(true));
        let look = |person: &walk::Person| {
            let (visitor, case, goes_on) = (person.at(server), case.clone(), Arc::clone(&goes_on));
            tokio::spawn(look(visitor, case, goes_on))
        };
        Self { looking: people.map(look).collect(), goes_on }
    }

    /// For how many milliseconds after the answer to a press somebody still saw something.
    async fn end(self, pressed: Page) -> u64 {
        assert!(pressed.shows("is closed"), "{}", pressed.text());
        let at = Instant::now();
        tokio::time::sleep(WATCHED).await;
        self.goes_on.store(false, Ordering::Relaxed);
        let mut last = at;
        for looking in self.looking {
            last = last.max(looking.await.unwrap());
        }
        let took = last - at;
        assert!(took < SOON, "seen for {took:?}");
        u64::try_from(took.as_millis()).unwrap()
    }
}

/// Looks again and again; gives when something was seen last.
async fn look(mut visitor: Visitor, case: Case, goes_on: Arc<AtomicBool>) -> Instant {
    let mut seen = Instant::now();
    let mut times = 0;
    while goes_on.load(Ordering::Relaxed) {
        let answer = visitor.send(Request::get(&case.path())).await;
        if answer.status == 200 && !case.found(&answer.body).is_empty() {
            (seen, times) = (Instant::now(), times + 1);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(times > 0, "there was nothing to see");
    seen
}

/// The letters that have left, as they read.
fn letters(installation: &Installation) -> Vec<(String, String)> {
    let files = std::fs::read_dir(installation.letters()).unwrap().flatten().map(|it| it.path());
    let mut letters: Vec<(String, String)> = files
        .filter(|it| it.extension().is_some_and(|it| it == "eml"))
        .map(|it| {
            let bytes = std::fs::read(&it).unwrap();
            let letter = mailparse::parse_mail(&bytes).unwrap();
            let text = letter.parts().map(|it| it.get_body().unwrap_or_default());
            (it.display().to_string(), text.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    letters.sort();
    letters
}
