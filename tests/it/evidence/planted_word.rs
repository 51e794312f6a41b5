//! Words that nobody uses, put into the fields of forms, and looked for wherever they may not be.
use std::collections::BTreeSet;
use std::sync::Mutex;

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::support::form::Form;
use crate::sweep::sample;

/// One word, and where it was put.
#[derive(Clone, Debug)]
pub struct Planted {
    /// What stands nowhere else.
    pub word: String,
    /// The form and the field.
    pub place: String,
}

/// What has been planted so far.
#[derive(Default)]
pub struct Planter {
    /// All of it.
    pub planted: Vec<Planted>,
    search: Mutex<Option<Search>>,
}

const BEGIN: &[&str] = &[
    "Quorv", "Zilth", "Brenk", "Vostr", "Yarlw", "Klemp", "Drusk", "Fjorn", "Gwelv", "Hraxt",
    "Jomph", "Myrkw", "Nuzzl", "Ploff", "Skwir", "Twyth",
];
const END: &[&str] = &[
    "amble", "enwick", "ossary", "ildeth", "untley", "ervane", "ombre", "ystock", "arrod",
    "eltham", "ingle", "ockett",
];

impl Planter {
    /// One to look for words that are planted already.
    pub fn of(planted: Vec<Planted>) -> Self {
        Self { planted, search: Mutex::default() }
    }

    /// A form that saves, with a word of its own in every field of words.
    pub fn fill(&mut self, form: &Form) -> Form {
        let mut full = sample::filled(form, "Nothing");
        for control in form.controls().iter().filter(|it| it.sent) {
            let is_phone = control.name.ends_with("phone");
            if sample::is_words(control) || is_phone {
                let text = self.text(&form.action, &control.name);
                full = full.put(&control.name, &text);
            }
        }
        full
    }

    /// What somebody would write into a field, with a new word in it.
    pub fn text(&mut self, form: &str, field: &str) -> String {
        let at = self.planted.len();
        let word = format!("{}{}", BEGIN[at % BEGIN.len()], END[at / BEGIN.len()]);
        let phone = format!("07700 9{at:05}");
        let kind = |it: &str| field.contains(it);
        let (text, word) = match () {
            () if field.ends_with("phone") => (phone.clone(), phone),
            () if kind("name") => (format!("Maren {word}"), word),
            () if kind("address") => (format!("{at} {word} Wynd, Ottersby QX9 7ZP"), word),
            () if kind("school") => (format!("{word} Primary School"), word),
            () if kind("contact") => (format!("Text {phone} before 3pm, ask for {word}"), word),
            () => (format!("It was {word} that they spoke of"), word),
        };
        self.planted.push(Planted { word, place: format!("{form} {field}") });
        text
    }

    /// The places of the words that are found in some bytes, in any spelling.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&Planted> {
        let mut search = self.search.lock().unwrap();
        if search.as_ref().is_none_or(|it| it.words != self.planted.len()) {
            *search = Some(Search::new(&self.planted));
        }
        search.as_ref().unwrap().found_in(bytes).into_iter().map(|at| &self.planted[at]).collect()
    }
}

/// Looks for all words in all their spellings in one go.
struct Search {
    /// How many words it knows.
    words: usize,
    spellings: AhoCorasick,
    /// Of which word each spelling is.
    of: Vec<usize>,
}

impl Search {
    fn new(planted: &[Planted]) -> Self {
        let all = planted.iter().enumerate();
        let all = all.flat_map(|(at, it)| spellings(&it.word).into_iter().map(move |it| (at, it)));
        let (of, all): (Vec<usize>, Vec<Vec<u8>>) = all.unzip();
        Self { words: planted.len(), spellings: AhoCorasick::new(all).unwrap(), of }
    }

    fn found_in(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let found = self.spellings.find_overlapping_iter(bytes);
        found.map(|it| self.of[it.pattern().as_usize()]).collect()
    }
}

/// A word as it stands in files, and in texts within texts.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let percent: String = url::form_urlencoded::byte_serialize(word.as_bytes()).collect();
    let mut all = vec![
        word.as_bytes().to_vec(),
        word.to_lowercase().into_bytes(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        percent.into_bytes(),
        word.replace(' ', "%20").into_bytes(),
        hex::encode(word).into_bytes(),
    ];
    // Base64 begins anew every three bytes, so that there are three spellings of what is in the middle.
    for shift in 0..3 {
        let bytes = [&vec![b' '; shift], word.as_bytes()].concat();
        let text = STANDARD_NO_PAD.encode(&bytes);
        let (first, last) = ([0, 2, 3][shift], text.len() - usize::from(bytes.len() % 3 != 0));
        all.push(text.as_bytes()[first..last].to_vec());
    }
    all
}
