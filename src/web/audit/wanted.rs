//! What somebody searches the record for, as a form says it, and where a part of it begins.
use super::super::support::time;
use super::super::visit::Visit;
use crate::domain::audit::{Deed, Reason, Search};
use crate::domain::ids::AccountId;
use crate::domain::time::{Instant, TimeOfDay};
use crate::views::form::Form;
use crate::workflow::audit::{Place, Wanted};

/// What is posted to search for all that left the service.
pub(super) const EXPORT: &str = "export";
/// How many days a search goes back that does not say.
const DAYS: i64 = 31;

/// What is searched for, from where on and why; none when the form says it wrongly.
pub(super) fn read(visit: &Visit, form: &mut Form) -> Option<(Wanted, Place, Reason)> {
    let reference = form.optional("reference", "a reference", 40).unwrap_or_default();
    let reason = form.choice("reason", "why you look", |it| Reason::parse(it).ok());
    let account = form.optional_choice("account", "a person", |it| AccountId::parse(it).ok());
    let is_export = form.value("kind") == EXPORT;
    let kind = |it: &str| Deed::parse(it).ok();
    let deed = if is_export { None } else { form.optional_choice("kind", "what they did", kind) };
    let from = moment(visit, form, ("from", "from_time"), TimeOfDay::MIN);
    let until = moment(visit, form, ("until", "until_time"), END_OF_DAY);
    if form.failed() {
        return None;
    }
    let from = from.or_else(|| reference.is_empty().then(|| back_from(visit, until)));
    let search = Search { account, case: None, from, until, deed, exports: is_export };
    let place = place(form.value("place")).unwrap_or_default();
    Some((Wanted { reference, search }, place, reason?))
}

/// The last second of a day: what is asked for until then is asked for with its fractions.
const END_OF_DAY: TimeOfDay = match TimeOfDay::from_hms_micro_opt(23, 59, 59, 999_999) {
    Some(end) => end,
    None => TimeOfDay::MIN,
};

fn back_from(visit: &Visit, until: Option<Instant>) -> Instant {
    until.unwrap_or_else(|| visit.now()) - chrono::TimeDelta::days(DAYS)
}

/// A day with a time, which may be left out.
fn moment(
    visit: &Visit,
    form: &mut Form,
    (day, at): (&str, &str),
    otherwise: TimeOfDay,
) -> Option<Instant> {
    let typed = !form.value(at).is_empty();
    let when =
        if typed { form.parsed(at, "a time, like 8:40am or 14:05", time) } else { Some(otherwise) };
    let day = if typed {
        form.day(day, "the day of that time")
    } else {
        form.optional_day(day, "the day")
    };
    Some(visit.local(day?, when?))
}

/// Where a part begins, as the page posts it and as the address of a case's page holds it.
pub(in crate::web) fn place(text: &str) -> Option<Place> {
    let (micros, shown) = text.split_once('-')?;
    let latest = Instant::from_timestamp_micros(micros.parse().ok()?)?;
    Some(Place { latest: Some(latest), shown: shown.parse().ok()? })
}

/// The same, to be posted or put into an address.
pub(in crate::web) fn place_text(place: Place) -> String {
    let micros = place.latest.map(|it| it.timestamp_micros()).unwrap_or_default();
    format!("{micros}-{}", place.shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_as_it_was_written() {
        let at = Instant::from_timestamp_micros(1_770_885_240_123_456).unwrap();
        let there = Place { latest: Some(at), shown: 3 };
        assert_eq!(place(&place_text(there)), Some(there));
        for wrong in ["", "1770885240123456", "x-1", "1-", "99999999999999999999-1", "1--1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
