//! Signing in and out: sessions of which only a hash is kept, and links that work once.
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};

use super::service::Service;
use super::{Asker, Operation, Step, StepError};
use crate::domain::account::{Account, Link, LinkPurpose, Membership, State};
use crate::domain::actor::{Actor, Member};
use crate::domain::area::Area;
use crate::domain::audit::{Deed, Entry, role_words};
use crate::domain::ids::{AccountId, AreaId, LinkId, MembershipId};
use crate::domain::notice::Notice;
use crate::domain::session::{Confirmed, InMeeting, Session, SessionLimits};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::platform::password::Passwords;
use crate::store::{self, StoreError, Tx};

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
    /// Who a session's token belongs to, while the session holds.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn session(
        &self,
        token: &SecretString,
        limits: SessionLimits,
    ) -> Step<Option<SignedIn>> {
        let hash = self.tools().session_hash(token.expose_secret());
        let (now, today) = (self.clock().real_now(), self.clock().now());
        let wanted = hash.clone();
        let known: Option<Known> =
            self.database.read(move |view| find(view, &wanted, today)).await?;
        let Some(mut known) = known else { return Ok(None) };
        if !known.session.holds(limits, known.signed_in.in_meeting, now) {
            return Ok(None);
        }
        if now - known.session.seen_at > SEEN_EVERY {
            let seen = self.database.write_grouped(move |tx| store::session::seen(tx, &hash, now));
            // Whoever cannot be noted as seen is not kept from reading; the session ends sooner.
            if let Err(error) = seen.await {
                tracing::warn!(%error, "it was not noted when a session was last seen");
            }
        }
        known.signed_in.confirmed = known.session.confirmed(limits, now);
        Ok(Some(known.signed_in))
    }

    /// Signs somebody in by address and password. Takes as long when there is no such account.
    ///
    /// # Errors
    /// Fails when the database or hashing does; gives nothing when the two do not belong together.
    pub async fn sign_in(
        &self,
        passwords: &Passwords,
        email: &str,
        password: SecretString,
    ) -> Step<Option<SecretString>> {
        let email = Private::new(email.trim().to_lowercase());
        let account: Option<Account> =
            self.database.read(move |view| store::account::by_email(view, &email)).await?;
        let active = account.filter(|it| it.state == State::Active);
        let right = is_password(passwords, active.as_ref(), password).await?;
        match active {
            Some(account) if right => self.begin_session(account.id).await,
            _ => {
                self.write_entries(vec![self.sign_in_entry("sign_in.refused", None)]).await?;
                Ok(None)
            }
        }
    }

    /// Begins a session of an account in its first membership in force; gives its token, or nothing
    /// when the account has no place anywhere today.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn begin_session(&self, account: AccountId) -> Step<Option<SecretString>> {
        let token = self.tools().random.token();
        let hash = self.tools().session_hash(token.expose_secret());
        let (real, now) = (self.clock().real_now(), self.clock().now());
        let service = self.clone();
        let begun = self
            .database
            .write_grouped(move |tx| {
                let Some(membership) = first_in_force(tx, account, now)? else {
                    return Ok(false);
                };
                store::session::insert(tx, &new_session(&membership, &hash, real))?;
                let mut person = store::account::find(tx, account)?;
                person.signed_in_at = Some(now);
                store::account::note(tx, &person)?;
                let entry = service.sign_in_entry("sign_in", Some(&membership));
                super::Change::write_entries(tx, &service.tools, vec![entry])?;
                Ok::<_, StoreError>(true)
            })
            .await?;
        Ok(begun.then_some(token))
    }

    /// Whether a password is that of an account.
    pub(super) async fn is_password_of(
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

    /// Ends a session at once.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn sign_out(&self, token: &SecretString) -> Step<()> {
        let hash = self.tools().session_hash(token.expose_secret());
        let now = self.clock().real_now();
        let service = self.clone();
        self.database
            .write_grouped(move |tx| {
                let Ok(session) = store::session::find(tx, &hash) else { return Ok(()) };
                store::session::end(tx, &hash, now)?;
                let membership =
                    store::membership::find(tx, session.area_id, session.membership_id)?;
                let entry = service.sign_in_entry("sign_out", Some(&membership));
                super::Change::write_entries(tx, &service.tools, vec![entry])
            })
            .await
            .map_err(StepError::Failed)
    }

    /// The account that a link is for, while it works.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when it does not.
    pub async fn link(&self, token: &str) -> Step<(Link, Account)> {
        let id = self.read_link(token)?;
        let now = self.clock().real_now();
        self.database.read(move |view| working_link(view, id, now)).await
    }

    /// Sets the password that somebody chose by a link, uses the link up, and ends every session
    /// of the account.
    ///
    /// # Errors
    /// [`StepError::Hidden`] when the link does not work any more.
    pub async fn choose_password(
        &self,
        passwords: &Passwords,
        token: &str,
        password: SecretString,
    ) -> Step<AccountId> {
        let id = self.read_link(token)?;
        let now = self.clock().real_now();
        let hash = passwords.hash(password).await;
        let hash = hash.map_err(|_stopped| StepError::Failed(StoreError::Interrupted))?;
        let service = self.clone();
        self.database
            .write(move |tx| {
                let (link, mut account) = working_link(tx, id, now)?;
                if !store::link::use_up(tx, link.id, now)? {
                    return Err(StepError::Hidden);
                }
                account.password = Some(Private::new(hash.clone()));
                account.state = State::Active;
                store::account::update(tx, &mut account)?;
                store::session::end_all(tx, account.id, now)?;
                let mut entry = service.sign_in_entry("sign_in.password", None);
                entry.account = Some(account.id);
                super::Change::write_entries(tx, &service.tools, vec![entry])?;
                Ok(account.id)
            })
            .await
    }

    /// Queues a link for a new password to somebody who has an account. Whoever asks learns nothing.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn send_reset(&self, email: &str, lasts: TimeDelta) -> Step<()> {
        let email = Private::new(email.trim().to_lowercase());
        let (real, now) = (self.clock().real_now(), self.clock().now());
        let service = self.clone();
        self.database
            .write(move |tx| {
                let account = store::account::by_email(tx, &email)?;
                let Some(account) = account.filter(|it| it.state == State::Active) else {
                    return Ok(());
                };
                let Some(membership) = first_in_force(tx, account.id, now)? else { return Ok(()) };
                let actor = Actor::Service(membership.area_id);
                let mut cx = super::Cx::new(tx, &actor, now, &service.tools, "");
                let link = new_link(&mut cx, account.id, LinkPurpose::Reset, real, lasts)?;
                let notice = Notice::PasswordReset { link };
                cx.tell(account.id, notice, &format!("reset:{link}"), now)?;
                Ok::<_, StepError>(())
            })
            .await?;
        self.mail_bell().notify_one();
        Ok(())
    }

    /// The identifier in a link's token, if the token was made here.
    fn read_link(&self, token: &str) -> Step<LinkId> {
        let (id, proof) = token.split_once('.').ok_or(StepError::Hidden)?;
        let id = LinkId::parse(id).map_err(|_invalid| StepError::Hidden)?;
        let expected = self.tools().link_proof(id.as_str());
        let same = subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), proof.as_bytes());
        if bool::from(same) { Ok(id) } else { Err(StepError::Hidden) }
    }

    fn sign_in_entry(&self, name: &str, membership: Option<&Membership>) -> Entry {
        Entry {
            area: membership.map(|it| it.area_id),
            account: membership.map(|it| it.account_id),
            membership: membership.map(|it| it.id),
            agency: membership.map(|it| it.agency_id),
            roles: membership.map(|it| role_words(&it.roles)).unwrap_or_default(),
            ..Entry::by(&Actor::Anonymous, Deed::SignIn, name, self.clock().now())
        }
    }
}

