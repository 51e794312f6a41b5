//! Letters about an account, and the letter that tries the way mail takes.
use serde::Serialize;

use super::{Due, Office, Told};
use crate::domain::text::Private;

/// An invitation to join an area, by a link that works once and for a short time.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation {
    /// The token of the link.
    pub token: Private,
    /// When the link stops working.
    pub expires: Due,
}

impl Told for Invitation {
    fn kind(&self) -> &'static str {
        "invitation"
    }

    fn subject(&self, office: &Office) -> String {
        format!("Join the {} meeting", office.area)
    }
}

/// A link to choose a new password, which works once and for a short time.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordReset {
    /// The token of the link.
    pub token: Private,
    /// When the link stops working.
    pub expires: Due,
}

impl Told for PasswordReset {
    fn kind(&self) -> &'static str {
        "password_reset"
    }

    fn subject(&self, _office: &Office) -> String {
        "Choose a new password".to_owned()
    }
}

/// Word that somebody is named to stand in where a decision takes two people. It names nobody.
#[derive(Clone, Debug, Serialize)]
pub struct StandInNamed {
    /// Whether it is the reader who is named.
    pub is_reader: bool,
    /// Whether the reader sees who is named, in the settings.
    pub sees_settings: bool,
}

impl Told for StandInNamed {
    fn kind(&self) -> &'static str {
        "stand_in_named"
    }

    fn subject(&self, _office: &Office) -> String {
        if self.is_reader { "You are named to stand in" } else { "Somebody is named to stand in" }
            .to_owned()
    }
}

/// Word that mail arrives, for whoever sets up the service.
#[derive(Clone, Debug, Serialize)]
pub struct Trial {}

impl Told for Trial {
    fn kind(&self) -> &'static str {
        "trial"
    }

    fn subject(&self, _office: &Office) -> String {
        "Mail from this service arrives".to_owned()
    }
}
