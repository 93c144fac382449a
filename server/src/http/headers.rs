//! Headers that protect every answer (TRUST 2): nothing foreign is loaded, nobody frames us, nothing is guessed.

use axum::{
    extract::{Request, State},
    http::{
        HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

use super::Doors;

/// `svelte-trusted-html` is the one policy of the client's framework, for its own templates.
const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; \
     require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

/// The same on every answer, whoever gives it.
const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    // No feature needs them (R26); a call has its own page.
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

pub async fn protect(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(doors.house.address.origin())) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    // Files say themselves how long they may be kept; everything else may be private.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Older browsers do not take `'self'` to mean our socket as well, so it is named.
fn policy(origin: &str) -> String {
    let socket = origin.replacen("http", "ws", 1);
    format!("{POLICY}; connect-src 'self' {socket}")
}
