//! What became of a referral, said in a line.
use super::super::visit::Visit;
use crate::domain::area::Area;
use crate::domain::area_clock::AreaClock;
use crate::domain::time::Instant;
use crate::views::format;
use crate::workflow::referral::Outcome;

/// "Thursday 12 February at 10am".
pub(in crate::web) fn hearing(at: Instant, area: &Area) -> String {
    let clock = AreaClock::new(area.settings.timezone);
    let day = format::date_without_year(clock.day_of(at));
    format!("{day} at {}", format::time(clock.time_of(at)))
}

/// What became of a referral, in a line.
pub(super) fn outcome(outcome: &Outcome, area: &Area) -> String {
    let heard = |at: &Instant| hearing(*at, area);
    let if_accepted = |at: &Option<Instant>| {
        at.as_ref().map_or_else(String::new, |at| {
            format!(" If it is accepted, it is heard on {}.", heard(at))
        })
    };
    match outcome {
        Outcome::Waiting(at) => format!("It waits for triage.{}", if_accepted(at)),
        Outcome::Asked(at) => {
            format!("The coordinator asks you something.{}", if_accepted(at))
        }
        Outcome::Accepted => "Accepted.".to_owned(),
        Outcome::Listed(at) => format!("Accepted. It will be heard on {}.", heard(at)),
        Outcome::Heard(at) => {
            let clock = AreaClock::new(area.settings.timezone);
            format!("It was heard on {}.", format::date(clock.day_of(*at)))
        }
        Outcome::Declined(reason, _) => {
            let reason = reason.map_or("no reason was kept", |it| it.shown());
            format!("Not accepted: {}.", format::lower_first(reason))
        }
        Outcome::Withdrawn => "You took it back.".to_owned(),
    }
}

/// The local services to phone, and whom out of hours.
pub(super) fn numbers(visit: &Visit) -> Vec<String> {
    let contact = &visit.area().settings.contact;
    let out_of_hours = [&contact.out_of_hours].into_iter().filter(|it| !it.is_empty());
    contact.local_numbers.iter().chain(out_of_hours).cloned().collect()
}

/// "8:42am today".
pub(super) fn moment(at: Instant, visit: &Visit) -> String {
    format::moment_from(visit.now(), at, visit.zone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::area::AreaSettings;
    use crate::domain::ids::AreaId;
    use crate::domain::referral::DeclineReason;
    use crate::domain::text::Private;

    #[test]
    fn an_outcome_is_one_line_without_what_was_decided_at_the_meeting() {
        let area = Area {
            id: AreaId::parse("0198c0de-0000-4000-8000-000000000001").unwrap(),
            name: "Northshire".to_owned(),
            prefix: "NS".to_owned(),
            settings: AreaSettings::default(),
            statement_version: 1,
            version: 1,
            created_at: Instant::UNIX_EPOCH,
        };
        let at: Instant = "2026-02-12T10:00:00Z".parse().unwrap();
        let declined = Outcome::Declined(Some(DeclineReason::BelowThreshold), Private::default());
        for (found, expected) in [
            (Outcome::Waiting(None), "It waits for triage."),
            (Outcome::Listed(at), "Accepted. It will be heard on Thursday 12 February at 10am."),
            (Outcome::Heard(at), "It was heard on Thursday 12 February 2026."),
            (declined, "Not accepted: below the threshold."),
        ] {
            assert_eq!(outcome(&found, &area), expected);
        }
    }
}
