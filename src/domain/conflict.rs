//! Conflicts of interest: who is kept from a case and why, who is named on a restricted one, and who
//! was let in for an urgent need.
use super::ids::{AccountId, AgencyId, AreaId, CaseId, ExclusionId, OpeningId};
use super::text::Private;
use super::time::Instant;
use super::word::words;

words! {
    /// What ties somebody to a case.
    Interest {
        /// They are in it themselves.
        OwnPerson = "self" / "They are in the case themselves",
        /// They know the victim.
        KnowsVictim = "knows_victim" / "They know the victim",
        /// They know an alleged perpetrator.
        KnowsPerpetrator = "knows_perpetrator" / "They know an alleged perpetrator",
        /// They work with somebody in it, or manage somebody who is.
        Professional = "professional" / "A professional tie",
        /// Something else.
        Other = "other" / "Something else",
    }
}

words! {
    /// Where an interest stands.
    State {
        /// Declared or recorded: the case is not there for them.
        Declared = "declared" / "Declared",
        /// The chair ruled that they leave: the case is not there for them.
        Leave = "leave" / "Ruled to leave",
        /// The chair ruled that they stay.
        Stay = "stay" / "Ruled to stay",
        /// One person asks to lift it; a second has not agreed. The case is not there for them.
        LiftAsked = "lift_asked" / "Lifting asked for",
        /// Two people lifted it.
        Lifted = "lifted" / "Lifted",
    }
}

impl State {
    /// The states in which the case is not there for whom it names.
    pub const KEEPS_OUT: [Self; 3] = [Self::Declared, Self::Leave, Self::LiftAsked];

    /// Whether the case is not there for whom it names.
    pub fn keeps_out(self) -> bool {
        Self::KEEPS_OUT.contains(&self)
    }
}

/// Whom an interest names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// One person.
    Account(AccountId),
    /// Everybody of an agency.
    Agency(AgencyId),
    /// Everybody who is not named on the case: it is restricted.
    Unnamed,
}

/// That somebody, or an agency, has an interest in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: ExclusionId,
    /// The case.
    pub case_id: CaseId,
    /// The person whom it names, if it names one.
    pub account_id: Option<AccountId>,
    /// The agency that it names, if it names one. With neither it is a restriction.
    pub agency_id: Option<AgencyId>,
    /// What ties them to the case.
    pub interest: Interest,
    /// The same in words.
    pub reason: Private,
    /// Who recorded it; none when the service found it.
    pub recorded_by: Option<AccountId>,
    /// When.
    pub recorded_at: Instant,
    /// Where it stands.
    pub state: State,
    /// Who ruled on it, or asked to lift it.
    pub ruled_by: Option<AccountId>,
    /// When.
    pub ruled_at: Option<Instant>,
    /// The ruling's reason, or why it is to be lifted.
    pub ruling: Private,
    /// Who stands in for them on this case.
    pub replacement_id: Option<AccountId>,
    /// Counts changes.
    pub version: i32,
}

impl Exclusion {
    /// An interest that somebody has from an instant on, of which nothing else is known yet.
    pub fn new(
        (area_id, id): (AreaId, ExclusionId),
        (case_id, party): (CaseId, Party),
        recorded_at: Instant,
    ) -> Self {
        let (account_id, agency_id) = match party {
            Party::Account(account) => (Some(account), None),
            Party::Agency(agency) => (None, Some(agency)),
            Party::Unnamed => (None, None),
        };
        Self {
            area_id,
            id,
            case_id,
            account_id,
            agency_id,
            interest: Interest::Other,
            reason: Private::default(),
            recorded_by: None,
            recorded_at,
            state: State::Declared,
            ruled_by: None,
            ruled_at: None,
            ruling: Private::default(),
            replacement_id: None,
            version: 1,
        }
    }

    /// What it is, for people.
    pub fn tie(&self) -> &'static str {
        match self.party() {
            Party::Unnamed => "The case is restricted",
            Party::Account(_) | Party::Agency(_) => self.interest.shown(),
        }
    }

    /// Where it stands, for people.
    pub fn standing(&self) -> &'static str {
        match (self.party(), self.state) {
            (Party::Unnamed, State::Declared | State::Leave) => "In force",
            (_, state) => state.shown(),
        }
    }

    /// Whom it names.
    pub fn party(&self) -> Party {
        let agency = self.agency_id.map_or(Party::Unnamed, Party::Agency);
        self.account_id.map_or(agency, Party::Account)
    }
}

/// Somebody who is named on a restricted case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseName {
    /// The area.
    pub area_id: AreaId,
    /// The case.
    pub case_id: CaseId,
    /// Whom it names.
    pub account_id: AccountId,
    /// Who named them.
    pub named_by: AccountId,
    /// When.
    pub named_at: Instant,
}

words! {
    /// What somebody is told of, without anything of the case.
    Matter {
        /// Somebody declared an interest, or one was recorded.
        Declared = "declared" / "An interest in a case was declared",
        /// Somebody asks a second person to agree that an interest is lifted.
        LiftAsked = "lift_asked" / "Somebody asks you to agree",
        /// Somebody asks a second person to agree that a restricted case is opened.
        OpeningAsked = "opening_asked" / "Somebody asks you to agree",
        /// A restricted case was opened for an urgent need.
        Opened = "opened" / "A restricted case was opened",
        /// A case is there for nobody who leads.
        CoordinatorNeeded = "coordinator_needed" / "A case needs a coordinator from elsewhere",
    }
}

words! {
    /// Why a restricted case has to be opened at once.
    Need {
        /// Somebody may come to serious harm today.
        Danger = "danger" / "Somebody may come to serious harm today",
        /// A child may come to harm.
        Child = "child" / "A child may come to harm",
        /// The police or a court ask, and nobody who is named can be reached.
        Unreachable = "unreachable" / "It cannot wait, and nobody who is named can be reached",
    }
}

/// That somebody was let, or asks to be let, into a restricted case for an urgent need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: OpeningId,
    /// The case.
    pub case_id: CaseId,
    /// Who asks.
    pub account_id: AccountId,
    /// Why.
    pub need: Need,
    /// The same in words.
    pub reason: Private,
    /// When they asked.
    pub asked_at: Instant,
    /// The second person, who has to agree.
    pub second_id: AccountId,
    /// When the second person agreed.
    pub confirmed_at: Option<Instant>,
    /// Until when it lasts, or may be agreed to.
    pub ends_at: Instant,
    /// Counts changes.
    pub version: i32,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_interest_keeps_out_until_the_chair_lets_stay_or_two_people_lift_it() {
        for state in State::ALL {
            let ends = [State::Stay, State::Lifted].contains(state);
            assert_eq!(state.keeps_out(), !ends, "{state:?}");
        }
    }

    #[test]
    fn a_restriction_is_told_as_one_and_an_interest_as_what_it_is() {
        let ids = (AreaId::from_uuid(Uuid::nil()), ExclusionId::from_uuid(Uuid::nil()));
        let case = CaseId::from_uuid(Uuid::nil());
        let of = |party| Exclusion::new(ids, (case, party), Instant::UNIX_EPOCH);
        let told = |it: &Exclusion| (it.tie(), it.standing());
        let mut restricted = of(Party::Unnamed);
        assert_eq!(told(&restricted), ("The case is restricted", "In force"));
        restricted.state = State::LiftAsked;
        assert_eq!(restricted.standing(), "Lifting asked for");
        let mut interest = of(Party::Account(AccountId::from_uuid(Uuid::nil())));
        interest.interest = Interest::KnowsVictim;
        assert_eq!(told(&interest), ("They know the victim", "Declared"));
    }
}
