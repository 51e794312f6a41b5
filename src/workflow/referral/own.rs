//! What became of a referral, for whoever sent it, and what they may still say about it.
use std::collections::HashMap;

use super::super::access::{self, require};
use super::super::{Change, Cx, Step, StepError, protected, schedule};
use crate::domain::access::{Duty, Wish};
use crate::domain::ids::{CaseId, MeetingId, NoteId, ReferralId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::Meeting;
use crate::domain::referral::{DeclineReason, Gap, Note, NoteKind, Referral, Stage};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// How many referrals the list shows.
const MOST: i64 = 50;

/// What became of a referral, in a line: never what was said or decided at the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for triage, and would be heard then.
    Waiting(Option<Instant>),
    /// The coordinator asks something; it would be heard then.
    Asked(Option<Instant>),
    /// It was accepted, and no meeting is set for it.
    Accepted,
    /// It will be heard then.
    Listed(Instant),
    /// It was heard then.
    Heard(Instant),
    /// It was not accepted, with the reason and the advice.
    Declined(Option<DeclineReason>, Private),
    /// It was taken back.
    Withdrawn,
}

/// A referral in the list of whoever sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// Its identifier.
    pub id: ReferralId,
    /// The reference of its case.
    pub reference: String,
    /// The victim's name as it was sent.
    pub victim: Private,
    /// When it was received.
    pub received_at: Instant,
    /// What became of it.
    pub outcome: Outcome,
}

/// A referral for whoever sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// What they sent.
    pub referral: Referral,
    /// The reference of its case.
    pub reference: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What it does not say.
    pub gaps: Vec<Gap>,
    /// What was asked, answered and added, oldest first.
    pub notes: Vec<Note>,
}

impl Own {
    /// Whether it can still be taken back.
    pub fn can_be_withdrawn(&self) -> bool {
        is_open(self.referral.stage)
    }

    /// Whether more can be said about it.
    pub fn takes_updates(&self) -> bool {
        takes_updates(self.referral.stage)
    }

    /// The question that waits for an answer.
    pub fn question(&self) -> Option<&Note> {
        let asked = self.notes.iter().rfind(|it| it.kind == NoteKind::Question);
        asked.filter(|_| self.referral.stage == Stage::Asked)
    }
}

/// The newest referrals that whoever asks has sent.
///
/// # Errors
/// Hidden from those who may not refer.
pub fn sent<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<OwnLine>> {
    cx.on_duty(Duty::Refer)?;
    let member = cx.member()?;
    let (absent, sender) = (cx.absent()?, (member.account, MOST));
    let referrals = store::referral::sent_by(cx.session, member.area, sender, &absent)?;
    lines(cx, referrals)
}

/// The referrals of a case that whoever asks has sent.
///
/// # Errors
/// Hidden from those who may not refer.
pub fn of_case<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Vec<OwnLine>> {
    cx.on_duty(Duty::Refer)?;
    let member = cx.member()?;
    let mut referrals = store::referral::of_cases(cx.session, member.area, &[case])?;
    referrals.retain(|it| it.account_id == member.account);
    lines(cx, referrals)
}

fn lines<Mode>(cx: &mut Cx<'_, '_, Mode>, mut referrals: Vec<Referral>) -> Step<Vec<OwnLine>> {
    let cases: Vec<CaseId> = referrals.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    referrals.retain(|it| sights.contains_key(&it.case_id));
    let known = Known::of(cx, &referrals)?;
    let line = |it: &Referral| OwnLine {
        id: it.id,
        reference: known.reference(it),
        victim: it.account.victim.name.clone(),
        received_at: it.received_at,
        outcome: known.outcome(it),
    };
    let lines = referrals.iter().map(line).collect();
    for referral in &referrals {
        cx.saw(referral.case_id);
    }
    Ok(lines)
}

/// When a referral that is sent now would be heard, as far as meetings exist already.
///
/// # Errors
/// Hidden from those who may not refer.
pub fn next_hearing<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<Instant>> {
    cx.on_duty(Duty::Refer)?;
    let now = cx.now;
    Ok(schedule::next_for(cx, now)?.map(|it| it.starts_at))
}

/// A referral that whoever asks has sent.
///
/// # Errors
/// Hidden when there is none of theirs.
pub fn own<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Step<Own> {
    let referral = find(cx, id)?;
    let known = Known::of(cx, std::slice::from_ref(&referral))?;
    let threshold = cx.area()?.settings.threshold;
    let mut notes = store::note::of_referrals(cx.session, referral.area_id, &[id])?;
    notes.retain(|it| it.kind != NoteKind::Rationale);
    Ok(Own {
        reference: known.reference(&referral),
        outcome: known.outcome(&referral),
        gaps: referral.account.gaps(&cx.tools.checklist, threshold),
        notes,
        referral,
    })
}

/// Answers the coordinator's question; the referral waits for triage again.
///
/// # Errors
/// Refused when nothing is asked any more or the answer is blank; stale as ever.
pub fn answer(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, text: &Private) -> Step<()> {
    let referral = find(cx, id)?;
    Stale::check(referral.version, seen, &[("text", "Where it stands", referral.stage.shown())])?;
    if referral.stage != Stage::Asked {
        return Err(Refused::because("There is no question to answer any more").into());
    }
    say(cx, Stage::Submitted, referral, NoteKind::Answer, text)
}

