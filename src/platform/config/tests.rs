//! Tests of the configuration as a whole: layers, refusals, secrets.
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use secrecy::ExposeSecret;

use super::*;
use crate::domain::actor::Role;

/// Settings that are safe to serve, in a folder of their own.
const SAFE: [(&str, &str); 4] = [
    ("MARAC__SERVER__PUBLIC_URL", "https://meeting.northshire.example"),
    ("MARAC__SERVER__BEHIND_PROXY", "true"),
    ("MARAC__MAIL__HOST", "mail.northshire.example"),
    ("MARAC__MAIL__FROM", "Northshire meeting <meeting@northshire.example>"),
];

fn load(variables: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    load_with(None, variables)
}

fn load_with(file: Option<PathBuf>, variables: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let owned = |it: &(&str, &str)| (it.0.to_owned(), it.1.to_owned());
    let sources = Sources { file, variables: variables.iter().map(owned).collect() };
    Config::load(&sources).map_err(|all| all.iter().map(ToString::to_string).collect())
}

fn refusals(variables: &[(&str, &str)]) -> Vec<String> {
    let all: Vec<_> = SAFE.iter().chain(variables).copied().collect();
    let refusals = load(&all).unwrap().refusals();
    refusals.iter().map(ToString::to_string).collect()
}

/// A file for as long as its value is kept.
pub(crate) fn file(text: &str, mode: u32) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    file
}

#[test]
fn the_defaults_are_complete() {
    let config = load(&[]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.security.idle, chrono::TimeDelta::minutes(20));
    let argon2 = Argon2 { memory_kib: 19_456, passes: 2, lanes: 1 };
    assert_eq!(config.security.argon2(), argon2);
    assert!(matches!(config.database.engine, Engine::Sqlite(_)));
    assert_eq!(config.mail.host, None);
}

#[test]
fn a_variable_wins_over_the_file_and_the_file_over_the_default() {
    let file = file("[mail]\nport = 465\nhost = \"one.example\"\ntls = \"implicit\"\n", 0o644);
    let path = file.path().to_owned();
    let config = load_with(Some(path.clone()), &[("MARAC__MAIL__HOST", "two.example")]).unwrap();
    assert_eq!(config.mail.host.as_deref(), Some("two.example"));
    assert_eq!((config.mail.port, config.mail.tls), (465, MailTls::Implicit));
    let origin = |key: &str| {
        config.settings().iter().find(|it| it.key == key).map(|it| it.origin.clone()).unwrap()
    };
    assert_eq!(origin("mail.host"), Origin::Variable("MARAC__MAIL__HOST".to_owned()));
    assert_eq!(origin("mail.port"), Origin::File(path));
    assert_eq!(origin("mail.user"), Origin::Default);
}

