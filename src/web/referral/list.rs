//! The list of referrals.
use super::super::answer::Answer;
use super::super::visit::Visit;
use super::words;
use crate::domain::access::{Duty, may};
use crate::domain::case::CaseLine;
use crate::domain::criterion::Criterion;
use crate::domain::person::initials;
use crate::domain::referral::Stage;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::views::flag::flags;
use crate::views::format;
use crate::views::referral::{DraftRow, ListPage, SentRow, WaitingRow, score_of};
use crate::workflow::referral::{self, DraftLine, OwnLine};
use crate::workflow::triage::{self, Waiting};

/// Those that wait, for those who triage; one's own drafts and what one sent.
pub(super) async fn show(visit: Visit) -> Answer {
    let triages = may(visit.member(), Duty::Triage);
    let (waiting, drafts, sent) = visit
        .look("referrals", move |cx| {
            let waiting = if triages { Some(triage::waiting(cx)?) } else { None };
            Ok((waiting, referral::drafts(cx)?, referral::sent(cx)?))
        })
        .await?;
    let page = ListPage {
        waiting: waiting.map(|all| all.iter().map(|it| waiting_row(&visit, it)).collect()),
        drafts: drafts.iter().map(|it| draft_row(&visit, it)).collect(),
        sent: sent.iter().map(|it| sent_row(&visit, it)).collect(),
        numbers: words::numbers(&visit),
    };
    visit.page(&page).await
}

fn waiting_row(visit: &Visit, it: &Waiting) -> WaitingRow {
    let reasons: Vec<&str> = it.criteria.iter().map(Criterion::shown).collect();
    WaitingRow {
        href: format!("/referrals/{}", it.referral.id),
        reference: it.line.reference.clone(),
        who: who(&it.line, visit.today()),
        from: it.agency.clone(),
        reasons: if reasons.is_empty() {
            "No reason given".to_owned()
        } else {
            format::clauses(&reasons)
        },
        flags: flags(&it.flags),
        score: score_of(&it.referral),
        received: words::moment(it.referral.received_at, visit),
        is_asked: it.referral.stage == Stage::Asked,
    }
}

fn draft_row(visit: &Visit, it: &DraftLine) -> DraftRow {
    DraftRow {
        id: it.id.to_string(),
        who: initials(it.victim.reveal()).map_or("No name yet".into(), Private::new),
        saved: words::moment(it.saved_at, visit),
    }
}

/// What became of a referral, as a row.
pub(in crate::web) fn sent_row(visit: &Visit, it: &OwnLine) -> SentRow {
    SentRow {
        href: format!("/referrals/{}", it.id),
        reference: it.reference.clone(),
        who: initials(it.victim.reveal()).map_or("Name not known".into(), Private::new),
        received: words::moment(it.received_at, visit),
        outcome: words::outcome(&it.outcome, visit.area()),
    }
}

/// "J.F., 31".
pub(in crate::web) fn who(line: &CaseLine, today: Day) -> Private {
    let name = initials(line.victim.reveal());
    Private::new(with_age(name.as_deref().unwrap_or("Name not known"), line, today))
}

/// "Jodie Farrow, 31".
pub(in crate::web) fn name(line: &CaseLine, today: Day) -> Private {
    let blank = line.victim.is_blank();
    let name = if blank { "Name not known" } else { line.victim.reveal() };
    Private::new(with_age(name, line, today))
}

fn with_age(name: &str, line: &CaseLine, today: Day) -> String {
    let age = line.born_on.and_then(|it| format::age(it, today)).map(|it| it.to_string());
    let age = age.or_else(|| (!line.age.is_empty()).then(|| line.age.clone()));
    age.map_or(name.to_owned(), |age| format!("{name}, {age}"))
}
