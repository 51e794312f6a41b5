//! What somebody gets who is kept from cases, held byte by byte beside a world in which those cases
//! were never made: every page, list, count, search, letter and refusal.
mod story;
mod token;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use marac::domain::actor::Member;

use crate::evidence::figure;
use crate::support::http::{Request, Visitor};
use crate::support::store::TestStore;
use story::{Phase, Story};
use token::without_tokens;

#[tokio::test]
async fn a_case_is_unseen_on_sqlite() {
    compare(TestStore::on_sqlite(), TestStore::on_sqlite()).await;
}

#[tokio::test]
async fn a_case_is_unseen_on_postgres() {
    compare(TestStore::on_postgres(), TestStore::on_postgres()).await;
}

/// Tells the same story in two worlds, and holds what those who are kept out get side by side.
async fn compare(with: TestStore, without: TestStore) {
    let name = with.name();
    let (mut with, mut without) =
        (Story::begin(with, true).await, Story::begin(without, false).await);
    let (mut faults, mut compared, mut channels) = (Vec::new(), 0, BTreeSet::new());
    for phase in Phase::ALL {
        with.go_on(*phase).await;
        without.go_on(*phase).await;
        for who in story::KEPT_OUT {
            let (mine, theirs) = (walk(&with, who).await, walk(&without, who).await);
            assert_eq!(mine.len(), theirs.len(), "{who} {phase:?}");
            compared += mine.len();
            for (one, other) in mine.iter().zip(&theirs) {
                channels.insert(one.path.clone());
                faults.extend(difference(one, other).map(|it| format!("{who}, {phase:?}: {it}")));
            }
        }
    }
    for who in story::KEPT_OUT {
        compared += 1;
        channels.insert("letters".to_owned());
        let (mine, theirs) = (with.letters_to(who), without.letters_to(who));
        faults.extend(letters(&mine, &theirs).map(|it| format!("{who}, letters: {it}")));
    }
    let gap = gap(&with, figure::times(40, 2_000)).await;
    let millis = gap.as_secs_f64() * 1000.0;
    figure::print(&format!("access.unseen_time_gap.{name}"), millis, "ms");
    figure::print(&format!("access.unseen_channels.{name}"), channels.len(), "channels");
    assert!(channels.len() >= 40, "{channels:?}");
    figure::judge(&format!("access.unseen_differing.{name}"), &faults, "answers", compared);
    assert!(!figure::is_whole() || gap < Duration::from_millis(1), "{gap:?}");
}

/// What one address answered: where, the status, the headers that carry anything, and the body.
struct Heard {
    path: String,
    status: u16,
    headers: String,
    body: String,
}

/// Asks for everything as somebody.
async fn walk(story: &Story, who: &str) -> Vec<Heard> {
    let member: Member = story.county.person(who);
    let mut visitor = story.county.visitor(member).await;
    let mut heard = Vec::new();
    for path in story.paths() {
        let answer = visitor.send(Request::get(&path.there)).await;
        heard.push(listen(path.name, &answer));
    }
    for reference in story.references() {
        heard.push(search(&mut visitor, &reference).await);
    }
    heard
}

async fn search(visitor: &mut Visitor, reference: &str) -> Heard {
    let page = visitor.get("/cases").await;
    let form = page.form("Find").put("reference", reference);
    let answer = visitor.send(form.request()).await;
    listen("search", &answer)
}

fn listen(name: &str, answer: &crate::support::answer::Answer) -> Heard {
    let headers = ["content-type", "cache-control", "location", "content-length"];
    let told = headers.map(|it| format!("{it}: {}", answer.header(it)));
    Heard {
        path: name.to_owned(),
        status: answer.status,
        headers: without_tokens(&told.join("\n")),
        body: in_order(name, without_tokens(&String::from_utf8_lossy(&answer.body))),
    }
}

/// Mail of one moment leaves, and is on record, in an order of chance.
fn in_order(name: &str, body: String) -> String {
    if name != "/audit" {
        return body;
    }
    let mut lines: Vec<&str> = body.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn difference(one: &Heard, other: &Heard) -> Option<String> {
    let path = &one.path;
    if one.status != other.status {
        return Some(format!("{path} answered {} and {}", one.status, other.status));
    }
    let line = first_line(&one.body, &other.body).map(|it| format!("{path} {it}"));
    line.or_else(|| {
        let differ = one.headers != other.headers;
        differ.then(|| format!("{path} {} and {}", one.headers, other.headers))
    })
}

/// The first line in which two texts differ.
fn first_line(one: &str, other: &str) -> Option<String> {
    if one == other {
        return None;
    }
    let cut = |it: &str| it.trim().chars().take(400).collect::<String>();
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    Some(lines.map_or_else(
        || "is longer in one".to_owned(),
        |(one, other)| format!("has\n  {}\nand without the case\n  {}", cut(one), cut(other)),
    ))
}

fn letters(mine: &[String], theirs: &[String]) -> Option<String> {
    if mine.len() != theirs.len() {
        let only = |some: &[String], others: &[String]| {
            let only = some.iter().filter(|it| !others.contains(it));
            only.map(|it| it.chars().take(300).collect::<String>())
                .collect::<Vec<_>>()
                .join("\n--\n")
        };
        let (more, less) = (only(mine, theirs), only(theirs, mine));
        return Some(format!("{} and {}:\n{more}\nbut\n{less}", mine.len(), theirs.len()));
    }
    mine.iter().zip(theirs).find_map(|(one, other)| first_line(one, other))
}

/// How much longer it takes to be refused what is kept from somebody than what never was: in the median
/// of many pairs, one right after the other, at the address where that is most.
async fn gap(story: &Story, pairs: usize) -> Duration {
    let mut visitor = story.county.visitor(story.county.person(story::KEPT_OUT[0])).await;
    let mut most = Duration::ZERO;
    for (before, kept) in story.kept_places() {
        let mut gaps = Vec::new();
        for pair in 0..pairs {
            let none = uuid::Uuid::new_v4().to_string();
            let mut took = [Duration::ZERO; 2];
            // Whichever comes second may find something warm.
            for turn in [pair % 2, 1 - pair % 2] {
                let path = format!("{before}{}", [&kept, &none][turn]);
                let from = Instant::now();
                visitor.send(Request::get(&path)).await.expect_status(404);
                took[turn] = from.elapsed();
            }
            gaps.push(took[0].as_secs_f64() - took[1].as_secs_f64());
        }
        gaps.sort_by(f64::total_cmp);
        let gap = gaps[gaps.len() / 2];
        println!("{before}: what is kept takes {:.3} ms longer", gap * 1000.0);
        most = most.max(Duration::from_secs_f64(gap.abs()));
    }
    most
}
