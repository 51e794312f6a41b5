//! Feeds, calendars and files that hold what their page leaves out.
use super::scene::{canaries, said};
use crate::support::http::Request;
use crate::support::store::on_both;
use crate::sweep::role::Who;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Endings and questions by which pages are had in another form.
const SIDE_FORMS: [&str; 12] = [
    ".atom",
    ".rss",
    ".xml",
    ".json",
    ".csv",
    ".ics",
    ".pdf",
    "/feed",
    "/calendar",
    "?format=atom",
    "?format=ics",
    "?key=1&private_token=1",
];

on_both! {
    /// A feed gave what its page did not.
    async fn redmine_cve_2015_8537_a_feed_gives_what_its_page_refuses(store) {
        let world = World::in_store(store).await;
        let mut unasked = Walker::of(&world, Who::Unasked).await;
        let mut nobody = Walker::of(&world, Who::Nobody).await;
        let mut chair = Walker::of(&world, Who::Chair).await;
        let words = canaries(&world);
        for example in ["/cases/{heard_case}", "/cases", "/meetings/{live}", "/agenda", "/actions"] {
            let path = world.places.path(example);
            for end in SIDE_FORMS {
                for walker in [&mut unasked, &mut nobody] {
                    let request = Request::get(&format!("{path}{end}"));
                    let request = request.header("Accept", "application/atom+xml, text/calendar");
                    let answer = walker.send_request(request).await;
                    assert_eq!(said(&answer, &words), None, "{path}{end}");
                    let kind = answer.header("content-type");
                    assert!(kind.is_empty() || kind.starts_with("text/html"), "{path}{end}: {kind}");
                }
            }
            let page = chair.ask("GET", &path, "").await;
            assert!(!page.source().contains("rel=\"alternate\""), "{path} offers a feed");
        }
        let page = chair.ask("GET", &world.places.path("/cases/{heard_case}"), "").await;
        assert!(said(&page, &words).is_some());
    }

    /// Confidential notes were left out of the page and not out of its feed.
    async fn gitlab_issue_326061_what_is_confidential_is_in_the_other_form(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let words = ["For the chair by Lee Hart", "Not minuted by Lee Hart"].map(str::to_owned);
        for example in [
            "/meetings/{live}/agenda/print",
            "/meetings/{coming}/agenda/print",
            "/meetings/{final}/minutes/mine",
            "/cases/{heard_case}/research",
            "/audit",
        ] {
            let path = world.places.path(example);
            for walker in walkers.iter_mut().filter(|it| !"co".contains(it.letter())) {
                for method in ["GET", "POST"] {
                    let answer = walker.ask(method, &path, "").await;
                    let found = said(&answer, &words[..1]);
                    assert_eq!(found, None, "{}: {method} {path}", walker.letter());
                }
            }
        }
        let auditor = walkers.iter_mut().find(|it| it.letter() == 'd').unwrap();
        let file = auditor.ask("POST", "/audit/export", "reason=concern").await;
        assert!(file.header("content-type").starts_with("text/csv"), "{file}");
        assert_eq!(said(&file, &words), None);
        let victims = canaries(&world).into_iter().filter(|it| !it.contains('-'));
        assert_eq!(said(&file, &victims.collect::<Vec<_>>()), None);
        let chair = walkers.iter_mut().find(|it| it.letter() == 'c').unwrap();
        let page = chair.ask("GET", &world.places.path("/cases/{heard_case}/research"), "").await;
        assert!(said(&page, &words).is_some());
    }

    /// A private event was had by its number as a file for calendars.
    async fn eventra_issue_13381_an_event_is_had_as_a_calendar_file(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let ids = ["{heard_case}", "{heard_listing}", "{live}", "1"].map(|it| world.places.path(it));
        for id in ids {
            for path in [
                format!("/meetings/{id}.ics"),
                format!("/meetings/{id}/calendar.ics"),
                format!("/calendar/{id}.ics"),
                format!("/calendar/{id}"),
                format!("/cases/{id}.ics"),
                format!("/ical/{id}"),
            ] {
                for walker in &mut walkers {
                    let answer = walker.ask("GET", &path, "").await;
                    let kind = answer.header("content-type");
                    assert!(answer.status >= 300 && !kind.contains("calendar"), "{path}: {kind}");
                    if !walker.is_nobody() {
                        assert_eq!(walker.fault(&answer), None, "{}: {path}", walker.letter());
                    }
                }
            }
        }
        let chair = walkers.iter_mut().find(|it| it.letter() == 'c').unwrap();
        let meeting = chair.ask("GET", &world.places.path("/meetings/{live}"), "").await;
        assert_eq!(meeting.status, 200);
    }
}
