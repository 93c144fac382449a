//! A scene for each place where somebody writes in a session: who writes there, and when more people may read it.

use super::{
    WRITTEN,
    stage::{
        Scene, closes, contact, day, does, edits, ends, flag, in_room, in_rooms, known, noted,
        of_round, opens, opens_by_hand, planned, rooms, says, scene, sent_by_all, taking_part,
    },
};
use crate::{
    laws::TRAINEES,
    session::Asked,
    testing::{Play, chat, facts, post, who},
};
use alongside_protocol::{
    command::{
        Channel, ChatCommand, Command, DayCommand, FlagKind, HandWay, PeopleCommand, PlanKind,
        RoomCommand, RoundCommand, RoundKind, RoundPurpose, RoundRequest, Scale, Watch,
    },
    ids::CompanionId,
    people::Audience,
    programme::{Companion, CompanionRole, RoomLink},
    writing::Writing,
};
use uuid::Uuid;

pub fn talk(writing: Writing) -> Option<Scene> {
    let person = who("Dee");
    Some(match writing {
        Writing::MainChat => says(day(), Channel::Main {}),
        Writing::RoomChat => in_room(rooms(PlanKind::ByHand)),
        Writing::ConfidentialRoomChat => in_room(rooms(PlanKind::Buddies)),
        Writing::VisitedRoomChat => {
            let mut play = rooms(PlanKind::ByHand);
            let room = play.room_of("Dee");
            play.watches("Fay", room, Watch::DropIn);
            play.does("Fay", Command::Rooms(RoomCommand::Visit { room }));
            in_room(play)
        }
        Writing::WatchedRoomChat => {
            let mut play = rooms(PlanKind::ByHand);
            let room = play.room_of("Dee");
            play.watches("Fay", room, Watch::Monitor);
            in_room(play)
        }
        Writing::Thread => does(day(), "Fay", post(Channel::Thread { person }, WRITTEN)),
        Writing::TechThread => does(day(), "Sol", post(Channel::Tech { person }, WRITTEN)),
        Writing::StaffChat => does(day(), "Fay", post(Channel::Staff {}, WRITTEN)),
        Writing::HideReason => {
            let mut play = day();
            let message = play.says("Dee", Channel::Main {}, "hm");
            let reason = WRITTEN.into();
            does(play, "Fay", chat(ChatCommand::Hide { message, reason }))
        }
        _ => return None,
    })
}

pub fn people(writing: Writing) -> Option<Scene> {
    Some(match writing {
        Writing::SharedAnswer => of_round(RoundKind::InTurn, Audience::Group),
        Writing::PrivateAnswer => of_round(RoundKind::InTurn, Audience::Facilitators),
        Writing::HowITakePart => taking_part(Audience::Group),
        Writing::HowITakePartPrivately => taking_part(Audience::Facilitators),
        Writing::ReadOut => {
            let (way, words) = (HandWay::ReadOut, WRITTEN.into());
            let hand = PeopleCommand::RaiseHand { way, words };
            does(day(), "Dee", Command::People(hand))
        }
        Writing::CareFlag => flag(FlagKind::NeedSupport),
        Writing::TechnicalFlag => flag(FlagKind::Technical),
        Writing::CareNote => noted(FlagKind::NeedSupport, false),
        Writing::PassedOnNote => noted(FlagKind::NeedSupport, true),
        Writing::TechnicalNote => noted(FlagKind::Technical, false),
        Writing::FollowUp => {
            let mut play = day();
            play.does("Dee", Command::People(PeopleCommand::Leave {}));
            play.does("Fay", Command::Day(DayCommand::End {}));
            let (person, words) = (who("Dee"), WRITTEN.into());
            let followed = PeopleCommand::FollowedUp { person, words };
            does(play, "Fay", Command::People(followed))
        }
        Writing::Feedback => Scene {
            later: ends,
            ..sent_by_all()
        },
        Writing::KnockName => {
            let mut play = day();
            let (person, name) = (who("Gus"), WRITTEN.into());
            play.happens(Asked::Knock { person, name });
            let later = |play: &mut Play| {
                let person = who("Gus");
                play.does("Fay", Command::People(PeopleCommand::Admit { person }));
            };
            Scene {
                later,
                ..scene(play, "")
            }
        }
        _ => return None,
    })
}

