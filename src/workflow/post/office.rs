//! What every letter says of the area, its meetings and its times.
use super::super::{Cx, Step};
use crate::domain::agency::MailRule;
use crate::domain::area_clock::AreaClock;
use crate::domain::letter::{Due, Meeting, Office};
use crate::domain::meeting;
use crate::domain::time::Instant;

/// How much may leave for a reader's mail domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Everything that the reader may see.
    Secure,
    /// Counts, days, and where to sign in.
    Notice,
}

impl Route {
    /// The route by an area's rule for the domain; none where nothing may leave.
    pub(super) fn by(rule: MailRule) -> Option<Self> {
        match rule {
            MailRule::Secure => Some(Self::Secure),
            MailRule::Notice => Some(Self::Notice),
            MailRule::Blocked => None,
        }
    }

    /// A value, where it may leave.
    pub(super) fn only_secure<T>(self, value: T) -> Option<T> {
        (self == Self::Secure).then_some(value)
    }
}

/// Who writes.
pub(super) fn office<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Office> {
    let area = cx.area()?;
    Ok(Office {
        area: area.name,
        meeting: area.settings.words.meeting,
        phone: area.settings.contact.coordinator_phone,
        site: cx.tools.public_url.clone(),
    })
}

/// The clock on the area's wall.
pub(super) fn clock<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<AreaClock> {
    Ok(AreaClock::new(cx.area()?.settings.timezone))
}

/// A meeting as letters name it.
pub(super) fn named(clock: AreaClock, meeting: &meeting::Meeting) -> Meeting {
    Meeting { slug: meeting.slug.clone(), on: meeting.day, at: clock.time_of(meeting.starts_at) }
}

/// A moment, by the area's clocks.
pub(super) fn due(clock: AreaClock, at: Instant) -> Due {
    Due { on: clock.day_of(at), at: Some(clock.time_of(at)) }
}
