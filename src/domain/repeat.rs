//! Whether a referral is a repeat, and why. Source: the two SafeLives repeat definitions.
use std::cmp::Reverse;

use chrono::Months;

use super::area::RepeatRule;
use super::ids::CaseId;
use super::matching::{Identity, Likeness, closest};
use super::time::Day;

/// For how long after a referral another one is a repeat; the last day counts.
const WINDOW: Months = Months::new(12);

/// Which earlier referral is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its case.
    pub case_id: CaseId,
    /// The reference of its case.
    pub reference: String,
    /// The local day on which it was received.
    pub received_on: Day,
}

/// An accepted referral received before the new one, in the same area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Which.
    pub source: Source,
    /// The alleged perpetrators.
    pub perpetrators: Vec<Identity>,
}

/// What the new referral says that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReferral {
    /// The day of the incident, else the day it was disclosed, else the day it was received.
    pub counted_on: Day,
    /// Whether what happened would be a crime; none when the referral doesn't say.
    pub is_criminal: Option<bool>,
    /// The alleged perpetrators.
    pub perpetrators: Vec<Identity>,
}

/// The dates that decide, about the last earlier referral of the same two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Which referral.
    pub last: Source,
    /// The last day of its twelve months.
    pub until: Day,
    /// The day that counts of the new referral.
    pub counted_on: Day,
}

/// A repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Why.
    pub dates: Dates,
    /// Which time it is within the twelve months, from 2.
    pub times: usize,
    /// How sure it is that the alleged perpetrator is the same.
    pub likeness: Likeness,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is no earlier referral of the same two people.
    First,
    /// It is a repeat.
    Repeat(Repeat),
    /// It is a repeat if what happened would be a crime, which the referral doesn't say.
    Unclear(Repeat),
    /// What happened wouldn't be a crime, which the area's rule asks for.
    NotCriminal(Dates),
    /// The twelve months had passed.
    Lapsed(Dates),
    /// What happened was not after the earlier referral.
    Before(Dates),
}

/// Decides whether `new` is a repeat, from earlier referrals of the same victim.
///
/// The window runs from the day on which the last earlier referral before the incident was
/// received. Twelve months after 29 February is 28 February.
pub fn find(new: &NewReferral, same_victim: &[Earlier], rule: RepeatRule) -> Finding {
    let alike = |it: &Earlier| closest(&it.perpetrators, &new.perpetrators);
    let pair: Vec<&Earlier> = same_victim.iter().filter(|it| alike(it).is_some()).collect();
    let before = pair.iter().filter(|it| it.source.received_on < new.counted_on);
    let Some(last) = before.max_by_key(|it| it.source.received_on) else {
        let later = pair.iter().max_by_key(|it| it.source.received_on);
        return later.map_or(Finding::First, |it| Finding::Before(dates(it, new)));
    };
    let found = dates(last, new);
    if !is_inside(last, new) {
        return Finding::Lapsed(found);
    }
    let times = 1 + pair.iter().filter(|it| is_inside(it, new)).count();
    let likeness = alike(last).unwrap_or(Likeness::Possible);
    let repeat = Repeat { dates: found, times, likeness };
    match (rule, new.is_criminal) {
        (RepeatRule::CriminalOnly, Some(false)) => Finding::NotCriminal(repeat.dates),
        (RepeatRule::CriminalOnly, None) => Finding::Unclear(repeat),
        _ => Finding::Repeat(repeat),
    }
}

fn until(earlier: &Earlier) -> Day {
    earlier.source.received_on.checked_add_months(WINDOW).unwrap_or(Day::MAX)
}

fn is_inside(earlier: &Earlier, new: &NewReferral) -> bool {
    earlier.source.received_on < new.counted_on && new.counted_on <= until(earlier)
}

fn dates(earlier: &Earlier, new: &NewReferral) -> Dates {
    Dates { last: earlier.source.clone(), until: until(earlier), counted_on: new.counted_on }
}

impl Finding {
    /// Whether it counts as a repeat.
    pub fn is_repeat(&self) -> bool {
        matches!(self, Self::Repeat(_))
    }

