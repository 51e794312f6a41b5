//! The main navigation: what each role can go to, and how much waits there.
use crate::domain::access::{Duty, may};
use crate::domain::actor::{Member, Role};
use crate::domain::text::Private;
use crate::views::page::{Count, CountKind, NavItem};
use crate::workflow::navigation::Waiting;
use crate::workflow::sign_in::SignedIn;

/// What each role can go to.
pub(super) fn items(member: &Member, waiting: Waiting) -> Vec<NavItem> {
    let mut items = Vec::new();
    let mut add = |section, href: &str, text: &str, count| {
        let (href, text) = (href.to_owned(), text.to_owned());
        items.push(NavItem { section, href, text, count });
    };
    let works = may(member, Duty::TakePart);
    add("today", "/", if member.leads() { "Today" } else { "Home" }, None);
    if may(member, Duty::SeeAgenda) {
        add("agenda", "/agenda", "Agenda", None);
    }
    if may(member, Duty::Triage) {
        let count = count(waiting.referrals, "to triage", CountKind::Plain);
        add("referrals", "/referrals", "Referrals", count);
    } else if may(member, Duty::Refer) {
        add("referrals", "/referrals", "Refer a case", None);
    }
    if works {
        let kind = if member.leads() { CountKind::Quiet } else { CountKind::Plain };
        add("research", "/research", "Research", count(waiting.research, "returns missing", kind));
    }
    if may(member, Duty::Support) {
        add("support", "/support", "Support", None);
    }
    if works {
        let count = count(waiting.actions, "overdue", CountKind::Alert);
        add("actions", "/actions", "Actions", count);
        add("minutes", "/minutes", "Minutes", None);
        add("cases", "/cases", "Cases", None);
    }
    if may(member, Duty::SearchRecord) && !member.leads() {
        add("audit", "/audit", "Record", None);
    }
    if may(member, Duty::ManageSettings) {
        add("settings", "/settings", "Settings", None);
    }
    items
}

fn count(number: u64, says: &str, kind: CountKind) -> Option<Count> {
    (number > 0).then(|| Count { number, says: says.to_owned(), kind })
}

/// Name and part: "Priya Nair, chair", or the agency for those who come from one.
pub(super) fn who(signed_in: &SignedIn) -> Private {
    let member = &signed_in.member;
    let part = [
        (Role::Chair, "chair"),
        (Role::Coordinator, "coordinator"),
        (Role::Administrator, "administrator"),
        (Role::Auditor, "auditor"),
    ]
    .into_iter()
    .find(|(role, _)| member.is(*role))
    .map_or(signed_in.agency.as_str(), |(_, part)| part);
    Private::new(format!("{}, {part}", member.name.reveal()))
}
