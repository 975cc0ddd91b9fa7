//! Behaviour of whole sites: one test binary, one driver.

#![allow(clippy::disallowed_methods, reason = "tests make the sites they look at")]
#![allow(unreachable_pub, reason = "a test binary has no outside")]

mod audit;
mod bidi;
mod changed;
mod cli;
mod corpus;
mod corrections;
mod dates;
mod diagnostics;
mod editions;
mod encodings;
mod feeds;
mod golden;
mod hostile;
mod length;
mod listings;
mod markers;
mod memos;
mod messages;
mod metadata;
mod moved;
mod newsletter;
mod outside;
mod paths;
mod pictures;
mod properties;
mod publishing;
mod reading;
mod redirects;
mod related;
mod seed;
mod structure;
mod support;
mod templates;
mod time;
mod tidy;
mod typography;
mod urls;
