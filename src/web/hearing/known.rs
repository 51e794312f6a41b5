//! What is known of a case, in words for its page.
use super::super::visit::Visit;
use super::page::Place;
use crate::domain::assessment::Tool;
use crate::domain::criterion::Criterion;
use crate::domain::flag::Colour;
use crate::domain::hearing::Contribution;
use crate::domain::person::{Part, Person};
use crate::domain::referral::{Account, Consent, Told};
use crate::domain::research::{Known, Share, State};
use crate::domain::text::Private;
use crate::domain::time::Day;
use crate::domain::wording::opening;
use crate::views::flag::FlagView;
use crate::views::format;
use crate::views::hearing::{AgencyView, Brought as BroughtView, Fact, PeopleCard, SaidView};
use crate::views::page::Link;
use crate::workflow::hearing::{AgencyKnows, Brought, Hearing, Said};

/// The victim's name and age.
pub(super) fn victim(heard: &Hearing) -> Private {
    let victim = heard.people.iter().find(|it| it.part == Part::Victim);
    victim.map_or_else(|| "Name not known".into(), |it| named(it, heard.today))
}

/// "Tamsin Bright, 29".
fn named(person: &Person, today: Day) -> Private {
    let name = person.name.reveal().trim();
    let name = if name.is_empty() { "Name not known" } else { name };
    let counted = person.born_on.and_then(|it| format::age(it, today)).map(|it| it.to_string());
    let written = Some(person.particulars.age.clone()).filter(|it| !it.is_empty());
    match counted.or(written) {
        Some(age) => Private::new(format!("{name}, {age}")),
        None => Private::new(name),
    }
}

/// Who is in the case: the victim, the alleged perpetrators, the children, other adults.
pub(super) fn people(visit: &Visit, heard: &Hearing) -> Vec<PeopleCard> {
    let words = &visit.area().settings.words;
    let of = |part: Part| heard.people.iter().filter(move |it| it.part == part);
    let victim: Vec<Fact> = wishes(visit, heard)
        .into_iter()
        .chain(of(Part::Victim).flat_map(|it| particulars(it, &[])))
        .collect();
    let linked = linked(heard);
    let harming: Vec<Fact> =
        of(Part::Perpetrator).flat_map(|it| named_facts(it, heard.today)).chain(linked).collect();
    let children: Vec<Fact> = of(Part::Child).map(|it| in_one(it, heard.today)).collect();
    let others: Vec<Fact> = of(Part::OtherAdult).map(|it| in_one(it, heard.today)).collect();
    let cards = [
        ("victim", opening(&words.victim), victim),
        ("perpetrator", opening(&words.perpetrator), harming),
        ("children", "Children".to_owned(), children),
        ("others", "Other adults".to_owned(), others),
    ];
    let card = |(id, title, facts): (&str, String, Vec<Fact>)| PeopleCard {
        id: id.to_owned(),
        title,
        main: id == "victim",
        facts,
    };
    cards.into_iter().filter(|it| !it.2.is_empty()).map(card).collect()
}

/// What the victim wants, or why nobody knows, and whether they were told.
fn wishes(visit: &Visit, heard: &Hearing) -> Vec<Fact> {
    let account = heard.brought.as_ref().map(|it| &it.referral.account);
    let referred = account.map(|it| &it.wishes).filter(|it| !it.is_blank());
    let mut facts = Vec::new();
    match (&heard.views, referred) {
        (Some((views, by)), _) if !views.text.is_blank() => {
            let text = format!("“{}”\n{}", views.text.reveal(), by.reveal());
            facts.push(Fact::new("Wishes", Private::new(text)));
        }
        (Some((views, _)), None) => {
            let text = format!("No views. {}", views.none_reason.reveal());
            facts.push(Fact::new("Wishes", Private::new(text)));
        }
        (Some((views, _)), Some(wishes)) => {
            let (words, why) = (wishes.reveal(), views.none_reason.reveal());
            let text = format!("“{words}”, when referred. No views since: {why}");
            facts.push(Fact::new("Wishes", Private::new(text)));
        }
        (None, Some(wishes)) => {
            let text = format!("“{}”, when referred", wishes.reveal());
            facts.push(Fact::new("Wishes", Private::new(text)));
        }
        (None, None) => facts.push(Fact::new("Wishes", "Nobody has recorded any".into())),
    }
    facts.extend(told(visit, heard, account));
    facts
}

