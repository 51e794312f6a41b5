//! The people of the demo's day: who is heard, who waits, and their families.
use chrono::Days;

use super::SEED;
use super::chance::Chance;
use super::sent::{address, somebody};
use super::today::day;
use crate::domain::referral::Described;
use crate::domain::time::Day;

/// Somebody who is referred now.
pub(super) struct Cast {
    pub(super) name: &'static str,
    pub(super) age: u32,
    /// Who refers, by name.
    pub(super) by: &'static str,
    pub(super) score: usize,
    pub(super) yes: &'static [&'static str],
    pub(super) children: &'static [(&'static str, u32)],
    /// The alleged perpetrator, with what they are to the victim.
    pub(super) from: (&'static str, &'static str),
    pub(super) needs: &'static str,
    /// When it is sent, on the day before or today.
    pub(super) at: &'static str,
}

const NOBODY: Cast = Cast {
    name: "",
    age: 30,
    by: "Jo Marsh",
    score: 15,
    yes: &[],
    children: &[],
    from: ("", "Former partner"),
    needs: "",
    at: "",
};

/// Who is heard today, in the order in which they were referred.
pub(super) const LISTED: &[Cast] = &[
    Cast {
        name: "Rosie Keane",
        age: 27,
        by: "Aisha Rahman",
        score: 17,
        children: &[("Alfie Keane", 4)],
        from: ("Dale Rooke", "Former partner"),
        at: "2026-02-11 13:05",
        ..NOBODY
    },
    Cast {
        name: "Pearl Grant",
        age: 66,
        by: "Tom Adeyemi",
        score: 13,
        from: ("Leon Grant", "Son"),
        needs: "Walks with a frame. Carers call twice a day",
        at: "2026-02-11 13:15",
        ..NOBODY
    },
    Cast {
        name: "Kasia Adamska",
        age: 31,
        score: 17,
        yes: &["strangle"],
        from: ("Marek Zelski", "Partner"),
        at: "2026-02-11 13:28",
        ..NOBODY
    },
    Cast {
        name: "Leyla Warsame",
        age: 38,
        by: "Paul Whitaker",
        score: 15,
        yes: &["honour", "other_person"],
        children: &[("Amina Warsame", 14), ("Idris Warsame", 11), ("Hodan Warsame", 7)],
        from: ("Yusuf Warsame", "Husband"),
        needs: "Interpreter: Somali",
        at: "2026-02-11 13:41",
    },
    Cast {
        name: "Tamsin Bright",
        age: 29,
        score: 16,
        yes: &["breach"],
        children: &[("Noah Bright", 6), ("Isla Bright", 3)],
        from: ("Kyle Denholm", "Former partner"),
        at: "2026-02-11 13:55",
        ..NOBODY
    },
    Cast {
        name: "Farah Yusuf",
        age: 23,
        by: "Femi Adeleke",
        score: 14,
        from: ("Adam Pell", "Partner"),
        at: "2026-02-11 14:10",
        ..NOBODY
    },
    Cast {
        name: "Amira Mansour",
        age: 34,
        by: "Mina Vale",
        score: 19,
        yes: &["strangle", "pregnancy"],
        children: &[("Sami Mansour", 8), ("Lina Mansour", 5)],
        from: ("Rafiq Mansour", "Husband"),
        at: "2026-02-11 14:22",
        ..NOBODY
    },
    Cast {
        name: "Nell Sorrel",
        age: 52,
        by: "Nadia Brook",
        score: 15,
        yes: &["perp_suicide", "depressed_suicidal"],
        from: ("Grant Sorrel", "Husband"),
        at: "2026-02-11 14:36",
        ..NOBODY
    },
    Cast {
        name: "Sade Obi",
        age: 41,
        by: "Kate Doyle",
        score: 14,
        yes: &["pregnancy"],
        children: &[("Tobi Obi", 12), ("Ife Obi", 9), ("Kemi Obi", 2)],
        from: ("Victor Obi", "Husband"),
        at: "2026-02-11 14:49",
        ..NOBODY
    },
    Cast {
        name: "Jonah Tait",
        age: 44,
        score: 16,
        from: ("Lorna Tait", "Wife"),
        at: "2026-02-11 15:02",
        ..NOBODY
    },
    Cast {
        name: "Elin Carrow",
        age: 35,
        score: 18,
        from: ("Kyle Denholm", "Partner"),
        at: "2026-02-11 15:16",
        ..NOBODY
    },
    Cast {
        name: "Bryony Raine",
        age: 28,
        by: "Craig Dunn",
        score: 17,
        yes: &["kill_threat", "weapons"],
        from: ("Stuart Vane", "Former partner"),
        at: "2026-02-11 15:30",
        ..NOBODY
    },
    Cast {
        name: "Dee Hollis",
        age: 19,
        by: "Marcus Reid",
        score: 12,
        children: &[("Poppy Hollis", 1)],
        from: ("Jay Corran", "Former partner"),
        at: "2026-02-11 15:44",
        ..NOBODY
    },
    Cast {
        name: "Hana Lindqvist",
        age: 37,
        by: "Dana Wells",
        score: 20,
        yes: &["hurt_others"],
        from: ("Erik Strand", "Former partner"),
        at: "2026-02-11 15:58",
        ..NOBODY
    },
];

