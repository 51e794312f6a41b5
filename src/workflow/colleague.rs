//! The people of an area as steps need them: those who take part now.
use super::{Cx, Step};
use crate::domain::account::Colleague;
use crate::domain::ids::MembershipId;
use crate::store;

/// Everybody who signs in and whose membership is in force today, by name.
///
/// # Errors
/// Fails when the database does.
pub fn in_force<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Colleague>> {
    let (area, today) = (cx.area_id()?, cx.today()?);
    let mut all = store::membership::colleagues(cx.session, area)?;
    all.retain(|it| it.is_in_force(today));
    Ok(all)
}

/// Somebody of [`in_force`], by their place in the area.
///
/// # Errors
/// Fails when the database does.
pub fn find_in_force<Mode>(cx: &mut Cx<'_, '_, Mode>, id: MembershipId) -> Step<Option<Colleague>> {
    let (area, today) = (cx.area_id()?, cx.today()?);
    let found = store::membership::colleague(cx.session, area, id)?;
    Ok(found.filter(|it| it.is_in_force(today)))
}
