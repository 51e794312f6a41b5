//! Who a session belongs to, and its person confirming that it is them.
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};

use super::super::service::Service;
use super::super::{Asker, Operation, Step, StepError};
use super::{day, is_password};
use crate::domain::account::State;
use crate::domain::actor::{Member, Role};
use crate::domain::area::Area;
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::session::{Confirmed, InMeeting, Session, SessionLimits};
use crate::domain::time::Instant;
use crate::platform::password::Passwords;
use crate::store::{self, StoreError};

/// A signed-in person with what every page says of them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who they are here.
    pub member: Member,
    /// The area.
    pub area: Area,
    /// Their agency's name.
    pub agency: String,
    /// Their post.
    pub job_title: String,
    /// Whether the whole area is closed because something may be exposed.
    pub is_closed: bool,
    /// Whether a meeting that they attend is open.
    pub in_meeting: InMeeting,
    /// Their session.
    pub session: SessionId,
    /// Whether they showed lately who they are.
    pub confirmed: Confirmed,
}

/// What is known of a session when a request comes.
struct Known {
    session: Session,
    signed_in: SignedIn,
}

/// How long somebody may be seen without it being noted again.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);

impl Service {
    /// Who a session's token belongs to, while the session holds and suffices for what they are;
    /// `required` are the roles that need a second factor.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn session(
        &self,
        token: &SecretString,
        limits: SessionLimits,
        required: &[Role],
    ) -> Step<Option<SignedIn>> {
        let hash = self.tools().session_hash(token.expose_secret());
        let (now, today) = (self.clock().real_now(), self.clock().now());
        let wanted = hash.clone();
        let known: Option<Known> =
            self.database.read(move |view| find(view, &wanted, today)).await?;
        let Some(Known { session, mut signed_in }) = known else { return Ok(None) };
        if !session.holds(limits, signed_in.in_meeting, now)
            || !session.suffices(&signed_in.member.roles, required)
        {
            return Ok(None);
        }
        if now - session.seen_at > SEEN_EVERY {
            let seen = self.database.write_grouped(move |tx| store::session::seen(tx, &hash, now));
            // Whoever cannot be noted as seen is not kept from reading; the session ends sooner.
            if let Err(error) = seen.await {
                tracing::warn!(%error, "it was not noted when a session was last seen");
            }
        }
        signed_in.confirmed = session.confirmed(limits, now);
        Ok(Some(signed_in))
    }

    /// Whether a password is that of an account.
    pub(in crate::workflow) async fn is_password_of(
        &self,
        passwords: &Passwords,
        id: AccountId,
        password: SecretString,
    ) -> Step<bool> {
        let account = self.database.read(move |view| store::account::find(view, id)).await;
        let account = account.map_err(StepError::from)?;
        is_password(passwords, Some(&account), password).await
    }

    /// Makes a session fresh, if the password is that of whoever asks.
    ///
    /// # Errors
    /// Fails when the database or hashing does.
    pub async fn confirm(
        &self,
        passwords: &Passwords,
        asker: &Asker,
        token: &SecretString,
        password: SecretString,
    ) -> Step<bool> {
        let id = asker.actor.account().ok_or(StepError::Hidden)?;
        let right = self.is_password_of(passwords, id, password).await?;
        if right {
            self.has_confirmed(asker, token).await?;
        } else {
            let mut entry = self.sign_in_entry("sign_in.refused", None);
            (entry.area, entry.account) = (asker.actor.area(), Some(id));
            self.write_entries(vec![entry]).await?;
        }
        Ok(right)
    }

    /// Makes a session fresh: its person has just shown who they are.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn has_confirmed(&self, asker: &Asker, token: &SecretString) -> Step<()> {
        let hash = self.tools().session_hash(token.expose_secret());
        let real = self.clock().real_now();
        let asker = Asker { name: "session.confirm", ..asker.clone() };
        self.change(asker, Operation::OfItself, move |cx| {
            let account = cx.member()?.account;
            store::session::confirm(cx.session, &hash, real)?;
            cx.record("session.confirm", account.as_str(), &[]);
            Ok(())
        })
        .await
    }
}

fn find(view: &mut store::Snapshot<'_>, hash: &str, now: Instant) -> Step<Option<Known>> {
    let session = match store::session::find(view, hash) {
        Ok(session) if session.ended_at.is_none() => session,
        Ok(_) | Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let account = store::account::find(view, session.account_id)?;
    let area = store::area::find(view, session.area_id)?;
    let membership = store::membership::find(view, session.area_id, session.membership_id)?;
    let mut member = membership.member(account.name);
    member.roles = session.narrowed(&member.roles);
    if account.state != State::Active
        || member.roles.is_empty()
        || !membership.is_in_force(day(now, &area))
    {
        return Ok(None);
    }
    let agency = store::agency::find(view, session.area_id, membership.agency_id)?;
    let attends = store::attendance::is_in_open_meeting(view, area.id, account.id)?;
    let in_meeting = if attends { InMeeting::Yes } else { InMeeting::No };
    let signed_in = SignedIn {
        is_closed: store::stop::is_area_closed(view, area.id)?,
        member,
        area,
        agency: agency.name,
        job_title: membership.job_title,
        in_meeting,
        session: session.id,
        confirmed: Confirmed::LongAgo,
    };
    Ok(Some(Known { session, signed_in }))
}
