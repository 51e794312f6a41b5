//! What people see when a page cannot be shown.
use serde::Serialize;

use super::page::Page;

/// There is no such page, or none for this reader: the two look the same.
#[derive(Serialize)]
pub struct NotFound {}

impl Page for NotFound {
    const TEMPLATE: &'static str = "pages/error/not-found";

    fn title(&self) -> String {
        "Page not found".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    vec![Sample::new("", &NotFound {}), Sample::signed_out("signed out", &NotFound {})]
}
