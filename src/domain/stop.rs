//! The stop button: that something may be exposed, and a case or a whole area closed until somebody has
//! looked.
use super::ids::{AccountId, AreaId, CaseId, ReportId, StopId};
use super::refusal::Refused;
use super::text::Private;
use super::time::Instant;

/// That somebody says that something is exposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ReportId,
    /// What they saw, in their words.
    pub words: Private,
    /// Who.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
}

/// That a case or a whole area is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: StopId,
    /// The case; none when the whole area is closed.
    pub case_id: Option<CaseId>,
    /// Why, in the words of whoever closed it.
    pub words: Private,
    /// Who closed it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// Who asked that it is opened again.
    pub asked_by: Option<AccountId>,
    /// Who opened it again.
    pub lifted_by: Option<AccountId>,
    /// When.
    pub lifted_at: Option<Instant>,
    /// Counts changes.
    pub version: i32,
}

impl Stop {
    /// Somebody says that it is to be opened again: a case opens at once, an area when a second person
    /// says so, too.
    ///
    /// # Errors
    /// Refused when it is open already, and when the same person says so twice.
    pub fn lift(&mut self, by: AccountId, now: Instant) -> Result<(), Refused> {
        if self.lifted_at.is_some() {
            return Err(Refused::because("It is open again already"));
        }
        match (self.case_id, self.asked_by) {
            (None, None) => self.asked_by = Some(by),
            (None, Some(first)) if first == by => {
                let text = "You have asked for it. Another person must agree";
                return Err(Refused::because(text));
            }
            _ => (self.lifted_by, self.lifted_at) = (Some(by), Some(now)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> AccountId {
        AccountId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn stop(case_id: Option<CaseId>) -> Stop {
        Stop {
            area_id: AreaId::from_uuid(uuid::Uuid::from_u128(1)),
            id: StopId::from_uuid(uuid::Uuid::from_u128(2)),
            case_id,
            words: Private::default(),
            made_by: person(1),
            made_at: Instant::UNIX_EPOCH,
            asked_by: None,
            lifted_by: None,
            lifted_at: None,
            version: 1,
        }
    }

    #[test]
    fn an_area_is_opened_by_two_people_and_a_case_by_one() {
        let now = Instant::UNIX_EPOCH;
        let mut area = stop(None);
        area.lift(person(1), now).unwrap();
        assert!(area.lifted_at.is_none());
        assert!(area.lift(person(1), now).is_err() && area.lifted_at.is_none());
        area.lift(person(2), now).unwrap();
        assert_eq!((area.lifted_by, area.lifted_at), (Some(person(2)), Some(now)));
        assert!(area.lift(person(3), now).is_err());
        let mut case = stop(Some(CaseId::from_uuid(uuid::Uuid::from_u128(3))));
        case.lift(person(1), now).unwrap();
        assert_eq!(case.lifted_by, Some(person(1)));
    }
}
