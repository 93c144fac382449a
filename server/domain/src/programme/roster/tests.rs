use super::*;
use crate::aggregate::{Aggregate, Ask};
use crate::programme::Command;
use alongside_protocol::{ids::At, programme::ProgrammeCommand};
use proptest::prelude::*;

/// A programme with nobody in it.
fn empty() -> Programme {
    let mut programme = Programme::default();
    let make = Command::Make {
        programme: alongside_protocol::ids::ProgrammeId(uuid::Uuid::nil()),
        name: "Spring".into(),
        time_zone: "Europe/London".into(),
        rehearsal: false,
    };
    asked(&mut programme, make).unwrap();
    programme
}

fn asked(programme: &mut Programme, command: Command) -> Result<(), Refusal> {
    let ask = Ask {
        at: At(0),
        seed: [9; 32],
        command,
    };
    for event in programme.decide(&ask)? {
        programme.apply(ask.at, &event);
    }
    Ok(())
}

/// Name, e-mail, role, pronouns, needs of each; panics on any error.
fn people(text: &str) -> Vec<(String, String, Role, String, String)> {
    let read = read(&empty(), text);
    assert_eq!(said(&read), Vec::<String>::new());
    let text = |words: &Words| words.text().to_owned();
    let each = read.people.iter().map(|one| {
        (
            text(&one.name),
            text(&one.email),
            one.role,
            text(&one.pronouns),
            text(&one.needs),
        )
    });
    each.collect()
}

fn names(text: &str) -> Vec<String> {
    people(text).into_iter().map(|person| person.0).collect()
}

/// `row column: sentence` of each error.
fn said(read: &RosterRead) -> Vec<String> {
    let each = read.errors.iter().map(|error| {
        let column = error.column.as_deref().unwrap_or("-");
        format!("{} {column}: {}", error.row, error.sentence.text())
    });
    each.collect()
}

fn errors(text: &str) -> Vec<String> {
    said(&read(&empty(), text))
}

#[test]
fn names_typed_one_to_a_line_are_trainees() {
    assert_eq!(
        names("Alex\n  Bo Ap Rhys \r\n\nCass\r"),
        ["Alex", "Bo Ap Rhys", "Cass"]
    );
    assert!(
        people("Alex\nBo")
            .iter()
            .all(|person| person.2 == Role::Trainee)
    );
}

#[test]
fn cells_pasted_from_a_spreadsheet_are_cut_by_tabs() {
    let pasted = "Alex, the tall\talex@place.example\tTrainee\tthey/them\t\"large text,\nslow pace\"\nFay\t\tFacilitator";
    assert_eq!(
        people(pasted),
        [
            (
                "Alex, the tall".into(),
                "alex@place.example".into(),
                Role::Trainee,
                "they/them".into(),
                "large text,\nslow pace".into()
            ),
            (
                "Fay".into(),
                String::new(),
                Role::Facilitator,
                String::new(),
                String::new()
            ),
        ]
    );
}

#[test]
fn a_heading_may_have_its_columns_in_any_order() {
    let csv =
        "\u{feff}Role,E-MAIL, Name ,pronouns\nsupport,sam@place.example,\"Sam \"\"S\"\" Lee\",\n";
    assert_eq!(
        people(csv),
        [(
            "Sam \"S\" Lee".into(),
            "sam@place.example".into(),
            Role::Support,
            String::new(),
            String::new()
        )]
    );
    assert_eq!(
        names("email;first name;surname\n;Bo;Ap Rhys\n;Cass;\n"),
        ["Bo Ap Rhys", "Cass"]
    );
}

#[test]
fn without_a_heading_the_role_may_stand_before_the_address() {
    let typed =
        "Asha Patel, trainee, asha@place.example\nFay,facilitator\nBo,,bo@place.example,he/him";
    let said: Vec<_> = people(typed)
        .into_iter()
        .map(|person| (person.1, person.2, person.3))
        .collect();
    assert_eq!(
        said,
        [
            ("asha@place.example".into(), Role::Trainee, String::new()),
            (String::new(), Role::Facilitator, String::new()),
            ("bo@place.example".into(), Role::Trainee, "he/him".into()),
        ]
    );
}

#[test]
fn roster1_every_error_names_its_row_and_column() {
    let csv = "name,e-mail,role\nAlex,alex@place.example,\n,bo@place.example,\n\nCass,cass,\nDev,d@@e,wizard\n\u{1},,\n";
    assert_eq!(
        errors(csv),
        [
            "3 name: Name is still empty. Please fill it in.",
            "5 e-mail: The e-mail address should look like name@place.example, or be left empty.",
            "6 e-mail: The e-mail address should look like name@place.example, or be left empty.",
            "6 role: The role should be trainee, facilitator or support. Left empty it is trainee.",
            "7 name: Name holds only characters that cannot be seen. Please type it again.",
        ]
    );
}