fn told(visit: &Visit, heard: &Hearing, account: Option<&Account>) -> Vec<Fact> {
    let told = account.and_then(|it| Told::parse(&it.told).ok());
    let consent = account.and_then(|it| Consent::parse(&it.consent).ok());
    let mut facts = Vec::new();
    if let Some(told) = told {
        facts.push(Fact::new("Told", told.shown().into()));
    }
    if let Some(consent) = consent {
        facts.push(Fact::new("Consent", consent.shown().into()));
    }
    if let Some((contact, by)) = &heard.contact {
        let when = format::moment_from(visit.now(), contact.tried_at, visit.zone());
        let text = format!("{}, {}, {when}", contact.outcome.shown(), by.reveal());
        facts.push(Fact::new("Contact", Private::new(text)));
    }
    facts
}

/// What is known of somebody beyond the name; `first` goes before it.
fn particulars(person: &Person, first: &[(&str, Private)]) -> Vec<Fact> {
    let it = &person.particulars;
    let known = [
        ("Known as", it.also_known_as.clone()),
        ("Home", it.address.clone()),
        ("Status", it.status.clone()),
        ("School or work", it.school_or_work.clone()),
        ("Pregnancy", it.pregnancy.clone()),
        ("Needs", it.needs.clone()),
        ("Gender", Private::new(it.gender.clone())),
        ("Ethnicity", Private::new(it.ethnicity.clone())),
        ("Said before", it.replaced.clone()),
    ];
    let all = first.iter().cloned().chain(known);
    all.filter(|(_, value)| !value.is_blank()).map(|(key, value)| Fact::new(key, value)).collect()
}

fn named_facts(person: &Person, today: Day) -> Vec<Fact> {
    let name = named(person, today);
    let relation = person.particulars.relationship.reveal().trim();
    let dot = if relation.is_empty() { "" } else { ". " };
    let text = Private::new(format!("{}{dot}{relation}", name.reveal()));
    let lives = person.particulars.in_household.then(|| "With the victim".into());
    particulars(person, &[("Name", text), ("Lives", lives.unwrap_or_default())])
}

/// Somebody in one line: the name, and what is known.
fn in_one(person: &Person, today: Day) -> Fact {
    let it = &person.particulars;
    let lives = if it.in_household { "Lives with the victim" } else { "" };
    let parts = [
        it.relationship.reveal(),
        it.school_or_work.reveal(),
        lives,
        it.status.reveal(),
        it.needs.reveal(),
    ];
    let known: Vec<&str> = parts
        .into_iter()
        .map(|it| it.trim().trim_end_matches('.'))
        .filter(|it| !it.is_empty())
        .collect();
    let text = if known.is_empty() { "Nothing more is known".to_owned() } else { known.join(". ") };
    Fact { key: named(person, today), value: Private::new(text), link: None }
}

fn linked(heard: &Hearing) -> Vec<Fact> {
    let fact = |pip: &crate::workflow::meeting::Pip| Fact {
        key: "Also in".into(),
        value: Private::default(),
        link: Some(Link {
            href: super::super::meeting::item(&heard.room.meeting.slug, pip.listing),
            text: format!("{}, item {}", pip.reference, pip.number),
        }),
    };
    heard.room.pips.iter().filter(|it| heard.linked.contains(&it.listing)).map(fact).collect()
}

/// Why the case is here.
pub(super) fn brought(visit: &Visit, brought: &Brought) -> BroughtView {
    let (referral, account) = (&brought.referral, &brought.referral.account);
    let (tool, score) = assessment(account, referral.score);
    let on = account.incident_on.map(format::date_without_year);
    let place = Some(account.place.reveal().trim().to_owned()).filter(|it| !it.is_empty());
    let when: Vec<String> = on.into_iter().chain(place).collect();
    let criteria: Vec<&str> = account
        .criteria
        .iter()
        .filter_map(|it| Criterion::parse(it).ok())
        .map(|it| it.shown())
        .collect();
    let at = format::moment_from(visit.now(), referral.received_at, visit.zone());
    let why = if criteria.is_empty() {
        String::new()
    } else {
        format!(" {}.", format::clauses(&criteria))
    };
    let by = format!("Referred by {}, {}, {at}.{why}", brought.by.reveal(), brought.agency);
    BroughtView {
        tool,
        score,
        when: Private::new(if when.is_empty() {
            "Date not known".to_owned()
        } else {
            when.join(", ")
        }),
        happened: account.happened.clone(),
        more: more(account),
        by: Private::new(by),
    }
}

