//! A form as a person fills it in: by labels, with whatever it carries unseen sent along.
//!
//! ```ignore
//! let form = page
//!     .form("Save referral")                              // the button that will be pressed
//!     .fill("What happened", "…")
//!     .fill(("Date of birth", "Day"), "12")               // one "Day" of several
//!     .choose(("Is she pregnant?", "Not known"))
//!     .tick("Someone used a weapon")
//!     .pick("Agency", "Northshire Police");
//! let saved = form.submit(&mut visitor).await;
//!
//! // Sent as nobody with a browser would, and one exchange only:
//! let stale = page.form("Save").put("version", "1").request();
//! visitor.send(stale.clone()).await;
//! visitor.send(stale).await;                              // the same press again
//! ```
use scraper::{ElementRef, Html};
use url::{Position, Url};

use super::control::{Control, Kind, Owner};
use super::http::{Request, Visitor};
use super::label::Label;
use super::page::{Page, select};
use super::words::line;

/// A form, and the button that sends it.
#[derive(Clone, Debug)]
pub struct Form {
    /// The path that it is sent to.
    pub action: String,
    method: String,
    controls: Vec<Control>,
    buttons: Vec<Button>,
    extra: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct Button {
    text: String,
    field: Option<(String, String)>,
    action: Option<String>,
}

impl Form {
    /// All forms of a page that is at `path`.
    pub(super) fn all(html: &Html, controls: &[Control], path: &str) -> Vec<Self> {
        let owner = Owner::of(html);
        let forms = select(html, "form").enumerate();
        forms.map(|(at, form)| Self::read(html, form, at, controls, path, &owner)).collect()
    }

    fn read(
        html: &Html,
        form: ElementRef<'_>,
        at: usize,
        controls: &[Control],
        path: &str,
        owner: &Owner<'_>,
    ) -> Self {
        let buttons = select(html, "button, input[type=submit]");
        Self {
            action: action(form.attr("action").unwrap_or_default(), path),
            method: form.attr("method").unwrap_or("get").to_uppercase(),
            controls: controls.iter().filter(|it| it.form == Some(at)).cloned().collect(),
            buttons: buttons
                .filter(|it| matches!(it.attr("type"), None | Some("submit")))
                .filter(|it| owner.form(*it) == Some(at) && it.attr("disabled").is_none())
                .map(|it| Button::read(it, path))
                .collect(),
            extra: Vec::new(),
        }
    }

    /// The words of its buttons.
    pub(super) fn buttons(&self) -> impl Iterator<Item = &str> {
        self.buttons.iter().map(|it| it.text.as_str())
    }

    /// The form as sent by each of its buttons.
    pub(super) fn presses(&self) -> Vec<Self> {
        let mut words: Vec<&str> = self.buttons().collect();
        words.dedup();
        words.into_iter().flat_map(|it| self.pressing(it)).collect()
    }

    /// What a person fills in, and what is sent along.
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// The name and value of the button that is pressed, when it sends any.
    pub fn pressed(&self) -> Option<(&str, &str)> {
        self.extra.first().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether it changes something: `POST`, and not a search.
    pub fn posts(&self) -> bool {
        self.method == "POST"
    }

    /// The form as sent by each of its buttons with these words.
    pub(super) fn pressing(&self, text: &str) -> Vec<Self> {
        let pressed = self.buttons.iter().filter(|it| it.text == text);
        pressed
            .map(|it| Self {
                action: it.action.clone().unwrap_or_else(|| self.action.clone()),
                extra: it.field.clone().into_iter().collect(),
                ..self.clone()
            })
            .collect()
    }

    /// Types into a field, in place of what it holds.
    #[track_caller]
    pub fn fill<'a>(mut self, label: impl Into<Label<'a>>, text: &str) -> Self {
        let at = self.usable(label.into(), Kind::Text);
        text.clone_into(&mut self.controls[at].value);
        self
    }

