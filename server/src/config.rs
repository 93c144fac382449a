//! What an operator can choose: flags, or environment variables of the same names.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// A facilitation server that runs alongside a video call.
///
/// People join a session in their browser while they talk on Zoom, Teams or the phone: check-ins, breakout
/// rooms, chat, flags for whoever supports them. Everything is in this one program and one database file.
///
/// Start it with `alongside serve` and open the link it prints, or see it at work with `alongside rehearse`.
#[derive(Debug, Parser)]
#[command(name = "alongside", version, propagate_version = true)]
pub struct Line {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve sessions until stopped (Ctrl-C)
    ///
    /// Prints `listening on URL` when browsers can come. On a new database it first prints `owner link: URL`:
    /// whoever opens that link chooses a name and a passphrase and is the first member of staff. The link is
    /// good once, until the next start. Logs go to stderr; ALONGSIDE_LOG=debug tells more of Alongside itself,
    /// and never what people write.
    Serve(Serve),

    /// Practise: serve one session with nine simulated trainees, and keep nothing
    ///
    /// Prints `listening on URL` and then a personal link for a facilitator and one for an assistant. The trainees
    /// arrive, talk, answer rounds, raise hands and flags, drop out and return. All of it is gone when you stop.
    Rehearse(Listen),

    /// Verify the database: the file, and that every record is as it was written
    ///
    /// Also that no records have gone from the end of a session, as when an older copy was put in place by hand. To go on
    /// with what is left, make a backup, which is then kept as FILE.damaged, and restore that.
    ///
    /// Reads only, and may run beside a server. Exits with 0 when all is sound and with 1 when it is not, also when the
    /// keys to what people wrote are not there or are those of another database.
    Check(Check),

    /// Copy the database to a file, beside a running server or without one
    ///
    /// The copy is as the database was at one moment. It is verified before it gets its name; a copy that was cut
    /// off has another one. The keys to what people wrote are not in it; with --keys they are copied too, and the
    /// ledger of erasures beside them.
    Backup(Backup),

    /// Put a backup in the place of the database, while no server runs on the folder
    ///
    /// The backup is verified first. A database that is there already is only replaced with --replace, and is then
    /// kept aside in a folder of its own. Whoever was erased, by the folder's ledger or by the backup's, is erased again
    /// at the next start.
    Restore(Restore),

    /// Plan buddies or breakout rooms for a case in a file
    ///
    /// Reads cases in the format `alongside-breakout-case/1` and prints one answer as JSON a line, also when the
    /// answer is that it is impossible. A case that cannot be understood is told on stderr, with the field and how
    /// to mend it, and the exit code is 2.
    Plan(Cases),

    /// Tell the versions of Alongside and of what it stands on
    Version,
}

#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub struct Cases {
    /// A file with a case; may be given several times, and `-` reads standard input
    #[arg(long = "case", value_name = "FILE")]
    named: Vec<PathBuf>,

    /// More files
    #[arg(value_name = "FILE")]
    more: Vec<PathBuf>,
}

impl Cases {
    pub fn all(&self) -> Vec<PathBuf> {
        self.named.iter().chain(&self.more).cloned().collect()
    }
}

#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[command(flatten)]
    pub folder: Folder,
    #[command(flatten)]
    pub keys: KeyPlaces,
    #[command(flatten)]
    pub listen: Listen,
    #[command(flatten)]
    pub oidc: Oidc,
}

/// The organisation's own provider of accounts (OpenID Connect), as a way in for staff.
#[derive(Debug, Clone, Args)]
pub struct Oidc {
    /// The address of the organisation's own provider (OpenID Connect), such as `https://id.example`
    ///
    /// Staff may then sign in with it, once they have linked their account: with an invitation, or on the page of their
    /// account. At the provider, register ADDRESS/provider as where people come back to.
    #[arg(
        long,
        env = "ALONGSIDE_OIDC_ISSUER",
        value_name = "URL",
        requires = "oidc_client_id"
    )]
    pub oidc_issuer: Option<String>,

    /// What the provider calls this Alongside
    #[arg(
        long,
        env = "ALONGSIDE_OIDC_CLIENT_ID",
        value_name = "ID",
        requires = "oidc_issuer"
    )]
    pub oidc_client_id: Option<String>,

    /// A file with the secret that the provider gave for it, if it gave one
    #[arg(
        long,
        env = "ALONGSIDE_OIDC_CLIENT_SECRET_FILE",
        value_name = "FILE",
        requires = "oidc_issuer"
    )]
    pub oidc_client_secret_file: Option<PathBuf>,

    /// What people call it: the button says "Sign in with ..."
    #[arg(
        long,
        env = "ALONGSIDE_OIDC_NAME",
        value_name = "NAME",
        default_value = "your organisation"
    )]
    pub oidc_name: String,

    /// A file with certificates (PEM) that vouch for the provider, beside those that browsers know
    #[arg(
        long,
        env = "ALONGSIDE_OIDC_CA",
        value_name = "FILE",
        requires = "oidc_issuer"
    )]
    pub oidc_ca: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct Listen {
    /// The port to listen on; 0 takes any free one
    #[arg(long, env = "ALONGSIDE_PORT", default_value_t = 8080)]
    pub port: u16,

    /// The network address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, env = "ALONGSIDE_HOST", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,

    /// The address people open, such as `https://alongside.example`, when it is not this machine's
    ///
    /// Links are made with it, and only its pages may ask for anything. Set it whenever Alongside stands behind
    /// a proxy; with https, cookies are for https only.
    #[arg(long, env = "ALONGSIDE_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,

    #[command(flatten)]
    pub tls: Tls,
}

