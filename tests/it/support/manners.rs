//! What every page of ours must keep, checked on each page that any test visits.
//!
//! A language, a title, one `h1`; ids used once and pointing somewhere; a label on every control
//! and words on every link and button; nothing inline and nothing from another site.
use std::collections::BTreeSet;

use scraper::{ElementRef, Html};

use super::control::label_of;
use super::page::select;
use super::words::line;

/// Everything wrong with a page, a line each.
pub fn faults(html: &Html) -> Vec<String> {
    let rules = [skeleton, ids, references, labels, words, inline, foreign];
    rules.iter().flat_map(|rule| rule(html)).collect()
}

fn skeleton(html: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    if select(html, "html[lang]").len() == 0 {
        faults.push("the page has no language".to_owned());
    }
    if select(html, "head > title").map(line_of_title).all(|it| it.is_empty()) {
        faults.push("the page has no title".to_owned());
    }
    if select(html, "h1").len() != 1 {
        faults.push(format!("the page has {} h1, not one", select(html, "h1").len()));
    }
    faults
}

fn ids(html: &Html) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = select(html, "[id]").filter_map(|it| it.attr("id"));
    all.filter(|it| !seen.insert(*it)).map(|it| format!("the id {it} is used twice")).collect()
}

fn references(html: &Html) -> Vec<String> {
    let ids: BTreeSet<&str> = select(html, "[id]").filter_map(|it| it.attr("id")).collect();
    let mut faults = Vec::new();
    for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"] {
        for element in select(html, &format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split_whitespace() {
                if !ids.contains(id) {
                    faults.push(format!("{attribute} names {id}, which is not there"));
                }
            }
        }
    }
    let inner = select(html, "a[href]").filter_map(|it| it.attr("href")?.strip_prefix('#'));
    let dead = inner.filter(|it| !it.is_empty() && !ids.contains(it));
    faults.extend(dead.map(|it| format!("a link leads to #{it}, which is not there")));
    faults
}

fn labels(html: &Html) -> Vec<String> {
    let controls = select(html, "input, textarea, select");
    let seen = |it: &ElementRef<'_>| {
        it.attr("hidden").is_none()
            && !matches!(it.attr("type"), Some("hidden" | "submit" | "button" | "reset" | "image"))
    };
    let bare = controls.filter(seen).filter(|it| label_of(html, *it).is_empty());
    bare.map(|it| format!("a control has no label: {}", opening(it))).collect()
}

fn words(html: &Html) -> Vec<String> {
    let all = select(html, "a[href], button").filter(|it| it.attr("aria-label").is_none());
    let mute = all.filter(|it| it.attr("hidden").is_none() && line(*it).is_empty());
    let mute = mute.map(|it| format!("no words on {}", opening(it)));
    let images = select(html, "img").filter(|it| it.attr("alt").is_none());
    mute.chain(images.map(|it| format!("no alt text on {}", opening(it)))).collect()
}

fn inline(html: &Html) -> Vec<String> {
    let data = |it: &ElementRef<'_>| it.attr("type").is_some_and(|it| it.contains("json"));
    let scripts = select(html, "script:not([src])").filter(|it| !data(it));
    let found = scripts.chain(select(html, "style, [style]"));
    let handlers =
        select(html, "*").filter(|it| it.value().attrs().any(|it| it.0.starts_with("on")));
    found.chain(handlers).map(|it| format!("inline code in {}", opening(it))).collect()
}

fn foreign(html: &Html) -> Vec<String> {
    let loads = select(html, "link[href], script[src], img[src], iframe[src], form[action]");
    let address = |it: ElementRef<'_>| {
        let names = ["href", "src", "action"];
        names.iter().find_map(|name| it.attr(name)).unwrap_or_default().to_owned()
    };
    let away = |it: &String| it.contains("://") || it.starts_with("//");
    loads.map(address).filter(away).map(|it| format!("{it} is on another site")).collect()
}

/// `words::line` leaves out all of the head, so a title is read here.
fn line_of_title(title: ElementRef<'_>) -> String {
    title.text().collect::<String>().trim().to_owned()
}

/// The opening tag, to name an element in a message.
fn opening(element: ElementRef<'_>) -> String {
    let html = element.html();
    html.split_inclusive('>').next().unwrap_or_default().to_owned()
}
