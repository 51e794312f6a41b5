//! Letters with a link to join or to choose a new password, and about who stands in.
use super::super::{Cx, sign_in, stand_in as stands_in};
use super::office::{clock, due};
use super::{Miss, Told};
use crate::domain::access::{Duty, may};
use crate::domain::letter::account::{Invitation, PasswordReset, StandInNamed};
use crate::domain::notice::{Message, Notice};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store;

/// The letter with a link, while the link works.
pub(super) fn link<Mode>(cx: &mut Cx<'_, '_, Mode>, message: &Message, real_now: Instant) -> Told {
    let (Notice::Invitation { link: id } | Notice::PasswordReset { link: id }) = message.notice
    else {
        return Err(Miss::Unwanted("It has no link"));
    };
    let link = store::link::find(cx.session, id)?;
    let works = link.used_at.is_none()
        && real_now < link.expires_at
        && link.account_id == message.account_id;
    if !works {
        return Err(Miss::Unwanted("The link was used or has expired"));
    }
    let token = Private::new(sign_in::link_token(cx.tools, id));
    let expires = due(clock(cx)?, link.expires_at);
    Ok(match message.notice {
        Notice::Invitation { .. } => Invitation { token, expires }.into(),
        _ => PasswordReset { token, expires }.into(),
    })
}

/// Somebody is named to stand in: for those who decide by two, and for whoever it is.
pub(super) fn stand_in<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Told {
    if stands_in::find(cx)?.is_none() {
        return Err(Miss::Unwanted("Nobody is named any more"));
    }
    let (is_reader, member) = (stands_in::is(cx)?, cx.member()?);
    if !is_reader && !may(member, Duty::Stop) {
        return Err(Miss::Unwanted("It is not for this person"));
    }
    Ok(StandInNamed { is_reader, sees_settings: may(member, Duty::ManageSettings) }.into())
}
