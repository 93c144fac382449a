//! A passkey in software: it answers as a phone or a security key would, or as a hostile one.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_CREDENTIAL: u8 = 0x40;

#[derive(Clone)]
pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    pub counter: u32,
    /// The page it believes to be on, and the name that page claims.
    pub origin: String,
    pub name: String,
    /// Whether the person was asked for a finger or a PIN.
    pub verifies: bool,
}

impl Authenticator {
    pub fn new(mark: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[mark; 32]).unwrap(),
            id: vec![mark; 32],
            user: String::new(),
            counter: 1,
            origin: "http://localhost:8080".into(),
            name: "localhost".into(),
            verifies: true,
        }
    }

    /// What it says when it is asked for a new passkey.
    pub fn makes(&mut self, offer: &Value) -> Value {
        let options = &offer["options"];
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let client = self.client("webauthn.create", options);
        let mut data = self.data(WITH_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.answer(json!({
            "clientDataJSON": BASE64.encode(client),
            "attestationObject": BASE64.encode(object),
            "transports": ["internal"],
        }))
    }

    /// What it says when it is asked for a passkey that it has.
    pub fn answers(&mut self, question: &Value) -> Value {
        let client = self.client("webauthn.get", &question["options"]);
        self.counter += 1;
        let data = self.data(0);
        let signed = [data.as_slice(), Sha256::digest(&client).as_slice()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "signature": BASE64.encode(signature.to_der().as_bytes()),
            "userHandle": self.user,
        }))
    }

    fn answer(&self, response: Value) -> Value {
        json!({
            "id": BASE64.encode(&self.id),
            "rawId": BASE64.encode(&self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        })
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["challenge"].as_str().unwrap();
        let origin = &self.origin;
        format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        )
        .into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.name.as_bytes()).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// As COSE writes it: a point of P-256, for ES256.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(point.x().unwrap());
        key.extend(b"\x22\x58\x20");
        key.extend(point.y().unwrap());
        key
    }
}
