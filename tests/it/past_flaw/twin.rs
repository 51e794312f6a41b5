//! An address that is checked, and beside it one that is not.
use marac::web::matrix::MATRIX;

use super::scene::{Still, canaries, said};
use crate::support::http::Request;
use crate::support::store::on_both;
use crate::sweep::role::Who;
use crate::sweep::table::{TABLE, fits};
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Methods that nothing here is asked by, and that which only asks for the head of a page.
const OTHER_METHODS: [&str; 6] = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

/// What may be read by somebody who is not signed in: no case, no name.
const OPEN: [&str; 23] = [
    "GET /accessibility",
    "GET /assets/{}",
    "GET /forgotten",
    "GET /health/live",
    "GET /health/ready",
    "GET /help",
    "GET /help/secure-email",
    "GET /password/{}",
    "GET /password/{}/with/{}",
    "GET /privacy",
    "GET /sign-in",
    "GET /sign-in/code",
    "GET /sign-in/passkey",
    "GET /sign-in/second-factor",
    "GET /sign-in/with/{}",
    "GET /sign-in/with/{}/answer",
    "GET /signed-out",
    "POST /forgotten",
    "POST /password/{}",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /sign-in/passkey",
    "POST /sign-in/second-factor",
];

/// A pattern with every name left out.
fn shape(path: &str) -> String {
    let part = |it: &str| if it.starts_with('{') { "{}".to_owned() } else { it.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

on_both! {
    /// The list of others' things was refused, and the same list under `/partial` was not.
    async fn vaultwarden_cve_2026_27898_the_twin_of_a_page_is_not_checked(store) {
        let world = World::in_store(store).await;
        let mut unasked = Walker::of(&world, Who::Unasked).await;
        let mut housing = Walker::of(&world, Who::Representative).await;
        let (words, case) = (canaries(&world), world.places.path("{heard_case}"));
        let twins = MATRIX.iter().filter(|it| it.pattern.starts_with("/cases/{"));
        let twins: Vec<_> = twins.map(|it| (it.verb.as_str(), it.pattern)).collect();
        assert!(twins.len() > 8, "{twins:?}");
        for (method, pattern) in twins {
            let rest = shape(pattern.split_once('}').unwrap().1);
            let path = format!("/cases/{case}{rest}");
            let path = path.replace("{}", "0198c0de-0000-4000-8000-00000000000a");
            let answer = unasked.ask(method, &path, "").await;
            assert_eq!(unasked.fault(&answer), None, "{method} {path}");
            for other in OTHER_METHODS {
                let answer = unasked.send_request(Request::new(other, &path)).await;
                assert!(answer.status >= 400, "{other} {path} answered {}", answer.status);
                assert_eq!(said(&answer, &words), None, "{other} {path}");
            }
        }
        for end in ["/partial", "/details", "/export", ".json", "/", "/.", ";x=1", "%2e", "/people/"] {
            let answer = unasked.ask("GET", &format!("/cases/{case}{end}"), "").await;
            assert!(answer.status >= 400 && said(&answer, &words).is_none(), "{end}");
        }
        let seen = housing.ask("GET", &format!("/cases/{case}"), "").await;
        assert!(seen.status == 200 && said(&seen, &words).is_some());
    }

    /// Whoever was let use a collection could manage it by the addresses beside it.
    async fn vaultwarden_cve_2026_27803_who_may_read_may_also_manage(store) {
        let world = World::in_store(store).await;
        let mut housing = Walker::of(&world, Who::Representative).await;
        let still = Still::of(&world.county.store);
        let thing = |example: &str| {
            world.places.path(&format!("{}}}/", example.split('}').next().unwrap()))
        };
        let read: Vec<String> = TABLE
            .iter()
            .filter(|it| it.0 == "GET" && it.1.contains('{') && it.3.contains('r'))
            .map(|it| thing(it.1))
            .collect();
        let mut tried = 0;
        for (method, example, fields, letters) in TABLE.iter() {
            let path = world.places.path(example);
            let beside = read.iter().any(|it| path.starts_with(it.as_str()));
            if *method != "POST" || letters.contains('r') || !beside {
                continue;
            }
            let fields = world.places.path(fields);
            let answer = housing.ask("POST", &path, &fields).await;
            assert_eq!(housing.fault(&answer), None, "{path}");
            tried += 1;
        }
        assert!(tried > 20, "{tried}");
        still.assert_unchanged("what is beside a page that may be read");
    }

    /// One handler lacked the mark that asks who it is: titles and times of meetings were open.
    async fn indico_cve_2026_28352_one_address_does_not_ask_who_it_is(store) {
        let world = World::in_store(store).await;
        let mut nobody = Walker::of(&world, Who::Nobody).await;
        let words = canaries(&world);
        let mut asked = 0;
        for address in MATRIX {
            let method = address.verb.as_str();
            let own = format!("{method} {}", shape(address.pattern));
            // Ending a session that is none ends nothing.
            let is_open = OPEN.contains(&own.as_str()) || own == "POST /sign-out";
            let example = TABLE.iter().find(|it| it.0 == method && fits(address.pattern, it.1));
            let example = example.unwrap_or_else(|| panic!("{own} is in no table"));
            let path = world.places.path(example.1);
            let answer = nobody.ask(method, &path, &world.places.path(example.2)).await;
            assert_eq!(said(&answer, &words), None, "{own}");
            if !is_open {
                assert_eq!(nobody.fault(&answer), None, "{own}");
                asked += 1;
            }
        }
        assert!(asked > 100, "{asked}");
        let mut coordinator = Walker::of(&world, Who::Coordinator).await;
        let case = coordinator.ask("GET", &world.places.path("/cases/{heard_case}"), "").await;
        assert!(said(&case, &words).is_some());
    }

    /// What the pages refused was given to programs.
    async fn redmine_cve_2021_30164_programs_are_asked_less_than_people(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let (words, still) = (canaries(&world), Still::of(&world.county.store));
        for (method, example, fields, letters) in TABLE.iter() {
            let (path, fields) = (world.places.path(example), world.places.path(fields));
            let may_not = |it: &&mut Walker| it.who.is_some() && !letters.contains(it.letter());
            let Some(walker) = walkers.iter_mut().find(may_not) else { continue };
            let pairs = url::form_urlencoded::parse(fields.as_bytes());
            let pairs: std::collections::BTreeMap<_, _> = pairs.into_owned().collect();
            let json = serde_json::to_vec(&pairs).unwrap();
            for (way, name) in [
                (method, "X-Requested-With"),
                (&"GET", "X-HTTP-Method-Override"),
                (&"POST", "X-HTTP-Method-Override"),
            ] {
                let request = Request::new(way, &path).body("application/json", &json);
                let request = request.header("Accept", "application/json").header(name, method);
                let answer = walker.send_request(request).await;
                assert_eq!(said(&answer, &words), None, "{way} {path}");
                assert!(answer.status >= 300, "{way} {path} answered {}", answer.status);
            }
        }
        still.assert_unchanged("requests as programs make them");
        let chair = walkers.iter_mut().find(|it| it.letter() == 'c').unwrap();
        let page = chair.ask("GET", &world.places.path("/cases/{heard_case}"), "").await;
        assert!(said(&page, &words).is_some());
    }
}
