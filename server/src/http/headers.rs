//! Headers that protect every answer (TRUST 2): nothing foreign is loaded, nobody frames us, nothing is guessed.

use axum::{
    extract::{Request, State},
    http::{
        HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

use super::Doors;
use crate::address::Address;
use crate::limits::HTTPS_ONLY_SECONDS;

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
    if let Ok(policy) = HeaderValue::from_str(&policy(&doors.house.address)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    // Whoever came here once over TLS is not led astray over plain HTTP later.
    if doors.house.address.is_secure()
        && let Ok(only) = HeaderValue::from_str(&format!("max-age={HTTPS_ONLY_SECONDS}"))
    {
        headers.insert(STRICT_TRANSPORT_SECURITY, only);
    }
    // Files say themselves how long they may be kept; everything else may be private.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Older browsers do not take `'self'` to mean our socket as well, so it is named.
fn policy(address: &Address) -> String {
    let socket = address.origin().replacen("http", "ws", 1);
    // A house on one machine is found under another name as well, for passkeys.
    let other = address
        .passkeys_at()
        .map(|(_, origin)| origin.replacen("http", "ws", 1));
    match other.filter(|other| *other != socket) {
        Some(other) => format!("{POLICY}; connect-src 'self' {socket} {other}"),
        None => format!("{POLICY}; connect-src 'self' {socket}"),
    }
}
