//! Which messages are about a case that is not there for whoever asks.
use std::collections::HashSet;

use chrono::TimeDelta;

use super::super::{Cx, Step, StepError, attendance, minutes};
use crate::domain::action::Action;
use crate::domain::ids::{
    AccountId, ActionId, CaseId, ListingId, MeetingId, MessageId, ReferralId,
};
use crate::domain::listing::Listing;
use crate::domain::notice::{Message, Notice};
use crate::domain::time::Day;
use crate::store;

/// What belongs to the cases that are not there for whoever asks.
pub(in super::super) struct Unseen {
    cases: Vec<CaseId>,
    referrals: HashSet<ReferralId>,
    listings: HashSet<ListingId>,
    actions: HashSet<ActionId>,
    /// Who was given actions in which meeting, and only in those cases.
    assigned: HashSet<(MeetingId, AccountId)>,
    /// Who has to do with which meeting for those cases alone.
    expected: HashSet<(MeetingId, AccountId)>,
    /// Who gets which version of a meeting's minutes for those cases alone.
    copies: HashSet<(MeetingId, i32, AccountId)>,
    /// Who owns an action of those cases that is due on which day.
    due: Vec<(AccountId, Day)>,
    /// Who owns an action of another case that is due on which day.
    seen_due: Vec<(AccountId, Day)>,
}

impl Unseen {
    pub(in super::super) fn read<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Self> {
        let (area, absent) = (cx.area_id()?, cx.absent()?);
        let mut unseen = Self {
            cases: absent.to_vec(),
            referrals: HashSet::new(),
            listings: HashSet::new(),
            actions: HashSet::new(),
            assigned: HashSet::new(),
            expected: HashSet::new(),
            copies: HashSet::new(),
            due: Vec::new(),
            seen_due: Vec::new(),
        };
        if absent.is_empty() {
            return Ok(unseen);
        }
        let referrals = store::referral::of_cases(cx.session, area, &absent)?;
        unseen.referrals.extend(referrals.into_iter().map(|it| it.id));
        let listings = store::listing::of_cases(cx.session, area, &absent)?;
        unseen.listings.extend(listings.iter().map(|it| it.id));
        let actions = store::action::of_cases(cx.session, area, &absent)?;
        unseen.actions.extend(actions.iter().map(|it| it.id));
        unseen.due = actions.iter().map(|it| (it.owner_id, it.due_on)).collect();
        unseen.compare(cx, &listings, &actions)?;
        unseen.attend(cx, &listings)?;
        Ok(unseen)
    }

    /// Finds who has to do with a meeting, and gets its minutes, for those cases alone.
    fn attend<Mode>(&mut self, cx: &mut Cx<'_, '_, Mode>, listings: &[Listing]) -> Step<()> {
        let area = cx.area_id()?;
        let ids: HashSet<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
        let ids: Vec<MeetingId> = ids.into_iter().collect();
        for meeting in store::meeting::of_ids(cx.session, area, &ids)? {
            let expected = attendance::expected_for(cx, &meeting, &self.cases)?;
            self.expected.extend(expected.into_iter().map(|it| (meeting.id, it)));
            for version in store::minutes::of_meeting(cx.session, area, meeting.id)? {
                let content = &version.content;
                let copies = minutes::unseen_recipients(cx, &meeting, content, &self.cases)?;
                let copy = |it| (meeting.id, version.version, it);
                self.copies.extend(copies.into_iter().map(copy));
            }
        }
        Ok(())
    }

    /// Finds who owns actions of those cases alone.
    fn compare<Mode>(
        &mut self,
        cx: &mut Cx<'_, '_, Mode>,
        listings: &[Listing],
        actions: &[Action],
    ) -> Step<()> {
        let area = cx.area_id()?;
        let meetings: Vec<MeetingId> = listings.iter().map(|it| it.meeting_id).collect();
        let mut others = store::listing::of_meetings(cx.session, area, &meetings)?;
        others.retain(|it| !self.cases.contains(&it.case_id));
        let cases: Vec<CaseId> = others.iter().map(|it| it.case_id).collect();
        let seen = store::action::of_cases(cx.session, area, &cases)?;
        let mut open = store::action::open(cx.session, area)?;
        open.retain(|it| !self.cases.contains(&it.case_id));
        self.seen_due = seen.iter().chain(&open).map(|it| (it.owner_id, it.due_on)).collect();
        self.assigned = owners(listings, actions);
        for pair in owners(&others, &seen) {
            self.assigned.remove(&pair);
        }
        Ok(())
    }

