//! The forms of whoever records, filled in with what is there or what was typed.
use super::page::{Open, Part, Place};
use super::plan;
use crate::domain::disposition::{Disposition, Requirement};
use crate::domain::due::Due;
use crate::domain::hearing::Subject;
use crate::domain::listing::RiskLevel;
use crate::domain::person::{Part as PersonPart, Person};
use crate::domain::research::Share;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::views::format;
use crate::views::hearing::{Choice, DecisionForm, Record, Writing};
use crate::workflow::hearing::{ActionLine, Hearing, Owner, Recording, RiskLine};

/// The forms, with one open where the page was sent in or asked to change something.
pub(super) fn record(
    place: &Place,
    heard: &Hearing,
    offered: &Recording,
    open: Option<Open>,
) -> Record {
    let mut forms = Forms { place, open };
    let levels = words(RiskLevel::ALL.iter().map(|it| (it.as_str(), it.shown())));
    Record {
        said: said(&mut forms, heard),
        risk: risk(&mut forms, heard),
        action: action(&mut forms, heard, offered),
        decision: decision(&mut forms, heard, offered, levels.clone()),
        agencies: agencies(offered),
        shares: words(Share::ALL.iter().map(|it| (it.as_str(), it.shown()))),
        abouts: abouts(heard),
        levels,
        owners: owners(offered),
        dues: dues(offered),
        risks: heard.risks.iter().map(risk_choice).collect(),
    }
}

fn words<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    all.map(|(value, text)| Choice::new(value, text)).collect()
}

/// The agencies that can say something.
pub(super) fn agencies(offered: &Recording) -> Vec<Choice> {
    offered.agencies.iter().map(|(id, name)| Choice::new(id.as_str(), name)).collect()
}

/// Who can be given an action.
pub(super) fn owners(offered: &Recording) -> Vec<Choice> {
    let owner = |it: &Owner| {
        let text = format!("{}, {}", it.agency_name, it.name.reveal());
        Choice::new(it.membership.as_str(), text)
    };
    offered.owners.iter().map(owner).collect()
}

/// Whom a risk may be about: the people of the case, and those whom it does not name.
pub(super) fn abouts(heard: &Hearing) -> Vec<Choice> {
    let person = |it: &Person| {
        let subject = match it.part {
            PersonPart::Victim => Subject::Victim,
            PersonPart::Perpetrator => Subject::Perpetrator,
            PersonPart::Child => Subject::Child,
            PersonPart::OtherAdult => Subject::OtherAdult,
        };
        let name = it.name.reveal();
        let name = if name.trim().is_empty() { "name not known" } else { name };
        Choice::new(it.id.as_str(), format!("{}, {name}", subject.shown()))
    };
    let others = [Subject::OtherAdult, Subject::Staff, Subject::Public];
    let other = others.iter().map(|it| Choice::new(it.as_str(), it.shown()));
    let mut people: Vec<&Person> = heard.people.iter().collect();
    people.sort_by_key(|it| match it.part {
        PersonPart::Victim => 0,
        PersonPart::Child => 1,
        PersonPart::OtherAdult => 2,
        PersonPart::Perpetrator => 3,
    });
    people.into_iter().map(person).chain(other).collect()
}

/// When an action may be due, with the day that each means now.
pub(super) fn dues(offered: &Recording) -> Vec<Choice> {
    let due = |(due, day): &(Due, Option<crate::domain::time::Day>)| {
        let text = match day {
            Some(day) => format!("{}, {}", due.shown(), format::date_without_year(*day)),
            None => due.shown().to_owned(),
        };
        Choice::new(due.as_str(), text)
    };
    offered.dues.iter().map(due).collect()
}

/// "1: Child, Isla".
pub(super) fn risk_choice(line: &RiskLine) -> Choice {
    let text = format!("{}: {}", line.risk.position, plan::about(line).reveal());
    Choice::new(line.risk.id.as_str(), text)
}

/// Hands each form what was typed into it.
struct Forms<'a> {
    place: &'a Place,
    open: Option<Open>,
}

/// Something that can be changed: its words on the form, its version and its fields.
struct There {
    title: String,
    version: i32,
    fields: Form,
}

impl Forms<'_> {
    fn take(&mut self, part: Part) -> Option<Open> {
        self.open.take_if(|it| it.part == part)
    }

    /// A form at a path, for something new or to change what `find` knows.
    fn writing(
        &mut self,
        part: Part,
        (path, add): (&str, &str),
        blank: Form,
        find: impl Fn(&str) -> Option<There>,
    ) -> Writing {
        let page = self.place.href();
        let open = self.take(part);
        let there = open.as_ref().and_then(|it| it.id.as_deref()).and_then(find);
        let (is_open, id) = (open.is_some(), open.as_ref().and_then(|it| it.id.clone()));
        let seen = open.as_ref().map_or(0, |it| it.seen);
        let typed = open.and_then(|it| it.typed);
        match (there, id) {
            (Some(there), Some(id)) => Writing {
                title: there.title,
                action: format!("{page}/{path}/{id}"),
                version: Some(if typed.is_some() { seen } else { there.version }),
                form: typed.unwrap_or(there.fields),
                remove: Some(format!("{page}/{path}/{id}/remove")),
                back: Some(page),
                open: true,
                save: "Save changes".to_owned(),
            },
            _ => Writing {
                title: add.to_owned(),
                action: format!("{page}/{path}"),
                version: None,
                form: typed.unwrap_or(blank),
                remove: None,
                back: None,
                open: is_open,
                save: add.to_owned(),
            },
        }
    }
}

