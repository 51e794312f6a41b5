//! A page as a person reads it: its headings, links, tables, errors and forms.
//!
//! ```ignore
//! assert_eq!(page.heading(), "Refer a case");
//! assert_eq!(page.errors(), ["Enter what happened"]);      // the error summary
//! assert_eq!(page.error("What happened").unwrap(), "Enter what happened"); // beside the field
//! assert_eq!(page.value("Agency"), "Police");              // what was typed is kept
//! assert_eq!(page.table("Agenda").rows[0], ["1", "10:05am", "NS-7K4Q"]);
//! assert_eq!(page.answer("Meeting"), "Thursday 12 February 2026");
//! assert!(page.shows("Saved") && !page.source().contains("Hidden Name"));
//! ```
//! Everything is found by the words that a person sees, and a miss says what there is instead.
use std::vec;

use scraper::{ElementRef, Html, Selector};

use super::answer::Answer;
use super::control::{self, Control, Kind};
use super::form::Form;
use super::label::Label;
use super::manners;
use super::words::{line, lines};

/// One page that a server answered.
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) answer: Answer,
    headings: Vec<(String, String)>,
    title: String,
    text: String,
    errors: Vec<String>,
    answers: Vec<(String, String)>,
    links: Vec<Link>,
    tables: Vec<Table>,
    groups: Vec<(String, Option<String>)>,
    controls: Vec<Control>,
    forms: Vec<Form>,
}

/// A link: its words and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words, with any that only screen readers say.
    pub text: String,
    /// The address as written.
    pub href: String,
}

/// A table by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The caption, or empty.
    pub caption: String,
    /// The words of the heading row.
    pub headings: Vec<String>,
    /// The words of each cell of each row of the body.
    pub rows: Vec<Vec<String>>,
}

impl Page {
    /// Reads an answer. Anything but HTML makes a page without parts, of which only the
    /// [`Answer`] is of use.
    ///
    /// # Panics
    /// When HTML breaks what every page must keep (see [`manners`]).
    pub fn read(answer: Answer) -> Self {
        let (page, faults) = Self::with_faults(answer);
        let source = || page.answer.source();
        assert!(faults.is_empty(), "{}, but:\n{}\n\n{}", page.answer, faults.join("\n"), source());
        page
    }

    /// Reads an answer, with what is wrong with it as a page, a line each.
    pub fn with_faults(answer: Answer) -> (Self, Vec<String>) {
        let source = if answer.is_html() { answer.source() } else { String::new() };
        let html = Html::parse_document(&source);
        let faults = if answer.is_html() { manners::faults(&html) } else { Vec::new() };
        let texts = |css: &str| select(&html, css).map(line).collect::<Vec<_>>();
        let controls = Control::all(&html);
        let page = Self {
            headings: select(&html, "h1, h2, h3, h4")
                .map(|it| (it.value().name().to_owned(), line(it)))
                .collect(),
            title: select(&html, "head > title")
                .flat_map(|it| it.text())
                .collect::<String>()
                .trim()
                .to_owned(),
            text: select(&html, "body").map(lines).collect(),
            errors: texts(".govuk-error-summary li"),
            answers: select(&html, "dt").filter_map(answer_pair).collect(),
            links: select(&html, "a[href]").map(Link::read).collect(),
            tables: select(&html, "table").map(Table::read).collect(),
            forms: Form::all(&html, &controls, &answer.path),
            groups: control::groups(&html),
            controls,
            answer,
        };
        (page, faults)
    }

    /// The words of the page's one `h1`.
    #[track_caller]
    pub fn heading(&self) -> &str {
        let found = self.headings.iter().find(|it| it.0 == "h1");
        found.map_or_else(|| panic!("{} without a heading", self.answer), |it| &it.1)
    }

    /// The words of all headings, from the top.
    pub fn headings(&self) -> Vec<&str> {
        self.headings.iter().map(|it| it.1.as_str()).collect()
    }

