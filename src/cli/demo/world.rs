//! What a demo can do: move its clock with everything that is due, and show its letters.
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use futures_util::future::LocalBoxFuture;

use crate::domain::ids::{AreaId, MessageId};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::jobs::daily;
use crate::mail::folder::Folder;
use crate::mail::posted::Heading;
use crate::platform::clock::DemoClock;
use crate::views::demo::{Letter, LetterLine};
use crate::views::format;
use crate::web::World;
use crate::workflow::{Asker, Service, Step, post};

/// How often, and how long apart, it is looked whether the post is done.
const LOOKS: u32 = 200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// A county being served.
pub(super) struct County {
    pub(super) service: Service,
    pub(super) clock: DemoClock,
    pub(super) area: AreaId,
    pub(super) letters: Folder,
    pub(super) zone: Tz,
    /// The file that keeps the time.
    pub(super) kept: PathBuf,
    /// Held while the clock is moved, so that two presses follow each other.
    pub(super) moving: tokio::sync::Mutex<()>,
}

impl County {
    async fn to(&self, at: Instant) -> Step<()> {
        // Another press, or time itself, may have been there already.
        let _passed = self.clock.forward_to(at);
        daily::run_due(&self.service).await?;
        self.delivered().await
    }

    /// Waits a while until the post has taken what is due.
    async fn delivered(&self) -> Step<()> {
        for _ in 0..LOOKS {
            self.service.mail_bell().notify_one();
            let asker = Asker::service(self.area, "mail.claim");
            if !self.service.look(asker, post::is_due).await? {
                break;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    fn line(&self, heading: &Heading) -> LetterLine {
        LetterLine {
            id: heading.id.to_string(),
            to: Private::new(heading.to.reveal().replace('"', "")),
            subject: heading.subject.clone(),
            at: format::moment(heading.at, self.zone),
        }
    }
}

impl World for County {
    fn forward(&self, to: Instant) -> LocalBoxFuture<'_, Step<()>> {
        Box::pin(async move {
            let _moving = self.moving.lock().await;
            for at in daily::between(&self.service, self.clock.now(), to).await? {
                self.to(at).await?;
            }
            self.to(to).await?;
            if let Err(error) = keep_time(&self.kept, self.clock.now()) {
                tracing::warn!(%error, "the demo's time could not be kept");
            }
            Ok(())
        })
    }

    fn letters(&self) -> io::Result<Vec<LetterLine>> {
        Ok(self.letters.list()?.iter().map(|it| self.line(it)).collect())
    }

    fn letter(&self, id: MessageId) -> io::Result<Option<Letter>> {
        let found = self.letters.read(id)?;
        Ok(found.map(|it| Letter {
            line: self.line(&it.heading),
            text: it.text,
            html: it.html,
            source: it.source,
        }))
    }
}

/// Keeps the county's time for its next start.
pub(super) fn keep_time(file: &Path, at: Instant) -> io::Result<()> {
    std::fs::write(file, format!("{}\n", at.to_rfc3339()))
}
