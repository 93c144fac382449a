use super::*;
use proptest::prelude::*;

fn name(typed: &str) -> Result<String, String> {
    line(&Words::new(typed), "Name", 60)
        .map(|words| words.text().to_owned())
        .map_err(|refusal| refusal.sentence.into_owned())
}

#[test]
fn ask5_a_name_is_trimmed_and_composed() {
    assert_eq!(name("  Zoe\u{308}   Ap Rhys\t"), Ok("Zoë Ap Rhys".into()));
    assert_eq!(name("Bo\nof the\r\nHill"), Ok("Bo of the Hill".into()));
}

#[test]
fn name1_what_cannot_be_seen_goes_so_that_no_name_can_pose_as_another() {
    // ASK5 asks the same of all words.
    assert_eq!(name("S\u{200b}a\u{202e}m\u{feff}"), Ok("Sam".into()));
    assert_eq!(name("S\u{200d}am\u{7}"), Ok("Sam".into()));
    assert_eq!(name("Sam\u{e0041}"), Ok("Sam".into()));
}

#[test]
fn ask5_joiners_stay_where_a_script_or_an_emoji_needs_them() {
    for seen in [
        "👩‍👩‍👧",
        "می‌خواهم",
        "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
        "❤️",
    ] {
        assert_eq!(name(seen), Ok(seen.into()));
    }
}

#[test]
fn ask5_a_name_of_control_characters_is_refused_in_clear_words() {
    assert_eq!(
        name("\u{1}\u{2}\u{200b}").unwrap_err(),
        "Name holds only characters that cannot be seen. Please type it again."
    );
    assert_eq!(
        name(" ").unwrap_err(),
        "Name is still empty. Please fill it in."
    );
}

#[test]
fn ask5_too_long_is_refused_with_the_limit_and_nothing_is_cut() {
    assert!(name(&"é".repeat(60)).is_ok());
    assert_eq!(
        name(&"é".repeat(61)).unwrap_err(),
        "Name can have at most 60 characters; this is 61 long. Nothing was cut, so you can shorten it."
    );
    assert!(
        name(&"x".repeat(100_000))
            .unwrap_err()
            .contains("at most 60 characters; this is far longer")
    );
    assert!(name(&"👩‍👩‍👧".repeat(60)).is_ok());
    assert!(name(&format!("a{}", "\u{335}".repeat(900))).is_err());
}

#[test]
fn ask5_line_breaks_stay_in_longer_texts() {
    let kept = block(
        &Words::new("\r\n One \r\n\r\n two\u{2028}three\u{0}\n"),
        "Note",
        100,
    )
    .unwrap();
    assert_eq!(kept.text(), "One\n\n two\nthree");
    assert!(
        optional_block(&Words::new(" \n "), "Note", 100)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn names_that_read_the_same_fold_to_the_same() {
    assert_eq!(folded("ＺＯË  ap rhys"), folded("Zoë Ap Rhys"));
}

proptest! {
    /// Cleaning what is clean changes nothing, whatever was typed.
    #[test]
    fn ask5_cleaning_twice_is_cleaning_once(typed in "\\PC{0,80}|[\\u{0}-\\u{3000}]{0,80}|[a\\u{200d}\\u{e0061}\\u{1f3f4}\\u{301}\\r\\n ]{0,30}") {
        for kept in [optional_line(&Words::new(typed.clone()), "Note", 200), optional_block(&Words::new(typed), "Note", 200)] {
            let kept = kept.unwrap();
            prop_assert_eq!(optional_block(&kept, "Note", 200).unwrap(), kept);
        }
    }
}
