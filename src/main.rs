//! The `warraq` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    warraq::cli::run()
}
