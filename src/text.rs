//! Text as newsrooms type it: comparing, cutting, counting and naming.
//!
//! Takes and gives plain strings. Knows nothing of files, settings or pages.

pub mod address;
pub mod arabic;
pub mod bidi;
pub mod count;
pub mod digits;
pub mod encoding;
pub mod file_name;
pub mod host;
pub mod html;
pub mod language;
pub mod slug;
pub mod typography;
pub mod variants;
pub mod words;
