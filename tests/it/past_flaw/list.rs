//! Lists, relations and forms that show what a page of its own would refuse.
use super::scene::{canaries, said};
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::referring;
use crate::support::sitting;
use crate::support::store::on_both;
use crate::sweep::role::Who;
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

on_both! {
    /// To be faster, a list left out the question of who may see its rows.
    async fn openproject_cve_2026_44736_a_faster_list_shows_titles(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let words = canaries(&world);
        let lists = TABLE.iter().filter(|it| it.0 == "GET" && !it.1.contains('{'));
        let (mut opened, mut shown) = (0, 0);
        for (_, path, _, letters) in lists {
            for walker in walkers.iter_mut().filter(|it| letters.contains(it.letter())) {
                let own = own_words(&world, walker.letter());
                let words: Vec<String> =
                    words.iter().filter(|it| !own.contains(it)).cloned().collect();
                for query in ["", "?view=all", "?sort=victim&order=desc", "?all=1&limit=1000"] {
                    let answer = walker.ask("GET", &format!("{path}{query}"), "").await;
                    opened += 1;
                    // Those who lead the meetings, those who are asked, and who checks the record.
                    if "corid".contains(walker.letter()) {
                        shown += usize::from(said(&answer, &words).is_some());
                    } else {
                        assert_eq!(said(&answer, &words), None, "{}: {path}", walker.letter());
                    }
                }
            }
        }
        assert!(opened > 200 && shown > 20, "{opened} lists, {shown} with cases");
    }

    /// What belonged to a thing told of other things that it was tied to.
    async fn redmine_cve_2015_8473_what_is_related_is_shown(store) {
        let county = County::in_store(store).await;
        let hidden = sitting::list(&county, sitting::account("Tamsin Bright")).await;
        let reference = sitting::reference(&county, hidden).await;
        let words = [reference, format!("/cases/{}", hidden.case)];
        // Of the same victim, by the same man.
        let again =
            referring::send(&county, county.police(), sitting::account("Tamsin Bright")).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let path = format!("/referrals/{}", again.referral);
        let page = coordinator.get(&path).await;
        assert!(said(&page, &words).is_some(), "a possible match is shown\n{}", page.text());
        let restrict = format!(
            "UPDATE cases SET restriction = 'restricted' WHERE id = '{}'", hidden.case
        );
        county.store.execute(&restrict);
        let case = county.store.texts("SELECT case_id AS text FROM referrals \
            ORDER BY received_at DESC, case_id");
        assert!(coordinator.send(Request::get(&format!("/cases/{}", hidden.case))).await.status == 404);
        for path in [path].into_iter().chain(case.iter().map(|it| format!("/cases/{it}"))) {
            for end in ["", "/people", "/actions", "/looked"] {
                let answer = coordinator.send(Request::get(&format!("{path}{end}"))).await;
                assert_eq!(said(&answer, &words), None, "{path}{end}");
            }
        }
    }

    /// A form showed the subject of whatever was named to it.
    async fn redmine_cve_2015_8346_a_form_shows_what_is_named_to_it(store) {
        let world = World::in_store(store).await;
        let mut unasked = Walker::of(&world, Who::Unasked).await;
        let mut coordinator = Walker::of(&world, Who::Coordinator).await;
        let reference = world.places.path(
            "SELECT reference AS text FROM cases WHERE id = '{heard_case}'"
        );
        let reference = world.county.store.texts(&reference).remove(0);
        let named = world.places.path(
            "case={heard_case}&cases={heard_case}&case_id={heard_case}&listing={heard_listing}\
             &items={heard_listing}&referral={waiting}&action={open_action}&risk={risk}&id={heard_case}"
        );
        let mut words = canaries(&world);
        words.retain(|it| *it != reference);
        let mut tried = 0;
        for (method, example, fields, letters) in TABLE.iter() {
            if letters.contains('u') && *example != "/sign-out" {
                let (path, fields) = (world.places.path(example), world.places.path(fields));
                let answer = unasked.ask(method, &path, &format!("{fields}&{named}")).await;
                assert_eq!(said(&answer, &words), None, "{method} {path}");
                tried += 1;
            }
        }
        assert!(tried > 30, "{tried}");
        // A search for what is not theirs is a search for what is nowhere.
        let mut answers = Vec::new();
        for typed in [reference.as_str(), "NS-2222"] {
            let answer = unasked.ask("POST", "/cases/search", &format!("reference={typed}")).await;
            answers.push((answer.status, answer.page().text().replace(typed, "…")));
        }
        assert_eq!(answers[0], answers[1]);
        let found =
            coordinator.ask("POST", "/cases/search", &format!("reference={reference}")).await;
        assert_eq!(found.status, 303);
    }
}

/// What somebody reads in lists who is asked on no case: what they sent themselves.
fn own_words(world: &World, letter: char) -> Vec<String> {
    if letter != 'f' {
        return Vec::new();
    }
    let account = world.county.referrer().account;
    let sent = format!(
        "SELECT cases.reference AS text FROM cases JOIN referrals \
         ON referrals.case_id = cases.id WHERE referrals.account_id = '{account}'"
    );
    world.county.store.texts(&sent)
}
