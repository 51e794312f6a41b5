//! Letters about an account. Each holds a link that works once and for a short time.
use serde::Serialize;

use super::{Due, Office, Told};
use crate::domain::text::Private;

/// An invitation to join an area.
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

/// A link to choose a new password.
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
