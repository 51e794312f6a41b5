//! Coming by the directory of one's agency: what is said to those whom it does not bring in, and to
//! those who have shown anew who they are.
use serde::Serialize;

use super::page::Page;

/// Nobody was signed in.
#[derive(Serialize)]
pub struct NotBy {
    /// The directory's name.
    pub name: String,
    /// `unreachable`, `unproven`, `unknown` or `taken`.
    pub why: &'static str,
}

impl Page for NotBy {
    const TEMPLATE: &'static str = "pages/provider/not-by";

    fn title(&self) -> String {
        match self.why {
            "taken" => "This work account is in use".to_owned(),
            _ => "You are not signed in".to_owned(),
        }
    }
}

/// Somebody has shown anew who they are.
#[derive(Serialize)]
pub struct Confirmed {}

impl Page for Confirmed {
    const TEMPLATE: &'static str = "pages/provider/confirmed";

    fn title(&self) -> String {
        "You have confirmed it is you".to_owned()
    }
}

#[cfg(test)]
pub(crate) fn samples() -> Vec<super::sample::Sample> {
    use super::sample::Sample;
    let not_by = |why| NotBy { name: "Northshire Police".to_owned(), why };
    vec![
        Sample::signed_out("unreachable", &not_by("unreachable")),
        Sample::signed_out("unproven", &not_by("unproven")),
        Sample::signed_out("unknown", &not_by("unknown")),
        Sample::new("taken", &not_by("taken")),
        Sample::new("", &Confirmed {}),
    ]
}