#[test]
fn roster1_rows_are_counted_as_a_spreadsheet_counts_them() {
    let csv = "name,needs\nAlex,\"one\ntwo\nthree\"\n\nBo,,,stray\n";
    assert_eq!(
        errors(csv),
        [
            "4 -: Cell 4 of this row belongs to no column. A cell with a comma in it needs quotation marks around it."
        ]
    );
}

#[test]
fn doubles_are_named_wherever_they_stand() {
    let mut programme = empty();
    let fay = read(&programme, "Fay\tfay@place.example\tfacilitator").people;
    asked(
        &mut programme,
        Command::Organise(ProgrammeCommand::AddPeople { people: fay }),
    )
    .unwrap();
    let read = read(
        &programme,
        "Bo,bo@place.example\nFAY\nbo\nB. O.,BO@place.example",
    );
    assert_eq!(
        said(&read),
        [
            "2 name: The name FAY is already on the roster. If they are two people, please tell them apart, for instance by an initial.",
            "3 name: The name bo is in row 1 too. If they are two people, please tell them apart, for instance by an initial.",
            "4 e-mail: The e-mail address BO@place.example is in row 1 too.",
        ]
    );
}

#[test]
fn a_heading_that_cannot_be_understood_is_told_before_any_row() {
    assert_eq!(
        errors("name,phone\nAlex,1\nBo,2"),
        [
            "1 phone: This column is not known. Please take it away, or call it name, e-mail, role, pronouns or needs."
        ]
    );
    assert_eq!(
        errors("e-mail,role\nalex@place.example,"),
        ["1 -: No column is called name. Please give the column with the names that heading."]
    );
    assert_eq!(
        errors("name,email,e-mail\nAlex,,"),
        ["1 e-mail: There are two columns for this. Please keep one."]
    );
}

#[test]
fn a_text_without_anybody_in_it_says_so() {
    for nobody in ["", " \n\t\n", "\u{feff}"] {
        assert_eq!(
            errors(nobody),
            ["1 -: There is nobody in it yet. Please write one person to a line."]
        );
    }
    assert_eq!(
        errors("name,e-mail\n"),
        ["2 -: There is only a heading and nobody below it."]
    );
}

#[test]
fn a_file_in_another_form_of_text_is_told_as_such() {
    let utf16: String = "name\nBo"
        .chars()
        .flat_map(|letter| [letter, '\0'])
        .collect();
    assert!(errors(&utf16)[0].contains("CSV UTF-8"));
    assert!(errors("name\nZo\u{fffd}")[0].starts_with("2 -: Some letters could not be read."));
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_found() {
    assert_eq!(
        errors("Alex\n\"Bo\nCass"),
        [
            "2 -: A quotation mark is opened in this row and never closed. Please close it or take it away."
        ]
    );
}

#[test]
fn too_many_people_are_one_sentence_and_too_many_errors_end() {
    let many = errors(&"Bo\n".repeat(100_000));
    assert_eq!(
        many,
        [
            "1 -: A programme can have at most 1000 people; it has 0 and these are 100000 more. Nobody was added."
        ]
    );
    assert_eq!(
        errors(&"Bo,not mail\n".repeat(900)).len(),
        limits::ROSTER_ERRORS + 1
    );
}

/// A cell as a spreadsheet would write it.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    /// Whatever is pasted is answered, and what is answered without errors can be added.
    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[,;\t\"\r\n\u{0}\u{feff}@]|name|e-mail){0,60}") {
        let mut programme = empty();
        let read = read(&programme, &text);
        prop_assert!(!read.people.is_empty() || !read.errors.is_empty());
        if read.errors.is_empty() {
            let count = read.people.len();
            asked(&mut programme, Command::Organise(ProgrammeCommand::AddPeople { people: read.people })).unwrap();
            prop_assert_eq!(programme.people().len(), count);
        }
    }

    /// A table that was written with quotation marks comes back as it was, whatever it is cut by.
    #[test]
    fn what_is_quoted_comes_back(needs in "[a-z\",;\t\n]{0,20}", separator in "[,;\t]") {
        let csv = format!("name{separator}needs\nBo{separator}{}\n", quoted(&needs));
        let kept = text::optional_block(&Words::new(needs), "Needs", 500).unwrap();
        prop_assert_eq!(&people(&csv)[0].4, kept.text());
    }
}
