//! Stories of staff who know better than the proposal (MOVE9).

use super::*;
use alongside_protocol::command::Placing;

fn to(play: &Play, name: &str, of: &str) -> Placing {
    Placing {
        person: who(name),
        to: seat(play, of).expect("a room"),
    }
}

fn arrange(proposal: Option<&ProposalEntry>, placings: Vec<Placing>) -> Command {
    moves(MoveCommand::Arrange {
        proposal: proposal.map(|proposal| proposal.id),
        version: proposal.map_or(0, |proposal| proposal.version),
        moves: placings,
    })
}

#[test]
fn move9_an_edited_proposal_moves_people_as_staff_chose_and_can_be_undone() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let home = seat(&play, "Ben");
    play.drops_out("Asha");
    let open = proposal(&play);
    let proposed = open.options[0].moves[0].to;
    let host = if Some(proposed) == seat(&play, "Chi") {
        "Eve"
    } else {
        "Chi"
    };
    let ask = arrange(Some(&open), vec![to(&play, "Ben", host)]);
    play.does("Sol", ask);
    assert_eq!(told(&play, "Ben").map(|entry| entry.to), seat(&play, host));
    assert_eq!(proposal(&play).state, ProposalState::Announced);
    play.passes(60);
    assert_eq!(seat(&play, "Ben"), seat(&play, host));
    nobody_is_alone(&play);
    play.does("Fay", moves(MoveCommand::Undo { proposal: open.id }));
    assert_eq!(told(&play, "Ben").map(|entry| Some(entry.to)), Some(home));
    play.check_replay();
}

#[test]
fn move9_an_edit_is_never_applied_to_another_situation() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    let open = proposal(&play);
    let ask = arrange(Some(&open), vec![to(&play, "Ben", "Chi")]);
    play.steps_away("Dan");
    assert_eq!(play.refused("Fay", ask), Code::Stale);
}

#[test]
fn move9_nobody_becomes_alone_by_an_edit() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    play.drops_out("Asha");
    let open = proposal(&play);
    let ask = arrange(Some(&open), vec![to(&play, "Chi", "Eve")]);
    let refusal = play.tries("Fay", ask).expect_err("Dan would be alone");
    assert!(refusal.sentence.contains("Dan"), "{}", refusal.sentence);
    let both = vec![to(&play, "Ben", "Chi"), to(&play, "Chi", "Eve")];
    play.does("Fay", arrange(Some(&open), both));
}

#[test]
fn move9_facilitators_arrange_the_rooms_when_nothing_has_happened() {
    let mut play = in_buddy_rooms(Play::live(&SIX));
    let swap = vec![to(&play, "Asha", "Chi"), to(&play, "Chi", "Asha")];
    assert_eq!(
        play.refused("Sol", arrange(None, swap.clone())),
        Code::NotFound
    );
    play.does("Fay", arrange(None, swap));
    let shown = proposal(&play);
    assert_eq!(
        (shown.happened, shown.state),
        (Vec::new(), ProposalState::Announced)
    );
    play.passes(60);
    assert_eq!(seat(&play, "Asha"), seat(&play, "Dan"));
    assert_eq!(seat(&play, "Chi"), seat(&play, "Ben"));
}
