//! Pages, their files, and a plain word for addresses that lead nowhere.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, Method, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
            VARY,
        },
    },
    response::{IntoResponse, Response},
};

use super::web::{self, File};

pub async fn trainee(headers: HeaderMap) -> Response {
    named("trainee.html", &headers)
}

pub async fn facilitator(headers: HeaderMap) -> Response {
    named("facilitator.html", &headers)
}

pub async fn support(headers: HeaderMap) -> Response {
    named("support.html", &headers)
}

pub async fn organiser(headers: HeaderMap) -> Response {
    named("organiser.html", &headers)
}

/// Where the exit leads when the programme has chosen no other address (EXIT2).
pub async fn elsewhere(headers: HeaderMap) -> Response {
    named("elsewhere.html", &headers)
}

/// The files that pages ask for; pages themselves have their own addresses.
pub async fn other(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reading || path.ends_with(".html") {
        return nowhere();
    }
    named(path, request.headers())
}

fn named(path: &str, headers: &HeaderMap) -> Response {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let brotli = web::accepts_brotli(text(ACCEPT_ENCODING).unwrap_or_default());
    match web::file(path, brotli) {
        Some(file) => answer(file, text(IF_NONE_MATCH).unwrap_or_default()),
        None => nowhere(),
    }
}

fn answer(file: File, known: &str) -> Response {
    let kept = if file.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (ETAG, file.etag),
        (CACHE_CONTROL, kept),
        (VARY, "accept-encoding"),
    ];
    let same = known
        .split(',')
        .map(str::trim)
        .any(|tag| tag == file.etag || tag == "*");
    if same {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let mut answer = (headers, [(CONTENT_TYPE, file.mime)], Body::from(file.bytes)).into_response();
    if file.brotli {
        answer
            .headers_mut()
            .insert(CONTENT_ENCODING, axum::http::HeaderValue::from_static("br"));
    }
    answer
}

fn nowhere() -> Response {
    let words =
        "There is no page at this address. Please check the link, or ask whoever sent it to you.\n";
    (StatusCode::NOT_FOUND, words).into_response()
}
