//! The files that pages ask for. An address holds the digest of its content, so that a browser may
//! keep it for ever.
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, web};

use super::answer::Answer;
use super::error::PageError;
use super::routes::{Routes, get};
use crate::views::asset;

pub(super) fn routes(routes: &mut Routes) {
    routes.on(get!("/assets/{file}"), show);
}

/// `GET /assets/{file}`. Needs no sign-in: nothing here is about anybody.
pub(super) async fn show(request: HttpRequest, file: web::Path<String>) -> Answer {
    let asset = asset::find(&file).ok_or(PageError::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::VARY, "Accept-Encoding"));
    Ok(match asset.brotli {
        Some(brotli) if takes_brotli(request.headers()) => {
            response.insert_header((header::CONTENT_ENCODING, "br")).body(brotli)
        }
        _ => response.body(asset.bytes),
    })
}

/// Whether a browser says that it takes brotli, which means over TLS or on loopback.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok());
    accepts.unwrap_or_default().split(',').any(|it| {
        let mut parts = it.split(';').map(str::trim);
        parts.next() == Some("br") && !parts.any(|it| it == "q=0")
    })
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;

    use super::*;

    async fn shown(file: &str, accepts: &str) -> Answer {
        let request = TestRequest::default()
            .insert_header((header::ACCEPT_ENCODING, accepts))
            .to_http_request();
        show(request, web::Path::from(file.to_owned())).await
    }

    fn sheet() -> String {
        asset::address("app.css").unwrap().trim_start_matches("/assets/").to_owned()
    }

    #[actix_web::test]
    async fn a_browser_that_takes_brotli_gets_it_and_keeps_it_for_ever() {
        let response = shown(&sheet(), "gzip, deflate, br, zstd").await.unwrap();
        let headers = response.headers().clone();
        assert_eq!(headers.get(header::CONTENT_ENCODING).unwrap(), "br");
        assert_eq!(
            headers.get(header::CACHE_CONTROL).unwrap(),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(headers.get(header::CONTENT_TYPE).unwrap(), "text/css; charset=utf-8");
        let body = to_bytes(response.into_body()).await.unwrap();
        assert_eq!(Some(&*body), asset::find(&sheet()).unwrap().brotli);
    }

    #[actix_web::test]
    async fn a_browser_that_does_not_take_brotli_gets_the_file_as_it_is() {
        for accepts in ["gzip", "", "br;q=0", "brotli"] {
            let response = shown(&sheet(), accepts).await.unwrap();
            assert!(!response.headers().contains_key(header::CONTENT_ENCODING), "{accepts}");
            let body = to_bytes(response.into_body()).await.unwrap();
            assert_eq!(body, asset::find(&sheet()).unwrap().bytes, "{accepts}");
        }
    }

    #[actix_web::test]
    async fn an_address_without_the_digest_is_not_there() {
        assert!(matches!(shown("app.css", "br").await, Err(PageError::NotFound)));
    }
}
