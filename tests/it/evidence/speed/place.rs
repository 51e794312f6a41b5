//! A served county in the middle of its meeting, with a past of so many cases.
use std::collections::BTreeMap;

use marac::platform::password::{Cost, Passwords};
use marac::platform::random::Random;
use secrecy::SecretString;

use super::gauge::{Processes, child_of};
use super::saves::FLUSH;
use super::wire::Wire;
use super::{history, morning};
use crate::support::county::County;
use crate::support::installation::{Installation, Server};
use crate::support::sitting::SLUG;
use crate::support::store::TestStore;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// The agenda of the meeting.
pub const AGENDA: &str = "/meetings/2026-02-12/agenda";

/// A served county.
pub struct Place {
    /// Its files.
    pub installation: Installation,
    server: Server,
    /// What the server runs as.
    pub processes: Processes,
    /// Sessions of the chair and the coordinator, in turn, as a browser's cookies.
    pub sessions: Vec<String>,
    /// The address of each agreed action of the meeting, by its identifier.
    pub actions: BTreeMap<String, String>,
    /// The membership that owns what is saved.
    pub owner: String,
}

impl Place {
    /// Serves a county over a new store.
    pub async fn serve(store: TestStore, cases: usize, past: usize) -> Self {
        let (county, _listed) = morning::morning(store, cases).await;
        let owner = county.police().membership.to_string();
        let sessions = sessions(&county).await;
        let passwords = hash(PASSWORD).await;
        let mut installation = Installation::of(county);
        history::add(&installation.store, past);
        installation.store.execute(&format!("UPDATE accounts SET password = '{passwords}'"));
        // The county's own clock of sessions stood still while its day went on.
        let now = "2026-02-12 10:05:00.000000";
        let begun = format!(
            "UPDATE sessions SET started_at = '{now}', seen_at = '{now}',
            confirmed_at = '{now}'"
        );
        installation.store.execute(&begun);
        // The letters of the day have left.
        installation.store.execute("UPDATE messages SET delivery = 'accepted'");
        // The rush comes from one address, and from people who sign in all at once.
        installation.set("SECURITY__SIGN_IN_ADDRESS_FAILURES", "1000");
        installation.set("SECURITY__SIGN_IN_ACCOUNT_FAILURES", "20");
        // A password is what is measured, and nothing after it.
        installation.set("SECURITY__SECOND_FACTOR_ROLES", "none");
        let server = installation.start();
        let processes = Processes::of(server.id(), &installation.store);
        processes.rest().await;
        let actions = actions(&installation.store);
        Self { installation, server, processes, sessions, actions, owner }
    }

    /// Serves it from a disk on which each flush takes a while longer.
    pub fn slow_its_disk(&mut self) {
        self.server.kill();
        let delay = format!("inject=fdatasync,fsync:delay_exit={}", FLUSH.as_micros());
        let words = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"];
        let traced = ["-e", "trace=fdatasync,fsync", "-e", &delay];
        self.server = self.installation.start_behind(&[&words[..], &traced[..]].concat());
        self.processes = Processes::of(child_of(self.server.id()), &self.installation.store);
    }

    /// Ends its server, with everything that it holds.
    pub fn close(mut self) {
        self.server.kill();
    }

    /// A connection to its server.
    pub async fn wire(&self) -> Wire {
        Wire::open(&self.installation.address()).await
    }

    /// What its database is called.
    pub fn name(&self) -> &'static str {
        self.installation.store.name()
    }
}

async fn sessions(county: &County) -> Vec<String> {
    let mut sessions = Vec::new();
    for _ in 0..16 {
        for who in [county.chair(), county.coordinator()] {
            sessions.push(format!("marac={}", county.token(who).await));
        }
    }
    sessions
}

/// As `marac serve` hashes it by default.
async fn hash(password: &str) -> String {
    let cost = Cost { memory_kib: 19_456, passes: 2, lanes: 1 };
    let passwords = Passwords::start(cost, Random::seeded(1)).unwrap();
    passwords.hash(SecretString::from(password.to_owned())).await.unwrap()
}

fn actions(store: &TestStore) -> BTreeMap<String, String> {
    let of_today = "SELECT actions.id || '/' || listing_id AS text FROM actions
        JOIN listings ON listings.id = listing_id JOIN meetings ON meetings.id = meeting_id
        WHERE kind = 'agreed' AND slug = '2026-02-12'";
    let of_today = of_today.replace("kind =", "actions.kind =");
    let address = |it: &String| {
        let (id, listing) = it.split_once('/').unwrap();
        (id.to_owned(), format!("/meetings/{SLUG}/live/{listing}/actions/{id}"))
    };
    store.texts(&of_today).iter().map(address).collect()
}
