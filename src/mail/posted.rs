//! A message that left, read back.
use chrono::DateTime;
use mailparse::{MailHeaderMap, ParsedMail};

use crate::domain::ids::MessageId;
use crate::domain::text::Private;
use crate::domain::time::Instant;

/// What a list of messages shows of one.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its identifier.
    pub id: MessageId,
    /// Whom it is to, as its header says.
    pub to: Private,
    /// Its subject.
    pub subject: String,
    /// When it was sent.
    pub at: Instant,
}

/// A whole message.
#[derive(Clone, Debug)]
pub struct Posted {
    /// What a list shows of it.
    pub heading: Heading,
    /// Its plain text.
    pub text: Private,
    /// Its HTML.
    pub html: Private,
    /// The message as it went.
    pub source: Private,
}

impl Heading {
    /// Reads the beginning of a message; nothing when it is none.
    pub(super) fn read(id: MessageId, source: &[u8]) -> Option<Self> {
        let (headers, _) = mailparse::parse_headers(source).ok()?;
        let seconds = mailparse::dateparse(&headers.get_first_value("Date")?).ok()?;
        Some(Self {
            id,
            to: Private::new(headers.get_first_value("To")?),
            subject: headers.get_first_value("Subject")?,
            at: DateTime::from_timestamp(seconds, 0)?,
        })
    }
}

impl Posted {
    /// Reads a message; nothing when it is none of ours.
    pub(super) fn read(id: MessageId, source: &[u8]) -> Option<Self> {
        let message = mailparse::parse_mail(source).ok()?;
        Some(Self {
            heading: Heading::read(id, source)?,
            text: body(&message, "text/plain")?,
            html: body(&message, "text/html")?,
            source: Private::new(String::from_utf8_lossy(source)),
        })
    }
}

fn body(message: &ParsedMail<'_>, kind: &str) -> Option<Private> {
    let part = message.parts().find(|it| it.ctype.mimetype == kind)?;
    Some(Private::new(part.get_body().ok()?.replace("\r\n", "\n")))
}
