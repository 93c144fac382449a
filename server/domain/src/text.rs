//! Words as people typed them, made fit to keep (rule ASK5).
//!
//! Spaces around the text go, letters are kept in their composed form (NFC), and what cannot be seen goes too:
//! control characters, zero-width characters and anything that turns the reading direction round, because with these
//! one name can be made to look like another. Nothing that can be seen is ever cut: too long is refused.
//!
//! [`line`] is for one-line fields such as names, [`block`] for fields that keep their line breaks.

use crate::limits;
use alongside_protocol::{refusal::Refusal, words::Words};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// One line of text with something in it. `field` is how the person knows it ("Name"); `letters` is the limit.
///
/// # Errors
/// A refusal to mend it when nothing that can be seen is left, or when it is too long.
pub fn line(words: &Words, field: &str, letters: usize) -> Result<Words, Refusal> {
    something(words, optional_line(words, field, letters)?, field)
}

/// Several lines of text with something in them.
///
/// # Errors
/// As for [`line`].
pub fn block(words: &Words, field: &str, letters: usize) -> Result<Words, Refusal> {
    something(words, optional_block(words, field, letters)?, field)
}

/// One line that may stay empty.
///
/// # Errors
/// A refusal to mend it when it is too long.
pub fn optional_line(words: &Words, field: &str, letters: usize) -> Result<Words, Refusal> {
    clean(words, field, letters, |lines| {
        lines.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// Several lines that may stay empty.
///
/// # Errors
/// A refusal to mend them when they are too long.
pub fn optional_block(words: &Words, field: &str, letters: usize) -> Result<Words, Refusal> {
    clean(words, field, letters, |lines| {
        lines
            .split('\n')
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned()
    })
}

/// How many letters a person sees in it.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.graphemes(true).count()
}

/// Two names that read the same are the same here: small and capital letters and spacing make no difference.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn something(typed: &Words, kept: Words, field: &str) -> Result<Words, Refusal> {
    if !kept.is_empty() {
        return Ok(kept);
    }
    Err(Refusal::mend(if typed.text().trim().is_empty() {
        format!("{field} is still empty. Please fill it in.")
    } else {
        format!("{field} holds only characters that cannot be seen. Please type it again.")
    }))
}

fn clean(
    words: &Words,
    field: &str,
    limit: usize,
    lay_out: impl FnOnce(&str) -> String,
) -> Result<Words, Refusal> {
    // Four bytes are the most a code point takes; a longer text needs no counting.
    if words.text().len() > limit * limits::MARKS_PER_LETTER * 4 {
        return Err(too_long(field, limit, None));
    }
    let kept = lay_out(&visible(words.text()));
    let count = letters(&kept);
    if count > limit {
        return Err(too_long(field, limit, Some(count)));
    }
    if kept.chars().count() > limit * limits::MARKS_PER_LETTER {
        return Err(Refusal::mend(format!(
            "{field} has more accents and marks than letters can carry. Please write it more simply."
        )));
    }
    Ok(Words::new(kept))
}

fn too_long(field: &str, limit: usize, count: Option<usize>) -> Refusal {
    let count = count.map_or_else(|| "far longer".to_owned(), |count| format!("{count} long"));
    Refusal::mend(format!(
        "{field} can have at most {limit} characters; this is {count}. Nothing was cut, so you can shorten it."
    ))
}

/// The text in NFC, line breaks as `\n`, without what cannot be seen.
fn visible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.nfc().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    kept.push('\n');
                }
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push(' '),
            // Joiners belong inside emoji and some scripts; between plain letters they only hide.
            '\u{200c}' | '\u{200d}' => {
                let joins = |side: Option<char>| {
                    side.is_some_and(|c| !c.is_ascii() && !c.is_whitespace() && !unseen(c))
                };
                if joins(kept.chars().next_back()) && joins(letters.peek().copied()) {
                    kept.push(letter);
                }
            }
            // The flags of Wales, Scotland and England are a black flag with letters behind it that cannot be seen.
            '\u{e0020}'..='\u{e007f}' => {
                if kept
                    .chars()
                    .next_back()
                    .is_some_and(|c| matches!(c, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}'))
                {
                    kept.push(letter);
                }
            }
            _ if unseen(letter) => {}
            _ => kept.push(letter),
        }
    }
    // What stood between a letter and its accent may be gone now.
    kept.nfc().collect()
}

/// Characters that show nothing, or that change how their neighbours are read.
fn unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            // soft hyphen, grapheme joiner, Arabic and Mongolian marks, Hangul fillers
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{3164}' | '\u{ffa0}'
            // zero width, direction marks and overrides, isolates, invisible operators
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            // braille without dots, annotations, and what is not a character at all
            | '\u{2800}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
        || u32::from(letter) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests;
