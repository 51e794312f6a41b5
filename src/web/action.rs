//! Pages of actions: lists, one with its history, and what people do with it.
mod detail;
mod list;

use super::error::PageError;
use super::routes::{Routes, get, post};
use super::visit::Visit;
use crate::domain::action::{Action, Kind, State};
use crate::domain::ids::ActionId;
use crate::views::action::{Item, Update};
use crate::views::format;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .on(get!("/actions"), list::show)
        .on(get!("/actions/{id}"), detail::show)
        .on(post!("/actions/{id}/update"), detail::update)
        .on(post!("/actions/{id}/reopen"), detail::reopen)
        .on(post!("/actions/{id}/time"), detail::ask)
        .on(post!("/actions/{id}/time/decide"), detail::decide)
        .on(post!("/actions/{id}/give"), detail::give);
}

async fn id(visit: &Visit, text: &str) -> Result<ActionId, PageError> {
    match ActionId::parse(text) {
        Ok(id) => Ok(id),
        Err(_not_an_id) => Err(visit.not_found("action").await),
    }
}

fn href(id: ActionId) -> String {
    format!("/actions/{id}")
}

/// The form that closes an action. `back` is the list it is opened in; blank on its own page.
fn update_of(action: &Action, back: &str) -> Update {
    let told = action.kind == Kind::Feedback;
    let item = |state: &State| {
        let text =
            if told && *state == State::Done { "The victim was told" } else { state.shown() };
        Item { value: state.as_str().to_owned(), text: text.into() }
    };
    let asks =
        if told { "What came of telling the victim?" } else { "Tell the meeting in a sentence" };
    Update {
        action: format!("{}/update", href(action.id)),
        version: action.version.to_string(),
        back: back.to_owned(),
        cancel: if back.is_empty() { href(action.id) } else { format!("/actions?view={back}") },
        states: State::CLOSED.iter().map(item).collect(),
        asks: asks.to_owned(),
    }
}

/// When an open action is due: "Today, by 5pm", "2 days overdue".
fn due(visit: &Visit, action: &Action) -> String {
    let today = visit.today();
    let text = format::due(action.due_on, today);
    if action.due_on != today {
        return text;
    }
    let by = action.due_at.map_or_else(
        || format::time(visit.area().settings.action.due_at),
        |at| format::clock(at, visit.zone()),
    );
    format!("{text}, by {by}")
}
