//! What agencies say: written down, changed and taken back.
use super::super::super::path::id;
use super::super::page::{Part, Place};
use super::Addition;
use crate::domain::ids::{AgencyId, ContributionId};
use crate::domain::research::Share;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, NewContribution};
use crate::workflow::{Change, Step};

const LONGEST: usize = 4000;

impl Addition for NewContribution {
    const PART: Part = Part::Said;
    const ANCHOR: &'static str = "agencies-heading";
    const WHAT: &'static str = "What the agency said";
    const STEPS: [&'static str; 3] =
        ["contribution.add", "contribution.change", "contribution.remove"];

    fn read(form: &mut Form) -> Option<Self> {
        let agency = form.choice("agency", "an agency", |it| AgencyId::parse(it).ok());
        let text = form.required("said", "what it says", LONGEST);
        let share = form.choice("share", "how far it may go", |it| Share::parse(it).ok());
        if form.failed() {
            return None;
        }
        Some(Self { agency: agency?, text: Private::new(text?), share: share? })
    }

    fn add(&self, cx: &mut Change<'_, '_>, place: &Place) -> Step<()> {
        hearing::add_contribution(cx, &place.slug, place.id()?, self)
    }

    fn change(&self, cx: &mut Change<'_, '_>, place: &Place, of: &str, seen: i32) -> Step<()> {
        let of = (place.id()?, id::<ContributionId>(of)?);
        hearing::change_contribution(cx, &place.slug, of, seen, self)
    }

    fn remove(cx: &mut Change<'_, '_>, place: &Place, of: &str) -> Step<()> {
        hearing::remove_contribution(cx, &place.slug, place.id()?, id::<ContributionId>(of)?)
    }
}
