//! The referrals that wait, and one with everything that its triage needs.
use std::collections::HashMap;

use super::super::agenda::{self, Place};
use super::super::conflict::{self, Possible};
use super::super::repeat::{Past, past};
use super::super::{Cx, Step, StepError, access, case, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::account::Colleague;
use crate::domain::area_clock::AreaClock;
use crate::domain::case::CaseLine;
use crate::domain::criterion::Criterion;
use crate::domain::flag::{Flag, Shown, shown};
use crate::domain::ids::{AgencyId, CaseId, ReferralId};
use crate::domain::meeting::Meeting;
use crate::domain::referral::{Gap, Note, Referral, Stage};
use crate::domain::repeat::{Finding, Pattern};
use crate::domain::text::Private;
use crate::store;

/// The stages at which a referral is still to be decided.
const OPEN: &[Stage] = &[Stage::Submitted, Stage::Asked];

/// A referral that waits for triage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The referral.
    pub referral: Referral,
    /// Its case.
    pub line: CaseLine,
    /// The agency it came from.
    pub agency: String,
    /// Why it was referred, with a repeat that the service found.
    pub criteria: Vec<Criterion>,
    /// What to know at once.
    pub flags: Shown,
}

/// Who sent a referral.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Their name.
    pub name: Private,
    /// Their post.
    pub job_title: String,
    /// Their agency.
    pub agency: String,
    /// Where they are called.
    pub phone: Private,
}

/// A meeting that may hear a referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// The meeting.
    pub meeting: Meeting,
    /// The place it would get.
    pub place: Place,
}

/// A referral with everything that its triage needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// The referral.
    pub referral: Referral,
    /// Its case.
    pub line: CaseLine,
    /// Who sent it.
    pub sender: Sender,
    /// Why it was referred, with a repeat that the service found.
    pub criteria: Vec<Criterion>,
    /// What to know at once.
    pub flags: Shown,
    /// What it does not say.
    pub gaps: Vec<Gap>,
    /// What was asked, answered and added, oldest first.
    pub notes: Vec<Note>,
    /// Whether it is a repeat, and cases of the same people that the reader may see.
    pub past: Past,
    /// Who may have an interest in the case, and is not on its record.
    pub possible: Vec<Possible>,
    /// The meeting that hears it by the rule, while it is not decided.
    pub hearing: Option<Hearing>,
    /// Today's meeting, when that is another one and still to be held.
    pub today: Option<Hearing>,
    /// How many agencies are asked when it is accepted.
    pub agencies: usize,
    /// Its number among those that wait, and how many they are.
    pub place: Option<(usize, usize)>,
    /// Who decided it.
    pub decided_by: Option<Private>,
}

/// The referrals that wait for triage, the oldest first; those with an open question last.
///
/// # Errors
/// Hidden from those who do not triage.
pub fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Waiting>> {
    cx.on_duty(Duty::Triage)?;
    let referrals = open(cx)?;
    let cases: Vec<CaseId> = referrals.iter().map(|it| it.case_id).collect();
    let mut lines = case::lines(cx, &cases)?;
    let agencies = agency_names(cx)?;
    let past = past(cx, &referrals)?;
    let mut waiting = Vec::new();
    for referral in referrals {
        let (Some(line), Some(past)) = (lines.remove(&referral.case_id), past.get(&referral.id))
        else {
            continue;
        };
        cx.saw(referral.case_id);
        waiting.push(Waiting {
            line,
            agency: agencies.get(&referral.agency_id).cloned().unwrap_or_default(),
            criteria: criteria(cx, &referral, &past.finding)?,
            flags: flags(cx, &referral, past),
            referral,
        });
    }
    Ok(waiting)
}

/// The referral that waits for triage the longest.
///
/// # Errors
/// Hidden from those who do not triage.
pub fn next<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<ReferralId>> {
    cx.on_duty(Duty::Triage)?;
    let referrals = open(cx)?;
    Ok(referrals.iter().find(|it| it.stage == Stage::Submitted).map(|it| it.id))
}

/// The open referrals that whoever asks may see.
fn open<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Referral>> {
    let area = cx.area_id()?;
    let mut referrals = store::referral::at_stages(cx.session, area, OPEN)?;
    let cases: Vec<CaseId> = referrals.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    referrals.retain(|it| sights.get(&it.case_id) == Some(&Sight::Everything));
    referrals.sort_by_key(|it| it.stage);
    Ok(referrals)
}

