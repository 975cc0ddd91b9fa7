//! The `warraq` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is many small strings that live shortly: the system's allocator takes a sixth to a third of a
/// build's time longer (docs/performance.md). Huge pages, of which most of each would stay empty, it is not given.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    warraq::cli::run()
}
