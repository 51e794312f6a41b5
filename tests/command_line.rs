//! The program as a person starts it: what it prints, and what it ends with.
#![expect(clippy::expect_used, reason = "a test may fail with a message")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `marac` in an otherwise empty environment.
fn marac(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marac"))
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .expect("the program is built")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the program prints text")
}

/// Writes a configuration that is safe to serve on this machine, with its key file to be in `folder`.
fn configuration(folder: &Path) -> String {
    let path = folder.join("marac.toml");
    let key = folder.join("key");
    let text = format!(
        "[server]\npublic_url = \"https://meeting.localhost\"\nbehind_proxy = true\n\
         [database]\nurl = \"sqlite://{}/data/marac.db\"\nkey_file = \"{}\"\n\
         [mail]\nhost = \"mail.northshire.example\"\nfrom = \"meeting@northshire.example\"\n\
         user = \"marac\"\npassword = \"hunter2\"\n",
        folder.display(),
        key.display()
    );
    fs::write(&path, text).expect("the folder is ours");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("the file is ours");
    path.display().to_string()
}

#[test]
fn init_then_check_find_a_safe_set_up_and_print_it_without_secrets() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    let init = marac(&["init", "--config", &file], &[]);
    assert!(init.status.success(), "{}", text(&init.stderr));
    let key = fs::read_to_string(folder.path().join("key")).expect("the key file is there");
    assert!(!text(&init.stdout).contains(key.trim()));

    let check = marac(&["check"], &[("MARAC_CONFIG", &file), ("MARAC__LOG__FORMAT", "text")]);
    assert!(check.status.success(), "{}", text(&check.stderr));
    let shown = text(&check.stdout);
    assert!(shown.contains("log.format = text  [MARAC__LOG__FORMAT]"), "{shown}");
    assert!(shown.contains(&format!("mail.password = [hidden]  [{file}]")), "{shown}");
    assert!(shown.contains("server.listen = 127.0.0.1:8080  [default]"), "{shown}");
    assert!(!shown.contains("hunter2") && !shown.contains(key.trim()), "{shown}");
}

#[test]
fn check_refuses_an_unsafe_set_up_a_line_for_each_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    let check = marac(&["--config", &file, "check"], &[("MARAC__MAIL__PORT", "25")]);
    assert_eq!(check.status.code(), Some(1));
    let lines: Vec<_> = text(&check.stderr).lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("marac: there is no key file"), "{lines:?}");
    assert!(lines[1].starts_with("marac: mail.port 25"), "{lines:?}");
    let shown = text(&check.stdout);
    assert!(shown.contains("mail.port = 25  [MARAC__MAIL__PORT]"), "{shown}");
    assert!(shown.contains("REFUSED  mail-between-servers\n"), "{shown}");
    assert!(shown.contains("ok       mail-from-nobody\n"), "{shown}");
}

#[test]
fn a_second_init_keeps_the_key_and_touches_no_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    let read = |name: &str| fs::read(folder.path().join(name)).expect("init made it");
    assert!(marac(&["init", "--config", &file], &[]).status.success());
    let (key, database) = (read("key"), read("data/marac.db"));
    let again = marac(&["init", "--config", &file], &[]);
    assert!(text(&again.stderr).contains("there is a database already"), "{again:?}");
    assert_eq!((read("key"), read("data/marac.db")), (key, database));
}

#[test]
fn init_beside_a_database_without_its_key_leaves_no_key_that_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    assert!(marac(&["init", "--config", &file], &[]).status.success());
    let key = folder.path().join("key");
    fs::remove_file(&key).expect("init made it");
    let again = marac(&["init", "--config", &file], &[]);
    assert!(text(&again.stderr).contains("there is a database already"), "{again:?}");
    assert!(!key.exists());
}

