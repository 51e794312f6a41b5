//! A word for each kind of what is kept, planted into every place of that kind, and looked for in
//! everything that leaves the program: every page and every press of everybody, letters, the log, the
//! record, the files and what the system shows of the process.
mod kind;
mod plant;
mod search;

use kind::{KINDS, PLAIN};
use marac::domain::actor::Member;
use marac::domain::agency::MailRule;
use marac::domain::ids::CaseId;
use marac::domain::protected::{Details, Reason};
use marac::workflow::{Change, mail_domain, minutes, protected, stop};
use search::{Finds, SECRETS};

use crate::evidence::figure;
use crate::support::installation::Installation;
use crate::support::store::on_both;
use crate::sweep::role::Who;
use crate::sweep::world::World;

on_both! {
    async fn every_word_is_only_where_it_may_be(store) {
        let name = store.name();
        let world = World::in_store(store).await;
        more(&world).await;
        let people = People::of(&world).await;
        let World { county, places, .. } = world;
        let area = county.area.to_string();
        let mut installation = Installation::of(county);
        installation.set("SECURITY__IDLE_MINUTES", "720");
        installation.set("SECURITY__MEETING_IDLE_MINUTES", "720");
        let mut found = Finds::default();
        found.plant(&installation, &area, &places);
        let server = installation.start();
        found.typed(&server).await;
        for (who, person, token) in &people.0 {
            let mut walker = found.walker(&server, (*who, person.as_ref(), token)).await;
            found.on_every_page(&mut walker, &places).await;
            found.look_for(&mut walker).await;
            found.shown_to_who_asks(&mut walker, &places.path("{heard_case}")).await;
        }
        found.in_letters(&installation);
        found.at_rest(&installation);
        found.in_process(&server);
        found.read_by_all();
        let (kinds, words) = (KINDS.len() + SECRETS.len(), found.planter.planted.len());
        assert!(kinds >= 40 && found.looked > 1_000, "{kinds}, {}", found.looked);
        figure::print(&format!("access.planted_kinds.{name}"), kinds, "kinds");
        figure::print(&format!("access.planted_outputs.{name}"), found.looked, "outputs");
        figure::judge(&format!("access.planted_leaks.{name}"), &found.leaks, "leaks", words);
    }
}

/// One person of each role, nobody, and the other area's, with the tokens of their sessions.
struct People(Vec<(Option<Who>, Option<Member>, String)>);

impl People {
    async fn of(world: &World) -> Self {
        let mut all = Vec::new();
        let of_area = Who::ALL.map(|it| (Some(it), it.person(&world.county)));
        for (who, person) in of_area.into_iter().chain([(None, world.stranger.clone())]) {
            let token = match &person {
                Some(person) => world.county.token(person.clone()).await,
                None => String::new(),
            };
            all.push((who, person, token));
        }
        Self(all)
    }
}

/// Every column of texts, but identifiers, is of some kind or known to hold nothing of the kind.
#[test]
fn no_column_of_texts_is_forgotten() {
    let schema = include_str!("../../../../src/store/schema.rs");
    let known: Vec<&str> = KINDS
        .iter()
        .flat_map(|it| it.places)
        .map(|it| it.split(':').next().unwrap())
        .chain(PLAIN.iter().copied())
        .collect();
    let (mut table, mut texts) = (String::new(), Vec::new());
    for line in schema.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            name.clone_into(&mut table);
        }
        let Some((column, is)) = line.split_once(" -> ").filter(|it| it.1.contains("Text")) else {
            continue;
        };
        let names = column == "id" || column.ends_with("_id") || column.ends_with("_by");
        texts.extend((!names).then(|| format!("{table}.{column}")));
        assert!(is.ends_with(','), "{line}");
    }
    let unknown: Vec<&String> = texts.iter().filter(|it| !known.contains(&it.as_str())).collect();
    assert!(texts.len() > 90 && unknown.is_empty(), "{}: {unknown:?}", texts.len());
    let gone: Vec<&&str> = known.iter().filter(|it| !texts.contains(&(**it).to_owned())).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// What the world of the sweeps has nothing of.
async fn more(world: &World) {
    let county = &world.county;
    let case = CaseId::parse(&world.places.path("{heard_case}")).unwrap();
    let details = Details {
        address: "9 Wynd Court".into(),
        phones: "07700 900321".into(),
        school: "Elm Street".into(),
        workplace: "The bakery".into(),
    };
    let keep = move |cx: &mut Change<'_, '_>| {
        protected::show(cx, case, Some(Reason::Check))?;
        protected::save(cx, case, 0, &details)
    };
    county.change(county.idva(), keep).await.unwrap();
    let report = |cx: &mut Change<'_, '_>| stop::report(cx, &"Papers on a table".into());
    county.change(county.police(), report).await.unwrap();
    let ask = |cx: &mut Change<'_, '_>| {
        mail_domain::add(cx, "surgery.example", MailRule::Secure, "Agreed on the phone").map(drop)
    };
    county.change(county.coordinator(), ask).await.unwrap();
    let wrong = minutes::Answer::Wrong("The day was Friday".into());
    let answer = move |cx: &mut Change<'_, '_>| minutes::answer(cx, "2026-02-11", &wrong);
    county.change(county.housing(), answer).await.unwrap();
}
