//! The types the browser uses are generated from this crate and committed; here they are kept fresh.
//!
//! `ALONGSIDE_TYPES=write cargo test -p alongside-protocol` (or `make types`) writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

use alongside_protocol::{
    account, audit, door, frames, organisation, privacy, programme, refusal, safeguarding, staff,
    writing,
};
use std::{collections::BTreeMap, fs, path::Path};
use ts_rs::{Config, TS};

macro_rules! roots {
    ($config:expr, $($root:ty),+ $(,)?) => {$( <$root>::export_all($config).unwrap(); )+};
}

/// What staff send and are sent about accounts, roles and safeguarding records.
fn export_staff(config: &Config) {
    roots![
        config,
        account::SignIn,
        account::StepUp,
        account::Shown,
        account::PasskeyQuestion,
        account::PasskeyAnswer,
        account::PasskeyOffer,
        account::NewPasskey,
        account::RemovePasskey,
        account::AppOffer,
        account::ConfirmApp,
        account::ProviderWish,
        account::ProviderTrip,
        account::ProviderAnswer,
        account::ProviderOutcome,
        account::RecoveryCodes,
        account::ChangePassphrase,
        account::SignOutBrowser,
        account::AccountView,
        staff::StaffView,
        staff::Invite,
        staff::Invited,
        staff::StaffCommand,
        staff::EraseAccount,
        staff::InvitationKey,
        staff::Invitation,
        staff::AcceptInvitation,
        staff::LiveSession,
        safeguarding::ConcernView,
        safeguarding::ConcernCommand,
        safeguarding::ExportConcern,
    ];
}

fn export(folder: &Path) {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    export_staff(&config);
    roots![
        &config,
        frames::FromBrowser,
        frames::FromServer,
        refusal::Refusal,
        door::PersonalKey,
        door::Home,
        door::NewLink,
        door::TypedCode,
        door::AskCode,
        door::SpokenCode,
        door::Knock,
        door::Ticket,
        organisation::FirstOwner,
        organisation::Founding,
        organisation::StaffHome,
        organisation::NewProgramme,
        organisation::MadeProgramme,
        organisation::Rehearsal,
        programme::ProgrammeView,
        programme::ProgrammeCommand,
        programme::RosterText,
        programme::RosterRead,
        programme::RoundsRequest,
        programme::RoundsPlan,
        programme::RoundsView,
        programme::IssueLinks,
        programme::IssuedLink,
        programme::AskPairing,
        programme::PairingView,
        programme::MetView,
        programme::PreAssignment,
        privacy::OtherPerson,
        privacy::RetentionView,
        privacy::Erase,
        privacy::Export,
        privacy::MyData,
        audit::AuditSearch,
        audit::AuditFound,
        writing::Writing,
        writing::Reads,
    ];
    fs::write(folder.join("constants.ts"), constants()).unwrap();

    let names: Vec<String> = files(folder)
        .into_keys()
        .filter(|name| name != "index.ts")
        .map(|name| name.trim_end_matches(".ts").to_owned())
        .collect();
    let index: String = names
        .iter()
        .map(|name| format!("export * from \"./{name}\";\n"))
        .collect();
    fs::write(folder.join("index.ts"), index).unwrap();
}

fn constants() -> String {
    let close = [
        ("RECONNECT", frames::close::RECONNECT),
        ("TICKET", frames::close::TICKET),
        ("UNREADABLE", frames::close::UNREADABLE),
        ("RELOAD", frames::close::RELOAD),
        ("REMOVED", frames::close::REMOVED),
        ("OVER", frames::close::OVER),
        ("OTHER_TAB", frames::close::OTHER_TAB),
        ("SIGNED_OUT", frames::close::SIGNED_OUT),
        ("SLOW", frames::close::SLOW),
    ];
    let mut constants = String::from(
        "// This file was generated from protocol/src/frames.rs and writing.rs. Do not edit it by hand.\n\
         import type { Reads } from \"./Reads\";\n\
         import type { Writing } from \"./Writing\";\n",
    );
    constants.push_str(&format!("export const PROTO = {};\n", frames::PROTO));
    constants.push_str("export const CLOSE = {\n");
    for (name, code) in close {
        constants.push_str(&format!("  {name}: {code},\n"));
    }
    constants.push_str("} as const;\n");
    constants.push_str("/** Who reads what is written where, and as what it is kept (READ1). */\n");
    constants.push_str("export const READS: Record<Writing, Reads> = {\n");
    for place in writing::Writing::ALL {
        let name = serde_json::to_value(place).unwrap();
        let reads = serde_json::to_string(&place.reads()).unwrap();
        constants.push_str(&format!("  {}: {reads},\n", name.as_str().unwrap()));
    }
    constants.push_str("};\n");
    constants
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn the_committed_typescript_is_what_the_types_say() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("typescript");
    if std::env::var_os("ALONGSIDE_TYPES").is_some_and(|value| value == "write") {
        let _ = fs::remove_dir_all(&committed);
        fs::create_dir_all(&committed).unwrap();
        export(&committed);
    }
    let fresh = tempfile::tempdir().unwrap();
    export(fresh.path());
    let (fresh, committed) = (files(fresh.path()), files(&committed));
    let stale: Vec<_> = fresh
        .keys()
        .chain(committed.keys())
        .filter(|name| fresh.get(*name) != committed.get(*name))
        .collect();
    assert!(
        stale.is_empty(),
        "stale TypeScript: {stale:?}. Run `make types` and commit the result."
    );
}
