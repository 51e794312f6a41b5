//! A case: one victim with a linked set of alleged perpetrators, in one area.
use super::ids::{AreaId, CaseId};
use super::text::Private;
use super::time::{Day, Instant};
use super::word::words;
use super::wording;

words! {
    /// Who may know of a case.
    Restriction {
        /// Whoever the rules let.
        Open = "open" / "Open",
        /// Named people only.
        Restricted = "restricted" / "Restricted",
    }
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: CaseId,
    /// What people call it aloud, such as `NS-7K4Q`.
    pub reference: String,
    /// Who may know of it.
    pub restriction: Restriction,
    /// How and when the victim can be reached safely: the first thing on every page of the case.
    pub safe_contact: Private,
    /// The earlier case under which its referral was put; then nothing else is kept here.
    pub joined_to: Option<CaseId>,
    /// Counts changes.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
}

/// How a victim can be reached, as it was said on a day. Blank when nobody knows a way.
#[derive(Clone, Copy, Debug)]
pub struct SafeContact<'a> {
    /// The way.
    pub way: &'a Private,
    /// The day.
    pub on: Day,
}

impl SafeContact<'_> {
    /// This way with an older one under it, so that whoever calls can choose the one that is safe.
    pub fn with_older(self, older: SafeContact<'_>) -> Private {
        let (newer, before) = (self.way.reveal().trim(), older.way.reveal().trim());
        if before.is_empty() || newer.contains(before) {
            return self.way.clone();
        }
        let day = |it| wording::date_without_weekday(it);
        let before = format!("Said before, on {}: {before}", day(older.on));
        Private::new(if newer.is_empty() {
            format!(
                "none known on {}. Do not phone, write or visit before one is agreed.\n{before}",
                day(self.on)
            )
        } else {
            format!("{newer}\n{before}")
        })
    }
}

/// A case as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Its identifier.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The victim's name; blank when it is not known.
    pub victim: Private,
    /// The victim's date of birth.
    pub born_on: Option<Day>,
    /// The victim's age as written, when the date of birth is not known.
    pub age: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_safe_contact_is_kept_under_a_newer_one() {
        for (newer, older, kept) in [
            ("Her work", "", "Her work"),
            ("Her work", "Her work", "Her work"),
            ("", "", ""),
            ("Her sister", "Her work", "Her sister\nSaid before, on 3 November 2025: Her work"),
            (
                "",
                "Her work",
                "none known on 12 February 2026. Do not phone, write or visit before one is \
                 agreed.\nSaid before, on 3 November 2025: Her work",
            ),
        ] {
            let (newer, older) = (Private::from(newer), Private::from(older));
            let newer = SafeContact { way: &newer, on: "2026-02-12".parse().unwrap() };
            let older = SafeContact { way: &older, on: "2025-11-03".parse().unwrap() };
            assert_eq!(newer.with_older(older).reveal(), kept);
        }
    }
}
