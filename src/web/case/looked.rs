//! Who has looked at one case.
use actix_web::{HttpRequest, web};

use super::super::answer::Answer;
use super::super::audit::{place, place_text, rows};
use super::super::path::id;
use super::super::visit::Visit;
use super::show::head;
use crate::domain::access::{Duty, Sight, may};
use crate::domain::ids::CaseId;
use crate::views::case::LookedPage;
use crate::workflow::audit::{self, Place};
use crate::workflow::case::CasePage;

/// Who looked, newest first, a part of it at a time.
pub(super) async fn looked(visit: Visit, path: web::Path<String>, request: HttpRequest) -> Answer {
    let text = path.into_inner();
    let query = request.query_string().strip_prefix("older=").map(place);
    let from = query.flatten().unwrap_or_default();
    let looked =
        visit.look("case.looked", move |cx| audit::looked(cx, id::<CaseId>(&text)?, from)).await?;
    let case = match looked.case {
        CasePage::Whole(case) => case,
        CasePage::Joined(earlier) => {
            return Ok(visit.see_other(&format!("/cases/{earlier}/looked"), ""));
        }
        CasePage::Own(_) => return Err(visit.not_found("case.looked").await),
    };
    let here = format!("/cases/{}/looked", case.case.id);
    let older = looked.part.older.map(|it| format!("{here}?older={}", place_text(it)));
    let page = LookedPage {
        case: head(&visit, &case, "/looked"),
        only_reads: case.sight != Sight::Everything,
        rows: rows(&visit, &looked.part),
        newest: (from != Place::default()).then_some(here),
        older,
        record: may(visit.member(), Duty::SearchRecord).then(|| "/audit".to_owned()),
    };
    visit.page(&page).await
}
