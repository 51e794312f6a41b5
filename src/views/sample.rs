//! Every page with sample values, so that tests can render all of them.
use super::engine::Engine;
use super::page::{Count, CountKind, DemoBar, DemoMove, Layout, Link, NavItem, Page, User};
use super::page::{SessionClock, Whole};

mod part;

/// One page with values.
pub(crate) struct Sample {
    /// The page's template.
    pub(crate) template: &'static str,
    /// What is special about these values: "empty", "40 cases".
    pub(crate) name: &'static str,
    value: serde_json::Value,
}

impl Sample {
    /// A page with these values, for somebody who is signed in.
    pub(crate) fn new<P: Page>(name: &'static str, page: &P) -> Self {
        Self::of(name, &layout(), page)
    }

    /// A page with these values, for somebody who is not signed in.
    pub(crate) fn signed_out<P: Page>(name: &'static str, page: &P) -> Self {
        Self::of(name, &signed_out(), page)
    }

    fn of<P: Page>(name: &'static str, layout: &Layout, page: &P) -> Self {
        let value = serde_json::to_value(Whole::new(layout, page)).unwrap();
        Self { template: P::TEMPLATE, name, value }
    }

    /// The page as HTML.
    pub(crate) fn html(&self, engine: &Engine) -> String {
        let html = engine.letter(self.template, &self.value);
        html.unwrap_or_else(|error| panic!("{} ({}): {error:?}", self.template, self.name))
    }
}

