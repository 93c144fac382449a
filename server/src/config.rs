//! What an operator can choose: flags, or environment variables of the same names.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

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
    /// good once, until the next start. Logs go to stderr; ALONGSIDE_LOG=debug tells more, and never what people
    /// write.
    Serve(Serve),

    /// Practise: serve one session with nine simulated trainees, and keep nothing
    ///
    /// Prints `listening on URL` and then a personal link for a facilitator and one for an assistant. The trainees
    /// arrive, talk, answer rounds, raise hands and flags, drop out and return. All of it is gone when you stop.
    Rehearse(Listen),

    /// Verify the database: the file, and that every record is as it was written
    ///
    /// Reads only, and may run beside a server. Exits with 0 when all is sound and with 1 when it is not.
    Check(Folder),

    /// Tell the versions of Alongside and of what it stands on
    Version,
}

#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[command(flatten)]
    pub folder: Folder,
    #[command(flatten)]
    pub listen: Listen,
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