    /// Why, in a sentence or two without names.
    pub fn reason(&self) -> String {
        let twelve = |it: &Dates| format!("The 12 months end on {}.", written(it.until));
        match self {
            Self::First => "There is no earlier referral about these two people.".to_owned(),
            Self::Repeat(repeat) => {
                let unsure = match repeat.likeness {
                    Likeness::Same => "",
                    Likeness::Possible => {
                        " The names agree and a date of birth is missing, so check that it is \
                         the same person."
                    }
                };
                format!("{} {}{unsure}", repeat.dates.course(), twelve(&repeat.dates))
            }
            Self::Unclear(repeat) => format!(
                "{} It is a repeat if what happened would be a crime. The referral does not say.",
                repeat.dates.course()
            ),
            Self::NotCriminal(it) => {
                format!("{} It is not a repeat: it would not be a crime.", it.course())
            }
            Self::Lapsed(it) => {
                format!("{} The 12 months ended on {}.", it.course(), written(it.until))
            }
            Self::Before(it) => {
                format!("{} That is not after the earlier referral.", it.course())
            }
        }
    }
}

impl Dates {
    /// What was received when, and what happened when.
    fn course(&self) -> String {
        format!(
            "The last referral about these two people, {}, was received on {}. \
             This happened on {}.",
            self.last.reference,
            written(self.last.received_on),
            written(self.counted_on),
        )
    }
}

fn written(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Something else that earlier referrals show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The same victim was referred because of another perpetrator: a new case.
    OtherPerpetrator(Source),
    /// The same alleged perpetrator is in a case of another victim.
    SerialPerpetrator(Source, Likeness),
}

impl Pattern {
    fn received_on(&self) -> Day {
        match self {
            Self::OtherPerpetrator(source) | Self::SerialPerpetrator(source, _) => {
                source.received_on
            }
        }
    }
}

