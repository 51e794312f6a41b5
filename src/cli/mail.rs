//! `marac mail queue` and `marac mail test`: what waits to leave, and whether anything can.
use std::io::{self, Write};

use anyhow::bail;
use clap::Args;

use super::installation;
use crate::domain::area::Area;
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::MessageId;
use crate::domain::letter::account::Trial;
use crate::domain::letter::{Letter, Office, Reader};
use crate::domain::notice::Message;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::domain::wording;
use crate::mail::outcome::Outcome;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::random::Random;
use crate::store::{self, StoreError};

/// Who gets the letter that tries the way.
#[derive(Clone, Debug, Args)]
pub struct Trying {
    /// The address.
    #[arg(long, value_name = "ADDRESS")]
    to: String,
}

/// Prints what has not left yet, an area after the other; works beside `serve`. It names no person.
///
/// # Errors
/// Fails when the database cannot be opened or read.
pub fn queue(config: &Config, out: &mut impl Write) -> anyhow::Result<()> {
    let key = installation::key(config)?;
    let database = installation::door(config, &key)?.open_beside()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let waiting = runtime.block_on(database.read(|view| {
        let areas = store::area::list(view)?;
        let unsent = |area: Area| Ok((store::outbox::unsent(view, area.id)?, area));
        areas.into_iter().map(unsent).collect::<Result<Vec<_>, StoreError>>()
    }))?;
    for (messages, area) in waiting {
        let waiting = wording::count(messages.len() as u64, "message", "messages");
        writeln!(out, "{}: {waiting} not sent yet", area.name)?;
        messages.iter().try_for_each(|it| line(out, &area, it))?;
    }
    Ok(())
}

fn line(out: &mut impl Write, area: &Area, it: &Message) -> io::Result<()> {
    let clock = AreaClock::new(area.settings.timezone);
    let when = |at: Instant| {
        format!("{}, {}", wording::time(clock.time_of(at)), wording::date(clock.day_of(at)))
    };
    let (since, next) = (when(it.created_at), when(it.not_before));
    write!(out, "  {}  {}, {}: ", it.id, it.notice.shown(), it.delivery.shown().to_lowercase())?;
    write!(out, "queued {since}; not before {next}; tries: {}", it.attempts)?;
    if it.last_answer.is_empty() { writeln!(out) } else { writeln!(out, "; {}", it.last_answer) }
}

/// Sends one letter the way that all mail goes, and prints what became of it. It opens no database.
///
/// # Errors
/// Fails when the letter was not accepted, with what the mail server said.
pub fn test(config: &Config, trying: &Trying, out: &mut impl Write) -> anyhow::Result<()> {
    installation::key(config)?;
    let post = installation::post(config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (id, now) = (MessageId::from_uuid(Random::System.uuid()), Clock::system().now());
    let outcome = runtime.block_on(async {
        let outcome = post.deliver(&letter(config, &trying.to), id, now).await;
        post.hang_up().await;
        outcome
    });
    match outcome {
        Outcome::Accepted => Ok(writeln!(out, "The mail server has taken the message {id}.")?),
        Outcome::Deferred(why) => bail!("not sent, and would be tried again: {why}"),
        Outcome::Refused(why) => bail!("refused: {why}"),
        Outcome::Uncertain(why) => bail!("it may have gone: {why}"),
    }
}

fn letter(config: &Config, to: &str) -> Letter {
    let office = Office {
        area: String::new(),
        meeting: String::new(),
        phone: String::new(),
        site: config.server.address_of(""),
    };
    let reader = Reader { name: Private::default(), address: Private::new(to) };
    Letter { office, reader, thread: None, content: Trial {}.into() }
}
