//! Words that stand nowhere else, and the search for them, in whatever form they are written.

use std::fmt::Write;

use alongside_protocol::words::Words;
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};

/// Below this length it counts only where it stands by itself: digits of a code may be a part of a moment.
const SHORT: usize = 8;

/// Each with the place it was planted in.
#[derive(Debug, Default)]
pub struct Planted {
    words: Vec<(String, String)>,
}

impl Planted {
    /// A new word for this place.
    pub fn words(&mut self, place: &str) -> Words {
        Words::new(self.text(place))
    }

    pub fn text(&mut self, place: &str) -> String {
        let word = format!("quillonax{}q", self.words.len());
        self.words.push((place.to_owned(), word.clone()));
        word
    }

    /// Something that was not made here and must not be told either.
    pub fn also(&mut self, place: &str, word: &str) {
        assert!(word.len() > 3, "{place} could stand anywhere");
        self.words.push((place.to_owned(), word.to_owned()));
    }

    pub fn some(&self) -> &str {
        &self.words[0].1
    }

    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(place, _)| place.as_str())
    }

    pub fn word(&self, place: &str) -> &str {
        let found = self.words.iter().find(|(known, _)| known == place);
        &found
            .unwrap_or_else(|| panic!("nothing is planted in {place}"))
            .1
    }

    /// # Errors
    /// What stands in the text, by its place.
    pub fn are_not_in(&self, text: &str) -> Result<(), String> {
        let found = self.words.iter().filter(|(_, word)| is_in(word, text));
        let places: Vec<_> = found.map(|(place, _)| place.as_str()).collect();
        match places.is_empty() {
            true => Ok(()),
            false => Err(format!("told to the log: {}", places.join(", "))),
        }
    }
}

fn is_in(word: &str, text: &str) -> bool {
    if word.len() < SHORT {
        return stands_alone(word, text);
    }
    let in_base64 = (0..3).any(|shift| {
        let inside = in_base64(word, shift);
        text.contains(&inside) || text.contains(&inside.replace('+', "-").replace('/', "_"))
    });
    let listed = format!("{:?}", word.as_bytes());
    let bytes = listed.trim_matches(['[', ']']);
    text.contains(word) || in_base64 || text.contains(&in_hex(word)) || text.contains(bytes)
}

fn stands_alone(word: &str, text: &str) -> bool {
    text.match_indices(word).any(|(place, _)| {
        let before = text[..place].chars().next_back();
        let after = text[place + word.len()..].chars().next();
        ![before, after]
            .iter()
            .flatten()
            .any(|sign| sign.is_alphanumeric())
    })
}

/// The letters that are the same wherever the word stands, behind so many other bytes (modulo three).
fn in_base64(word: &str, shift: usize) -> String {
    let bytes = [&vec![0; shift], word.as_bytes()].concat();
    let letters = BASE64_STANDARD_NO_PAD.encode(&bytes);
    letters[(shift * 8).div_ceil(6)..bytes.len() * 8 / 6].to_owned()
}

fn in_hex(word: &str) -> String {
    word.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[test]
fn a_planted_word_is_found_in_every_form() {
    let mut planted = Planted::default();
    let word = planted.text("here");
    planted.also("a code", "123456");
    for told in [
        format!("said: {word}."),
        format!("{:?}", format!("{{\"words\":\"{word}\"}}").into_bytes()),
        in_hex(&format!("x{word}y")),
        BASE64_STANDARD_NO_PAD.encode(format!("x{word}y")),
        base64::prelude::BASE64_URL_SAFE.encode(format!("xyz{word}")),
        base64::prelude::BASE64_STANDARD.encode(format!("ab{word}")),
        "code=123456".to_owned(),
    ] {
        assert!(planted.are_not_in(&told).is_err(), "{told}");
    }
    for told in ["2026-01-01T10:00:00.123456Z", "quillonax", ""] {
        planted.are_not_in(told).unwrap();
    }
}
