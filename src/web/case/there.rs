//! Whether a case is still there for the reader: what an open page of it asks.
use actix_web::{HttpResponse, web};

use crate::web::answer::Answer;
use crate::web::path::id;
use crate::web::visit::Visit;
use crate::workflow::access;

/// Says that it is, in no words.
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let text = path.into_inner();
    visit.look("case.there", move |cx| access::there(cx, id(&text)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}
