//! The letter about mail that did not arrive.
use super::super::Cx;
use super::office::Route;
use super::unseen::must_be_seen;
use super::{Miss, Told};
use crate::domain::access::Duty;
use crate::domain::ids::{MessageId, ReportId};
use crate::domain::letter::returned::{ExposureReported, MailReturned};
use crate::domain::notice::Delivery;
use crate::store;

/// A message was refused.
pub(super) fn returned<Mode>(cx: &mut Cx<'_, '_, Mode>, id: MessageId, route: Route) -> Told {
    cx.on_duty(Duty::OverseeMinutes)?;
    let area = cx.area_id()?;
    let message = store::outbox::find(cx.session, area, id)?;
    must_be_seen(cx, &message)?;
    if message.delivery != Delivery::Refused {
        return Err(Miss::Unwanted("The mail has gone since"));
    }
    let person = store::account::find(cx.session, message.account_id)?;
    Ok(MailReturned {
        what: message.notice.shown().to_owned(),
        count: 1,
        people: route.only_secure(vec![person.name]),
    }
    .into())
}

/// Somebody says that something is exposed.
pub(super) fn exposure<Mode>(cx: &mut Cx<'_, '_, Mode>, id: ReportId) -> Told {
    cx.on_duty(Duty::Stop)?;
    let area = cx.area_id()?;
    store::report::find(cx.session, area, id)?;
    Ok(ExposureReported {}.into())
}
