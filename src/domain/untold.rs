//! Who must not be told of a case: the people in it and others whom somebody recorded, and how alike
//! somebody who gets mail is to them.
use super::ids::{AccountId, AreaId, CaseId, UntoldId};
use super::matching::name_key;
use super::minutes::surname;
use super::person::Person;
use super::protected::Mark;
use super::text::Private;
use super::time::Instant;
use super::word::words;

/// Somebody recorded on a case who must not be told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The area.
    pub area_id: AreaId,
    /// Its identifier.
    pub id: UntoldId,
    /// The case.
    pub case_id: CaseId,
    /// Their name, or that of a party.
    pub name: Private,
    /// Who they are: "His brother, lends him the car".
    pub relation: Private,
    /// Their mail address.
    pub email: Private,
    /// Their phone number.
    pub phone: Private,
    /// Where they live.
    pub address: Private,
    /// Whom they work for.
    pub employer: Private,
    /// Who recorded them.
    pub added_by: AccountId,
    /// When.
    pub added_at: Instant,
}

words! {
    /// What somebody has in common with one who must not be told.
    Likeness {
        /// The same mail address.
        Email = "email" / "the same email address",
        /// The same phone number.
        Phone = "phone" / "the same phone number",
        /// The same name and the same employer.
        NameAndEmployer = "name_and_employer" / "the same name and employer",
        /// The same name.
        Name = "name" / "the same name",
        /// The same surname.
        Surname = "surname" / "the same surname",
        /// The employer is their agency.
        Employer = "employer" / "the same employer",
    }
}

/// What a likeness does to mail about the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It never leaves.
    Never,
    /// It leaves once somebody said that they are two people.
    UntilChecked,
    /// It leaves, and whoever sends it is shown the two beforehand.
    Shown,
}

impl Likeness {
    /// What it does to mail.
    pub fn weight(self) -> Weight {
        match self {
            Self::Email | Self::Phone | Self::NameAndEmployer => Weight::Never,
            Self::Name => Weight::UntilChecked,
            Self::Surname | Self::Employer => Weight::Shown,
        }
    }
}

words! {
    /// What was said of somebody who is like one who must not be told.
    Verdict {
        /// They are another person.
        Other = "other" / "Another person",
        /// They get no mail about the case.
        Out = "out" / "Not told of this case",
    }
}

/// What was said of one recipient on one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The area.
    pub area_id: AreaId,
    /// The case.
    pub case_id: CaseId,
    /// The recipient.
    pub account_id: AccountId,
    /// What was said.
    pub verdict: Verdict,
    /// By whom.
    pub checked_by: AccountId,
    /// When.
    pub checked_at: Instant,
}

/// Whether mail about a case stops before somebody.
pub fn stops(likeness: Likeness, verdict: Option<Verdict>) -> bool {
    match (likeness.weight(), verdict) {
        (Weight::Never, _) | (_, Some(Verdict::Out)) | (Weight::UntilChecked, None) => true,
        (Weight::UntilChecked | Weight::Shown, _) => false,
    }
}

/// Somebody who gets mail, as they are compared.
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'a> {
    /// Their name.
    pub name: &'a Private,
    /// Their mail address.
    pub email: &'a Private,
    /// Their phone number.
    pub phone: &'a Private,
    /// Their agency.
    pub agency: &'a str,
}

/// Somebody of a case, as they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    names: Vec<Private>,
    email: Private,
    phone: Private,
    employer: Private,
}

impl From<&Person> for Known {
    fn from(it: &Person) -> Self {
        let also = it.particulars.also_known_as.reveal().split([',', ';', '\n', '/']);
        let names = also.map(Private::from).chain([it.name.clone()]);
        let employer = it.particulars.school_or_work.clone();
        let (email, phone) = Default::default();
        Self { names: names.filter(|it| !it.is_blank()).collect(), email, phone, employer }
    }
}

impl From<&Untold> for Known {
    fn from(it: &Untold) -> Self {
        Self {
            names: vec![it.name.clone()],
            email: it.email.clone(),
            phone: it.phone.clone(),
            employer: it.employer.clone(),
        }
    }
}

