//! Setting up an area in the browser: its settings, agencies, people, mail domains, and one's account.
use marac::domain::account::State;
use marac::domain::area::Section;
use marac::domain::audit::Deed;
use marac::domain::text::Private;
use marac::store::{self, StoreError};
use marac::workflow::area;

use crate::support::county::County;
use crate::support::form::Form;
use crate::support::http::Visitor;
use crate::support::store::on_both;

async fn post_twice(visitor: &mut Visitor, form: &crate::support::form::Form) -> (u16, u16) {
    let first = visitor.send(form.request()).await.status;
    (first, visitor.send(form.request()).await.status)
}

on_both! {
    async fn settings_are_for_those_who_manage_and_hidden_from_all_others(store) {
        let county = County::in_store(store).await;
        let pages = [
            "/settings",
            "/settings/area/times",
            "/settings/area/nothing",
            "/settings/agencies",
            "/settings/agencies/new",
            "/settings/people",
            "/settings/people/new",
            "/settings/people/not-an-id",
            "/settings/mail-domains",
            "/settings/areas",
            "/settings/areas/new",
        ];
        let mut police = county.visitor(county.police()).await;
        for page in pages {
            let before = county.recorded(Deed::Denied).await;
            assert_eq!(police.get(page).await.status, 404, "{page}");
            assert_eq!(county.recorded(Deed::Denied).await, before + 1, "{page}");
        }
        let mut coordinator = county.visitor(county.coordinator()).await;
        assert_eq!(coordinator.get("/settings/mail-domains").await.status, 200);
        assert_eq!(coordinator.get("/settings/areas").await.status, 404);
        let mut administrator = county.visitor(county.administrator()).await;
        assert_eq!(administrator.get("/settings/areas").await.status, 200);
        assert_eq!(administrator.get("/settings/mail-domains").await.status, 404);
    }

    async fn times_change_and_the_coming_meetings_follow(store) {
        let county = County::in_store(store).await;
        county.by_itself(marac::workflow::schedule::keep).await.unwrap();
        let mut visitor = county.visitor(county.coordinator()).await;
        let page = visitor.get("/settings/area/times").await;
        assert_eq!(page.value("The meeting starts"), "10am");
        let form = page.form("Save").fill("The meeting starts", "11.30am").untick("Monday");
        let saved = form.submit(&mut visitor).await;
        assert!(saved.shows("Settings saved"), "{}", saved.text());
        assert_eq!(saved.answer("The meeting starts"), "11:30am");
        let friday = "2026-02-13T11:30:00";
        let meeting = "SELECT count(*) AS count FROM meetings WHERE CAST(starts_at AS TEXT) LIKE";
        let count = county.store.count(&format!("{meeting} '{}%'", friday.replace('T', " ")))
            + county.store.count(&format!("{meeting} '{friday}%'"));
        assert_eq!(count, 1);
        let off = "SELECT count(*) AS count FROM meetings WHERE state = 'cancelled'";
        assert_eq!(county.store.count(off), 2, "two Mondays are within ten days");
    }

    async fn a_wrong_time_is_answered_beside_its_field_with_what_was_typed(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let page = visitor.get("/settings/area/times").await;
        let form = page.form("Save").fill("The meeting starts", "ten");
        let again = form.submit(&mut visitor).await;
        assert_eq!(again.status, 422);
        assert_eq!(again.error("The meeting starts"), Some("Enter a time, such as 9:15am"));
        assert_eq!(again.value("The meeting starts"), "ten");
        let late = again.form("Save").fill("The meeting starts", "10am");
        let late = late.fill("Referrals close", "10:30am").submit(&mut visitor).await;
        assert_eq!(
            late.error("Referrals close"),
            Some("Referrals must close before research is due")
        );
        assert_eq!(late.value("Referrals close"), "10:30am");
    }

    async fn settings_saved_too_late_show_both_texts(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let form = visitor.get("/settings/area/contact").await.form("Save");
        let mine = form.clone().fill("Local services", "Refuge: 01632 960001");
        mine.submit(&mut visitor).await;
        let late = form.fill("Local services", "Helpline: 01632 960002").submit(&mut visitor).await;
        assert_eq!(late.status, 409);
        assert!(late.shows("Refuge: 01632 960001") && late.shows("Helpline: 01632 960002"));
        let saved = late.form("Save my text").submit(&mut visitor).await;
        assert_eq!(saved.answer("Local services"), "Helpline: 01632 960002");
    }

    async fn a_changed_statement_is_a_new_version_and_a_repeat_is_not_another(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.administrator()).await;
        let page = visitor.get("/settings/area/statement").await;
        let label = "What everybody present agrees to before a case is shown";
        let form = page.form("Save").fill(label, "Tell nobody.");
        assert_eq!(post_twice(&mut visitor, &form).await, (303, 303));
        let version = "SELECT count(*) AS count FROM statements";
        assert_eq!(county.store.count(version), 2);
        let page = visitor.get("/settings").await;
        assert!(page.answer("Version").starts_with("2, since 8:34am on Thursday 12 February 2026"));
    }

    async fn references_keep_their_letters_unless_they_are_free(store) {
        let county = County::in_store(store).await;
        let typed = |prefix: &str| {
            vec![
                ("name".to_owned(), "Northshire".to_owned()),
                ("nation".to_owned(), "England and Wales".to_owned()),
                ("reference_prefix".to_owned(), prefix.to_owned()),
            ]
        };
        let change = |prefix: &str, seen| {
            let typed = typed(prefix);
            county.change(county.coordinator(), move |cx| {
                area::change(cx, Section::Name, &typed, seen)
            })
        };
        assert!(change("N1", 1).await.is_err());
        change("NO", 1).await.unwrap();
        let prefix = "SELECT count(*) AS count FROM areas WHERE prefix = 'NO'";
        assert_eq!(county.store.count(prefix), 1);
    }

    async fn an_agency_is_added_changed_and_led(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let form = visitor.get("/settings/agencies/new").await.form("Save");
        let empty = form.submit(&mut visitor).await;
        assert_eq!(empty.errors().len(), 3);
        let form = empty.form("Save").fill("Name", "probation").pick("Kind", "Probation");
        let taken = form.choose("Every case").submit(&mut visitor).await;
        assert_eq!(taken.error("Name"), Some("There is an agency of this name already"));
        let saved = taken.form("Save").fill("Name", "Fire").submit(&mut visitor).await;
        assert!(saved.shows("Agency added"));
        let page = visitor.follow(&saved, "Probation").await;
        let form = page.form("Save").pick("Lead contact", "Dana Frost");
        let saved = form.submit(&mut visitor).await;
        let row = saved.table("Agencies").rows.iter().find(|it| it[0] == "Probation").unwrap();
        assert!(row[3].ends_with("Dana Frost"), "{row:?}");
        let late = page.form("Save").choose(("Takes part", "No")).submit(&mut visitor).await;
        assert_eq!(late.status, 409);
    }

    async fn somebody_is_invited_once_whether_or_not_they_have_an_account(store) {
        let county = County::in_store(store).await;
        let other = Private::from("known@elsewhere.example");
        add_account(&county, other).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        for email in ["New@Homes.example", "known@elsewhere.example"] {
            let page = visitor.get("/settings/people/new").await;
            let form = page
                .form("Send the invitation")
                .fill("Name", "Nia New")
                .fill("Email address", email)
                .pick("Agency", "Housing Options")
                .tick("Agency representative");
            assert_eq!(post_twice(&mut visitor, &form).await, (303, 303));
            let again = page.form("Send the invitation");
            let again = again.fill("Name", "Nia").fill("Email address", email);
            let again = again.pick("Agency", "Probation").tick("Chair").put("operation", &id());
            let again = again.submit(&mut visitor).await;
            assert_eq!(again.status, 422);
            assert!(again.error("Email address").is_some() && again.value("Name") == "Nia");
        }
        let mails = "SELECT count(*) AS count FROM messages WHERE kind = 'invitation'";
        assert_eq!(county.store.count(mails), 2);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM sign_in_links"), 2);
    }

    async fn a_suspended_person_is_out_at_once_and_can_be_let_back_in(store) {
        let county = County::in_store(store).await;
        let mut housing = county.visitor(county.housing()).await;
        assert_eq!(housing.get("/account").await.heading(), "Your account");
        let mut visitor = county.visitor(county.administrator()).await;
        let people = visitor.get("/settings/people").await;
        let page = visitor.follow(&people, "Marcus Reid").await;
        let page = page.form("Suspend").submit(&mut visitor).await;
        assert!(page.shows("Suspended"));
        assert_eq!(housing.get("/account").await.heading(), "Sign in");
        page.form("Let them back in").submit(&mut visitor).await;
        let mut housing = county.visitor(county.housing()).await;
        assert_eq!(housing.get("/account").await.heading(), "Your account");
    }

    async fn nobody_changes_their_own_roles_or_shuts_themselves_out(store) {
        let county = County::in_store(store).await;
        let own = county.administrator();
        let address = format!("/settings/people/{}", own.membership);
        let mut visitor = county.visitor(own).await;
        let page = visitor.get(&address).await;
        assert!(page.shows("Your roles: Administrator") && !page.shows("Suspend"));
        let form = page.form("Save").put("role", "Chair").submit(&mut visitor).await;
        assert!(form.errors()[0].starts_with("Nobody changes their own roles"));
        let saved = page.form("Save").fill("Job title", "IT lead").submit(&mut visitor).await;
        assert_eq!(saved.value("Job title"), "IT lead");
    }

    async fn a_deputy_is_chair_from_the_first_day_to_the_last(store) {
        let county = County::in_store(store).await;
        let mut sam = county.visitor(county.coordinator()).await;
        let people = sam.get("/settings/people").await;
        let page = sam.follow(&people, "Marcus Reid").await;
        let page = sam.follow(&page, "Let them stand in as chair or coordinator for a time").await;
        let form = page.form("Make them a deputy").choose("Chair");
        let dated = |form: Form, field: &str, (day, month): (&str, &str)| {
            let part = |part: &str| format!("{field}-{part}");
            form.put(&part("day"), day).put(&part("month"), month).put(&part("year"), "2026")
        };
        let long = dated(form.clone(), "ends", ("1", "9")).submit(&mut sam).await;
        assert!(long.errors()[0].contains("within three months"), "{:?}", long.errors());
        let form = dated(dated(form, "starts", ("13", "2")), "ends", ("14", "2"));
        form.submit(&mut sam).await;

        let mut marcus = county.visitor(county.housing()).await;
        assert_eq!(marcus.get("/mail").await.status, 404);
        county.at("2026-02-13 08:34");
        let mut marcus = county.visitor(county.housing()).await;
        let account = marcus.get("/account").await;
        account.form_to("/account/area", "Go there Northshire").submit(&mut marcus).await;
        assert_eq!(marcus.get("/mail").await.status, 200);
        county.at("2026-02-15 08:34");
        let mut after = county.visitor(county.housing()).await;
        assert_eq!(after.get("/mail").await.status, 404);
        assert_eq!(marcus.get("/mail").await.heading(), "Sign in");
        let rows = "SELECT count(*) AS count FROM entries WHERE name = 'membership.deputise'";
        assert_eq!(county.store.count(rows), 1);
    }

    async fn an_administrator_is_made_nothing_else(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let people = visitor.get("/settings/people").await;
        let page = visitor.follow(&people, "Marcus Reid").await;
        let both = page.form("Save").tick("Administrator").submit(&mut visitor).await;
        assert_eq!(both.status, 422);
        assert!(both.errors()[0].starts_with("An administrator sees no case"), "{:?}", both.errors());
    }

    async fn a_mail_domain_is_decided_with_who_and_why(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.coordinator()).await;
        let page = visitor.get("/settings/mail-domains/new").await;
        let form = page.form("Save").fill("Domain", "*.uk").choose("Full copies");
        let wrong = form.clone().fill("Why", "Asked").submit(&mut visitor).await;
        assert!(wrong.error("Domain").unwrap().starts_with("Enter a mail domain"));
        let missing = form.fill("Domain", "police.example").submit(&mut visitor).await;
        assert_eq!(missing.error("Why"), Some("Enter why"));
        let form = missing.form("Save").fill("Why", "Checked with IT");
        let saved = form.submit(&mut visitor).await;
        let row = &saved.table("Mail domains").rows[0];
        assert!(row[0] == "police.example" && row[2].ends_with("Checked with IT"), "{row:?}");
        assert!(row[3].ends_with("Sam Okafor") && row[4].ends_with("12 February 2026"), "{row:?}");
        assert!(row[1].contains("Notice with a link"), "{row:?}");
        assert!(row[1].ends_with("Full copies: a second person must agree"), "{row:?}");
        let page = visitor.follow(&saved, "police.example").await;
        page.form("Save").choose("No mail").submit(&mut visitor).await;
        let late = page.form("Save").fill("Why", "Not known").submit(&mut visitor).await;
        assert_eq!(late.status, 409);
    }

    async fn two_people_decide_that_more_is_mailed_and_one_that_less_is(store) {
        let county = County::in_store(store).await;
        let now = || {
            let rules = "SELECT rule AS text FROM mail_domains";
            county.store.texts(rules)
        };
        let mut sam = county.visitor(county.coordinator()).await;
        let mut priya = county.visitor(county.chair()).await;
        let page = sam.get("/settings/mail-domains/new").await;
        let form = page.form("Save").fill("Domain", "police.example").choose("Full copies");
        form.fill("Why", "Checked with IT").submit(&mut sam).await;
        assert_eq!(now(), ["notice"]);
        let address = "/settings/mail-domains/police.example";
        let own = sam.get(address).await;
        assert!(own.shows("Another chair or coordinator must agree"));
        let form = own.form("Save").choose("Full copies").fill("Why", "Checked with IT");
        let again = form.submit(&mut sam).await;
        assert!(again.errors()[0].starts_with("You have asked for it"), "{:?}", again.errors());
        assert_eq!(now(), ["notice"]);
        let seen = priya.get(address).await;
        assert!(seen.shows("asked for by Sam Okafor") && seen.shows("Checked with IT"));
        seen.form("Agree").submit(&mut priya).await;
        assert_eq!(now(), ["secure"]);
        assert!(!priya.get(address).await.shows("must agree"));
        let less = sam.get(address).await.form("Save").choose("No mail");
        less.fill("Why", "A leak").submit(&mut sam).await;
        assert_eq!(now(), ["blocked"]);
        assert_eq!(county.store.count("SELECT count(*) AS count FROM lowerings"), 0);
    }

    async fn a_further_area_is_a_world_of_its_own(store) {
        let county = County::in_store(store).await;
        let mut visitor = county.visitor(county.administrator()).await;
        let page = visitor.get("/settings/areas/new").await;
        let form = page
            .form("Add the area")
            .fill("Name of the area", "Southshire")
            .fill("Case references begin with", "NS")
            .fill("Your agency there", "Southshire Council")
            .pick("Its kind", "Other");
        let taken = form.submit(&mut visitor).await;
        assert!(taken.error("Case references begin with").unwrap().starts_with("Another area"));
        let form = taken.form("Add the area").fill("Case references begin with", "SS");
        let page = form.submit(&mut visitor).await;
        assert!(page.shows("Southshire") && page.shows("You are here"));
        page.form("Go there Southshire").submit(&mut visitor).await;
        let people = visitor.get("/settings/people").await;
        assert_eq!(people.table("People").rows.len(), 1);
        assert!(people.shows("Southshire") && !people.shows("Northshire"));
    }

    async fn one_changes_ones_own_password_and_is_signed_out_elsewhere(store) {
        let county = County::in_store(store).await;
        let (me, hash) = (county.chair(), passwords().hash("old old old old".into()).await.unwrap());
        let id = me.account;
        let set: Result<(), StoreError> = county.database.write(move |tx| {
            let mut account = store::account::find(tx, id)?;
            account.password = Some(Private::new(hash.clone()));
            store::account::update(tx, &mut account)
        }).await;
        set.unwrap();
        let (mut here, mut elsewhere) =
            (county.visitor(me.clone()).await, county.visitor(me).await);
        let page = here.get("/account").await;
        let form = page.form("Change the password")
            .fill("Your password now", "wrong wrong wrong")
            .fill("New password", "yellow kettle mountain")
            .fill("The new password again", "yellow kettle mountain");
        let wrong = form.submit(&mut here).await;
        assert_eq!(wrong.error("Your password now"), Some("This is not your password"));
        assert!(!wrong.source().contains("yellow kettle") && wrong.value("Name") == "Priya Nair");
        let form = form.fill("Your password now", "old old old old");
        assert!(form.submit(&mut here).await.shows("Password changed"));
        assert_eq!(elsewhere.get("/account").await.heading(), "Sign in");
        assert_eq!(here.get("/account").await.heading(), "Your account");
    }
}

fn passwords() -> marac::platform::password::Passwords {
    use marac::platform::password::{Cost, Passwords};
    let cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
    Passwords::start(cost, marac::platform::random::Random::seeded(7)).unwrap()
}

fn id() -> String {
    marac::platform::random::Random::seeded(9).uuid().to_string()
}

async fn add_account(county: &County, email: Private) {
    let account = marac::domain::account::Account {
        id: marac::domain::ids::AccountId::from_uuid(
            marac::platform::random::Random::seeded(11).uuid(),
        ),
        email,
        name: "Known Elsewhere".into(),
        phone: Private::default(),
        password: None,
        state: State::Active,
        version: 1,
        created_at: crate::support::county::london("2026-01-02 09:00"),
        signed_in_at: None,
    };
    let added: Result<(), StoreError> =
        county.database.write(move |tx| store::account::insert(tx, &account)).await;
    added.unwrap();
}
