//! How each rule is broken, and the words that say so.
use std::any::Any;
use std::fs;
use std::os::unix::fs::chown;

use chrono::DateTime;
use marac::store::InstallationKind;

use super::place::{Place, permit};
use crate::support::installation::faketime;
use crate::support::store::TestStore;

/// One way to break a rule.
pub(super) struct Case {
    pub(super) rule: &'static str,
    /// Words of the line that refuses it.
    pub(super) says: &'static str,
    /// Breaks the rule, and gives what must stay until the program has run; nothing where this machine
    /// cannot break it.
    pub(super) make: fn(&mut Place) -> Option<Box<dyn Any>>,
    /// Whether it shows only when the program is to serve.
    pub(super) when_serving_only: bool,
}

/// What cannot be brought about from outside: the library is inside the program, PostgreSQL is as old
/// as the machine's, and no network drive is at hand. Their rules are tested by themselves, in
/// `src/store/fitness.rs` and `src/platform/private_file.rs`.
pub(super) const UNMAKEABLE: [&str; 5] =
    ["sqlite-old", "sqlite-plain", "sqlite-unsynced", "postgresql-old", "data-on-another-machine"];

/// Settings that cannot even be read, so that no rule is asked.
pub(super) const UNREADABLE: [(&str, &str, &str); 6] = [
    ("MAIL__TLS", "none", "mail.tls is wrong"),
    ("MAIL__TLS", "opportunistic", "mail.tls is wrong"),
    ("MAIL__VERIFY", "false", "mail.verify is not a setting"),
    ("DATABASE__SYNCHRONOUS", "NORMAL", "database.synchronous is not a setting"),
    ("DATABASE__URL", "sqlite://marac.db", "database.url is wrong"),
    ("MAIL__PASSWORD_FILE", "/etc/hostname", "can be read by every account"),
];

const fn setting(
    rule: &'static str,
    says: &'static str,
    make: fn(&mut Place) -> Option<Box<dyn Any>>,
) -> Case {
    Case { rule, says, make, when_serving_only: false }
}

/// Nothing has to stay.
fn done() -> Box<dyn Any> {
    Box::new(())
}

