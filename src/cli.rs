//! The command line: the only place that joins reading and writing to the core.

mod build;
mod check;
mod inspect;
mod memory;
mod moved;
mod papers;
mod printing;
mod record;
mod report;
mod typography;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::clock::{Clock, Terms};

/// Builds news sites that are read from right to left.
#[derive(Parser)]
#[command(
    name = "warraq",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  \
        warraq build                     build the site of this folder into public/\n  \
        warraq --serve                   build it, show it on this machine and reload on every save\n  \
        warraq check --strict            name everything an editor should know; write nothing\n  \
        warraq inspect seeds/news/a.txt  show what is seen in an article, and every guess"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: BuildArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site
    #[command(after_help = "Examples:\n  \
        warraq build --output /srv/www   build into another folder\n  \
        warraq build --serve --drafts    preview with drafts")]
    Build(BuildArgs),
    /// Report everything an editor should know; write nothing, unless asked to repair
    #[command(after_help = "Examples:\n  \
        warraq check --strict       fail on warnings, as a CI job should\n  \
        warraq check --output public  read what lies in public/, as it is about to be uploaded\n  \
        warraq check --typography   name every flaw of typography, with file, line and column\n  \
        warraq check --fix          mend in the articles what no two editors would mend differently")]
    Check(CheckArgs),
    /// Note in addresses.toml which addresses articles have left since the last build, as building does, and
    /// which of them are gone
    #[command(after_help = "Examples:\n  \
        warraq moved && warraq build    settle what the last build said of addresses\n  \
        warraq moved --output /srv/www  where the site is built into another folder")]
    Moved(MovedArgs),
    /// Show what is seen in articles, and every guess
    #[command(after_help = "Examples:\n  \
        warraq inspect seeds/news/a.txt\n  \
        warraq inspect --format json ~/inbox/*.txt")]
    Inspect(InspectArgs),
}

/// Which site.
#[derive(Args, Clone)]
struct SiteArgs {
    /// The site's folder, with site.toml in it
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    site: PathBuf,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Include articles whose date lies in the future
    #[arg(long)]
    future: bool,
    /// What time it is, such as 2026-11-23T10:00+03:00, or seconds since 1970 [default: the system's
    /// clock]
    #[arg(long, value_name = "INSTANT", env = "SOURCE_DATE_EPOCH", hide_env_values = true)]
    now: Option<Clock>,
    /// How to print what is found
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

impl SiteArgs {
    /// What tells the time.
    fn clock(&self) -> Clock {
        self.now.unwrap_or_default()
    }

    /// The folder in which it is built.
    fn output(&self, asked: Option<&Path>) -> PathBuf {
        asked.map_or_else(|| self.site.join("public"), Path::to_path_buf)
    }

    /// The terms on which the site is compiled now.
    fn terms(&self) -> Terms {
        Terms { now: self.clock().now(), drafts: self.drafts, future: self.future }
    }
}

#[derive(Args, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where to build [default: public in the site's folder]
    #[arg(long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Trust no file's time: compare the bytes of every source and every page with what the last
    /// build saw and left
    #[arg(long)]
    verify: bool,
    /// Publish although most of the site's articles, or of its images and other assets, would go
    #[arg(long)]
    allow_loss: bool,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
    /// Show the site on this machine afterwards, and reload on every save
    #[arg(long)]
    serve: bool,
    /// The port to show it on; the next free one if it is taken
    #[arg(long, value_name = "NUMBER", default_value_t = 4000, requires = "serve")]
    port: u16,
}

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Let warnings fail the check
    #[arg(long)]
    strict: bool,
    /// Name every flaw of typography
    #[arg(long)]
    typography: bool,
    /// Write certain repairs of typography into the articles; the original is kept as
    /// <name>.orig, unless the site is under git
    #[arg(long)]
    fix: bool,
    /// Read the files that lie in this folder, instead of those that a build would write
    #[arg(long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Ask addresses out of the site whether they still answer, unless they did lately
    #[arg(long)]
    external: bool,
}

#[derive(Args)]
struct MovedArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where the site is built [default: public in the site's folder]
    #[arg(long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct InspectArgs {
    /// Articles, in this site or anywhere
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The site whose language and conventions count
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    site: PathBuf,
    /// How to print what is seen
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Several lines each, for people
    Human,
    /// One line each, for editors' error lists
    Short,
    /// One JSON object each, for programs
    Json,
}

/// Runs the program: 0 when all went well, 1 when the site has errors, 2 when it was called wrongly.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Build(args)) => build::build(&args),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Moved(args)) => moved::moved(&args),
        Some(Command::Inspect(args)) => inspect::inspect(&args),
        None if cli.build.serve => build::build(&cli.build),
        None => {
            let help = Cli::command().print_help();
            // Nothing is left to say where the help itself cannot be printed.
            drop(help);
            ExitCode::from(2)
        }
    }
}
