//! The people of a rehearsal. They are made up, and so is everything they say.
//!
//! Each has one or two ways of being that a facilitator meets in earnest, so that every tool can be practised.

use alongside_protocol::people::{Audience, Checked, TakingPart, TechCheck, Voice};

/// A simulated trainee.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Names of the cast start with A, B, C ... so that staff find them again quickly.
    pub name: &'static str,
    pub pronouns: &'static str,
    /// As in a roster, for facilitators.
    pub needs: &'static str,
    /// Whole seconds after the start of the rehearsal.
    pub arrives_seconds: u32,
    pub tech: TechCheck,
    taking_part: Said,
    pub in_rounds: InRounds,
    pub ways: &'static [Way],
    pub lines: Lines,
}

/// What a person says in their own words.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    /// In the lobby; empty for somebody who only listens.
    pub hello: &'static str,
    pub check_in: &'static str,
    pub check_in_word: &'static str,
    pub check_out: &'static str,
    pub check_out_word: &'static str,
}

/// "How I am taking part today", as far as the cast differs in it.
#[derive(Debug, Clone, Copy)]
struct Said {
    voice: Voice,
    camera_off: bool,
    dont_call_on_me: bool,
    shared_space: bool,
    captions: bool,
    words: &'static str,
    audience: Audience,
}

/// What somebody usually does when asked something in a round (R6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InRounds {
    Shares,
    /// Passes in every round but the check-out.
    Passes,
    ForFacilitators,
    /// "Come back to me", and then shares.
    Later,
}

/// What somebody is prone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Chatty,
    Quiet,
    /// Sound does not work on arrival; a technical flag.
    SoundTrouble,
    /// Loses the connection for a moment, once.
    Blinks,
    /// Drops out of buddy rooms for longer than the grace period, and returns.
    DropsOut,
    /// Asks for a moment before being moved.
    NeedsAMoment,
    /// Steps away for a while, and vanishes for a while when the check-out begins.
    SlipsAway,
    RaisesHand,
    /// Asks for words to be read out.
    ReadsOut,
    NeedsSupport,
    /// Notices that somebody is quiet, and worries.
    Worries,
    FindsItTooMuch,
    /// Says something in the main chat that another trainee finds uneasy.
    Grumbles,
    /// Flags that message.
    FlagsGrumbling,
    CallsForHelp,
    /// Leaves lower than they arrived (R7).
    LeavesLower,
}

impl Part {
    #[must_use]
    pub fn is(&self, way: Way) -> bool {
        self.ways.contains(&way)
    }

    #[must_use]
    pub fn taking_part(&self) -> TakingPart {
        let said = self.taking_part;
        TakingPart {
            voice: said.voice,
            camera_off: said.camera_off,
            dont_call_on_me: said.dont_call_on_me,
            shared_space: said.shared_space,
            captions: said.captions,
            larger_text: false,
            leaving_at: None,
            words: said.words.into(),
            audience: said.audience,
        }
    }
}

/// Buddies, by their places in [`CAST`]: somebody who drops out leaves somebody behind who needs a moment.
pub const BUDDIES: [&[usize]; 4] = [&[0, 5], &[1, 3], &[6, 7], &[2, 4, 8]];

const FINE: TechCheck = TechCheck {
    round_trip_ms: 38,
    sound: Checked::Works,
    call: Checked::Works,
};

const OPEN: Said = Said {
    voice: Voice::Voice,
    camera_off: false,
    dont_call_on_me: false,
    shared_space: false,
    captions: false,
    words: "",
    audience: Audience::Group,
};