pub(super) const CASES: &[Case] = &[
    setting("listening-in-the-clear", "open to the network without TLS", |it| {
        it.set("SERVER__LISTEN", "0.0.0.0:0");
        it.set("SERVER__BEHIND_PROXY", "false");
        it.set("SERVER__PUBLIC_URL", "http://meeting.localhost");
        it.breaks_too("address-of-this-machine");
        Some(done())
    }),
    setting("address-in-the-clear", "must begin with https://", |it| {
        it.set("SERVER__PUBLIC_URL", "ftp://meeting.localhost");
        Some(done())
    }),
    setting("address-of-this-machine", "others can reach the service", |it| {
        it.set("SERVER__PUBLIC_URL", "http://meeting.localhost");
        Some(done())
    }),
    setting("address-without-tls", "nothing answers TLS", |it| {
        it.set("SERVER__BEHIND_PROXY", "false");
        Some(done())
    }),
    setting("tls-key-open", "server.tls_key: every account", |it| {
        let (certificate, key) = (it.write("certificate", "", 0o644), it.write("tls", "", 0o644));
        it.set("SERVER__TLS_CERTIFICATE", &certificate);
        it.set("SERVER__TLS_KEY", &key);
        Some(done())
    }),
    setting("key-missing", "put back your copy of it", |it| {
        fs::remove_file(it.key()).unwrap();
        Some(done())
    }),
    setting("key-open", "run `chmod 600", |it| {
        permit(&it.key(), 0o640);
        Some(done())
    }),
    setting("key-malformed", "is not a key file", |it| {
        it.write("key", "3f1b0c9a7e52d84466a1f0b3c2d9e847", 0o600);
        Some(done())
    }),
    setting("key-guessable", "was not made at random", |it| {
        it.write("key", &"0".repeat(64), 0o600);
        Some(done())
    }),
    setting("key-of-another-account", "belongs to another account", |it| {
        chown(it.key(), Some(12_345), None).ok()?;
        Some(done())
    }),
    setting("key-beside-data", "lies in the database's folder", |it| {
        let beside = it.file().with_file_name("key");
        fs::copy(it.key(), &beside).unwrap();
        it.set("DATABASE__KEY_FILE", &beside.display().to_string());
        Some(done())
    }),
    setting("data-open", "run `chmod o= ", |it| {
        permit(it.file().parent()?, 0o755);
        Some(done())
    }),
    setting("data-open", "run `chmod o= ", |it| {
        permit(&it.file(), 0o604);
        Some(done())
    }),
    setting("data-of-another-account", "belongs to another account", |it| {
        chown(it.file(), Some(12_345), None).ok()?;
        Some(done())
    }),
    setting("data-in-memory", "gone when this machine stops", |it| {
        let memory = std::path::Path::new("/dev/shm");
        if !memory.is_dir() {
            return None;
        }
        *it = Place::with(TestStore::on_sqlite_in(memory));
        it.open_to_people();
        Some(done())
    }),
    setting("settings-open", "holds a password", |it| {
        let text = "[mail]\nuser = \"marac\"\npassword = \"hunter2\"\n";
        let file = it.write("marac.toml", text, 0o644);
        it.set("MARAC_CONFIG", &file);
        Some(done())
    }),
    setting("settings-changeable", "can change", |it| {
        let file = it.write("marac.toml", "[log]\nlevel = \"info\"\n", 0o666);
        it.set("MARAC_CONFIG", &file);
        Some(done())
    }),
    setting("mail-nowhere", "mail.host is not set", |it| {
        it.set("MAIL__HOST", "");
        Some(done())
    }),
    setting("mail-left-here", "mail.folder leaves letters", |it| {
        it.open_to_people();
        it.set("MAIL__HOST", "");
        it.set("MAIL__FOLDER", "/tmp");
        Some(done())
    }),
    setting("mail-between-servers", "use 587 or 465", |it| {
        it.set("MAIL__PORT", "25");
        Some(done())
    }),
    setting("mail-from-nobody", "mail.from is not set to an address", |it| {
        it.set("MAIL__FROM", "Northshire meeting");
        Some(done())
    }),
    setting("program-as-root", "runs as root", |it| {
        it.open_to_people();
        it.expected("").contains("program-as-root").then(done)
    }),
    setting("program-for-development", "built for development", |it| {
        it.open_to_people();
        it.expected("").contains("program-for-development").then(done)
    }),
    Case {
        rule: "memory-open",
        says: "may not close its memory to core dumps",
        make: |it| {
            let inject = "inject=prctl:error=EPERM";
            it.behind(&[
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=prctl",
                "-e",
                inject,
            ]);
            Some(done())
        },
        // No command gets as far as the rules.
        when_serving_only: true,
    },
    setting("log-for-trials", "log.level writes more", |it| {
        it.open_to_people();
        it.set("LOG__LEVEL", "debug");
        Some(done())
    }),
    setting("clock-behind", "this machine's clock says 1 June 2025: set it", |it| {
        it.set("LD_PRELOAD", &faketime());
        it.set("FAKETIME", "@2025-06-01 12:00:00");
        it.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Some(done())
    }),
    setting("passwords-cheap", "weaker than OWASP allows", |it| {
        it.set("SECURITY__ARGON2_PASSES", "1");
        Some(done())
    }),
    setting("password-alone", "by a password alone", |it| {
        it.open_to_people();
        it.set("SECURITY__SECOND_FACTOR_ROLES", "none");
        Some(done())
    }),
    setting("database-unverified", "?sslmode=verify-full", |it| {
        it.set("DATABASE__URL", "postgres://marac@db.northshire.example/marac?sslmode=require");
        Some(done())
    }),
    setting("database-missing", "there is no database at", |it| {
        fs::remove_file(it.file()).unwrap();
        Some(done())
    }),
    setting("database-of-another-key", "cannot be read with this key", |it| {
        it.write("key", &"3f1b0c9a7e52d84466a1f0b3c2d9e847".repeat(2), 0o600);
        Some(done())
    }),
    setting("database-damaged", "put back your last copy of it", |it| {
        fs::File::options().write(true).open(it.file()).unwrap().set_len(1_000).unwrap();
        Some(done())
    }),
    setting("database-newer", "written by a newer version", |it| {
        let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
        it.store.as_ref()?.execute(newer);
        Some(done())
    }),
    setting("database-of-a-demo", "only a live one may be used here", |it| {
        fs::remove_file(it.file()).unwrap();
        let door = it.store.as_ref()?.door();
        door.create(InstallationKind::Demo, DateTime::UNIX_EPOCH).unwrap();
        Some(done())
    }),
    Case {
        rule: "database-in-use",
        says: "another process holds",
        make: |it| Some(Box::new(it.store.as_ref()?.open())),
        when_serving_only: true,
    },
];
