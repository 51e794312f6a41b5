//! Mail into a folder, and out of it again.
use std::fs;
use std::os::unix::fs::PermissionsExt;

use chrono::TimeDelta;
use marac::mail::folder::Folder;
use marac::mail::outcome::{Outcome, Trouble};
use marac::mail::post::Post;
use marac::mail::transport::{Settings, Way};

use super::sample;

#[tokio::test]
async fn each_letter_is_one_file_that_its_identifier_names() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("mail");
    let post = post(&path);
    for (number, (name, letter)) in (1..).zip(sample::every()) {
        let sent = sample::now() + TimeDelta::minutes(number.into());
        for _twice in 0..2 {
            let outcome = post.deliver(&letter, sample::message(number), sent).await;
            assert_eq!(outcome, Outcome::Accepted, "{name}");
        }
    }
    let mut files: Vec<_> = fs::read_dir(&path).unwrap().map(|it| it.unwrap()).collect();
    files.sort_by_key(fs::DirEntry::file_name);
    let names: Vec<String> = files.iter().map(|it| it.file_name().into_string().unwrap()).collect();
    let expected: Vec<String> = (1..)
        .zip(sample::every())
        .map(|(number, _)| format!("{}.eml", sample::message(number)))
        .collect();
    assert_eq!(names, expected);
    assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn letters_are_read_back_newest_first() {
    let place = tempfile::tempdir().unwrap();
    let post = post(place.path());
    for (number, (_, letter)) in (1..).zip(sample::every().into_iter().take(3)) {
        let sent = sample::now() + TimeDelta::minutes(number.into());
        post.deliver(&letter, sample::message(number), sent).await;
    }
    fs::write(place.path().join("notes.txt"), "not mail").unwrap();
    fs::write(place.path().join(format!("{}.eml", sample::message(9))), "not mail").unwrap();
    let folder = Folder::make(place.path()).unwrap();
    let list = folder.list().unwrap();
    let ids: Vec<_> = list.iter().map(|it| it.id).collect();
    assert_eq!(ids, [3, 2, 1].map(sample::message));
    let posted = folder.read(ids[2]).unwrap().unwrap();
    assert_eq!(
        posted.heading.subject,
        "Daily risk meeting, 12 February 2026: minutes and 2 actions for you"
    );
    assert_eq!(posted.heading.at, sample::now() + TimeDelta::minutes(1));
    assert!(posted.heading.to.reveal().contains("m.reid@northshire.example"));
    assert!(
        posted.text.reveal().contains("seen near the school")
            || posted.text.reveal().contains("Seen near the school")
    );
    assert!(posted.html.reveal().starts_with("<!DOCTYPE html>"));
    assert!(posted.source.reveal().starts_with("From: "));
    assert!(folder.read(sample::message(8)).unwrap().is_none());
}

#[tokio::test]
async fn a_folder_that_went_away_defers_and_alarms() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("mail");
    let post = post(&path);
    fs::remove_dir(&path).unwrap();
    let (_, letter) = sample::every().swap_remove(0);
    let outcome = post.deliver(&letter, sample::message(1), sample::now()).await;
    assert_eq!(outcome, Outcome::Deferred(Trouble::Folder));
    assert!(outcome.is_alarm());
}

fn post(path: &std::path::Path) -> Post {
    Post::open(Settings {
        from: "Northshire daily risk meeting <no-reply@meeting.northshire.example>".to_owned(),
        reply_to: None,
        way: Way::Folder(path.to_owned()),
    })
    .unwrap()
}