pub const CAST: [Part; 9] = [
    Part {
        name: "Amara",
        pronouns: "she/her",
        needs: "",
        arrives_seconds: 1,
        tech: FINE,
        taking_part: Said {
            words: "Happy to speak.",
            ..OPEN
        },
        in_rounds: InRounds::Shares,
        ways: &[Way::Chatty, Way::RaisesHand],
        lines: Lines {
            hello: "Good morning everybody. I have tea and a quiet room today.",
            check_in: "I slept well and I am looking forward to working in pairs.",
            check_in_word: "ready",
            check_out: "I take with me how much it helps when somebody just listens.",
            check_out_word: "grateful",
        },
    },
    Part {
        name: "Bruno",
        pronouns: "he/him",
        needs: "",
        arrives_seconds: 5,
        tech: TechCheck {
            round_trip_ms: 61,
            ..FINE
        },
        taking_part: Said {
            voice: Voice::Unsure,
            ..OPEN
        },
        in_rounds: InRounds::Passes,
        ways: &[Way::Grumbles],
        lines: Lines {
            hello: "Hello from me. I may be a bit slow to type.",
            check_in: "All right, thank you.",
            check_in_word: "fine",
            check_out: "It was a full day. The exercise in pairs was good.",
            check_out_word: "full",
        },
    },
    Part {
        name: "Chidi",
        pronouns: "he/him",
        needs: "Prefers to answer in writing.",
        arrives_seconds: 9,
        tech: FINE,
        taking_part: Said {
            camera_off: true,
            words: "I am listening.",
            ..OPEN
        },
        in_rounds: InRounds::ForFacilitators,
        ways: &[Way::Worries, Way::LeavesLower],
        lines: Lines {
            hello: "Hi all, good to see these names again.",
            check_in: "A long week at work, but I am glad to be here.",
            check_in_word: "tired",
            check_out: "Some of it came a bit close today. I would like to talk about it another time.",
            check_out_word: "stirred",
        },
    },
    Part {
        name: "Dilnoza",
        pronouns: "she/her",
        needs: "English is her third language; time to find words.",
        arrives_seconds: 14,
        tech: TechCheck {
            round_trip_ms: 120,
            ..FINE
        },
        taking_part: Said {
            captions: true,
            words: "I speak, and sometimes I need a moment for words.",
            ..OPEN
        },
        in_rounds: InRounds::Later,
        ways: &[Way::NeedsAMoment, Way::FindsItTooMuch],
        lines: Lines {
            hello: "Hello dear group.",
            check_in: "I am curious today, and a little nervous about the exercise.",
            check_in_word: "curious",
            check_out: "I found more words than I thought. Thank you for waiting for them.",
            check_out_word: "warm",
        },
    },
    Part {
        name: "Elif",
        pronouns: "she/they",
        needs: "Chat only, shares a room with family.",
        arrives_seconds: 19,
        tech: TechCheck {
            sound: Checked::NotTried,
            ..FINE
        },
        taking_part: Said {
            voice: Voice::Chat,
            camera_off: true,
            shared_space: true,
            captions: true,
            words: "I write today.",
            ..OPEN
        },
        in_rounds: InRounds::Shares,
        ways: &[Way::Chatty, Way::ReadsOut, Way::FlagsGrumbling],
        lines: Lines {
            hello: "Hi, Elif here. I will be in the chat all day.",
            check_in: "Calm. My little brother is doing homework next to me.",
            check_in_word: "calm",
            check_out: "Writing worked well for me. Thank you for reading along.",
            check_out_word: "included",
        },
    },
    Part {
        name: "Farid",
        pronouns: "he/him",
        needs: "",
        arrives_seconds: 24,
        tech: TechCheck {
            round_trip_ms: 240,
            sound: Checked::DoesNotWork,
            call: Checked::Works,
        },
        taking_part: Said {
            words: "Voice, if my sound behaves.",
            ..OPEN
        },
        in_rounds: InRounds::Shares,
        ways: &[Way::SoundTrouble, Way::Blinks, Way::CallsForHelp],
        lines: Lines {
            hello: "Hello, I am on the train wifi, so bear with me.",
            check_in: "In good spirits, and working on my headphones.",
            check_in_word: "patient",
            check_out: "I will try the three questions with a friend this week.",
            check_out_word: "inspired",
        },
    },
    Part {
        name: "Greta",
        pronouns: "she/her",
        needs: "Her connection is weak on some days.",
        arrives_seconds: 29,
        tech: TechCheck {
            round_trip_ms: 310,
            ..FINE
        },
        taking_part: OPEN,
        in_rounds: InRounds::Shares,
        ways: &[Way::DropsOut, Way::RaisesHand],
        lines: Lines {
            hello: "Morning. If I vanish it is the line, not you.",
            check_in: "Bright, the sun is out here.",
            check_in_word: "sunny",
            check_out: "Even with my line going I felt part of it.",
            check_out_word: "connected",
        },
    },
    Part {
        name: "Hana",
        pronouns: "she/her",
        needs: "Please do not call on her unasked.",
        arrives_seconds: 34,
        tech: FINE,
        taking_part: Said {
            voice: Voice::Unsure,
            dont_call_on_me: true,
            words: "I would rather not be called on today.",
            audience: Audience::Facilitators,
            ..OPEN
        },
        in_rounds: InRounds::Shares,
        ways: &[Way::NeedsAMoment, Way::NeedsSupport],
        lines: Lines {
            hello: "Hello.",
            check_in: "A bit foggy, so I may be quiet.",
            check_in_word: "foggy",
            check_out: "I am glad I stayed.",
            check_out_word: "lighter",
        },
    },
    Part {
        name: "Ivo",
        pronouns: "he/they",
        needs: "",
        arrives_seconds: 40,
        tech: TechCheck {
            call: Checked::NotTried,
            ..FINE
        },
        taking_part: Said {
            camera_off: true,
            ..OPEN
        },
        in_rounds: InRounds::Shares,
        ways: &[Way::Quiet, Way::SlipsAway],
        lines: Lines {
            hello: "",
            check_in: "Here.",
            check_in_word: "here",
            check_out: "Thanks. See you next time.",
            check_out_word: "quiet",
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn everybody_has_exactly_one_unit_of_buddies() {
        let mut places: Vec<usize> = BUDDIES
            .iter()
            .flat_map(|unit| unit.iter().copied())
            .collect();
        places.sort_unstable();
        assert_eq!(places, (0..CAST.len()).collect::<Vec<_>>());
    }

    #[test]
    fn names_can_be_told_apart_by_their_first_letter() {
        let letters: BTreeSet<_> = CAST.iter().map(|part| part.name.chars().next()).collect();
        assert_eq!(letters.len(), CAST.len());
    }

    #[test]
    fn whoever_drops_out_leaves_somebody_behind_who_asks_for_a_moment() {
        let drops = CAST.iter().position(|part| part.is(Way::DropsOut)).unwrap();
        let unit = BUDDIES.iter().find(|unit| unit.contains(&drops)).unwrap();
        assert_eq!(unit.len(), 2);
        let mut others = unit.iter().filter(|place| **place != drops);
        assert!(others.all(|place| CAST[*place].is(Way::NeedsAMoment)));
    }
}
