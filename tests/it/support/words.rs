//! The words of an element as a person reads them: one line a block, single spaces inside.
use scraper::ElementRef;
use scraper::node::Node;

const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "label", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];
const UNREAD: &[&str] =
    &["script", "style", "template", "head", "noscript", "svg", "datalist", "select"];

/// All words of an element, a line for each block; what is hidden is left out.
pub fn lines(element: ElementRef<'_>) -> String {
    let mut raw = String::new();
    gather(element, &mut raw);
    raw.lines().map(squeeze).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
}

/// All words of an element on one line.
pub fn line(element: ElementRef<'_>) -> String {
    squeeze(&lines(element))
}

/// The text with each run of white space made one space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, raw: &mut String) {
    let tag = element.value().name();
    if UNREAD.contains(&tag) || element.attr("hidden").is_some() {
        return;
    }
    let ends = if INLINE.contains(&tag) { "" } else { "\n" };
    raw.push_str(ends);
    for child in element.children() {
        match child.value() {
            // Line breaks in the source are only spaces; blocks make the lines.
            Node::Text(text) => raw.push_str(&text.replace(['\n', '\r'], " ")),
            Node::Element(_) => gather(ElementRef::wrap(child).unwrap(), raw),
            _ => {}
        }
    }
    raw.push_str(ends);
}