/// A certificate of one's own, without a proxy.
#[derive(Debug, Clone, Args)]
pub struct Tls {
    /// A file with a certificate and what signs it, as PEM text: the port then speaks HTTPS only
    ///
    /// It is read anew when it changes, and at once on SIGHUP.
    #[arg(
        long,
        env = "ALONGSIDE_TLS_CERT",
        value_name = "FILE",
        requires = "tls_key"
    )]
    pub tls_cert: Option<PathBuf>,

    /// The file with its private key, as PEM text
    #[arg(
        long,
        env = "ALONGSIDE_TLS_KEY",
        value_name = "FILE",
        requires = "tls_cert"
    )]
    pub tls_key: Option<PathBuf>,

    /// A second port that sends plain HTTP on to the HTTPS address, such as 80
    #[arg(
        long,
        env = "ALONGSIDE_HTTP_PORT",
        value_name = "PORT",
        requires = "tls_cert"
    )]
    pub http_port: Option<u16>,
}

#[derive(Debug, Clone, Args)]
pub struct Check {
    #[command(flatten)]
    pub folder: Folder,
    #[command(flatten)]
    pub keys: KeyPlaces,
}

#[derive(Debug, Clone, Args)]
pub struct Backup {
    #[command(flatten)]
    pub folder: Folder,
    #[command(flatten)]
    pub keys_folder: KeysFolder,

    /// The file to make; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,

    /// Also copy the keys to what people wrote, to this file
    ///
    /// Keep it elsewhere than the database: who has only one of the two has no words. The ledger of erasures comes to
    /// lie beside it, as FILE.erasures.jsonl; keep the two together.
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct Restore {
    #[command(flatten)]
    pub folder: Folder,
    #[command(flatten)]
    pub keys_folder: KeysFolder,

    /// The backup
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,

    /// A backup of the keys, when those in the folder are lost
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,

    /// Replace the database that is there, keeping it aside
    #[arg(long)]
    pub replace: bool,
}

#[derive(Debug, Clone, Args)]
pub struct Folder {
    /// The folder with the database; made when it is not there
    #[arg(
        long,
        env = "ALONGSIDE_DATA",
        default_value = "./data",
        value_name = "FOLDER"
    )]
    pub data: PathBuf,
}

/// Where the keys lie, for commands that call a file of them `--keys`.
#[derive(Debug, Clone, Args)]
pub struct KeysFolder {
    /// The folder of the keys that the server uses; the data folder when nothing is said
    #[arg(long, env = "ALONGSIDE_KEYS", value_name = "FOLDER")]
    keys_folder: Option<PathBuf>,
}

impl KeysFolder {
    #[must_use]
    pub fn or<'a>(&'a self, data: &'a Path) -> &'a Path {
        self.keys_folder.as_deref().unwrap_or(data)
    }
}

/// Where the keys lie. Whoever has a copy of the database without them has no words.
#[derive(Debug, Clone, Args)]
pub struct KeyPlaces {
    /// The folder of the keys with which people's words are sealed; the data folder when nothing is said
    ///
    /// Back it up apart from the database.
    #[arg(long, env = "ALONGSIDE_KEYS", value_name = "FOLDER")]
    pub keys: Option<PathBuf>,

    /// The file of the master key that wraps the others; `master.key` beside them when nothing is said
    #[arg(long, env = "ALONGSIDE_MASTER_KEY", value_name = "FILE")]
    pub master_key: Option<PathBuf>,
}

impl KeyPlaces {
    #[must_use]
    pub fn folder(&self, data: &Path) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| data.to_owned())
    }

    #[must_use]
    pub fn master(&self, data: &Path) -> PathBuf {
        let beside = || self.folder(data).join("master.key");
        self.master_key.clone().unwrap_or_else(beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_makes_sense() {
        Line::command().debug_assert();
    }

    #[test]
    fn serving_needs_nothing_to_be_said() {
        let line = Line::try_parse_from(["alongside", "serve"]).unwrap();
        let Command::Serve(serve) = line.command else {
            panic!("serve is serve")
        };
        assert!(
            serve.listen.host.is_loopback(),
            "only this machine, unless said otherwise"
        );
    }
}