/// What earlier referrals show beyond a repeat, the latest first: of the same victim with another
/// perpetrator, and of other victims with the same perpetrator.
pub fn patterns(
    new: &NewReferral,
    same_victim: &[Earlier],
    other_victims: &[Earlier],
) -> Vec<Pattern> {
    let alike = |it: &Earlier| closest(&it.perpetrators, &new.perpetrators);
    let other = same_victim.iter().filter(|it| alike(it).is_none());
    let serial = other_victims.iter().filter_map(|it| Some((it, alike(it)?)));
    let mut found: Vec<Pattern> = other
        .map(|it| Pattern::OtherPerpetrator(it.source.clone()))
        .chain(serial.map(|(it, likeness)| Pattern::SerialPerpetrator(it.source.clone(), likeness)))
        .collect();
    found.sort_by_key(|it| Reverse(it.received_on()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "0198c0de-0000-4000-8000-00000000000a";

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn man(name: &str) -> Identity {
        Identity::new(&name.into(), &"".into(), Some(day("1980-05-06")))
    }

    fn earlier(received: &str, perpetrator: &str) -> Earlier {
        Earlier {
            source: Source {
                case_id: CaseId::parse(CASE).unwrap(),
                reference: "NS-7K4Q".to_owned(),
                received_on: day(received),
            },
            perpetrators: vec![man(perpetrator)],
        }
    }

    fn new(counted: &str) -> NewReferral {
        NewReferral {
            counted_on: day(counted),
            is_criminal: None,
            perpetrators: vec![man("Dean Holt")],
        }
    }

    fn any_abuse(counted: &str, received: &[&str]) -> Finding {
        let earlier: Vec<Earlier> = received.iter().map(|it| earlier(it, "Dean Holt")).collect();
        find(&new(counted), &earlier, RepeatRule::AnyAbuse)
    }

    #[test]
    fn an_incident_twelve_months_to_the_day_is_a_repeat() {
        for (received, counted, expected) in [
            ("2025-02-12", "2026-02-12", true),
            ("2025-02-12", "2026-02-13", false),
            ("2025-02-12", "2025-02-13", true),
            ("2025-02-12", "2025-02-12", false),
            ("2025-02-12", "2025-02-11", false),
            ("2024-02-29", "2025-02-28", true),
            ("2024-02-29", "2025-03-01", false),
            ("2023-02-28", "2024-02-28", true),
            ("2023-02-28", "2024-02-29", false),
        ] {
            let found = any_abuse(counted, &[received]);
            assert_eq!(found.is_repeat(), expected, "{received} then {counted}");
        }
    }

    #[test]
    fn the_window_runs_from_the_last_referral_and_not_the_first() {
        let Finding::Repeat(found) = any_abuse("2026-02-12", &["2024-06-01", "2025-04-01"]) else {
            panic!("not a repeat")
        };
        assert_eq!(found.dates.last.received_on, day("2025-04-01"));
        assert_eq!(found.dates.until, day("2026-04-01"));
        assert_eq!((found.times, found.likeness), (2, Likeness::Same));
    }

    #[test]
    fn a_third_referral_within_the_twelve_months_is_counted_as_the_third() {
        let found = any_abuse("2026-02-12", &["2025-11-03", "2025-04-01", "2024-01-01"]);
        assert!(matches!(found, Finding::Repeat(Repeat { times: 3, .. })));
    }

    #[test]
    fn a_referral_received_after_the_incident_does_not_hide_an_older_one() {
        let found = any_abuse("2025-05-20", &["2025-01-01", "2025-06-01"]);
        let Finding::Repeat(repeat) = found else { panic!("not a repeat") };
        assert_eq!(repeat.dates.last.received_on, day("2025-01-01"));
    }

    #[test]
    fn the_reason_says_the_dates() {
        assert_eq!(
            any_abuse("2026-02-11", &["2025-11-03"]).reason(),
            "The last referral about these two people, NS-7K4Q, was received on 3 November 2025. \
             This happened on 11 February 2026. The 12 months end on 3 November 2026."
        );
        let lapsed = any_abuse("2026-02-11", &["2024-11-03"]);
        assert!(matches!(lapsed, Finding::Lapsed(_)));
        assert!(lapsed.reason().ends_with("The 12 months ended on 3 November 2025."));
        assert!(matches!(any_abuse("2025-01-01", &["2025-01-02"]), Finding::Before(_)));
    }

    #[test]
    fn the_older_rule_asks_whether_it_would_be_a_crime() {
        let decide = |is_criminal, rule| {
            let new = NewReferral { is_criminal, ..new("2026-02-12") };
            find(&new, &[earlier("2025-11-03", "Dean Holt")], rule)
        };
        assert!(decide(Some(true), RepeatRule::CriminalOnly).is_repeat());
        let not_criminal = decide(Some(false), RepeatRule::CriminalOnly);
        assert!(matches!(not_criminal, Finding::NotCriminal(_)));
        assert!(matches!(decide(None, RepeatRule::CriminalOnly), Finding::Unclear(_)));
        assert!(decide(Some(false), RepeatRule::AnyAbuse).is_repeat());
    }

    #[test]
    fn another_perpetrator_makes_a_new_case_and_is_shown() {
        let others = [earlier("2025-11-03", "Kyle Marsh")];
        assert_eq!(find(&new("2026-02-12"), &others, RepeatRule::AnyAbuse), Finding::First);
        let expected = Pattern::OtherPerpetrator(others[0].source.clone());
        assert_eq!(patterns(&new("2026-02-12"), &others, &[]), [expected]);
    }

    #[test]
    fn the_same_perpetrator_with_another_victim_is_shown_the_latest_first() {
        let cases = [
            earlier("2024-03-01", "Dean Holt"),
            earlier("2025-03-01", "Dean Holt"),
            earlier("2025-04-01", "Kyle Marsh"),
        ];
        let found = patterns(&new("2026-02-12"), &[], &cases);
        let received: Vec<Day> = found.iter().map(Pattern::received_on).collect();
        assert_eq!(received, [day("2025-03-01"), day("2024-03-01")]);
    }

    #[test]
    fn a_missing_date_of_birth_makes_a_repeat_that_asks_to_be_checked() {
        let unsure = Identity::new(&"Dean Holt".into(), &"".into(), None);
        let new = NewReferral { perpetrators: vec![unsure], ..new("2026-02-12") };
        let found = find(&new, &[earlier("2025-11-03", "Dean Holt")], RepeatRule::AnyAbuse);
        assert!(found.reason().ends_with("check that it is the same person."));
    }
}
