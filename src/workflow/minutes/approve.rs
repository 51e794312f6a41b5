//! Approval: a version is frozen with its digest, and its copies are queued.
use chrono::TimeDelta;

use super::super::tools::digest;
use super::super::{Change, Step};
use super::draft::cases;
use super::recipient::{Circle, Recipient};
use super::{newest, overseen, require_chair, unseen};
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::MessageId;
use crate::domain::minutes::{Copy, Minutes, Route, State};
use crate::domain::notice::Notice;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::time::Instant;
use crate::store::{self, StoreError};

/// Approves the draft that was `seen` as a true record: freezes it with its digest, replaces the
/// version before, and queues everybody's copy to leave after the area's delay. Gives how many
/// people get one.
///
/// # Errors
/// Hidden from everybody but the meeting's chair and named substitute; not fresh when they signed in
/// too long ago; refused when it is approved
/// already or says what the version before says; stale when it changed since it was seen.
pub fn approve(cx: &mut Change<'_, '_>, slug: &str, seen: i32) -> Step<usize> {
    let (meeting, versions) = overseen(cx, slug)?;
    require_chair(cx, &meeting)?;
    cx.fresh()?;
    let before = versions.iter().find(|it| it.state == State::Approved).cloned();
    let mut minutes = newest(versions)?;
    if minutes.state != State::Draft {
        return Err(Refused::because("These minutes have been approved already").into());
    }
    Stale::check(minutes.row_version, seen, &[])?;
    let settings = cx.area()?.settings;
    let send_at = cx.now + TimeDelta::minutes(i64::from(settings.minutes.mail_delay_minutes));
    let last_day =
        cx.calendar()?.add_working_days(cx.today()?, settings.minutes.correction_working_days);
    let closes = AreaClock::new(settings.timezone).instant_of(last_day, settings.action.due_at);
    minutes.state = State::Approved;
    minutes.digest = frozen(&minutes)?;
    if before.as_ref().is_some_and(|it| it.digest == minutes.digest) {
        let text = "Nothing has changed since the version before. Change what is wrong first";
        return Err(Refused::because(text).into());
    }
    minutes.approved_at = Some(cx.now);
    minutes.approved_by = Some(cx.member()?.account);
    minutes.send_at = Some(send_at);
    minutes.corrections_until = Some(closes);
    store::minutes::update(cx.session, &mut minutes)?;
    if let Some(before) = before {
        replace(cx, before)?;
    }
    let recipients = Circle::read(cx, &minutes.content)?.recipients(&minutes.content);
    for (number, recipient) in (1..).zip(&recipients) {
        issue(cx, &minutes, recipient, number, send_at)?;
    }
    cx.record("minutes.approve", meeting.id.as_str(), &cases(&minutes.content));
    let absent = cx.absent()?;
    let unseen = unseen::recipients(cx, &meeting, &minutes.content, &absent)?;
    Ok(recipients.len() - unseen.len())
}

/// SHA-256 of what the minutes say, in hexadecimal.
fn frozen(minutes: &Minutes) -> Step<String> {
    let text = serde_json::to_vec(&minutes.content).map_err(StoreError::Unreadable)?;
    Ok(digest(&text))
}

/// Marks the version before as replaced, and stops what of it has not left.
fn replace(cx: &mut Change<'_, '_>, mut before: Minutes) -> Step<()> {
    before.state = State::Superseded;
    let copies = store::minutes_copy::of_meeting(cx.session, before.area_id, before.meeting_id)?;
    let unsent: Vec<MessageId> = copies
        .iter()
        .filter(|it| it.version == before.version)
        .filter_map(|it| it.message_id)
        .collect();
    store::outbox::stop(cx.session, before.area_id, &unsent, cx.now)?;
    Ok(store::minutes::update(cx.session, &mut before)?)
}

/// Makes one person's copy and queues its mail.
fn issue(
    cx: &mut Change<'_, '_>,
    minutes: &Minutes,
    recipient: &Recipient,
    number: i32,
    send_at: Instant,
) -> Step<()> {
    let route = recipient.standing.route();
    let (meeting, version) = (minutes.meeting_id, minutes.version);
    let message_id = if route == Route::Held {
        None
    } else {
        let once = format!("minutes_issued:{meeting}:{version}");
        let notice = Notice::MinutesIssued { meeting, version };
        cx.tell(recipient.account, notice, &once, send_at)?
    };
    let of = (minutes.area_id, meeting, version);
    let copy = Copy::new(of, (recipient.account, number), route, message_id);
    Ok(store::minutes_copy::insert(cx.session, &copy)?)
}
