//! The triage of one referral.
use actix_web::web;

use super::super::answer::Answer;
use super::super::conflict::possible;
use super::super::path::id;
use super::super::posted::Posted;
use super::super::visit::{Visit, refuse_or_fail};
use super::{list, words};
use crate::domain::area_clock::AreaClock;
use crate::domain::case::CaseLine;
use crate::domain::matching::Likeness;
use crate::domain::referral::{DeclineReason, Gap, Stage};
use crate::domain::refusal::Stale;
use crate::domain::repeat::Finding;
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::views::flag::all_flags;
use crate::views::form::Form;
use crate::views::format;
use crate::views::referral::{
    Compared, Entry, MatchRow, MeetingChoice, NoteRow, TriagePage, answers, entries, reasons,
};
use crate::workflow::repeat::Match;
use crate::workflow::triage::{self, Decline, Hearing, Joining, Triage, When};
use crate::workflow::{Change, Step, StepError};

/// The longest text of the form.
const LONGEST: usize = 700;

/// The triage of one referral.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let found = find(&visit, path.into_inner()).await?;
    let mut form = Form::empty();
    if found.hearing.is_some() {
        form.set("decision", "accept");
    }
    let same = found.past.matches.iter().filter(|it| it.victim.is_some());
    if let [only] = same.collect::<Vec<_>>()[..] {
        form.set("join", &only.reference);
    }
    visit.page(&page(&visit, &found, form)).await
}

async fn find(visit: &Visit, text: String) -> Step<Triage> {
    visit.look("triage", move |cx| triage::show(cx, id(&text)?)).await
}

/// What is decided, as it was typed.
#[derive(Clone)]
enum Decision {
    Accept,
    Today(Private),
    Ask(Private),
    Decline(Decline),
    Join(Joining),
}

/// Decides a referral and goes on to the next.
pub(super) async fn decide(visit: Visit, path: web::Path<String>, mut posted: Posted) -> Answer {
    let text = path.into_inner();
    let here = format!("/referrals/{text}");
    let mut outcome = Ok(());
    if let Some(decision) = read(&mut posted.form) {
        let (text, seen, said) = (text.clone(), posted.seen, done(&decision));
        let step = move |cx: &mut Change<'_, '_>| carry_out(cx, &text, seen, &decision);
        outcome = visit.change("triage.decide", &posted, step).await;
        if outcome.is_ok() {
            return next(&visit, said).await;
        }
    }
    let found = find(&visit, text.clone()).await?;
    if posted.form.failed() {
        outcome = fresh(&found, posted.seen);
    }
    if let Err(StepError::Stale(stale)) = &outcome {
        let action = format!("{here}/decision");
        return visit.stale(stale, &posted.form, ("This referral", &action, &here)).await;
    }
    let compared = match &outcome {
        Err(StepError::Refused(_)) => compared(&visit, text, &posted.form).await,
        _ => None,
    };
    if let Err(error) = outcome {
        refuse_or_fail(&mut posted.form, error)?;
    }
    let mut form = posted.form;
    // A tick is about the pair that was shown with it, and not about the next one.
    form.set("same_as", "");
    visit.page_again(&TriagePage { compared, ..page(&visit, &found, form) }).await
}

/// The victims to compare, when that is what keeps a referral from being joined.
async fn compared(visit: &Visit, text: String, form: &Form) -> Option<Compared> {
    if form.value("decision") != "join" {
        return None;
    }
    let typed = form.value("join").to_owned();
    let step = visit.look("triage.compare", move |cx| triage::compare(cx, id(&text)?, &typed));
    let found = step.await.ok().filter(|it| it.likeness != Some(Likeness::Same))?;
    let person = |line: &CaseLine, of: &str| {
        let name = if line.victim.is_blank() { "Name not known" } else { line.victim.reveal() };
        let born = match (line.born_on, &*line.age) {
            (Some(born), _) => format!("born {}", format::date_without_weekday(born)),
            (None, "") => "date of birth not known".to_owned(),
            (None, age) => format!("aged {age}, date of birth not known"),
        };
        Entry::new(&format!("{}{of}", line.reference), format!("{name}, {born}"))
    };
    Some(Compared {
        says: match found.likeness {
            Some(_) => "The names agree, and a date of birth is missing.",
            None => "The names or the dates of birth differ.",
        },
        people: vec![person(&found.own, ", this referral"), person(&found.earlier, "")],
        reference: found.earlier.reference,
    })
}

