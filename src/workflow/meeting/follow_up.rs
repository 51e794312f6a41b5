//! What follows a meeting by itself: cases listed again, victims to be told, owners told.
use std::collections::{BTreeSet, HashMap};

use super::super::action::{self, NewAction};
use super::super::listing::{self, How};
use super::super::{Change, Cx, Step, access, colleague, schedule};
use super::closing::disposition;
use crate::domain::access::{CaseFacts, Duty, is_there_for};
use crate::domain::account::Colleague;
use crate::domain::action::{Action, Kind};
use crate::domain::area::OptionalMail;
use crate::domain::disposition::Disposition;
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId, ReferralId};
use crate::domain::listing::Listing;
use crate::domain::meeting::{Meeting, State};
use crate::domain::notice::Notice;
use crate::domain::referral::Referral;
use crate::domain::refusal::Refused;
use crate::domain::research::State as ResearchState;
use crate::domain::time::Day;
use crate::store;

/// What the IDVA is asked to do after a hearing.
const TELL_THE_VICTIM: &str = "Tell the victim, safely, what came of the meeting";

/// The meeting that a case is carried over to: the next one by the calendar.
pub(in super::super) fn next_meeting<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    after: &Meeting,
) -> Step<Option<Meeting>> {
    let coming = schedule::coming(cx)?;
    let later = |it: &Meeting| {
        it.state == State::Scheduled && it.id != after.id && it.starts_at > after.starts_at
    };
    Ok(coming.into_iter().find(later))
}

/// Lists the cases that are carried over on the next meeting, with the research that is there.
pub(super) fn carry_over(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    listings: &[Listing],
) -> Step<()> {
    let again = |it: &&Listing| disposition(it).is_some_and(Disposition::is_listed_again);
    let again: Vec<&Listing> = listings.iter().filter(again).collect();
    if again.is_empty() {
        return Ok(());
    }
    schedule::keep(cx)?;
    let none = "A case is carried over, and no meeting is to come. Call an extra meeting first";
    let next = next_meeting(cx, meeting)?.ok_or_else(|| Refused::because(none))?;
    let cases: Vec<CaseId> = again.iter().map(|it| it.case_id).collect();
    let referrals: HashMap<ReferralId, Referral> =
        store::referral::of_cases(cx.session, meeting.area_id, &cases)?
            .into_iter()
            .map(|it| (it.id, it))
            .collect();
    for listing in again {
        if let Some(referral) = referrals.get(&listing.referral_id) {
            listing::add(cx, referral, &next, How::CarriedOver(listing.id))?;
        }
    }
    Ok(())
}

/// Gives an IDVA, for each case that was heard, the action to tell the victim.
pub(super) fn ask_to_tell(cx: &mut Change<'_, '_>, listings: &[Listing]) -> Step<Vec<Action>> {
    let heard = |it: &&Listing| disposition(it).is_some_and(Disposition::is_heard);
    let heard: Vec<&Listing> = listings.iter().filter(heard).collect();
    let advisers = Advisers::read(cx, &heard)?;
    let due_on = due_on(cx)?;
    let mut actions = Vec::new();
    for listing in heard {
        let Some(adviser) = advisers.of(listing).or_else(|| advisers.otherwise(listing)) else {
            continue;
        };
        let new = NewAction {
            kind: Kind::Feedback,
            risk_id: None,
            agency_id: adviser.membership.agency_id,
            owner_id: adviser.account.id,
            text: TELL_THE_VICTIM.into(),
            due_on,
            due_at: None,
        };
        actions.push(action::enter(cx, listing, new)?);
    }
    Ok(actions)
}

fn due_on(cx: &mut Change<'_, '_>) -> Step<Day> {
    let days = cx.area()?.settings.action.victim_told_after_days;
    Ok(cx.calendar()?.add_working_days(cx.today()?, days))
}

