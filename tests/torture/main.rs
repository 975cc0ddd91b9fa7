//! What takes too long for every change: the program as a whole, under attack.
//!
//! `cargo test --release --test torture -- --nocapture` runs it and prints what it measured.

#![allow(clippy::disallowed_methods, reason = "tests make the sites they look at")]

#[cfg(unix)]
mod alike;
#[cfg(unix)]
mod corpus;
#[cfg(unix)]
mod crowds;
#[cfg(unix)]
mod edits;
mod growth;
#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod memory;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod newsroom;
mod preview;
#[cfg(unix)]
mod shortage;
#[cfg(unix)]
mod support;
#[cfg(unix)]
mod watching;
