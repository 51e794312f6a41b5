//! Who looked: on a case's page, and on the page of those who check the record.
use marac::domain::audit::{Deed, Reason};
use marac::domain::ids::CaseId;

use crate::support::county::County;
use crate::support::page::Page;
use crate::support::sitting;
use crate::support::store::on_both;

/// What is shown of who looked, a line each.
fn lines(page: &Page) -> Vec<String> {
    page.texts("tbody tr")
}

async fn case(county: &County, victim: &str) -> (CaseId, String) {
    let listed = sitting::list(county, sitting::account(victim)).await;
    (listed.case, sitting::reference(county, listed).await)
}

on_both! {
    async fn a_case_shows_who_looked_at_it_as_what_and_for_whom(store) {
        let county = County::in_store(store).await;
        let (ours, _) = case(&county, "Tamsin Bright").await;
        let (other, _) = case(&county, "Edith Crane").await;
        county.at("2026-02-12 09:10");
        let mut housing = county.visitor(county.housing()).await;
        housing.get(&format!("/cases/{ours}/people")).await.expect_status(200);
        county.at("2026-02-12 09:20");
        let mut probation = county.visitor(county.probation()).await;
        probation.get(&format!("/cases/{other}")).await.expect_status(200);
        let mut chair = county.visitor(county.chair()).await;
        let page = chair.get(&format!("/cases/{ours}/looked")).await;
        let lines = lines(&page);
        let look = "9:10am today Marcus Reid Agency representative, Housing Options";
        assert!(lines[0].contains(look), "{lines:#?}");
        assert!(lines[0].contains("Looked at Case: people"), "{lines:#?}");
        assert!(lines.iter().any(|it| it.contains("Changed") && it.contains("Sent a referral")));
        assert!(!lines.iter().any(|it| it.contains("Dana Frost")), "{lines:#?}");
        // That somebody looked there is a look, too.
        let again = chair.get(&format!("/cases/{ours}/looked")).await;
        assert!(self::lines(&again)[0].contains("Case: who has looked"));
    }

    async fn the_idva_sees_who_read_and_an_agency_sees_no_such_page(store) {
        let county = County::in_store(store).await;
        let (ours, _) = case(&county, "Tamsin Bright").await;
        let path = format!("/cases/{ours}/looked");
        county.visitor(county.chair()).await.get(&path).await.expect_status(200);
        let mut idva = county.visitor(county.idva()).await;
        let page = idva.get(&path).await;
        let lines = lines(&page);
        assert!(lines[0].contains("Priya Nair Chair, Northshire Police"), "{lines:#?}");
        assert!(lines.iter().all(|it| it.contains("Looked at")), "{lines:#?}");
        let mut housing = county.visitor(county.housing()).await;
        let case = housing.get(&format!("/cases/{ours}")).await;
        assert!(!case.has_link("Who has looked"));
        let hidden = housing.get(&path).await;
        let random = housing.get("/cases/0198c0de-0000-4000-8000-00000000000a/looked").await;
        assert_eq!((hidden.status, hidden.text()), (404, random.text()));
    }

    async fn a_long_list_goes_on_without_gap_or_repeat(store) {
        let county = County::in_store(store).await;
        let (ours, _) = case(&county, "Tamsin Bright").await;
        let mut housing = county.visitor(county.housing()).await;
        for at in 0..40 {
            // Many at the same instant, some at others.
            if at % 10 == 0 {
                county.at(&format!("2026-02-12 09:{:02}", at / 10));
            }
            housing.get(&format!("/cases/{ours}")).await.expect_status(200);
        }
        let all = "SELECT count(*) AS count FROM entry_cases WHERE case_id = '{}'";
        let expected = county.store.count(&all.replace("{}", ours.as_str()));
        let mut chair = county.visitor(county.chair()).await;
        let mut page = chair.get(&format!("/cases/{ours}/looked")).await;
        let mut found = lines(&page).len();
        while page.has_link("Older") {
            page = chair.follow(&page, "Older").await;
            found += lines(&page).len();
        }
        assert_eq!(i64::try_from(found).unwrap(), expected);
        assert!(page.has_link("Newest"));
    }

    async fn the_auditor_searches_the_record_and_that_goes_on_it(store) {
        let county = County::in_store(store).await;
        let (ours, reference) = case(&county, "Tamsin Bright").await;
        let (other, elsewhere) = case(&county, "Edith Crane").await;
        county.at("2026-02-12 09:10");
        for (who, path) in [
            (county.housing(), format!("/cases/{ours}")),
            (county.housing(), format!("/cases/{other}")),
            (county.probation(), format!("/cases/{ours}")),
            (county.chair(), "/meetings/2026-02-12/agenda/print".to_owned()),
        ] {
            county.visitor(who).await.get(&path).await.expect_status(200);
        }
        let mut auditor = county.visitor(county.person("Ines Grey")).await;
        let home = auditor.get("/").await;
        let page = auditor.follow(&home, "See the record").await;
        assert_eq!(page.heading(), "Record of who looked");
        assert!(!page.source().contains("Tamsin") && !page.source().contains("knife"));
        let search = |page: &Page| page.form("Search").pick("Why you look", "A concern about somebody’s use");
        let of_person = search(&page)
            .pick("Person", "Marcus Reid, Housing Options")
            .pick("What they did", "Looked at");
        let found = lines(&of_person.submit(&mut auditor).await);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].contains(&elsewhere) && found[1].contains(&reference), "{found:#?}");
        let of_both = of_person.fill("Case reference", &reference.to_lowercase());
        assert_eq!(lines(&of_both.submit(&mut auditor).await).len(), 1);
        let printed = search(&page).pick("What they did", "Printed, copied or mailed");
        let found = lines(&printed.submit(&mut auditor).await);
        assert!(found.len() == 1 && found[0].contains("Agenda to print"), "{found:#?}");
        let newest = county.record(1).await.remove(0).entry;
        assert_eq!((newest.deed, newest.name.as_str()), (Deed::Read, "audit.search"));
        assert_eq!(newest.reason, Reason::Concern.as_str());
        assert!(newest.subject.contains("exports"), "{}", newest.subject);
        let wrong = search(&page).fill("Case reference", "NS-2222").submit(&mut auditor).await;
        assert_eq!(wrong.error("Case reference"), Some("No case was found"));
    }

    async fn a_search_by_time_has_both_ends_in_it(store) {
        let county = County::in_store(store).await;
        let (ours, _) = case(&county, "Tamsin Bright").await;
        for at in ["2026-02-12 09:10", "2026-02-12 09:11", "2026-02-12 09:12"] {
            county.at(at);
            let mut housing = county.visitor(county.housing()).await;
            housing.get(&format!("/cases/{ours}")).await.expect_status(200);
        }
        county.at("2026-02-12 12:00");
        let mut auditor = county.visitor(county.person("Ines Grey")).await;
        let page = auditor.get("/audit").await;
        let day = |name: &'static str| {
            [("day", "12"), ("month", "2"), ("year", "2026")]
                .map(|(part, value)| (format!("{name}-{part}"), value))
        };
        let form = page.form("Search").pick("Person", "Marcus Reid, Housing Options");
        let mut form = form.pick("What they did", "Looked at");
        for (name, value) in day("from").into_iter().chain(day("until")) {
            form = form.put(&name, value);
        }
        let found = form.clone().put("from_time", "9:11am").put("until_time", "9:11am");
        assert_eq!(lines(&found.submit(&mut auditor).await).len(), 1);
        let found = form.clone().put("from_time", "9:11am");
        assert_eq!(lines(&found.submit(&mut auditor).await).len(), 2);
        let wrong = form.put("from_time", "soon").submit(&mut auditor).await;
        assert_eq!(wrong.status, 422);
    }

    async fn what_was_found_is_saved_as_a_file_by_those_who_showed_lately_who_they_are(store) {
        let county = County::in_store(store).await;
        let (ours, reference) = case(&county, "Tamsin Bright").await;
        county.visitor(county.housing()).await.get(&format!("/cases/{ours}")).await;
        let mut auditor = county.visitor(county.person("Ines Grey")).await;
        let page = auditor.get("/audit").await;
        let form = page.form("Search").pick("Why you look", "A possible breach of personal data");
        let form = form.pick("Person", "Marcus Reid, Housing Options").fill("Case reference", &reference);
        let found = form.submit(&mut auditor).await;
        let export = found.form("Save as a file");
        let file = auditor.send(export.request()).await;
        assert_eq!((file.status, file.header("content-type").as_str()), (200, "text/csv; charset=utf-8"));
        let disposition = file.header("content-disposition");
        assert_eq!(disposition, "attachment; filename=\"record-2026-02-12.csv\"");
        let text = file.source();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows.len(), 2, "{text}");
        assert!(rows[1].contains("\"Marcus Reid\"") && rows[1].contains(&reference), "{text}");
        assert!(!text.contains("Tamsin") && !text.contains("knife"), "{text}");
        let newest = county.record(1).await.remove(0).entry;
        assert_eq!((newest.name.as_str(), newest.cases.as_slice()), ("audit.export", &[ours][..]));
        assert_eq!(newest.reason, Reason::Breach.as_str());
        // The file is itself something that left the service.
        let mut chair = county.visitor(county.chair()).await;
        let form = chair.get("/audit").await.form("Search");
        let form = form.pick("What they did", "Printed, copied or mailed");
        let form = form.pick("Why you look", "Routine check");
        assert!(lines(&form.submit(&mut chair).await)[0].contains("Record as a file"));
        county.clock.pass(chrono::TimeDelta::minutes(16));
        let asked = auditor.send(export.request()).await;
        assert!(asked.status == 403 && asked.source().contains("Confirm it is you"), "{asked}");
        assert!(!asked.source().contains("Marcus Reid"));
    }
}
