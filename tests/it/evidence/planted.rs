//! Words planted through the forms of a whole day, at the program itself, and looked for in its
//! files, its log, its letters, its addresses and titles, its pages of errors, and its process.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use chrono::TimeDelta;
use mailparse::MailHeaderMap;

use super::figure;
use super::planted_day::{Day, People, Person};
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::installation::{Installation, Server};
use crate::support::store::{TestStore, on_both};

/// The fields whose words letters may carry, to a mailbox that is agreed to be secure: what the minutes
/// hold.
const MINUTED: &[&str] = &[
    "/said said",
    "/risks risk_text",
    "/risks reason",
    "/actions text",
    "/decision text",
    " decision",
    " risk-",
    " action-",
];

on_both! {
    async fn what_is_typed_stays_where_it_belongs(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        let mut tokens = BTreeMap::new();
        for who in [county.chair(), county.coordinator(), county.police(), county.housing(), county.idva()] {
            tokens.insert(who.name.reveal().to_owned(), county.token(who.clone()).await);
        }
        let mut installation = Installation::of(county);
        installation.set("SECURITY__IDLE_MINUTES", "720");
        installation.set("SECURITY__MEETING_IDLE_MINUTES", "720");
        let mut finds = Finds::default();
        let mut day = Day::default();

        let mut server = installation.start();
        let at = |name: &str| Person::at(&server, &tokens[name]);
        let mut people = People {
            chair: at("Priya Nair"),
            coordinator: at("Sam Okafor"),
            police: at("Lee Hart"),
            housing: at("Marcus Reid"),
            idva: at("Aisha Rahman"),
        };
        day.prepare(&mut people).await;
        finds.in_process(&day, &server);
        server.kill();

        installation.pass(TimeDelta::minutes(88));
        // Everybody has shown again who they are: minutes are approved by nobody else.
        let now = "2026-02-12 10:02:00.000000";
        installation.store.execute(&format!("UPDATE sessions SET confirmed_at = '{now}'"));
        let mut server = installation.start();
        people.all().into_iter().for_each(|it| it.back_at(&server));
        day.meet(&mut people).await;
        finds.in_process(&day, &server);
        server.kill();

        installation.pass(TimeDelta::minutes(30));
        let mut server = installation.start();
        people.all().into_iter().for_each(|it| it.back_at(&server));
        day.follow_up(&mut people).await;
        for person in people.all() {
            day.look_around(person).await;
        }
        finds.on_error_pages(&day, &mut people.police, &installation.store).await;
        finds.in_process(&day, &server);
        finds.in_letters(&day, &installation);
        finds.in_files(&day, &installation);
        let log = installation.log();
        assert!(log.contains("answered") && log.contains("failed"), "{log}");
        finds.note(&day, "the log", log.as_bytes());
        for seen in &day.seen {
            finds.note(&day, &format!("the address or title “{seen}”"), seen.as_bytes());
        }
        server.kill();

        let words = day.planter.planted.len();
        assert!(words >= 40 && finds.looked > 100, "{words} words, looked in {}", finds.looked);
        figure::print(&format!("day.planted_places.{name}"), finds.looked, "places");
        figure::print_of(&format!("day.planted_leaks.{name}"), finds.leaks.len(), "leaks", words);
        assert!(finds.leaks.is_empty(), "\n{}", finds.leaks.join("\n"));
    }
}

#[derive(Default)]
struct Finds {
    leaks: Vec<String>,
    looked: usize,
}

impl Finds {
    /// Looks for every word.
    fn note(&mut self, day: &Day, place: &str, bytes: &[u8]) {
        self.looked += 1;
        let found = day.planter.found_in(bytes);
        self.leaks
            .extend(found.iter().map(|it| format!("{place} holds {} of {}", it.word, it.place)));
    }

