//! Secrets that travel: personal links, passes, the first owner's link. Only their SHA-256 is ever kept.
//!
//! They are written in Crockford's base 32, which has no letters that look like digits, so that a link can be typed
//! from paper.

use alongside_domain::aggregate::Fingerprint;
use sha2::{Digest, Sha256};

use crate::clock::Clock;

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A secret in its written form. It does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 160 bits in 32 letters: for links, which people may have to type.
    #[must_use]
    pub fn for_link(clock: &Clock) -> Self {
        Self(written(&clock.secret::<20>()))
    }

    /// 256 bits: for cookies, which only browsers carry.
    #[must_use]
    pub fn for_pass(clock: &Clock) -> Self {
        Self(written(&clock.secret::<32>()))
    }

    /// What somebody typed or a browser sent; small and capital letters and look-alikes are the same.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let plain = typed.chars().filter(|letter| *letter != '-').take(64);
        Self(
            plain
                .map(|letter| likeness(letter.to_ascii_lowercase()))
                .collect(),
        )
    }

    /// For the link or the cookie itself, and nowhere else.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(&self.0)
    }
}

/// What is kept of a text that must not be kept.
#[must_use]
pub fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint(Sha256::digest(text.as_bytes()).into())
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

fn likeness(letter: char) -> char {
    match letter {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

/// Five bits a letter. The lengths used here need no filling up beyond the last letter.
fn written(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut put = |value: u32| {
        text.extend(
            LETTERS
                .get((value & 31) as usize)
                .map(|letter| char::from(*letter)),
        );
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            put(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        put(held << (5 - bits));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::ids::At;

    #[test]
    fn a_link_has_32_letters_and_survives_being_typed_from_paper() {
        let secret = Secret::for_link(&Clock::starting_at(At(0)));
        assert_eq!(secret.text().len(), 32);
        let typed = secret
            .text()
            .to_uppercase()
            .replace('0', "O")
            .replace('1', "I");
        assert_eq!(Secret::read(&typed).fingerprint(), secret.fingerprint());
        assert_eq!(format!("{secret:?}"), "[secret]");
    }

    #[test]
    fn a_pass_has_256_bits() {
        let secret = Secret::for_pass(&Clock::starting_at(At(0)));
        assert_eq!(secret.text().len(), 52);
        assert_eq!(Secret::read(secret.text()), secret);
    }

    #[test]
    fn letters_stand_for_five_bits_each() {
        assert_eq!(written(&[0xff, 0xff, 0xff, 0xff, 0xff]), "zzzzzzzz");
        assert_eq!(written(&[0, 0, 0, 0, 1]), "00000001");
        assert_eq!(written(&[0xf8]), "z0");
    }
}
