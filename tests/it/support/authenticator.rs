//! A phone with an app that shows codes.
use marac::domain::time::Instant;
use totp_rs::{Builder, Secret, Totp};

/// The app, set up by the key that a page shows.
pub struct Phone(Totp);

impl Phone {
    /// Types the key of a page into the app.
    pub fn reading(text: &str) -> Self {
        let (_, after) = text.split_once("Type this key into the app: ").expect(text);
        let key: String = after.split_whitespace().take(8).collect();
        let secret = Secret::try_from_base32(key).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// The code that it shows.
    pub fn code(&self, now: Instant) -> String {
        self.0.generate(now.timestamp().unsigned_abs()).to_string()
    }
}
