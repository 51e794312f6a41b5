//! Own copies: what each reader gets, in the service and by mail, and what they answer.
use super::super::{Change, Cx, Step, StepError, access, protected};
use super::recipient::Circle;
use super::{facts, unseen};
use crate::domain::access::{Duty, Wish, may};
use crate::domain::ids::{AccountId, MeetingId};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{Copy, Issue, Minutes, OwnCopy, State};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store;

/// Somebody's copy of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The meeting.
    pub meeting: Meeting,
    /// The version, with nothing of what it says.
    pub minutes: Minutes,
    /// Who approved it.
    pub approved_by: Private,
    /// Whose copy, by which way, and what they answered.
    pub copy: Copy,
    /// Which of the copies it is, from 1.
    pub number: usize,
    /// How many copies there are.
    pub of: usize,
    /// The reader's name.
    pub name: Private,
    /// Their agency's name.
    pub agency: String,
    /// What they get.
    pub own: OwnCopy,
}

/// A meeting's minutes, as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The meeting.
    pub meeting: Meeting,
    /// The newest version that the reader may know of.
    pub issue: Issue,
}

/// What a reader says of their copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is right.
    Right,
    /// It should be corrected, and how.
    Wrong(Private),
}

/// How many versions the list of minutes looks back on.
const LISTED: i64 = 60;

/// The newest minutes: for those who oversee them all, for others those of which they have a copy.
///
/// # Errors
/// Hidden from those who take no part.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Line>> {
    cx.on_duty(Duty::TakePart)?;
    let member = cx.member()?;
    let oversees = may(member, Duty::OverseeMinutes);
    let account = (!oversees).then_some(member.account);
    let issues = store::minutes::newest(cx.session, member.area, account, LISTED)?;
    let mut ids: Vec<MeetingId> = Vec::new();
    let mut newest = issues;
    newest.retain(|it| {
        let first = !ids.contains(&it.meeting_id);
        ids.extend(first.then_some(it.meeting_id));
        first
    });
    let meetings = store::meeting::of_ids(cx.session, member.area, &ids)?;
    let line = |issue: Issue| {
        let meeting = meetings.iter().find(|it| it.id == issue.meeting_id)?.clone();
        Some(Line { meeting, issue })
    };
    let mut lines: Vec<Line> = newest.into_iter().filter_map(line).collect();
    lines.sort_by_key(|it| std::cmp::Reverse(it.meeting.starts_at));
    if let Some(account) = account {
        drop_unseen(cx, &mut lines, account)?;
    }
    Ok(lines)
}

/// Drops what somebody has a copy of for cases alone that are not there for them any more.
fn drop_unseen<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    lines: &mut Vec<Line>,
    account: AccountId,
) -> Step<()> {
    let (area, absent) = (cx.area_id()?, cx.absent()?);
    if absent.is_empty() {
        return Ok(());
    }
    let mut gone: Vec<MeetingId> = Vec::new();
    for line in lines.iter() {
        let (meeting, version) = (&line.meeting, line.issue.version);
        let content = store::minutes::find(cx.session, area, meeting.id, version)?.content;
        if unseen::recipients(cx, meeting, &content, &absent)?.contains(&account) {
            gone.push(meeting.id);
        }
    }
    lines.retain(|it| !gone.contains(&it.meeting.id));
    Ok(())
}

