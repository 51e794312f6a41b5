//! One message for one reader, as it goes over the wire.
use std::time::SystemTime;

use lettre::Message;
use lettre::address::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};

use super::letters::Written;
use crate::domain::ids::{MeetingId, MessageId};
use crate::domain::letter::Reader;
use crate::domain::text::Private;
use crate::domain::time::Instant;

/// Who a message is from, and where replies go.
#[derive(Clone, Debug)]
pub struct Sender {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// What makes a message this one and no other: the same at each try.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// Its identifier.
    pub message: MessageId,
    /// The meeting whose messages a mailbox shows together.
    pub thread: Option<MeetingId>,
    /// When it is sent.
    pub at: Instant,
}

/// A message could not be made of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// The address or name cannot stand in a message.
    #[error("the mail address or the name cannot be used")]
    Unaddressable,
    /// The subject cannot stand in a message.
    #[error("the letter cannot be put into a message")]
    Malformed,
}

impl Sender {
    /// Reads the addresses as the configuration has them: `Name <address>`, or the address alone.
    ///
    /// # Errors
    /// Fails when one of them is no address.
    pub fn parse(from: &str, reply_to: Option<&str>) -> Result<Self, ComposeError> {
        let mailbox = |text: &str| -> Result<Mailbox, ComposeError> {
            let found: Mailbox =
                plain(text)?.parse().map_err(|_error| ComposeError::Unaddressable)?;
            check_address(found.email.as_ref())?;
            Ok(found)
        };
        Ok(Self { from: mailbox(from)?, reply_to: reply_to.map(mailbox).transpose()? })
    }

    /// Whether replies have somewhere to go.
    pub fn takes_replies(&self) -> bool {
        self.reply_to.is_some()
    }

    /// Puts a written letter into a message.
    ///
    /// # Errors
    /// Fails when the reader's address or name, or the subject, holds what no header may.
    pub fn compose(
        &self,
        letter: &Written,
        reader: &Reader,
        stamp: Stamp,
    ) -> Result<Message, ComposeError> {
        let host = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(recipient(reader)?)
            .subject(plain(&letter.subject).map_err(|_error| ComposeError::Malformed)?)
            .date(SystemTime::from(stamp.at))
            .message_id(Some(format!("<{}@{host}>", stamp.message)));
        if let Some(meeting) = stamp.thread {
            message = message.references(format!("<meeting.{meeting}@{host}>"));
        }
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        for (name, value) in [
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "All"),
            ("Sensitivity", "Company-Confidential"),
        ] {
            let name = HeaderName::new_from_ascii_str(name);
            message = message.raw_header(HeaderValue::new(name, value.to_owned()));
        }
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &letter.text)?)
            .singlepart(part(ContentType::TEXT_HTML, &letter.html)?);
        message.multipart(parts).map_err(|_error| ComposeError::Malformed)
    }
}

fn recipient(reader: &Reader) -> Result<Mailbox, ComposeError> {
    let address = plain(reader.address.reveal())?;
    check_address(address)?;
    let email: Address = address.parse().map_err(|_error| ComposeError::Unaddressable)?;
    let name = Some(&reader.name).filter(|it| !it.is_blank()).map(Private::reveal);
    Ok(Mailbox::new(name.map(plain).transpose()?.map(str::to_owned), email))
}

/// A header holds one line and nothing that steers what shows it.
fn plain(text: &str) -> Result<&str, ComposeError> {
    let steers = |it: char| {
        it.is_control() || matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(steers) { Err(ComposeError::Unaddressable) } else { Ok(text) }
}

/// Relays take ASCII addresses; a quoted local part or several addresses are nobody's.
fn check_address(address: &str) -> Result<(), ComposeError> {
    let odd = |it: char| !it.is_ascii_graphic() || "\"(),:;<>[\\]".contains(it);
    if address.contains(odd) { Err(ComposeError::Unaddressable) } else { Ok(()) }
}

fn part(kind: ContentType, text: &str) -> Result<SinglePart, ComposeError> {
    let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable)
        .map_err(|_text| ComposeError::Malformed)?;
    Ok(SinglePart::builder().header(kind).body(body))
}
