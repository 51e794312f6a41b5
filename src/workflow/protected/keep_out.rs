//! Keeps protected contact out of what many read: a text that holds a postcode or a phone number of
//! it is not saved.
//!
//! Whoever may see protected contact is told so, since they know. To anybody else that answer would
//! give away that the number they typed is the one that is hidden. They are refused every postcode
//! and every phone number in the same words, on every case, and without a look at what is
//! protected: nothing can be learnt by trying, not even from how long it takes.
use super::super::{Cx, Step};
use super::may_see;
use crate::domain::actor::Actor;
use crate::domain::ids::CaseId;
use crate::domain::protected::{Mark, marks};
use crate::domain::refusal::Refused;
use crate::domain::text::Private;
use crate::store;

/// What was typed, by the name of its field.
pub type Typed<'a> = (&'a str, &'a Private);

/// Refuses texts about a case that hold what belongs to its protected contact.
///
/// # Errors
/// Refused beside each such field.
pub fn keep_out<Mode>(cx: &mut Cx<'_, '_, Mode>, case: CaseId, typed: &[Typed<'_>]) -> Step<()> {
    if matches!(cx.actor, Actor::Service(_) | Actor::Operator) || typed.iter().all(is_clear) {
        return Ok(());
    }
    if !may_see(cx, case)? {
        return Ok(generic(typed).or_go_on()?);
    }
    let area = cx.area_id()?;
    let Some(contact) = store::protected::of_case(cx.session, area, case)? else { return Ok(()) };
    let mut refused = Refused::default();
    for (field, text) in typed {
        if let Some(mark) = contact.details().found_in(text) {
            refused.add(*field, told(&mark));
        }
    }
    Ok(refused.or_go_on()?)
}

/// Refuses texts that are about many cases when they hold any postcode or phone number, whoever
/// writes them.
///
/// # Errors
/// Refused beside each such field.
pub fn keep_out_of_area(typed: &[Typed<'_>]) -> Result<(), Refused> {
    generic(typed).or_go_on()
}

/// Whether a text can hold nothing that is protected: neither a postcode nor a number.
fn is_clear((_, text): &Typed<'_>) -> bool {
    !text.reveal().chars().any(|it| it.is_ascii_digit())
}

fn told(mark: &Mark) -> String {
    let what = mark.what();
    format!("Take out the {what}: it is protected contact. Keep it there and nowhere else")
}

fn generic(typed: &[Typed<'_>]) -> Refused {
    let mut refused = Refused::default();
    for (field, text) in typed {
        if let Some(mark) = marks(text).first() {
            let what = mark.what();
            let text = format!(
                "Take out the {what}. Postcodes and phone numbers are not kept here: phone the \
                 coordinator with it if somebody needs it"
            );
            refused.add(*field, text);
        }
    }
    refused
}
