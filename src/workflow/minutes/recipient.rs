//! Who gets a copy of minutes, what is in it, and by which way.
use std::collections::{BTreeSet, HashMap};

use super::super::{Cx, Step, access};
use super::draft::cases;
use crate::domain::access::{CaseFacts, sight};
use crate::domain::account::{Colleague, State};
use crate::domain::actor::Member;
use crate::domain::agency::{MailDomain, MailRule, mail_rule};
use crate::domain::attendance::Presence;
use crate::domain::ids::{AccountId, CaseId};
use crate::domain::minutes::{Content, OwnCopy, Reader, Route, copy_for};
use crate::domain::text::Private;
use crate::domain::time::{Day, Instant};
use crate::store;

/// What is known about a recipient's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Their mail domain may get full copies.
    Secure,
    /// Their mail domain gets notices.
    NoticeOnly,
    /// Nothing goes to their mail domain.
    Blocked,
    /// They no longer take part.
    Left,
}

impl Standing {
    /// How a copy goes there.
    pub fn route(self) -> Route {
        match self {
            Self::Secure => Route::Copy,
            Self::NoticeOnly => Route::Notice,
            Self::Blocked | Self::Left => Route::Held,
        }
    }
}

/// Somebody who gets a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: Private,
    /// Their agency's name.
    pub agency: String,
    /// What is known about their address.
    pub standing: Standing,
    /// What they get.
    pub copy: OwnCopy,
}

/// The people of an area, their mail domains, and who may see the cases of some minutes.
pub(super) struct Circle {
    people: Vec<Colleague>,
    domains: Vec<MailDomain>,
    facts: HashMap<CaseId, CaseFacts>,
    now: Instant,
    today: Day,
}

impl Circle {
    /// Reads it: six queries, however many cases and people.
    pub(super) fn read<Mode>(cx: &mut Cx<'_, '_, Mode>, content: &Content) -> Step<Self> {
        let (area, today) = (cx.area_id()?, cx.today()?);
        Ok(Self {
            people: store::membership::colleagues(cx.session, area)?,
            domains: store::mail_domain::list(cx.session, area)?,
            facts: access::facts(cx, &cases(content))?,
            now: cx.now,
            today,
        })
    }

    /// What somebody is called.
    pub(super) fn name(&self, account: AccountId) -> Private {
        let found = self.people.iter().find(|it| it.account.id == account);
        found.map(|it| it.account.name.clone()).unwrap_or_default()
    }

    /// Their place in the area: the one in force, or else any.
    pub(super) fn colleague(&self, account: AccountId) -> Option<&Colleague> {
        let mut places = self.people.iter().filter(|it| it.account.id == account);
        let first = places.clone().next();
        places.find(|it| self.is_in_force(it)).or(first)
    }

    pub(super) fn is_in_force(&self, colleague: &Colleague) -> bool {
        colleague.account.state == State::Active && colleague.membership.is_in_force(self.today)
    }

    /// What somebody gets of minutes.
    pub(super) fn copy(&self, content: &Content, colleague: &Colleague) -> OwnCopy {
        let member: Member = colleague.membership.member(colleague.account.name.clone());
        let facts = if self.is_in_force(colleague) { Some(&self.facts) } else { None };
        let sights = facts.into_iter().flatten();
        let sights = sights.map(|(case, it)| (*case, sight(&member, it, self.now))).collect();
        copy_for(content, &Reader { account: member.account, agency: member.agency, sights })
    }

    fn standing(&self, colleague: &Colleague) -> Standing {
        if !self.is_in_force(colleague) {
            return Standing::Left;
        }
        match mail_rule(colleague.account.email.reveal(), &self.domains) {
            MailRule::Secure => Standing::Secure,
            MailRule::Notice => Standing::NoticeOnly,
            MailRule::Blocked => Standing::Blocked,
        }
    }

    /// Who gets a copy, by name: those who were there, those who sent apologies with information,
    /// and the owners of actions.
    pub(super) fn recipients(&self, content: &Content) -> Vec<Recipient> {
        let takes = |word: &str| {
            matches!(
                Presence::parse(word),
                Ok(Presence::Present | Presence::Late | Presence::InformationSent)
            )
        };
        let there = content.attendance.iter().filter(|it| !it.is_observer && takes(&it.presence));
        let owners = content.items.iter().flat_map(|it| &it.actions).map(|it| it.owner_id);
        let wanted: BTreeSet<AccountId> =
            there.filter_map(|it| it.account_id).chain(owners).collect();
        let mut recipients: Vec<Recipient> = wanted
            .into_iter()
            .filter_map(|it| self.colleague(it))
            .map(|it| Recipient {
                account: it.account.id,
                name: it.account.name.clone(),
                agency: it.agency.clone(),
                standing: self.standing(it),
                copy: self.copy(content, it),
            })
            .collect();
        recipients.sort_by(|a, b| (&a.name, a.account).cmp(&(&b.name, b.account)));
        recipients
    }
}