    /// Looks at what the system shows of the process, and at what files it has open.
    fn in_process(&mut self, day: &Day, server: &Server) {
        let process = format!("/proc/{}", server.id());
        for part in ["environ", "cmdline", "comm"] {
            let bytes = fs::read(format!("{process}/{part}")).unwrap();
            self.note(day, part, &bytes);
        }
        let limits = fs::read_to_string(format!("{process}/limits")).unwrap();
        let core = limits.lines().find(|it| it.starts_with("Max core file size")).unwrap();
        assert!(core.split_whitespace().filter(|it| *it == "0").count() == 2, "{core}");
        for open in fs::read_dir(format!("{process}/fd")).unwrap().flatten() {
            let Ok(file) = fs::read_link(open.path()) else { continue };
            let name = file.display().to_string();
            let is_temporary = name.contains("(deleted)") || name.contains("/etilqs_");
            if is_temporary && !name.starts_with("/dev/") {
                self.leaks.push(format!("a temporary file is open: {name}"));
            }
        }
    }

    /// Looks at the letters once they have left: their heads hold no word, their bodies at most what
    /// is minuted, and that only where the mailbox is secure.
    fn in_letters(&mut self, day: &Day, installation: &Installation) {
        let letters = settled(&installation.letters());
        assert!(letters.len() > 5, "{} letters", letters.len());
        for (file, bytes) in &letters {
            let letter = mailparse::parse_mail(bytes).unwrap();
            let heads: Vec<String> = letter
                .headers
                .iter()
                .map(|it| format!("{}: {}", it.get_key(), it.get_value()))
                .collect();
            self.note(day, &format!("the head of {file}"), heads.join("\n").as_bytes());
            let subject = letter.headers.get_first_value("Subject").unwrap_or_default();
            let is_secure =
                letter.headers.get_first_value("To").unwrap_or_default().contains("@homes.example");
            let mut text = String::new();
            for part in letter.parts() {
                text.push_str(&part.get_body().unwrap_or_default());
            }
            self.looked += 1;
            let found = day.planter.found_in(text.as_bytes());
            let may = |place: &str| is_secure && MINUTED.iter().any(|it| place.contains(it));
            let wrong = found.iter().filter(|it| !may(&it.place));
            self.leaks
                .extend(wrong.map(|it| format!("“{subject}” holds {} of {}", it.word, it.place)));
        }
    }

    /// Looks at the encrypted file with all that has not been folded into it.
    fn in_files(&mut self, day: &Day, installation: &Installation) {
        let TestStore::Sqlite(folder) = &installation.store else { return };
        let files = read_all(folder.path());
        assert!(files.iter().any(|it| it.0.ends_with("-wal") && it.1.len() > 4_096));
        for (file, bytes) in &files {
            assert!(!bytes.starts_with(b"SQLite format 3"), "{file} is not encrypted");
            self.note(day, file, bytes);
        }
    }

    /// Looks at the pages of everything that can go wrong with a form full of words.
    async fn on_error_pages(&mut self, day: &Day, person: &mut Person, store: &TestStore) {
        let words: Vec<&str> = day.planter.planted.iter().map(|it| it.word.as_str()).collect();
        let words = words.join(" ");
        let path = format!(
            "/cases/{}",
            url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>()
        );
        let post =
            |path: &str| Request::post(path).field("csrf", "wrong").field("victim_name", &words);
        let large = post("/referrals/new").field("more", &"a".repeat(600 * 1024));
        let no_form = post("/account").body("text/plain", words.as_bytes());
        for (request, status) in [
            (Request::get(&path), 404),
            (Request::new("PUT", &path), 404),
            (post("/account"), 403),
            (Request { path: "/account".to_owned(), ..large }, 413),
            (no_form, 400),
        ] {
            let answer = person.send(request).await;
            answer.expect_status(status);
            self.note(day, &format!("the page of {status}"), &answer.body);
        }
        store.execute("ALTER TABLE actions RENAME TO lost_actions");
        let failed = person.send(Request::get("/actions")).await;
        store.execute("ALTER TABLE lost_actions RENAME TO actions");
        failed.expect_status(500);
        self.note(day, "the page of 500", &failed.body);
    }
}

/// The letters, once no more come.
fn settled(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut letters = read_all(folder);
    for _second in 0..60 {
        thread::sleep(Duration::from_secs(1));
        let now = read_all(folder);
        if now.len() == letters.len() && now.len() > 5 {
            return now;
        }
        letters = now;
    }
    letters
}

fn read_all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().flatten().map(|it| it.path());
    let files = files.filter(|it| it.is_file());
    files.map(|it| (it.display().to_string(), fs::read(&it).unwrap_or_default())).collect()
}
