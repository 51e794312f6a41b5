//! What an agency returns: saved as it goes, returned, or nothing held on many cases at once.
use super::super::{Change, Step, StepError, access, protected, schedule};
use crate::domain::access::{Duty, Sight};
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::meeting::{self, Meeting};
use crate::domain::refusal::{Refused, Stale};
use crate::domain::research::{Known, Research, Share, State};
use crate::domain::text::Private;
use crate::store;

/// Whether an answer is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is returned: those who may will see it.
    Returned,
    /// It is kept for the agency alone, to go on with.
    Draft,
}

/// What an agency answers about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whom it knows.
    pub known: Known,
    /// Whether it says that it holds nothing on any of them.
    pub nothing_held: bool,
    /// What matters for the risk.
    pub text: Private,
    /// How far that may go.
    pub share: Share,
    /// What may be read out but not minuted.
    pub not_minuted: Private,
    /// What is for the chair only.
    pub chair_only: Private,
    /// An action it offers.
    pub offer: Private,
}

impl Answer {
    /// What it says, by the names of its fields.
    fn texts(&self) -> [protected::Typed<'_>; 4] {
        [
            ("text", &self.text),
            ("not_minuted", &self.not_minuted),
            ("chair_only", &self.chair_only),
            ("offer", &self.offer),
        ]
    }

    /// Checks that a return says whether somebody is known, and what if so.
    fn check(&self) -> Result<(), Refused> {
        let knows = self.known != Known::default();
        let says = [&self.text, &self.not_minuted, &self.chair_only];
        let says = says.iter().any(|it| !it.is_blank());
        let mut refused = Refused::default();
        match (knows, self.nothing_held) {
            (false, false) => {
                refused.add("known", "Select who is known, or that nothing is held on any of them");
            }
            (true, true) => {
                refused.add("known", "Select who is known, or nothing held, but not both");
            }
            (false, true) if says => {
                let text = "Select who this is about, or take the text out to hold nothing";
                refused.add("known", text);
            }
            (true, false) if !says => refused.add("text", "Enter what the meeting needs to know"),
            _ => {}
        }
        refused.or_go_on()
    }
}

/// Notes that the reader's agency has looked at a case for the first time.
///
/// # Errors
/// Hidden when the agency is not asked.
pub fn open(cx: &mut Change<'_, '_>, slug: &str, case: CaseId) -> Step<()> {
    let (_, mut research) = own(cx, slug, case)?;
    if research.opened_at.is_none() {
        research.opened_at = Some(cx.now);
        store::research::note(cx.session, &research)?;
        cx.record("research.open", research.id.as_str(), &[case]);
    }
    Ok(())
}

/// Saves or returns what the reader's agency says about a case. What comes after it was due is
/// marked late, unless it was asked only shortly before; it may be changed until the meeting closes.
///
/// # Errors
/// Refused when it is not complete, or the meeting is over; stale when a colleague saved it since
/// `seen`.
pub fn save(
    cx: &mut Change<'_, '_>,
    slug: &str,
    case: CaseId,
    seen: i32,
    given: (Answer, Done),
) -> Step<()> {
    let (meeting, mut research) = own(cx, slug, case)?;
    let (answer, done) = given;
    let now = [
        ("text", "What the meeting needs to know", research.text.reveal()),
        ("not_minuted", "Not to be minuted", research.not_minuted.reveal()),
        ("chair_only", "For the chair only", research.chair_only.reveal()),
        ("offer", "Action you can offer", research.offer.reveal()),
    ];
    Stale::check(research.version, seen, &now)?;
    check_open(&meeting)?;
    protected::keep_out(cx, case, &answer.texts())?;
    // What has been returned stays returned: changing it needs a complete answer again.
    if done == Done::Returned || research.is_in() {
        answer.check()?;
        let state = if answer.nothing_held { State::NothingHeld } else { State::Returned };
        give(cx, &meeting, &mut research, state);
    }
    research.known = answer.known;
    research.text = answer.text;
    research.share = answer.share;
    research.not_minuted = answer.not_minuted;
    research.chair_only = answer.chair_only;
    research.offer = answer.offer;
    research.opened_at = research.opened_at.or(Some(cx.now));
    store::research::update(cx.session, &mut research)?;
    let name = if research.is_in() { "research.return" } else { "research.save" };
    cx.record(name, research.id.as_str(), &[case]);
    Ok(())
}

/// Returns that nothing is held on some cases of a meeting. Those that are returned already stay as
/// they are. Gives how many were returned.
///
/// # Errors
/// Refused when none is chosen, or the meeting is over.
pub fn nothing_held(cx: &mut Change<'_, '_>, slug: &str, cases: &[CaseId]) -> Step<usize> {
    if cases.is_empty() {
        return Err(Refused::field("cases", "Select at least one case").into());
    }
    let mut returned = 0;
    let all = own_of(cx, slug, cases)?;
    check_open(&all.0)?;
    for mut research in all.1.into_iter().filter(|it| it.state == State::Asked) {
        give(cx, &all.0, &mut research, State::NothingHeld);
        store::research::update(cx.session, &mut research)?;
        cx.record("research.nothing_held", research.id.as_str(), &[research.case_id]);
        returned += 1;
    }
    Ok(returned)
}

/// Marks research as answered. Whether it was late is decided by the first answer.
fn give(cx: &Change<'_, '_>, meeting: &Meeting, research: &mut Research, state: State) {
    if !research.is_in() {
        research.is_late = research.would_be_late(meeting.research_due_at, cx.now);
    }
    research.state = state;
    research.returned_at = Some(cx.now);
    research.returned_by = cx.actor.account();
}

fn check_open(meeting: &Meeting) -> Result<(), Refused> {
    match meeting.state {
        meeting::State::Scheduled | meeting::State::Open => Ok(()),
        meeting::State::Closed | meeting::State::Cancelled => {
            let text = "The meeting is over. Phone the coordinator with what you found";
            Err(Refused::because(text))
        }
    }
}

fn own(cx: &mut Change<'_, '_>, slug: &str, case: CaseId) -> Step<(Meeting, Research)> {
    let (meeting, mut all) = own_of(cx, slug, &[case])?;
    Ok((meeting, all.pop().ok_or(StepError::Hidden)?))
}

/// What the reader's agency is asked on some cases of a meeting.
fn own_of(cx: &mut Change<'_, '_>, slug: &str, cases: &[CaseId]) -> Step<(Meeting, Vec<Research>)> {
    cx.on_duty(Duty::ReturnResearch)?;
    let own: AgencyId = cx.member()?.agency;
    let meeting = schedule::by_slug(cx, slug)?;
    let mut listings = store::listing::of_meeting(cx.session, meeting.area_id, meeting.id)?;
    listings.retain(|it| cases.contains(&it.case_id));
    let ids: Vec<_> = listings.iter().map(|it| it.id).collect();
    let mut all = store::research::of_listings(cx.session, meeting.area_id, &ids)?;
    all.retain(|it| it.agency_id == own && it.state != State::Dropped);
    let sights = access::sights(cx, cases)?;
    let sees = |it: &CaseId| sights.get(it).is_some_and(|sight| *sight >= Sight::Asked);
    let is_asked = |case: &CaseId| all.iter().any(|it| it.case_id == *case);
    if !cases.iter().all(|it| sees(it) && is_asked(it)) {
        return Err(StepError::Hidden);
    }
    Ok((meeting, all))
}
