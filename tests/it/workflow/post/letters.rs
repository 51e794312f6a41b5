//! Letters of minutes, their corrections and their actions: to whom, and what each may carry.
use super::desk::{Desk, text, to};
use crate::support::county::london;
use crate::support::store::on_both;
use marac::domain::agency::MailRule;
use marac::domain::listing::RiskLevel;
use marac::domain::notice::Notice;
use marac::workflow::{Change, minutes, schedule};

on_both! {
    async fn a_copy_of_the_minutes_goes_to_secure_domains_and_a_notice_elsewhere(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.list().await;
        let meeting = desk.meeting(&listing).await;
        desk.agree(listing.clone(), &desk.county.housing(), "2026-02-13").await;
        desk.agree(listing, &desk.county.probation(), "2026-02-13").await;
        desk.rule("homes.example", MailRule::Secure).await;
        desk.deliver().await;
        desk.county.at("2026-02-12 11:00");
        desk.county.by_itself(move |cx| minutes::draft(cx, &meeting)).await.unwrap();
        desk.county
            .change(desk.county.chair(), |cx| minutes::approve(cx, "2026-02-12", 1))
            .await
            .unwrap();
        assert!(desk.deliver().await.is_empty(), "it can be stopped for 5 minutes");
        desk.county.at("2026-02-12 11:05");
        let posted = desk.deliver().await;
        assert_eq!(posted.len(), 2);
        let copy = to(&posted, "m.reid");
        let subject = "Daily risk meeting, 12 February 2026: minutes and 1 action for you";
        assert_eq!(copy.heading.subject, subject);
        assert!(copy.text.reveal().contains("Fit a video doorbell"));
        assert!(!copy.text.reveal().contains("Tamsin"), "initials only");
        let mut reader = desk.county.visitor(desk.county.housing()).await;
        let links = copy.text.reveal().lines().filter_map(|it| it.strip_prefix("https://"));
        let paths: Vec<&str> = links.filter_map(|it| it.find('/').map(|at| &it[at..])).collect();
        assert_eq!(paths.len(), 3, "{}", copy.text.reveal());
        for path in paths {
            assert_eq!(reader.get(path).await.status, 200, "{path}");
        }
        let notice = to(&posted, "d.frost");
        assert_eq!(notice.heading.subject, "You have 1 action from the meeting on 12 February");
        assert!(!notice.source.reveal().contains("doorbell"));
    }

    async fn a_correction_says_what_changed_in_the_readers_own_cases(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.county.at("2026-02-12 11:05");
        desk.deliver().await;
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.county.at("2026-02-12 11:10");
        let posted = desk.deliver().await;
        let told = to(&posted, "m.reid");
        assert_eq!(told.heading.subject, "Corrected minutes, 12 February");
        assert!(text(told).contains("What was agreed is now: Move her tonight"));
        assert!(!text(told).contains("Leila"), "the note is about the whole record");
        assert!(!text(told).contains("The actions were corrected"));
    }

    async fn a_correction_is_told_against_the_version_that_reached_its_reader(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.county.at("2026-02-12 11:05");
        desk.deliver().await;
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.stop_minutes().await;
        desk.correct(listing, "Move her tonight", RiskLevel::Medium).await;
        desk.county.at("2026-02-12 11:10");
        let posted = desk.deliver().await;
        assert_eq!(posted.len(), 1, "nothing of the version that was stopped");
        let told = text(to(&posted, "m.reid"));
        assert!(told.contains("version 3 replaces the copy that you have"));
        assert!(told.contains("What was agreed is now: Move her tonight"));
        assert!(told.contains("The risk was not recorded and is Medium"));
    }

    async fn whoever_read_a_version_that_was_not_sent_hears_what_changed_since(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.stop_minutes().await;
        let read = |cx: &mut Change<'_, '_>| minutes::read(cx, "2026-02-12");
        desk.county.change(desk.county.housing(), read).await.unwrap();
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.county.at("2026-02-12 11:05");
        let posted = desk.deliver().await;
        assert_eq!(to(&posted, "m.reid").heading.subject, "Corrected minutes, 12 February");
    }

    async fn whoever_no_version_reached_gets_the_whole_copy_of_the_one_that_stands(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.county.at("2026-02-12 11:02");
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.county.at("2026-02-12 11:05");
        assert!(desk.deliver().await.is_empty(), "the first was replaced before it left");
        desk.county.at("2026-02-12 11:07");
        let posted = desk.deliver().await;
        let copy = to(&posted, "m.reid");
        let subject = "Daily risk meeting, 12 February 2026: minutes and 1 action for you";
        assert_eq!(copy.heading.subject, subject);
        assert!(text(copy).contains("Fit a video doorbell"));
        assert!(text(copy).contains("Move her tonight"));
    }

    async fn whoever_never_got_the_first_version_gets_the_correction_whole(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.stop_minutes().await;
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.county.at("2026-02-12 11:05");
        let posted = desk.deliver().await;
        let copy = to(&posted, "m.reid");
        let subject = "Daily risk meeting, 12 February 2026: minutes and 1 action for you";
        assert_eq!(copy.heading.subject, subject);
        assert!(text(copy).contains("Fit a video doorbell") && text(copy).contains("version 2"));
    }

    async fn owners_are_told_of_actions_unless_the_minutes_have_gone(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.list().await;
        let meeting = listing.meeting_id;
        let housing = desk.county.housing();
        desk.agree(listing, &housing, "2026-02-13").await;
        desk.deliver().await;
        desk.county
            .by_itself(move |cx| {
                let notice = Notice::ActionsAssigned { meeting };
                cx.tell(housing.account, notice, "assigned", london("2026-02-12 08:34")).map(drop)
            })
            .await
            .unwrap();
        let posted = desk.deliver().await;
        let subject = "You have 1 action from the meeting on 12 February";
        assert_eq!(to(&posted, "m.reid").heading.subject, subject);
    }

    async fn owners_are_told_of_actions_when_every_version_of_the_minutes_was_held_back(store) {
        let desk = Desk::in_store(store).await;
        let listing = desk.draft().await;
        desk.approve().await;
        desk.county.at("2026-02-12 11:02");
        desk.correct(listing, "Move her tonight", RiskLevel::High).await;
        desk.stop_minutes().await;
        let owner = desk.county.housing().account;
        let tell = move |cx: &mut Change<'_, '_>| {
            let meeting = schedule::by_slug(cx, "2026-02-12")?.id;
            let notice = Notice::ActionsAssigned { meeting };
            cx.tell(owner, notice, "assigned", london("2026-02-12 11:10")).map(drop)
        };
        desk.county.change(desk.county.chair(), tell).await.unwrap();
        desk.county.at("2026-02-12 11:10");
        let posted = desk.deliver().await;
        assert!(text(to(&posted, "m.reid")).contains("Fit a video doorbell"));
    }
}
