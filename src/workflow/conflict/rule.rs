//! Ruling on an interest, and lifting one, for which it takes two.
use super::super::{Change, Cx, Step, StepError, access, colleague, schedule, stand_in};
use super::restrict::lift_restriction;
use super::{leads, tell_leads};
use crate::domain::access::{CaseFacts, Duty, Sight};
use crate::domain::actor::{Member, Role};
use crate::domain::conflict::{Exclusion, Matter, Party, State};
use crate::domain::ids::{CaseId, ExclusionId};
use crate::domain::notice::Notice;
use crate::domain::refusal::{Refused, Stale};
use crate::domain::text::Private;
use crate::domain::time::Instant;
use crate::domain::word::words;
use crate::store;

words! {
    /// What is done about an interest.
    Ruling {
        /// They leave when the case is heard, and the case stays away from them.
        Leave = "leave" / "They leave, and the case stays away from them",
        /// They stay: the case is there for them again.
        Stay = "stay" / "They stay, and see the case again",
        /// Somebody asks a second person to agree that it is lifted.
        AskToLift = "ask_to_lift" / "Ask a second person to agree that it is lifted",
        /// The second person agrees.
        Lift = "lift" / "Agree that it is lifted",
    }
}

/// Rules on an interest, asks to lift it, or agrees to that.
///
/// # Errors
/// Hidden from those who do not lead, do not see the case, or whom it names. Refused when it is not
/// for them: the chair of the meeting that hears the case, or who stands in, rules; whoever asked to
/// lift it does not agree to it.
pub fn rule(
    cx: &mut Change<'_, '_>,
    (case, id): (CaseId, ExclusionId),
    seen: i32,
    (ruling, why): (Ruling, &Private),
) -> Step<()> {
    cx.on_duty(Duty::Record)?;
    access::case(cx, case, Sight::Everything)?;
    let (area, member) = (cx.area_id()?, cx.member()?);
    let mut interest = store::exclusion::find(cx.session, area, id)?;
    if interest.case_id != case {
        return Err(StepError::Hidden);
    }
    Stale::check(interest.version, seen, &[("ruling", "The interest", interest.state.shown())])?;
    let may = Rulings::of(cx, member, &interest)?;
    if !may.0.contains(&ruling) {
        let text = match ruling {
            Ruling::Leave | Ruling::Stay => "Only the meeting’s chair, or who stands in, rules",
            Ruling::AskToLift => "This interest keeps nobody out",
            Ruling::Lift => "Somebody else than the person who asked has to agree",
        };
        return Err(Refused::field("ruling", text).into());
    }
    if why.is_blank() {
        return Err(Refused::field("why", "Enter why").into());
    }
    let asks = ruling == Ruling::AskToLift;
    if matches!(ruling, Ruling::Stay | Ruling::AskToLift | Ruling::Lift) {
        // Each takes a protection away.
        cx.fresh()?;
    }
    settle(cx, &mut interest, (ruling, why))?;
    if asks {
        ask_second(cx, &interest)?;
    }
    Ok(())
}

fn settle(
    cx: &mut Change<'_, '_>,
    interest: &mut Exclusion,
    (ruling, why): (Ruling, &Private),
) -> Step<()> {
    interest.state = match ruling {
        Ruling::Leave => State::Leave,
        Ruling::Stay => State::Stay,
        Ruling::AskToLift => State::LiftAsked,
        Ruling::Lift => State::Lifted,
    };
    (interest.ruled_by, interest.ruled_at) = (cx.actor.account(), Some(cx.now));
    interest.ruling = why.clone();
    store::exclusion::update(cx.session, interest)?;
    let name = format!("conflict.{}", ruling.as_str());
    cx.record(&name, interest.id.as_str(), &[interest.case_id]);
    if ruling == Ruling::Lift && interest.party() == Party::Unnamed {
        lift_restriction(cx, interest.case_id)?;
    }
    Ok(())
}

/// Which rulings are somebody's to make on an interest.
pub(super) struct Rulings(pub(super) Vec<Ruling>);

impl Rulings {
    pub(super) fn of<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        member: &Member,
        interest: &Exclusion,
    ) -> Step<Self> {
        let is_open = matches!(interest.state, State::Declared | State::LiftAsked);
        let rules = is_open && rules(cx, member, interest)?;
        let mut may = Vec::new();
        match interest.state {
            // A restriction keeps nobody by name, so there is nobody to rule on.
            State::Declared if rules && interest.party() != Party::Unnamed => {
                may.extend([Ruling::Leave, Ruling::Stay]);
            }
            State::LiftAsked if rules => may.push(Ruling::Leave),
            _ => {}
        }
        match interest.state {
            State::Declared | State::Leave => may.push(Ruling::AskToLift),
            State::LiftAsked if interest.ruled_by != Some(member.account) => {
                may.push(Ruling::Lift);
            }
            _ => {}
        }
        Ok(Self(may))
    }
}

