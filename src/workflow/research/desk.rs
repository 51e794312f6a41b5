//! An agency's desk: the cases it is asked about for a meeting, and the one it works on.
use std::collections::HashMap;

use super::super::{Cx, Step, StepError, access, agenda, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::agency::Agency;
use crate::domain::case::CaseLine;
use crate::domain::ids::{AccountId, AgencyId, CaseId};
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::research::{Research, Share, State};
use crate::domain::text::Private;
use crate::store;

/// An agency's cases for a meeting.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The meeting.
    pub meeting: Meeting,
    /// The agency.
    pub agency: Agency,
    /// Its cases in the order of the agenda.
    pub lines: Vec<DeskLine>,
}

/// One case of the list.
#[derive(Clone, Debug)]
pub struct DeskLine {
    /// The agency's research.
    pub research: Research,
    /// The case.
    pub case: CaseLine,
    /// Whether somebody of the agency referred it.
    pub is_own_referral: bool,
}

impl DeskLine {
    /// Whether nobody has begun on it.
    pub fn is_untouched(&self) -> bool {
        self.research.state == State::Asked && self.research.opened_at.is_none()
    }
}

/// The case that is being worked on.
#[derive(Clone, Debug)]
pub struct DeskCase {
    /// The agency's research.
    pub research: Research,
    /// The case.
    pub case: CaseLine,
    /// How the victim can be reached.
    pub safe_contact: Private,
    /// Whom to search for.
    pub people: Vec<Person>,
    /// Who returned it; blank while it is not.
    pub returned_by: Private,
    /// What other agencies said, once that may be seen.
    pub others: Vec<Said>,
}

/// What another agency said, as far as the reader may see it.
#[derive(Clone, Debug)]
pub struct Said {
    /// The agency.
    pub agency: String,
    /// What it said to be read out; blank when it holds nothing.
    pub text: Private,
    /// What it said to be read out and not minuted.
    pub not_minuted: Private,
}

/// The reader's agency's cases for a meeting, and one of them.
///
/// # Errors
/// Hidden when the agency is not asked on that case, and from those who answer no research.
pub fn desk<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    slug: &str,
    case: Option<CaseId>,
) -> Step<(Desk, Option<DeskCase>)> {
    cx.on_duty(Duty::ReturnResearch)?;
    let own = cx.member()?.agency;
    let meeting = schedule::by_slug(cx, slug)?;
    let agency = store::agency::find(cx.session, meeting.area_id, own)?;
    let items = agenda::compile(cx, &meeting)?.items;
    let listings: Vec<_> = items.iter().map(|it| it.listing.id).collect();
    let research = store::research::of_listings(cx.session, meeting.area_id, &listings)?;
    let cases: Vec<CaseId> = items.iter().map(|it| it.case.id).collect();
    let sights = access::sights(cx, &cases)?;
    let lines: Vec<DeskLine> = items
        .into_iter()
        .filter(|it| sights.get(&it.case.id).is_some_and(|sight| *sight >= Sight::Asked))
        .filter_map(|it| {
            let of_own = |one: &&Research| one.listing_id == it.listing.id && is_asked(one, own);
            let research = research.iter().find(of_own)?.clone();
            let is_own_referral = it.referral.is_some_and(|it| it.agency_id == own);
            Some(DeskLine { research, case: it.case, is_own_referral })
        })
        .collect();
    for line in &lines {
        cx.saw(line.case.id);
    }
    let one = match case {
        None => None,
        Some(case) => {
            let line = lines.iter().find(|it| it.case.id == case).ok_or(StepError::Hidden)?;
            let sight = sights.get(&case).copied().unwrap_or(Sight::Nothing);
            Some(desk_case(cx, line, &research, sight)?)
        }
    };
    Ok((Desk { meeting, agency, lines }, one))
}

fn is_asked(research: &Research, agency: AgencyId) -> bool {
    research.agency_id == agency && research.state != State::Dropped
}

fn desk_case<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    line: &DeskLine,
    all: &[Research],
    sight: Sight,
) -> Step<DeskCase> {
    let (area, own) = (line.research.area_id, line.research.agency_id);
    let people = store::person::of_cases(cx.session, area, &[line.case.id])?;
    let agencies = store::agency::list(cx.session, area)?;
    let names: HashMap<AgencyId, String> =
        agencies.into_iter().map(|it| (it.id, it.name)).collect();
    let others = all.iter().filter(|it| {
        it.listing_id == line.research.listing_id && it.agency_id != own && it.is_in()
    });
    let said = |it: &Research| said(it, names.get(&it.agency_id).cloned().unwrap_or_default());
    let others = if sight >= Sight::Shared { others.map(said).collect() } else { Vec::new() };
    let returned_by = line.research.returned_by;
    Ok(DeskCase {
        research: line.research.clone(),
        case: line.case.clone(),
        safe_contact: store::case::find(cx.session, area, line.case.id)?.safe_contact,
        people,
        returned_by: name_of(cx, returned_by)?,
        others,
    })
}

/// What of a return everybody in the room may hear.
fn said(research: &Research, agency: String) -> Said {
    let is_heard = research.state == State::Returned && research.share != Share::ChairOnly;
    let heard = |it: &Private| if is_heard { it.clone() } else { Private::default() };
    let (text, not_minuted) = (heard(&research.text), heard(&research.not_minuted));
    Said { agency, text, not_minuted }
}

fn name_of<Mode>(cx: &mut Cx<'_, '_, Mode>, account: Option<AccountId>) -> Step<Private> {
    match account {
        Some(account) => Ok(store::account::find(cx.session, account)?.name),
        None => Ok(Private::default()),
    }
}