/// Somebody's copy of a version, as they may see it now.
///
/// # Errors
/// Hidden from everybody but them and those who oversee minutes; and when they have no copy, no
/// longer take part, or the version was never approved.
pub fn copy<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: MeetingId,
    version: i32,
    account: AccountId,
) -> Step<Issued> {
    let area = cx.area_id()?;
    let meeting = store::meeting::find(cx.session, area, meeting)?;
    let copies = store::minutes_copy::of_meeting(cx.session, area, meeting.id)?;
    let mut copies: Vec<Copy> = copies.into_iter().filter(|it| it.version == version).collect();
    let own = copies.iter().find(|it| it.account_id == account).cloned();
    let copy = own.ok_or(StepError::Hidden)?;
    access::require(cx, Wish::ReadMinutes(&facts(&meeting, vec![account])))?;
    let mut minutes = store::minutes::find(cx.session, area, meeting.id, version)?;
    let mut content = std::mem::take(&mut minutes.content);
    let absent = store::access::absent(cx.session, area, account, cx.now)?;
    let unseen = unseen::recipients(cx, &meeting, &content, &absent)?;
    copies.retain(|it| !unseen.contains(&it.account_id));
    let place = copies.iter().position(|it| it.account_id == account);
    let number = place.ok_or(StepError::Hidden)? + 1;
    unseen::without(cx, &meeting, &mut content, &absent)?;
    let circle = Circle::read(cx, &content)?;
    let reader = circle.colleague(account).filter(|it| circle.is_in_force(it));
    let reader = reader.ok_or(StepError::Hidden)?;
    let own = circle.copy(&content, reader);
    for item in &own.items {
        cx.saw(item.case_id);
    }
    Ok(Issued {
        approved_by: minutes.approved_by.map(|it| circle.name(it)).unwrap_or_default(),
        meeting,
        minutes,
        copy,
        number,
        of: copies.len(),
        name: reader.account.name.clone(),
        agency: reader.agency.clone(),
        own,
    })
}

/// The reader's own copy of the version last approved.
///
/// # Errors
/// Hidden from everybody without a copy.
pub fn own<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Issued> {
    let issue = newest_issued(cx, slug)?;
    let account = cx.member()?.account;
    copy(cx, issue.meeting_id, issue.version, account)
}

/// Keeps when the reader first read their copy.
///
/// # Errors
/// As [`own`].
pub fn read(cx: &mut Change<'_, '_>, slug: &str) -> Step<()> {
    let mut issued = own(cx, slug)?;
    if issued.copy.read_at.is_none() {
        issued.copy.read_at = Some(cx.now);
        store::minutes_copy::save(cx.session, &issued.copy)?;
        cx.record("minutes.read", issued.meeting.id.as_str(), &[]);
    }
    Ok(())
}

/// Keeps what the reader says of their copy.
///
/// # Errors
/// Hidden from everybody without a copy; refused beside `correction` without words, and for the
/// whole once corrections have closed.
pub fn answer(cx: &mut Change<'_, '_>, slug: &str, answer: &Answer) -> Step<()> {
    let mut issued = own(cx, slug)?;
    if issued.minutes.corrections_until.is_none_or(|it| cx.now >= it) {
        let text = "Corrections have closed and the minutes are final. Phone the coordinator";
        return Err(Refused::because(text).into());
    }
    match answer {
        Answer::Right => {
            issued.copy.confirmed_at = Some(cx.now);
            issued.copy.correction = Private::default();
        }
        Answer::Wrong(text) if text.is_blank() => {
            return Err(Refused::field("correction", "Enter what is wrong").into());
        }
        Answer::Wrong(text) => {
            protected::keep_out_of_area(&[("correction", text)])?;
            issued.copy.confirmed_at = None;
            issued.copy.correction = text.clone();
        }
    }
    store::minutes_copy::save(cx.session, &issued.copy)?;
    cx.record("minutes.answer", issued.meeting.id.as_str(), &[]);
    Ok(())
}

/// The version of a meeting's minutes that is approved.
fn newest_issued<Mode>(cx: &mut Cx<'_, '_, Mode>, slug: &str) -> Step<Minutes> {
    let area = cx.area_id()?;
    let meeting = store::meeting::by_slug(cx.session, area, slug)?;
    let versions = store::minutes::of_meeting(cx.session, area, meeting.id)?;
    let issued = versions.into_iter().find(|it| it.state == State::Approved);
    issued.ok_or(StepError::Hidden)
}
