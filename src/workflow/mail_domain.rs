//! Where full copies may be mailed: what chair and coordinator decided for each mail domain.
use serde::{Deserialize, Serialize};

use super::{Change, Cx, Step, StepError, stand_in};
use crate::domain::access::Duty;
use crate::domain::address;
use crate::domain::agency::{MailDomain, MailRule, rule_of_domain};
use crate::domain::ids::{AccountId, AreaId};
use crate::domain::lowering::{self, Lowering, Wish};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::store::{self, StoreError};

/// What was decided for a domain.
#[derive(Clone, Debug)]
pub struct MailDomainView {
    /// The decision.
    pub rule: MailDomain,
    /// Who decided it; none for somebody who has no place in the area any more.
    pub by: Option<Private>,
    /// What somebody asked for that a second person must agree to.
    pub asked: Option<Asked>,
}

/// More mail that somebody asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What may be mailed then.
    pub rule: MailRule,
    /// Why.
    pub reason: String,
    /// Who asked; none for somebody who has no place in the area any more.
    pub by: Option<Private>,
    /// When.
    pub at: Instant,
    /// Whether whoever looks did, so that somebody else must agree.
    pub is_own: bool,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decided {
    /// It holds.
    Now,
    /// It waits for a second person: more would be mailed.
    Asked,
}

/// What was decided for each domain, by domain: three queries.
///
/// # Errors
/// [`StepError::Hidden`] for all but chair and coordinator.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<MailDomainView>> {
    cx.on_duty(Duty::ManageMail)?;
    let both = (cx.area_id()?, cx.member()?.account);
    views(cx, both)
}

/// The same for one member of the area, whatever their role.
fn views<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    (area, own): (AreaId, AccountId),
) -> Step<Vec<MailDomainView>> {
    let people = store::membership::colleagues(cx.session, area)?;
    let asked = store::lowering::list(cx.session, area)?;
    let name = |id: AccountId| {
        people.iter().find(|it| it.account.id == id).map(|it| it.account.name.clone())
    };
    let view = |rule: MailDomain| MailDomainView {
        by: name(rule.set_by),
        asked: asked.iter().find(|it| it.subject == subject(&rule.domain)).and_then(|it| {
            Some(Asked {
                rule: MailRule::parse(&it.value).ok()?,
                reason: it.reason.clone(),
                by: name(it.asked_by),
                at: it.asked_at,
                is_own: it.asked_by == own,
            })
        }),
        rule,
    };
    Ok(store::mail_domain::list(cx.session, area)?.into_iter().map(view).collect())
}

/// What a decision about a domain is called where it waits for a second person.
fn subject(domain: &str) -> String {
    format!("mail_domain:{domain}")
}

/// What was decided for one domain.
///
/// # Errors
/// [`StepError::Hidden`] when nothing was, or see [`list`].
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, domain: &str) -> Step<MailDomainView> {
    let found = list(cx)?.into_iter().find(|it| it.rule.domain == domain);
    found.ok_or(StepError::Hidden)
}

/// Decides for a domain that nothing was decided for yet. More mail than before waits for a second
/// person, and until then all is as it was.
///
/// # Errors
/// Refused beside `domain` when it is none, or was decided already.
pub fn add(cx: &mut Change<'_, '_>, typed: &str, rule: MailRule, reason: &str) -> Step<Decided> {
    cx.on_duty(Duty::ManageMail)?;
    let area_id = cx.area_id()?;
    let none = "Enter a mail domain, such as police.example, or *.police.example for all below it";
    let domain = address::mail_domain(typed).ok_or_else(|| Refused::field("domain", none))?;
    let before = rule_of_domain(&domain, &store::mail_domain::list(cx.session, area_id)?);
    let (set_by, set_at) = (cx.member()?.account, cx.now);
    let (is_more, reason) = (rule.lowers(before), reason.to_owned());
    let now = if is_more { before } else { rule };
    let decided = MailDomain { area_id, domain, rule: now, reason, set_by, set_at, version: 1 };
    match store::mail_domain::insert(cx.session, &decided) {
        Err(StoreError::Taken) => {
            let taken = "This domain has a rule already. Change it";
            return Err(Refused::field("domain", taken).into());
        }
        other => other?,
    }
    cx.record("mail_domain.add", decided.domain.clone(), &[]);
    if is_more { may(cx, &decided.domain, (rule, &decided.reason)) } else { Ok(Decided::Now) }
}