/// A referral with everything that its triage needs.
///
/// # Errors
/// Hidden from those who do not triage.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReferralId) -> Step<Triage> {
    cx.on_duty(Duty::Triage)?;
    let area = cx.area()?;
    let found = store::referral::find(cx.session, area.id, id);
    let case = access::case_of(cx, &found, |it| it.case_id)?;
    let (seen, referral) = (access::case(cx, case, Sight::Everything)?, found?);
    let line = case::lines(cx, &[referral.case_id])?.remove(&referral.case_id);
    let past = past_for_reader(cx, &referral)?;
    let colleagues = store::membership::colleagues(cx.session, area.id)?;
    let waiting = open(cx)?;
    let number = waiting.iter().position(|it| it.id == id).map(|it| (it + 1, waiting.len()));
    let (hearing, today) = hearings(cx, &referral, &past.finding)?;
    let agencies = store::agency::list(cx.session, area.id)?;
    let shape = referral.account.shape();
    Ok(Triage {
        line: line.ok_or(StepError::Hidden)?,
        sender: sender(&referral, &colleagues),
        criteria: criteria(cx, &referral, &past.finding)?,
        flags: flags(cx, &referral, &past),
        gaps: referral.account.gaps(&cx.tools.checklist, area.settings.threshold),
        notes: store::note::of_referrals(cx.session, area.id, &[id])?,
        possible: conflict::possible(cx, &seen)?,
        hearing,
        today,
        agencies: agencies.iter().filter(|it| it.is_asked(shape)).count(),
        place: number,
        decided_by: referral.decided_by.and_then(|it| name_of(&colleagues, it)),
        past,
        referral,
    })
}

fn name_of(colleagues: &[Colleague], account: crate::domain::ids::AccountId) -> Option<Private> {
    let found = colleagues.iter().find(|it| it.account.id == account);
    found.map(|it| it.account.name.clone())
}

/// What earlier referrals say, without cases that the reader may not see.
fn past_for_reader<Mode>(cx: &mut Cx<'_, '_, Mode>, referral: &Referral) -> Step<Past> {
    let found = past(cx, std::slice::from_ref(referral))?.remove(&referral.id);
    let mut past = found.ok_or(StepError::Hidden)?;
    let cases: Vec<CaseId> = past.matches.iter().map(|it| it.case_id).collect();
    let sights = access::sights(cx, &cases)?;
    past.matches.retain(|it| sights.contains_key(&it.case_id));
    past.patterns.retain(|it| match it {
        Pattern::OtherPerpetrator(source) | Pattern::SerialPerpetrator(source, _) => {
            source.case_id == referral.case_id || sights.contains_key(&source.case_id)
        }
    });
    for same in &past.matches {
        cx.saw(same.case_id);
    }
    Ok(past)
}

fn sender(referral: &Referral, colleagues: &[Colleague]) -> Sender {
    let is_sender = |it: &&Colleague| {
        it.account.id == referral.account_id && it.membership.agency_id == referral.agency_id
    };
    let Some(found) = colleagues.iter().find(is_sender) else { return Sender::default() };
    let own = Private::new(referral.account.phone.clone());
    Sender {
        name: found.account.name.clone(),
        job_title: found.membership.job_title.clone(),
        agency: found.agency.clone(),
        phone: if own.is_blank() { found.account.phone.clone() } else { own },
    }
}

/// The meeting by the rule, and today's when that is another one.
fn hearings<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    referral: &Referral,
    finding: &Finding,
) -> Step<(Option<Hearing>, Option<Hearing>)> {
    if !OPEN.contains(&referral.stage) {
        return Ok((None, None));
    }
    let coming = schedule::coming(cx)?;
    let zone = cx.area()?.settings.timezone;
    let day = AreaClock::new(zone).day_of(cx.now);
    let by_rule = coming.iter().find(|it| it.takes(referral.received_at)).cloned();
    let today = coming.into_iter().find(|it| {
        it.day == day && it.is_live() && by_rule.as_ref().is_none_or(|rule| rule.id != it.id)
    });
    let mut hearing = |meeting: Option<Meeting>| -> Step<Option<Hearing>> {
        let Some(meeting) = meeting else { return Ok(None) };
        let place = agenda::place_of(cx, &meeting, referral, finding.is_repeat())?;
        Ok(Some(Hearing { meeting, place }))
    };
    Ok((hearing(by_rule)?, hearing(today)?))
}

/// The criteria of a referral, with a repeat that the service found.
fn criteria<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    referral: &Referral,
    finding: &Finding,
) -> Step<Vec<Criterion>> {
    let threshold = cx.area()?.settings.threshold;
    let mut criteria = referral.account.criteria(&cx.tools.checklist, threshold);
    if finding.is_repeat() && !criteria.contains(&Criterion::Repeat) {
        criteria.push(Criterion::Repeat);
    }
    Ok(criteria)
}

fn flags<Mode>(cx: &Cx<'_, '_, Mode>, referral: &Referral, past: &Past) -> Shown {
    let repeat = match &past.finding {
        Finding::Repeat(repeat) => Some(Flag::Repeat(repeat.times)),
        _ => None,
    };
    let serial = past.patterns.iter().any(|it| matches!(it, Pattern::SerialPerpetrator(..)));
    let own = referral.account.flags(&cx.tools.checklist);
    shown(own.into_iter().chain(repeat).chain(serial.then_some(Flag::SerialPerpetrator)))
}

fn agency_names<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<HashMap<AgencyId, String>> {
    let area = cx.area_id()?;
    let agencies = store::agency::list(cx.session, area)?;
    Ok(agencies.into_iter().map(|it| (it.id, it.name)).collect())
}