/// Who tells which victim.
struct Advisers {
    idvas: Vec<Colleague>,
    /// Who wrote down a listing's views, or last tried to reach its victim.
    knows: HashMap<ListingId, AccountId>,
    /// The agencies asked on each listing.
    asked: HashMap<ListingId, Vec<AgencyId>>,
    /// Those who lead, whoever closes the meeting first: where an area has no IDVA.
    leads: Vec<Colleague>,
    /// Who is kept from which case.
    facts: HashMap<CaseId, CaseFacts>,
}

impl Advisers {
    fn read(cx: &mut Change<'_, '_>, heard: &[&Listing]) -> Step<Self> {
        let member = cx.member()?;
        let ids: Vec<ListingId> = heard.iter().map(|it| it.id).collect();
        let cases: Vec<CaseId> = heard.iter().map(|it| it.case_id).collect();
        let mut knows = HashMap::new();
        for contact in store::contact::of_cases(cx.session, member.area, &cases)? {
            for listing in heard.iter().filter(|it| it.case_id == contact.case_id) {
                knows.insert(listing.id, contact.account_id);
            }
        }
        for views in store::views::of_listings(cx.session, member.area, &ids)? {
            if !views.text.is_blank() {
                knows.insert(views.listing_id, views.made_by);
            }
        }
        let mut asked: HashMap<_, Vec<_>> = HashMap::new();
        for research in store::research::of_listings(cx.session, member.area, &ids)? {
            if research.state != ResearchState::Dropped {
                asked.entry(research.listing_id).or_default().push(research.agency_id);
            }
        }
        let people = colleague::in_force(cx)?;
        let (idvas, mut leads): (Vec<Colleague>, Vec<Colleague>) =
            people.into_iter().partition(|it| it.may(Duty::Support));
        leads.retain(|it| it.may(Duty::Record));
        leads.sort_by_key(|it| it.membership.id != member.membership);
        Ok(Self { idvas, knows, asked, leads, facts: access::facts(cx, &cases)? })
    }

    /// Whether the case is there for somebody.
    fn is_there(&self, listing: &Listing, adviser: &Colleague) -> bool {
        let facts = self.facts.get(&listing.case_id);
        facts.is_some_and(|it| is_there_for(adviser.account.id, it))
    }

    /// Whoever closes the meeting, or else another of those who lead.
    fn otherwise(&self, listing: &Listing) -> Option<&Colleague> {
        self.leads.iter().find(|it| self.is_there(listing, it))
    }

    /// The IDVA who knows the victim, or one of an agency asked, or any.
    fn of(&self, listing: &Listing) -> Option<&Colleague> {
        let knows = self.knows.get(&listing.id);
        let asked = self.asked.get(&listing.id).map_or(&[][..], Vec::as_slice);
        let is_asked = |it: &&Colleague| asked.contains(&it.membership.agency_id);
        let mut idvas = self.idvas.iter().filter(|it| self.is_there(listing, it));
        let of_victim = idvas.clone().find(|it| Some(&it.account.id) == knows);
        of_victim.or_else(|| idvas.clone().find(is_asked)).or_else(|| idvas.next())
    }
}

/// Minutes from the close until owners are told of their actions; none when the area does not tell
/// them but by the minutes.
pub(super) fn told_after<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Option<u16>> {
    let settings = cx.area()?.settings;
    let tells = settings.mails.contains(&OptionalMail::ActionsAssigned);
    Ok(tells.then_some(settings.minutes.actions_mail_delay_minutes))
}

/// Tells each owner once that there are actions for them, some minutes from now.
pub(super) fn tell_owners(
    cx: &mut Change<'_, '_>,
    meeting: &Meeting,
    actions: &[Action],
) -> Step<()> {
    let Some(minutes) = told_after(cx)? else { return Ok(()) };
    let at = cx.now + chrono::TimeDelta::minutes(minutes.into());
    let owners: BTreeSet<AccountId> = actions.iter().map(|it| it.owner_id).collect();
    for owner in owners {
        let notice = Notice::ActionsAssigned { meeting: meeting.id };
        cx.tell(owner, notice, &format!("actions_assigned:{}", meeting.id), at)?;
    }
    Ok(())
}
