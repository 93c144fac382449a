//! Codes of authenticator apps (RFC 6238: six digits, SHA-1, a new one every thirty seconds), and the key as a picture.

use alongside_domain::organisation::Opaque;
use alongside_protocol::{
    ids::{At, StaffId},
    refusal::Refusal,
};
use hmac::{Hmac, KeyInit, Mac};
use qrcode::{EcLevel, QrCode, render::svg};
use sha1::Sha1;

use super::waiting::Waiting;
use crate::clock::Clock;
use crate::limits;

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MILLIS: i64 = 30_000;

/// Keys that are being set up: shown, and not yet confirmed by a code.
pub struct Apps(Waiting<StaffId, Opaque>);

impl Default for Apps {
    fn default() -> Self {
        Self(Waiting::new(limits::QUESTIONS))
    }
}

impl Apps {
    /// A fresh key for somebody, in place of one that was not confirmed.
    ///
    /// # Errors
    /// A refusal while too many are being set up.
    pub fn offer(&self, staff: StaffId, clock: &Clock) -> Result<Opaque, Refusal> {
        // 160 bits, as the hash has them.
        let key = Opaque(written(&clock.secret::<20>()));
        self.0.ask(staff, key.clone(), clock.now())?;
        Ok(key)
    }

    #[must_use]
    pub fn offered(&self, staff: StaffId, now: At) -> Option<Opaque> {
        self.0.look(&staff, now)
    }

    /// The key has been confirmed.
    pub fn confirmed(&self, staff: StaffId, now: At) {
        let _ = self.0.take(&staff, now);
    }
}

/// The step whose code this is: the present one, the one before or the one after, as clocks differ.
#[must_use]
pub fn step_of(key: &Opaque, typed: &str, now: At) -> Option<u64> {
    let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let present = u64::try_from(now.0.div_euclid(STEP_MILLIS)).ok()?;
    let around = [present.saturating_sub(1), present, present + 1];
    around
        .into_iter()
        .find(|step| shown(key, *step).is_some_and(|code| code == typed))
}

/// What an app with this key shows during a step.
#[must_use]
pub fn shown(key: &Opaque, step: u64) -> Option<String> {
    let key = read(&key.0).filter(|key| !key.is_empty())?;
    code(&key, step)
}

/// Whether this looks like a code of an app, rather than a recovery code.
#[must_use]
pub fn is_code(typed: &str) -> bool {
    let mut signs = typed.chars().filter(|sign| !sign.is_whitespace());
    typed.chars().filter(|sign| !sign.is_whitespace()).count() == 6
        && signs.all(|sign| sign.is_ascii_digit())
}

/// RFC 4226: six digits from the place in the hash that its last four bits name.
fn code(key: &[u8], step: u64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let place = usize::from(hash.last()? & 15);
    let four: [u8; 4] = hash.get(place..place + 4)?.try_into().ok()?;
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    Some(format!("{:06}", number % 1_000_000))
}

/// What an app reads from the picture: whose key it is, and the key.
fn address(key: &Opaque, name: &str) -> String {
    let mut label = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                label.push(char::from(byte))
            }
            other => label.push_str(&format!("%{other:02X}")),
        }
    }
    format!(
        "otpauth://totp/Alongside:{label}?secret={}&issuer=Alongside",
        key.0
    )
}

/// The key as a QR code.
#[must_use]
pub fn picture(key: &Opaque, name: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address(key, name), EcLevel::M).ok()?;
    let picture = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .build();
    Some(picture)
}

/// Base 32 of RFC 4648, which apps expect.
fn written(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    let five = |bits: &[u8]| {
        bits.iter()
            .fold(0, |value, bit| value << 1 | usize::from(*bit))
    };
    let letters = bits.chunks(5).filter_map(|bits| LETTERS.get(five(bits)));
    letters.map(|letter| char::from(*letter)).collect()
}

fn read(text: &str) -> Option<Vec<u8>> {
    let mut bits = Vec::with_capacity(text.len() * 5);
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits.extend((0..5).rev().map(|bit| value >> bit & 1));
    }
    let byte = |bits: &[usize]| {
        bits.iter()
            .fold(0_u8, |value, bit| value << 1 | u8::from(*bit == 1))
    };
    Some(bits.chunks_exact(8).map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of the examples in RFC 4226 and RFC 6238.
    const KEY: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfcs() {
        for (step, expected) in [(0, "755224"), (1, "287082"), (9, "520489")] {
            assert_eq!(code(KEY, step).unwrap(), expected);
        }
        // RFC 6238, appendix B: the last six of its eight digits.
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            let key = Opaque(written(KEY));
            assert_eq!(
                step_of(&key, expected, At(seconds * 1000)),
                u64::try_from(seconds / 30).ok()
            );
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let key = Opaque(written(KEY));
        let now = At(59_000);
        assert_eq!(step_of(&key, "755 224", now), Some(0));
        assert_eq!(step_of(&key, "359152", now), Some(2));
        assert_eq!(step_of(&key, "969429", now), None);
        assert_eq!(step_of(&Opaque::default(), "755224", now), None);
    }

    #[test]
    fn a_key_is_written_as_apps_read_it() {
        assert_eq!(written(KEY), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(read(&written(KEY)).unwrap(), KEY);
        assert_eq!(read("01"), None);
    }

    #[test]
    fn a_picture_holds_the_key_and_a_name_with_any_letters() {
        let address = address(&Opaque("ABC".into()), "Zoë & Co?");
        assert_eq!(
            address,
            "otpauth://totp/Alongside:Zo%C3%AB%20%26%20Co%3F?secret=ABC&issuer=Alongside"
        );
        assert!(
            picture(&Opaque(written(KEY)), "Morag")
                .unwrap()
                .contains("<svg")
        );
    }

    #[test]
    fn six_digits_are_a_code_of_an_app_and_anything_else_is_a_recovery_code() {
        assert!(is_code("123 456") && is_code("000000"));
        assert!(!is_code("12345") && !is_code("abcd-efgh-jkmn-pqrs"));
    }
}