/// Refuses a form over a referral that changed meanwhile: its fields may be gone from the page.
fn fresh(found: &Triage, seen: i32) -> Step<()> {
    let now = [("decision", "Where the referral stands", found.referral.stage.shown())];
    Ok(Stale::check(found.referral.version, seen, &now)?)
}

/// Goes on to the referral that waits the longest, or back to the list.
async fn next(visit: &Visit, said: &str) -> Answer {
    let next = visit.look("triage.next", triage::next).await?;
    Ok(match next {
        Some(next) => visit.see_other(&format!("/referrals/{next}"), said),
        None => visit.see_other("/referrals", &format!("{said}. All referrals are triaged")),
    })
}

fn carry_out(cx: &mut Change<'_, '_>, text: &str, seen: i32, decision: &Decision) -> Step<()> {
    let id = id(text)?;
    match decision {
        Decision::Accept => triage::accept(cx, id, seen, When::ByRule).map(|_listing| ()),
        Decision::Today(reason) => {
            triage::accept(cx, id, seen, When::Today(reason.clone())).map(|_listing| ())
        }
        Decision::Ask(question) => triage::ask(cx, id, seen, question),
        Decision::Decline(why) => triage::decline(cx, id, seen, why),
        Decision::Join(to) => triage::join(cx, id, seen, to),
    }
}

fn done(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accept => "Added to the agenda",
        Decision::Today(_) => "Added to today’s agenda",
        Decision::Ask(_) => "Question sent to the referrer",
        Decision::Decline(_) => "Not accepted, and the referrer is told",
        Decision::Join(_) => "Joined to the earlier case",
    }
}

fn read(form: &mut Form) -> Option<Decision> {
    let chosen = form.value("decision").to_owned();
    let mut text = |field: &str, what: &str| {
        form.optional(field, what, LONGEST).map(Private::new).unwrap_or_default()
    };
    let decision = match chosen.as_str() {
        "accept" => Decision::Accept,
        "today" => Decision::Today(text("urgent_reason", "why it cannot wait")),
        "ask" => Decision::Ask(text("question", "your question")),
        "join" => {
            let same = if form.ticked("same_as") { form.value("compared") } else { "" };
            let reference = form.value("join").to_owned();
            Decision::Join(Joining { reference, same_as: same.to_owned() })
        }
        "decline" => {
            let (advice, rationale) = (text("advice", "the advice"), text("rationale", "the note"));
            let reason = form.choice("reason", "a reason", |it| DeclineReason::parse(it).ok())?;
            Decision::Decline(Decline { reason, advice, rationale })
        }
        _ => {
            form.refuse("decision", "Select what you want to do");
            return None;
        }
    };
    (!form.failed()).then_some(decision)
}

fn page(visit: &Visit, found: &Triage, form: Form) -> TriagePage {
    let (area, tools) = (visit.area(), visit.app.service().tools());
    let (referral, today) = (&found.referral, visit.today());
    let clock = AreaClock::new(area.settings.timezone);
    let note = |it| NoteRow::new(it, words::moment(it.made_at, visit));
    let rows =
        [from(visit, found)].into_iter().chain(entries(referral, &found.criteria, clock)).collect();
    let is_open = matches!(referral.stage, Stage::Submitted | Stage::Asked);
    let hearing = found.hearing.as_ref().map(|it| choice(visit, it, ""));
    let (repeat, repeat_why) = repeat(&found.past.finding);
    TriagePage {
        form,
        action: format!("/referrals/{}/decision", referral.id),
        caption: caption(found),
        reference: found.line.reference.clone(),
        case_href: format!("/cases/{}", referral.case_id),
        victim: list::name(&found.line, today),
        flags: all_flags(&found.flags),
        safe_contact: referral.account.safe_contact_in_full(),
        entries: rows,
        answers: answers(&referral.account, &tools.checklist),
        repeat,
        repeat_why,
        repeat_rule: area.settings.repeat_rule.shown(),
        compared: None,
        matches: found.past.matches.iter().map(|it| match_row(it, today)).collect(),
        possible: possible(&found.possible),
        gaps: found.gaps.iter().map(Gap::shown).collect(),
        notes: found.notes.iter().map(note).collect(),
        is_open,
        decided: decided(visit, found),
        asked: asked(found.agencies, hearing.as_ref()),
        hearing,
        today: found.today.as_ref().map(|it| choice(visit, it, ", it cannot wait")),
        reasons: reasons(),
        version: referral.version.to_string(),
    }
}

