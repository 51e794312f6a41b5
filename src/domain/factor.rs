//! Second factors: an app that shows codes, recovery codes, passkeys, and what is awaited while somebody
//! signs in by them.
use super::actor::Role;
use super::ids::{AccountId, PasskeyId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

/// An app that shows codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticator {
    /// Whose it is.
    pub account_id: AccountId,
    /// What its secret is worked out from, with a key.
    pub seed: String,
    /// The step of the last code that was taken; that one and earlier ones are never taken again.
    /// Source: RFC 6238, section 5.2.
    pub last_step: i64,
    /// When it was set up.
    pub made_at: Instant,
}

/// A code on paper, for when the app is lost. It works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCode {
    /// Whose it is.
    pub account_id: AccountId,
    /// What is kept of it.
    pub code_hash: String,
    /// When it was made.
    pub made_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}

/// A passkey: it is two factors in one, and signs its person in alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its identifier.
    pub id: PasskeyId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What they call it.
    pub name: Private,
    /// What its device knows it by, as base64url.
    pub credential_id: String,
    /// The public key and what goes with it, as JSON.
    pub credential: Private,
    /// When it was made.
    pub made_at: Instant,
    /// When they last signed in by it.
    pub used_at: Option<Instant>,
}

/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

words! {
    /// What is awaited of somebody whose password was right.
    Awaited {
        /// A code of their app, or a recovery code.
        Code = "code" / "A code",
        /// That they set up a second factor, which their role needs.
        SetUp = "set_up" / "Setting up a second factor",
    }
}

/// What somebody whose password was right must still do. Whoever holds its token has access to
/// nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    /// Whose sign-in it is.
    pub account_id: AccountId,
    /// What is awaited.
    pub awaited: Awaited,
    /// How many wrong codes came.
    pub tries: i32,
    /// The roles that the directory they came by lets them have; none when it says nothing of that.
    pub granted: Option<Vec<Role>>,
    /// When it is too late.
    pub expires_at: Instant,
}

/// After how many wrong codes somebody begins again with the password.
const MOST_TRIES: i32 = 5;

impl Challenge {
    /// Whether it can still be met. `now` is real time.
    pub fn holds(&self, now: Instant) -> bool {
        now < self.expires_at && self.tries < MOST_TRIES
    }
}

/// A code as it is compared: without the blanks and dashes that people put in, in small letters.
pub fn plain_code(typed: &str) -> String {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric);
    plain.map(|it| it.to_ascii_lowercase()).collect()
}

/// Whether a plain code is one of an app, as against a recovery code.
pub fn is_of_app(plain: &str) -> bool {
    plain.len() == 6 && plain.chars().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        assert_eq!(plain_code(" 123 456 "), "123456");
        assert_eq!(plain_code("ABCDE-fgh23"), "abcdefgh23");
        assert!(is_of_app("123456"));
        assert!(!is_of_app("abcdefgh23") && !is_of_app("1234567"));
    }

    #[test]
    fn a_challenge_ends_with_its_time_and_with_the_fifth_wrong_code() {
        let now = Instant::UNIX_EPOCH;
        let mut challenge = Challenge {
            token_hash: String::new(),
            account_id: AccountId::from_uuid(uuid::Uuid::nil()),
            awaited: Awaited::Code,
            tries: 4,
            granted: None,
            expires_at: now + chrono::TimeDelta::minutes(10),
        };
        assert!(challenge.holds(now));
        assert!(!challenge.holds(challenge.expires_at));
        challenge.tries = 5;
        assert!(!challenge.holds(now));
    }
}
