//! Secrets that travel: personal links, passes, the first owner's link. Only their SHA-256 is ever kept.
//!
//! They are written in Crockford's base 32, which has no letters that look like digits, so that a link can be typed
//! from paper.

use alongside_domain::{aggregate::Fingerprint, programme::CodeHash};
use sha2::{Digest, Sha256};

use crate::clock::Clock;

/// Letters of a code that are read out together.
const GROUP: usize = 4;

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

    /// 80 bits in 16 letters: for recovery codes, which are typed from paper and tried a few times a minute at most.
    #[must_use]
    pub fn for_recovery(clock: &Clock) -> Self {
        Self(written(&clock.secret::<10>()))
    }

    /// 256 bits: for cookies, which only browsers carry.
    #[must_use]
    pub fn for_pass(clock: &Clock) -> Self {
        Self(written(&clock.secret::<32>()))
    }

    /// What somebody typed or a browser sent; small and capital letters and look-alikes are the same.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let is_letter = |letter: &char| *letter != '-' && !letter.is_whitespace();
        let plain = typed.chars().filter(is_letter).take(64);
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

    /// In groups of four, as people read it from paper.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
        groups.join("-")
    }

    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(&self.0)
    }
}

/// Eight letters to be read out, in two groups of four. It does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// 40 bits, which are enough for ten minutes and five tries.
    #[must_use]
    pub fn new(clock: &Clock) -> Self {
        Self(written(&clock.secret::<5>()))
    }

    /// What somebody typed, in whatever way: capitals, spaces, hyphens and look-alikes make no difference.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let letters = typed.chars().filter(|letter| letter.is_alphanumeric());
        let plain = letters.take(2 * GROUP + 1);
        Self(
            plain
                .map(|letter| likeness(letter.to_ascii_lowercase()))
                .collect(),
        )
    }

    /// For those who read it out, and nobody else.
    #[must_use]
    pub fn spoken(&self) -> String {
        let (first, second) = self.groups();
        format!("{first} {second}").to_uppercase()
    }

    /// What is kept of it. The salt lies apart from the log: a hash of eight letters alone could be guessed.
    #[must_use]
    pub fn hash(&self, salt: &[u8]) -> CodeHash {
        let of = |kind: &str, letters: &str| {
            let salted = Sha256::new_with_prefix(salt).chain_update(kind);
            Fingerprint(salted.chain_update(letters).finalize().into())
        };
        CodeHash {
            first: of("first", self.groups().0),
            whole: of("whole", &self.0),
        }
    }

    fn groups(&self) -> (&str, &str) {
        self.0.split_at_checked(GROUP).unwrap_or((&self.0, ""))
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[code]")
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
    fn code1_a_code_is_eight_letters_and_is_read_however_it_is_typed() {
        let code = Code::new(&Clock::starting_at(At(0)));
        let spoken = code.spoken();
        assert_eq!(spoken.len(), 9);
        let sloppy = spoken.to_lowercase().replace('0', "O").replace('1', "l");
        for typed in [
            spoken.clone(),
            spoken.replace(' ', "-"),
            format!(" {} ", sloppy.replace(' ', "")),
        ] {
            assert_eq!(Code::read(&typed), code, "{typed}");
        }
        assert_ne!(Code::read(&format!("{spoken}x")), code);
        assert_ne!(code.hash(b"salt"), code.hash(b"other salt"));
        assert_eq!(format!("{code:?}"), "[code]");
        for odd in ["", "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}", "abc"] {
            let _ = Code::read(odd).hash(b"salt");
        }
    }

    #[test]
    fn a_pass_has_256_bits() {
        let secret = Secret::for_pass(&Clock::starting_at(At(0)));
        assert_eq!(secret.text().len(), 52);
        assert_eq!(Secret::read(secret.text()), secret);
    }

    #[test]
    fn a_recovery_code_is_read_in_groups() {
        let secret = Secret::for_recovery(&Clock::starting_at(At(0)));
        let typed = secret.in_groups();
        assert_eq!(typed.len(), 19);
        assert_eq!(Secret::read(&typed.replace('-', " ")), secret);
    }

    #[test]
    fn letters_stand_for_five_bits_each() {
        assert_eq!(written(&[0xff, 0xff, 0xff, 0xff, 0xff]), "zzzzzzzz");
        assert_eq!(written(&[0, 0, 0, 0, 1]), "00000001");
        assert_eq!(written(&[0xf8]), "z0");
    }
}
