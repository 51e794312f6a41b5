//! What a meeting lacks before it can close.
use super::action::Action;
use super::hearing::Risk;
use super::listing::Listing;

/// Something without which a meeting cannot close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The case has no disposition.
    Disposition,
    /// The risk of this number has neither an action nor a reason for none.
    Answer(i32),
}

/// What one listing lacks, in the order in which a page shows it. Source: the questions of the
/// SafeLives near-miss reviews, which found plans whose actions did not answer the risks.
pub fn lacks(listing: &Listing, risks: &[Risk], actions: &[Action]) -> Vec<Lack> {
    let disposition = listing.disposition.is_none().then_some(Lack::Disposition);
    let open = risks.iter().filter(|it| it.listing_id == listing.id && !is_answered(it, actions));
    disposition.into_iter().chain(open.map(|it| Lack::Answer(it.position))).collect()
}

/// Whether a risk has an action, or a reason for none.
pub fn is_answered(risk: &Risk, actions: &[Action]) -> bool {
    !risk.no_action_reason.is_blank() || actions.iter().any(|it| it.risk_id == Some(risk.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Kind, State as ActionState};
    use crate::domain::hearing::Subject;
    use crate::domain::ids::{
        AccountId, ActionId, AgencyId, AreaId, CaseId, ListingId, MeetingId, ReferralId, RiskId,
    };
    use crate::domain::listing::RiskLevel;
    use crate::domain::text::Private;
    use crate::domain::time::{Day, Instant};

    fn uuid(number: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(number)
    }

    fn listing(disposition: Option<&str>) -> Listing {
        let of = (
            AreaId::from_uuid(uuid(1)),
            CaseId::from_uuid(uuid(4)),
            ReferralId::from_uuid(uuid(5)),
        );
        let (id, meeting) = (ListingId::from_uuid(uuid(2)), MeetingId::from_uuid(uuid(3)));
        Listing {
            disposition: disposition.map(Into::into),
            ..Listing::new(id, of, meeting, Instant::UNIX_EPOCH)
        }
    }

    fn risk(number: u8, reason: &str) -> Risk {
        Risk {
            area_id: AreaId::from_uuid(uuid(1)),
            id: RiskId::from_uuid(uuid(100 + u128::from(number))),
            listing_id: ListingId::from_uuid(uuid(2)),
            position: number.into(),
            subject: Subject::Victim,
            person_id: None,
            text: "He knows the address".into(),
            level: RiskLevel::High,
            no_action_reason: reason.into(),
            version: 1,
        }
    }

    fn action(risk: Option<&Risk>) -> Action {
        Action {
            area_id: AreaId::from_uuid(uuid(1)),
            id: ActionId::from_uuid(uuid(200)),
            case_id: CaseId::from_uuid(uuid(4)),
            listing_id: ListingId::from_uuid(uuid(2)),
            risk_id: risk.map(|it| it.id),
            kind: Kind::Agreed,
            agency_id: AgencyId::from_uuid(uuid(6)),
            owner_id: AccountId::from_uuid(uuid(7)),
            text: "Change the locks".into(),
            due_on: Day::MIN,
            due_at: None,
            first_due_on: Day::MIN,
            state: ActionState::Open,
            closed_at: None,
            closed_by: None,
            outcome: Private::default(),
            asked_due_on: None,
            asked_reason: Private::default(),
            created_by: AccountId::from_uuid(uuid(7)),
            created_at: Instant::UNIX_EPOCH,
            version: 1,
        }
    }

    #[test]
    fn a_listing_lacks_its_disposition_first_and_then_each_open_risk() {
        let risks = [risk(1, ""), risk(2, "He is in prison"), risk(3, "")];
        let actions = [action(None), action(Some(&risks[0]))];
        let found = lacks(&listing(None), &risks, &actions);
        assert_eq!(found, [Lack::Disposition, Lack::Answer(3)]);
    }

    #[test]
    fn a_listing_with_disposition_action_and_reason_lacks_nothing() {
        let risks = [risk(1, ""), risk(2, "He is in prison")];
        let actions = [action(Some(&risks[0]))];
        assert_eq!(lacks(&listing(Some("heard_plan_made")), &risks, &actions), []);
    }

    #[test]
    fn blanks_are_no_reason_and_an_action_for_another_risk_no_answer() {
        let risks = [risk(1, "  "), risk(2, "")];
        let actions = [action(Some(&risks[1]))];
        assert_eq!(lacks(&listing(Some("carry_over")), &risks, &actions), [Lack::Answer(1)]);
    }

    #[test]
    fn the_risks_of_another_listing_do_not_count() {
        let mut elsewhere = risk(1, "");
        elsewhere.listing_id = ListingId::from_uuid(uuid(9));
        assert_eq!(lacks(&listing(Some("carry_over")), &[elsewhere], &[]), []);
    }
}
