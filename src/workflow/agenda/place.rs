//! Where a referral would come on an agenda, and when the meeting would then finish.
use super::super::{Cx, Step};
use super::compile::{UNORDERED, budget, compile, entry};
use super::item::AgendaItem;
use crate::domain::agenda::{Item, Section, order, sections};
use crate::domain::ids::ListingId;
use crate::domain::meeting::Meeting;
use crate::domain::referral::Referral;
use crate::domain::slots::{Entry, lay_out};
use crate::domain::time::Instant;
use crate::store;

/// A place on an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1.
    pub number: usize,
    /// How many items there are then.
    pub of: usize,
    /// When the meeting finishes then.
    pub finish: Instant,
}

/// The place that a referral would get on a meeting's agenda by the area's rule.
///
/// # Errors
/// Fails when the database does.
pub fn place_of<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    meeting: &Meeting,
    referral: &Referral,
    is_repeat: bool,
) -> Step<Place> {
    let area = cx.area()?;
    let agenda = compile(cx, meeting)?;
    let new = cx.new_id(ListingId::from_uuid);
    let item = Item {
        listing: new,
        reference: String::new(),
        with_children: !referral.account.children.is_empty(),
        is_emergency: false,
        is_repeat,
        score: referral.score,
        incident_on: Some(referral.incident_on),
        pin: None,
    };
    let items = agenda.items.iter().map(AgendaItem::order_by).chain([item]).collect();
    let rule = area.settings.order_rule;
    let ordered = order(items, rule);
    let agencies = store::agency::list(cx.session, area.id)?;
    let shape = referral.account.shape();
    let asked = agencies.iter().filter(|it| it.is_asked(shape)).map(|it| it.id).collect();
    let own = Entry { listing: new, section: UNORDERED, minutes: None, agencies: asked };
    let entry = |(item, section): (&Item, Section)| {
        let known = agenda.item(item.listing).map_or_else(|| own.clone(), entry);
        Entry { section, ..known }
    };
    let entries: Vec<Entry> = ordered.iter().zip(sections(&ordered, rule)).map(entry).collect();
    let outstanding = u16::try_from(agenda.overdue).unwrap_or(u16::MAX);
    let budget = budget(area.settings.budget, meeting);
    let timetable = lay_out(&entries, meeting.starts_at, outstanding, &budget);
    let number = ordered.iter().position(|it| it.listing == new).map_or(0, |it| it + 1);
    Ok(Place { number, of: ordered.len(), finish: timetable.finish() })
}
