//! Stories of what a programme keeps ready for a moment when nobody is there.

use super::Story;
use alongside_protocol::{
    programme::ProgrammeCommand as Organise,
    safety::{Contact, Safety},
};

fn contact(name: &str, phone: &str) -> Contact {
    Contact {
        name: name.into(),
        phone: phone.into(),
        hours: " ".into(),
    }
}

fn contacts(contacts: Vec<Contact>) -> Safety {
    Safety {
        contacts,
        ..Safety::default()
    }
}

#[test]
fn flag7_contacts_are_a_name_and_a_number_that_can_be_dialled() {
    let mut story = Story::with(&[]);
    let mut set = |safety| story.organise(Organise::SetSafety { safety });
    assert!(set(contacts(vec![contact("", "116 123")])).is_err());
    assert!(set(contacts(vec![contact("Listening line", "")])).is_err());
    let spelt = set(contacts(vec![contact("Listening line", "one one six")]));
    assert!(spelt.unwrap_err().contains("Listening line"));
    assert!(set(contacts(vec![contact("A", "1"); 7])).is_err());
    set(contacts(vec![contact(" Listening  line ", "116 123")])).unwrap();
    let known = &story.programme.safety().contacts[0];
    assert_eq!(known.name.text(), "Listening line");
    assert!(known.hours.is_empty());
}

#[test]
fn exit2_the_exit_leads_to_a_web_address_and_nowhere_else() {
    let mut story = Story::with(&[]);
    let exit = |to: &str| Safety {
        exit_to: Some(to.to_owned()),
        ..Safety::default()
    };
    let mut set = |safety| story.organise(Organise::SetSafety { safety });
    let refused = set(exit("javascript:alert(1)")).unwrap_err();
    assert!(refused.contains("exit"));
    set(exit("https://weather.example/today")).unwrap();
    set(exit(" ")).unwrap();
    assert_eq!(story.programme.safety().exit_to, None);
}
