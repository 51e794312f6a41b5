//! Closing an agenda for referrals, publishing it, and telling of what changed since.
use chrono::TimeDelta;

use super::super::untold::{self, Unchecked};
use super::super::{Change, Cx, Step, colleague, schedule};
use super::arrange::to_arrange;
use super::history::{ChangeLine, changes_since, counted};
use crate::domain::access::Duty;
use crate::domain::account::Colleague;
use crate::domain::area::{OptionalMail, Publishing};
use crate::domain::ids::{AgencyId, CaseId, ListingId};
use crate::domain::listing::Listing;
use crate::domain::meeting::{AgendaState, Meeting, State};
use crate::domain::notice::Notice;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::research;
use crate::domain::time::Instant;
use crate::store;

/// How long must lie between two mails about changes.
const BETWEEN_MAILS: TimeDelta = TimeDelta::minutes(10);

/// Closes the agendas whose cut-off has passed: that makes their first version. Doing so twice
/// changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn freeze_due(cx: &mut Change<'_, '_>) -> Step<()> {
    let now = cx.now;
    for mut meeting in schedule::coming(cx)? {
        if meeting.agenda == AgendaState::Draft && meeting.cutoff_at.is_some_and(|it| it <= now) {
            freeze(cx, &mut meeting);
            store::meeting::note(cx.session, &meeting)?;
        }
    }
    Ok(())
}

/// Closes a meeting for referrals at once: what is received from now on goes to the next one.
///
/// # Errors
/// Refused when it is closed already; stale when the meeting was changed since `seen`.
pub fn close(cx: &mut Change<'_, '_>, place: &str, seen: i32) -> Step<()> {
    let mut meeting = to_arrange(cx, place)?;
    let state = meeting.agenda.shown();
    Stale::check(meeting.version, seen, &[("agenda", "The agenda", state)])?;
    if meeting.agenda != AgendaState::Draft {
        return Err(Refused::because("Referrals have closed already").into());
    }
    meeting.cutoff_at = meeting.cutoff_at.map(|it| it.min(cx.now));
    meeting.is_by_hand = true;
    freeze(cx, &mut meeting);
    Ok(store::meeting::update(cx.session, &mut meeting)?)
}

fn freeze(cx: &mut Change<'_, '_>, meeting: &mut Meeting) {
    meeting.agenda = AgendaState::Frozen;
    meeting.agenda_version = 1;
    cx.record("agenda.freeze", meeting.id.as_str(), &[]);
}

/// Publishes the agendas whose time has come, where the area lets that happen by itself. Doing so
/// twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn publish_due(cx: &mut Change<'_, '_>) -> Step<()> {
    if cx.area()?.settings.day.publishing != Publishing::ByItself {
        return Ok(());
    }
    let now = cx.now;
    for mut meeting in schedule::coming(cx)? {
        let is_due = meeting.publish_at <= now && meeting.state == State::Scheduled;
        if is_due && meeting.agenda != AgendaState::Published {
            make_known(cx, &mut meeting)?;
        }
    }
    Ok(())
}

/// What somebody sees before they publish an agenda.
#[derive(Clone, Debug)]
pub struct PublishView {
    /// The meeting.
    pub meeting: Meeting,
    /// Who will be told.
    pub audience: Vec<Colleague>,
    /// What changed since they were last told; empty the first time.
    pub changes: Vec<ChangeLine>,
    /// How many cases are on it.
    pub cases: usize,
    /// Cases with people to look at before they are told.
    pub unchecked: Vec<Unchecked>,
}