#[test]
fn what_is_not_a_setting_is_an_error_that_names_it_and_where_it_is() {
    let file = file("[mail]\nhots = \"a.example\"\n[email]\nhost = \"a\"\n", 0o644);
    let path = file.path().to_owned();
    let mut wrong =
        load_with(Some(path.clone()), &[("MARAC__SERVER__LISTENS", "x"), ("HOME", "/root")])
            .unwrap_err();
    wrong.sort();
    let path = path.display();
    assert_eq!(
        wrong,
        [
            format!("email.host is not a setting ({path}): did you mean mail.host?"),
            format!("mail.hots is not a setting ({path}): did you mean mail.host?"),
            "server.listens is not a setting (MARAC__SERVER__LISTENS): did you mean \
             server.listen?"
                .to_owned(),
        ]
    );
    let far = load(&[("MARAC__COLOUR", "red")]).unwrap_err();
    assert_eq!(far, ["colour is not a setting (MARAC__COLOUR): `marac check` lists the settings"]);
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_in_one_line() {
    for (name, value, words) in [
        ("MARAC__MAIL__PORT", "many", "mail.port is wrong"),
        ("MARAC__MAIL__PORT", "65536", "mail.port is wrong"),
        ("MARAC__MAIL__PORT", "-1", "mail.port is wrong"),
        ("MARAC__MAIL__PORT", "", "mail.port is wrong"),
        ("MARAC__MAIL__TLS", "none", "mail.tls is wrong"),
        ("MARAC__SERVER__BEHIND_PROXY", "perhaps", "server.behind_proxy is wrong"),
        ("MARAC__SERVER__LISTEN", "localhost", "server.listen is wrong"),
        ("MARAC__SERVER__PUBLIC_URL", "northshire", "server.public_url is wrong"),
        ("MARAC__SECURITY__IDLE_MINUTES", "1.5", "security.idle_minutes is wrong"),
        ("MARAC__SECURITY__ARGON2_LANES", "99999999999", "security.argon2_lanes is wrong"),
        ("MARAC__LOG__LEVEL", "loud", "log.level is wrong"),
        ("MARAC__DATABASE__URL", "", "database.url is wrong"),
        ("MARAC__DATABASE__URL", "sqlite://marac.db", "database.url is wrong"),
        ("MARAC__DATABASE__URL", "sqlite:///", "database.url is wrong"),
        ("MARAC__DATABASE__URL", "mysql://marac@localhost/marac", "database.url is wrong"),
        ("MARAC__DATABASE__URL", "postgresql:x", "database.url is wrong"),
    ] {
        let wrong = load(&[(name, value)]).map(|_| (name, value)).unwrap_err();
        assert_eq!(wrong.len(), 1, "{name}={value}: {wrong:?}");
        assert!(wrong[0].starts_with(words), "{name}={value}: {}", wrong[0]);
        assert!(wrong[0].contains(name) && !wrong[0].contains('\n'), "{}", wrong[0]);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_refused_without_quoting_it() {
    let missing = load_with(Some(PathBuf::from("/nowhere/marac.toml")), &[]).unwrap_err();
    assert!(missing[0].contains("/nowhere/marac.toml"), "{missing:?}");
    let broken = file("[mail]\npassword = \"hunter2\n", 0o600);
    let wrong = load_with(Some(broken.path().to_owned()), &[]).unwrap_err();
    assert!(wrong[0].contains("line 2"), "{wrong:?}");
    assert!(!wrong[0].contains("hunter2") && !wrong[0].contains('\n'), "{wrong:?}");
}

#[test]
fn a_secret_comes_from_its_value_or_its_file_and_never_prints() {
    let secret = file("hunter2\n", 0o600);
    let path = secret.path().to_str().unwrap();
    for variables in [
        [("MARAC__MAIL__PASSWORD", "hunter2"), ("MARAC__MAIL__USER", "marac")],
        [("MARAC__MAIL__PASSWORD_FILE", path), ("MARAC__MAIL__USER", "marac")],
    ] {
        let config = load(&variables).unwrap();
        assert_eq!(config.mail.password.as_ref().unwrap().expose_secret(), "hunter2");
        assert!(!format!("{config:?}").contains("hunter2"));
    }
    let both =
        load(&[("MARAC__MAIL__PASSWORD", "a"), ("MARAC__MAIL__PASSWORD_FILE", path)]).unwrap_err();
    assert!(both[0].contains("are both set"), "{both:?}");
}

#[test]
fn a_secret_file_that_is_missing_empty_or_open_is_refused() {
    let (empty, open) = (file("\n", 0o600), file("hunter2", 0o644));
    for (path, words) in [
        (PathBuf::from("/nowhere/password"), "mail.password_file"),
        (empty.path().to_owned(), "is empty"),
        (open.path().to_owned(), "chmod 640"),
        (PathBuf::from("/tmp"), "is not a file"),
    ] {
        let wrong = load(&[("MARAC__MAIL__PASSWORD_FILE", path.to_str().unwrap())]).unwrap_err();
        assert!(wrong[0].contains(words), "{wrong:?}");
    }
}

#[test]
fn the_password_of_the_database_goes_into_its_url_and_is_never_shown() {
    let url = "postgres://marac@127.0.0.1:5433/marac";
    let variables =
        [("MARAC__DATABASE__URL", url), ("MARAC__DATABASE__PASSWORD", "it's 100% s@cret/?")];
    let config = load(&variables).unwrap();
    let Engine::Postgres(with) = &config.database.engine else { panic!("not PostgreSQL") };
    let parsed = url::Url::parse(with.expose_secret()).unwrap();
    assert_eq!(parsed.host_str(), Some("127.0.0.1"));
    assert!(with.expose_secret().starts_with("postgres://marac:it's%20100%25%20s%40cret%2F%3F@"));
    let hidden = load(&[("MARAC__DATABASE__URL", "postgres://marac:hunter2@localhost/marac")]);
    let shown: Vec<_> =
        config.settings().iter().chain(hidden.unwrap().settings()).cloned().collect();
    assert!(!format!("{config:?} {shown:?}").contains("s@cret"));
    assert!(!format!("{shown:?}").contains("hunter2"));
    let text = |key: &str| shown.iter().find(|it| it.key == key).unwrap().text.clone();
    assert_eq!((text("database.url"), text("database.password")), (url.into(), "[hidden]".into()));
    let twice = [
        ("MARAC__DATABASE__URL", "postgres://marac:a@localhost/marac"),
        ("MARAC__DATABASE__PASSWORD", "b"),
    ];
    assert!(load(&twice).unwrap_err()[0].contains("both hold a password"));
    let sqlite = load(&[("MARAC__DATABASE__PASSWORD", "b")]).unwrap_err();
    assert!(sqlite[0].contains("is for PostgreSQL"), "{sqlite:?}");
}

#[test]
fn a_safe_set_up_is_not_refused() {
    assert_eq!(refusals(&[]), Vec::<String>::new());
    let trial = [
        ("MARAC__SERVER__PUBLIC_URL", "http://localhost:8080"),
        ("MARAC__SERVER__BEHIND_PROXY", "false"),
        ("MARAC__MAIL__HOST", ""),
        ("MARAC__MAIL__FOLDER", "/tmp/letters"),
        ("MARAC__LOG__LEVEL", "debug"),
    ];
    assert_eq!(refusals(&trial), Vec::<String>::new());
}

#[test]
fn the_example_for_production_is_safe() {
    let example =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/config/production.example.toml"));
    let password = file("hunter2", 0o600);
    let path = password.path().to_str().unwrap();
    let config = load_with(Some(example), &[("MARAC__MAIL__PASSWORD_FILE", path)]).unwrap();
    assert_eq!(config.refusals(), []);
}

#[test]
fn what_cannot_be_served_with_is_refused_in_one_line_of_its_own() {
    for (name, value, words) in [
        ("MARAC__SERVER__PUBLIC_URL", "https://a.example/marac", "nothing after it"),
        ("MARAC__SERVER__PUBLIC_URL", "https://me:it@a.example", "nothing after it"),
        ("MARAC__SERVER__TRUSTED_PROXIES", "0", "trusted_proxies must be"),
        ("MARAC__SERVER__WORKERS", "1000", "workers must be"),
        ("MARAC__DATABASE__CONNECTIONS", "0", "connections must be"),
        ("MARAC__DATABASE__WAIT_SECONDS", "0", "wait_seconds must be"),
        ("MARAC__DATABASE__KEY_FILE", "key", "must begin with /"),
        ("MARAC__MAIL__USER", "marac", "mail.user and mail.password"),
        ("MARAC__MAIL__PASSWORD", "hunter2", "mail.user and mail.password"),
        ("MARAC__MAIL__PORT", "0", "mail.port"),
        ("MARAC__MAIL__REPLY_TO", "nobody", "mail.reply_to"),
        ("MARAC__MAIL__ROOT_CERTIFICATE_FILE", "/nowhere/root.pem", "root_certificate_file"),
        ("MARAC__SECURITY__ABSOLUTE_HOURS", "13", "absolute_hours must be"),
        ("MARAC__SECURITY__ABSOLUTE_HOURS", "0", "absolute_hours must be"),
        ("MARAC__SECURITY__IDLE_MINUTES", "0", "idle_minutes must be"),
        ("MARAC__SECURITY__IDLE_MINUTES", "61", "idle_minutes must be"),
        ("MARAC__SECURITY__MEETING_IDLE_MINUTES", "721", "meeting_idle_minutes must be"),
        ("MARAC__SECURITY__WARNING_MINUTES", "20", "warning_minutes must be"),
        ("MARAC__SECURITY__ARGON2_PASSES", "21", "too long to sign in"),
        ("MARAC__SECURITY__SIGN_IN_ACCOUNT_FAILURES", "0", "account_failures must be"),
        ("MARAC__SECURITY__SIGN_IN_ADDRESS_FAILURES", "0", "address_failures must be"),
        ("MARAC__SECURITY__SIGN_IN_WINDOW_MINUTES", "4", "window_minutes must be"),
        ("MARAC__SECURITY__INVITATION_DAYS", "31", "invitation_days must be"),
        ("MARAC__SECURITY__RESET_MINUTES", "1441", "reset_minutes must be"),
    ] {
        let found = refusals(&[(name, value)]);
        let telling = found.iter().filter(|it| it.contains(words)).count();
        assert!(telling == 1, "{name}={value}: {found:?}");
        assert!(found.iter().all(|it| !it.contains('\n')), "{found:?}");
    }
}

#[test]
fn mail_goes_to_a_server_or_into_a_folder_and_tls_needs_both_its_files() {
    let found = refusals(&[("MARAC__MAIL__FOLDER", "/tmp/letters")]);
    assert!(found.iter().any(|it| it.contains("are both set")), "{found:?}");
    let key = file("", 0o640);
    let alone = refusals(&[("MARAC__SERVER__TLS_KEY", key.path().to_str().unwrap())]);
    assert!(alone[0].contains("need each other"), "{alone:?}");
    let missing = refusals(&[
        ("MARAC__SERVER__TLS_CERTIFICATE", "/nowhere/certificate.pem"),
        ("MARAC__SERVER__TLS_KEY", "/nowhere/key.pem"),
    ]);
    assert_eq!(missing.len(), 2, "{missing:?}");
}

#[test]
fn a_page_s_full_address_begins_with_what_people_type() {
    let config = load(&SAFE).unwrap();
    assert_eq!(
        config.server.address_of("/meetings/2026-02-12"),
        "https://meeting.northshire.example/meetings/2026-02-12"
    );
    assert!(config.server.is_secure() && !config.server.is_local());
}

const POLICE: [(&str, &str); 5] = [
    ("MARAC__PROVIDER__POLICE__NAME", "Northshire Police"),
    ("MARAC__PROVIDER__POLICE__ISSUER", "https://login.example/police/v2.0"),
    ("MARAC__PROVIDER__POLICE__CLIENT_ID", "risk-meeting"),
    ("MARAC__PROVIDER__POLICE__CLIENT_SECRET", "a secret of two"),
    ("MARAC__PROVIDER__POLICE__DOMAINS", "police.example, force.example"),
];

#[test]
fn a_directory_is_set_up_with_its_domains_and_what_its_words_stand_for() {
    let roles = ("MARAC__PROVIDER__POLICE__ROLES", "Risk.Chair = chair, Risk.Member = idva");
    let all: Vec<_> = POLICE.into_iter().chain([roles]).collect();
    assert_eq!(refusals(&all), [""; 0]);
    let config = load(&all).unwrap();
    let police = &config.provider["police"];
    assert!(police.admits("a.b@Force.example") && !police.admits("a@elsewhere.example"));
    assert!(
        !police.admits("a@police.example.elsewhere.example") && !police.admits("police.example")
    );
    let meant = [("Risk.Chair", Role::Chair), ("Risk.Member", Role::Idva)];
    assert_eq!(police.roles, meant.map(|(word, role)| (word.to_owned(), role)));
    assert_eq!(police.second_factor, Believed::Claimed);
    assert!(config.settings().iter().all(|it| !it.text.contains("a secret of two")));
}

#[test]
fn a_directory_that_anybody_could_play_is_refused() {
    for (name, value, why) in [
        ("ISSUER", "http://login.example/police", "issuer must be an address that begins with"),
        ("DOMAINS", "", "domains is not set"),
        ("DOMAINS", "*.police.example", "domains has something in it"),
        ("CLIENT_SECRET", "", "client_secret is not set"),
        ("NAME", "", "name is not set"),
    ] {
        let name = format!("MARAC__PROVIDER__POLICE__{name}");
        let all: Vec<_> = POLICE.into_iter().chain([(name.as_str(), value)]).collect();
        let refused = refusals(&all);
        assert!(refused.len() == 1 && refused[0].contains(why), "{refused:?}");
    }
    let other = POLICE.map(|(name, value)| (name.replace("POLICE", "FORCE"), value));
    let all: Vec<_> =
        POLICE.into_iter().chain(other.iter().map(|it| (it.0.as_str(), it.1))).collect();
    let refused = refusals(&all);
    assert!(refused[0].contains("would come by two directories"), "{refused:?}");
    assert!(refused[1].contains("two have the same issuer"), "{refused:?}");
    let odd = ("MARAC__PROVIDER__POLICE__ISSUERS", "x");
    assert!(load(&[odd]).is_err());
}
