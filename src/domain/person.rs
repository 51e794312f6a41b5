//! People in a case and the part each has in it. The part is recorded, never inferred.
use serde::{Deserialize, Serialize};

use super::ids::{AreaId, CaseId, PersonId};
use super::text::Private;
use super::time::Day;
use super::word::words;

words! {
    /// The part somebody has in a case.
    Part {
        /// The person at risk.
        Victim = "victim" / "Victim",
        /// The person alleged to cause harm.
        Perpetrator = "perpetrator" / "Alleged perpetrator",
        /// A child.
        Child = "child" / "Child",
        /// Another adult at risk.
        OtherAdult = "other_adult" / "Other adult at risk",
    }
}

/// What is known of somebody beyond name and date of birth. All of it may be blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// Other names and spellings.
    pub also_known_as: Private,
    /// The age, when the date of birth is not known.
    pub age: String,
    /// Gender, as the person describes it.
    pub gender: String,
    /// Where they live.
    pub address: Private,
    /// How they are related to the victim.
    pub relationship: Private,
    /// Ethnicity, as recorded.
    pub ethnicity: String,
    /// Language, interpreter, disability, care: what they need.
    pub needs: Private,
    /// Whether they live with the victim.
    pub in_household: bool,
    /// Whether they are pregnant, and when the baby is due.
    pub pregnancy: Private,
    /// School, nursery or work.
    pub school_or_work: Private,
    /// For a child: plan in force. For a perpetrator: bail, orders, custody.
    pub status: Private,
}

/// Somebody in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The area.
    pub area_id: AreaId,
    /// Their identifier in this case.
    pub id: PersonId,
    /// The case.
    pub case_id: CaseId,
    /// Their part in it.
    pub part: Part,
    /// Their name; blank when it is not known.
    pub name: Private,
    /// The name as matching compares it.
    pub name_key: Private,
    /// Their date of birth.
    pub born_on: Option<Day>,
    /// What else is known.
    pub particulars: Particulars,
    /// Their place among those with the same part.
    pub position: i32,
    /// Counts changes.
    pub version: i32,
}
