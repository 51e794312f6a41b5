//! The pages ask the database the same number of statements for two cases and for forty, and none
//! that goes through all that was ever written.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use marac::domain::actor::Member;

use super::morning::{self, YESTERDAY};
use crate::evidence::figure;
use crate::support::county::County;
use crate::support::sitting::{Listed, SLUG};
use crate::support::store::TestStore;

/// How many cases each county has at each of its meetings.
fn sizes() -> [usize; 3] {
    [2, figure::times(4, 10), figure::times(10, 40)]
}

#[tokio::test]
async fn no_page_asks_more_of_sqlite_for_more_cases() {
    check(TestStore::on_sqlite).await;
}

#[tokio::test]
async fn no_page_asks_more_of_postgresql_for_more_cases() {
    check(TestStore::on_postgres).await;
}

async fn check(fresh: fn() -> TestStore) {
    let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut name = "";
    let (mut known, mut costly) = (BTreeSet::new(), BTreeSet::new());
    for cases in sizes() {
        let store = fresh();
        name = store.name();
        let heard = Heard::from(&store);
        let (county, listed) = morning::morning(store, cases).await;
        // The steps of the day that led here.
        let mut all = heard.take();
        for (who, path) in pages(&county, listed[1]) {
            let place = format!(
                "{} as {}",
                path.replace(listed[1].case.as_str(), "{case}"),
                who.name.reveal()
            )
            .replace(listed[1].id.as_str(), "{listing}");
            let asked = asked(&county, who, &path, &heard).await;
            numbers.entry(place).or_default().push(asked.len());
            all.extend(asked);
        }
        let all = all.iter().map(|it| plain(it));
        let new: BTreeSet<String> = all.filter(|it| !known.contains(it)).collect();
        costly.extend(new.iter().filter_map(|it| costly_step(&county.store, it)));
        known.extend(new);
    }
    let grown: Vec<_> = numbers.iter().filter(|(_, it)| it.iter().any(|n| *n != it[0])).collect();
    let most = numbers.values().flatten().max().copied().unwrap_or_default();
    figure::print(&format!("day.statements_for_a_page_most.{name}"), most, "statements");
    let name = format!("day.pages_asking_more_for_more_cases.{name}");
    figure::print_of(&name, grown.len(), "pages", numbers.len());
    assert!(costly.is_empty(), "these grow with all that was ever written: {costly:#?}");
    assert!(grown.is_empty(), "statements with {:?} cases: {grown:#?}", sizes());
}

/// The pages of the day, and who looks at them.
fn pages(county: &County, on: Listed) -> Vec<(Member, String)> {
    let (live, case, past) =
        (format!("/meetings/{SLUG}"), on.case, format!("/meetings/{YESTERDAY}"));
    let of_all =
        ["/", "/actions", "/meetings", "/minutes", "/referrals", "/cases"].map(str::to_owned);
    let of_case = ["", "/people", "/research", "/actions"].map(|it| format!("/cases/{case}{it}"));
    let of_meeting = [
        format!("{live}/agenda"),
        format!("{live}/agenda/print"),
        format!("{live}/live/{}", on.id),
        format!("{live}/attendance"),
        format!("/research/{SLUG}"),
    ];
    let leading = [
        format!("{live}/agenda/history"),
        format!("{live}/agenda/add"),
        format!("{live}/live/outstanding"),
        format!("{live}/closing"),
        format!("{past}/minutes"),
        format!("{past}/minutes/sends"),
        format!("/research/{SLUG}/{case}/agencies"),
        "/mail".to_owned(),
        format!("/cases/{case}/looked"),
        "/audit".to_owned(),
    ];
    let of_agency = [
        format!("/research/{SLUG}/own"),
        format!("/research/{SLUG}/{case}"),
        format!("{past}/minutes/mine"),
    ];
    let all = of_all.iter().chain(&of_case).chain(&of_meeting);
    let of = |who: Member, paths: Vec<&String>| {
        paths.into_iter().map(move |it| (who.clone(), it.clone())).collect::<Vec<_>>()
    };
    let support = ["/support".to_owned(), format!("/support/{case}")];
    [
        of(county.chair(), all.clone().chain(&leading).collect()),
        of(county.coordinator(), all.clone().chain(&leading).collect()),
        of(county.housing(), all.chain(&of_agency).collect()),
        of(county.idva(), support.iter().collect()),
    ]
    .concat()
}