/// The tool, and its score or grade.
fn assessment(account: &Account, score: Option<i32>) -> (String, String) {
    let tool = Tool::parse(&account.tool).ok();
    let shown = match tool {
        Some(Tool::Dash24) | None => "Checklist".to_owned(),
        Some(tool) => tool.shown().to_owned(),
    };
    let result = match (score, tool.and_then(Tool::highest_score)) {
        (Some(score), Some(highest)) => format!("{score} of {highest}"),
        (Some(score), None) => score.to_string(),
        (None, _) if account.grade.is_empty() => "not scored".to_owned(),
        (None, _) => account.grade.clone(),
    };
    (shown, result)
}

fn more(account: &Account) -> Vec<Fact> {
    let facts = [
        ("History", account.history.clone()),
        ("Afraid of", account.afraid_of.clone()),
        ("Judgement", account.judgement.clone()),
        ("Done already", account.done_notes.clone()),
        ("Crime reference", Private::new(account.crime_reference.clone())),
    ];
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_blank())
        .map(|(key, value)| Fact::new(key, value))
        .collect()
}

/// "10 of 11 returned".
pub(super) fn returned(heard: &Hearing) -> String {
    let asked = heard.agencies.iter().filter(|it| it.research.is_some());
    let (all, in_) = asked.fold((0, 0), |(all, in_), it| {
        (all + 1, in_ + usize::from(it.research != Some(State::Asked)))
    });
    format!("{in_} of {all} returned")
}

fn holds_nothing(it: &AgencyKnows) -> bool {
    it.research == Some(State::NothingHeld) && it.added.is_empty()
}

/// The agencies that hold nothing, in a line.
pub(super) fn nothing_held(heard: &Hearing) -> Option<String> {
    let names: Vec<&str> =
        heard.agencies.iter().filter(|it| holds_nothing(it)).map(|it| it.name.as_str()).collect();
    (!names.is_empty()).then(|| format::list(&names))
}

/// What each other agency knows.
pub(super) fn agencies(place: &Place, heard: &Hearing) -> Vec<AgencyView> {
    let records = heard.recording.is_some();
    let change =
        |it: &Contribution| records.then(|| format!("{}?said={}#said", place.href(), it.id));
    let view = |it: &AgencyKnows| AgencyView {
        name: it.name.clone(),
        state: state(it),
        open: !it.returned.is_empty() || !it.added.is_empty() || !it.offer.is_blank(),
        knows: knows(&it.known),
        returned: it.returned.iter().map(said).collect(),
        added: it
            .added
            .iter()
            .map(|it| SaidView { text: it.text.clone(), mark: mark(it.share), change: change(it) })
            .collect(),
        offer: (!it.offer.is_blank()).then(|| it.offer.clone()),
        take: (records && !it.offer.is_blank())
            .then(|| format!("{}?offer={}#text", place.href(), it.agency)),
    };
    heard.agencies.iter().filter(|it| !holds_nothing(it)).map(view).collect()
}

fn said(said: &Said) -> SaidView {
    SaidView { text: said.text.clone(), mark: mark(said.share), change: None }
}

fn mark(share: Share) -> Option<FlagView> {
    match share {
        Share::Minuted => None,
        Share::NotMinuted => Some(FlagView::new("Not minuted", Colour::Yellow)),
        Share::ChairOnly => Some(FlagView::new("For the chair only", Colour::Red)),
    }
}

fn state(it: &AgencyKnows) -> Option<FlagView> {
    match it.research? {
        State::Asked => Some(FlagView::new("Not returned", Colour::Red)),
        _ if it.is_late => Some(FlagView::new("Late", Colour::Orange)),
        _ => None,
    }
}

/// "Knows the victim and the children".
fn knows(known: &Known) -> Option<String> {
    let whom: Vec<&str> = [
        (known.victim, "the victim"),
        (known.perpetrator, "the alleged perpetrator"),
        (known.children, "the children"),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, whom)| whom)
    .collect();
    (!whom.is_empty()).then(|| format!("Knows {}", format::list(&whom)))
}