fn caption(found: &Triage) -> String {
    match found.place {
        Some((number, of)) if found.referral.stage == Stage::Submitted => {
            format!("Referral {number} of {of}")
        }
        _ => found.referral.stage.shown().to_owned(),
    }
}

fn from(visit: &Visit, found: &Triage) -> Entry {
    let sender = &found.sender;
    let name = [sender.name.reveal(), &sender.job_title, &sender.agency];
    let name: Vec<&str> = name.into_iter().filter(|it| !it.is_empty()).collect();
    let when = words::moment(found.referral.received_at, visit);
    let phone = sender.phone.reveal();
    let phone = if phone.is_empty() { String::new() } else { format!("\nPhone {phone}") };
    Entry::new("Referred by", format!("{}, {when}{phone}", name.join(", ")))
}

fn repeat(finding: &Finding) -> (String, String) {
    let title = match finding {
        Finding::Repeat(repeat) => format!("Repeat, referral {} in 12 months", repeat.times),
        Finding::Unclear(_) => "Perhaps a repeat".to_owned(),
        _ => "Not a repeat".to_owned(),
    };
    (title, finding.reason())
}

fn match_row(it: &Match, today: Day) -> MatchRow {
    let victim = match it.victim {
        Some(Likeness::Same) => "The same victim: name and date of birth agree.",
        Some(Likeness::Possible) => "Possibly the same victim: a date of birth is missing.",
        None => "Another victim.",
    };
    let perpetrator = match it.perpetrator {
        Some(Likeness::Same) => "The same alleged perpetrator.",
        Some(Likeness::Possible) => {
            "Possibly the same alleged perpetrator: a date of birth is missing."
        }
        None => "Another alleged perpetrator.",
    };
    let received = format::date_without_weekday(it.newest.received_at.date_naive());
    let stage = format::lower_first(it.newest.stage.shown());
    let victim_of = &it.newest.account.victim;
    let age = victim_of.born_on.and_then(|it| format::age(it, today));
    let who = age.map_or(victim_of.name.clone(), |age| {
        Private::new(format!("{}, {age}", victim_of.name.reveal()))
    });
    MatchRow {
        href: format!("/cases/{}", it.case_id),
        reference: it.reference.clone(),
        who: if it.victim.is_some() { who } else { Private::default() },
        says: format!("Referred {received}, {stage}. {victim} {perpetrator}"),
    }
}

fn decided(visit: &Visit, found: &Triage) -> Private {
    let referral = &found.referral;
    let by = found.decided_by.as_ref().map_or("the service", |it| it.reveal());
    let when = referral.decided_at.map(|it| words::moment(it, visit)).unwrap_or_default();
    let reason = DeclineReason::parse(&referral.decision_reason).ok();
    let reason =
        reason.map_or(String::new(), |it| format!(": {}", format::lower_first(it.shown())));
    Private::new(format!("{}{reason}, by {by} at {when}", referral.stage.shown()))
}

fn asked(agencies: usize, hearing: Option<&MeetingChoice>) -> String {
    let count = format::count(u64::try_from(agencies).unwrap_or(0), "agency", "agencies");
    let due = hearing.map_or(String::new(), |it| format!(", due {}", it.research_due));
    format!("{count} will be asked for research straight away{due}.")
}

fn choice(visit: &Visit, hearing: &Hearing, why: &str) -> MeetingChoice {
    let (meeting, place) = (&hearing.meeting, hearing.place);
    let day = match (meeting.day - visit.today()).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format::date_without_year(meeting.day),
    };
    let finish = format::clock(place.finish, visit.zone());
    MeetingChoice {
        text: format!("Add to {day}{why}"),
        hint: format!("Item {} of {}. Finishes {finish}", place.number, place.of),
        research_due: words::moment(meeting.research_due_at, visit),
    }
}
