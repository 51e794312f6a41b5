//! An item of an agenda in words.
use std::collections::HashMap;

use super::{Visit, span};
use crate::domain::agenda::Section;
use crate::domain::flag::Colour;
use crate::domain::ids::{AgencyId, ListingId};
use crate::domain::meeting::AgendaChangeKind;
use crate::domain::referral::Referral;
use crate::domain::slots::{Row, Window};
use crate::domain::text::Private;
use crate::views::agenda::{self as views, CaseItem, CaseName, Flag, Meter};
use crate::views::format;
use crate::workflow::agenda::{Agenda, AgendaItem};

/// What all items of an agenda are put into words with.
pub(super) struct Wording<'a> {
    pub(super) visit: &'a Visit,
    pub(super) slug: &'a str,
    pub(super) agenda: &'a Agenda,
    pub(super) marks: &'a HashMap<ListingId, AgendaChangeKind>,
}

impl Wording<'_> {
    /// The parts of the agenda, each with the row after it.
    pub(super) fn sections(&self) -> Vec<views::Section> {
        let mut sections: Vec<(Section, Vec<&AgendaItem>)> = Vec::new();
        for item in &self.agenda.items {
            match sections.last_mut().filter(|it| it.0 == item.section) {
                Some((_, items)) => items.push(item),
                None => sections.push((item.section, vec![item])),
            }
        }
        sections.into_iter().filter_map(|it| self.section(it.0, &it.1)).collect()
    }

    fn section(&self, section: Section, items: &[&AgendaItem]) -> Option<views::Section> {
        let (first, last) = (items.first()?, items.last()?);
        let window = Window { from: first.window.from, until: last.window.until };
        Some(views::Section {
            title: match section {
                Section::WithChildren => "Cases with children",
                Section::AdultsOnly => "Adults only",
                Section::All => "Cases",
            },
            summary: format!("{}, {}", cases(items.len()), span(self.visit, window)),
            start: first.number,
            items: items.iter().map(|it| self.item(it)).collect(),
            pause: self.pause_after(last),
        })
    }

    /// "10:53am. Break, 8 minutes. Education can leave."
    fn pause_after(&self, item: &AgendaItem) -> Option<String> {
        let rows = &self.agenda.timetable.rows;
        let at = rows.iter().position(
            |it| matches!(it, Row::Item { listing, .. } if *listing == item.listing.id),
        )?;
        let Some(Row::Break { window, may_leave }) = rows.get(at + 1) else { return None };
        let length = window.until - window.from;
        let pause = (length > chrono::TimeDelta::zero())
            .then(|| format!(" Break, {}.", format::duration(length)));
        let mut names: Vec<&str> = may_leave.iter().filter_map(|it| self.agency(*it)).collect();
        names.sort_unstable();
        let leave = (!names.is_empty()).then(|| format!(" {} can leave.", format::list(&names)));
        let from = format::clock(window.from, self.visit.zone());
        Some(format!("{from}.{}{}", pause.unwrap_or_default(), leave.unwrap_or_default()))
    }

    fn agency(&self, id: AgencyId) -> Option<&str> {
        self.agenda.agencies.get(&id).map(String::as_str)
    }

    /// One item with everything.
    pub(super) fn item(&self, item: &AgendaItem) -> CaseItem {
        let shown = item.flags(|listing| self.agenda.item(listing).map(|it| it.number));
        let research = item.research();
        let own = item.listing.minutes.and_then(|it| u64::try_from(it).ok());
        let open = u64::try_from(item.outstanding).unwrap_or(u64::MAX);
        let more = (!shown.rest.is_empty())
            .then(|| Flag::new(format!("{} more", shown.rest.len()), Colour::Grey.as_str()));
        CaseItem {
            listing: item.listing.id.to_string(),
            number: item.number,
            time: format::clock(item.window.from, self.visit.zone()),
            minutes: own.map(|it| format::count(it, "minute", "minutes")),
            case: CaseName::new(&item.case, self.visit.today()),
            meta: meta(item.referral.as_ref(), &self.agenda.agencies),
            late: item.listing.late_reason.clone(),
            flags: shown.flags.iter().map(Flag::of).chain(more).collect(),
            research: Some(Meter::new(research.returned, research.asked)),
            asking: format!("/research/{}/{}/agencies", self.slug, item.case.id),
            outstanding: (open > 0).then(|| {
                format!(
                    "{} from earlier meetings",
                    format::count(open, "open action", "open actions")
                )
            }),
            mark: self.marks.get(&item.listing.id).map(|it| mark(*it)),
            is_linked: item.linked.iter().any(|it| self.agenda.item(*it).is_some()),
            is_first: item.number == 1,
            is_last: item.number == self.agenda.items.len(),
        }
    }

    /// The items as their reader numbers them, without times and without other agencies' research.
    pub(super) fn plain(
        &self,
        numbered: impl Iterator<Item = (usize, AgendaItem)>,
    ) -> Vec<CaseItem> {
        let plain = |(number, item): (usize, AgendaItem)| CaseItem {
            number,
            time: String::new(),
            minutes: None,
            late: Private::default(),
            research: None,
            outstanding: None,
            mark: None,
            ..self.item(&item)
        };
        numbered.map(plain).collect()
    }
}

/// "6 cases".
pub(super) fn cases(count: usize) -> String {
    format::count(u64::try_from(count).unwrap_or(u64::MAX), "case", "cases")
}

/// "Children’s services. Checklist 19 of 24".
pub(super) fn meta(referral: Option<&Referral>, agencies: &HashMap<AgencyId, String>) -> String {
    let Some(referral) = referral else { return String::new() };
    let from = agencies.get(&referral.agency_id).map_or("", String::as_str);
    let account = &referral.account;
    let assessed = match (referral.score, account.highest_score(), account.assessed_with()) {
        (Some(score), Some(highest), _) => format!("Checklist {score} of {highest}"),
        (_, _, Some(tool)) => tool.shown().to_owned(),
        _ => "No risk tool".to_owned(),
    };
    format!("{from}. {assessed}")
}

fn mark(kind: AgendaChangeKind) -> &'static str {
    match kind {
        AgendaChangeKind::Added | AgendaChangeKind::AddedLate | AgendaChangeKind::CarriedOver => {
            "New"
        }
        AgendaChangeKind::Retimed => "Minutes changed",
        AgendaChangeKind::Moved | AgendaChangeKind::Deferred | AgendaChangeKind::Removed => "Moved",
    }
}
