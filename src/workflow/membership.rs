//! The people of an area: inviting them, what each is there, and shutting somebody out.
pub mod deputy;

use chrono::TimeDelta;

use super::{Change, Cx, Step, action, conflict, factor, sign_in};
use crate::domain::access::Duty;
use crate::domain::account::{Account, Colleague, LinkPurpose, Membership, State};
use crate::domain::actor::Role;
use crate::domain::address;
use crate::domain::agency::{Agency, MailRule, mail_rule};
use crate::domain::deputy::open_to;
use crate::domain::ids::{AccountId, AgencyId, MembershipId};
use crate::domain::notice::Notice;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::store;

/// What somebody is in an area, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Their agency.
    pub agency: AgencyId,
    /// What they are.
    pub roles: Vec<Role>,
    /// Their post.
    pub job_title: String,
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Option<Day>,
}

/// Somebody who is to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// Their address, as typed.
    pub email: Private,
    /// What they are called.
    pub name: Private,
    /// What they will be.
    pub terms: Terms,
}

/// How long an invitation works: from a moment of real time, which the demo's clock leaves alone.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// From when.
    pub from: Instant,
    /// How long.
    pub lasts: TimeDelta,
}

/// One person of the area with the agencies that they may belong to.
#[derive(Clone, Debug)]
pub struct MemberView {
    /// The person.
    pub colleague: Colleague,
    /// The agencies of the area, by name.
    pub agencies: Vec<Agency>,
    /// Whether it is whoever asks.
    pub is_self: bool,
    /// How many open actions they left without an owner, that whoever asks may give to somebody.
    pub left: usize,
    /// What whoever asks may let them stand in for.
    pub may_stand_in: Vec<Role>,
}

/// Everybody of the area, by name, those who left too: one query.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) for those who do not manage people.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Colleague>> {
    cx.on_duty(Duty::ManagePeople)?;
    let area = cx.area_id()?;
    Ok(store::membership::colleagues(cx.session, area)?)
}

/// The agencies that somebody may be invited for, by name.
///
/// # Errors
/// See [`list`].
pub fn agencies<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Agency>> {
    cx.on_duty(Duty::ManagePeople)?;
    let area = cx.area_id()?;
    Ok(store::agency::list(cx.session, area)?)
}

/// One person of the area.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) when there is none, or see [`list`].
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, id: MembershipId) -> Step<MemberView> {
    let agencies = agencies(cx)?;
    let area = cx.area_id()?;
    let membership = store::membership::find(cx.session, area, id)?;
    let account = store::account::find(cx.session, membership.account_id)?;
    let agency = agencies.iter().find(|it| it.id == membership.agency_id);
    let agency = agency.map(|it| it.name.clone()).unwrap_or_default();
    let is_self = cx.member()?.account == account.id;
    let left = action::nobodys(cx)?.iter().filter(|it| it.owner_id == account.id).count();
    let held = [deputy::held_beside(cx, &membership)?, membership.roles.clone()].concat();
    let is_open = !is_self && !membership.suspended;
    let may_stand_in = if is_open { open_to(&held) } else { Vec::new() };
    let colleague = Colleague { membership, account, agency };
    Ok(MemberView { colleague, agencies, is_self, left, may_stand_in })
}

/// Invites somebody: they get a place in the area and a link by mail, whether or not they have an
/// account already.
///
/// # Errors
/// Not fresh when whoever invites signed in too long ago; refused beside the fields, or when they
/// have a place in the area already.
pub fn invite(cx: &mut Change<'_, '_>, invitee: &Invitee, valid: Validity) -> Step<MembershipId> {
    cx.on_duty(Duty::ManagePeople)?;
    cx.fresh()?;
    sound(cx, &invitee.terms)?;
    let email = mailable(cx, invitee.email.reveal())?;
    let account = match store::account::by_email(cx.session, &email)? {
        Some(account) => account,
        None => new_account(cx, email, invitee.name.clone())?,
    };
    let area_id = cx.area_id()?;
    let elsewhere = store::membership::of_account(cx.session, account.id)?;
    if elsewhere.iter().any(|it| it.area_id == area_id) {
        let known = "This address belongs to somebody on the list of people. Change them there";
        return Err(Refused::field("email", known).into());
    }
    let terms = invitee.terms.clone();
    let membership = Membership {
        area_id,
        id: cx.new_id(MembershipId::from_uuid),
        account_id: account.id,
        agency_id: terms.agency,
        roles: terms.roles,
        job_title: terms.job_title,
        starts_on: terms.starts_on,
        ends_on: terms.ends_on,
        suspended: false,
        version: 1,
        created_at: cx.now,
    };
    store::membership::insert(cx.session, &membership)?;
    cx.record("membership.invite", membership.id.as_str(), &[]);
    send_link(cx, account.id, valid)?;
    Ok(membership.id)
}

