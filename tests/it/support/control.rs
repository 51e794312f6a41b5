//! The controls of a page: what each is called, what it holds, what is wrong with it.
use scraper::{ElementRef, Html};

use super::label::Label;
use super::page::{inside, select};
use super::words::line;

/// What a control is to the person who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Typed into.
    Text,
    /// One of several.
    Radio,
    /// On or off.
    Check,
    /// A list to pick from.
    List,
    /// Sent along unseen.
    Hidden,
}

/// One control.
#[derive(Clone, Debug)]
pub struct Control {
    /// What it is.
    pub kind: Kind,
    /// The name that it is sent under.
    pub name: String,
    /// The words of its label.
    pub label: String,
    /// The legends around it, the nearest first.
    pub groups: Vec<String>,
    /// What is sent.
    pub value: String,
    /// Whether a radio button or a check box is on; true of everything else.
    pub on: bool,
    /// The words and values of the options of a list.
    pub options: Vec<(String, String)>,
    /// Whether a person may change it.
    pub usable: bool,
    /// Whether it is sent.
    pub sent: bool,
    /// The message beside it.
    pub error: Option<String>,
    /// The place of its form among the page's forms.
    pub form: Option<usize>,
}

impl Control {
    /// All controls of a page, in its order.
    pub fn all(html: &Html) -> Vec<Self> {
        let owner = Owner::of(html);
        select(html, "input, textarea, select")
            .filter_map(|it| Some(Self::read(html, it, kind(it)?, &owner)))
            .collect()
    }

    fn read(html: &Html, element: ElementRef<'_>, kind: Kind, owner: &Owner<'_>) -> Self {
        let options = inside(element, "option");
        let options: Vec<_> = options.map(|it| (line(it), attribute_or_words(it))).collect();
        let disabled = ancestors(element).any(|it| it.attr("disabled").is_some());
        Self {
            kind,
            name: element.attr("name").unwrap_or_default().to_owned(),
            label: label_of(html, element),
            groups: ancestors(element).filter_map(|it| legend(html, it)).collect(),
            value: value(element, kind, &options),
            on: element.attr("checked").is_some() || !matches!(kind, Kind::Radio | Kind::Check),
            options,
            usable: !disabled && element.attr("readonly").is_none() && kind != Kind::Hidden,
            sent: !disabled && element.attr("name").is_some(),
            error: error_of(html, element),
            form: owner.form(element),
        }
    }

    /// The one control of that label.
    ///
    /// # Errors
    /// Says what there is, when there is none or more than one.
    pub fn named<'a>(controls: &'a [Self], label: Label<'_>) -> Result<&'a Self, String> {
        let at = Self::find(controls, label, &[Kind::Text, Kind::Radio, Kind::Check, Kind::List])?;
        Ok(&controls[at])
    }

    /// The place of the one control of that label and of one of those kinds.
    ///
    /// # Errors
    /// Says what there is, when there is none or more than one.
    pub fn find(controls: &[Self], label: Label<'_>, kinds: &[Kind]) -> Result<usize, String> {
        let fits = |it: &Self| {
            kinds.contains(&it.kind)
                && it.label == label.text
                && label.group.is_none_or(|group| it.groups.iter().any(|at| at == group))
        };
        let found: Vec<_> = (0..controls.len()).filter(|it| fits(&controls[*it])).collect();
        let seen = controls.iter().filter(|it| kinds.contains(&it.kind)).map(Self::described);
        match found[..] {
            [at] => Ok(at),
            [] => Err(format!("no {label} among\n{}", seen.collect::<Vec<_>>().join("\n"))),
            _ => Err(format!("more than one {label}: name its group too")),
        }
    }

    /// What the control shows: the words of the option of a list, else its value.
    pub fn shown(&self) -> &str {
        let option = self.options.iter().find(|it| it.1 == self.value);
        option.map_or(&self.value, |it| &it.0)
    }

    /// Whether what is typed is shown again when something is wrong: all but passwords.
    pub fn is_shown_again(&self) -> bool {
        !["password", "again", "current", "new", "username"].contains(&self.name.as_str())
    }

