//! What somebody says of themselves, their password, and which of their areas they are in.
use secrecy::{ExposeSecret, SecretString};

use super::installation::{self, Place};
use super::service::Service;
use super::{Asker, Change, Cx, Operation, Step, StepError, conflict};
use crate::domain::account::Account;
use crate::domain::ids::{AreaId, MembershipId, SessionId};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::session::{InMeeting, Session, SessionLimits};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::password::Passwords;
use crate::store::{self, StoreError};

/// The account of whoever asks with the areas they have a place in.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// Their areas, by name.
    pub places: Vec<Place>,
}

/// The account of whoever asks: three queries.
///
/// # Errors
/// [`StepError::Hidden`] when nobody is signed in.
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<OwnAccount> {
    let id = cx.member()?.account;
    let account = store::account::find(cx.session, id)?;
    Ok(OwnAccount { account, places: installation::places(cx)? })
}

/// A sign-in of whoever asks, with the area that it is in.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// The sign-in.
    pub session: Session,
    /// The area's name.
    pub area: String,
}

/// The sign-ins of whoever asks that still hold, the latest seen first. `now` is real time.
///
/// # Errors
/// [`StepError::Hidden`] when nobody is signed in.
pub fn sessions<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    limits: SessionLimits,
    now: Instant,
) -> Step<Vec<OwnSession>> {
    let account = cx.member()?.account;
    let areas = store::area::list(cx.session)?;
    let area = |id: AreaId| areas.iter().find(|it| it.id == id).map(|it| it.name.clone());
    let mut sessions = store::session::of_account(cx.session, account)?;
    // One in a meeting lasts longer: it is rather shown too long than not.
    sessions.retain(|it| it.holds(limits, InMeeting::Yes, now));
    let own = |it: Session| OwnSession { area: area(it.area_id).unwrap_or_default(), session: it };
    Ok(sessions.into_iter().map(own).collect())
}

/// Ends one of one's own sign-ins. `now` is real time.
///
/// # Errors
/// [`StepError::Hidden`] when it is not one's own, or was ended.
pub fn end_session(cx: &mut Change<'_, '_>, id: SessionId, now: Instant) -> Step<()> {
    let account = cx.member()?.account;
    if !store::session::end_one(cx.session, account, id, now)? {
        return Err(StepError::Hidden);
    }
    cx.record("session.end", id.as_str(), &[]);
    Ok(())
}

/// Ends every sign-in of one's own but one. `now` is real time.
///
/// # Errors
/// [`StepError::Hidden`] when nobody is signed in.
pub fn end_other_sessions(cx: &mut Change<'_, '_>, kept: SessionId, now: Instant) -> Step<()> {
    let account = cx.member()?.account;
    store::session::end_others(cx.session, account, kept, now)?;
    cx.record("session.end_others", account.as_str(), &[]);
    Ok(())
}

/// Changes one's own name and phone number.
///
/// # Errors
/// Stale when they were changed meanwhile.
pub fn change(cx: &mut Change<'_, '_>, (name, phone): (&Private, &Private), seen: i32) -> Step<()> {
    let id = cx.member()?.account;
    let mut account = store::account::find(cx.session, id)?;
    let now = [("name", "Name", account.name.reveal()), ("phone", "Phone", account.phone.reveal())];
    Stale::check(account.version, seen, &now)?;
    account.name = name.clone();
    account.phone = phone.clone();
    store::account::update(cx.session, &mut account)?;
    cx.record("account.change", id.as_str(), &[]);
    conflict::keep_from_account(cx, id)
}

impl Service {
    /// Changes one's own password and ends every other session of the account. `kept` is the
    /// session that stays.
    ///
    /// # Errors
    /// Refused beside `current` when that is not the password now.
    pub async fn change_password(
        &self,
        passwords: &Passwords,
        asker: &Asker,
        kept: SessionId,
        (current, new): (SecretString, SecretString),
    ) -> Step<()> {
        let id = asker.actor.account().ok_or(StepError::Hidden)?;
        if !self.is_password_of(passwords, id, current).await? {
            return Err(Refused::field("current", "This is not your password").into());
        }
        let hash = passwords.hash(new).await;
        let hash = hash.map_err(|_stopped| StepError::Failed(StoreError::Interrupted))?;
        let real = self.clock().real_now();
        let asker = Asker { name: "account.password", ..asker.clone() };
        self.change(asker, Operation::OfItself, move |cx| {
            let mut account = store::account::find(cx.session, id)?;
            account.password = Some(Private::new(hash.clone()));
            store::account::update(cx.session, &mut account)?;
            store::session::end_others(cx.session, id, kept, real)?;
            cx.record("account.password", id.as_str(), &[]);
            Ok(())
        })
        .await
    }

    /// Goes on in another of one's areas, in the same session.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when one has no such place today.
    pub async fn move_to(&self, asker: &Asker, token: &SecretString, to: MembershipId) -> Step<()> {
        let hash = self.tools().session_hash(token.expose_secret());
        let asker = Asker { name: "account.move", ..asker.clone() };
        self.change(asker, Operation::OfItself, move |cx| {
            let places = installation::places(cx)?;
            let place = places.iter().find(|it| it.membership == to).ok_or(StepError::Hidden)?;
            store::session::move_to(cx.session, &hash, (place.area, place.membership))?;
            cx.record("account.move", place.membership.as_str(), &[]);
            Ok(())
        })
        .await
    }
}
