//! Planting the words, and looking for them in all that leaves the program.
use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::Duration;

use mailparse::MailHeaderMap;
use marac::domain::actor::Member;

use super::kind::{KINDS, Kind, Output};
use super::plant;
use crate::evidence::figure;
use crate::evidence::planted_word::{Planted, Planter};
use crate::support::answer::Answer;
use crate::support::form::Form;
use crate::support::installation::{Installation, Server};
use crate::support::key;
use crate::support::page::Page;
use crate::support::store::TestStore;
use crate::sweep::place::Places;
use crate::sweep::role::Who;
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Secrets, which are in no output but where they are named.
pub const SECRETS: &[(&str, &[Output])] = &[
    ("a password", &[]),
    ("a wrong password", &[]),
    ("a password as it is kept", &[]),
    ("the token of a session", &[]),
    ("the token of a link", &[Output::Address]),
    ("what ties forms to a session", &[Output::Refusal]),
    ("the key of the database", &[]),
    ("what somebody looked for", &[]),
    ("a mail address that nobody has", &[]),
];

/// What was planted, and where it was found.
#[derive(Default)]
pub struct Finds {
    pub planter: Planter,
    pub leaks: Vec<String>,
    /// How many outputs were searched.
    pub looked: usize,
    read: BTreeMap<String, String>,
}

impl Finds {
    /// A word for each kind into every place of it, and the secrets that are there already.
    pub fn plant(&mut self, installation: &Installation, area: &str, places: &Places) {
        for kind in KINDS {
            let word = self.word(kind.name);
            let rows = plant::plant(&installation.store, area, kind, &word);
            assert!(rows > 0, "{} is nowhere", kind.name);
        }
        let kept = "SELECT password AS text FROM accounts WHERE password IS NOT NULL";
        let kept = installation.store.texts(kept).remove(0);
        self.secret("a password as it is kept", kept.rsplit('$').next().unwrap());
        self.secret("the token of a link", &places.path("{token}"));
        self.word("what somebody looked for");
        self.secret("the key of the database", &hex::encode(key::of_database().0));
    }

    /// Somebody at the program, whose secrets are looked for as well.
    pub async fn walker(
        &mut self,
        server: &Server,
        (who, person, token): (Option<Who>, Option<&Member>, &str),
    ) -> Walker {
        let mut visitor = server.visitor(token);
        if person.is_none() {
            visitor.forget();
        }
        let walker = Walker::at(who, person, visitor).await;
        if person.is_some() {
            self.secret("the token of a session", token);
            self.secret("what ties forms to a session", walker.csrf());
        }
        walker
    }

    /// What somebody looks for comes back to them, and is in no address.
    pub async fn look_for(&mut self, walker: &mut Walker) {
        let name = "what somebody looked for";
        let word = self.planter.planted.iter().find(|it| it.place == name).unwrap().word.clone();
        let answer = walker.ask("POST", "/cases/search", &format!("reference={word}")).await;
        self.in_output(Output::Head, "a search", format!("{:?}", answer.headers).as_bytes());
        let place = format!("{}: a search", walker.letter());
        self.note(&place, &answer.body, |it| {
            it == "what ties forms to a session" || it == name && answer.status != 404
        });
    }

    /// Everybody who may read a kind does: the words are there to be found.
    pub fn read_by_all(&mut self) {
        for kind in KINDS {
            let read = self.read.get(kind.name).cloned().unwrap_or_default();
            // In a short run the coordinator goes to fewer places than the chair, who sees the same.
            let reads = |it: char| read.contains(it) || it == 'o' && read.contains('c');
            let missing = kind.readers.chars().filter(|it| !reads(*it));
            self.leaks.extend(missing.map(|it| format!("{it} reads {} nowhere", kind.name)));
        }
    }

    pub fn word(&mut self, place: &str) -> String {
        self.planter.text(place, "word");
        let planted = self.planter.planted.last_mut().unwrap();
        place.clone_into(&mut planted.place);
        planted.word.clone()
    }

    pub fn secret(&mut self, place: &str, word: &str) {
        assert!(SECRETS.iter().any(|it| it.0 == place), "{place}");
        self.planter.planted.push(Planted { word: word.to_owned(), place: place.to_owned() });
    }

    /// Looks for every word in some bytes; says which kinds may not be there, or notes who read them.
    pub fn note(&mut self, place: &str, bytes: &[u8], may: impl Fn(&str) -> bool) {
        self.looked += 1;
        let found = self.planter.found_in(bytes);
        let wrong = found.iter().filter(|it| !may(&it.place));
        self.leaks.extend(wrong.map(|it| format!("{place} holds {}", it.place)));
    }

    pub fn in_output(&mut self, output: Output, place: &str, bytes: &[u8]) {
        self.note(&format!("{output:?}: {place}"), bytes, |kind| outputs(kind).contains(&output));
    }