/// The tables that hold what was ever written about cases.
const GROWING: &[&str] = &[
    "meetings",
    "cases",
    "people",
    "referrals",
    "notes",
    "listings",
    "agenda_changes",
    "research",
    "contacts",
    "views",
    "attendances",
    "contributions",
    "risks",
    "actions",
    "action_events",
    "minutes",
    "minutes_copies",
    "messages",
    "operations",
    "entries",
    "entry_cases",
];

/// A statement without its values.
fn plain(statement: &str) -> String {
    statement.split(" -- binds").next().unwrap_or_default().to_owned()
}

/// The step of a statement that goes through a whole growing table, or through every listing that
/// was not taken off: one that needs more than an area to find its rows by. The first rows in the
/// order of an index are found at once.
fn costly_step(store: &TestStore, statement: &str) -> Option<String> {
    // Nothing is among none: such a statement ends at once. The program quotes names, tests do not.
    let is_asked = statement.starts_with("SELECT `") || statement.contains(" FROM `");
    if !matches!(store, TestStore::Sqlite(_)) || !is_asked || statement.contains("(1=0)") {
        return None;
    }
    let plan = store.plan(statement);
    let is_first_rows =
        statement.contains(" LIMIT ") && !plan.iter().any(|it| it.ends_with("B-TREE FOR ORDER BY"));
    let is_costly = |step: &&String| {
        let mut words = step.split(' ');
        let (way, table) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let by_area = step.contains("(area_id=?)") && !is_first_rows;
        let by_state = table == "listings" && step.contains("(area_id=? AND state=?)");
        GROWING.contains(&table) && (way == "SCAN" || by_area || by_state)
    };
    plan.iter().find(is_costly).map(|step| format!("{step}: {statement}"))
}

/// The statements of a page, once everything that is asked at first was asked.
async fn asked(county: &County, who: Member, path: &str, heard: &Heard) -> Vec<String> {
    let mut visitor = county.visitor(who).await;
    visitor.get(path).await.expect_status(200);
    heard.take();
    visitor.get(path).await.expect_status(200);
    heard.take()
}

/// The addresses of the databases that are listened to, with what was asked of each.
static ASKED: Mutex<BTreeMap<String, Vec<String>>> = Mutex::new(BTreeMap::new());

/// Listens to what is asked of one database over connections that are made from now on.
struct Heard(String);

impl Heard {
    fn from(store: &TestStore) -> Self {
        let address = store.url().trim_start_matches("sqlite://").to_owned();
        ASKED.lock().unwrap().insert(address.clone(), Vec::new());
        set_default_instrumentation(|| Some(Box::new(Ear(None)))).unwrap();
        Self(address)
    }

    /// The statements asked since this was called last.
    fn take(&self) -> Vec<String> {
        let mut asked = ASKED.lock().unwrap();
        std::mem::take(asked.get_mut(&self.0).unwrap())
    }
}

/// What hears one connection, with the address it is listened to under.
struct Ear(Option<String>);

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                let asked = ASKED.lock().unwrap();
                self.0 = asked.keys().find(|it| url.contains(it.as_str())).cloned();
            }
            InstrumentationEvent::StartQuery { query, .. } => {
                let Some(address) = &self.0 else { return };
                ASKED.lock().unwrap().entry(address.clone()).or_default().push(query.to_string());
            }
            _ => {}
        }
    }
}
