//! Where full copies may be mailed: what chair and coordinator decided for each mail domain.
use super::{Change, Cx, Step};
use crate::domain::access::Duty;
use crate::domain::address;
use crate::domain::agency::{MailDomain, MailRule};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::store;

/// What was decided for a domain.
#[derive(Clone, Debug)]
pub struct MailDomainView {
    /// The decision.
    pub rule: MailDomain,
    /// Who decided it; none for somebody who has no place in the area any more.
    pub by: Option<Private>,
}

/// What was decided for each domain, by domain: two queries.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) for all but chair and coordinator.
pub fn list<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<MailDomainView>> {
    cx.on_duty(Duty::ManageMail)?;
    let area = cx.area_id()?;
    let people = store::membership::colleagues(cx.session, area)?;
    let view = |rule: MailDomain| {
        let by = people.iter().find(|it| it.account.id == rule.set_by);
        MailDomainView { by: by.map(|it| it.account.name.clone()), rule }
    };
    Ok(store::mail_domain::list(cx.session, area)?.into_iter().map(view).collect())
}

/// What was decided for one domain.
///
/// # Errors
/// [`StepError::Hidden`](super::StepError::Hidden) when nothing was, or see [`list`].
pub fn show<Mode>(cx: &mut Cx<'_, '_, Mode>, domain: &str) -> Step<MailDomain> {
    cx.on_duty(Duty::ManageMail)?;
    let area = cx.area_id()?;
    Ok(store::mail_domain::find(cx.session, area, domain)?)
}

/// Decides for a domain that nothing was decided for yet.
///
/// # Errors
/// Refused beside `domain` when it is none, or was decided already.
pub fn add(cx: &mut Change<'_, '_>, typed: &str, rule: MailRule, reason: &str) -> Step<()> {
    cx.on_duty(Duty::ManageMail)?;
    let area_id = cx.area_id()?;
    let none = "Enter a mail domain, such as police.example, or *.police.example for all below it";
    let domain = address::mail_domain(typed).ok_or_else(|| Refused::field("domain", none))?;
    let set_by = cx.member()?.account;
    let (reason, set_at) = (reason.to_owned(), cx.now);
    let decided = MailDomain { area_id, domain, rule, reason, set_by, set_at, version: 1 };
    match store::mail_domain::insert(cx.session, &decided) {
        Err(store::StoreError::Taken) => {
            Err(Refused::field("domain", "This domain has a rule already. Change it").into())
        }
        Err(error) => Err(error.into()),
        Ok(()) => {
            cx.record("mail_domain.add", decided.domain, &[]);
            Ok(())
        }
    }
}

/// Decides for a domain anew.
///
/// # Errors
/// Stale when it was decided anew meanwhile.
pub fn change(
    cx: &mut Change<'_, '_>,
    domain: &str,
    (rule, reason): (MailRule, &str),
    seen: i32,
) -> Step<()> {
    let mut decided = show(cx, domain)?;
    let now =
        [("rule", "What may be mailed", decided.rule.as_str()), ("reason", "Why", &decided.reason)];
    Stale::check(decided.version, seen, &now)?;
    decided.rule = rule;
    reason.clone_into(&mut decided.reason);
    (decided.set_by, decided.set_at) = (cx.member()?.account, cx.now);
    store::mail_domain::update(cx.session, &mut decided)?;
    cx.record("mail_domain.change", decided.domain, &[]);
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