/// Who would be told of what, if an agenda were published now.
///
/// # Errors
/// Hidden from those who do not arrange agendas.
pub fn publish_view<Mode>(cx: &mut Cx<'_, '_, Mode>, place: &str) -> Step<PublishView> {
    cx.on_duty(Duty::ArrangeAgenda)?;
    let meeting = schedule::by_slug(cx, place)?;
    let meeting = counted(cx, meeting)?;
    let changes = if meeting.agenda == AgendaState::Published {
        changes_since(cx, &meeting, meeting.told_version)?
    } else {
        Vec::new()
    };
    let absent = cx.absent()?;
    let mut listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    listings.retain(|it| !absent.contains(&it.case_id));
    let cases: Vec<CaseId> = listings.iter().map(|it| it.case_id).collect();
    let audience = audience(cx, &listings)?;
    let told = |it: &Colleague| audience.iter().any(|one| one.account.id == it.account.id);
    let unchecked = untold::unchecked(cx, &cases, told)?;
    Ok(PublishView { audience, changes, cases: cases.len(), unchecked, meeting })
}

/// Publishes an agenda, or tells of what changed since it was published.
///
/// # Errors
/// Stale when the agenda has another version than `seen`; refused when there is nothing new.
pub fn publish(cx: &mut Change<'_, '_>, place: &str, seen: i32) -> Step<()> {
    let mut meeting = to_arrange(cx, place)?;
    let known = counted(cx, meeting.clone())?;
    let version = format!("Version {}", known.agenda_version);
    Stale::check(known.agenda_version, seen, &[("agenda", "The agenda", &version)])?;
    let is_published = meeting.agenda == AgendaState::Published;
    if is_published && known.told_version == known.agenda_version {
        return Err(Refused::because("Everybody has been told of this agenda").into());
    }
    make_known(cx, &mut meeting)
}

/// Tells of changes to published agendas, at most every ten minutes, where the area wants that.
/// Doing so twice changes nothing.
///
/// # Errors
/// Fails when the database does.
pub fn tell_changes(cx: &mut Change<'_, '_>) -> Step<()> {
    if !cx.area()?.settings.mails.contains(&OptionalMail::AgendaChanged) {
        return Ok(());
    }
    let now = cx.now;
    for mut meeting in schedule::coming(cx)? {
        let is_behind = meeting.told_version < meeting.agenda_version;
        let is_quiet = meeting.told_at.is_some_and(|it: Instant| now - it >= BETWEEN_MAILS);
        if meeting.agenda == AgendaState::Published && is_behind && is_quiet {
            make_known(cx, &mut meeting)?;
        }
    }
    Ok(())
}

fn make_known(cx: &mut Change<'_, '_>, meeting: &mut Meeting) -> Step<()> {
    let since = meeting.told_version;
    let was_published = meeting.agenda == AgendaState::Published;
    meeting.agenda = AgendaState::Published;
    meeting.agenda_version = meeting.agenda_version.max(1);
    (meeting.told_version, meeting.told_at) = (meeting.agenda_version, Some(cx.now));
    meeting.published_at = Some(cx.now);
    store::meeting::note(cx.session, meeting)?;
    cx.record("agenda.publish", meeting.id.as_str(), &[]);
    let once = format!("agenda:{}:{}", meeting.id, meeting.agenda_version);
    let listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    for colleague in audience(cx, &listings)? {
        let notice = if was_published {
            Notice::AgendaChanged { meeting: meeting.id, since }
        } else {
            Notice::AgendaPublished { meeting: meeting.id }
        };
        cx.tell(colleague.account.id, notice, &once, cx.now)?;
    }
    Ok(())
}

/// Who is told of an agenda: those who lead, and those of the agencies that are asked on it.
fn audience<Mode>(cx: &mut Cx<'_, '_, Mode>, listings: &[Listing]) -> Step<Vec<Colleague>> {
    let area = cx.area_id()?;
    let ids: Vec<ListingId> = listings.iter().map(|it| it.id).collect();
    let research = store::research::of_listings(cx.session, area, &ids)?;
    let asked: Vec<AgencyId> = research
        .into_iter()
        .filter(|it| it.state != research::State::Dropped)
        .map(|it| it.agency_id)
        .collect();
    let mut people = colleague::in_force(cx)?;
    people.retain(|it| it.may(Duty::ArrangeAgenda) || it.answers_for(&asked));
    people.dedup_by_key(|it| it.account.id);
    Ok(people)
}
