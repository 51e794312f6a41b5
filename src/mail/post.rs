//! The post: takes a letter, says what became of it.
use std::future::ready;

use futures_util::future::BoxFuture;
use lettre::Message;

use super::compose::{ComposeError, Sender, Stamp};
use super::letters::{Letters, Replies};
use super::outcome::{Outcome, Step, Trouble};
use super::relay::Again;
use super::transport::{Settings, SettingsError, Transport};
use crate::domain::ids::MessageId;
use crate::domain::letter::Letter;
use crate::domain::time::Instant;

/// Everything that sending takes. One serves the whole process.
pub struct Post {
    letters: Letters,
    sender: Sender,
    transport: Transport,
}

impl Post {
    /// Opens the post. No connection is made yet.
    ///
    /// # Errors
    /// Fails when a setting cannot work.
    pub fn open(settings: Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            letters: Letters::open().map_err(|error| SettingsError::Template(error.to_string()))?,
            sender: Sender::parse(&settings.from, settings.reply_to.as_deref())
                .map_err(|_error| SettingsError::Address)?,
            transport: Transport::open(settings.way)?,
        })
    }

    /// Delivers a letter as the message `id`, sent at `now`. Call it outside any transaction: it
    /// takes as long as the relay does.
    pub async fn deliver(&self, letter: &Letter, id: MessageId, now: Instant) -> Outcome {
        let same = || -> BoxFuture<'_, Option<Letter>> { Box::pin(ready(Some(letter.clone()))) };
        self.deliver_afresh(letter, (id, now), &same).await
    }

    /// The same, where a relay may make the letter wait: as its text leaves it is no older than a
    /// moment, made `again` if need be, and it does not leave when there is none any more.
    pub async fn deliver_afresh(
        &self,
        letter: &Letter,
        (id, now): (MessageId, Instant),
        again: &Again<'_, Letter>,
    ) -> Outcome {
        let written = |letter: &Letter| {
            self.message(letter, Stamp { message: id, thread: letter.thread, at: now })
        };
        let again = || -> BoxFuture<'_, Option<Vec<u8>>> {
            Box::pin(async { Some(written(&again().await?).ok()?.formatted()) })
        };
        match written(letter) {
            Ok(message) => self.transport.send(id, &message, &again).await,
            Err(trouble) => trouble.at(Step::Connecting),
        }
    }

    /// Takes leave of the relay when nothing waits to be sent.
    pub async fn hang_up(&self) {
        if let Transport::Smtp(relay) = &self.transport {
            relay.hang_up().await;
        }
    }

    fn message(&self, letter: &Letter, stamp: Stamp) -> Result<Message, Trouble> {
        let replies = if self.sender.takes_replies() { Replies::Read } else { Replies::Unread };
        let written = self.letters.write(letter, replies).map_err(|_error| Trouble::Unwritten)?;
        self.sender.compose(&written, &letter.reader, stamp).map_err(|error| match error {
            ComposeError::Unaddressable => Trouble::Unaddressable,
            ComposeError::Malformed => Trouble::Unwritten,
        })
    }
}