    /// The title of the window.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// All words that a person sees, a line for each block.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a person sees these words in one block.
    pub fn shows(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The lines of the error summary; none when there is no summary.
    pub fn errors(&self) -> Vec<&str> {
        self.errors.iter().map(String::as_str).collect()
    }

    /// The links of the error summary: the words and where each leads.
    pub fn summary(&self) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.source());
        let links = select(&html, ".govuk-error-summary li a").map(Link::read);
        links.map(|it| (it.text, it.href)).collect()
    }

    /// The message beside a field, or beside a group of fields named by its legend.
    #[track_caller]
    pub fn error<'a>(&self, label: impl Into<Label<'a>>) -> Option<&str> {
        let label = label.into();
        let group = self.groups.iter().find(|it| label.group.is_none() && it.0 == label.text);
        group.map_or_else(|| &self.control(label).error, |it| &it.1).as_deref()
    }

    /// What a field shows, or the words of what is chosen in a group named by its legend.
    #[track_caller]
    pub fn value<'a>(&self, label: impl Into<Label<'a>>) -> String {
        let label = label.into();
        if !self.groups.iter().any(|it| label.group.is_none() && it.0 == label.text) {
            return self.control(label).shown().to_owned();
        }
        let inside = self.controls.iter().filter(|it| it.groups.iter().any(|at| at == label.text));
        let chosen = inside.filter(|it| it.on && matches!(it.kind, Kind::Radio | Kind::Check));
        chosen.map(|it| it.label.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether a radio button or a check box is on.
    #[track_caller]
    pub fn is_on<'a>(&self, label: impl Into<Label<'a>>) -> bool {
        self.control(label.into()).on
    }

    /// All links, from the top.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Where the link with these words leads. Several such links must lead to one place.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let mut found: Vec<_> = self.links.iter().filter(|it| it.text == text).collect();
        found.dedup_by(|a, b| a.href == b.href);
        let texts = || self.links.iter().map(|it| it.text.as_str()).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{}: links “{text}” among {:#?}", self.answer, texts());
        found[0].href.clone()
    }

    /// Whether there is a link with these words.
    pub fn has_link(&self, text: &str) -> bool {
        self.links.iter().any(|it| it.text == text)
    }

    /// The table with this caption.
    #[track_caller]
    pub fn table(&self, caption: &str) -> &Table {
        let captions = || self.tables.iter().map(|it| it.caption.as_str()).collect::<Vec<_>>();
        let found = self.tables.iter().find(|it| it.caption == caption);
        found
            .unwrap_or_else(|| panic!("{}: table “{caption}” among {:#?}", self.answer, captions()))
    }

    /// All tables, from the top.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The value beside a key of a summary list.
    #[track_caller]
    pub fn answer(&self, key: &str) -> &str {
        let found = self.answers.iter().find(|it| it.0 == key);
        let keys = || self.answers.iter().map(|it| it.0.as_str()).collect::<Vec<_>>();
        found.map_or_else(|| panic!("{}: “{key}” among {:#?}", self.answer, keys()), |it| &it.1)
    }

    /// The form that is sent by the button with these words.
    #[track_caller]
    pub fn form(&self, button: &str) -> Form {
        let found: Vec<_> = self.forms.iter().flat_map(|it| it.pressing(button)).collect();
        let names = || self.buttons();
        assert_eq!(found.len(), 1, "{}: buttons “{button}” among {:#?}", self.answer, names());
        found.into_iter().next().unwrap()
    }

    /// The form that is sent to this path, by this button.
    #[track_caller]
    pub fn form_to(&self, path: &str, button: &str) -> Form {
        let forms = self.forms.iter().flat_map(|it| it.pressing(button));
        let found: Vec<_> = forms.filter(|it| it.action == path).collect();
        let paths = || self.forms.iter().map(|it| it.action.as_str()).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{}: “{button}” to {path} among {:#?}", self.answer, paths());
        found.into_iter().next().unwrap()
    }

    /// The words of all buttons that send a form.
    pub fn buttons(&self) -> Vec<&str> {
        self.forms.iter().flat_map(Form::buttons).collect()
    }

    /// Every form, once for each of its buttons.
    pub fn presses(&self) -> Vec<Form> {
        self.forms.iter().flat_map(Form::presses).collect()
    }

    /// All controls, from the top.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// The token that every form of the page carries, for a request made by hand.
    #[track_caller]
    pub fn csrf(&self) -> String {
        self.forms.iter().find_map(|it| it.sent("csrf")).expect("a form with a token")
    }

    /// The words of each element that a CSS selector finds: for what has no label of its own.
    pub fn texts(&self, css: &str) -> Vec<String> {
        select(&Html::parse_document(&self.source()), css).map(line).collect()
    }

    #[track_caller]
    fn control(&self, label: Label<'_>) -> &Control {
        Control::named(&self.controls, label).unwrap_or_else(|why| panic!("{}: {why}", self.answer))
    }
}

impl Link {
    fn read(element: ElementRef<'_>) -> Self {
        Self { text: line(element), href: element.attr("href").unwrap().to_owned() }
    }
}

impl Table {
    fn read(element: ElementRef<'_>) -> Self {
        let cells = |row: ElementRef<'_>| inside(row, "th, td").map(line).collect();
        Self {
            caption: inside(element, "caption").map(line).collect(),
            headings: inside(element, "thead tr")
                .flat_map(|row| inside(row, "th, td").map(line))
                .collect(),
            rows: inside(element, "tbody tr").map(cells).collect(),
        }
    }
}

/// The key and the value of one line of a summary list.
fn answer_pair(key: ElementRef<'_>) -> Option<(String, String)> {
    let mut next = key.next_siblings().filter_map(ElementRef::wrap);
    Some((line(key), line(next.next().filter(|it| it.value().name() == "dd")?)))
}

/// What a CSS selector finds on a page, in its order.
pub(super) fn select<'a>(html: &'a Html, css: &str) -> vec::IntoIter<ElementRef<'a>> {
    html.select(&selector(css)).collect::<Vec<_>>().into_iter()
}

/// What a CSS selector finds inside an element, in its order.
pub(super) fn inside<'a>(element: ElementRef<'a>, css: &str) -> vec::IntoIter<ElementRef<'a>> {
    element.select(&selector(css)).collect::<Vec<_>>().into_iter()
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|e| panic!("{css}: {e}"))
}
