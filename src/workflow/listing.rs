//! Cases come onto agendas: once for each hearing, with the research asked and the IDVA told.
use super::{Change, Step, agenda, colleague, research};
use crate::domain::access::Duty;
use crate::domain::ids::{AgencyId, ListingId, MeetingId, ReferralId};
use crate::domain::listing::{Listing, State};
use crate::domain::meeting::{AgendaChangeKind, Meeting};
use crate::domain::notice::Notice;
use crate::domain::referral::Referral;
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store;

/// How a case comes onto an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// By the time at which its referral was received.
    InTime,
    /// After referrals closed, for a reason.
    Late(Private),
    /// As an emergency, for a reason: it is heard first.
    Urgent(Private),
    /// Once more, after an earlier hearing.
    CarriedOver(ListingId),
}

impl How {
    /// What kind of change it is, the reason, and the earlier listing.
    fn into_parts(self) -> (AgendaChangeKind, Private, Option<ListingId>) {
        match self {
            Self::InTime => (AgendaChangeKind::Added, Private::default(), None),
            Self::Late(reason) | Self::Urgent(reason) => {
                (AgendaChangeKind::AddedLate, reason, None)
            }
            Self::CarriedOver(from) => {
                (AgendaChangeKind::CarriedOver, Private::default(), Some(from))
            }
        }
    }
}

/// Puts a referral's case onto a meeting's agenda: asks the agencies that should be asked, notes
/// the change, and tells the IDVAs. A case that is on the agenda already stays as it is.
///
/// The meeting is read again and saved: whoever holds it must not save it afterwards.
///
/// # Errors
/// Refused when the meeting is over.
pub fn add(
    cx: &mut Change<'_, '_>,
    referral: &Referral,
    meeting: &Meeting,
    how: How,
) -> Step<Listing> {
    if let Some(listing) = already_on(cx, referral, meeting.id)? {
        return Ok(listing);
    }
    if !meeting.is_live() {
        return Err(Refused::because("This meeting is over. Choose another one").into());
    }
    let is_emergency = matches!(how, How::Urgent(_));
    let (kind, reason, previous_id) = how.into_parts();
    let of = (referral.area_id, referral.case_id, referral.id);
    let listing = Listing {
        is_emergency,
        late_reason: reason.clone(),
        previous_id,
        ..Listing::new(cx.new_id(ListingId::from_uuid), of, meeting.id, cx.now)
    };
    store::listing::insert(cx.session, &listing)?;
    cx.record("listing.add", listing.id.as_str(), &[listing.case_id]);
    agenda::note(cx, meeting.id, listing.id, (kind, reason))?;
    let asked = research::ask(cx, &listing)?;
    if previous_id.is_none() {
        tell_support(cx, &listing, referral.id, &asked)?;
    }
    Ok(listing)
}

/// Takes a further referral of a listed case onto its listing: asks the agencies that it makes
/// necessary, and tells the IDVAs.
///
/// # Errors
/// Fails when the database does.
pub(super) fn extend(cx: &mut Change<'_, '_>, listing: &Listing, referral: &Referral) -> Step<()> {
    let asked = research::ask_about(cx, listing, referral)?;
    tell_support(cx, listing, referral.id, &asked)
}

/// Tells the IDVAs of the agencies asked that a referral was accepted onto a listing.
fn tell_support(
    cx: &mut Change<'_, '_>,
    listing: &Listing,
    referral: ReferralId,
    asked: &[AgencyId],
) -> Step<()> {
    for colleague in colleague::in_force(cx)? {
        if colleague.may(Duty::Support) && asked.contains(&colleague.membership.agency_id) {
            let notice = Notice::CaseAccepted { listing: listing.id };
            let once = format!("case_accepted:{}:{referral}", listing.id);
            cx.tell(colleague.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}

fn already_on(
    cx: &mut Change<'_, '_>,
    referral: &Referral,
    meeting: MeetingId,
) -> Step<Option<Listing>> {
    let all = store::listing::of_cases(cx.session, referral.area_id, &[referral.case_id])?;
    Ok(all.into_iter().find(|it| it.meeting_id == meeting && it.state == State::Listed))
}

/// Passes a listing that is not heard on to a later meeting, with its research. When its case is
/// there already, the listing is taken off.
///
/// # Errors
/// Fails when the database does.
pub(super) fn pass_on(
    cx: &mut Change<'_, '_>,
    mut listing: Listing,
    to: &Meeting,
    reason: &Private,
) -> Step<()> {
    let all = store::listing::of_cases(cx.session, listing.area_id, &[listing.case_id])?;
    if all.iter().any(|it| it.meeting_id == to.id && it.state == State::Listed) {
        let from = listing.meeting_id;
        listing.state = State::Removed;
        store::listing::update(cx.session, &mut listing)?;
        return agenda::note(cx, from, listing.id, (AgendaChangeKind::Deferred, reason.clone()));
    }
    let kinds = (AgendaChangeKind::Deferred, AgendaChangeKind::CarriedOver);
    put_on(cx, listing, to, kinds, reason)
}

/// Puts a listing onto another meeting's agenda with its research, as two kinds of change: there,
/// where it was, and here.
///
/// # Errors
/// Fails when the database does.
pub(super) fn put_on(
    cx: &mut Change<'_, '_>,
    mut listing: Listing,
    to: &Meeting,
    kinds: (AgendaChangeKind, AgendaChangeKind),
    reason: &Private,
) -> Step<()> {
    let was_listed = listing.state == State::Listed;
    let from = std::mem::replace(&mut listing.meeting_id, to.id);
    (listing.pin, listing.state) = (None, State::Listed);
    store::listing::update(cx.session, &mut listing)?;
    if was_listed {
        agenda::note(cx, from, listing.id, (kinds.0, reason.clone()))?;
    }
    agenda::note(cx, to.id, listing.id, (kinds.1, reason.clone()))?;
    research::ask_again(cx, &listing)
}
