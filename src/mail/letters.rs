//! The written letter: subject, text and HTML from the templates in `templates/letters`.
use handlebars::{Handlebars, RenderError, TemplateError, html_escape};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::{phrases, style, wrap};
use crate::domain::letter::{Content, Letter, Office, Reader};

/// Bytes of HTML. Gmail cuts off what is longer than about 102 kB, so a longer copy of the minutes
/// has its reader's actions in full and its cases by link.
const LONGEST: usize = 90_000;

#[derive(RustEmbed)]
#[folder = "templates/letters"]
struct Templates;

/// Every template of every letter. `<kind>/body.txt.hbs` and `<kind>/body.html.hbs` are a letter,
/// `parts/` holds what letters share.
pub struct Letters {
    text: Handlebars<'static>,
    html: Handlebars<'static>,
}

/// A letter in words. It holds what its reader may see and nothing prints it.
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The whole letter in plain text.
    pub text: String,
    /// The whole letter in HTML.
    pub html: String,
}

/// What happens to replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replies {
    /// They reach the coordinator.
    Read,
    /// Nobody reads them.
    Unread,
}

/// What a template sees.
#[derive(Serialize)]
struct Sheet<'a> {
    office: &'a Office,
    reader: &'a Reader,
    it: &'a Content,
    cases_by_link: bool,
    replies_are_read: bool,
}

/// What the frame of the HTML sees.
#[derive(Serialize)]
struct Frame<'a> {
    subject: &'a str,
    body: &'a str,
}

impl Letters {
    /// Reads the templates.
    ///
    /// # Errors
    /// Fails when a template is malformed.
    pub fn open() -> Result<Self, Box<TemplateError>> {
        let mut letters = Self { text: registry(continued_text), html: registry(continued_html) };
        for file in Templates::iter() {
            let Some(found) = Templates::get(&file) else { continue };
            let template = String::from_utf8_lossy(&found.data);
            if let Some(name) = file.strip_suffix(".txt.hbs") {
                letters.text.register_template_string(name, template)?;
            } else if let Some(name) = file.strip_suffix(".html.hbs") {
                letters.html.register_template_string(name, template)?;
            }
        }
        Ok(letters)
    }

    /// Writes a letter.
    ///
    /// # Errors
    /// Fails when a template asks for what the letter does not have.
    pub fn write(&self, letter: &Letter, replies: Replies) -> Result<Written, Box<RenderError>> {
        let template = format!("{}/body", letter.kind());
        let mut sheet = Sheet {
            office: &letter.office,
            reader: &letter.reader,
            it: &letter.content,
            cases_by_link: false,
            replies_are_read: replies == Replies::Read,
        };
        let subject = letter.subject();
        let mut html = self.html(&template, &subject, &sheet)?;
        if html.len() > LONGEST {
            sheet.cases_by_link = true;
            html = self.html(&template, &subject, &sheet)?;
        }
        let text = wrap::wrap(&self.text.render(&template, &sheet)?);
        Ok(Written { subject, text, html })
    }

    fn html(
        &self,
        template: &str,
        subject: &str,
        sheet: &Sheet<'_>,
    ) -> Result<String, Box<RenderError>> {
        let body = style::inline(&self.html.render(template, sheet)?);
        Ok(self.html.render("layout", &Frame { subject, body: &body })?)
    }
}

fn registry(escape: fn(&str) -> String) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    registry.register_escape_fn(escape);
    phrases::register(&mut registry);
    registry
}

/// Lines that people typed go on indented, so that none of them looks like a part of the letter.
fn continued_text(value: &str) -> String {
    value.trim().replace("\r\n", "\n").replace('\n', "\n  ")
}

fn continued_html(value: &str) -> String {
    html_escape(value.trim()).replace("\r\n", "\n").replace('\n', "<br>")
}
