//! What people paste, mistype and attack with: values for any field of any form.
use std::borrow::Cow;

use url::form_urlencoded::byte_serialize;

/// One value.
pub struct BadValue {
    /// What it is, for a message.
    pub what: String,
    /// The text that the service reads.
    pub text: String,
    /// The same as it is sent, percent-encoded.
    pub sent: String,
}

impl BadValue {
    fn text(what: &str, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into().into_owned();
        let sent = byte_serialize(text.as_bytes()).collect();
        Self { what: what.to_owned(), text, sent }
    }

    /// Bytes that are no text: each run of them is read as a mark for something unknown.
    fn bytes(what: &str, bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Self { what: what.to_owned(), text, sent: byte_serialize(bytes).collect() }
    }
}

/// Every value.
pub fn all() -> Vec<BadValue> {
    let listed = LISTED.iter().map(|(what, text)| BadValue::text(what, *text));
    let plain = [PLAIN, MARKUP, NUMBERS, TIMES].into_iter().flatten();
    let plain = plain.map(|text| BadValue::text(&text.escape_debug().to_string(), *text));
    let lengths = [40, 41, 100, 101, 200, 201, 254, 255, 2_000, 2_001, 10_000, 10_001, 1_048_576];
    let long = lengths.map(|it| BadValue::text(&format!("{it} letters"), "a".repeat(it)));
    let wide = ["ŵ", "👩", "👩\u{200d}👧\u{200d}👦 "]
        .map(|it| BadValue::text(&format!("4,000 of {it}"), it.repeat(4_000)));
    let storms = [1, 50, 5_000].map(|it| {
        BadValue::text(&format!("{it} marks on a letter"), format!("a{}", "\u{301}".repeat(it)))
    });
    let lines = BadValue::text("5,000 lines", "a\r\n".repeat(5_000));
    let bytes = BYTES.iter().map(|(what, bytes)| BadValue::bytes(what, bytes));
    let mut all: Vec<BadValue> = listed.chain(plain).chain(long).chain(wide).collect();
    all.extend(storms.into_iter().chain([lines]).chain(bytes));
    all
}

/// What needs a name to be told from others.
const LISTED: &[(&str, &str)] = &[
    ("nothing", ""),
    ("a blank", " "),
    ("blanks and lines", " \t\r\n \u{a0}\u{3000}\u{2003}"),
    ("one letter", "a"),
    ("a NUL alone", "\0"),
    ("a NUL within", "be\0fore"),
    ("every control character", "a\u{1}\u{2}\u{7}\u{8}\u{b}\u{c}\u{e}\u{1b}[31m\u{7f}\u{85}b"),
    ("a tab", "two\twords"),
    ("line ends of all kinds", "one\r\ntwo\nthree\rfour\u{2028}five\u{2029}six"),
    ("a carriage return alone", "\r"),
    ("a header", "x\r\nSet-Cookie: marac=stolen\r\nLocation: https://evil.example/"),
    ("a mail header", "x\r\nBcc: somebody@evil.example\r\n\r\nHello"),
    ("lone marks", "\u{301}\u{308}"),
    ("an accent apart", "Zoe\u{308}"),
    ("an accent within", "Zo\u{eb}"),
    ("right to left", "\u{202e}txet\u{202c} \u{200f}name"),
    ("turned and not turned back", "\u{202e}name"),
    ("isolated", "\u{2066}name\u{2069}\u{2067}"),
    ("zero-width", "na\u{200b}me\u{200c}\u{200d}\u{feff}\u{2060}"),
    ("zero-width alone", "\u{200b}"),
    ("a byte order mark", "\u{feff}name"),
    ("soft hyphens", "na\u{ad}me"),
    ("tags unseen", "name\u{e0041}\u{e0042}"),
    ("no characters", "\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}"),
    ("of nobody's", "\u{e000}\u{f8ff}\u{100000}"),
    ("replaced", "\u{fffd}"),
    ("letters that look alike", "Рriуа Nаіr"),
    ("ligatures", "ﬁ ﷺ ǅ ß ẞ İ ı"),
];

