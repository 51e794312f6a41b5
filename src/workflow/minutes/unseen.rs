//! Minutes without what tells of cases that are not there for their reader.
use std::collections::HashSet;

use super::super::{Cx, Step, attendance};
use super::recipient::Circle;
use crate::domain::attendance::Presence;
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::meeting::Meeting;
use crate::domain::minutes::{AttendanceLine, Content};

/// What minutes say where some cases were never made.
pub(super) fn without<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    content: &mut Content,
    absent: &[CaseId],
) -> Step<()> {
    content.items.retain(|it| !absent.contains(&it.case_id));
    content.outstanding.retain(|it| !absent.contains(&it.case_id));
    let unseen = attendance::expected_for(cx, meeting, absent)?;
    let is_there =
        |it: &AttendanceLine| Presence::parse(&it.presence).is_ok_and(Presence::is_there);
    content
        .attendance
        .retain(|it| is_there(it) || it.account_id.is_none_or(|of| !unseen.contains(&of)));
    Ok(())
}

/// Who gets a copy of minutes for cases alone that are `absent` for somebody.
pub(in super::super) fn recipients<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    content: &Content,
    absent: &[CaseId],
) -> Step<HashSet<AccountId>> {
    if absent.is_empty() {
        return Ok(HashSet::new());
    }
    let circle = Circle::read(cx, content)?;
    let mut seen = content.clone();
    without(cx, meeting, &mut seen, absent)?;
    let of = |it: &Content| -> HashSet<AccountId> {
        circle.recipients(it).into_iter().map(|it| it.account).collect()
    };
    Ok(of(content).difference(&of(&seen)).copied().collect())
}