#[test]
fn init_makes_nothing_of_a_set_up_that_is_not_safe() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    let key = folder.path().join("data/key").display().to_string();
    let unsafe_key = [("MARAC__DATABASE__KEY_FILE", key.as_str())];
    let refused = marac(&["init", "--config", &file], &unsafe_key);
    assert!(text(&refused.stderr).contains("lies in the database's folder"), "{refused:?}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_first_administrator_gets_a_link_and_the_record_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    assert!(marac(&["init", "--config", &file], &[]).status.success());
    let add = ["--config", &file, "account", "add", "--name", "Ada Lane", "--email"];
    let added = marac(&[&add[..], &["ada@northshire.example"]].concat(), &[]);
    assert!(added.status.success(), "{added:?}");
    assert!(text(&added.stdout).contains("https://meeting.localhost/password/"));
    let twice = marac(&[&add[..], &["ada@northshire.example"]].concat(), &[]);
    assert_eq!(text(&twice.stderr), "marac: There is an account with this address\n");
    let verified = marac(&["--config", &file, "audit", "verify"], &[]);
    assert!(text(&verified.stdout).starts_with("The record holds: "), "{verified:?}");
}

#[test]
fn mail_is_counted_and_tried_without_a_service() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    assert!(marac(&["init", "--config", &file], &[]).status.success());
    let add = ["--config", &file, "account", "add", "--name", "Ada Lane", "--email"];
    assert!(marac(&[&add[..], &["ada@northshire.example"]].concat(), &[]).status.success());
    let queue = marac(&["--config", &file, "mail", "queue"], &[]);
    assert_eq!(text(&queue.stdout), "New area: 0 messages not sent yet\n", "{queue:?}");

    let nobody = [("MARAC__MAIL__HOST", "127.0.0.1"), ("MARAC__MAIL__PORT", "1")];
    let tried =
        marac(&["--config", &file, "mail", "test", "--to", "ada@northshire.example"], &nobody);
    let why = "marac: not sent, and would be tried again: the mail server cannot be reached\n";
    assert_eq!((tried.status.code(), text(&tried.stderr)), (Some(1), why));
    let wrong = marac(&["--config", &file, "mail", "test", "--to", "nobody"], &nobody);
    let why = "marac: refused: the mail address or the name cannot be used\n";
    assert_eq!(text(&wrong.stderr), why);
}

#[test]
fn another_key_and_a_missing_database_are_one_plain_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = configuration(folder.path());
    assert!(marac(&["init", "--config", &file], &[]).status.success());
    let key = folder.path().join("key");
    fs::write(&key, format!("{}\n", "3f1b0c9a7e52d84466a1f0b3c2d9e847".repeat(2)))
        .expect("the folder is ours");
    let refused = marac(&["--config", &file, "audit", "verify"], &[]);
    assert!(text(&refused.stderr).contains("cannot be read with this key"), "{refused:?}");
    fs::remove_file(folder.path().join("data/marac.db")).expect("init made it");
    let missing = marac(&["--config", &file, "audit", "verify"], &[]);
    assert!(text(&missing.stderr).contains("there is no database at"), "{missing:?}");
    assert!(!folder.path().join("data/marac.db").exists(), "nothing but init makes a database");
}

#[test]
fn a_misspelt_setting_is_one_line_and_an_unknown_command_is_explained() {
    let wrong = marac(&["check"], &[("MARAC__MAIL__HOTS", "mail.northshire.example")]);
    assert_eq!(wrong.status.code(), Some(1));
    assert_eq!(
        text(&wrong.stderr),
        "marac: mail.hots is not a setting (MARAC__MAIL__HOTS): did you mean mail.host?\n"
    );
    let unknown = marac(&["chek"], &[]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("'check'"), "{}", text(&unknown.stderr));
}

#[test]
fn the_demo_listens_on_this_machine_alone_and_makes_nothing_before_it_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    let asked = ["demo", "--listen", "0.0.0.0:0", "--data", &data.display().to_string()];
    let refused = marac(&asked, &[]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("listens on this machine alone"));
    assert!(!data.exists());
}
