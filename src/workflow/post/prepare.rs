//! The letter of a message, made for its one reader from what they may see now.
use super::super::{Cx, Step, stop, untold};
use super::claim::Lease;
use super::office::{Route, office};
use super::{
    Miss, Told, account, action, agenda, conflict, is_about_account, meeting, minutes, referral,
    research, returned,
};
use crate::domain::account::{Account, State};
use crate::domain::actor::{Actor, Member};
use crate::domain::agency::mail_rule;
use crate::domain::letter::{Letter, Reader};
use crate::domain::notice::{Delivery, Message, Notice};
use crate::domain::time::Instant;
use crate::store;

/// What is to be done with a message that was taken.
#[derive(Debug)]
pub enum Prepared {
    /// Send this.
    Letter(Box<Letter>),
    /// Send nothing, for this reason.
    Unwanted(&'static str),
    /// Send nothing while what it is about is closed, for this reason.
    Closed(&'static str),
    /// Send nothing until somebody has looked at it, for this reason.
    Held(&'static str),
}

/// Makes the letter of a message, or says why it is not wanted any more. What it tells of cases is
/// noted as seen. `real_now` is the time by which links expire.
///
/// # Errors
/// Fails when the database does.
pub fn prepare<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    lease: &Lease,
    real_now: Instant,
) -> Step<Prepared> {
    cx.shown_for(lease.message.to_string());
    match letter(cx, lease, real_now) {
        Ok(letter) => Ok(Prepared::Letter(Box::new(letter))),
        Err(Miss::Unwanted(why)) => Ok(Prepared::Unwanted(why)),
        Err(Miss::Held) => Ok(Prepared::Held(HELD)),
        Err(Miss::Closed) => Ok(Prepared::Closed("What it is about is closed for now")),
        Err(Miss::Failed(error)) => Err(error),
    }
}

/// What is said of mail that is held back, to those who oversee it.
const HELD: &str = "They are like somebody of a case that it is about. See “Must not be told” on its \
    cases, then try again";

fn letter<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    lease: &Lease,
    real_now: Instant,
) -> Result<Letter, Miss> {
    let area = cx.area_id()?;
    let message = store::outbox::find(cx.session, area, lease.message)?;
    if message.delivery != Delivery::Leased || message.attempts != lease.attempt {
        return Err(Miss::Unwanted("It was stopped"));
    }
    let person = store::account::find(cx.session, message.account_id)?;
    let rules = store::mail_domain::list(cx.session, area)?;
    let route = Route::by(mail_rule(person.email.reveal(), &rules));
    let route = route.ok_or(Miss::Unwanted("No mail may go to this domain"))?;
    let content = content(cx, &message, &person, (route, real_now))?;
    Ok(Letter {
        office: office(cx)?,
        reader: Reader { name: person.name, address: person.email },
        thread: message.meeting_id,
        content,
    })
}

/// What the letter says, by the first of the reader's memberships for which it says anything.
fn content<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    message: &Message,
    person: &Account,
    (route, real_now): (Route, Instant),
) -> Told {
    let may_be_invited = matches!(message.notice, Notice::Invitation { .. });
    let is_right =
        person.state == State::Active || may_be_invited && person.state == State::Invited;
    if !is_right {
        return Err(Miss::Unwanted("The account is not in use"));
    }
    let members = members(cx, message, person)?;
    let cases = untold::cases_of(cx, &message.notice, &members)?;
    if stop::is_area_closed(cx)? || stop::is_any_closed(cx, &cases, &members)? {
        return Err(Miss::Closed);
    }
    if untold::stops(cx, &message.notice, &cases, person, &members)? {
        return Err(Miss::Held);
    }
    if is_about_account(&message.notice) && !members.is_empty() {
        return account::link(cx, message, real_now);
    }
    let mut missed = Miss::Unwanted("They do not take part in the area any more");
    for member in members {
        let actor = Actor::Member(member.clone());
        let told = cx.on_behalf_of(&actor, |theirs| about(theirs, message, &member, route));
        match told {
            Err(Miss::Unwanted(why)) => missed = Miss::Unwanted(why),
            other => return other,
        }
    }
    Err(missed)
}

/// The places that the reader has in the area today. An invitation may come before the first day.
fn members<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    message: &Message,
    person: &Account,
) -> Result<Vec<Member>, Miss> {
    let today = cx.today()?;
    let mut all = store::membership::of_account(cx.session, person.id)?;
    all.retain(|it| {
        let on = if is_about_account(&message.notice) { today.max(it.starts_on) } else { today };
        it.area_id == message.area_id && it.is_in_force(on)
    });
    Ok(all.into_iter().map(|it| it.member(person.name.clone())).collect())
}

/// What one notice says to one member, who is whoever asks here.
fn about<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    message: &Message,
    member: &Member,
    route: Route,
) -> Told {
    match &message.notice {
        Notice::Invitation { .. } | Notice::PasswordReset { .. } => {
            Err(Miss::Unwanted("The link is for nobody of this area"))
        }
        Notice::ReferralReceived { referral } => referral::received(cx, *referral),
        Notice::ReferralDecided { referral } => referral::decided(cx, *referral),
        Notice::ReferralWaiting { referral } => referral::waiting(cx, *referral),
        Notice::CaseAccepted { listing } => referral::accepted(cx, *listing, route),
        Notice::ResearchAsked { meeting } => research::asked(cx, *meeting, member.agency),
        Notice::ResearchReminder { meeting } => research::reminder(cx, *meeting, member.agency),
        Notice::AgendaPublished { meeting } => agenda::published(cx, *meeting, member),
        Notice::AgendaChanged { meeting, since } => agenda::changed(cx, *meeting, *since, member),
        Notice::MeetingChanged { meeting } => meeting::changed(cx, *meeting),
        Notice::ActionsAssigned { meeting } => action::assigned(cx, *meeting, route),
        Notice::MinutesIssued { meeting, version } => {
            minutes::issued(cx, (*meeting, *version), member, route)
        }
        Notice::ActionsDue { day } => action::due(cx, *day, route),
        Notice::AgencyOverdue { agency, day } => action::overdue(cx, (*agency, *day), member),
        Notice::TimeAsked { action } => action::time_asked(cx, *action),
        Notice::TimeDecided { action } => action::time_decided(cx, *action),
        Notice::SafeContactChanged { case } => action::safe_contact(cx, *case),
        Notice::ExposureReported { report } => returned::exposure(cx, *report),
        Notice::StandInNamed => account::stand_in(cx),
        Notice::MailReturned { message } => returned::returned(cx, *message, route),
        Notice::Conflict { matter, case } => conflict::told(cx, *matter, *case),
    }
}
