//! Mail from the queue to the reader: once, to the right person, with what they may see now.
mod desk;
mod letters;

use crate::support::county::london;
use crate::support::key::key;
use crate::support::store::on_both;
use crate::workflow::action::move_to;
use desk::{Desk, text, to};
use marac::domain::agency::MailRule;
use marac::domain::ids::{
    ActionId, AgencyId, CaseId, LinkId, ListingId, MeetingId, MessageId, ReferralId, ReportId,
};
use marac::domain::notice::{Attempt, Delivery, Notice};
use marac::domain::task;
use marac::domain::time::Day;
use marac::jobs::Checkpoints;
use marac::jobs::daily;
use marac::mail::memory::Memory;
use marac::mail::post::Post;
use marac::mail::transport::{Settings, Way};
use marac::platform::key::Purpose;
use marac::platform::seal::Seal;
use marac::workflow::triage::{self, When};
use marac::workflow::{membership, schedule};

on_both! {
    async fn each_message_goes_once_to_its_one_reader(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let posted = desk.deliver().await;
        assert_eq!(posted.len(), 2);
        assert_eq!(to(&posted, "s.okafor").heading.subject, "A referral waits for triage");
        assert_eq!(to(&posted, "r.pike").heading.subject, "Your referral: what happens next");
        for it in &posted {
            let source = it.source.reveal();
            assert!(!source.contains("Tamsin") && !source.contains("school"));
        }
        assert!(desk.deliver().await.is_empty());
        assert!(desk.messages().await.iter().all(|it| it.delivery == Delivery::Accepted));
    }

    async fn a_refused_message_makes_a_task_and_is_told_to_those_who_lead(store) {
        let desk = Desk::in_store(store).await;
        desk.county.store.execute(
            "UPDATE accounts SET email = 'two words@surgery.example' WHERE name = 'Rowan Pike'",
        );
        desk.refer().await;
        let posted = desk.deliver().await;
        let refused = desk.of_kind("referral_received").await.pop().unwrap();
        assert_eq!(refused.delivery, Delivery::Refused);
        assert_eq!(refused.last_answer, "the mail address or the name cannot be used");
        let tasks = desk.tasks().await;
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].kind, task::Kind::ReturnedMail);
        assert_eq!(tasks[0].subject, refused.id.as_str());
        let told = to(&posted, "p.nair");
        assert_eq!(told.heading.subject, "Referral received did not reach 1 person");
        assert!(!told.text.reveal().contains("Rowan Pike"), "the domain gets notices");
        assert!(desk.deliver().await.is_empty(), "a refused message is not tried again");
    }

    async fn returned_mail_about_returned_mail_tells_nobody(store) {
        let desk = Desk::in_store(store).await;
        desk.county.store.execute("UPDATE accounts SET email = 'two words@' || id");
        desk.refer().await;
        assert!(desk.deliver().await.is_empty());
        assert!(desk.messages().await.iter().all(|it| it.delivery == Delivery::Refused));
        assert_eq!(desk.of_kind("mail_returned").await.len(), 3);
        assert_eq!(desk.tasks().await.len(), 5);
    }

    async fn a_deferred_message_waits_and_then_goes_as_the_same(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let lease = desk.take().await;
        let until = london("2026-02-12 08:35");
        desk.settle(lease, Attempt::Deferred { until }).await;
        assert_eq!(desk.deliver().await.len(), 1, "the other one");
        desk.county.at("2026-02-12 08:35");
        let posted = desk.deliver().await;
        assert_eq!(posted.len(), 1);
        assert_eq!(posted[0].heading.id, lease.message);
        assert!(posted[0].source.reveal().contains(&format!("<{}@", lease.message)));
    }

    async fn a_message_left_behind_is_taken_again_after_its_lease_as_the_same(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let left = desk.take().await;
        desk.deliver().await;
        desk.county.at("2026-02-12 08:43");
        assert!(desk.deliver().await.is_empty(), "its lease holds");
        desk.county.at("2026-02-12 08:44");
        let again = desk.take().await;
        assert_eq!((again.message, again.attempt), (left.message, 2));
        assert!(again.was_left_behind);
        desk.settle(left, Attempt::Refused).await;
        desk.settle(again, Attempt::Accepted).await;
        let messages = desk.messages().await;
        assert!(messages.iter().all(|it| it.delivery == Delivery::Accepted), "the late one lost");
    }

    async fn what_may_have_gone_is_sent_once_more_and_then_left_to_a_person(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let lease = desk.take().await;
        desk.deliver().await;
        desk.settle(lease, Attempt::Uncertain).await;
        assert_eq!(desk.tasks().await[0].kind, task::Kind::UncertainMail);
        assert!(desk.deliver().await.is_empty());
        desk.county.at("2026-02-12 08:44");
        let again = desk.take().await;
        assert_eq!(again.message, lease.message);
        desk.settle(again, Attempt::Uncertain).await;
        desk.county.at("2026-02-13 08:44");
        assert!(desk.deliver().await.is_empty(), "no third copy");
        assert_eq!(desk.tasks().await.len(), 1);
    }

    async fn what_was_left_behind_and_then_may_have_gone_is_not_sent_a_third_time(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let left = desk.take().await;
        desk.deliver().await;
        desk.county.at("2026-02-12 08:44");
        let again = desk.take().await;
        assert_eq!(again.message, left.message);
        desk.settle(again, Attempt::Uncertain).await;
        assert_eq!(desk.tasks().await[0].kind, task::Kind::UncertainMail);
        desk.county.at("2026-02-13 08:44");
        assert!(desk.deliver().await.is_empty(), "no third copy");
    }

    async fn a_second_try_that_succeeds_does_the_task(store) {
        let desk = Desk::in_store(store).await;
        desk.refer().await;
        let lease = desk.take().await;
        desk.deliver().await;
        desk.settle(lease, Attempt::Uncertain).await;
        desk.county.at("2026-02-12 08:44");
        assert_eq!(desk.deliver().await[0].heading.id, lease.message);
        assert!(desk.tasks().await.is_empty());
    }

    async fn what_is_not_wanted_any_more_is_dropped(store) {
        let desk = Desk::in_store(store).await;
        desk.list().await;
        let posted = desk.deliver().await;
        let received = desk.of_kind("referral_received").await.pop().unwrap();
        assert_eq!(received.delivery, Delivery::Dropped);
        assert_eq!(received.last_answer, "The referral has been decided");
        assert!(text(to(&posted, "r.pike")).contains("12 February"));
    }

    async fn nothing_leaves_for_those_who_are_gone_or_whose_domain_is_blocked(store) {
        let desk = Desk::in_store(store).await;
        desk.rule("surgery.example", MailRule::Blocked).await;
        desk.refer().await;
        desk.county.store.execute(
            "UPDATE memberships SET ends_on = '2026-02-11' WHERE account_id = \
             (SELECT id FROM accounts WHERE name = 'Sam Okafor')",
        );
        assert!(desk.deliver().await.is_empty());
        assert!(desk.messages().await.iter().all(|it| it.delivery == Delivery::Dropped));
    }

    async fn a_reminder_names_the_action_on_a_secure_domain_only(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.list().await;
        let (housing, probation) = (desk.county.housing(), desk.county.probation());
        desk.agree(listing.clone(), &housing, "2026-02-12").await;
        desk.agree(listing, &probation, "2026-02-13").await;
        desk.deliver().await;
        desk.rule("homes.example", MailRule::Secure).await;
        desk.county.at("2026-02-13 08:00");
        desk.run_due().await;
        desk.run_due().await;
        let posted = desk.deliver().await;
        let full = to(&posted, "m.reid");
        assert_eq!(full.heading.subject, "1 action is overdue");
        assert!(full.text.reveal().contains("Fit a video doorbell"));
        assert!(full.text.reveal().contains("T.B."));
        let notice = to(&posted, "d.frost");
        assert_eq!(notice.heading.subject, "1 action is due today");
        for part in [&notice.text, &notice.html] {
            for hidden in ["doorbell", "T.B.", "NS-", "Tamsin"] {
                assert!(!part.reveal().contains(hidden), "{hidden}");
            }
        }
        let record = desk.county.record(50).await;
        let read = record.iter().find(|it| it.entry.name == "mail.send").unwrap();
        assert_eq!((read.entry.account, read.entry.cases.len()), (None, 1));
    }

    async fn a_reader_whose_rights_shrank_in_the_queue_gets_less(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.list().await;
        desk.agree(listing, &desk.county.housing(), "2026-02-12").await;
        desk.deliver().await;
        desk.rule("homes.example", MailRule::Secure).await;
        desk.county.at("2026-02-13 08:00");
        desk.run_due().await;
        desk.county.store.execute("UPDATE cases SET restriction = 'restricted'");
        let posted = desk.deliver().await;
        assert!(posted.iter().all(|it| !it.heading.to.reveal().contains("m.reid")));
        let dropped = desk.of_kind("actions_due").await.pop().unwrap();
        assert_eq!(dropped.last_answer, "Nothing is due any more");
    }

    async fn whoever_stands_in_is_reminded_of_what_somebody_left(store) {
        let desk = Desk::in_store(store).await;
        let (marcus, dana) = (desk.county.housing(), desk.county.probation());
        let listing = desk.list().await;
        desk.agree(listing, &marcus, "2026-02-13").await;
        let gone = marcus.membership;
        let step = desk.county.change(desk.county.coordinator(), move |cx| {
            membership::suspend(cx, gone)
        });
        step.await.unwrap();
        move_to(&desk.county, &dana, marcus.agency).await;
        desk.deliver().await;
        desk.county.at("2026-02-13 08:00");
        desk.run_due().await;
        let posted = desk.deliver().await;
        let told: Vec<_> = desk.of_kind("actions_due").await;
        assert_eq!(told.iter().map(|it| it.account_id).collect::<Vec<_>>(), [dana.account]);
        assert!(to(&posted, "d.frost").heading.subject.contains("1 action"));
    }

    async fn research_is_asked_and_chased_once_each_while_it_is_missing(store) {
        let desk = Desk::in_store(store).await;
        desk.run_due().await;
        desk.list().await;
        desk.deliver().await;
        for _ in 0..2 {
            desk.run_due().await;
        }
        let posted = desk.deliver().await;
        let asked: Vec<_> = posted.iter().map(|it| it.heading.subject.as_str()).collect();
        assert_eq!(asked, ["1 case to research by 9:30am"; 4]);
        desk.county.at("2026-02-12 09:15");
        desk.run_due().await;
        desk.county.store.execute("UPDATE research SET state = 'nothing_held'");
        assert!(desk.deliver().await.is_empty(), "all of it came in meanwhile");
        assert_eq!(desk.of_kind("research_reminder").await.len(), 4);
    }

    async fn an_agenda_tells_each_reader_how_many_cases_are_theirs(store) {
        let desk = Desk::in_store(store).await;
        desk.list().await;
        desk.deliver().await;
        desk.county.at("2026-02-12 09:40");
        desk.run_due().await;
        let posted = desk.deliver().await;
        let agenda = |address: &str| {
            let it = posted.iter().find(|it| {
                it.heading.to.reveal().contains(address)
                    && it.heading.subject == "Agenda for Thursday 12 February, 10am"
            });
            it.map(|it| it.text.reveal().to_owned())
        };
        assert!(agenda("p.nair").unwrap().contains("1 case for you"));
        assert!(agenda("m.reid").unwrap().contains("1 return of your agency was due"));
        assert_eq!(agenda("m.vale"), None, "children’s services are not asked");
    }

    async fn a_reminder_of_research_that_is_late_itself_is_dropped(store) {
        let desk = Desk::in_store(store).await;
        desk.list().await;
        desk.deliver().await;
        desk.county.at("2026-02-12 09:15");
        desk.run_due().await;
        desk.county.at("2026-02-12 09:30");
        desk.deliver().await;
        let reminders = desk.of_kind("research_reminder").await;
        assert!(!reminders.is_empty());
        for it in reminders {
            assert_eq!(it.delivery, Delivery::Dropped);
            assert_eq!(it.last_answer, "The time for it is over");
        }
    }

    async fn a_lead_contact_hears_of_what_is_long_overdue_once(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.list().await;
        let housing = desk.county.housing();
        desk.agree(listing, &housing, "2026-02-13").await;
        desk.county.store.execute(&format!(
            "UPDATE agencies SET lead_id = '{}' WHERE id = '{}'",
            housing.membership, housing.agency
        ));
        desk.deliver().await;
        for (morning, told) in [
            ("2026-02-16 08:00", 0),
            ("2026-02-17 08:00", 0),
            ("2026-02-18 08:00", 1),
            ("2026-02-19 08:00", 0),
            ("2026-02-21 08:00", 0),
        ] {
            desk.county.at(morning);
            desk.run_due().await;
            let posted = desk.deliver().await;
            let subject = "1 action is overdue in Housing Options";
            let found = posted.iter().filter(|it| it.heading.subject == subject).count();
            assert_eq!(found, told, "{morning}");
        }
    }

    async fn a_moved_meeting_and_a_changed_agenda_are_told(store) {
        let desk = Desk::in_store(store).await;
        desk.county.store.execute(
            "UPDATE areas SET settings = REPLACE(settings, '\"mails\":[', \
             '\"mails\":[\"agenda_changed\",')",
        );
        desk.list().await;
        desk.county.at("2026-02-12 09:40");
        desk.run_due().await;
        desk.deliver().await;
        let id = desk.refer().await;
        desk.county
            .change(desk.county.coordinator(), move |cx| {
                triage::accept(cx, id, 1, When::Today("He is outside".into())).map(drop)
            })
            .await
            .unwrap();
        desk.county.at("2026-02-12 09:51");
        desk.run_due().await;
        let posted = desk.deliver().await;
        let changed: Vec<_> = posted
            .iter()
            .filter(|it| it.heading.subject == "Agenda changed: Thursday 12 February")
            .collect();
        assert_eq!(changed.len(), 6, "chair, coordinator, and the four agencies asked");
        assert!(changed.iter().all(|it| text(it).contains("is new.")));
        desk.county
            .change(desk.county.coordinator(), |cx| {
                let seen = schedule::by_slug(cx, "2026-02-12")?.version;
                let to = schedule::NewTime {
                    day: "2026-02-12".parse().unwrap(),
                    time: "11:30:00".parse().unwrap(),
                    reason: "The court sits".to_owned(),
                };
                schedule::move_to(cx, "2026-02-12", seen, &to)
            })
            .await
            .unwrap();
        let posted = desk.deliver().await;
        let told = to(&posted, "m.vale");
        assert_eq!(told.heading.subject, "Meeting moved to Thursday 12 February, 11:30am");
    }

    async fn a_server_delivers_by_itself_until_it_is_stopped(store) {
        let Desk { county, post, memory } = Desk::in_store(store).await;
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let seal = Seal::new(&key().derive(Purpose::Checkpoint));
        let jobs = tokio::spawn(marac::jobs::run(
            county.service.clone(),
            post,
            Checkpoints::new(seal, None),
            stopped,
        ));
        let desk = Desk { post: Post::open(Settings {
            from: "meeting@northshire.example".to_owned(),
            reply_to: None,
            way: Way::Memory(Memory::default()),
        }).unwrap(), county, memory };
        desk.refer().await;
        let mut left = 0;
        for _ in 0..100 {
            left += desk.memory.take().len();
            if left == 2 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(left, 2);
        stop.send_replace(true);
        jobs.await.unwrap();
    }

    async fn a_cancelled_meeting_is_told_to_those_who_attend(store) {
        let desk = Desk::in_store(store).await;
        desk.list().await;
        desk.deliver().await;
        desk.county
            .change(desk.county.coordinator(), |cx| {
                let seen = schedule::by_slug(cx, "2026-02-12")?.version;
                schedule::cancel(cx, "2026-02-12", seen, "The heating failed")
            })
            .await
            .unwrap();
        let posted = desk.deliver().await;
        let told = to(&posted, "m.vale");
        assert_eq!(told.heading.subject, "No meeting on Thursday 12 February");
        assert!(text(told).contains("Its cases pass to the meeting on Friday 13 February"));
    }

    async fn every_kind_of_notice_about_what_is_gone_is_dropped(store) {
        let desk = Desk::in_store(store).await;
        let to = desk.county.coordinator().account;
        desk.county
            .by_itself(move |cx| {
                for (at, notice) in gone().into_iter().enumerate() {
                    cx.tell(to, notice, &format!("gone:{at}"), london("2026-02-12 08:34"))?;
                }
                Ok(())
            })
            .await
            .unwrap();
        assert!(desk.deliver().await.is_empty());
        let messages = desk.messages().await;
        assert_eq!(messages.len(), gone().len());
        for it in messages {
            assert_eq!(it.delivery, Delivery::Dropped, "{}", it.kind);
            assert!(!it.last_answer.is_empty());
        }
    }

    async fn the_demonstration_learns_every_moment_at_which_something_is_due(store) {
        let desk = Desk::in_store(store).await;
        desk.run_due().await;
        let (from, to) = (london("2026-02-12 08:34"), london("2026-02-13 08:00"));
        let found = daily::between(&desk.county.service, from, to).await.unwrap();
        let expected = [
            "2026-02-12 09:00",
            "2026-02-12 09:15",
            "2026-02-12 09:40",
            "2026-02-13 00:00",
            "2026-02-13 07:00",
            "2026-02-13 08:00",
        ];
        assert_eq!(found, expected.map(london));
    }
}