/// Whether somebody rules on an interest: the chair of the meeting that is to hear the case, or who
/// stands in; any chair while no meeting is.
fn rules<Mode>(cx: &mut Cx<'_, '_, Mode>, member: &Member, interest: &Exclusion) -> Step<bool> {
    if interest.replacement_id == Some(member.account) {
        return Ok(true);
    }
    if !member.is(Role::Chair) {
        return Ok(false);
    }
    let listings = store::listing::of_cases(cx.session, interest.area_id, &[interest.case_id])?;
    let coming = schedule::coming(cx)?;
    let hears = |id| listings.iter().any(|it| it.meeting_id == id);
    let mut hearing = coming.iter().filter(|it| hears(it.id)).peekable();
    Ok(hearing.peek().is_none() || hearing.any(|it| it.is_chaired_by(member.account)))
}

/// Tells who could agree: others who lead, or from outside an administrator and whoever stands in, who
/// see nothing of the case.
fn ask_second(cx: &mut Change<'_, '_>, interest: &Exclusion) -> Step<()> {
    let once = format!("lift:{}:{}", interest.id, interest.version);
    tell_leads(cx, interest.case_id, Matter::LiftAsked, &once)?;
    if !falls_outside(cx, interest)? {
        return Ok(());
    }
    let stand_in = stand_in::find(cx)?.map(|it| it.account.id);
    for person in colleague::in_force(cx)? {
        let is_asked = person.membership.roles.contains(&Role::Administrator)
            || Some(person.account.id) == stand_in && stand_in != interest.ruled_by;
        if is_asked {
            let (matter, case) = (Matter::LiftAsked, interest.case_id);
            let notice = Notice::Conflict { matter, case };
            cx.tell(person.account.id, notice, &once, cx.now)?;
        }
    }
    Ok(())
}

/// Whether nobody else who leads could agree to lift an interest.
fn falls_outside<Mode>(cx: &mut Cx<'_, '_, Mode>, interest: &Exclusion) -> Step<bool> {
    let leads = leads(cx, interest.case_id)?;
    Ok(leads.iter().all(|it| Some(it.account.id) == interest.ruled_by))
}

/// A lifting that waits for somebody from outside, with nothing of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The interest.
    pub id: ExclusionId,
    /// Who asks.
    pub by: Private,
    /// When.
    pub at: Instant,
    /// Counts changes.
    pub version: i32,
}

/// The liftings that wait for an administrator or whoever stands in, because no second person leads.
///
/// # Errors
/// Hidden from all others.
pub fn waiting<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Vec<Waiting>> {
    let member = outsider(cx)?;
    let people = colleague::in_force(cx)?;
    let mut asked = store::exclusion::pending(cx.session, member.area)?;
    asked.retain(|it| it.state == State::LiftAsked && it.ruled_by != Some(member.account));
    let cases: Vec<CaseId> = asked.iter().map(|it| it.case_id).collect();
    let facts = access::facts(cx, &cases)?;
    // Nobody who has an interest in a case lifts one; whether they are named on it is nothing to it.
    let may_agree = |it: &CaseFacts| !it.excluded.contains(&member.account);
    asked.retain(|it| facts.get(&it.case_id).is_some_and(may_agree));
    let mut found = Vec::new();
    for interest in asked {
        if !falls_outside(cx, &interest)? {
            continue;
        }
        let by = people.iter().find(|it| Some(it.account.id) == interest.ruled_by);
        found.push(Waiting {
            id: interest.id,
            by: by.map(|it| it.account.name.clone()).unwrap_or_default(),
            at: interest.ruled_at.unwrap_or(interest.recorded_at),
            version: interest.version,
        });
    }
    Ok(found)
}

/// Lets an administrator or whoever stands in agree that an interest is lifted, where no second person
/// leads.
///
/// # Errors
/// Hidden from all others, and when it does not wait for them.
pub fn agree(cx: &mut Change<'_, '_>, id: ExclusionId, seen: i32) -> Step<()> {
    let member = outsider(cx)?;
    if waiting(cx)?.iter().all(|it| it.id != id) {
        return Err(StepError::Hidden);
    }
    cx.fresh()?;
    let mut interest = store::exclusion::find(cx.session, member.area, id)?;
    Stale::check(interest.version, seen, &[("ruling", "The request", interest.state.shown())])?;
    let why = interest.ruling.clone();
    settle(cx, &mut interest, (Ruling::Lift, &why))
}

fn outsider<Mode>(cx: &mut Cx<'_, '_, Mode>) -> Step<Member> {
    let member = cx.member()?.clone();
    let agrees = member.is(Role::Administrator) || stand_in::is(cx)?;
    if agrees { Ok(member) } else { Err(StepError::Hidden) }
}
