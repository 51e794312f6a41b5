//! The database: ours, whole, of this installation, and one that keeps what it says it keeps.
use super::{Deployment, Rule};
use crate::platform::config::Refusal;
use crate::store::{OpenError, Unfit};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "database-unverified",
        refuses: "PostgreSQL is on another machine, and need not prove who it is over TLS",
        ask: |it| {
            Refusal::when(
                !it.config.database.is_safe_to_reach(),
                "database.url reaches PostgreSQL over the network unverified: add \
                 ?sslmode=verify-full",
            )
        },
    },
    Rule {
        name: "database-missing",
        refuses: "there is no database; one is never made on the way",
        ask: |it| refused(it, |why| matches!(why, OpenError::Missing(_))),
    },
    Rule {
        name: "database-of-another-key",
        refuses: "the database is not one of ours, or not of this key",
        ask: |it| refused(it, |why| matches!(why, OpenError::WrongKey)),
    },
    Rule {
        name: "database-damaged",
        refuses: "parts of the database are missing or changed",
        ask: |it| refused(it, |why| matches!(why, OpenError::Damaged)),
    },
    Rule {
        name: "database-newer",
        refuses: "a newer program wrote the database",
        ask: |it| refused(it, |why| matches!(why, OpenError::Newer(_))),
    },
    Rule {
        name: "database-of-a-demo",
        refuses: "the database is a made-up county",
        ask: |it| refused(it, |why| matches!(why, OpenError::Kind { .. })),
    },
    Rule {
        name: "database-in-use",
        refuses: "another process serves the SQLite file",
        ask: |it| refused(it, |why| matches!(why, OpenError::InUse(_))),
    },
    Rule {
        name: "sqlite-old",
        refuses: "SQLite is older than 3.51.3, which can damage its log",
        ask: |it| unfit(it, |why| matches!(why, Unfit::OldSqlite(_))),
    },
    Rule {
        name: "sqlite-plain",
        refuses: "SQLite does not encrypt",
        ask: |it| unfit(it, |why| matches!(why, Unfit::PlainSqlite)),
    },
    Rule {
        name: "sqlite-unsynced",
        refuses: "SQLite does not wait for the disk (synchronous below FULL)",
        ask: |it| unfit(it, |why| matches!(why, Unfit::UnsyncedSqlite(_))),
    },
    Rule {
        name: "postgresql-old",
        refuses: "PostgreSQL is older than 15",
        ask: |it| unfit(it, |why| matches!(why, Unfit::OldPostgres(_))),
    },
    Rule {
        name: "postgresql-commits-unsynced",
        refuses: "PostgreSQL answers before the disk has what was saved (synchronous_commit off)",
        ask: |it| unfit(it, |why| matches!(why, Unfit::UnsyncedCommits)),
    },
    Rule {
        name: "postgresql-unsynced",
        refuses: "PostgreSQL does not wait for the disk at all (fsync off)",
        ask: |it| unfit(it, |why| matches!(why, Unfit::UnsyncedPostgres)),
    },
    Rule {
        name: "postgresql-torn-pages",
        refuses: "PostgreSQL may find half a page after a power cut (full_page_writes off)",
        ask: |it| unfit(it, |why| matches!(why, Unfit::TornPages)),
    },
];

fn refused(it: &Deployment<'_>, is_it: fn(&OpenError) -> bool) -> Option<Refusal> {
    it.database.as_ref().filter(|why| is_it(why)).map(Refusal::of)
}

fn unfit(it: &Deployment<'_>, is_it: fn(&Unfit) -> bool) -> Option<Refusal> {
    match it.database.as_ref()? {
        OpenError::Unfit(why) if is_it(why) => Some(Refusal::of(why)),
        _ => None,
    }
}
