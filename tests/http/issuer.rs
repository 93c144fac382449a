//! A provider of accounts (OpenID Connect) in this process: it answers as an honest one would, or as a test wants it to.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use alongside::http::certificate::Certificate;
use alongside::http::listen::{self, Inside};
use alongside::sign_in::provider::{Provider, Settings, SettingsError};
use alongside_protocol::ids::At;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as BASE64},
};
use openidconnect::url::{Url, form_urlencoded};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

pub const CLIENT: &str = "alongside";
pub const SECRET: &str = "a-secret-of-the-client";

#[derive(Clone)]
pub struct Issuer {
    pub url: String,
    pub state: Arc<Mutex<Inner>>,
}

pub struct Inner {
    url: String,
    key: SigningKey,
    pub kid: String,
    /// What a code gives: what was agreed on when it was asked for, and the token.
    codes: BTreeMap<String, (String, String)>,
    /// It answers every call with this instead.
    pub instead: Option<(StatusCode, String)>,
    /// How often it was asked for what it says of itself.
    pub looks: usize,
}

/// Where somebody was sent, as the provider reads it.
pub struct Asked(pub BTreeMap<String, String>);

impl Asked {
    pub fn read(to: &str) -> Self {
        let url = Url::parse(to).unwrap();
        Self(url.query_pairs().into_owned().collect())
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// A token before it is signed, and with what it will be.
pub struct Token {
    pub head: Value,
    pub claims: Value,
    pub key: SigningKey,
    /// A signature that is not the key's.
    pub signature: Option<Vec<u8>>,
}

impl Issuer {
    pub async fn new() -> Self {
        Self::listening("http", None).await
    }

    /// With TLS, and a certificate for `localhost`.
    pub async fn secure(cert: &Path, key: &Path) -> Self {
        let certificate = Arc::new(Certificate::read(cert, key).unwrap());
        Self::listening("https", Some(certificate)).await
    }

    async fn listening(scheme: &str, certificate: Option<Arc<Certificate>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("{scheme}://localhost:{port}");
        let state = Arc::new(Mutex::new(Inner {
            url: url.clone(),
            key: SigningKey::from_slice(&[7; 32]).unwrap(),
            kid: "first".into(),
            codes: BTreeMap::new(),
            instead: None,
            looks: 0,
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(says_of_itself))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&state));
        let (_inside, insiders) = Inside::new();
        let never = std::future::pending();
        tokio::spawn(listen::until(
            listener,
            certificate,
            insiders,
            router,
            never,
        ));
        Self { url, state }
    }

    pub fn provider(&self, vouching: Option<&Path>) -> Result<Provider, SettingsError> {
        Provider::new(Settings {
            issuer: &self.url,
            client_id: CLIENT,
            client_secret: Some(SECRET.into()),
            name: "Example ID",
            vouching,
        })
    }

    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap()
    }

    /// It signs with another key from now on, which it shows.
    pub fn turns_over(&self) {
        let mut inner = self.inner();
        inner.key = SigningKey::from_slice(&[8; 32]).unwrap();
        inner.kid = "second".into();
    }

    /// An honest token for this question.
    pub fn token(&self, asked: &Asked, subject: &str, now: At) -> Token {
        let inner = self.inner();
        let seconds = now.0 / 1000;
        Token {
            head: json!({ "alg": "ES256", "typ": "JWT", "kid": inner.kid }),
            claims: json!({
                "iss": inner.url,
                "sub": subject,
                "aud": CLIENT,
                "iat": seconds,
                "exp": seconds + 300,
                "auth_time": seconds,
                "nonce": asked.get("nonce"),
            }),
            key: inner.key.clone(),
            signature: None,
        }
    }

    /// The code that gives this token to whoever asked.
    pub fn code(&self, asked: &Asked, token: &Token) -> String {
        let part = |value: &Value| BASE64.encode(value.to_string());
        let text = format!("{}.{}", part(&token.head), part(&token.claims));
        let signature = token.signature.clone().unwrap_or_else(|| {
            let signature: Signature = token.key.sign(text.as_bytes());
            signature.to_bytes().to_vec()
        });
        let text = format!("{text}.{}", BASE64.encode(signature));
        let mut inner = self.inner();
        let code = format!("code-{}", inner.codes.len());
        let challenge = asked.get("code_challenge").to_owned();
        inner.codes.insert(code.clone(), (challenge, text));
        code
    }
}

async fn says_of_itself(State(state): State<Arc<Mutex<Inner>>>) -> Response {
    let mut inner = state.lock().unwrap();
    inner.looks += 1;
    let url = inner.url.clone();
    answer(
        &inner,
        json!({
            "issuer": url,
            "authorization_endpoint": format!("{url}/authorize"),
            "token_endpoint": format!("{url}/token"),
            "jwks_uri": format!("{url}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        }),
    )
}

async fn keys(State(state): State<Arc<Mutex<Inner>>>) -> Response {
    let inner = state.lock().unwrap();
    let point = inner.key.verifying_key().to_encoded_point(false);
    let (x, y) = (point.x().unwrap(), point.y().unwrap());
    let key = json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": inner.kid,
        "x": BASE64.encode(x), "y": BASE64.encode(y),
    });
    answer(&inner, json!({ "keys": [key] }))
}

/// Codes are good once, for the client that has its secret and the browser's verifier.
async fn token(
    State(state): State<Arc<Mutex<Inner>>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let mut inner = state.lock().unwrap();
    let form: BTreeMap<String, String> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    let wrong = |error: &str| {
        let said = json!({ "error": error, "error_description": "words of a provider" });
        (StatusCode::BAD_REQUEST, Json(said)).into_response()
    };
    let basic = BASE64_STANDARD.encode(format!("{CLIENT}:{SECRET}"));
    if headers[AUTHORIZATION] != format!("Basic {basic}").as_str() {
        return wrong("invalid_client");
    }
    let Some((challenge, token)) = inner.codes.remove(form["code"].as_str()) else {
        return wrong("invalid_grant");
    };
    if BASE64.encode(Sha256::digest(&form["code_verifier"])) != challenge {
        return wrong("invalid_grant");
    }
    answer(
        &inner,
        json!({ "access_token": "unused", "token_type": "Bearer", "id_token": token }),
    )
}

fn answer(inner: &Inner, usual: Value) -> Response {
    match &inner.instead {
        Some((status, text)) => (*status, text.clone()).into_response(),
        None => Json(usual).into_response(),
    }
}
