//! The end of a session.
use serde::Serialize;

use super::page::Page;

/// Somebody signed out, or was signed out because nothing had been done for a while.
#[derive(Serialize)]
pub struct SignedOut {}

impl Page for SignedOut {
    const TEMPLATE: &'static str = "pages/session/signed-out";

    fn title(&self) -> String {
        "You are signed out".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    vec![super::sample::Sample::signed_out("", &SignedOut {})]
}
