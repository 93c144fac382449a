//! The case format as it stands in the file.

use serde::Deserialize;
use serde_json::Value;

use super::CaseTrouble;

/// Reads a case; what is wrong with it is told with the path of the field.
pub fn read(text: &str) -> Result<Case, CaseTrouble> {
    let mut reader = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    let case = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| CaseTrouble::of_json(&error.path().to_string(), error.inner()))?;
    let end = reader.end();
    end.map_err(|error| CaseTrouble::of_json("", &error))?;
    Ok(case)
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Buddies,
    Groups,
    Reshuffle,
}

#[derive(Deserialize)]
pub struct Case {
    pub format: String,
    pub id: String,
    pub kind: Kind,
    #[serde(default)]
    pub people: Vec<Someone>,
    #[serde(default)]
    pub keep_apart: Vec<KeepApart>,
    #[serde(default)]
    pub keep_together: Vec<KeepTogether>,
    #[serde(default)]
    pub companions: Vec<Companion>,
    #[serde(default)]
    pub history: Vec<Met>,
    #[serde(default)]
    pub buddies: Vec<Vec<String>>,
    #[serde(default)]
    pub former_buddies: Vec<Two>,
    #[serde(default)]
    pub current_buddies: Vec<Vec<String>>,
    #[serde(default)]
    pub rounds: Vec<Round>,
    #[serde(default)]
    pub pins: Vec<Pinned>,
    #[serde(default)]
    pub activity: Doing,
    #[serde(default)]
    pub rooms: Vec<Running>,
    #[serde(default)]
    pub spare_rooms: Vec<Running>,
    #[serde(default)]
    pub event: Event,
    pub max_size: Option<usize>,
    pub preferred_max: Option<usize>,
    #[serde(default)]
    pub leads: bool,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaks {
    #[default]
    Voice,
    Chat,
    Unsure,
}

#[derive(Deserialize)]
pub struct Someone {
    pub id: String,
    pub name: Option<String>,
    #[serde(default)]
    pub voice: Speaks,
    #[serde(default = "yes")]
    pub lead: bool,
    #[serde(default)]
    pub times_led: u32,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub free: Vec<String>,
    pub workplace: Option<String>,
    #[serde(default)]
    pub wishes: Vec<String>,
    #[serde(default = "yes")]
    pub triad_ok: bool,
}

fn yes() -> bool {
    true
}

/// Exactly two ids.
#[derive(Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Two(pub [String; 2]);

impl TryFrom<Vec<String>> for Two {
    type Error = String;

    fn try_from(ids: Vec<String>) -> Result<Self, String> {
        let two = <[String; 2]>::try_from(ids);
        two.map(Self)
            .map_err(|ids| format!("there are {} ids, and it should be two", ids.len()))
    }
}

#[derive(Deserialize)]
pub struct KeepApart {
    pub id: String,
    pub people: Two,
}

#[derive(Deserialize)]
pub struct KeepTogether {
    pub id: String,
    pub people: Vec<String>,
}

#[derive(Deserialize)]
pub struct Companion {
    pub id: String,
    #[serde(default)]
    pub with: Vec<String>,
}

#[derive(Deserialize)]
pub struct Met {
    pub people: Two,
    pub times: u32,
}

#[derive(Deserialize)]
pub struct Round {
    /// A number or a text.
    pub round: Value,
    pub rooms: Vec<String>,
    pub min_size: usize,
    pub max_size: usize,
    #[serde(default)]
    pub present: Vec<String>,
}

#[derive(Deserialize)]
pub struct Pinned {
    pub id: String,
    pub person: String,
    pub room: String,
    /// The round it is about; a reshuffle has none.
    #[serde(default)]
    pub round: Value,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doing {
    Buddies,
    #[default]
    Groups,
}

#[derive(Deserialize)]
pub struct Running {
    pub room: String,
    pub prompt: Option<String>,
    #[serde(default)]
    pub people: Vec<String>,
    pub lead: Option<String>,
}

#[derive(Default, Deserialize)]
pub struct Event {
    #[serde(default)]
    pub left: Vec<String>,
    #[serde(default)]
    pub joined: Vec<String>,
    #[serde(default)]
    pub returned: Vec<Back>,
}

#[derive(Deserialize)]
pub struct Back {
    pub person: String,
    pub old_room: Option<String>,
}
