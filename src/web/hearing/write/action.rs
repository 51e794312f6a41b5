//! Actions: agreed, changed and taken back while the meeting is open.
use super::super::super::path::id;
use super::super::page::{Part, Place};
use super::Addition;
use crate::domain::due::Due;
use crate::domain::ids::{ActionId, MembershipId, RiskId};
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, AgreedAction};
use crate::workflow::{Change, Step};

const LONGEST: usize = 1000;

impl Addition for AgreedAction {
    const PART: Part = Part::Action;
    /// The box for the next action's words.
    const ANCHOR: &'static str = "text";
    const WHAT: &'static str = "The action";
    const STEPS: [&'static str; 3] = ["action.agree", "action.change", "action.remove"];

    fn read(form: &mut Form) -> Option<Self> {
        let text = form.required("text", "what will be done", LONGEST);
        let owner = form.choice("owner", "who will do it", |it| MembershipId::parse(it).ok());
        let due = form.choice("due", "when it is due", |it| Due::parse(it).ok());
        let due_on = match due {
            Some(Due::Date) => form.optional_day("due_on", "the due date"),
            _ => None,
        };
        let risk = match form.value("risk") {
            "" => None,
            _ => form.choice("risk", "one of the risks of this case", |it| RiskId::parse(it).ok()),
        };
        if form.failed() {
            return None;
        }
        Some(Self { text: Private::new(text?), owner: owner?, due: due?, due_on, risk })
    }

    fn add(&self, cx: &mut Change<'_, '_>, place: &Place) -> Step<()> {
        hearing::add_action(cx, &place.slug, place.id()?, self)
    }

    fn change(&self, cx: &mut Change<'_, '_>, place: &Place, of: &str, seen: i32) -> Step<()> {
        let of = (place.id()?, id::<ActionId>(of)?);
        hearing::change_action(cx, &place.slug, of, seen, self)
    }

    fn remove(cx: &mut Change<'_, '_>, place: &Place, of: &str) -> Step<()> {
        hearing::remove_action(cx, &place.slug, place.id()?, id::<ActionId>(of)?)
    }
}