pub fn of_rooms(writing: Writing) -> Option<Scene> {
    Some(match writing {
        Writing::ShareBack | Writing::ConfidentialShareBack => {
            let confidential = writing == Writing::ConfidentialShareBack;
            let kind = if confidential {
                PlanKind::Buddies
            } else {
                PlanKind::ByHand
            };
            let written = in_rooms(kind, "Dee", |play| RoomCommand::ShareBack {
                room: play.room_of("Dee"),
                words: WRITTEN.into(),
            });
            Scene {
                later: closes,
                ..written
            }
        }
        Writing::HelpCall => in_rooms(PlanKind::Buddies, "Dee", |play| RoomCommand::CallHelp {
            room: play.room_of("Dee"),
            words: WRITTEN.into(),
        }),
        Writing::Broadcast => in_rooms(PlanKind::ByHand, "Fay", |_| RoomCommand::Tell {
            rooms: Vec::new(),
            words: WRITTEN.into(),
        }),
        Writing::BroadcastToRooms => in_rooms(PlanKind::ByHand, "Fay", |play| RoomCommand::Tell {
            rooms: vec![play.room_of("Dee")],
            words: WRITTEN.into(),
        }),
        Writing::RoomPrompt => in_rooms(PlanKind::ByHand, "Fay", |play| RoomCommand::SetPrompt {
            room: play.room_of("Dee"),
            words: WRITTEN.into(),
        }),
        Writing::RoomCallLink => {
            in_rooms(PlanKind::ByHand, "Sol", |play| RoomCommand::SetCallLink {
                room: play.room_of("Dee"),
                url: WRITTEN.to_owned(),
            })
        }
        Writing::PlanPrompt => Scene {
            later: opens,
            ..scene(planned(WRITTEN), "Fay")
        },
        Writing::RoomName => {
            let mut play = planned("talk");
            let mut rooms = play.session.rooms.plan.clone().expect("a plan").rooms;
            for room in &mut rooms {
                if room.people.contains(&who("Dee")) {
                    room.name = WRITTEN.into();
                }
            }
            edits(&mut play, rooms);
            Scene {
                later: opens,
                ..scene(play, "Fay")
            }
        }
        Writing::SavedPlanName => {
            let mut play = planned("talk");
            let save = RoomCommand::SavePlan {
                version: play.session.rooms.version,
                name: WRITTEN.into(),
            };
            play.does("Fay", Command::Rooms(save));
            scene(play, "Fay")
        }
        _ => return None,
    })
}

pub fn of_the_programme(writing: Writing) -> Option<Scene> {
    let url = || WRITTEN.to_owned();
    Some(match writing {
        Writing::RoundPrompt => {
            let round = RoundRequest {
                purpose: RoundPurpose::Other,
                kind: RoundKind::Quiet,
                prompt: WRITTEN.into(),
                scale: Scale::FreeText,
                suggested_seconds: None,
            };
            does(day(), "Fay", Command::Rounds(RoundCommand::Start { round }))
        }
        Writing::CallLink => does(
            day(),
            "Fay",
            Command::Day(DayCommand::SetCallLink { url: url() }),
        ),
        Writing::PersonName => known(|facts| facts.people[0].name = WRITTEN.into()),
        Writing::PersonNeeds => known(|facts| {
            let dee = facts.people.iter_mut().find(|one| one.id == who("Dee"));
            dee.expect("she is there").needs = WRITTEN.into();
        }),
        Writing::CompanionName => known(|facts| {
            facts.companions.push(Companion {
                id: CompanionId(Uuid::from_u128(9)),
                role: CompanionRole::Interpreter,
                name: WRITTEN.into(),
                with: vec![who("Dee")],
            });
        }),
        Writing::ProgrammeName => known(|facts| facts.programme = WRITTEN.into()),
        Writing::SessionPlan => known(|facts| facts.agenda[0].note = WRITTEN.into()),
        Writing::Contacts => known(|facts| facts.safety.contacts.push(contact())),
        Writing::SafeguardingContact => known(|facts| facts.safety.safeguarding = Some(contact())),
        Writing::ExitAddress => known(|facts| facts.safety.exit_to = Some(url())),
        Writing::RoomLinks => {
            let mut facts = facts(&TRAINEES);
            let link = |room: &str| RoomLink {
                room: room.into(),
                url: url(),
            };
            facts.room_links = vec![link("Room 1")];
            let mut play = Play::of(facts);
            play.passes(60 * 60);
            for name in ["Fay", "Finn", "Sol"].into_iter().chain(TRAINEES) {
                play.connects(name);
            }
            play.does("Fay", Command::Day(DayCommand::Start {}));
            opens_by_hand(&mut play);
            scene(play, "")
        }
        _ => return None,
    })
}
