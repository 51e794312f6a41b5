//! Letters with the reader's own copy of minutes, or word that it is ready.
use super::super::{Cx, minutes};
use super::office::{Route, clock, named};
use super::{Miss, Told};
use crate::domain::actor::Member;
use crate::domain::area_clock::AreaClock;
use crate::domain::hearing::Subject;
use crate::domain::ids::MeetingId;
use crate::domain::letter::Due;
use crate::domain::letter::action::OwnAction;
use crate::domain::letter::minutes::{
    Approval, CaseAction, CaseRecord, CopyNumber, Correction, MinutesCopy, MinutesCorrected,
    MinutesNotice, StatedRisk,
};
use crate::domain::listing::RiskLevel;
use crate::domain::minutes::{CopyItem, OwnCopy, RiskLine, State};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::store;
use crate::workflow::minutes::Issued;

/// The reader's copy of a version that stands.
pub(super) fn issued<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    (meeting, version): (MeetingId, i32),
    member: &Member,
    route: Route,
) -> Told {
    let issued = minutes::copy(cx, meeting, version, member.account)?;
    if issued.minutes.state != State::Approved {
        return Err(Miss::Unwanted("A later version replaces it"));
    }
    if issued.minutes.stopped_at.is_some() {
        return Err(Miss::Unwanted("It was stopped"));
    }
    let clock = clock(cx)?;
    if let Some(before) = before(cx, &issued, member)? {
        if corrections(&issued.own, &before).iter().all(|it| it.item.is_none())
            && is_part_absent(cx, issued.meeting.id)?
        {
            return Err(Miss::Unwanted("Nothing of it that this person sees has changed"));
        }
        return Ok(corrected(clock, &issued, &before, route).into());
    }
    Ok(match route {
        Route::Secure => own_copy(clock, issued).into(),
        Route::Notice => MinutesNotice {
            meeting: named(clock, &issued.meeting),
            actions: issued.own.actions.len() as u64,
            first_due: issued.own.actions.first().map(|it| on(it.line.due_on)),
        }
        .into(),
    })
}

/// The copy that the reader has, when an earlier version has reached them.
fn before<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    issued: &Issued,
    member: &Member,
) -> Result<Option<OwnCopy>, Miss> {
    let (meeting, version) = (issued.meeting.id, issued.minutes.version);
    let Some(had) = minutes::received(cx, meeting, member.account, version)? else {
        return Ok(None);
    };
    Ok(Some(minutes::copy(cx, meeting, had, member.account)?.own))
}

/// Whether a case was on the meeting's agenda that is not there for the reader.
fn is_part_absent<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: MeetingId) -> Result<bool, Miss> {
    let (area, absent) = (cx.area_id()?, cx.absent()?);
    let listings = store::listing::of_meeting(cx.session, area, meeting)?;
    Ok(listings.iter().any(|it| absent.contains(&it.case_id)))
}

/// A day without a time.
fn on(day: Day) -> Due {
    Due { on: day, at: None }
}

fn own_copy(clock: AreaClock, issued: Issued) -> MinutesCopy {
    let corrections_until = issued.minutes.corrections_until;
    let number = |it: usize| u32::try_from(it).unwrap_or_default();
    let action = |it: &crate::domain::minutes::OwnAction| OwnAction {
        text: it.line.text.clone(),
        reference: Private::new(it.line.reference.clone()),
        initials: it.initials.clone(),
        due: on(it.line.due_on),
    };
    MinutesCopy {
        meeting: named(clock, &issued.meeting),
        approval: approval(clock, &issued),
        copy: CopyNumber { number: number(issued.number), of: number(issued.of) },
        actions: issued.own.actions.iter().map(action).collect(),
        cases: issued.own.items.into_iter().map(case_record).collect(),
        corrections_until: corrections_until.map(|it| super::office::due(clock, it)),
        agency: issued.agency,
    }
}