    /// Opens every address as somebody, and presses everything.
    pub async fn on_every_page(&mut self, walker: &mut Walker, places: &Places) {
        let letter = walker.letter();
        for (method, example, fields, _) in TABLE.iter() {
            // In a short run those who see agendas go everywhere, the others where there is something for
            // somebody.
            let is_everywhere = figure::is_whole() || "criub".contains(letter);
            let paths = if *method == "GET" && is_everywhere {
                places.paths(example)
            } else {
                vec![places.path(example)]
            };
            for path in paths.into_iter().filter(|it| !it.starts_with("/assets")) {
                let is_out = ["/sign-out", "/account/area"].contains(&path.as_str());
                if is_out || *method == "POST" && path.starts_with("/password") {
                    continue;
                }
                let answer = match *method {
                    "GET" => walker.ask(method, &path, &places.path(fields)).await,
                    _ => walker.try_out(method, &path, &places.path(fields)).await,
                };
                self.in_answer(&answer, letter);
            }
        }
    }

    pub fn in_answer(&mut self, answer: &Answer, letter: char) {
        let path = answer.path.clone();
        let place = format!("{letter}: {path} answered {}", answer.status);
        let is_refusal = answer.status >= 400 && ![409, 422].contains(&answer.status);
        if is_refusal {
            self.in_output(Output::Refusal, &place, &answer.body);
        } else if path.contains("/print") {
            self.on_page(&place, (&path, letter), &answer.body, Some(Output::Print));
        } else {
            self.on_page(&place, (&path, letter), &answer.body, None);
        }
        self.in_output(Output::Address, &place, path.as_bytes());
        self.in_output(Output::Head, &place, format!("{:?}", answer.headers).as_bytes());
        if answer.is_html() {
            let (page, _faults) = Page::with_faults(answer.clone());
            self.in_output(Output::Title, &place, page.title().as_bytes());
            let hrefs = page.links().iter().map(|it| it.href.clone());
            let actions = page.presses().into_iter().map(|it| it.action);
            let all: Vec<String> = hrefs.chain(actions).collect();
            self.in_output(Output::Address, &place, all.join("\n").as_bytes());
        }
    }

    /// A page for somebody: the words that they may read there.
    pub fn on_page(
        &mut self,
        place: &str,
        (path, letter): (&str, char),
        body: &[u8],
        output: Option<Output>,
    ) {
        let mut read = Vec::new();
        let found = self.planter.found_in(body);
        for it in &found {
            read.extend(KINDS.iter().find(|kind| kind.name == it.place).map(|kind| kind.name));
        }
        for kind in read {
            self.read.entry(kind.to_owned()).or_default().push(letter);
        }
        self.note(place, body, |name| {
            let is_own_form = name == "what ties forms to a session";
            let is_own_link = name == "the token of a link" && path.starts_with("/password/");
            is_own_form
                || is_own_link
                || KINDS.iter().any(|it| {
                    it.name == name
                        && it.readers.contains(letter)
                        && (it.only.is_empty() || it.only.iter().any(|at| path.contains(at)))
                        && output.is_none_or(|output| it.outputs.contains(&output))
                })
        });
    }

    /// Protected contact is shown to a press with a reason, of those who may.
    pub async fn shown_to_who_asks(&mut self, walker: &mut Walker, case: &str) {
        let (letter, path) = (walker.letter(), format!("/cases/{case}/protected"));
        let answer = walker.ask("GET", &path, "").await;
        assert_eq!(answer.status == 200, "coi".contains(letter), "{letter}");
        if answer.status != 200 {
            return;
        }
        let form = answer.page().form("Show protected contact").put("reason", "reach");
        let shown = walker.send_form(&form).await;
        let found = self.planter.found_in(&shown.body);
        let count = found.iter().filter(|it| it.place.starts_with("a protected ")).count();
        assert_eq!(count, 4, "{letter} is shown all of it");
        self.note(&format!("{letter}: {path} pressed"), &shown.body, |name| {
            let may = KINDS.iter().any(|it| it.name == name && it.readers.contains(letter));
            may || name.starts_with("a protected ") || name == "what ties forms to a session"
        });
    }

    /// What somebody types who is not signed in, and what somebody looks for.
    pub async fn typed(&mut self, server: &Server) {
        let (wrong, nobody) =
            (self.word("a wrong password"), self.word("a mail address that nobody has"));
        self.secret("a password", World::PASSWORD);
        let nobody = format!("{nobody}@nowhere.example");
        for (email, password) in [
            ("p.nair@police.example", wrong.as_str()),
            (nobody.as_str(), World::PASSWORD),
            ("p.nair@police.example", World::PASSWORD),
        ] {
            let mut visitor = server.visitor("");
            visitor.forget();
            let page = visitor.get("/sign-in").await;
            let form = page.form("Sign in").fill("Email address", email).fill("Password", password);
            let answer = visitor.send(form.request()).await;
            // What was typed for a name comes back to whoever typed it.
            let is_back = |it: &str| it == "a mail address that nobody has";
            self.note(&format!("the answer to signing in as {email}"), &answer.body, is_back);
            if let Some(session) = visitor.cookie("marac") {
                let value = session.value().to_owned();
                self.secret("the token of a session", &value);
            }
        }
        let mut visitor = server.visitor("");
        visitor.forget();
        let page = visitor.get("/forgotten").await;
        let form = page.presses().into_iter().find(Form::posts).unwrap();
        let answer = visitor.send(form.put("email", &nobody).request()).await;
        self.note("the answer to a forgotten password", &answer.body, |_| false);
    }

