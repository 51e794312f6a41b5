//! The plan of a case, in words for its page.
use super::page::Place;
use crate::domain::action::State;
use crate::domain::disposition::Disposition;
use crate::domain::flag::Colour;
use crate::domain::listing::Listing;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::views::flag::FlagView;
use crate::views::format;
use crate::views::hearing::{ActionView, DecisionView, EarlierAction, EarlierView, RiskView};
use crate::workflow::hearing::{ActionLine, EarlierHearing, Hearing, RiskLine};

/// The risks stated.
pub(super) fn risks(place: &Place, heard: &Hearing) -> Vec<RiskView> {
    let records = heard.recording.is_some();
    let view = |it: &RiskLine| RiskView {
        number: it.risk.position,
        about: about(it),
        level: it.risk.level.shown().to_owned(),
        text: it.risk.text.clone(),
        answer: answer(it),
        change: records.then(|| format!("{}?risk={}#risk_text", place.href(), it.risk.id)),
    };
    heard.risks.iter().map(view).collect()
}

/// "Child, Isla".
pub(super) fn about(line: &RiskLine) -> Private {
    let subject = line.risk.subject.shown();
    if line.person.is_blank() {
        return subject.into();
    }
    Private::new(format!("{subject}, {}", line.person.reveal()))
}

fn answer(line: &RiskLine) -> Option<Private> {
    let numbers: Vec<String> = line.answered_by.iter().map(ToString::to_string).collect();
    let reason = &line.risk.no_action_reason;
    match numbers.as_slice() {
        [] if reason.is_blank() => None,
        [] => Some(Private::new(format!("No action: {}", reason.reveal()))),
        [one] => Some(Private::new(format!("Answered by action {one}"))),
        all => Some(Private::new(format!("Answered by actions {}", format::list(all)))),
    }
}

/// The decision as it is saved.
pub(super) fn decision(heard: &Hearing) -> DecisionView {
    DecisionView {
        level: heard.listing.risk_level.map(|it| it.shown().to_owned()).unwrap_or_default(),
        text: heard.listing.decision.clone(),
        outcome: outcome(&heard.listing, heard.duplicate_of.as_deref()),
    }
}

/// "Goes to the full MARAC on Thursday 26 February 2026", or with the reason.
fn outcome(listing: &Listing, duplicate_of: Option<&str>) -> Private {
    let Some(disposition) = disposition(listing) else { return Private::default() };
    let mut text = disposition.shown().to_owned();
    if let Some(other) = duplicate_of {
        text = format!("{text}, {other}");
    }
    if let Some(day) = listing.disposition_on {
        text = format!("{text}, {}", format::date(day));
    }
    if !listing.disposition_reason.is_blank() {
        text = format!("{text}. {}", listing.disposition_reason.reveal());
    }
    Private::new(text)
}

fn disposition(listing: &Listing) -> Option<Disposition> {
    listing.disposition.as_deref().and_then(|it| Disposition::parse(it).ok())
}

/// The actions agreed.
pub(super) fn actions(place: &Place, heard: &Hearing) -> Vec<ActionView> {
    let records = heard.recording.is_some();
    let view = |it: &ActionLine| ActionView {
        number: it.number,
        text: it.action.text.clone(),
        owner: owner(&it.agency, &it.owner),
        due: due(it.action.due_on, heard.today),
        risk: it.risk.map(|number| format!("Answers risk {number}")),
        warnings: if records { it.warnings.clone() } else { Vec::new() },
        change: records.then(|| format!("{}?action={}#text", place.href(), it.action.id)),
    };
    heard.actions.iter().map(view).collect()
}

/// "Housing Options, Marcus Reid".
fn owner(agency: &str, person: &Private) -> Private {
    Private::new(format!("{agency}, {}", person.reveal()))
}

/// A due day, which in the meeting is never overdue.
fn due(day: Day, today: Day) -> String {
    if day < today { format::date_without_year(day) } else { format::due(day, today) }
}

/// The earlier hearings.
pub(super) fn earlier(heard: &Hearing) -> Vec<EarlierView> {
    heard.earlier.iter().map(before).collect()
}

fn before(it: &EarlierHearing) -> EarlierView {
    let done = it.actions.iter().filter(|it| it.action.state == State::Done).count();
    let all = u64::try_from(it.actions.len()).unwrap_or(u64::MAX);
    let level = it.listing.risk_level.map(|it| format!("Risk: {}", it.shown().to_lowercase()));
    let what = disposition(&it.listing).map(|it| it.shown().to_owned());
    let decision: Vec<String> = level.into_iter().chain(what).collect();
    let action = |it: &crate::workflow::hearing::EarlierAction| EarlierAction {
        text: it.action.text.clone(),
        owner: owner(&it.agency, &it.owner),
        state: state(it.action.state),
        outcome: it.action.outcome.clone(),
    };
    EarlierView {
        day: format::date(it.day),
        decision: decision.join(". "),
        count: format!("{done} of {} done", format::count(all, "action", "actions")),
        actions: it.actions.iter().map(action).collect(),
    }
}

fn state(state: State) -> FlagView {
    let colour = match state {
        State::Open => Colour::Yellow,
        State::NotDoneAgency => Colour::Red,
        State::Done | State::NotDoneChanged | State::Withdrawn => Colour::Grey,
    };
    FlagView::new(state.shown(), colour)
}
