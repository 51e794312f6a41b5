//! Random tokens by the order in which a text has them, so that two texts can be held side by side.
use std::fmt::Write;

/// A text with its identifiers, references of cases and tokens of forms numbered.
pub fn without_tokens(text: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let Some(length) = token(rest) else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let (token, after) = rest.split_at(length);
        let place = known.iter().position(|it| it == token).unwrap_or_else(|| {
            known.push(token.to_owned());
            known.len() - 1
        });
        write!(out, "[{place}]").unwrap();
        rest = after;
    }
    out
}

/// The length of the token that a text begins with.
fn token(text: &str) -> Option<usize> {
    uuid(text).or_else(|| reference(text)).or_else(|| secret(text))
}

fn uuid(text: &str) -> Option<usize> {
    let found = text.get(..36)?;
    uuid::Uuid::try_parse(found).ok().map(|_| 36)
}

/// The county's references: its letters, a hyphen, and four or five letters and digits.
fn reference(text: &str) -> Option<usize> {
    let tail = text.strip_prefix("NS-").or_else(|| text.strip_prefix("ns-"))?;
    let length = tail.chars().take_while(char::is_ascii_alphanumeric).count();
    (4..=5).contains(&length).then_some(3 + length)
}

/// Long runs of letters and digits: tokens against other sites, and file names of a build.
fn secret(text: &str) -> Option<usize> {
    let length = text
        .chars()
        .take_while(|it| it.is_ascii_alphanumeric() || *it == '_' || *it == '-')
        .count();
    let run = text.get(..length)?;
    let digits = run.chars().filter(char::is_ascii_digit).count();
    (length >= 32 && digits >= 4).then_some(length)
}

#[test]
fn tokens_are_numbered_and_words_stay() {
    let id = "0198c0de-0000-4000-8000-00000000000a";
    let text = format!("<a href=\"/cases/{id}\">NS-7K4Q</a> {id} Ruth");
    assert_eq!(without_tokens(&text), "<a href=\"/cases/[0]\">[1]</a> [0] Ruth");
}
