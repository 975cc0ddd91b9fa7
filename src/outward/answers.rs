//! What addresses answered, and when: kept from one check to the next, so that nobody is asked every day.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

pub use crate::diagnostic::catalog::Gone as Reason;

/// What an address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The page is there.
    There,
    /// Readers will not find it, for that reason.
    Gone(Reason),
    /// Nobody knows: the host turned the question away, which says nothing of what a reader would see.
    Unclear,
}

impl Reason {
    /// Those that are no status, under the names by which they are kept.
    const NAMED: [(Self, &'static str); 6] = [
        (Self::Private, "private"),
        (Self::Unknown, "unknown"),
        (Self::Unconnected, "unconnected"),
        (Self::Silent, "silent"),
        (Self::Unreadable, "unreadable"),
        (Self::Endless, "endless"),
    ];

    fn name(self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            other => {
                let named = Self::NAMED.iter().find(|(reason, _)| *reason == other);
                named.map_or_else(String::new, |(_, name)| (*name).to_owned())
            }
        }
    }

    fn named(name: &str) -> Option<Self> {
        let named = Self::NAMED.iter().find(|(_, known)| *known == name).map(|(reason, _)| *reason);
        named.or_else(|| name.parse().ok().map(Self::Status))
    }
}

/// Answers by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, (Timestamp, Answer)>);

/// How long a page that was there is taken to be there.
const THERE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long one that was gone is taken to be gone.
const GONE: SignedDuration = SignedDuration::from_hours(24);

impl Answers {
    /// What an address answered, if that still counts.
    #[must_use]
    pub fn get(&self, address: &str, now: Timestamp) -> Option<&Answer> {
        let (at, answer) = self.0.get(address)?;
        let lasts = match answer {
            Answer::There => THERE,
            Answer::Gone(_) => GONE,
            Answer::Unclear => return None,
        };
        let age = now.duration_since(*at);
        (!age.is_negative() && age < lasts).then_some(answer)
    }

    /// Keeps an answer.
    pub fn insert(&mut self, address: &str, at: Timestamp, answer: Answer) {
        self.0.insert(address.to_owned(), (at, answer));
    }

    /// Takes over what another knows of an address.
    pub(super) fn keep(&mut self, address: &str, of: &Self) {
        if let Some(known) = of.0.get(address) {
            self.0.insert(address.to_owned(), *known);
        }
    }

    /// The answers as they are kept: a line each, of its time, the address, and why it is gone.
    #[must_use]
    pub fn to_text(&self) -> String {
        let line = |(address, (at, answer)): (&String, &(Timestamp, Answer))| match answer {
            Answer::There => Some(format!("{}\t{address}\n", at.as_second())),
            Answer::Gone(reason) => Some(format!("{}\t{address}\t{}\n", at.as_second(), reason.name())),
            Answer::Unclear => None,
        };
        self.0.iter().filter_map(line).collect()
    }

    /// The answers in a text. A line that is none counts for nothing: its address is asked again.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let line = |line: &str| {
            let mut parts = line.splitn(3, '\t');
            let at = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
            let address = parts.next().filter(|address| !address.is_empty())?.to_owned();
            let answer = match parts.next() {
                None => Answer::There,
                Some(reason) => Answer::Gone(Reason::named(reason)?),
            };
            Some((address, (at, answer)))
        };
        Self(text.lines().filter_map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_as_lines_and_count_for_as_long_as_they_are_worth() {
        let at: Timestamp = "2026-05-01T00:00:00Z".parse().expect("a time");
        let hours = |hours: i64| at + SignedDuration::from_hours(hours);
        let mut answers = Answers::default();
        answers.insert("https://a.example/", at, Answer::There);
        answers.insert("https://b.example/", at, Answer::Gone(Reason::Status(404)));
        answers.insert("https://c.example/", at, Answer::Unclear);
        for (reason, name) in Reason::NAMED {
            assert_eq!((Reason::named(name), reason.name().as_str()), (Some(reason), name));
        }
        let read = Answers::from_text(
            &(answers.to_text()
                + "damaged\n1\n1\thttps://e.example/\tfor no reason\n\t\t\n99999999999999999\thttps://d.example/\n"),
        );
        assert_eq!(read.get("https://a.example/", hours(167)), Some(&Answer::There));
        assert_eq!(read.get("https://a.example/", hours(169)), None);
        assert_eq!(read.get("https://b.example/", hours(23)), Some(&Answer::Gone(Reason::Status(404))));
        assert_eq!(read.get("https://b.example/", hours(25)), None);
        assert_eq!(read.get("https://a.example/", hours(-1)), None, "from the future");
        assert_eq!(read.0.len(), 2);
    }
}