    /// Whether only those cases have an action of somebody's that was due on a day, or over the days
    /// after it on which nobody works.
    fn is_due_unseen(&self, account: AccountId, day: Day) -> bool {
        let by = day + TimeDelta::days(CLOSED);
        let is_due = |all: &[(AccountId, Day)]| all.iter().any(|it| it.0 == account && it.1 <= by);
        is_due(&self.due) && !is_due(&self.seen_due)
    }

    /// Whether every case is there.
    pub(super) fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Whether a message is about one of those cases alone.
    pub(super) fn is_about(&self, message: &Message) -> bool {
        match &message.notice {
            Notice::ReferralReceived { referral }
            | Notice::ReferralDecided { referral }
            | Notice::ReferralWaiting { referral } => self.referrals.contains(referral),
            Notice::CaseAccepted { listing } => self.listings.contains(listing),
            Notice::TimeAsked { action } | Notice::TimeDecided { action } => {
                self.actions.contains(action)
            }
            Notice::Conflict { case, .. } | Notice::SafeContactChanged { case } => {
                self.cases.contains(case)
            }
            Notice::ActionsAssigned { meeting } => {
                self.assigned.contains(&(*meeting, message.account_id))
            }
            Notice::ResearchAsked { meeting }
            | Notice::ResearchReminder { meeting }
            | Notice::AgendaPublished { meeting }
            | Notice::AgendaChanged { meeting, .. }
            | Notice::MeetingChanged { meeting } => {
                self.expected.contains(&(*meeting, message.account_id))
            }
            Notice::MinutesIssued { meeting, version } => {
                self.copies.contains(&(*meeting, *version, message.account_id))
            }
            Notice::ActionsDue { day } => self.is_due_unseen(message.account_id, *day),
            _ => false,
        }
    }
}

/// The most days in a row on which nobody works.
const CLOSED: i64 = 3;

/// Who owns actions agreed in which meeting.
fn owners(listings: &[Listing], actions: &[Action]) -> HashSet<(MeetingId, AccountId)> {
    let pair = |action: &Action| {
        let listing = listings.iter().find(|it| it.id == action.listing_id)?;
        Some((listing.meeting_id, action.owner_id))
    };
    actions.iter().filter_map(pair).collect()
}

/// Which of some messages are about cases alone that are not there for whoever asks.
pub(in super::super) fn among<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    unseen: &Unseen,
    ids: &[MessageId],
) -> Step<Vec<MessageId>> {
    if ids.is_empty() || unseen.is_empty() {
        return Ok(Vec::new());
    }
    let area = cx.area_id()?;
    let messages = store::outbox::of_ids(cx.session, area, ids)?;
    let returned: Vec<MessageId> = messages.iter().filter_map(returned_of).collect();
    let mut returned = store::outbox::of_ids(cx.session, area, &returned)?;
    returned.retain(|it| unseen.is_about(it));
    // Word that such a message came back is about the same.
    let is_of_one =
        |it: &Message| returned_of(it).is_some_and(|of| returned.iter().any(|it| it.id == of));
    let about = messages.into_iter().filter(|it| unseen.is_about(it) || is_of_one(it));
    Ok(about.map(|it| it.id).collect())
}

/// The message of which another says that it came back.
fn returned_of(message: &Message) -> Option<MessageId> {
    match message.notice {
        Notice::MailReturned { message } => Some(message),
        _ => None,
    }
}

/// Hides a message that is about a case that is not there for whoever asks.
pub(super) fn must_be_seen<Mode>(cx: &mut Cx<'_, '_, Mode>, message: &Message) -> Step<()> {
    if Unseen::read(cx)?.is_about(message) { Err(StepError::Hidden) } else { Ok(()) }
}
