//! What agencies know about a case: what they returned and what they say in the meeting.
use super::super::agenda::AgendaItem;
use super::super::{Cx, Step};
use super::Known;
use crate::domain::access::Sight;
use crate::domain::hearing::Contribution;
use crate::domain::ids::AgencyId;
use crate::domain::research::{self, Research, Share, State};
use crate::domain::text::Private;
use crate::store;

/// A text with how far it may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How far.
    pub share: Share,
    /// The text.
    pub text: Private,
}

/// What one agency knows about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyKnows {
    /// The agency.
    pub agency: AgencyId,
    /// Its name.
    pub name: String,
    /// Where its research stands; none when it was not asked.
    pub research: Option<State>,
    /// Whether the research came late.
    pub is_late: bool,
    /// Whom it knows.
    pub known: research::Known,
    /// What it returned, as far as the reader may see it.
    pub returned: Vec<Said>,
    /// An action that it offers.
    pub offer: Private,
    /// What it said in the meeting, as far as the reader may see it.
    pub added: Vec<Contribution>,
}

/// What each agency knows: the referring one first, then those that hold something, then those
/// that have not returned, then those that hold nothing.
pub(super) fn of<Mode>(
    cx: &mut Cx<'_, '_, Mode>,
    item: &AgendaItem,
    sight: Sight,
    known: &Known,
) -> Step<Vec<AgencyKnows>> {
    let (area, listing) = (item.listing.area_id, item.listing.id);
    let mut research = store::research::of_listings(cx.session, area, &[listing])?;
    research.retain(|it| it.state != State::Dropped);
    let mut added = store::contribution::of_listings(cx.session, area, &[listing])?;
    added.retain(|it| may_see(it.share, sight));
    let asked = research.iter().map(|it| it.agency_id);
    let mut agencies: Vec<AgencyId> = asked.chain(added.iter().map(|it| it.agency_id)).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let one = |agency: AgencyId| {
        let returned = research.iter().find(|it| it.agency_id == agency);
        let said = added.iter().filter(|it| it.agency_id == agency).cloned().collect();
        knows(agency, known.agency(agency), returned, said, sight)
    };
    let mut all: Vec<AgencyKnows> = agencies.into_iter().map(one).collect();
    let referring = item.referral.as_ref().map(|it| it.agency_id);
    all.sort_by_key(|it| (Some(it.agency) != referring, rank(it), it.name.clone()));
    Ok(all)
}

fn may_see(share: Share, sight: Sight) -> bool {
    share != Share::ChairOnly || sight == Sight::Everything
}

fn knows(
    agency: AgencyId,
    name: &str,
    research: Option<&Research>,
    added: Vec<Contribution>,
    sight: Sight,
) -> AgencyKnows {
    // What is still being written is the agency's own.
    let sent = research.filter(|it| it.is_in());
    AgencyKnows {
        agency,
        name: name.to_owned(),
        research: research.map(|it| it.state),
        is_late: research.is_some_and(|it| it.is_late),
        known: sent.map(|it| it.known.clone()).unwrap_or_default(),
        returned: sent.map(|it| returned(it, sight)).unwrap_or_default(),
        offer: sent.map(|it| it.offer.clone()).unwrap_or_default(),
        added,
    }
}

/// What a return says, as far as it may go.
fn returned(research: &Research, sight: Sight) -> Vec<Said> {
    let parts = [
        (research.share, &research.text),
        (Share::NotMinuted, &research.not_minuted),
        (Share::ChairOnly, &research.chair_only),
    ];
    let seen = |(share, text): &(Share, &Private)| !text.is_blank() && may_see(*share, sight);
    let said = |(share, text): (Share, &Private)| Said { share, text: text.clone() };
    parts.into_iter().filter(seen).map(said).collect()
}

fn rank(knows: &AgencyKnows) -> u8 {
    match knows.research {
        _ if !knows.added.is_empty() => 0,
        Some(State::Returned) | None => 0,
        Some(State::Asked) => 1,
        Some(State::NothingHeld | State::Dropped) => 2,
    }
}
