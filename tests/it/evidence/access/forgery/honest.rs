//! Honest records, long and short, cut by kills: nothing in them is blamed. And a file put back, which
//! is found.
use std::time::Duration;

use marac::platform::random::Random;

use super::super::super::figure;
use super::super::super::kill::token;
use super::record::{checkpoints, held, moment, seal};
use crate::support::county::County;
use crate::support::http::Request;
use crate::support::installation::Installation;
use crate::support::sitting;
use crate::support::store::{TestStore, on_both};

on_both! {
    async fn no_honest_record_is_blamed(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let random = Random::seeded(7);
        let people = [county.chair(), county.housing(), county.idva(), county.referrer(),
            county.person("Ines Grey"), county.administrator()];
        let mut visitors = Vec::new();
        for who in people {
            visitors.push(county.visitor(who).await);
        }
        let paths = [format!("/cases/{case}"), format!("/cases/{case}/looked"), "/audit".to_owned(),
            "/".to_owned(), "/cases/0198c0de-0000-4000-8000-00000000000a".to_owned()];
        let (mut known, mut blamed) = (Vec::new(), Vec::new());
        let times = figure::times(40, 1_000);
        for _record in 0..times {
            let [who, path, pass, keep] = random.bytes::<4>().map(usize::from);
            county.clock.pass(chrono::TimeDelta::microseconds(i64::try_from(pass * 7_919).unwrap()));
            let visitor = &mut visitors[who % 6];
            visitor.get(&paths[path % 5]).await;
            if keep % 4 == 0 {
                known.extend(checkpoints(&county).await);
            }
            if let Err(found) = held(&county, &known).await {
                blamed.push(found.to_string());
            }
        }
        figure::judge(&format!("access.false_alarms.{name}"), &blamed, "records", times);
    }
}

/// Runs `marac audit …` and gives what it said and whether it went well.
fn audit(installation: &Installation, arguments: &[&str]) -> (bool, String) {
    let done = installation.command(&[], &[&["audit"], arguments].concat()).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

on_both! {
    async fn a_record_cut_by_kills_is_not_blamed(store) {
        let name = store.name();
        let county = County::in_store(store).await;
        let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
        let token = token(&county, county.chair()).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("checkpoints").display().to_string();
        let mut installation = Installation::of(county);
        installation.set("AUDIT__CHECKPOINT_FILE", &file);
        let (mut blamed, times) = (Vec::new(), figure::times(4, 60));
        for number in 0..times {
            let mut server = installation.start();
            while std::fs::metadata(&file).is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let mut visitor = server.visitor(&token);
            let looks = async {
                loop {
                    drop(visitor.try_send(Request::get(&format!("/cases/{case}"))).await);
                }
            };
            let _cut: Result<(), _> =
                tokio::time::timeout(Duration::from_millis(50) + moment(number), looks).await;
            // Beside the server that is still running, and after it was killed.
            for kill in [false, true] {
                if kill {
                    server.kill();
                }
                let (holds, said) = audit(&installation, &["verify", "--against", &file]);
                if !holds || said.lines().count() != 1 {
                    blamed.push(said);
                }
            }
        }
        figure::judge(&format!("access.false_alarms_after_kills.{name}"), &blamed, "records", 2 * times);
    }
}

#[tokio::test]
async fn an_old_file_put_back_a_foreign_key_and_a_bent_line_are_found() {
    let county = County::in_store(TestStore::on_sqlite()).await;
    let case = sitting::list(&county, sitting::account("Tamsin Bright")).await.case;
    let token = token(&county, county.chair()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("checkpoints");
    let file = path.display().to_string();
    let installation = Installation::of(county);
    let (database, old) = (installation.store.file(), folder.path().join("old"));
    let look = async |times: usize| {
        let server = installation.start();
        let mut visitor = server.visitor(&token);
        for _look in 0..times {
            visitor.get(&format!("/cases/{case}")).await.expect_status(200);
        }
    };
    look(3).await;
    // What is in the log goes into the file when the last one leaves, in order.
    std::fs::write(&path, audit(&installation, &["checkpoint"]).1).unwrap();
    installation.store.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    std::fs::copy(&database, &old).unwrap();
    look(5).await;
    let (holds, lines) = audit(&installation, &["checkpoint"]);
    assert!(holds && lines.lines().all(|it| it.starts_with("marac-checkpoint-1 ")), "{lines}");
    let mut kept = std::fs::read_to_string(&path).unwrap();
    kept.push_str(&lines);
    std::fs::write(&path, &kept).unwrap();
    let (holds, public) = audit(&installation, &["key"]);
    assert!(holds && public.trim() == seal().public_key().to_string());
    let with_key = ["verify", "--against", file.as_str(), "--key", public.trim()];
    let (holds, said) = audit(&installation, &with_key);
    assert!(holds && said.starts_with("The record holds: "), "{said}");
    let other = "00".repeat(32);
    let (holds, said) = audit(&installation, &["verify", "--against", &file, "--key", &other]);
    assert!(!holds && said.contains("line 1 of") && said.contains("not signed"), "{said}");
    let (first, rest) = kept.split_once('\n').unwrap();
    std::fs::write(&path, format!("{}\n{rest}", &first[..first.len() - 10])).unwrap();
    let (holds, said) = audit(&installation, &["verify", "--against", &file]);
    assert!(holds && said.contains("Line 1 of") && said.contains("was cut short"), "{said}");
    std::fs::write(&path, "nothing\n").unwrap();
    let (holds, said) = audit(&installation, &["verify", "--against", &file]);
    assert!(!holds && said.contains("there is no checkpoint"), "{said}");
    std::fs::write(&path, &kept).unwrap();
    // The old file holds by itself, and grows as an honest one would.
    for name in ["store.db-wal", "store.db-shm"] {
        drop(std::fs::remove_file(database.with_file_name(name)));
    }
    std::fs::copy(&old, &database).unwrap();
    assert!(audit(&installation, &["verify"]).0);
    let (holds, said) = audit(&installation, &["verify", "--against", &file]);
    assert!(!holds && said.contains("an older database was put back"), "{said}");
    look(9).await;
    assert!(audit(&installation, &["verify"]).0);
    let (holds, said) = audit(&installation, &["verify", "--against", &file]);
    assert!(!holds && said.contains("a checkpoint knows another in its place"), "{said}");
}
