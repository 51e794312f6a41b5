//! The stop at each send: a letter does not leave for somebody who must not be told of what it is
//! about.
use super::super::{Cx, Step, StepError, access};
use super::known;
use crate::domain::access::{Sight, sight};
use crate::domain::account::Account;
use crate::domain::actor::Member;
use crate::domain::ids::{AgencyId, CaseId, MeetingId};
use crate::domain::notice::Notice;
use crate::domain::untold::{Known, Likeness, Recipient, Weight, stops as is_stopped, weightiest};
use crate::store;

/// Whether a notice about some cases must not leave for its reader, who is these members of the area:
/// they see one of the cases and are like somebody of it.
pub(in crate::workflow) fn stops<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    notice: &Notice,
    cases: &[CaseId],
    person: &Account,
    members: &[Member],
) -> Step<bool> {
    let area = cx.area_id()?;
    if matches!(notice, Notice::Invitation { .. }) {
        return is_recorded_anywhere(cx, person);
    }
    if cases.is_empty() {
        return Ok(false);
    }
    let known = known(cx, cases)?;
    let mut alike: Vec<(CaseId, Likeness)> = Vec::new();
    for member in members {
        let agency = store::agency::find(cx.session, area, member.agency)?.name;
        let reader = recipient(person, &agency);
        let of = |case: &CaseId| {
            let known = known.get(case).map_or(&[][..], Vec::as_slice);
            weightiest(known, &reader).map(|it| (*case, it))
        };
        alike.extend(cases.iter().filter_map(of));
    }
    if alike.is_empty() {
        return Ok(false);
    }
    let facts = access::facts(cx, cases)?;
    let checked = store::checked::of_cases(cx.session, area, cases)?;
    let now = cx.now;
    let sees = |case: &CaseId| {
        let facts = facts.get(case);
        facts.is_some_and(|it| members.iter().any(|one| sight(one, it, now) > Sight::Nothing))
    };
    let verdict = |case: CaseId| {
        let said = checked.iter().find(|it| it.case_id == case && it.account_id == person.id);
        said.map(|it| it.verdict)
    };
    Ok(alike.iter().any(|(case, like)| sees(case) && is_stopped(*like, verdict(*case))))
}

fn recipient<'a>(person: &'a Account, agency: &'a str) -> Recipient<'a> {
    Recipient { name: &person.name, email: &person.email, phone: &person.phone, agency }
}

/// Whether somebody who is invited has the address or the number of one who must not be told of some
/// case of the area.
fn is_recorded_anywhere<Mode>(cx: &mut Cx<'_, '_, Mode>, person: &Account) -> Step<bool> {
    let area = cx.area_id()?;
    let all: Vec<Known> = store::untold::list(cx.session, area)?.iter().map(Known::from).collect();
    let likeness = weightiest(&all, &recipient(person, ""));
    Ok(likeness.is_some_and(|it| it.weight() == Weight::Never))
}

/// The cases that a notice is about.
pub(in crate::workflow) fn cases_of<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    notice: &Notice,
    members: &[Member],
) -> Step<Vec<CaseId>> {
    let area = cx.area_id()?;
    let found = match notice {
        Notice::Invitation { .. }
        | Notice::PasswordReset { .. }
        | Notice::ExposureReported { .. }
        | Notice::StandInNamed
        | Notice::MailReturned { .. } => {
            return Ok(Vec::new());
        }
        Notice::ReferralReceived { referral }
        | Notice::ReferralDecided { referral }
        | Notice::ReferralWaiting { referral } => {
            store::referral::find(cx.session, area, *referral).map(|it| vec![it.case_id])
        }
        Notice::CaseAccepted { listing } => {
            store::listing::find(cx.session, area, *listing).map(|it| vec![it.case_id])
        }
        Notice::ResearchAsked { meeting }
        | Notice::ResearchReminder { meeting }
        | Notice::AgendaPublished { meeting }
        | Notice::AgendaChanged { meeting, .. }
        | Notice::MeetingChanged { meeting }
        | Notice::ActionsAssigned { meeting }
        | Notice::MinutesIssued { meeting, .. } => return heard(cx, *meeting),
        Notice::ActionsDue { .. } => {
            let agencies: Vec<AgencyId> = members.iter().map(|it| it.agency).collect();
            return acted_on(cx, &agencies);
        }
        Notice::AgencyOverdue { agency, .. } => return acted_on(cx, &[*agency]),
        Notice::TimeAsked { action } | Notice::TimeDecided { action } => {
            store::action::find(cx.session, area, *action).map(|it| vec![it.case_id])
        }
        Notice::SafeContactChanged { case } | Notice::Conflict { case, .. } => Ok(vec![*case]),
    };
    match found.map_err(StepError::from) {
        Err(StepError::Hidden) => Ok(Vec::new()),
        other => other,
    }
}

/// The cases on a meeting's agenda.
fn heard<Mode>(cx: &mut Cx<'_, '_, Mode>, meeting: MeetingId) -> Step<Vec<CaseId>> {
    let area = cx.area_id()?;
    let listings = store::listing::of_meeting(cx.session, area, meeting)?;
    Ok(listings.into_iter().map(|it| it.case_id).collect())
}

/// The cases on which agencies have an open action.
fn acted_on<Mode>(cx: &mut Cx<'_, '_, Mode>, agencies: &[AgencyId]) -> Step<Vec<CaseId>> {
    let area = cx.area_id()?;
    let mut open = store::action::open(cx.session, area)?;
    open.retain(|it| agencies.contains(&it.agency_id));
    let mut cases: Vec<CaseId> = open.into_iter().map(|it| it.case_id).collect();
    cases.sort_unstable();
    cases.dedup();
    Ok(cases)
}