    /// Chooses a radio button.
    #[track_caller]
    pub fn choose<'a>(mut self, label: impl Into<Label<'a>>) -> Self {
        let at = self.usable(label.into(), Kind::Radio);
        let name = self.controls[at].name.clone();
        for (other, control) in self.controls.iter_mut().enumerate() {
            if control.kind == Kind::Radio && control.name == name {
                control.on = other == at;
            }
        }
        self
    }

    /// Ticks a check box.
    #[track_caller]
    pub fn tick<'a>(mut self, label: impl Into<Label<'a>>) -> Self {
        let at = self.usable(label.into(), Kind::Check);
        self.controls[at].on = true;
        self
    }

    /// Takes the tick from a check box.
    #[track_caller]
    pub fn untick<'a>(mut self, label: impl Into<Label<'a>>) -> Self {
        let at = self.usable(label.into(), Kind::Check);
        self.controls[at].on = false;
        self
    }

    /// Picks an option of a list by its words.
    #[track_caller]
    pub fn pick<'a>(mut self, label: impl Into<Label<'a>>, option: &str) -> Self {
        let at = self.usable(label.into(), Kind::List);
        let list = &mut self.controls[at];
        let found = list.options.iter().find(|it| it.0 == option);
        let found = found.unwrap_or_else(|| panic!("no “{option}” among {:#?}", list.options));
        list.value.clone_from(&found.1);
        self
    }

    /// What is sent under this name, seen or not; the first, if there are many.
    pub fn sent(&self, name: &str) -> Option<String> {
        self.fields().into_iter().find(|it| it.0 == name).map(|it| it.1)
    }

    /// Sends this under this name, whatever the page offers.
    pub fn put(self, name: &str, value: &str) -> Self {
        let mut form = self.without(name);
        form.extra.push((name.to_owned(), value.to_owned()));
        form
    }

    /// Sends nothing under this name.
    pub fn without(mut self, name: &str) -> Self {
        self.controls.retain(|it| it.name != name);
        self.extra.retain(|it| it.0 != name);
        self
    }

    /// The request that pressing the button makes.
    pub fn request(&self) -> Request {
        let fields = self.fields();
        if self.method == "GET" {
            let query = serde_urlencoded::to_string(fields).unwrap();
            let path = self.action.split('?').next().unwrap();
            return Request::get(&format!("{path}?{query}"));
        }
        let empty = Request::post(&self.action);
        fields.iter().fold(empty, |request, (name, value)| request.field(name, value))
    }

    /// Presses the button, follows where it leads, and reads the page there.
    pub async fn submit(&self, visitor: &mut Visitor) -> Page {
        visitor.browse(self.request()).await
    }

    /// All that is sent, in the order of the page, the button last.
    fn fields(&self) -> Vec<(String, String)> {
        let sent = self.controls.iter().filter(|it| it.sent && it.on);
        let fields = sent.map(|it| (it.name.clone(), with_line_ends(&it.value)));
        fields.chain(self.extra.iter().cloned()).collect()
    }

    #[track_caller]
    fn usable(&self, label: Label<'_>, kind: Kind) -> usize {
        let found = Control::find(&self.controls, label, &[kind]);
        let at = found.unwrap_or_else(|why| panic!("form to {}: {why}", self.action));
        assert!(self.controls[at].usable, "form to {}: {label} can’t be changed", self.action);
        at
    }
}

impl Button {
    fn read(element: ElementRef<'_>, path: &str) -> Self {
        let value = element.attr("value").unwrap_or_default();
        let is_input = element.value().name() == "input";
        Self {
            text: if is_input { value.to_owned() } else { line(element) },
            field: element.attr("name").map(|it| (it.to_owned(), value.to_owned())),
            action: element.attr("formaction").map(|it| action(it, path)),
        }
    }
}

/// Where a form of a page at `path` is sent: an empty action means the page itself.
fn action(written: &str, path: &str) -> String {
    let page = Url::parse("http://site/").unwrap().join(path).unwrap();
    let target = page.join(written).unwrap();
    target[Position::BeforePath..Position::AfterQuery].to_owned()
}

/// Line ends as browsers send them.
fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}
