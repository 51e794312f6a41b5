//! What would be left with nobody if some people were kept from a case.
use super::super::action;
use super::super::{Change, Cx, Step, access, colleague, schedule};
use crate::domain::access::{Duty, is_there_for};
use crate::domain::account::Colleague;
use crate::domain::action::{Action, EventKind, State};
use crate::domain::ids::{AccountId, AgencyId, CaseId, ListingId, MeetingId};
use crate::domain::refusal::Refused;
use crate::domain::research;
use crate::domain::text::Private;
use crate::store;

/// What would be left with nobody.
pub(super) struct Left {
    /// Open actions of the case that they own.
    pub(super) actions: Vec<Action>,
    /// Agencies asked on it for which nobody else answers.
    pub(super) agencies: Vec<String>,
    /// Whether one of them leads.
    pub(super) leads: bool,
    /// Who remains, and could stand in.
    pub(super) others: Vec<Colleague>,
}

impl Left {
    /// What is left when `kept` are kept from a case.
    pub(super) fn by<Mode>(
        cx: &mut Cx<'_, '_, Mode>,
        case: CaseId,
        kept: &[AccountId],
    ) -> Step<Self> {
        let (area, facts) = (cx.area_id()?, access::facts(cx, &[case])?);
        let mut actions = store::action::of_cases(cx.session, area, &[case])?;
        actions.retain(|it| it.state == State::Open && kept.contains(&it.owner_id));
        let (going, mut others): (Vec<Colleague>, Vec<Colleague>) =
            colleague::in_force(cx)?.into_iter().partition(|it| kept.contains(&it.account.id));
        let is_there = |it: &Colleague| {
            facts.get(&case).is_some_and(|of| is_there_for(it.account.id, of)) && it.takes_part()
        };
        others.retain(is_there);
        let answers =
            |people: &[Colleague], agency| people.iter().any(|it| it.answers_for(&[agency]));
        let only = |it: &AgencyId| answers(&going, *it) && !answers(&others, *it);
        let asked: Vec<AgencyId> = asked(cx, case)?.into_iter().filter(only).collect();
        let names = store::agency::list(cx.session, area)?;
        let agencies = names.into_iter().filter(|it| asked.contains(&it.id)).map(|it| it.name);
        let leads = going.iter().any(|it| it.may(Duty::Record));
        Ok(Self { actions, agencies: agencies.collect(), leads, others })
    }

    /// Whether somebody has to stand in.
    pub(super) fn needs_somebody(&self) -> bool {
        !self.actions.is_empty() || !self.agencies.is_empty() || self.leads
    }

    /// Who could: where one who leads goes, another who leads.
    pub(super) fn could(&self) -> impl Iterator<Item = &Colleague> {
        self.others.iter().filter(|it| !self.leads || it.may(Duty::Record))
    }

    /// Why somebody has to stand in, as a sentence.
    pub(super) fn why(&self) -> String {
        if self.leads {
            return "Choose another chair or coordinator who takes the case".to_owned();
        }
        if self.actions.is_empty() {
            let agencies = self.agencies.join(", ");
            return format!("Choose who takes the case: nobody else answers for {agencies}");
        }
        "Choose who takes over the open actions on this case".to_owned()
    }

    /// Checks who is to stand in. Where nobody could, the case waits for somebody from elsewhere.
    pub(super) fn check(&self, replacement: Option<AccountId>) -> Result<(), Refused> {
        let could = |id| self.could().any(|it| it.account.id == id);
        match replacement {
            Some(id) if could(id) => Ok(()),
            Some(_) => Err(Refused::field("replacement", self.why())),
            None if self.needs_somebody() && self.could().next().is_some() => {
                Err(Refused::field("replacement", self.why()))
            }
            None => Ok(()),
        }
    }

    /// Gives the open actions to whoever stands in.
    pub(super) fn hand_over(
        self,
        cx: &mut Change<'_, '_>,
        replacement: Option<AccountId>,
    ) -> Step<()> {
        let to = self.others.iter().find(|it| Some(it.account.id) == replacement);
        let Some(to) = to else { return Ok(()) };
        for mut action in self.actions {
            (action.owner_id, action.agency_id) = (to.account.id, to.membership.agency_id);
            store::action::update(cx.session, &mut action)?;
            let name = to.account.name.clone();
            action::note(cx, &action, EventKind::Given, name, Private::default())?;
            cx.record("action.give", action.id.as_str(), &[action.case_id]);
        }
        Ok(())
    }
}

/// The agencies asked on a case that is still to be heard.
fn asked<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Vec<AgencyId>> {
    let area = cx.area_id()?;
    let listings = live_listings(cx, case)?;
    let research = store::research::of_listings(cx.session, area, &listings)?;
    let asked = research.into_iter().filter(|it| it.state != research::State::Dropped);
    Ok(asked.map(|it| it.agency_id).collect())
}

/// The listings of a case on meetings that are still to be held or being held.
pub(super) fn live_listings<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId) -> Step<Vec<ListingId>> {
    let area = cx.area_id()?;
    let live: Vec<MeetingId> = schedule::coming(cx)?.iter().map(|it| it.id).collect();
    let mut listings = store::listing::of_cases(cx.session, area, &[case])?;
    listings.retain(|it| live.contains(&it.meeting_id));
    Ok(listings.into_iter().map(|it| it.id).collect())
}
