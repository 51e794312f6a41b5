//! Asking for a restricted case.
use super::{LONGEST, people};
use crate::domain::conflict::Need;
use crate::domain::ids::AccountId;
use crate::domain::text::Private;
use crate::views::conflict::{OpeningPage, needs};
use crate::views::form::Form;
use crate::web::answer::Answer;
use crate::web::posted::Posted;
use crate::web::visit::{Visit, refuse_or_fail};
use crate::workflow::Step;
use crate::workflow::opening::{self, Asked};

/// The form.
pub(super) async fn show(visit: Visit) -> Answer {
    let page = page(&visit, Form::empty()).await?;
    visit.page(&page).await
}

async fn page(visit: &Visit, form: Form) -> Step<OpeningPage> {
    let seconds = visit.look("restricted", opening::seconds).await?;
    Ok(OpeningPage { form, needs: needs(), seconds: people(&seconds) })
}

/// Asks the second person. Whether there is such a case is not told.
pub(super) async fn ask(visit: Visit, mut posted: Posted) -> Answer {
    let form = &mut posted.form;
    let reference = form.required("reference", "the case’s reference", 40);
    let need = form.choice("need", "what the need is", |it| Need::parse(it).ok());
    let reason = form.required("reason", "what the need is, in a sentence", LONGEST);
    let second = form.choice("second", "who is to agree", |it| AccountId::parse(it).ok());
    if let (Some(reference), Some(need), Some(reason), Some(second)) =
        (reference, need, reason, second)
    {
        let asked = Asked { reference, need, reason: Private::new(reason), second };
        let step =
            visit.change("restricted.ask", &posted, move |cx| opening::ask(cx, &asked)).await;
        let said = "If there is such a case, they are asked. Phone them";
        match step {
            Ok(()) => return Ok(visit.see_other("/restricted", said)),
            Err(error) => refuse_or_fail(&mut posted.form, error)?,
        }
    }
    let page = page(&visit, posted.form).await?;
    visit.page_again(&page).await
}
