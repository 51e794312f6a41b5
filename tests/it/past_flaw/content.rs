//! What is sent in is kept as words: it runs nowhere, reads no file and is no part of a command.
use std::path::Path;

use super::scene::Still;
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::installation::Installation;
use crate::support::referring;
use crate::support::sitting;
use crate::support::store::{TestStore, on_both};
use crate::sweep::table::TABLE;
use crate::sweep::walker::Walker;
use crate::sweep::world::World;

/// Files that did harm elsewhere: a script, and pictures that have another file read into them.
const FILES: [(&str, &str, &str); 4] = [
    ("own.js", "text/javascript", "alert(document.domain)"),
    ("own.html", "text/html", "<script src=\"/attachments/1/own.js\"></script>"),
    (
        "own.svg",
        "image/svg+xml",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"text:/etc/passwd\"/></svg>",
    ),
    ("own.mvg", "image/x-mvg", "push graphic-context\nimage over 0,0 0,0 'text:/etc/passwd'"),
];

/// A file as a form of a browser would send it.
fn upload(path: &str, (name, kind, content): (&str, &str, &str), csrf: &str) -> Request {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: {kind}\r\n\r\n{content}\r\n--edge--\r\n"
    );
    Request::new("POST", path).body("multipart/form-data; boundary=edge", body.as_bytes())
}

/// Words of ours and of the libraries that are built in.
fn texts_of(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&texts_of(&path));
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
    text
}

fn sources() -> String {
    texts_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

on_both! {
    /// A file that somebody put there was a script of the site's own, which its policy let run.
    async fn openproject_cve_2026_23625_what_somebody_sends_runs_as_the_sites_own(store) {
        let county = County::in_store(store).await;
        let mut account = sitting::account("<script src=\"/attachments/1\"></script>");
        account.happened = "<img src=x onerror=alert(1)><svg/onload=alert(2)>".into();
        let sent = referring::send(&county, county.police(), account).await;
        let mut coordinator = county.visitor(county.coordinator()).await;
        let page = coordinator.get(&format!("/referrals/{}", sent.referral)).await;
        assert!(page.shows("<script src=\"/attachments/1\"></script>"), "the words are shown");
        let source = page.source();
        assert!(!source.contains("<script src=\"/attachments"), "and do not run");
        assert!(!source.contains("<img src=x") && !source.contains("<svg/onload"));
        let policy = page.header("content-security-policy");
        assert!(!policy.contains("unsafe") && policy.contains("default-src 'none'"), "{policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        let scripts: Vec<&str> = source.split("<script").skip(1).collect();
        assert!(scripts.iter().all(|it| it.contains("src=\"/assets/")), "{scripts:#?}");
        // What is answered under the addresses of scripts is part of the program.
        for path in ["/assets/own.js", "/assets/../own.js", "/attachments/1", "/uploads/own.js"] {
            assert_eq!(coordinator.get(path).await.status, 404, "{path}");
        }
    }

    /// A picture that was sent in had files of the server read into it.
    async fn openproject_cve_2026_22600_a_picture_reads_a_file_of_the_server(store) {
        let world = World::in_store(store).await;
        let mut walkers = Walker::all(&world).await;
        let still = Still::of(&world.county.store);
        let mut tried = 0;
        for (_, example, _, letters) in TABLE.iter().filter(|it| it.0 == "POST") {
            let path = world.places.path(example);
            for walker in walkers.iter_mut().filter(|it| letters.contains(it.letter())) {
                for file in FILES {
                    let request = upload(&path, file, walker.csrf());
                    let answer = walker.send_request(request).await;
                    let is_refused = (400..500).contains(&answer.status);
                    assert!(is_refused, "{path}: {} answered {}", file.0, answer.status);
                    assert!(!answer.source().contains("root:"), "{path}: {}", file.0);
                    tried += 1;
                }
            }
        }
        assert!(tried > 300, "{tried}");
        still.assert_unchanged("files that were sent");
        let lock = include_str!("../../../Cargo.lock");
        for library in ["image", "magick_rust", "resvg", "usvg", "ravif", "poppler", "wkhtmltopdf"] {
            assert!(!lock.contains(&format!("name = \"{library}\"")), "{library} is built in");
        }
    }
}

/// The way that mail left was a command, whose words came from a page of settings.
#[tokio::test]
async fn openproject_cve_2026_22601_mail_leaves_by_a_command() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let made = tempfile::tempdir().unwrap();
    let made = made.path().join("made");
    // Whoever manages everything can give no command, by a page or by the configuration.
    let mut administrator = county.visitor(county.administrator()).await;
    let still = Still::of(&county.store);
    let command = format!("/bin/sh -c 'touch {}'", made.display());
    let csrf = administrator.get("/account").await.csrf();
    for name in ["sendmail_location", "sendmail_path", "mail_command", "email_delivery_method"] {
        for path in ["/settings/area/mail", "/settings/area/words", "/settings/mail-domains"] {
            let request = Request::post(path).field("csrf", &csrf).field(name, &command);
            let operation = uuid::Uuid::new_v4().to_string();
            administrator.send(request.field("operation", &operation)).await;
        }
    }
    still.assert_unchanged("a command for mail");
    drop(administrator);
    let installation = Installation::of(county);
    for name in ["MAIL__SENDMAIL_COMMAND", "MAIL__COMMAND", "MAIL__RELAY_COMMAND"] {
        let mut check = installation.command(&["timeout", "20"], &["check"]);
        let done = check.env(format!("MARAC__{name}"), &command).output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            !done.status.success() && told.to_lowercase().contains("command"),
            "{name}: {told}"
        );
    }
    let done = installation.command(&["timeout", "20"], &["check"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(!made.exists());
    // Nothing in the program starts another.
    let sources = sources();
    assert!(sources.contains("fn main") && !sources.contains("process::Command"));
    assert!(!sources.contains("SendmailTransport") && !sources.contains("libc::exec"));
}
