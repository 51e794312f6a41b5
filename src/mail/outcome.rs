//! What became of a message: from the relay's answer to what is done next.
use std::time::Duration;

use crate::domain::text::Private;

/// What became of one try to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The next machine has it and answers for it.
    Accepted,
    /// Not yet: to be tried again after [`backoff`].
    Deferred(Trouble),
    /// Never: trying again would change nothing.
    Refused(Trouble),
    /// It may have arrived: trying again might deliver it twice, so a person decides.
    Uncertain(Trouble),
}

/// Why a message did not go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No connection came about.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The server offers no encryption, or none that is safe.
    #[error("the mail server offers no encryption")]
    Unencrypted,
    /// The server's certificate is not for its name, out of date, or from nobody who is trusted.
    #[error("the mail server’s certificate cannot be trusted")]
    Untrusted,
    /// The server does not take the user name and password.
    #[error("the mail server refuses the user name or password")]
    SignIn,
    /// The server said no.
    #[error("the mail server answered {code}")]
    Answer {
        /// Its reply code.
        code: u16,
        /// Its words, which may repeat an address.
        words: Private,
    },
    /// The server took too long.
    #[error("the mail server took too long")]
    Slow,
    /// The connection broke, or what came back was no answer.
    #[error("the connection to the mail server broke")]
    Lost,
    /// The reader's address or name cannot stand in a message.
    #[error("the mail address or the name cannot be used")]
    Unaddressable,
    /// The letter could not be written.
    #[error("the letter could not be written")]
    Unwritten,
    /// The folder could not be written to.
    #[error("the mail folder cannot be written to")]
    Folder,
    /// It was taken back while the server made it wait.
    #[error("it was taken back while the mail server made it wait")]
    TakenBack,
}

/// How far a delivery had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reaching the server, encrypting, and signing in.
    Connecting,
    /// Saying who sends.
    Sender,
    /// Saying who receives.
    Recipient,
    /// Sending the message, its end not yet sent.
    Message,
    /// The end of the message was sent.
    End,
}

impl Trouble {
    /// What it means for the message.
    ///
    /// A permanent answer counts against the message only once the recipient is named. Before
    /// that it is about the service itself, and would refuse everybody's mail.
    pub fn at(self, step: Step) -> Outcome {
        match (&self, step) {
            (Self::Answer { code: 500.., .. }, Step::Recipient | Step::Message | Step::End)
            | (Self::Unaddressable, _) => Outcome::Refused(self),
            (Self::Lost | Self::Slow, Step::End) => Outcome::Uncertain(self),
            _ => Outcome::Deferred(self),
        }
    }
}

impl Outcome {
    /// Whether it stays so until a person changes the set-up, however often it is tried.
    pub fn is_alarm(&self) -> bool {
        matches!(
            self,
            Self::Deferred(
                Trouble::Unencrypted
                    | Trouble::Untrusted
                    | Trouble::SignIn
                    | Trouble::Answer { code: 500.., .. }
                    | Trouble::Unwritten
                    | Trouble::Folder
            )
        )
    }

    /// Why it did not go, when it did not.
    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Accepted => None,
            Self::Deferred(why) | Self::Refused(why) | Self::Uncertain(why) => Some(why),
        }
    }
}

/// How long to wait after a number of tries, the first being 1: 1, 2, 5, 15, 30 minutes, then an
/// hour each time.
pub fn backoff(tries: u32) -> Duration {
    let minutes = match tries {
        0 | 1 => 1,
        2 => 2,
        3 => 5,
        4 => 15,
        5 => 30,
        _ => 60,
    };
    Duration::from_secs(minutes * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(code: u16) -> Trouble {
        Trouble::Answer { code, words: Private::default() }
    }

    #[test]
    fn a_temporary_answer_defers_at_every_step() {
        for step in [Step::Connecting, Step::Sender, Step::Recipient, Step::Message, Step::End] {
            assert_eq!(answer(451).at(step), Outcome::Deferred(answer(451)));
            assert!(!answer(451).at(step).is_alarm());
        }
    }

    #[test]
    fn a_permanent_answer_refuses_once_the_recipient_is_named_and_alarms_before() {
        for step in [Step::Recipient, Step::Message, Step::End] {
            assert_eq!(answer(550).at(step), Outcome::Refused(answer(550)));
        }
        for step in [Step::Connecting, Step::Sender] {
            assert_eq!(answer(554).at(step), Outcome::Deferred(answer(554)));
            assert!(answer(554).at(step).is_alarm());
        }
    }

    #[test]
    fn only_a_break_after_the_end_of_the_message_is_uncertain() {
        for trouble in [Trouble::Lost, Trouble::Slow] {
            assert_eq!(trouble.clone().at(Step::End), Outcome::Uncertain(trouble.clone()));
            assert_eq!(trouble.clone().at(Step::Message), Outcome::Deferred(trouble));
        }
    }

    #[test]
    fn tries_come_apart_up_to_an_hour() {
        let minutes: Vec<u64> = (1..=8).map(|it| backoff(it).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 2, 5, 15, 30, 60, 60, 60]);
    }
}