fn mailable(cx: &mut Change<'_, '_>, typed: &str) -> Step<Private> {
    let none = "Enter an email address, such as name@agency.example";
    let email = address::email(typed).ok_or_else(|| Refused::field("email", none))?;
    let area = cx.area_id()?;
    if mail_rule(&email, &store::mail_domain::list(cx.session, area)?) == MailRule::Blocked {
        let blocked = "No mail may go to this domain. Enter another address";
        return Err(Refused::field("email", blocked).into());
    }
    Ok(Private::new(email))
}

fn new_account(cx: &mut Change<'_, '_>, email: Private, name: Private) -> Step<Account> {
    let account = Account {
        id: cx.new_id(AccountId::from_uuid),
        email,
        name,
        phone: Private::default(),
        password: None,
        state: State::Invited,
        version: 1,
        created_at: cx.now,
        signed_in_at: None,
    };
    store::account::insert(cx.session, &account)?;
    Ok(account)
}

fn send_link(cx: &mut Change<'_, '_>, account: AccountId, valid: Validity) -> Step<()> {
    let purpose = LinkPurpose::Invitation;
    let link = sign_in::new_link(cx, account, purpose, valid.from, valid.lasts)?;
    cx.tell(account, Notice::Invitation { link }, &format!("invitation:{link}"), cx.now)?;
    Ok(())
}

/// Changes what somebody is in the area.
///
/// # Errors
/// Not fresh as for [`invite`]; refused beside the fields, and for one's own roles; stale when they were changed meanwhile.
pub fn change(cx: &mut Change<'_, '_>, id: MembershipId, terms: &Terms, seen: i32) -> Step<()> {
    let MemberView { colleague, is_self, .. } = show(cx, id)?;
    cx.fresh()?;
    let mut membership = colleague.membership;
    fresh(&membership, seen)?;
    sound(cx, terms)?;
    if is_self && terms.roles != membership.roles {
        let own = "Nobody changes their own roles. Ask somebody else who manages people";
        return Err(Refused::because(own).into());
    }
    let beside = deputy::held_beside(cx, &membership)?;
    if !Role::go_together(&[&beside[..], &terms.roles[..]].concat()) {
        return Err(Refused::field("role", APART).into());
    }
    if terms.agency != membership.agency_id {
        no_longer_leads(cx, &membership)?;
    }
    let terms = terms.clone();
    membership.agency_id = terms.agency;
    membership.roles = terms.roles;
    membership.job_title = terms.job_title;
    membership.starts_on = terms.starts_on;
    membership.ends_on = terms.ends_on;
    store::membership::update(cx.session, &mut membership)?;
    cx.record("membership.change", id.as_str(), &[]);
    conflict::keep_from_account(cx, membership.account_id)
}

/// Somebody who leaves an agency is not its lead contact any more.
fn no_longer_leads(cx: &mut Change<'_, '_>, membership: &Membership) -> Step<()> {
    let mut agency = store::agency::find(cx.session, membership.area_id, membership.agency_id)?;
    if agency.lead_id == Some(membership.id) {
        agency.lead_id = None;
        store::agency::update(cx.session, &mut agency)?;
    }
    Ok(())
}