/// Whether a password is an account's. Takes as long when there is none.
async fn is_password(
    passwords: &Passwords,
    account: Option<&Account>,
    password: SecretString,
) -> Step<bool> {
    let stored = account.and_then(|it| it.password.as_ref()).map(|it| it.reveal().to_owned());
    let right = passwords.verify(password, stored).await;
    right.map_err(|_stopped| StepError::Failed(StoreError::Interrupted))
}

/// The token of a link: its identifier and the proof that it was made here.
pub fn link_token(tools: &super::Tools, id: LinkId) -> String {
    format!("{id}.{}", tools.link_proof(id.as_str()))
}

/// Makes a single-use link for an account.
///
/// # Errors
/// Fails when the database does.
pub fn new_link(
    cx: &mut super::Change<'_, '_>,
    account: AccountId,
    purpose: LinkPurpose,
    real_now: Instant,
    lasts: TimeDelta,
) -> Step<LinkId> {
    let id = cx.new_id(LinkId::from_uuid);
    let link = Link {
        id,
        account_id: account,
        purpose,
        made_at: real_now,
        expires_at: real_now + lasts,
        used_at: None,
    };
    store::link::insert(cx.session, &link)?;
    Ok(id)
}

fn working_link<Mode>(
    session: &mut store::Session<'_, Mode>,
    id: LinkId,
    now: Instant,
) -> Step<(Link, Account)> {
    let link = store::link::find(session, id)?;
    let account = store::account::find(session, link.account_id)?;
    let works =
        link.used_at.is_none() && now < link.expires_at && account.state != State::Suspended;
    if works { Ok((link, account)) } else { Err(StepError::Hidden) }
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
    if account.state != State::Active || !membership.is_in_force(day(now, &area)) {
        return Ok(None);
    }
    let agency = store::agency::find(view, session.area_id, membership.agency_id)?;
    let attends = store::attendance::is_in_open_meeting(view, area.id, account.id)?;
    let in_meeting = if attends { InMeeting::Yes } else { InMeeting::No };
    let signed_in = SignedIn {
        is_closed: store::stop::is_area_closed(view, area.id)?,
        member: membership.member(account.name),
        area,
        agency: agency.name,
        job_title: membership.job_title,
        in_meeting,
        confirmed: Confirmed::LongAgo,
    };
    Ok(Some(Known { session, signed_in }))
}

fn day(now: Instant, area: &Area) -> crate::domain::time::Day {
    now.with_timezone(&area.settings.timezone).date_naive()
}

fn first_in_force(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Instant,
) -> Result<Option<Membership>, StoreError> {
    for membership in store::membership::of_account(tx, account)? {
        let area = store::area::find(tx, membership.area_id)?;
        if membership.is_in_force(day(now, &area)) {
            return Ok(Some(membership));
        }
    }
    Ok(None)
}

fn new_session(membership: &Membership, hash: &str, now: Instant) -> Session {
    let (area_id, membership_id): (AreaId, MembershipId) = (membership.area_id, membership.id);
    Session {
        token_hash: hash.to_owned(),
        account_id: membership.account_id,
        membership_id,
        area_id,
        started_at: now,
        seen_at: now,
        confirmed_at: now,
        ended_at: None,
    }
}
