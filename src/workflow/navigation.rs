//! The numbers beside the main navigation: what waits for whoever looks.
use super::{Cx, Step};
use crate::domain::access::{Duty, may};
use crate::domain::referral::Stage;
use crate::store;

/// What waits for whoever looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Referrals waiting for triage.
    pub referrals: u64,
    /// Returns that agencies owe; for an agency, those that it owes.
    pub research: u64,
    /// Overdue actions; for an agency, its own.
    pub actions: u64,
}

/// Counts what waits for whoever asks: at most three queries.
///
/// # Errors
/// Fails when the database does.
pub fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Waiting> {
    let (member, today) = (cx.member()?, cx.today()?);
    let (area, agency) = (member.area, (!member.leads()).then_some(member.agency));
    let absent = cx.absent()?;
    let mut waiting = Waiting::default();
    if may(member, Duty::Triage) {
        waiting.referrals = store::referral::count(cx.session, area, &[Stage::Submitted], &absent)?;
    }
    if may(member, Duty::TakePart) {
        waiting.research = store::research::count_missing(cx.session, area, agency, &absent)?;
        waiting.actions = store::action::count_overdue(cx.session, area, (agency, today), &absent)?;
    }
    Ok(waiting)
}