    /// Looks at the letters once they have left.
    pub fn in_letters(&mut self, installation: &Installation) {
        let letters = settled(installation);
        assert!(letters.len() > 20, "{} letters", letters.len());
        for (file, bytes) in &letters {
            self.in_output(Output::FileName, file, file.as_bytes());
            let letter = mailparse::parse_mail(bytes).unwrap();
            let heads =
                letter.headers.iter().map(|it| format!("{}: {}", it.get_key(), it.get_value()));
            let subject = letter.headers.get_first_value("Subject").unwrap_or_default();
            let to = letter.headers.get_first_value("To").unwrap_or_default();
            let place = format!("“{subject}” to {to}");
            self.in_output(
                Output::LetterHead,
                &place,
                heads.collect::<Vec<_>>().join("\n").as_bytes(),
            );
            let is_secure = to.contains("@homes.example");
            let way = if is_secure { Output::SecureLetter } else { Output::Letter };
            for part in letter.parts() {
                let is_calendar = part.ctype.mimetype == "text/calendar";
                let output = if is_calendar { Output::Calendar } else { way };
                let text = part.get_body().unwrap_or_default();
                self.in_output(output, &place, text.as_bytes());
                let head: Vec<String> = part
                    .headers
                    .iter()
                    .map(|it| format!("{}: {}", it.get_key(), it.get_value()))
                    .collect();
                self.in_output(Output::FileName, &place, head.join("\n").as_bytes());
            }
        }
    }

    /// Looks into the log, the record and the database's files.
    pub fn at_rest(&mut self, installation: &Installation) {
        let log = installation.log();
        assert!(log.contains("answered"), "{log}");
        self.in_output(Output::Log, "the log", log.as_bytes());
        let columns = "name || ' ' || subject || ' ' || cases || ' ' || request";
        let record = installation.store.texts(&format!("SELECT {columns} AS text FROM entries"));
        assert!(record.len() > 500, "{} rows", record.len());
        self.in_output(Output::Record, "the record", record.join("\n").as_bytes());
        let queue = "SELECT notice || once || kind AS text FROM messages";
        let queue = installation.store.texts(queue).join("\n");
        self.in_output(Output::Record, "mail that waits", queue.as_bytes());
        let TestStore::Sqlite(folder) = &installation.store else { return };
        for file in fs::read_dir(folder.path()).unwrap().flatten().map(|it| it.path()) {
            let place = file.display().to_string();
            self.in_output(Output::FileName, &place, place.as_bytes());
            let bytes = fs::read(&file).unwrap_or_default();
            self.in_output(Output::DatabaseFile, &place, &bytes);
        }
    }

    /// Looks at what the system shows of the process, and which files it has open.
    pub fn in_process(&mut self, server: &Server) {
        let process = format!("/proc/{}", server.id());
        for part in ["environ", "cmdline", "comm"] {
            let bytes = fs::read(format!("{process}/{part}")).unwrap();
            self.in_output(Output::Process, part, &bytes);
        }
        for open in fs::read_dir(format!("{process}/fd")).unwrap().flatten() {
            let Ok(file) = fs::read_link(open.path()) else { continue };
            let name = file.display().to_string();
            self.in_output(Output::FileName, &name, name.as_bytes());
        }
    }
}

/// Where a kind may stand besides pages.
fn outputs(name: &str) -> &'static [Output] {
    let kept = KINDS.iter().find(|it: &&Kind| it.name == name).map(|it| it.outputs);
    let secret = SECRETS.iter().find(|it| it.0 == name).map(|it| it.1);
    kept.or(secret).unwrap_or_else(|| panic!("{name} is no kind"))
}

/// The letters, once no more come.
fn settled(installation: &Installation) -> Vec<(String, Vec<u8>)> {
    let read = || -> Vec<(String, Vec<u8>)> {
        let files = fs::read_dir(installation.letters()).unwrap().flatten().map(|it| it.path());
        let files = files.filter(|it| it.extension().is_some_and(|it| it == "eml"));
        files.map(|it| (it.display().to_string(), fs::read(&it).unwrap())).collect()
    };
    let mut letters = read();
    for _second in 0..60 {
        thread::sleep(Duration::from_secs(1));
        let now = read();
        if now.len() == letters.len() && !now.is_empty() {
            return now;
        }
        letters = now;
    }
    letters
}