    fn described(&self) -> String {
        let groups = self.groups.iter().map(|it| format!("“{it}”"));
        let path = std::iter::once(format!("“{}”", self.label)).chain(groups);
        format!("  {:?} {}", self.kind, path.collect::<Vec<_>>().join(" in "))
    }
}

/// Which form each element belongs to.
pub struct Owner<'a> {
    forms: Vec<ElementRef<'a>>,
}

impl<'a> Owner<'a> {
    /// Reads the forms of a page.
    pub fn of(html: &'a Html) -> Self {
        Self { forms: select(html, "form").collect() }
    }

    /// The place of an element's form among the page's forms.
    pub fn form(&self, element: ElementRef<'_>) -> Option<usize> {
        if let Some(named) = element.attr("form") {
            return self.forms.iter().position(|it| it.attr("id") == Some(named));
        }
        ancestors(element).find_map(|up| self.forms.iter().position(|it| it.id() == up.id()))
    }
}

/// The groups of a page: the legend and the message of each.
pub fn groups(html: &Html) -> Vec<(String, Option<String>)> {
    let all = select(html, "fieldset, [role=group], [role=radiogroup]");
    all.filter_map(|it| Some((legend(html, it)?, error_of(html, it)))).collect()
}

/// The label of a control, as a screen reader would say it.
pub fn label_of(html: &Html, element: ElementRef<'_>) -> String {
    if let Some(label) = element.attr("aria-label") {
        return label.to_owned();
    }
    if let Some(ids) = element.attr("aria-labelledby") {
        let words = ids.split_whitespace().filter_map(|it| by_id(html, it)).map(line);
        return words.collect::<Vec<_>>().join(" ");
    }
    let id = element.attr("id");
    let mut labels = select(html, "label");
    labels.find(|it| id.is_some() && it.attr("for") == id).map_or_else(
        || ancestors(element).find(|it| it.value().name() == "label").map(line).unwrap_or_default(),
        line,
    )
}

/// The element of that id.
pub fn by_id<'a>(html: &'a Html, id: &str) -> Option<ElementRef<'a>> {
    select(html, "[id]").find(|it| it.attr("id") == Some(id))
}

/// The element and all around it, the nearest first.
fn ancestors(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
}

fn kind(element: ElementRef<'_>) -> Option<Kind> {
    match (element.value().name(), element.attr("type").unwrap_or("text")) {
        ("select", _) => Some(Kind::List),
        ("textarea", _) => Some(Kind::Text),
        (_, "radio") => Some(Kind::Radio),
        (_, "checkbox") => Some(Kind::Check),
        (_, "hidden") => Some(Kind::Hidden),
        (_, "submit" | "button" | "reset" | "image") => None,
        _ => Some(Kind::Text),
    }
}

fn value(element: ElementRef<'_>, kind: Kind, options: &[(String, String)]) -> String {
    let written = element.attr("value").map(str::to_owned);
    match kind {
        Kind::Radio | Kind::Check => written.unwrap_or_else(|| "on".to_owned()),
        Kind::List => {
            let chosen = inside(element, "option[selected]").next_back().map(attribute_or_words);
            chosen.or_else(|| Some(options.first()?.1.clone())).unwrap_or_default()
        }
        _ if element.value().name() == "textarea" => element.text().collect(),
        _ => written.unwrap_or_default(),
    }
}

fn attribute_or_words(option: ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| line(option), str::to_owned)
}

fn legend(html: &Html, element: ElementRef<'_>) -> Option<String> {
    match element.value().name() {
        "fieldset" => inside(element, "legend").next().map(line),
        _ if element.attr("role").is_some_and(|it| it.ends_with("group")) => {
            Some(label_of(html, element))
        }
        _ => None,
    }
}

/// The message that describes an element, without the word "Error" for screen readers.
fn error_of(html: &Html, element: ElementRef<'_>) -> Option<String> {
    let ids = element.attr("aria-describedby")?;
    let mut described = ids.split_whitespace().filter_map(|it| by_id(html, it));
    let is_error = |it: &ElementRef<'_>| it.value().classes().any(|it| it == "govuk-error-message");
    let words = line(described.find(is_error)?);
    Some(words.strip_prefix("Error:").unwrap_or(&words).trim().to_owned())
}