/// All samples. Each noun's module adds its own.
pub(crate) fn all() -> Vec<Sample> {
    [
        super::action::samples(),
        super::agenda::samples(),
        super::case::samples(),
        super::confirmation::samples(),
        super::conflict::samples(),
        super::demo::samples(),
        super::attendance::samples(),
        super::audit::samples(),
        super::error::samples(),
        super::factor::samples(),
        super::passkey::samples(),
        super::provider::samples(),
        super::hearing::samples(),
        super::help::samples(),
        super::referral::samples(),
        super::research::samples(),
        super::schedule::samples(),
        super::minutes::samples(),
        super::account::samples(),
        super::agency::samples(),
        super::area::samples(),
        super::installation::samples(),
        super::mail_domain::samples(),
        super::membership::samples(),
        super::mail::samples(),
        super::meeting::samples(),
        super::session::samples(),
        super::stale::samples(),
        super::stop::samples(),
        super::support::samples(),
        super::today::samples(),
        part::samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What surrounds a page when nobody is signed in.
pub(crate) fn signed_out() -> Layout {
    Layout {
        service: "Daily risk meeting".to_owned(),
        handling: "Share only under the Northshire information sharing agreement".to_owned(),
        coordinator: Some("the coordinator on 01632 960 145".to_owned()),
        csrf: "sample".to_owned(),
        operation: "sample".to_owned(),
        ..Layout::default()
    }
}

/// What surrounds a page for the chair of the demo.
pub(crate) fn layout() -> Layout {
    let nav = [
        ("today", "Today", 0, "", CountKind::Plain),
        ("agenda", "Agenda", 0, "", CountKind::Plain),
        ("referrals", "Referrals", 3, "to triage", CountKind::Plain),
        ("research", "Research", 19, "returns missing", CountKind::Quiet),
        ("actions", "Actions", 11, "overdue", CountKind::Alert),
        ("minutes", "Minutes", 0, "", CountKind::Plain),
        ("cases", "Cases", 0, "", CountKind::Plain),
    ];
    let item = |(section, text, number, says, kind): (&'static str, &str, u64, &str, _)| NavItem {
        section,
        href: format!("/{section}"),
        text: text.to_owned(),
        count: (number > 0).then(|| Count { number, says: says.to_owned(), kind }),
    };
    Layout {
        area: Some("Northshire".to_owned()),
        user: Some(User {
            says: "Priya Nair, chair".into(),
            agency: "Northshire Police".to_owned(),
        }),
        nav: nav.map(item).into(),
        demo: Some(DemoBar {
            clock: "8:34am on Thursday 12 February 2026".to_owned(),
            action: "/demo/clock".to_owned(),
            moves: ["To 9am, referrals close", "To 10am, the meeting"]
                .map(|it| DemoMove { value: it.to_owned(), text: it.to_owned() })
                .into(),
            links: vec![Link { href: "/demo/mail".to_owned(), text: "Mail".to_owned() }],
        }),
        session: Some(SessionClock {
            says: "20 minutes".to_owned(),
            stay: "/session".to_owned(),
            ended: "/signed-out".to_owned(),
            warns_after: 18 * 60,
            ends_after: 20 * 60,
        }),
        ..signed_out()
    }
}

mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_has_samples_and_every_sample_a_page() {
        let engine = Engine::new().unwrap();
        let pages: BTreeSet<String> = engine
            .names()
            .into_iter()
            .filter(|it| it.starts_with("pages/") || it.starts_with("sample/"))
            .collect();
        let sampled: BTreeSet<String> = all().iter().map(|it| it.template.to_owned()).collect();
        assert_eq!(pages, sampled);
    }

    #[test]
    fn every_sample_renders_as_one_whole_page() {
        let engine = Engine::new().unwrap();
        for sample in all() {
            let html = sample.html(&engine);
            let page = scraper::Html::parse_document(&html);
            let count = |it: &str| page.select(&scraper::Selector::parse(it).unwrap()).count();
            let what = format!("{} ({})", sample.template, sample.name);
            assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1), "{what}");
            let pictures = "img:not([src^='data:'])";
            for banned in ["[style]", "style", "script:not([src])", "[onclick]", pictures] {
                assert_eq!(count(banned), 0, "{what}: {banned}");
            }
        }
    }

    #[test]
    fn ids_are_used_once_and_what_names_them_finds_them() {
        let engine = Engine::new().unwrap();
        for sample in all() {
            let page = scraper::Html::parse_document(&sample.html(&engine));
            let what = format!("{} ({})", sample.template, sample.name);
            let every = |attribute: &str| -> Vec<String> {
                let selector = scraper::Selector::parse(&format!("[{attribute}]")).unwrap();
                page.select(&selector).filter_map(|it| it.attr(attribute)).map(Into::into).collect()
            };
            let ids = every("id");
            let once: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            assert_eq!(ids.len(), once.len(), "{what}: an id is used twice in {ids:?}");
            for attribute in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list"]
            {
                for id in every(attribute).iter().flat_map(|it| it.split_whitespace()) {
                    assert!(once.contains(id), "{what}: {attribute} names {id}");
                }
            }
            for href in every("href").iter().filter_map(|it| it.strip_prefix('#')) {
                assert!(href.is_empty() || once.contains(href), "{what}: a link to #{href}");
            }
        }
    }

    #[test]
    fn a_countdown_has_the_places_that_its_script_fills() {
        let engine = Engine::new().unwrap();
        let find = |it: &str| scraper::Selector::parse(it).unwrap();
        let mut found = 0;
        for sample in all() {
            let page = scraper::Html::parse_document(&sample.html(&engine));
            for place in page.select(&find("[data-countdown]")) {
                for part in ["[data-countdown-number]", "[data-countdown-unit]"] {
                    assert_eq!(place.select(&find(part)).count(), 1, "{}", sample.template);
                }
                found += 1;
            }
        }
        assert!(found > 1);
    }

    #[test]
    fn every_form_that_posts_carries_the_token() {
        let engine = Engine::new().unwrap();
        let forms = scraper::Selector::parse("form[method=post]").unwrap();
        let token = scraper::Selector::parse("input[name=csrf][value=sample]").unwrap();
        for sample in all() {
            let page = scraper::Html::parse_document(&sample.html(&engine));
            for form in page.select(&forms) {
                assert_eq!(form.select(&token).count(), 1, "{} {}", sample.template, form.html());
            }
        }
    }
}
