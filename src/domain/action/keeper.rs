//! Who answers for an action once its owner takes part for its agency no longer.
use super::{Action, State};
use crate::domain::account::Colleague;
use crate::domain::ids::{AccountId, MembershipId};
use crate::domain::time::Day;

impl Action {
    /// Whether it is open and its owner takes part for its agency no longer: it stays with the
    /// agency, and somebody is to give it to a colleague. `people` are those of the area.
    pub fn is_nobodys(&self, people: &[Colleague], today: Day) -> bool {
        let keeps = |it: &Colleague| it.account.id == self.owner_id && self.is_of(it, today);
        self.state == State::Open && !people.iter().any(keeps)
    }

    /// Who is reminded of it: its owner. When it is nobody's, the agency's lead contact, or else
    /// everybody who takes part for the agency.
    pub fn keepers(
        &self,
        people: &[Colleague],
        lead: Option<MembershipId>,
        today: Day,
    ) -> Vec<AccountId> {
        if !self.is_nobodys(people, today) {
            return vec![self.owner_id];
        }
        let left = people.iter().filter(|it| self.is_of(it, today));
        let (leads, others): (Vec<&Colleague>, Vec<&Colleague>) =
            left.partition(|it| lead == Some(it.membership.id));
        let told = if leads.is_empty() { others } else { leads };
        told.into_iter().filter(|it| it.takes_part()).map(|it| it.account.id).collect()
    }

    /// Whether somebody takes part for the agency that owns it.
    fn is_of(&self, person: &Colleague, today: Day) -> bool {
        person.membership.agency_id == self.agency_id && person.is_in_force(today)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use crate::domain::account::{Account, Membership, State as AccountState};
    use crate::domain::actor::Role;
    use crate::domain::ids::{ActionId, AgencyId, AreaId, CaseId, ListingId};
    use crate::domain::text::Private;
    use crate::domain::time::Instant;

    fn uuid(number: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(number)
    }

    fn person(number: u128, agency: u128) -> Colleague {
        let account_id = AccountId::from_uuid(uuid(number));
        let membership = Membership {
            area_id: AreaId::from_uuid(uuid(1)),
            id: MembershipId::from_uuid(uuid(number)),
            account_id,
            agency_id: AgencyId::from_uuid(uuid(agency)),
            roles: vec![Role::Representative],
            job_title: String::new(),
            starts_on: today(),
            ends_on: None,
            suspended: false,
            version: 1,
            created_at: Instant::UNIX_EPOCH,
        };
        let account = Account {
            id: account_id,
            email: Private::default(),
            name: "Made Up".into(),
            phone: Private::default(),
            password: None,
            state: AccountState::Active,
            version: 1,
            created_at: Instant::UNIX_EPOCH,
            signed_in_at: None,
        };
        Colleague { membership, account, agency: String::new() }
    }

    fn today() -> Day {
        "2026-02-12".parse().unwrap()
    }

    /// An action of the first person, for the second agency.
    fn action() -> Action {
        Action {
            area_id: AreaId::from_uuid(uuid(1)),
            id: ActionId::from_uuid(uuid(1)),
            case_id: CaseId::from_uuid(uuid(1)),
            listing_id: ListingId::from_uuid(uuid(1)),
            risk_id: None,
            kind: Kind::Agreed,
            agency_id: AgencyId::from_uuid(uuid(2)),
            owner_id: AccountId::from_uuid(uuid(1)),
            text: "Fit locks".into(),
            due_on: today(),
            due_at: None,
            first_due_on: today(),
            state: State::Open,
            closed_at: None,
            closed_by: None,
            outcome: Private::default(),
            asked_due_on: None,
            asked_reason: Private::default(),
            created_by: AccountId::from_uuid(uuid(9)),
            created_at: Instant::UNIX_EPOCH,
            version: 1,
        }
    }

    /// Who answers for the action among some people, with one of them as lead contact.
    fn keepers(people: &[Colleague], lead: u128) -> Vec<u128> {
        let found = action().keepers(people, Some(MembershipId::from_uuid(uuid(lead))), today());
        let number = |it: &AccountId| uuid::Uuid::parse_str(it.as_str()).unwrap().as_u128();
        found.iter().map(number).collect()
    }

    #[test]
    fn an_action_stays_its_owners_while_they_take_part_for_the_agency() {
        assert_eq!(keepers(&[person(1, 2), person(3, 2)], 3), [1]);
        assert!(!action().is_nobodys(&[person(1, 2)], today()));
    }

    #[test]
    fn whoever_was_suspended_moved_or_ended_leaves_it_to_the_lead_contact_or_to_all() {
        let mut suspended = person(1, 2);
        suspended.membership.suspended = true;
        let mut ended = person(1, 2);
        ended.membership.ends_on = Some("2026-02-11".parse().unwrap());
        for gone in [suspended, ended, person(1, 5)] {
            let people = [gone, person(3, 2), person(4, 2), person(6, 5)];
            assert!(action().is_nobodys(&people, today()));
            assert_eq!(keepers(&people, 4), [4]);
            assert_eq!(keepers(&people, 6), [3, 4], "a lead contact of another agency");
        }
    }

    #[test]
    fn what_is_closed_needs_nobody() {
        let closed = Action { state: State::Done, ..action() };
        assert!(!closed.is_nobodys(&[], today()));
    }
}