/// One notice of each kind about things that do not exist.
fn gone() -> Vec<Notice> {
    let id = uuid::Uuid::from_u128(1);
    let day: Day = "2026-02-12".parse().unwrap();
    let meeting = MeetingId::from_uuid(id);
    let referral = ReferralId::from_uuid(id);
    let action = ActionId::from_uuid(id);
    let link = LinkId::from_uuid(id);
    vec![
        Notice::Invitation { link },
        Notice::PasswordReset { link },
        Notice::ReferralReceived { referral },
        Notice::ReferralDecided { referral },
        Notice::ReferralWaiting { referral },
        Notice::CaseAccepted { listing: ListingId::from_uuid(id) },
        Notice::ResearchAsked { meeting },
        Notice::ResearchReminder { meeting },
        Notice::AgendaPublished { meeting },
        Notice::AgendaChanged { meeting, since: 0 },
        Notice::MeetingChanged { meeting },
        Notice::ActionsAssigned { meeting },
        Notice::MinutesIssued { meeting, version: 1 },
        Notice::ActionsDue { day },
        Notice::AgencyOverdue { agency: AgencyId::from_uuid(id), day },
        Notice::TimeAsked { action },
        Notice::TimeDecided { action },
        Notice::ExposureReported { report: ReportId::from_uuid(id) },
        Notice::SafeContactChanged { case: CaseId::from_uuid(id) },
        Notice::StandInNamed,
        Notice::MailReturned { message: MessageId::from_uuid(id) },
    ]
}