fn fresh(membership: &Membership, seen: i32) -> Result<(), Stale> {
    let roles: Vec<&str> = membership.roles.iter().map(Role::shown).collect();
    let (starts, ends) = (membership.starts_on.to_string(), membership.ends_on);
    let ends = ends.map(|it| it.to_string()).unwrap_or_default();
    let now = [
        ("agency", "Agency", membership.agency_id.as_str()),
        ("role", "Roles", &roles.join("\n")),
        ("job_title", "Job title", &membership.job_title),
        ("starts", "First day", &starts),
        ("ends", "Last day", &ends),
    ];
    Stale::check(membership.version, seen, &now)
}

/// What is said of somebody who would be an administrator and something else.
const APART: &str = "An administrator sees no case: select that alone, or other roles without it";

/// Refuses terms that make no sense in this area.
fn sound(cx: &mut Change<'_, '_>, terms: &Terms) -> Step<()> {
    let mut refused = Refused::default();
    if agencies(cx)?.iter().all(|it| it.id != terms.agency) {
        refused.add("agency", "Select an agency");
    }
    if terms.roles.is_empty() {
        refused.add("role", "Select at least one role");
    }
    if !Role::go_together(&terms.roles) {
        refused.add("role", APART);
    }
    if terms.ends_on.is_some_and(|ends| ends < terms.starts_on) {
        refused.add("ends", "The last day must be the first day or later");
    }
    Ok(refused.or_go_on()?)
}

/// Shuts somebody out of the area at once. Doing so twice changes nothing.
///
/// # Errors
/// Not fresh as for [`invite`]; refused for oneself, so that somebody who manages people is always left.
pub fn suspend(cx: &mut Change<'_, '_>, id: MembershipId) -> Step<()> {
    let view = show(cx, id)?;
    cx.fresh()?;
    if view.is_self {
        let own = "You cannot suspend yourself. Ask somebody else who manages people";
        return Err(Refused::because(own).into());
    }
    let mut membership = view.colleague.membership;
    if !membership.suspended {
        membership.suspended = true;
        store::membership::update(cx.session, &mut membership)?;
        cx.record("membership.suspend", id.as_str(), &[]);
    }
    Ok(())
}

/// Lets somebody who was suspended back in. Doing so twice changes nothing.
///
/// # Errors
/// See [`show`].
pub fn reactivate(cx: &mut Change<'_, '_>, id: MembershipId) -> Step<()> {
    let mut membership = show(cx, id)?.colleague.membership;
    cx.fresh()?;
    if membership.suspended {
        membership.suspended = false;
        store::membership::update(cx.session, &mut membership)?;
        cx.record("membership.reactivate", id.as_str(), &[]);
    }
    Ok(())
}

/// Has somebody choose a new password and second factor, who has lost what they sign in with: what
/// they had stops working, they are signed out everywhere, and a link goes to their address.
///
/// # Errors
/// Not fresh as for [`invite`]; refused for oneself, and for somebody who is suspended or has not
/// joined yet.
pub fn reset_sign_in(cx: &mut Change<'_, '_>, id: MembershipId, valid: Validity) -> Step<()> {
    let view = show(cx, id)?;
    cx.fresh()?;
    if view.is_self {
        let own = "You cannot reset your own sign-in. Ask somebody else who manages people";
        return Err(Refused::because(own).into());
    }
    let Colleague { mut account, membership, .. } = view.colleague;
    if account.state != State::Active || membership.suspended {
        return Err(Refused::because("They have not joined, or are suspended").into());
    }
    factor::forget(cx.session, account.id)?;
    account.password = None;
    store::account::update(cx.session, &mut account)?;
    store::session::end_all(cx.session, account.id, valid.from)?;
    cx.record("membership.reset_sign_in", id.as_str(), &[]);
    sign_in::send(cx, account.id, valid.from, valid.lasts)
}

/// Sends a new link to somebody who has not joined yet.
///
/// # Errors
/// Refused when they have joined.
pub fn invite_again(cx: &mut Change<'_, '_>, id: MembershipId, valid: Validity) -> Step<()> {
    let Colleague { account, membership, .. } = show(cx, id)?.colleague;
    if account.state != State::Invited || membership.suspended {
        let joined = "They have joined already. They can choose a new password on the sign-in page";
        return Err(Refused::because(joined).into());
    }
    cx.record("membership.invite_again", id.as_str(), &[]);
    send_link(cx, account.id, valid)
}