/// Who waits for triage.
pub(super) const WAITING: &[Cast] = &[
    Cast {
        name: "Jodie Farrow",
        age: 31,
        score: 18,
        yes: &["strangle"],
        children: &[("Ben Farrow", 9), ("Ella Farrow", 6)],
        from: ("Carl Minton", "Former partner"),
        at: "2026-02-12 06:52",
        ..NOBODY
    },
    Cast {
        name: "Moira Oakley",
        age: 46,
        by: "Imran Qureshi",
        score: 11,
        from: ("Dennis Oakley", "Husband"),
        at: "2026-02-12 07:48",
        ..NOBODY
    },
    Cast {
        name: "Cara Pryce",
        age: 24,
        by: "Aisha Rahman",
        score: 16,
        yes: &["pregnancy"],
        from: ("Liam Stroyd", "Partner"),
        at: "2026-02-12 08:21",
        ..NOBODY
    },
];

/// The family of somebody by name: victim, alleged perpetrator, children.
pub(super) fn family(name: &str) -> (Described, Described, Vec<Described>) {
    let cast = LISTED.iter().chain(WAITING).find(|it| it.name == name).unwrap_or(&NOBODY);
    // From the name alone, so that it is the same people each time.
    let seed = cast.name.bytes().fold(SEED, |sum, it| sum.wrapping_mul(31) + u64::from(it));
    let mut chance = Chance::seeded(seed);
    let home = address(&mut chance);
    let mut born = |age: u32| born(age, chance.below(300));
    let mut victim = somebody(cast.name, born(cast.age), &home);
    victim.particulars.needs = cast.needs.into();
    if cast.yes.contains(&"pregnancy") {
        victim.particulars.pregnancy = "Yes, due in the summer".into();
    }
    // The same whoever's case it is, so that the same person is known again.
    let years = 24 + u32::try_from(cast.from.0.len()).unwrap_or(0);
    let mut perpetrator = somebody(cast.from.0, self::born(years, 40), "");
    perpetrator.particulars.relationship = cast.from.1.into();
    if cast.yes.contains(&"breach") {
        perpetrator.particulars.status = "On bail with conditions, breached".into();
    }
    let children = cast.children.iter().map(|it| somebody(it.0, born(it.1), &home)).collect();
    (victim, perpetrator, children)
}

fn born(years: u32, days: u32) -> Day {
    let back = u64::from(years) * 1461 / 4 + u64::from(days) + 1;
    day().checked_sub_days(Days::new(back)).unwrap_or_default()
}