fn approval(clock: AreaClock, issued: &Issued) -> Approval {
    let minutes = &issued.minutes;
    let at = minutes.approved_at.unwrap_or(minutes.made_at);
    Approval {
        by: issued.approved_by.clone(),
        on: clock.day_of(at),
        at: clock.time_of(at),
        version: u32::try_from(minutes.version).unwrap_or_default(),
    }
}

fn case_record(item: CopyItem) -> CaseRecord {
    let risk = RiskLevel::parse(&item.risk_level).map_or("not recorded", |it| it.shown());
    let stated = |it: &RiskLine| StatedRisk {
        initials: at_risk(&it.subject, &item.initials),
        text: it.text.clone(),
    };
    let action = |it: &crate::domain::minutes::CopyAction| CaseAction {
        text: it.line.text.clone(),
        agency: it.line.agency.clone(),
        yours: it.is_own,
        due: on(it.line.due_on),
    };
    CaseRecord {
        item: item.number,
        reference: Private::new(item.reference.clone()),
        age: item.age.parse().ok(),
        risk: risk.into(),
        risks: item.risks.iter().map(stated).collect(),
        actions: item.actions.iter().map(action).collect(),
        decision: item.decision,
        initials: item.initials,
    }
}

/// Who is at risk, as it stands after "Risk to".
fn at_risk(subject: &str, victim: &Private) -> Private {
    match Subject::parse(subject) {
        Ok(Subject::Victim) | Err(_) => victim.clone(),
        Ok(Subject::Child) => "a child".into(),
        Ok(Subject::OtherAdult) => "another adult".into(),
        Ok(Subject::Perpetrator) => "the alleged perpetrator".into(),
        Ok(Subject::Staff) => "staff".into(),
        Ok(Subject::Public) => "the public".into(),
    }
}

/// What a later version changed of what the reader sees. The chair's note on the whole may speak of
/// any case, so it stays in the service.
fn corrected(
    clock: AreaClock,
    issued: &Issued,
    before: &OwnCopy,
    route: Route,
) -> MinutesCorrected {
    MinutesCorrected {
        meeting: named(clock, &issued.meeting),
        approval: approval(clock, issued),
        changes: route.only_secure(corrections(&issued.own, before)),
    }
}

fn corrections(now: &OwnCopy, before: &OwnCopy) -> Vec<Correction> {
    let of_item = |item: &CopyItem| {
        let old = before.items.iter().find(|it| it.case_id == item.case_id);
        let text =
            old.map_or_else(|| Some("Is in your copy now".to_owned()), |it| changed(it, item));
        text.map(|text| Correction {
            item: Some(item.number),
            reference: Some(Private::new(item.reference.clone())),
            text: Private::new(text),
        })
    };
    let mut all: Vec<Correction> = now.items.iter().filter_map(of_item).collect();
    if all.is_empty() {
        let text = "Nothing in your cases. Something else in the record was corrected".into();
        all.push(Correction { item: None, reference: None, text });
    }
    all
}

/// What of a case was changed, in words; none when nothing was.
fn changed(before: &CopyItem, now: &CopyItem) -> Option<String> {
    let level = |it: &CopyItem| {
        RiskLevel::parse(&it.risk_level).map_or("not recorded", |it| it.shown()).to_owned()
    };
    let deeds = |it: &CopyItem| -> Vec<_> {
        let deed = |it: &crate::domain::minutes::CopyAction| {
            (it.line.action_id, it.line.text.clone(), it.line.due_on, it.line.agency_id)
        };
        it.actions.iter().map(deed).collect()
    };
    let mut parts = Vec::new();
    if before.risk_level != now.risk_level {
        parts.push(format!("The risk was {} and is {}", level(before), level(now)));
    }
    if before.decision != now.decision {
        parts.push(format!("What was agreed is now: {}", now.decision.reveal()));
    }
    if before.disposition != now.disposition || before.disposition_reason != now.disposition_reason
    {
        parts.push("The outcome was corrected".to_owned());
    }
    if before.risks != now.risks {
        parts.push("The risks were corrected".to_owned());
    }
    if deeds(before) != deeds(now) {
        parts.push("The actions were corrected".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(". "))
}
