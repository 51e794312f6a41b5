//! Lists of open actions.
use actix_web::web;
use serde::Deserialize;

use super::{due, update_of};
use crate::domain::action::{Kind, Term};
use crate::domain::ids::ActionId;
use crate::domain::text::Private;
use crate::views::action::{ActionLine, ActionList, Choice, Group, ResearchOwed};
use crate::views::form::Form;
use crate::views::format;
use crate::web::answer::Answer;
use crate::web::visit::Visit;
use crate::workflow::action::{self, Board, Line, Whose};

/// What is asked for in the address. What is none of the words on offer counts as not asked.
#[derive(Deserialize)]
pub(super) struct Wanted {
    view: Option<String>,
    due: Option<String>,
    open: Option<String>,
}

pub(super) async fn show(visit: Visit, wanted: web::Query<Wanted>) -> Answer {
    let whose = wanted.view.as_deref().and_then(|it| Whose::parse(it).ok());
    let usual = if visit.member().leads() { Whose::All } else { Whose::Mine };
    let whose = whose.unwrap_or(usual);
    let term = wanted.due.as_deref().and_then(|it| Term::parse(it).ok());
    let open = wanted.open.as_deref().and_then(|it| ActionId::parse(it).ok());
    let board = visit.look("actions", move |cx| action::board(cx, whose)).await?;
    visit.page(&page(&visit, &board, term, open)).await
}

fn page(visit: &Visit, board: &Board, term: Option<Term>, open: Option<ActionId>) -> ActionList {
    let now = |at| format::moment_from(visit.now(), at, visit.zone());
    let (groups, heading) = (groups(visit, board, term, open), heading(visit, board.whose));
    ActionList {
        heading,
        research: board.research.map(|(missing, at)| ResearchOwed {
            count: format::count(missing, "research return", "research returns"),
            due: if at <= visit.now() {
                format!("They are late since {}", now(at))
            } else {
                format!("Those for the next meeting are due {}", now(at))
            },
        }),
        tabs: tabs(board),
        terms: terms(board, term),
        groups,
        empty: empty(board.whose, term).to_owned(),
        form: Form::empty(),
    }
}

fn heading(visit: &Visit, whose: Whose) -> String {
    match whose {
        Whose::Mine => "Your actions".to_owned(),
        Whose::Team => format!("Actions for {}", visit.agency()),
        Whose::All => "Actions of all agencies".to_owned(),
        Whose::Nobody => "Actions to give to a colleague".to_owned(),
    }
}

fn empty(whose: Whose, term: Option<Term>) -> &'static str {
    match (whose, term) {
        (_, Some(_)) => "No open actions that are due then.",
        (Whose::Mine, None) => "No open actions for you.",
        (Whose::Team, None) => "No open actions for your agency.",
        (Whose::All, None) => "No open actions.",
        (Whose::Nobody, None) => "Every open action has an owner.",
    }
}

fn tabs(board: &Board) -> Vec<Choice> {
    let tally = board.tally;
    let is_shown = tally.nobody > 0 || board.whose == Whose::Nobody;
    let all = [
        (Whose::Mine, Some(tally.mine)),
        (Whose::Team, Some(tally.team)),
        (Whose::All, tally.all),
        (Whose::Nobody, is_shown.then_some(tally.nobody)),
    ];
    let tab = |(whose, count): (Whose, Option<usize>)| {
        Some(Choice {
            href: href(whose, None),
            text: format!("{} ({})", whose.shown(), count?),
            current: whose == board.whose,
        })
    };
    all.into_iter().filter_map(tab).collect()
}

/// The filters by when actions are due; none when there is nothing to choose from.
fn terms(board: &Board, current: Option<Term>) -> Vec<Choice> {
    let count = |term| board.lines.iter().filter(|it| it.term == term).count();
    let some = Term::ALL.iter().filter(|it| count(**it) > 0);
    let choice = |term: &Term| Choice {
        href: href(board.whose, Some(*term)),
        text: format!("{} ({})", term.shown(), count(*term)),
        current: current == Some(*term),
    };
    let mut choices: Vec<Choice> = some.map(choice).collect();
    if choices.len() > 1 || current.is_some() {
        let text = format!("All {}", board.lines.len());
        choices
            .insert(0, Choice { href: href(board.whose, None), text, current: current.is_none() });
        return choices;
    }
    Vec::new()
}

fn href(whose: Whose, term: Option<Term>) -> String {
    let due = term.map(|it| format!("&due={}", it.as_str())).unwrap_or_default();
    format!("/actions?view={}{due}", whose.as_str())
}

fn groups(visit: &Visit, board: &Board, only: Option<Term>, open: Option<ActionId>) -> Vec<Group> {
    let wanted = Term::ALL.iter().filter(|it| only.is_none_or(|only| only == **it));
    let group = |term: &Term| {
        let lines = board.lines.iter().filter(|it| it.term == *term);
        let actions: Vec<ActionLine> = lines.map(|it| line(visit, board.whose, it, open)).collect();
        Group {
            title: term.shown().to_owned(),
            term: term.as_str().to_owned(),
            href: href(board.whose, Some(*term)),
            count: actions.len(),
            actions,
        }
    };
    wanted.map(group).filter(|it| it.count > 0).collect()
}

fn line(visit: &Visit, whose: Whose, line: &Line, open: Option<ActionId>) -> ActionLine {
    let action = &line.action;
    let agreed = action.created_at.with_timezone(&visit.zone()).date_naive();
    let owner = match (line.owner.reveal(), &line.agency) {
        (left, agency) if line.is_nobodys => format!("Nobody’s since {left} left, {agency}"),
        (owner, agency) => format!("{owner}, {agency}"),
    };
    let opened = open == Some(action.id) && line.may_update;
    let place = format!("{}&open={}#action-{}", href(whose, None), action.id, action.id);
    let until = |day| format!("More time asked, until {}", format::date_without_year(day));
    let text = match action.kind {
        Kind::Feedback if action.text.is_blank() => Private::from(Kind::Feedback.shown()),
        _ => action.text.clone(),
    };
    ActionLine {
        id: action.id.to_string(),
        text,
        reference: line.case.reference.clone(),
        case_href: format!("/cases/{}", action.case_id),
        name: line.case.victim.clone(),
        agreed: format::date_without_year(agreed),
        owner: (whose != Whose::Mine).then(|| Private::new(owner)),
        asked: action.asked_due_on.map(until),
        due: due(visit, action),
        update: line.may_update.then_some(place),
        opened: opened.then(|| update_of(action, whose.as_str())),
    }
}
