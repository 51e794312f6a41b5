//! The way of each copy: where its mail stands, stopping it before it leaves, and what came back.
use std::collections::HashMap;

use super::super::{Change, Cx, Step, StepError};
use super::{overseen, require_chair, unseen};
use crate::domain::access::{Duty, Wish, allows};
use crate::domain::actor::Actor;
use crate::domain::ids::{AccountId, MessageId};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{Copy, Minutes, State};
use crate::domain::notice::{Delivery, Message};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// Where one person's copy stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The copy.
    pub copy: Copy,
    /// Whose it is.
    pub name: Private,
    /// Their agency's name.
    pub agency: String,
    /// Where its mail stands; none when there is none.
    pub delivery: Option<Delivery>,
    /// When the mail came to rest.
    pub settled_at: Option<Instant>,
}

/// Where all copies of the version last approved stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sends {
    /// The meeting.
    pub meeting: Meeting,
    /// The version.
    pub minutes: Minutes,
    /// Each person's copy, by number.
    pub sendings: Vec<Sending>,
    /// Whether the reader may stop and correct.
    pub may_approve: bool,
}

impl Sends {
    /// How many have not left and can be stopped.
    pub fn waiting(&self) -> usize {
        self.count(|it| matches!(it, Delivery::Queued | Delivery::Deferred))
    }

    /// How many were stopped.
    pub fn stopped(&self) -> usize {
        self.count(|it| it == Delivery::Stopped)
    }

    fn count(&self, counts: impl Fn(Delivery) -> bool) -> usize {
        self.sendings.iter().filter(|it| it.delivery.is_some_and(&counts)).count()
    }
}

/// Where the copies of a meeting's minutes stand.
///
/// # Errors
/// Hidden from those who do not oversee minutes, and before any version was approved.
pub fn sends<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Sends> {
    let (meeting, minutes) = approved(cx, slug)?;
    let absent = cx.absent()?;
    let unseen = unseen::recipients(cx, &meeting, &minutes.content, &absent)?;
    let mut copies = copies(cx, &minutes)?;
    copies.retain(|it| !unseen.contains(&it.account_id));
    for (number, copy) in (1..).zip(&mut copies) {
        copy.number = number;
    }
    let ids: Vec<MessageId> = copies.iter().filter_map(|it| it.message_id).collect();
    let messages = store::outbox::of_ids(cx.session, meeting.area_id, &ids)?;
    let messages: HashMap<MessageId, Message> =
        messages.into_iter().map(|it| (it.id, it)).collect();
    let people = store::membership::colleagues(cx.session, meeting.area_id)?;
    let people: HashMap<AccountId, _> = people.into_iter().map(|it| (it.account.id, it)).collect();
    let sending = |copy: Copy| {
        let message = copy.message_id.and_then(|it| messages.get(&it));
        let person = people.get(&copy.account_id);
        Sending {
            name: person.map(|it| it.account.name.clone()).unwrap_or_default(),
            agency: person.map(|it| it.agency.clone()).unwrap_or_default(),
            delivery: message.map(|it| it.delivery),
            settled_at: message.and_then(|it| it.settled_at),
            copy,
        }
    };
    let may_approve = match cx.actor {
        Actor::Member(member) => {
            allows(member, Wish::ApproveMinutes(&super::facts(&meeting, Vec::new())), cx.now)
        }
        _ => false,
    };
    let sendings = copies.into_iter().map(sending).collect();
    Ok(Sends { meeting, minutes, sendings, may_approve })
}

/// Stops every copy that has not left. Gives how many that were.
///
/// # Errors
/// Hidden from everybody but the meeting's chair and named substitute; refused when all have left.
pub fn stop(cx: &mut Change<'_, '_>, slug: &str) -> Step<usize> {
    let (meeting, mut minutes) = approved(cx, slug)?;
    require_chair(cx, &meeting)?;
    let ids = messages(cx, &minutes)?;
    let stopped = store::outbox::stop(cx.session, meeting.area_id, &ids, cx.now)?;
    if stopped == 0 {
        return Err(
            Refused::because("No mail was waiting. It has left or was stopped before").into()
        );
    }
    minutes.stopped_at = Some(cx.now);
    store::minutes::update(cx.session, &mut minutes)?;
    cx.record("minutes.stop", meeting.id.as_str(), &[]);
    Ok(stopped)
}

/// Sends on what was stopped, after the area's delay. Gives how many that were.
///
/// # Errors
/// As [`stop`].
pub fn release(cx: &mut Change<'_, '_>, slug: &str) -> Step<usize> {
    let (meeting, mut minutes) = approved(cx, slug)?;
    require_chair(cx, &meeting)?;
    let delay = i64::from(cx.area()?.settings.minutes.mail_delay_minutes);
    let send_at = cx.now + chrono::TimeDelta::minutes(delay);
    let ids = messages(cx, &minutes)?;
    let released = store::outbox::release(cx.session, meeting.area_id, &ids, send_at)?;
    if released == 0 {
        return Err(Refused::because("No mail is stopped").into());
    }
    (minutes.stopped_at, minutes.send_at) = (None, Some(send_at));
    store::minutes::update(cx.session, &mut minutes)?;
    cx.record("minutes.release", meeting.id.as_str(), &[]);
    Ok(released)
}

/// The version that is approved.
fn approved<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<(Meeting, Minutes)> {
    cx.on_duty(Duty::OverseeMinutes)?;
    let (meeting, versions) = overseen(cx, slug)?;
    let minutes = versions.into_iter().find(|it| it.state == State::Approved);
    Ok((meeting, minutes.ok_or(StepError::Hidden)?))
}

fn copies<Mode>(cx: &mut Cx<'_, '_, Mode>, minutes: &Minutes) -> Step<Vec<Copy>> {
    let mut copies =
        store::minutes_copy::of_meeting(cx.session, minutes.area_id, minutes.meeting_id)?;
    copies.retain(|it| it.version == minutes.version);
    Ok(copies)
}

fn messages<Mode>(cx: &mut Cx<'_, '_, Mode>, minutes: &Minutes) -> Step<Vec<MessageId>> {
    Ok(copies(cx, minutes)?.into_iter().filter_map(|it| it.message_id).collect())
}
