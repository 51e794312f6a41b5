//! Opens every page of every thing as everybody, and looks for words that are not for them.
use std::collections::BTreeSet;

use super::table::TABLE;
use super::walker::Walker;
use super::world::World;
use crate::support::store::on_both;

/// Words that stand in one place of the county, and the letters of those who may read them.
const WORDS: &[(&str, &str)] = &[
    // A victim, by cases that the agencies are asked on.
    ("Tamsin", "cori"),
    ("Edith", "cori"),
    ("Hazel", "cori"),
    ("Ruth Adler", "cori"),
    // A referral that nobody has accepted.
    ("Willa", "cof"),
    ("Mabel", "cof"),
    ("Is it safe to phone", "cof"),
    // A draft.
    ("Ida", "r"),
    // What is said about tomorrow's case by an agency whose research is in: for the others not
    // before theirs is.
    ("Known to Lee Hart of Hazel", "co"),
    ("Offered by Lee Hart of Hazel", "co"),
    // What is written and not returned is the agency's alone.
    ("Known to Marcus Reid of Hazel", "r"),
    ("Offered by Marcus Reid of Hazel", "r"),
    // What is returned for today's case, once the meeting has opened.
    ("Known to Lee Hart of Tamsin", "cori"),
    ("For the chair by Lee Hart of Tamsin", "co"),
    ("For the chair by Marcus Reid of Tamsin", "cor"),
    // Contact with the victim.
    ("Rang out", "coi"),
    // The other area.
    ("Greta", "e"),
    ("Wendy", "e"),
    ("Southshire", "e"),
];

on_both! {
    async fn nobody_reads_what_is_not_for_them(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        // The chair sees what the coordinator sees; whoever is not signed in is sent to do so.
        walkers.retain(|it| !matches!(it.letter(), 'o' | 'x'));
        let pages = TABLE.iter().filter(|it| it.0 == "GET" && !it.3.contains('x')).map(|it| it.1);
        let pages: BTreeSet<&str> = pages.collect();
        let (mut faults, mut opened, mut read) = (Vec::new(), 0, vec![String::new(); WORDS.len()]);
        for example in pages {
            for path in world.places.paths(example) {
                for walker in &mut walkers {
                    let answer = walker.ask("GET", &path, "").await;
                    opened += 1;
                    let letter = walker.letter();
                    if answer.status >= 500 {
                        faults.push(format!("{letter}: {path} answered {}", answer.status));
                    }
                    let body = String::from_utf8_lossy(&answer.body).into_owned();
                    for (at, (words, letters)) in WORDS.iter().enumerate() {
                        if !body.contains(words) {
                            continue;
                        }
                        read[at].push(letter);
                        if !letters.contains(letter) {
                            faults.push(format!("{letter} reads “{words}” on {path}"));
                        }
                    }
                }
            }
        }
        for ((words, letters), read) in WORDS.iter().zip(&read) {
            for letter in letters.chars().filter(|it| *it != 'o' && !read.contains(*it)) {
                faults.push(format!("{letter} reads “{words}” nowhere"));
            }
        }
        println!("{opened} pages opened");
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}
