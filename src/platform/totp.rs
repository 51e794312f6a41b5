//! Codes of an app that change every half minute (RFC 6238), and the picture that sets it up.
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Builder, Secret, Totp};

use crate::domain::time::Instant;

/// The secret that an app and the service share.
pub struct Shared(Totp);

impl Shared {
    /// From 20 bytes that nobody else knows. Codes have 6 digits, last 30 seconds, and are taken one
    /// step early or late.
    pub fn new(secret: [u8; 20], issuer: &str, account: &str) -> Option<Self> {
        // A colon would end the name of who issues it.
        let plain = |text: &str| text.replace(':', " ");
        Builder::new()
            .with_secret(Secret::from(secret))
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(account))
            .build()
            .ok()
            .map(Self)
    }

    /// The step whose code this is, if it is one at about this time.
    pub fn step_of(&self, code: &str, now: Instant) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.0.check(code, seconds).and_then(|it| i64::try_from(it).ok())
    }

    /// The code at a time.
    pub fn code(&self, now: Instant) -> String {
        self.0.generate(u64::try_from(now.timestamp()).unwrap_or_default()).to_string()
    }

    /// The secret in groups of four letters and digits, to be typed into an app.
    pub fn spelled(&self) -> String {
        let text = self.0.secret().to_base32();
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(4).map(|it| it.iter().collect::<String>());
        groups.collect::<Vec<_>>().join(" ")
    }

    /// The picture that an app reads, as the address of an image.
    pub fn picture(&self) -> Option<String> {
        let code = QrCode::new(self.0.to_url().ok()?).ok()?;
        let drawn = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
        Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(drawn)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn shared() -> Shared {
        Shared::new(*b"12345678901234567890", "Daily risk meeting", "a@b.example").unwrap()
    }

    /// Source: RFC 6238, appendix B, the last six digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            let at = Instant::UNIX_EPOCH + TimeDelta::seconds(seconds);
            assert_eq!(shared().code(at), code);
            assert_eq!(shared().step_of(code, at), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        let at = |seconds| Instant::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let code = shared().code(at(3_000));
        let taken: Vec<bool> = [2_940, 2_970, 3_029, 3_059, 3_060]
            .map(|it| shared().step_of(&code, at(it)).is_some())
            .into();
        assert_eq!(taken, [false, true, true, true, false]);
    }

    #[test]
    fn an_app_is_told_who_issues_it_and_reads_a_picture() {
        assert_eq!(shared().spelled(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(shared().picture().unwrap().starts_with("data:image/svg+xml;base64,"));
    }
}
