//! Text as newsrooms type it: comparing, cutting, counting and naming.
//!
//! Takes and gives plain strings. Knows nothing of files, settings or pages.

pub mod arabic;
pub mod bidi;
pub mod encoding;
pub mod slug;
pub mod typography;
pub mod variants;
pub mod words;
