//! Handlebars: page and form types, and the engine that renders them.