impl Known {
    /// The weightiest thing that somebody who gets mail has in common with them.
    pub fn likeness(&self, it: &Recipient<'_>) -> Option<Likeness> {
        let employer = works_for(&self.employer, it.agency);
        let is_named = self.names.iter().any(|name| is_same_name(name, it.name));
        if is_same_address(&self.email, it.email) {
            return Some(Likeness::Email);
        }
        if Mark::is_same_phone(&self.phone, it.phone) {
            return Some(Likeness::Phone);
        }
        match (is_named, employer) {
            (true, true) => Some(Likeness::NameAndEmployer),
            (true, false) => Some(Likeness::Name),
            _ if self.names.iter().any(|name| is_same_surname(name, it.name)) => {
                Some(Likeness::Surname)
            }
            (false, true) => Some(Likeness::Employer),
            (false, false) => None,
        }
    }
}

/// The weightiest likeness of somebody to any of those known.
pub fn weightiest(known: &[Known], it: &Recipient<'_>) -> Option<Likeness> {
    let found: Vec<Likeness> = known.iter().filter_map(|one| one.likeness(it)).collect();
    Likeness::ALL.iter().find(|one| found.contains(one)).copied()
}

fn is_same_address(one: &Private, other: &Private) -> bool {
    let plain = |it: &Private| it.reveal().trim().to_lowercase();
    !one.is_blank() && plain(one) == plain(other)
}

fn is_same_name(one: &Private, other: &Private) -> bool {
    let key = name_key(one);
    !key.is_blank() && key == name_key(other)
}

fn is_same_surname(one: &Private, other: &Private) -> bool {
    let key = |it: &Private| surname(it.reveal().trim()).map(|it| name_key(&it));
    key(one).is_some_and(|it| !it.is_blank() && key(other) == Some(it))
}

/// Whether what is written of somebody's work names an agency: all the words of its name.
fn works_for(work: &Private, agency: &str) -> bool {
    let (work, agency) = (name_key(work), name_key(&agency.into()));
    let has = |word: &str| work.reveal().split(' ').any(|it| it == word);
    !agency.is_blank() && agency.reveal().split(' ').all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: &[&str], email: &str, phone: &str, employer: &str) -> Known {
        Known {
            names: names.iter().map(|it| (*it).into()).collect(),
            email: email.into(),
            phone: phone.into(),
            employer: employer.into(),
        }
    }

    fn likeness(known: &Known) -> Option<Likeness> {
        let (name, email) = ("Lee Hart".into(), "l.hart@police.example".into());
        let phone = "01632 960101".into();
        let agency = "Northshire Police";
        known.likeness(&Recipient { name: &name, email: &email, phone: &phone, agency })
    }

    #[test]
    fn the_weightiest_likeness_counts() {
        for (one, expected) in [
            (known(&["Somebody"], "L.Hart@Police.example ", "", ""), Some(Likeness::Email)),
            (known(&[], "", "+44 1632 960101", ""), Some(Likeness::Phone)),
            (
                known(&["HART, Lee"], "", "", "a sergeant of Northshire Police"),
                Some(Likeness::NameAndEmployer),
            ),
            (known(&["Jo Fox", "Lee Hart"], "", "", "a bakery"), Some(Likeness::Name)),
            (known(&["Mick Hart"], "", "", ""), Some(Likeness::Surname)),
            (known(&["Jo Fox"], "", "", "Police, Northshire"), Some(Likeness::Employer)),
            (known(&["Jo Fox"], "x@y.example", "07700 900000", "Police"), None),
            (known(&["Unknown"], "", "", ""), None),
            (Known::default(), None),
        ] {
            assert_eq!(likeness(&one), expected, "{one:?}");
        }
        let both = [known(&["Mick Hart"], "", "", ""), known(&[], "", "01632960101", "")];
        let (name, email, phone) = ("Lee Hart".into(), "".into(), "01632 960101".into());
        let lee = Recipient { name: &name, email: &email, phone: &phone, agency: "" };
        assert_eq!(weightiest(&both, &lee), Some(Likeness::Phone));
    }

    #[test]
    fn what_is_surely_the_same_person_is_never_mailed_whatever_anybody_says() {
        for verdict in [None, Some(Verdict::Other), Some(Verdict::Out)] {
            for likeness in [Likeness::Email, Likeness::Phone, Likeness::NameAndEmployer] {
                assert!(stops(likeness, verdict));
            }
            assert_eq!(stops(Likeness::Name, verdict), verdict != Some(Verdict::Other));
            for likeness in [Likeness::Surname, Likeness::Employer] {
                assert_eq!(stops(likeness, verdict), verdict == Some(Verdict::Out));
            }
        }
    }
}