/// Adds what happened since.
///
/// # Errors
/// Refused when the referral was not accepted or was taken back, or nothing is said.
pub fn add_update(cx: &mut Change<'_, '_>, id: ReferralId, text: &Private) -> Step<()> {
    let referral = find(cx, id)?;
    if !takes_updates(referral.stage) {
        let text = "This referral is closed. Refer the case again with what happened since";
        return Err(Refused::because(text).into());
    }
    // Agencies read it; an answer goes to the coordinator alone and may hold a number.
    protected::keep_out(cx, referral.case_id, &[("text", text)])?;
    say(cx, referral.stage, referral, NoteKind::Update, text)
}

/// Takes a referral back before it is decided.
///
/// # Errors
/// Refused once it is decided, or without a reason; stale as ever.
pub fn withdraw(cx: &mut Change<'_, '_>, id: ReferralId, seen: i32, why: &Private) -> Step<()> {
    let referral = find(cx, id)?;
    Stale::check(referral.version, seen, &[("text", "Where it stands", referral.stage.shown())])?;
    if !is_open(referral.stage) {
        let text = "This referral has been decided. To take it back now, phone the coordinator";
        return Err(Refused::because(text).into());
    }
    say(cx, Stage::Withdrawn, referral, NoteKind::Withdrawal, why)
}

fn is_open(stage: Stage) -> bool {
    matches!(stage, Stage::Submitted | Stage::Asked)
}

fn takes_updates(stage: Stage) -> bool {
    is_open(stage) || matches!(stage, Stage::Accepted | Stage::Joined)
}

/// Keeps what the referrer says, and tells the coordinators.
fn say(
    cx: &mut Change<'_, '_>,
    stage: Stage,
    mut referral: Referral,
    kind: NoteKind,
    text: &Private,
) -> Step<()> {
    if text.is_blank() {
        let ask = match kind {
            NoteKind::Answer => "Enter your answer",
            NoteKind::Withdrawal => "Enter why you take the referral back",
            _ => "Enter what happened",
        };
        return Err(Refused::field("text", ask).into());
    }
    let note = Note {
        area_id: referral.area_id,
        id: cx.new_id(NoteId::from_uuid),
        referral_id: referral.id,
        kind,
        text: text.clone(),
        made_by: cx.member()?.account,
        made_at: cx.now,
    };
    store::note::insert(cx.session, &note)?;
    referral.stage = stage;
    store::referral::update(cx.session, &mut referral)?;
    cx.record(&format!("referral.{}", kind.as_str()), referral.id.as_str(), &[referral.case_id]);
    super::tell_coordinators(cx, &referral, note.id.as_str())
}

/// A referral that whoever asks has sent. Notes that it was seen.
fn find<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Step<Referral> {
    let area = cx.area_id()?;
    let found = store::referral::find(cx.session, area, id);
    let case = access::case_of(cx, &found, |it| it.case_id)?;
    let facts = access::facts(cx, &[case])?;
    let facts = facts.get(&case).ok_or(StepError::Hidden)?;
    let referral = found?;
    require(cx, Wish::OwnReferral(facts, referral.account_id))?;
    cx.saw(referral.case_id);
    Ok(referral)
}

/// What the outcomes of some referrals follow from.
struct Known {
    references: HashMap<CaseId, String>,
    listings: Vec<Listing>,
    meetings: HashMap<MeetingId, Meeting>,
    coming: Vec<Meeting>,
}

impl Known {
    fn of<Mode>(cx: &mut Cx<'_, '_, Mode>, referrals: &[Referral]) -> Step<Self> {
        let area = cx.area_id()?;
        let cases: Vec<CaseId> = referrals.iter().map(|it| it.case_id).collect();
        let found = store::case::of_ids(cx.session, area, &cases)?;
        let mut listings = store::listing::of_cases(cx.session, area, &cases)?;
        listings.retain(|it| it.state == State::Listed);
        let meetings: Vec<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
        let meetings = store::meeting::of_ids(cx.session, area, &meetings)?;
        Ok(Self {
            references: found.into_iter().map(|it| (it.id, it.reference)).collect(),
            listings,
            meetings: meetings.into_iter().map(|it| (it.id, it)).collect(),
            coming: schedule::coming(cx)?,
        })
    }

    fn reference(&self, referral: &Referral) -> String {
        self.references.get(&referral.case_id).cloned().unwrap_or_default()
    }

    fn outcome(&self, referral: &Referral) -> Outcome {
        match referral.stage {
            Stage::Submitted => Outcome::Waiting(self.would_be_heard(referral)),
            Stage::Asked => Outcome::Asked(self.would_be_heard(referral)),
            Stage::Accepted | Stage::Joined => self.hearing(referral),
            Stage::Declined => Outcome::Declined(
                DeclineReason::parse(&referral.decision_reason).ok(),
                referral.decision_note.clone(),
            ),
            Stage::Withdrawn => Outcome::Withdrawn,
        }
    }

    fn would_be_heard(&self, referral: &Referral) -> Option<Instant> {
        let meeting = self.coming.iter().find(|it| it.takes(referral.received_at));
        meeting.map(|it| it.starts_at)
    }

    /// The hearing that a referral led to: the newest of its own, or of the case it was joined to
    /// since then.
    fn hearing(&self, referral: &Referral) -> Outcome {
        let is_its = |it: &&Listing| {
            it.referral_id == referral.id
                || referral.stage == Stage::Joined && it.case_id == referral.case_id
        };
        let newest = self.listings.iter().rfind(is_its);
        match newest.and_then(|it| self.meetings.get(&it.meeting_id)) {
            Some(meeting) if meeting.closed_at.is_some() => Outcome::Heard(meeting.starts_at),
            Some(meeting) => Outcome::Listed(meeting.starts_at),
            None => Outcome::Accepted,
        }
    }
}
