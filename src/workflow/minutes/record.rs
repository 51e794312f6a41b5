//! The whole record of a meeting, as those who oversee minutes check it.
use std::collections::BTreeMap;

use super::super::untold::{self, Unchecked};
use super::super::{Cx, Step, access};
use super::draft::cases;
use super::recipient::{Circle, Recipient};
use super::unseen::without;
use super::{facts, newest, overseen};
use crate::domain::access::{Sight, Wish, allows};
use crate::domain::account::Colleague;
use crate::domain::actor::Actor;
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{Fault, Minutes, faults, surname};
use crate::domain::text::Private;
use crate::store;

/// The whole record, with what to look at and who gets what.
#[derive(Clone, Debug)]
pub struct Record {
    /// The meeting.
    pub meeting: Meeting,
    /// The newest version, as far as its reader may see it.
    pub minutes: Minutes,
    /// Who approved it.
    pub approved_by: Private,
    /// What to look at before it goes.
    pub faults: Vec<Fault>,
    /// People who were there without an account, who get no copy.
    pub guests: usize,
    /// Who gets what.
    pub recipients: Vec<Recipient>,
    /// What is shown: the whole record, or somebody's copy.
    pub preview: Preview,
    /// Whether the reader may approve it.
    pub may_approve: bool,
    /// Cases with people to look at before they are told.
    pub unchecked: Vec<Unchecked>,
}

/// What of the minutes is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The whole record.
    Whole,
    /// What this recipient gets.
    Of(AccountId),
}

/// The newest minutes of a meeting with their checks: at most 27 queries, however many cases.
///
/// # Errors
/// Hidden from those who do not oversee minutes, when there are none, and for a preview of somebody
/// who gets no copy.
pub fn record<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    slug: &str,
    preview: Option<AccountId>,
) -> Step<Record> {
    let (meeting, versions) = overseen(cx, slug)?;
    let mut minutes = newest(versions)?;
    let circle = Circle::read(cx, &minutes.content)?;
    let sights = access::sights(cx, &cases(&minutes.content))?;
    let seen = |case: CaseId| sights.get(&case) == Some(&Sight::Everything);
    let absent = cx.absent()?;
    without(cx, &meeting, &mut minutes.content, &absent)?;
    minutes.content.items.retain(|it| seen(it.case_id));
    minutes.content.outstanding.retain(|it| seen(it.case_id));
    for case in cases(&minutes.content) {
        cx.saw(case);
    }
    let recipients = circle.recipients(&minutes.content);
    let preview = match preview {
        None => Preview::Whole,
        Some(account) if recipients.iter().any(|it| it.account == account) => Preview::Of(account),
        Some(_) => return Err(super::StepError::Hidden),
    };
    let names = surnames(cx, &cases(&minutes.content))?;
    let at = facts(&meeting, Vec::new());
    let may_approve = match cx.actor {
        Actor::Member(member) => allows(member, Wish::ApproveMinutes(&at), cx.now),
        _ => false,
    };
    let told = |it: &Colleague| recipients.iter().any(|one| one.account == it.account.id);
    let unchecked = untold::unchecked(cx, &cases(&minutes.content), told)?;
    Ok(Record {
        unchecked,
        approved_by: minutes.approved_by.map(|it| circle.name(it)).unwrap_or_default(),
        faults: faults(&minutes.content, &names, meeting.day),
        guests: minutes.content.attendance.iter().filter(|it| it.account_id.is_none()).count(),
        meeting,
        minutes,
        recipients,
        preview,
        may_approve,
    })
}

/// The surnames of the people of some cases, with the other names they go by.
fn surnames<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    cases: &[CaseId],
) -> Step<BTreeMap<CaseId, Vec<Private>>> {
    let area = cx.area_id()?;
    let mut surnames: BTreeMap<CaseId, Vec<Private>> = BTreeMap::new();
    for person in store::person::of_cases(cx.session, area, cases)? {
        let also = person.particulars.also_known_as.reveal().split([',', ';', '/']);
        let names = also.chain([person.name.reveal()]).filter_map(surname);
        surnames.entry(person.case_id).or_default().extend(names);
    }
    Ok(surnames)
}
