//! The engine: every template and partial, parsed once, in strict mode.
//!
//! Templates are known by their path under `templates/` without `.hbs`; those under `partials/` also
//! without that folder, so that `partials/govuk/button.hbs` is `{{> govuk/button}}`. What ends in
//! `.txt.hbs` is plain text and is not escaped; all else is HTML and is.
use std::path::Path;

use handlebars::{Handlebars, RenderError, TemplateError, no_escape};
use serde::Serialize;

use super::helper;
use super::page::{Layout, Page, Whole};

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
#[include = "*.hbs"]
#[exclude = "letters/*"]
struct Files;

/// A template could not be read when the program started.
#[derive(Debug, thiserror::Error)]
pub enum BadTemplate {
    /// It is not Handlebars.
    #[error("a template is wrong")]
    Syntax(#[from] Box<TemplateError>),
    /// It is not text, or it has gone.
    #[error("the template {0} cannot be read")]
    Unreadable(String),
}

/// A template asked for something that its value does not have.
#[derive(Debug, thiserror::Error)]
#[error("a page or letter could not be rendered")]
pub struct NotRendered(#[from] Box<RenderError>);

/// All templates.
pub struct Engine {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
}

impl Engine {
    /// Reads every template.
    ///
    /// # Errors
    /// Fails when one is not text or not Handlebars.
    pub fn new() -> Result<Self, BadTemplate> {
        let mut engine = Self { html: registry(), text: registry() };
        engine.text.register_escape_fn(no_escape);
        #[cfg(test)]
        engine
            .html
            .register_template_string("sample/part", include_str!("sample/part.hbs"))
            .map_err(Box::new)?;
        for file in <Files as rust_embed::RustEmbed>::iter() {
            let path = file.strip_suffix(".hbs").unwrap_or(&file);
            let name = path.strip_prefix("partials/").unwrap_or(path);
            let unreadable = || BadTemplate::Unreadable(path.to_owned());
            let content = <Files as rust_embed::RustEmbed>::get(&file).ok_or_else(unreadable)?.data;
            let source = std::str::from_utf8(&content).map_err(|_not_text| unreadable())?;
            let registry = if is_text(name) { &mut engine.text } else { &mut engine.html };
            registry.register_template_string(name, source).map_err(Box::new)?;
        }
        Ok(engine)
    }

    /// A whole page as HTML.
    ///
    /// # Errors
    /// Fails when the template names something that neither page nor layout has.
    pub fn page<P: Page>(&self, layout: &Layout, page: &P) -> Result<String, NotRendered> {
        self.letter(P::TEMPLATE, &Whole::new(layout, page))
    }

    /// One part of a letter: text or HTML, as its template's name says.
    ///
    /// # Errors
    /// Fails when the template names something that the value does not have.
    pub fn letter(&self, template: &str, value: &impl Serialize) -> Result<String, NotRendered> {
        let registry = if is_text(template) { &self.text } else { &self.html };
        registry.render(template, value).map_err(|error| NotRendered(Box::new(error)))
    }

    /// The names of all templates, for the tests that look at every one.
    #[cfg(test)]
    pub(crate) fn names(&self) -> Vec<String> {
        let (html, text) = (self.html.get_templates(), self.text.get_templates());
        html.keys().chain(text.keys()).cloned().collect()
    }

    /// Renders a template written in a test.
    #[cfg(test)]
    pub(crate) fn inline(&self, source: &str, value: &impl Serialize) -> Result<String, String> {
        self.html.render_template(source, value).map_err(|error| error.to_string())
    }
}

fn is_text(template: &str) -> bool {
    Path::new(template).extension().is_some_and(|it| it == "txt")
}

fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    helper::register(&mut registry);
    registry
}