fn said(forms: &mut Forms<'_>, heard: &Hearing) -> Writing {
    let find = |id: &str| {
        let mut all =
            heard.agencies.iter().flat_map(|it| it.added.iter().map(move |one| (it, one)));
        let (agency, one) = all.find(|(_, one)| one.id.as_str() == id)?;
        let fields = Form::new([
            ("agency", one.agency_id.as_str()),
            ("said", one.text.reveal()),
            ("share", one.share.as_str()),
        ]);
        Some(There {
            title: format!("Change what {} said", agency.name),
            version: one.version,
            fields,
        })
    };
    let blank = Form::new([("share", Share::Minuted.as_str())]);
    forms.writing(Part::Said, ("said", "Add what an agency says"), blank, find)
}

fn risk(forms: &mut Forms<'_>, heard: &Hearing) -> Writing {
    let find = |id: &str| {
        let risk = &heard.risks.iter().find(|it| it.risk.id.as_str() == id)?.risk;
        let about = risk.person_id.as_ref().map_or(risk.subject.as_str(), |it| it.as_str());
        let fields = Form::new([
            ("about", about),
            ("risk_text", risk.text.reveal()),
            ("level", risk.level.as_str()),
            ("reason", risk.no_action_reason.reveal()),
        ]);
        let title = format!("Change risk {}", risk.position);
        Some(There { title, version: risk.version, fields })
    };
    forms.writing(Part::Risk, ("risks", "Add a risk"), Form::empty(), find)
}

fn action(forms: &mut Forms<'_>, heard: &Hearing, offered: &Recording) -> Writing {
    let find = |id: &str| {
        let line = heard.actions.iter().find(|it| it.action.id.as_str() == id)?;
        let fields = action_fields(line, offered);
        let title = format!("Change action {}", line.number);
        Some(There { title, version: line.action.version, fields })
    };
    let offer = forms.open.as_ref().and_then(|it| it.offer.as_deref());
    let blank = offer
        .and_then(|it| offer_fields(it, heard, offered))
        .unwrap_or_else(|| Form::new([("due", Due::NextWorkingDay.as_str())]));
    forms.writing(Part::Action, ("actions", "Add an action"), blank, find)
}

/// What an agency offers, as an action of one of its people.
fn offer_fields(agency: &str, heard: &Hearing, offered: &Recording) -> Option<Form> {
    let offering = heard.agencies.iter().find(|it| it.agency.as_str() == agency)?;
    let owner = offered.owners.iter().find(|it| it.agency == offering.agency);
    Some(Form::new([
        ("text", offering.offer.reveal()),
        ("owner", owner.map_or("", |it| it.membership.as_str())),
        ("due", Due::NextWorkingDay.as_str()),
    ]))
}

fn action_fields(line: &ActionLine, offered: &Recording) -> Form {
    let action = &line.action;
    let is_owner = |it: &&Owner| it.account == action.owner_id && it.agency == action.agency_id;
    let owner = offered.owners.iter().find(is_owner);
    let due_on = action.due_on.to_string();
    Form::new([
        ("text", action.text.reveal()),
        ("owner", owner.map_or("", |it| it.membership.as_str())),
        ("due", Due::Date.as_str()),
        ("due_on", due_on.as_str()),
        ("risk", action.risk_id.as_ref().map_or("", |it| it.as_str())),
    ])
}

fn decision(
    forms: &mut Forms<'_>,
    heard: &Hearing,
    offered: &Recording,
    levels: Vec<Choice>,
) -> DecisionForm {
    let open = forms.take(Part::Decision);
    let seen = open.as_ref().map_or(heard.listing.version, |it| it.seen);
    let typed = open.and_then(|it| it.typed);
    let asks = |wanted: fn(&Requirement) -> bool| {
        let asking =
            Disposition::ALL.iter().filter(|it| it.requires().is_some_and(|it| wanted(&it)));
        joined(asking)
    };
    DecisionForm {
        action: format!("{}/decision", forms.place.href()),
        form: typed.unwrap_or_else(|| decision_fields(heard)),
        version: seen,
        levels,
        dispositions: words(Disposition::ALL.iter().map(|it| (it.as_str(), it.shown()))),
        with_reason: asks(|it| matches!(it, Requirement::Reason(_))),
        with_date: asks(|it| matches!(it, Requirement::Date(_))),
        with_case: asks(|it| matches!(it, Requirement::OtherCase)),
        heard: joined(Disposition::ALL.iter().filter(|it| it.is_heard())),
        asks_views: heard.views.is_none(),
        carried_to: offered.next_day.map(format::date),
    }
}

fn joined<'a>(all: impl Iterator<Item = &'a Disposition>) -> String {
    all.map(Disposition::as_str).collect::<Vec<_>>().join(" ")
}

fn decision_fields(heard: &Hearing) -> Form {
    let listing = &heard.listing;
    let on = listing.disposition_on.map(|it| it.to_string()).unwrap_or_default();
    let texts: [(&str, &Private); 2] =
        [("decision", &listing.decision), ("disposition_reason", &listing.disposition_reason)];
    let mut form = Form::new(texts.map(|(name, text)| (name, text.reveal())));
    form.set("risk_level", listing.risk_level.map_or("", |it| it.as_str()));
    form.set("disposition", listing.disposition.as_deref().unwrap_or(""));
    form.set("disposition_on", &on);
    form.set("disposition_case", heard.duplicate_of.as_deref().unwrap_or(""));
    form
}
