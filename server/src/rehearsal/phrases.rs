//! The words of the cast. All of it is made up; nobody ever said or lived it. It stays kind and harmless, so that a
//! rehearsal can be shown to anybody.
//!
//! Each person starts at another line of a table, so tables are long enough that neighbours differ.

type Table = &'static [&'static str];

/// For rounds that ask for a word.
pub const WORDS: Table = &[
    "listening",
    "space",
    "trust",
    "time",
    "questions",
    "breathing",
    "together",
    "silence",
    "practice",
];

/// For other rounds.
pub const THOUGHTS: Table = &[
    "I notice that I want to give advice, and that it helps to wait.",
    "Hearing it in other words made it clearer for me.",
    "The second question opened more than the first.",
    "I would like to try this with my own team.",
    "I am still thinking about what was said before the break.",
    "Short answers were enough for me, and that surprised me.",
    "I liked that nobody had to hurry.",
    "I am not sure yet, and that feels all right.",
    "It is easier in writing for me.",
];

pub const SMALL_TALK: Table = &[
    "Does anybody know whether we get the questions in writing afterwards?",
    "The example from last week stayed with me.",
    "I found the three questions on a card, they fit in a pocket.",
    "My neighbour is mowing the lawn, sorry in advance.",
    "I like the slow start today.",
    "If somebody wants to practise during the week, I am happy to.",
    "I needed that stretch just now.",
    "The part about pauses is what I want to try.",
    "Is it all right to eat while we listen? I am having an apple.",
];

pub const GOODBYES: Table = &[
    "Thank you all, see you next time.",
    "Have a gentle evening.",
    "Thanks to my buddy for the good conversation.",
    "Until next week, take care.",
    "Bye from me, and thank you.",
    "That was a good day. See you.",
    "Take good care of yourselves.",
    "Thank you for today.",
    "See you.",
];

/// What one trainee writes and another flags.
pub const GRUMBLE: &str = "Honestly, we could go through this twice as fast.";

pub const THANKS: Table = &["Thank you.", "Thanks, that helps.", "Good to know."];

pub const YES: Table = &[
    "Yes from me.",
    "That works for me.",
    "I think so, yes.",
    "All good here.",
    "Yes, I can hear you well.",
];

pub const SIGNS: Table = &["👍", "😊", "🙏"];

pub const PRIVATELY: Table = &[
    "Thank you for writing. I am all right, I just wanted somebody to know.",
    "That is kind of you. I will stay and listen for a while.",
    "Yes, thank you. A short talk after the session would help.",
    "I feel better already, thanks for asking.",
    "Thank you, I will write if I need anything.",
];

pub const ABOUT_TECH: Table = &[
    "I have tried that, one moment.",
    "I left the call and came back in, it is better now.",
    "I am on a laptop with headphones.",
    "It crackles a little, but I can follow.",
    "Yes, that works. Thank you.",
];

pub const TO_READ_OUT: Table = &[
    "Could you read this for me: I think a pause is also an answer.",
    "For the group, please: thank you for the patience with my typing.",
    "Please read out: I would like to hear one more example.",
];

/// In rooms people greet each other, get into the question, and come to an end.
pub const IN_ROOMS: &[Table] = &[
    &[
        "Hello, good to be in a room with you.",
        "Hi. Shall one of us start?",
        "Hello again. I can begin if you like.",
        "Hi, I am here.",
        "Good to see you. How is your day so far?",
        "Hello. Can you hear me on the call?",
        "Hi there. I have the question open.",
        "Hello. I may need a moment to find words.",
        "Hi.",
    ],
    &[
        "For me it is about not filling the silence.",
        "I once waited a whole minute, and then the real answer came.",
        "I find the asking easier than the waiting.",
        "What helped you the last time?",
        "I would try it with a smaller question first.",
        "That is a good point, can you say more about it?",
        "I notice that I nod a lot.",
        "I see it a bit differently, but I like your example.",
        "I agree.",
    ],
    &[
        "Shall we note that down for the group?",
        "I think we have two things to bring back.",
        "Thank you, that was a good conversation.",
        "I will remember your example.",
        "We still have a little time, I think.",
        "Do you want to write the note, or shall I?",
        "That went by quickly.",
        "I would like to go on with this next time.",
        "Fine with me.",
    ],
];

pub const SHARE_BACKS: Table = &[
    "Waiting is harder than asking, and worth it.",
    "Small questions open big ones.",
    "We want to practise pauses this week.",
    "A summary in other words helped both of us.",
    "It is fine to say: I do not know yet.",
    "Being asked nothing for a minute was a relief.",
    "We listened first and answered later.",
    "Two examples, one lesson: do not rush.",
    "We felt heard.",
];

pub const CALLS_FOR_HELP: Table = &[
    "Could somebody look in? We are not sure what the question means.",
    "One of us cannot hear the other. Could you help?",
    "We are stuck at the second step, please look in when you can.",
];

pub const TO_VISITORS: Table = &[
    "Hello, good that you look in.",
    "Hi, we are at the second question.",
    "Welcome. We were just comparing notes.",
];

pub const TO_BROADCASTS: Table = &[
    "Seen, thank you.",
    "Thanks, we have read it.",
    "Good to know, we are on our way.",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::cast::CAST;
    use alongside_domain::limits;

    #[test]
    fn where_the_whole_cast_speaks_everybody_has_words_of_their_own() {
        let long = [WORDS, THOUGHTS, GOODBYES, SHARE_BACKS];
        for table in long.iter().chain(IN_ROOMS) {
            assert_eq!(table.len(), CAST.len());
        }
    }

    #[test]
    fn a_word_is_short_and_a_sign_is_one_of_ours() {
        assert!(
            WORDS
                .iter()
                .all(|word| word.len() <= limits::ONE_WORD_LETTERS)
        );
        assert!(SIGNS.iter().all(|sign| limits::REACTIONS.contains(sign)));
    }
}
