//! Deciding a referral: accept, ask the referrer, or decline.
use super::super::access;
use super::super::listing::{self, How};
use super::super::referral::tell_referrer;
use super::super::{Change, Step, protected, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::area_clock::AreaClock;
use crate::domain::ids::{NoteId, ReferralId};
use crate::domain::listing::Listing;
use crate::domain::meeting::Meeting;
use crate::domain::notice::Notice;
use crate::domain::referral::{DeclineReason, Note, NoteKind, Referral, Stage};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// When an accepted referral is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At the meeting that the area's rule says.
    ByRule,
    /// At today's meeting, because it cannot wait.
    Today(Private),
}

/// Why a referral is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decline {
    /// The reason, which is counted.
    pub reason: DeclineReason,
    /// What the referrer is advised to do.
    pub advice: Private,
    /// Why it was decided so, for the record.
    pub rationale: Private,
}

/// Accepts a referral onto a meeting.
///
/// # Errors
/// Refused when it is decided already, no meeting is to come, or the reason for today is missing;
/// stale when something was added or decided meanwhile.
pub fn accept(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, when: When) -> Step<Listing> {
    let mut referral = open(cx, id, seen)?;
    let (meeting, how) = match when {
        When::ByRule => (schedule::meeting_for(cx, referral.received_at)?, How::InTime),
        When::Today(reason) if reason.is_blank() => {
            return Err(Refused::field("urgent_reason", "Enter why it cannot wait").into());
        }
        When::Today(reason) => {
            protected::keep_out(cx, referral.case_id, &[("urgent_reason", &reason)])?;
            (todays_meeting(cx)?, How::Urgent(reason))
        }
    };
    let listing = listing::add(cx, &referral, &meeting, how)?;
    settle(cx, &mut referral, Stage::Accepted)?;
    Ok(listing)
}

/// Asks the referrer something. The referral goes on waiting meanwhile.
///
/// # Errors
/// As [`accept`]; refused without a question.
pub fn ask(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, question: &Private) -> Step<()> {
    let mut referral = open(cx, id, seen)?;
    if question.is_blank() {
        return Err(Refused::field("question", "Enter your question").into());
    }
    protected::keep_out(cx, referral.case_id, &[("question", question)])?;
    write(cx, &referral, NoteKind::Question, question)?;
    referral.stage = Stage::Asked;
    store::referral::update(cx.session, &mut referral)?;
    cx.record("referral.ask", id.as_str(), &[referral.case_id]);
    tell_referrer(cx, &referral, Notice::ReferralDecided { referral: id })
}

/// Does not accept a referral, with a reason and advice for the referrer.
///
/// # Errors
/// As [`accept`]; refused without advice.
pub fn decline(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, why: &Decline) -> Step<()> {
    let mut referral = open(cx, id, seen)?;
    if why.advice.is_blank() {
        let text = "Enter what you advise the referrer to do";
        return Err(Refused::field("advice", text).into());
    }
    let typed = [("advice", &why.advice), ("rationale", &why.rationale)];
    protected::keep_out(cx, referral.case_id, &typed)?;
    why.reason.as_str().clone_into(&mut referral.decision_reason);
    referral.decision_note = why.advice.clone();
    if !why.rationale.is_blank() {
        write(cx, &referral, NoteKind::Rationale, &why.rationale)?;
    }
    settle(cx, &mut referral, Stage::Declined)
}

/// A referral that is still to be decided, and unchanged since it was seen.
pub(super) fn open(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32) -> Step<Referral> {
    cx.on_duty(Duty::Triage)?;
    let area = cx.area_id()?;
    let referral = store::referral::find(cx.session, area, id)?;
    access::case(cx, referral.case_id, Sight::Everything)?;
    let notes = store::note::of_referrals(cx.session, area, &[id])?;
    let added = notes.last().map_or("", |it| it.text.reveal());
    let now = [
        ("decision", "Where the referral stands", referral.stage.shown()),
        ("question", "What was last asked or added", added),
    ];
    Stale::check(referral.version, seen, &now)?;
    if !matches!(referral.stage, Stage::Submitted | Stage::Asked) {
        let text = format!("This referral has been decided: {}", referral.stage.shown());
        return Err(Refused::because(text).into());
    }
    Ok(referral)
}

/// Keeps a decision and tells the referrer of it.
pub(super) fn settle(cx: &mut Change<'_, '_>, referral: &mut Referral, stage: Stage) -> Step<()> {
    referral.stage = stage;
    referral.decided_by = cx.actor.account();
    referral.decided_at = Some(cx.now);
    store::referral::update(cx.session, referral)?;
    let name = format!("referral.{}", stage.as_str());
    cx.record(&name, referral.id.as_str(), &[referral.case_id]);
    tell_referrer(cx, referral, Notice::ReferralDecided { referral: referral.id })
}

/// Today's meeting, if it is still to be held or being held.
fn todays_meeting(cx: &mut Change<'_, '_>) -> Step<Meeting> {
    let zone = cx.area()?.settings.timezone;
    let today = AreaClock::new(zone).day_of(cx.now);
    let found = schedule::coming(cx)?.into_iter().find(|it| it.day == today && it.is_live());
    Ok(found.ok_or_else(|| {
        let mut refused = Refused::default();
        refused.add_link("There is no meeting today. Call an extra meeting first", "/meetings");
        refused
    })?)
}

fn write(cx: &mut Change<'_, '_>, referral: &Referral, kind: NoteKind, text: &Private) -> Step<()> {
    let note = Note {
        area_id: referral.area_id,
        id: cx.new_id(NoteId::from_uuid),
        referral_id: referral.id,
        kind,
        text: text.clone(),
        made_by: cx.member()?.account,
        made_at: cx.now,
    };
    Ok(store::note::insert(cx.session, &note)?)
}
