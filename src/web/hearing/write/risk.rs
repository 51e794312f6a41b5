//! Risks: stated, changed and taken back.
use super::super::super::path::id;
use super::super::page::{Part, Place};
use super::Addition;
use crate::domain::hearing::Subject;
use crate::domain::ids::{PersonId, RiskId};
use crate::domain::listing::RiskLevel;
use crate::domain::text::Private;
use crate::views::form::Form;
use crate::workflow::hearing::{self, About, NewRisk};
use crate::workflow::{Change, Step};

const LONGEST: usize = 1000;

impl Addition for NewRisk {
    const PART: Part = Part::Risk;
    const ANCHOR: &'static str = "risks-heading";
    const WHAT: &'static str = "The risk";
    const STEPS: [&'static str; 3] = ["risk.add", "risk.change", "risk.remove"];

    fn read(form: &mut Form) -> Option<Self> {
        let about = form.choice("about", "who is at risk, or from whom", about);
        let level = form.choice("level", "how high it is", |it| RiskLevel::parse(it).ok());
        let text = form.required("risk_text", "the risk", LONGEST);
        let reason = form.optional("reason", "why no action answers it", LONGEST);
        if form.failed() {
            return None;
        }
        Some(Self {
            about: about?,
            text: Private::new(text?),
            level: level?,
            no_action_reason: Private::new(reason.unwrap_or_default()),
        })
    }

    fn add(&self, cx: &mut Change<'_, '_>, place: &Place) -> Step<()> {
        hearing::add_risk(cx, &place.slug, place.id()?, self)
    }

    fn change(&self, cx: &mut Change<'_, '_>, place: &Place, of: &str, seen: i32) -> Step<()> {
        let of = (place.id()?, id::<RiskId>(of)?);
        hearing::change_risk(cx, &place.slug, of, seen, self)
    }

    fn remove(cx: &mut Change<'_, '_>, place: &Place, of: &str) -> Step<()> {
        hearing::remove_risk(cx, &place.slug, place.id()?, id::<RiskId>(of)?)
    }
}

fn about(text: &str) -> Option<About> {
    let person = PersonId::parse(text).ok().map(About::Person);
    person.or_else(|| Subject::parse(text).ok().map(About::Unnamed))
}
