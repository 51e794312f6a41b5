//! What an answer tells besides: who has an account, who watches, who is there, and where to go.
use actix_web::cookie::Cookie;

use super::scene::invited;
use crate::support::county::County;
use crate::support::page::Page;
use crate::support::sitting;
use crate::support::store::on_both;
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Where nothing on a page can send somebody.
const ELSEWHERE: [&str; 7] = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "%2F%2Felsewhere.example",
    "javascript:alert(1)",
    "http:elsewhere.example",
];

on_both! {
    /// An answer told which addresses have an account.
    async fn openproject_cve_2026_22604_an_answer_tells_who_has_an_account(store) {
        let county = County::in_store(store).await;
        for (email, orders) in [
            ("d.frost@probation.example", "UPDATE accounts SET state = 'suspended'"),
            ("m.vale@council.example", "UPDATE accounts SET state = 'invited'"),
        ] {
            county.store.execute(&format!("{orders} WHERE email = '{email}'"));
        }
        let emails = ["p.nair@police.example", "d.frost@probation.example",
            "m.vale@council.example", "nobody.at.all@police.example"];
        for (page, button) in [("/sign-in", "Sign in"), ("/forgotten", "Send the link")] {
            let mut answers = Vec::new();
            for email in emails {
                let mut visitor = county.site().visitor();
                let shown = visitor.get(page).await;
                let mut form = shown.form(button).fill("Email address", email);
                if page == "/sign-in" {
                    form = form.fill("Password", "not the password at all");
                }
                let answer = visitor.send(form.request()).await;
                let csrf = form.sent("csrf").unwrap();
                let operation = operation_of(&answer.clone().page());
                let body = answer.source().replace(email, "…").replace(&csrf, "…");
                answers.push((answer.status, body.replace(&operation, "…")));
            }
            assert!(answers.iter().all(|it| *it == answers[0]), "{page}: {answers:#?}");
        }
        let links = "SELECT count(*) AS count FROM messages";
        assert!(county.store.count(links) >= 1, "whoever is there has a link");
    }

    /// A page sent whoever signed in on to another site.
    async fn openproject_ghsa_773c_7fc3_342g_somebody_is_sent_to_another_site(store) {
        let world = World::in_store(store).await;
        for to in ELSEWHERE {
            for path in ["/sign-in?back_url={to}", "/sign-in?next={to}"] {
                let mut visitor = world.county.site().visitor();
                visitor.keep(Cookie::new("marac-next", to));
                let page = visitor.get(&path.replace("{to}", to)).await;
                let form = page.form("Sign in").fill("Email address", "p.nair@police.example");
                let form = form.fill("Password", World::PASSWORD);
                let form = form.put("back_url", to).put("next", to).put("confirm-to", to);
                let answer = visitor.send(form.request()).await;
                assert_eq!((answer.status, answer.location().as_deref()), (303, Some("/")), "{to}");
            }
        }
        let mut visitor = world.county.site().visitor();
        visitor.keep(Cookie::new("marac-next", "/cases"));
        let page = visitor.get("/sign-in").await;
        let form = page.form("Sign in").fill("Email address", "p.nair@police.example");
        let answer = visitor.send(form.fill("Password", World::PASSWORD).request()).await;
        assert_eq!(answer.location().as_deref(), Some("/cases"));
    }

    /// Those who could not see an issue were shown who watches it, and could be made to.
    async fn redmine_before_5_1_4_who_watches_is_shown(store) {
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        county.visitor(county.probation()).await.get(&format!("/cases/{case}")).await;
        let mut housing = county.visitor(county.housing()).await;
        for path in ["", "/people", "/research", "/actions"] {
            let page = housing.get(&format!("/cases/{case}{path}")).await;
            page.expect_status(200);
            assert!(!page.source().contains("Dana Frost") && !page.has_link("Who has looked"));
        }
        assert_eq!(housing.get(&format!("/cases/{case}/looked")).await.status, 404);
        let mut chair = county.visitor(county.chair()).await;
        assert!(chair.get(&format!("/cases/{case}/looked")).await.shows("Dana Frost"));
    }

    /// Whoever was signed in could search for the names and addresses of all.
    async fn harbor_ghsa_6qj9_33j4_rvhg_anybody_searches_for_people(store) {
        let world = World::in_store(store).await;
        let county = &world.county;
        let mut walkers = Walker::all(&world).await;
        let addresses = county.store.texts("SELECT email AS text FROM accounts");
        let manage = |it: char| "aco".contains(it);
        let mut listed = 0;
        for (_, example, _, letters) in TABLE.iter().filter(|it| it.0 == "GET") {
            for path in [world.places.path(example), format!("{example}?q=a&query=a&term=a")] {
                for walker in walkers.iter_mut().filter(|it| letters.contains(it.letter())) {
                    if path.contains('{') || walker.is_nobody() {
                        continue;
                    }
                    let own = walker.who.and_then(|it| it.person(county)).unwrap();
                    let own = county.store.texts(&format!(
                        "SELECT email AS text FROM accounts WHERE id = '{}'", own.account
                    ));
                    let source = walker.ask("GET", &path, "").await.body;
                    let source = String::from_utf8_lossy(&source).into_owned();
                    let shown = addresses.iter().filter(|it| !own.contains(it));
                    let shown: Vec<_> = shown.filter(|it| source.contains(it.as_str())).collect();
                    let is_other = shown.iter().any(|it| it.ends_with("@south.example"));
                    assert!(!is_other, "{}: {path}", walker.letter());
                    assert!(manage(walker.letter()) || shown.is_empty(), "{path}: {shown:?}");
                    listed += shown.len();
                }
            }
        }
        assert!(listed > 0, "those who manage people see their addresses");
        // An invitation says the same whether the address has an account in another area or none.
        let mut coordinator = county.visitor(county.coordinator()).await;
        let (known, unknown) = (
            invited(&mut coordinator, "w.brook@south.example").await,
            invited(&mut coordinator, "nobody.yet@south.example").await,
        );
        assert_eq!((known.status, known.path.as_str()), (unknown.status, unknown.path.as_str()));
        assert!(known.shows("Invitation sent") && unknown.shows("Invitation sent"));
    }
}

/// The operation of a page's form.
fn operation_of(page: &Page) -> String {
    let forms = page.presses();
    let operation = forms.iter().find_map(|it| it.sent("operation"));
    operation.unwrap_or_else(|| "no operation".to_owned())
}
