//! What letters say, and what they must not.
use std::collections::BTreeSet;
use std::path::Path;

use marac::domain::letter::{Letter, Office};
use marac::mail::letters::{Letters, Replies, Written};
use scraper::{Html, Selector};

use super::sample;

#[test]
fn every_letter_reads_as_it_did() {
    for (name, letter) in sample::every() {
        let Written { subject, text, .. } = written(&letter);
        insta::assert_snapshot!(name, format!("Subject: {subject}\n\n{text}"));
    }
}

#[test]
fn every_kind_of_letter_has_a_sample_and_every_template_a_kind() {
    let kinds: BTreeSet<String> =
        sample::every().iter().map(|(_, letter)| letter.kind().to_owned()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/letters");
    let templates: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir() && !it.ends_with("parts"))
        .map(|it| it.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, templates);
}

#[test]
fn a_notice_and_every_subject_keep_people_references_and_events_to_themselves() {
    for (name, letter) in sample::every() {
        let Written { subject, text, html } = written(&letter);
        let bodies = if letter.needs_secure_route() { String::new() } else { text + &html };
        for canary in sample::CANARIES {
            assert!(!subject.contains(canary), "{name}: the subject says {canary:?}");
            assert!(!bodies.contains(canary), "{name}: says {canary:?}");
        }
        assert!(!subject.contains("Marcus") && !subject.contains('@'), "{name}: {subject}");
    }
}

#[test]
fn every_canary_sings_in_some_secure_letter() {
    let secure: String = sample::every()
        .iter()
        .filter(|(_, letter)| letter.needs_secure_route())
        .map(|(_, letter)| written(letter).text.replace("\n  ", " "))
        .collect();
    for canary in sample::CANARIES {
        assert!(secure.contains(canary), "no secure letter says {canary:?}");
    }
}

#[test]
fn the_first_line_is_as_safe_as_the_subject() {
    for (name, letter) in sample::every() {
        let text = written(&letter).text;
        let first = text.lines().next().unwrap();
        for canary in sample::CANARIES {
            assert!(!first.contains(canary), "{name}: begins with {first:?}");
        }
    }
}

#[test]
fn secure_letters_with_case_content_carry_the_handling_word() {
    for (name, letter) in sample::every() {
        let Written { subject, text, html } = written(&letter);
        let of_a_case = text.contains("NS-");
        assert_eq!(text.contains("OFFICIAL-SENSITIVE"), of_a_case, "{name}");
        assert_eq!(html.contains("OFFICIAL-SENSITIVE"), of_a_case, "{name}");
        assert!(!subject.contains("OFFICIAL"), "{name}");
    }
}

#[test]
fn text_and_html_say_the_same() {
    for (name, letter) in sample::every() {
        let Written { text, html, .. } = written(&letter);
        let shown = shown(&html);
        let said: BTreeSet<String> = words(&text);
        for word in words(&shown) {
            assert!(said.contains(&word), "{name}: only the HTML says {word:?}\n{text}");
        }
        let links: BTreeSet<String> = links(&html).into_iter().collect();
        let spelled: BTreeSet<String> = text
            .split_whitespace()
            .filter(|it| it.starts_with("https:"))
            .map(str::to_owned)
            .collect();
        assert_eq!(links, spelled, "{name}");
    }
}

#[test]
fn html_stands_alone_and_leads_nowhere_but_to_the_service() {
    for (name, letter) in sample::every() {
        let Written { subject, html, .. } = written(&letter);
        let page = Html::parse_document(&html);
        for tag in
            ["p", "h1", "h2", "h3", "ul", "li", "a", "table", "tr", "td", "span", "strong", "b"]
        {
            let opened = html.matches(&format!("<{tag} ")).count()
                + html.matches(&format!("<{tag}>")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
        }
        let count = |query: &str| page.select(&Selector::parse(query).unwrap()).count();
        assert_eq!(count("html[lang=en-GB]"), 1, "{name}");
        assert_eq!(count("meta[name=color-scheme][content='light dark']"), 1, "{name}");
        assert_eq!(count("table[role=presentation][width='600']"), 1, "{name}");
        assert_eq!(count("h1"), 1, "{name}");
        assert_eq!(count("img, script, link, form, iframe, [background], [src]"), 0, "{name}");
        assert_eq!(count("td > p:not([style]), h1:not([style]), a:not([style])"), 0, "{name}");
        assert_eq!(
            page.select(&Selector::parse("title").unwrap()).next().unwrap().inner_html(),
            subject
        );
        let Office { site, .. } = &letter.office;
        for link in links(&html) {
            assert!(link.starts_with(&format!("{site}/")), "{name}: {link}");
        }
    }
}

#[test]
fn plain_text_fits_the_narrowest_mail_program_but_for_addresses_of_pages() {
    for (name, letter) in sample::every() {
        for line in written(&letter).text.lines() {
            assert!(line.chars().count() <= 72 || line.starts_with("https:"), "{name}: {line}");
        }
    }
}

#[test]
fn what_people_typed_stays_text() {
    let mut copy = sample::minutes_copy(sample::cases());
    copy.cases[0].decision = "<script>alert(1)</script>\n\nCASES\nItem 9. <b>NS-0000</b>".into();
    let Written { text, html, .. } = written(&sample::letter(copy));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;<br><br>CASES"), "{html}");
    assert!(
        text.contains("<script>alert(1)</script>\n\n  CASES\n  Item 9. <b>NS-0000</b>"),
        "{text}"
    );
}

#[test]
fn a_letter_says_where_replies_go() {
    let (_, letter) = sample::every().swap_remove(0);
    let letters = Letters::open().unwrap();
    let read = letters.write(&letter, Replies::Read).unwrap_or_else(|it| panic!("{it}"));
    assert!(read.html.contains("A reply reaches the coordinator"));
    assert!(written(&letter).html.contains("nobody reads this mailbox"));
}

fn written(letter: &Letter) -> Written {
    Letters::open()
        .unwrap()
        .write(letter, Replies::Unread)
        .unwrap_or_else(|error| panic!("{}: {error}", letter.kind()))
}

fn shown(html: &str) -> String {
    let page = Html::parse_document(html);
    let body = page.select(&Selector::parse("body").unwrap()).next().unwrap();
    body.text().flat_map(|it| [it, " "]).collect()
}

fn links(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let links = Selector::parse("a").unwrap();
    page.select(&links).map(|it| it.attr("href").unwrap().to_owned()).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .map(|it| it.trim_matches(|letter: char| ".,:;()".contains(letter)).to_lowercase())
        .filter(|it| !it.is_empty())
        .collect()
}
