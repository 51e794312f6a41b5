//! Messages as they go over the wire.
use marac::domain::letter::{Letter, Reader};
use marac::domain::text::Private;
use marac::mail::memory::Memory;
use marac::mail::outcome::{Outcome, Trouble};
use marac::mail::post::Post;
use marac::mail::posted::Posted;
use marac::mail::transport::{Settings, SettingsError, Way};

use super::sample;

#[tokio::test]
async fn a_message_has_one_reader_and_two_equal_parts() {
    let (_, letter) = sample::every().swap_remove(0);
    let posted = post_one(&letter, None).await.unwrap();
    let source = posted.source.reveal();
    let (head, body) = source.split_once("\r\n\r\n").unwrap();
    for header in [
        "From: \"Northshire daily risk meeting\" <no-reply@meeting.northshire.example>",
        "To: \"Marcus Reid\" <m.reid@northshire.example>",
        "Message-ID: <0198c0de-0000-4000-8000-000000000001@meeting.northshire.example>",
        "References: <meeting.0198c0de-0000-4000-8000-00000000000a@meeting.northshire.example>",
        "Date: Thu, 12 Feb 2026 12:39:00 +0000",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Sensitivity: Company-Confidential",
    ] {
        assert!(head.contains(header), "{header}\n{head}");
    }
    for header in ["Cc:", "Bcc:", "Reply-To:", "Disposition-Notification-To:"] {
        assert!(!head.contains(header), "{head}");
    }
    assert!(head.contains("multipart/alternative"));
    let at = |part: &str| body.find(part).unwrap();
    assert!(
        at("Content-Type: text/plain; charset=utf-8")
            < at("Content-Type: text/html; charset=utf-8")
    );
    assert_eq!(body.matches("Content-Transfer-Encoding: quoted-printable").count(), 2);
    assert!(source.is_ascii() && body.lines().all(|it| it.len() <= 76));
    assert_eq!(posted.heading.subject, letter.subject());
    assert!(posted.text.reveal().contains("NS-7K4Q"));
    assert!(posted.html.reveal().contains("NS-7K4Q"));
}

#[tokio::test]
async fn replies_go_to_the_coordinator_where_there_is_an_address() {
    let (_, letter) = sample::every().swap_remove(0);
    let posted = post_one(&letter, Some("coordinator@northshire.example")).await.unwrap();
    assert!(posted.source.reveal().contains("Reply-To: coordinator@northshire.example\r\n"));
}

#[tokio::test]
async fn a_second_try_has_the_same_message_id() {
    let (_, letter) = sample::every().swap_remove(0);
    let id = |posted: &Posted| {
        let source = posted.source.reveal();
        source.lines().find(|it| it.starts_with("Message-ID:")).unwrap().to_owned()
    };
    let (first, second) =
        (post_one(&letter, None).await.unwrap(), post_one(&letter, None).await.unwrap());
    assert_eq!(id(&first), id(&second));
}

#[tokio::test]
async fn nothing_can_be_slipped_into_a_header() {
    let injected = [
        ("Marcus\r\nBcc: all@elsewhere.example", "m.reid@northshire.example"),
        ("Marcus\nReid", "m.reid@northshire.example"),
        ("Marcus\u{202e}dieR", "m.reid@northshire.example"),
        ("Marcus", "m.reid@northshire.example\r\nBcc: all@elsewhere.example"),
        ("Marcus", "m.reid@northshire.example, all@elsewhere.example"),
        ("Marcus", "m.reid@northshire.example>\0<all@elsewhere.example"),
        ("Marcus", "\"m\r\nRCPT TO:<x@y.example>\"@northshire.example"),
        ("Marcus", "m.réid@northshire.example"),
        ("Marcus", ""),
    ];
    for (name, address) in injected {
        let (_, mut letter) = sample::every().swap_remove(0);
        letter.reader = Reader { name: name.into(), address: address.into() };
        let outcome = post_one(&letter, None).await.unwrap_err();
        assert_eq!(outcome, Outcome::Refused(Trouble::Unaddressable), "{name:?} {address:?}");
    }
    let (_, mut letter) = sample::every().into_iter().find(|it| it.0 == "invitation").unwrap();
    letter.office.area = "Northshire\r\nBcc: all@elsewhere.example".to_owned();
    assert_eq!(post_one(&letter, None).await.unwrap_err(), Outcome::Deferred(Trouble::Unwritten));
}

#[tokio::test]
async fn unusual_names_arrive_as_they_are() {
    for name in ["Siân O’Connor-Ní Bhriain", "Reid, Marcus \"Mac\" (Housing)", "=?utf-8?b?eA==?="]
    {
        let (_, mut letter) = sample::every().swap_remove(0);
        letter.reader.name = Private::new(name);
        let to = post_one(&letter, None).await.unwrap().heading.to;
        let shown = to.reveal().replace("\\\"", "\"");
        assert!(shown.contains(name), "{shown}");
    }
}

#[tokio::test]
async fn the_longest_usual_copy_goes_in_full_and_a_longer_one_by_link() {
    let copy_of = |cases: u32| {
        let one = sample::cases().swap_remove(0);
        let many = (1..=cases).map(|item| {
            let actions = one.actions.iter().cycle().take(5).cloned().collect();
            marac::domain::letter::minutes::CaseRecord { item, actions, ..one.clone() }
        });
        sample::letter(sample::minutes_copy(many.collect()))
    };
    let usual = post_one(&copy_of(40), None).await.unwrap();
    assert!(usual.html.reveal().len() < 90_000);
    assert!(usual.text.reveal().contains("Item 40.") && usual.html.reveal().contains("Item 40."));
    let longer = post_one(&copy_of(120), None).await.unwrap();
    for body in [longer.text.reveal(), longer.html.reveal()] {
        assert!(body.len() < 90_000);
        assert!(
            body.contains("Start an emergency transfer") && !body.contains("Item 1."),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_letter_may_be_delivered_by_a_task_of_its_own() {
    let memory = Memory::default();
    let post = Post::open(settings(memory.clone(), "no-reply@northshire.example", None)).unwrap();
    let (_, letter) = sample::every().swap_remove(0);
    let task =
        tokio::spawn(async move { post.deliver(&letter, sample::message(1), sample::now()).await });
    assert_eq!(task.await.unwrap(), Outcome::Accepted);
    assert_eq!(memory.posted().len(), 1);
}

#[test]
fn an_address_of_ours_that_is_none_is_refused_at_the_start() {
    for from in ["", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"] {
        assert!(
            matches!(
                Post::open(settings(Memory::default(), from, None)),
                Err(SettingsError::Address)
            ),
            "{from:?}"
        );
    }
}

async fn post_one(letter: &Letter, reply_to: Option<&str>) -> Result<Posted, Outcome> {
    let memory = Memory::default();
    let from = "Northshire daily risk meeting <no-reply@meeting.northshire.example>";
    let post = Post::open(settings(memory.clone(), from, reply_to)).unwrap();
    match post.deliver(letter, sample::message(1), sample::now()).await {
        Outcome::Accepted => Ok(memory.take().pop().unwrap()),
        other => Err(other),
    }
}

fn settings(memory: Memory, from: &str, reply_to: Option<&str>) -> Settings {
    Settings {
        from: from.to_owned(),
        reply_to: reply_to.map(str::to_owned),
        way: Way::Memory(memory),
    }
}
