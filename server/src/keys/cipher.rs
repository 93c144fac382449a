//! XChaCha20-Poly1305, with what it is bound to, and nothing else.

use alongside_domain::sealing::Whose;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// 256 bits, wiped from memory when it is dropped. It does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self::new(bytes.try_into().ok()?))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[key]")
    }
}

/// The key of what belongs to several: it cannot be made without each of theirs.
#[must_use]
pub fn combined<'a>(keys: impl IntoIterator<Item = (&'a Whose, &'a Key)>) -> Option<Key> {
    let mut keys = keys.into_iter();
    let (first, second) = (keys.next()?, keys.next());
    let Some(second) = second else {
        return Some(first.1.clone());
    };
    let mut hash = Sha256::new_with_prefix(b"alongside: the key of several people");
    for (whose, key) in [first, second].into_iter().chain(keys) {
        hash.update(whose.0.as_bytes());
        hash.update(key.bytes());
    }
    Some(Key::new(hash.finalize().into()))
}

/// The nonce, and behind it what is sealed; `None` when it is too long for the cipher.
#[must_use]
pub fn seal(key: &Key, nonce: [u8; NONCE], bound_to: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: plain,
        aad: bound_to,
    };
    let sealed = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(&XNonce::from(nonce), payload)
        .ok()?;
    Some([&nonce[..], &sealed].concat())
}

/// What was sealed; `None` when anything about it is another.
#[must_use]
pub fn open(key: &Key, bound_to: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let payload = Payload {
        msg: sealed,
        aad: bound_to,
    };
    let plain = XChaCha20Poly1305::new(key.bytes().into()).decrypt(&XNonce::from(nonce), payload);
    plain.ok().map(Zeroizing::new)
}
