//! When a meeting is held: calling an extra one, moving one, cancelling one.
use actix_web::web;

use super::{count, href, one};
use crate::domain::time::TimeOfDay;
use crate::views::form::Form;
use crate::views::format;
use crate::views::schedule::{Cancel, NewTime, TimeKind};
use crate::web::answer::Answer;
use crate::web::attempt::{Attempt, attempt};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::workflow::schedule::{self, NewMeeting};

pub(super) async fn ask_extra(visit: Visit) -> Answer {
    visit.look("meeting.list", schedule::may_call).await?;
    visit.page(&extra(Form::empty())).await
}

fn extra(form: Form) -> NewTime {
    NewTime {
        kind: TimeKind::Call,
        heading: "Call an extra meeting",
        day: String::new(),
        action: "/meetings/new".to_owned(),
        back: "/meetings".to_owned(),
        version: 0,
        form,
    }
}

pub(super) async fn call(visit: Visit, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let when = read_time(&mut form);
    let place = form.optional("place", "the place", 200).unwrap_or_default();
    if let (Some(when), false) = (when, form.failed()) {
        let new = NewMeeting { when, place };
        let called =
            visit.change("meeting.call", &posted, move |cx| schedule::call(cx, &new)).await;
        match attempt(&mut form, called)? {
            Attempt::Done(slug) => {
                return Ok(
                    visit.see_other(&href(&slug), "The meeting is called and people are told")
                );
            }
            Attempt::Again | Attempt::Stale(_) => {}
        }
    }
    visit.look("meeting.list", schedule::may_call).await?;
    visit.page_again(&extra(form)).await
}

/// The day, time and reason of a form; none when one cannot be read.
fn read_time(form: &mut Form) -> Option<schedule::NewTime> {
    let day = form.day("day", "the day");
    let time = form.parsed("time", "a time, such as 10am or 14:30", time_of_day);
    let reason = form.optional("reason", "the reason", 300);
    Some(schedule::NewTime { day: day?, time: time?, reason: reason.unwrap_or_default() })
}

/// Reads a time as people write it: "10am", "2:30pm", "2.30 pm", "14:30", "1430".
fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let text = text.to_lowercase().replace('.', ":").replace(' ', "");
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    match half {
        None => TimeOfDay::from_hms_opt(hour, minute, 0),
        Some(half) if (1..=12).contains(&hour) => {
            TimeOfDay::from_hms_opt(hour % 12 + half, minute, 0)
        }
        Some(_) => None,
    }
}

pub(super) async fn ask_move(visit: Visit, slug: web::Path<String>) -> Answer {
    moving(&visit, &slug, Form::empty()).await
}

async fn moving(visit: &Visit, slug: &str, mut form: Form) -> Answer {
    visit.look("meeting.list", schedule::may_call).await?;
    let view = one(visit, slug).await?;
    if !form.failed() {
        let time = view.meeting.starts_at.with_timezone(&visit.zone()).format("%H:%M");
        form.set("time", &time.to_string());
    }
    let page = NewTime {
        kind: TimeKind::Move,
        heading: "Move the meeting",
        day: format::date(view.meeting.day),
        action: format!("{}/move", href(slug)),
        back: href(slug),
        version: view.meeting.version,
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

pub(super) async fn move_to(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    if let (Some(to), false) = (read_time(&mut form), form.failed()) {
        let (place, seen) = (slug.to_string(), posted.seen);
        let moved = visit
            .change("meeting.move", &posted, move |cx| schedule::move_to(cx, &place, seen, &to))
            .await;
        match attempt(&mut form, moved)? {
            Attempt::Done(slug) => {
                return Ok(
                    visit.see_other(&href(&slug), "The meeting is moved and people are told")
                );
            }
            Attempt::Again => {}
            Attempt::Stale(stale) => {
                let (back, action) = (href(&slug), format!("{}/move", href(&slug)));
                return visit.stale(&stale, &posted.form, ("The meeting", &action, &back)).await;
            }
        }
    }
    moving(&visit, &slug, form).await
}

pub(super) async fn ask_cancel(visit: Visit, slug: web::Path<String>) -> Answer {
    cancelling(&visit, &slug, Form::empty()).await
}

async fn cancelling(visit: &Visit, slug: &str, form: Form) -> Answer {
    visit.look("meeting.list", schedule::may_call).await?;
    let view = one(visit, slug).await?;
    let page = Cancel {
        day: format::date(view.meeting.day),
        back: href(slug),
        cases: match view.cases {
            0 => "There are no cases on its agenda.".to_owned(),
            1 => "Its case passes to the next meeting, with the research that is in.".to_owned(),
            cases => format!(
                "Its {} pass to the next meeting, with the research that is in.",
                count(cases)
            ),
        },
        version: view.meeting.version,
        form,
    };
    if page.form.failed() { visit.page_again(&page).await } else { visit.page(&page).await }
}

pub(super) async fn cancel(visit: Visit, slug: web::Path<String>, posted: Posted) -> Answer {
    let mut form = posted.form.clone();
    let reason = form.required("reason", "why the meeting is cancelled", 300);
    if let Some(reason) = reason {
        let (place, seen) = (slug.to_string(), posted.seen);
        let cancelled = visit
            .change("meeting.cancel", &posted, move |cx| {
                schedule::cancel(cx, &place, seen, &reason)
            })
            .await;
        match attempt(&mut form, cancelled)? {
            Attempt::Done(()) => {
                return Ok(visit.see_other("/meetings", "The meeting is cancelled"));
            }
            Attempt::Again => {}
            Attempt::Stale(stale) => {
                let (back, action) = (href(&slug), format!("{}/cancel", href(&slug)));
                return visit.stale(&stale, &posted.form, ("The meeting", &action, &back)).await;
            }
        }
    }
    cancelling(&visit, &slug, form).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, read) in [
            ("10am", Some("10:00")),
            ("12am", Some("00:00")),
            ("12 pm", Some("12:00")),
            ("2.30 PM", Some("14:30")),
            ("14:30", Some("14:30")),
            ("1430", Some("14:30")),
            ("9", Some("09:00")),
            ("13pm", None),
            ("25:00", None),
            ("10:75", None),
            ("soon", None),
            ("", None),
        ] {
            let found = time_of_day(text).map(|it| it.format("%H:%M").to_string());
            assert_eq!(found.as_deref(), read, "{text}");
        }
    }
}