/// Good and strange words, as they are.
const PLAIN: &[&str] = &[
    "Siân Ŵyn o Lanfairpwllgwyngyll, tŷ ŷd",
    "Żółć Brzęczyszczykiewicz, ul. Święta",
    "Seán O’Brien-Ó Súilleabháin",
    "O'Brien",
    "D''Arcy \"Bob\"",
    "Null",
    "null",
    "undefined",
    "true",
    "NaN",
    "None",
    "日本語の名前",
    "שלום עולם",
    "مرحبا بالعالم",
    "नमस्ते",
    "ไม่เป็นไร",
    "👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 👍🏽 𝕏",
    "a,b;c\td|e",
    "=1+1",
    "@SUM(A1)",
    "-- x",
    "'; DROP TABLE cases; --",
    "' OR '1'='1",
    "%' ESCAPE '%",
    "100% _like_ [a-z]*",
    "\\",
    "\\x00\\u0000",
    "${7*7} #{7*7} %{7*7}",
    "%s%n%x",
    "%00%0d%0a",
    "+ & = ? #",
    "../../etc/passwd",
    "C:\\CON",
    "file:///etc/passwd",
    "//evil.example/",
    "https://evil.example/?a=b#c",
    "javascript:alert(1)",
    "a@b",
    "\"a b\"@homes.example",
    "a@homes.example,b@homes.example",
    "a@пример.example",
    "Somebody <a@homes.example>",
    "=?utf-8?q?name?=",
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "{11111111-1111-1111-1111-111111111111}",
    "NS-0000",
    "2026-02-12",
];

const MARKUP: &[&str] = &[
    "<script>alert(1)</script>",
    "<b>\"'&{{name}}",
    "{{x}}",
    "{{{x}}} {{> page}} {{#each this}}",
    "{{lookup this 'constructor'}}",
    "</textarea></title><script>alert(1)</script>",
    "\" autofocus onfocus=\"alert(1)",
    "<img src=x onerror=alert(1)>",
    "<!-- --> <![CDATA[ ]]>",
    "&lt;&amp;&#60;&nbsp;&notin;",
    "<%= 7*7 %>",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "-0",
    "+7",
    "007",
    "1.5",
    "1,5",
    "1e3",
    "1E999",
    "0x10",
    "1_000",
    "32768",
    "65536",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9223372036854775808",
    "99999999999999999999999999999999",
    "Infinity",
    "٣",
    "１２",
    "²",
    "Ⅻ",
    "½",
    "७",
    "31",
    "32",
    "366",
    "999",
    "1000",
    "9999",
    "10000",
    "-2026",
];

const TIMES: &[&str] = &[
    "24:00",
    "23:60",
    "25:99",
    "00:00",
    "1:30am",
    "13pm",
    "12am",
    "9.5",
    "23:59:60",
    "-01:00",
    "noon",
    "2026-02-29",
    "2026-04-31",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "-0001-01-01",
    "2026-03-29T01:30",
    "2026-10-25T01:30+01:00",
    "1970-01-01",
    "12/02/2026",
    "Feb",
    "Thirteenth",
];

/// What no browser sends.
const BYTES: &[(&str, &[u8])] = &[
    ("a lone surrogate", b"a\xed\xa0\x80b"),
    ("two halves", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("an end without a beginning", b"\x80"),
    ("a beginning without an end", b"caf\xc3"),
    ("longer than need be", b"\xc0\xaf\xe0\x80\xaf"),
    ("past the last", b"\xf4\x90\x80\x80"),
    ("no UTF-8", b"\xff\xfe\xfd"),
    ("UTF-16", b"n\0a\0m\0e\0"),
    ("Latin-1", b"Si\xe2n"),
];

#[test]
fn the_table_has_at_least_120_values_and_each_once() {
    let sent: std::collections::BTreeSet<String> = all().into_iter().map(|it| it.sent).collect();
    assert!(sent.len() >= 120, "{}", sent.len());
    assert_eq!(sent.len(), all().len());
}
