//! Whether the service lives and can work, for whoever watches the machine.
use actix_web::{HttpResponse, web};

use super::app::App;
use super::routes::{Routes, get};

pub(super) fn routes(routes: &mut Routes) {
    routes.on(get!("/health/live"), live).on(get!("/health/ready"), ready);
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("live\n")
}

/// Names the part that fails.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let failing = app.service.failing_parts().await;
    let mut answer =
        if failing.is_empty() { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    let mut lines = if failing.is_empty() { vec!["ready".to_owned()] } else { failing };
    // Mail that waits is for whoever watches to know; the service works meanwhile.
    if let Ok(Some(waited)) = app.service.oldest_unsent().await {
        lines.push(format!("oldest unsent mail: {} minutes", waited.num_minutes()));
    }
    let body = lines.join("\n") + "\n";
    answer.content_type("text/plain; charset=utf-8").body(body)
}
