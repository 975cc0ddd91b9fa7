//! Addresses in running text, which no rule may touch: of the web, of mail, handles and hashtags.

use std::ops::Range;

/// The places of addresses in `stretch` of `text`, in order. Words are cut at white space; one
/// with `://`, `www.` or `@` is an address as a whole, of one with `#` the tag, of one with a
/// Latin name and a dot (`example.org/a,b`) the Latin part.
pub(super) fn addresses(text: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut next = stretch.start;
    // Each word is looked through a fixed number of times.
    for word in text[stretch].split_inclusive(char::is_whitespace) {
        let start = next;
        next += word.len();
        let word = word.trim_end();
        if !word.bytes().any(|b| b == b'#' || b == b'@' || b.is_ascii_alphanumeric()) {
            continue;
        }
        if word.contains("://") || word.contains("www.") || word.contains('@') {
            found.push(start..start + word.len());
            continue;
        }
        let mut rest = 0;
        while let Some(at) = word[rest..].find(is_beginning).map(|at| rest + at) {
            let is_tag = word[at..].starts_with('#');
            let length = if is_tag {
                word[at + 1..].find(|c: char| !is_of_tag(c)).map(|end| end + 1)
            } else {
                word[at..].find(|c: char| !is_of_address(c))
            };
            let end = length.map_or(word.len(), |length| at + length);
            if is_tag || has_dot_within(&word[at..end]) {
                found.push(start + at..start + end);
            }
            rest = end;
        }
    }
    found
}

fn is_beginning(c: char) -> bool {
    c == '#' || c.is_ascii_alphanumeric()
}

fn is_of_tag(c: char) -> bool {
    c == '_' || c == '\u{0640}' || c == '\u{200C}' || c.is_alphanumeric() || super::chars::is_mark(c)
}

/// RFC 3986's characters, without those that as often end a clause.
fn is_of_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@$&*+,;=%".contains(c)
}

fn has_dot_within(run: &str) -> bool {
    run.as_bytes()
        .windows(3)
        .any(|w| w[0].is_ascii_alphanumeric() && w[1] == b'.' && w[2].is_ascii_alphanumeric())
}

/// Whether a place lies in one of some ranges, asked from left to right.
pub(super) struct Shield {
    ranges: Vec<Range<usize>>,
    next: usize,
}

impl Shield {
    /// The shield over `stretch`.
    pub(super) fn of(text: &str, stretch: Range<usize>) -> Self {
        Self { ranges: addresses(text, stretch), next: 0 }
    }

    /// Whether byte `at` is covered. `at` must not be less than at the last call.
    pub(super) fn covers(&mut self, at: usize) -> bool {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        self.ranges.get(self.next).is_some_and(|range| range.contains(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_covered_and_words_are_not() {
        let covered = |text: &'static str| -> Vec<&str> {
            addresses(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            covered("راجع https://example.org/a,b?q=خبر,ثان ثم"),
            ["https://example.org/a,b?q=خبر,ثان"]
        );
        assert_eq!(covered("كتب (news@example.org) و@handle"), ["(news@example.org)", "و@handle"]);
        assert_eq!(covered("وسم #محـمود_علي، ثم #a"), ["#محـمود_علي", "#a"]);
        assert_eq!(covered("موقع example.org، ونسخة v1.2.3"), ["example.org", "v1.2.3"]);
        assert_eq!(covered("نسبة 3.5 من CNN"), ["3.5"]);
        assert_eq!(covered("قال, ثم. كلمة.كلمة"), Vec::<&str>::new());
    }
}
