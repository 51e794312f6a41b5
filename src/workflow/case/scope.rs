//! How much of one case its reader sees, hearing by hearing.
use std::collections::{HashMap, HashSet};

use super::super::{Cx, Step};
use crate::domain::access::{Duty, Sight, may};
use crate::domain::action::Action;
use crate::domain::ids::{AgencyId, ListingId, MeetingId};
use crate::domain::listing::Listing;
use crate::domain::meeting::Meeting;
use crate::domain::research::{Research, Share, State};
use crate::domain::text::Private;

/// How much of one case its reader sees.
pub(super) struct Scope {
    sight: Sight,
    agency: AgencyId,
    supports: bool,
    shared: HashSet<ListingId>,
}

impl Scope {
    /// The scope of whoever asks. Of a hearing at which their agency is asked they see what others
    /// shared once the meeting has opened or their own return is in.
    pub(super) fn of<Mode>(
        cx: &Cx<'_, '_, Mode>,
        sight: Sight,
        listings: &[Listing],
        meetings: &HashMap<MeetingId, Meeting>,
        research: &[Research],
    ) -> Step<Self> {
        let member = cx.member()?;
        let has_opened = |it: &Research| {
            let listing = listings.iter().find(|listing| listing.id == it.listing_id);
            let meeting = listing.and_then(|it| meetings.get(&it.meeting_id));
            meeting.is_some_and(|it| it.opened_at.is_some())
        };
        let own = research
            .iter()
            .filter(|it| it.agency_id == member.agency && it.state != State::Dropped);
        let shared = own.filter(|it| it.is_in() || has_opened(it)).map(|it| it.listing_id);
        Ok(Self {
            sight,
            agency: member.agency,
            supports: may(member, Duty::Support),
            shared: shared.collect(),
        })
    }

    /// Whether they see everything.
    pub(super) fn is_whole(&self) -> bool {
        self.sight == Sight::Everything
    }

    /// Whether they see what was shared at some hearing.
    pub(super) fn sees_shared(&self) -> bool {
        self.is_whole() || !self.shared.is_empty()
    }

    /// Whether they see the work with the victim.
    pub(super) fn sees_support(&self) -> bool {
        self.is_whole() || self.supports
    }

    /// Whether they see what was shared and decided at a hearing.
    pub(super) fn sees_hearing(&self, listing: ListingId) -> bool {
        self.is_whole() || self.shared.contains(&listing)
    }

    /// Whether they see an action.
    pub(super) fn sees_action(&self, action: &Action) -> bool {
        action.agency_id == self.agency || self.sees_hearing(action.listing_id)
    }

    /// What they see of an agency's research.
    pub(super) fn research(&self, mut research: Research) -> Option<Research> {
        let is_own = research.agency_id == self.agency;
        if !is_own && !self.sees_hearing(research.listing_id) {
            return None;
        }
        if !is_own && !self.is_whole() {
            research.chair_only = Private::default();
            if research.share == Share::ChairOnly {
                research.text = Private::default();
            }
        }
        Some(research)
    }
}