/// Decides for a domain anew. More mail than before waits for a second person.
///
/// # Errors
/// Refused when whoever asks did so already; stale when it was decided anew meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    domain: &str,
    (rule, reason): (MailRule, &str),
    seen: i32,
) -> Step<Decided> {
    let mut decided = show(cx, domain)?.rule;
    let now =
        [("rule", "What may be mailed", decided.rule.as_str()), ("reason", "Why", &decided.reason)];
    Stale::check(decided.version, seen, &now)?;
    if rule.lowers(decided.rule) && may(cx, domain, (rule, reason))? == Decided::Asked {
        // Whoever was about to agree to what was asked for before has seen something else.
        store::mail_domain::update(cx.session, &mut decided)?;
        return Ok(Decided::Asked);
    }
    // Whatever else was asked for was asked of the decision before.
    store::lowering::remove(cx.session, decided.area_id, &subject(domain))?;
    decided.rule = rule;
    reason.clone_into(&mut decided.reason);
    (decided.set_by, decided.set_at) = (cx.member()?.account, cx.now);
    store::mail_domain::update(cx.session, &mut decided)?;
    cx.record("mail_domain.change", decided.domain, &[]);
    Ok(Decided::Now)
}

/// Whether a second person wants it that more is mailed to a domain; else the wish is kept for one.
fn may(cx: &mut Change<'_, '_>, domain: &str, (rule, reason): (MailRule, &str)) -> Step<Decided> {
    let (area_id, subject) = (cx.area_id()?, subject(domain));
    let asked_by = cx.member()?.account;
    let before = match store::lowering::find(cx.session, area_id, &subject) {
        Err(StoreError::NotFound) => None,
        other => Some(other?),
    };
    match lowering::wish(before.as_ref(), asked_by, rule.as_str()) {
        Wish::Agreed => Ok(Decided::Now),
        Wish::AskedAlready => {
            let own = "You have asked for it. Another chair or coordinator must agree, or who \
                       stands in";
            Err(Refused::field("rule", own).into())
        }
        Wish::Asked => {
            store::lowering::remove(cx.session, area_id, &subject)?;
            let (value, reason) = (rule.as_str().to_owned(), reason.to_owned());
            let asked_at = cx.now;
            let asked = Lowering { area_id, subject, value, reason, asked_by, asked_at };
            store::lowering::insert(cx.session, &asked)?;
            cx.record("mail_domain.ask", domain, &[]);
            Ok(Decided::Asked)
        }
    }
}

/// More mail to a domain that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The domain.
    pub domain: String,
    /// What may be mailed then.
    pub rule: MailRule,
    /// Why.
    pub reason: String,
    /// Who asked; nobody for somebody who has no place in the area any more.
    pub by: Private,
    /// When.
    pub at: Instant,
    /// Counts changes of what was decided for the domain.
    pub version: i32,
}

/// What waits for whoever asks: of others who lead, for another who does and for whoever stands in.
///
/// # Errors
/// Fails when the database does.
pub fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Waiting>> {
    let (area, own) = (cx.area_id()?, cx.member()?.account);
    if !may_agree(cx)? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for view in views(cx, (area, own))? {
        let Some(asked) = view.asked.filter(|it| !it.is_own) else { continue };
        found.push(Waiting {
            domain: view.rule.domain,
            rule: asked.rule,
            reason: asked.reason,
            by: asked.by.unwrap_or_default(),
            at: asked.at,
            version: view.rule.version,
        });
    }
    Ok(found)
}

fn may_agree<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<bool> {
    Ok(cx.on_duty(Duty::ManageMail).is_ok() || stand_in::is(cx)?)
}

/// Agrees that more is mailed to a domain, as was asked for.
///
/// # Errors
/// Hidden when it does not wait for whoever agrees; stale when it was decided anew meanwhile.
pub fn agree(cx: &mut Change<'_, '_>, domain: &str, seen: i32) -> Step<()> {
    let (area, own) = (cx.area_id()?, cx.member()?.account);
    if !may_agree(cx)? {
        return Err(StepError::Hidden);
    }
    let found = views(cx, (area, own))?.into_iter().find(|it| it.rule.domain == domain);
    let MailDomainView { rule: mut decided, asked, .. } = found.ok_or(StepError::Hidden)?;
    let asked = asked.filter(|it| !it.is_own).ok_or(StepError::Hidden)?;
    Stale::check(decided.version, seen, &[("rule", "What may be mailed", decided.rule.as_str())])?;
    cx.fresh()?;
    store::lowering::remove(cx.session, area, &subject(domain))?;
    (decided.rule, decided.reason) = (asked.rule, asked.reason);
    (decided.set_by, decided.set_at) = (own, cx.now);
    store::mail_domain::update(cx.session, &mut decided)?;
    cx.record("mail_domain.agree", decided.domain, &[]);
    Ok(())
}

/// The domains that get full copies, for everybody of the area.
///
/// # Errors
/// Hidden from everybody who is not signed in.
pub fn secure<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<String>> {
    let area = cx.member()?.area;
    let rules = store::mail_domain::list(cx.session, area)?;
    let secure = rules.into_iter().filter(|it| it.rule == MailRule::Secure);
    Ok(secure.map(|it| it.domain).collect())
}
