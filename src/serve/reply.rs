//! Bytes → an HTTP response: validators, ranges, media types and content codings (RFC 9110).

use std::iter;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, IF_RANGE, RANGE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Response, StatusCode};

/// What a resource is shown as.
pub(super) struct Shown {
    /// Its bytes, whole.
    pub(super) bytes: Vec<u8>,
    /// Its media type, with a charset where it is text.
    pub(super) media_type: String,
    /// How its bytes are compressed, where that depends on who asks.
    pub(super) coding: Option<Coding>,
}

/// A way in which a file may be compressed (RFC 9110 §8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// Not at all.
    Identity,
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
}

impl Coding {
    /// Those that a site may have of a file, the better first, each with the ending that it adds to the name.
    pub(super) const COMPRESSED: [(Self, &str); 2] = [(Self::Brotli, ".br"), (Self::Gzip, ".gz")];

    /// Under which names a client may ask for it.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Identity => &["identity"],
            Self::Brotli => &["br"],
            Self::Gzip => &["gzip", "x-gzip"],
        }
    }

    /// Whether a client takes it, by its `Accept-Encoding` (RFC 9110 §12.5.3): named, or with all others, and not
    /// with a weight of zero.
    pub(super) fn is_taken(self, headers: &HeaderMap) -> bool {
        let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let (mut by_name, mut with_all) = (None, None);
        for asked in lists.flat_map(|list| list.split(',')) {
            let (name, weight) = asked.split_once(';').unwrap_or((asked, ""));
            let name = name.trim();
            let is_refused = weight
                .split_once('=')
                .is_some_and(|(_, weight)| weight.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0));
            if name == "*" {
                with_all = Some(!is_refused);
            } else if self.names().iter().any(|own| own.eq_ignore_ascii_case(name)) {
                by_name = Some(!is_refused);
            }
        }
        by_name.or(with_all).unwrap_or(false)
    }
}

impl Shown {
    /// HTML.
    pub(super) fn html(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), media_type: "text/html; charset=utf-8".to_owned(), coding: None }
    }

    /// A line for those who ask without a browser.
    pub(super) fn text(line: &str) -> Self {
        let media_type = "text/plain; charset=utf-8".to_owned();
        Self { bytes: format!("{line}\n").into_bytes(), media_type, coding: None }
    }

    /// The file `bytes`, by the ending of its `path`.
    pub(super) fn file(path: &str, bytes: Vec<u8>) -> Self {
        let guess = mime_guess::from_path(path).first_or_octet_stream();
        let is_text = guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "xml";
        let charset =
            if is_text && simdutf8::basic::from_utf8(&bytes).is_ok() { "; charset=utf-8" } else { "" };
        Self { bytes, media_type: format!("{}{charset}", guess.essence_str()), coding: None }
    }

    /// Whether it is HTML.
    pub(super) fn is_html(&self) -> bool {
        self.media_type.starts_with("text/html")
    }

    /// The response that has this under `status`, whatever the request says of versions and parts.
    pub(super) fn with_status(self, status: StatusCode, method: &Method) -> Response<Body> {
        let length = self.bytes.len();
        let body = if method == Method::HEAD { Body::empty() } else { self.bytes.into() };
        let about = [(CONTENT_TYPE, self.media_type), (CONTENT_LENGTH, length.to_string())];
        let coding = self.coding.filter(|coding| *coding != Coding::Identity);
        let coding = coding.map(|coding| (CONTENT_ENCODING, coding.names()[0].to_owned()));
        response(status, about.into_iter().chain(varies(self.coding)).chain(coding), body)
    }

    /// The response to a request for it: whole, in part, or a word that the client has it already.
    pub(super) fn answer(mut self, request: &Parts) -> Response<Body> {
        let tag = format!("\"{}\"", &blake3::hash(&self.bytes).to_hex()[..32]);
        if has_one_of(&request.headers, &tag) {
            let about = iter::once((ETAG, tag)).chain(varies(self.coding));
            return response(StatusCode::NOT_MODIFIED, about, Body::empty());
        }
        let length = self.bytes.len();
        let part = match part(&request.headers, &tag, length) {
            Part::Whole => None,
            Part::Of(start, end) => Some((start, end)),
            Part::Outside => {
                let range = format!("bytes */{length}");
                let mut refused = Self::text("no such part")
                    .with_status(StatusCode::RANGE_NOT_SATISFIABLE, &request.method);
                add(refused.headers_mut(), [(CONTENT_RANGE, range)]);
                return refused;
            }
        };
        let mut status = StatusCode::OK;
        let mut range = None;
        if let Some((start, end)) = part {
            status = StatusCode::PARTIAL_CONTENT;
            range = Some((CONTENT_RANGE, format!("bytes {start}-{}/{length}", end - 1)));
            self.bytes.truncate(end);
            self.bytes.drain(..start);
        }
        let mut answer = self.with_status(status, &request.method);
        let more = [(ETAG, tag), (ACCEPT_RANGES, "bytes".to_owned())];
        add(answer.headers_mut(), more.into_iter().chain(range));
        answer
    }
}

/// What a response says of which `coding` was chosen of several (RFC 9110 §12.5.5).
fn varies(coding: Option<Coding>) -> Option<(HeaderName, String)> {
    coding.map(|_| (VARY, ACCEPT_ENCODING.to_string()))
}

/// A response of `status` with `headers`.
pub(super) fn response(
    status: StatusCode,
    headers: impl IntoIterator<Item = (HeaderName, String)>,
    body: Body,
) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    add(response.headers_mut(), headers);
    response
}

/// Adds `headers`.
pub(super) fn add<N: TryInto<HeaderName>>(
    to: &mut HeaderMap,
    headers: impl IntoIterator<Item = (N, String)>,
) {
    for (name, value) in headers {
        // What no header may hold comes from no output and no request that got so far.
        if let (Ok(name), Ok(value)) = (name.try_into(), value.try_into()) {
            to.insert(name, value);
        }
    }
}

/// Whether the client has the version `tag` already (RFC 9110 §13.1.2: weak comparison).
fn has_one_of(headers: &HeaderMap, tag: &str) -> bool {
    headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|list| {
        let mut tags = list.split(',').map(|known| known.trim().trim_start_matches("W/"));
        list.trim() == "*" || tags.any(|known| known == tag)
    })
}

/// Which part of a resource is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// From this byte to before that one.
    Of(usize, usize),
    Outside,
}

/// The part that a request asks for (RFC 9110 §14.2). Several parts, other units and what cannot
/// be understood get the whole, as the standard allows.
fn part(headers: &HeaderMap, tag: &str, length: usize) -> Part {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some((unit, range)) = text(RANGE).and_then(|range| range.split_once('=')) else { return Part::Whole };
    // A weak tag or a date never is this very version (RFC 9110 §13.1.5).
    let other_version = headers.contains_key(IF_RANGE) && text(IF_RANGE) != Some(tag);
    if other_version || !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    let Some((first, last)) = range.trim().split_once('-') else { return Part::Whole };
    match (first, number(first), last, number(last)) {
        (_, Some(first), "", _) if first < length => Part::Of(first, length),
        (_, Some(first), _, Some(last)) if first <= last && first < length => {
            Part::Of(first, last.saturating_add(1).min(length))
        }
        (_, Some(first), _, Some(last)) if first > last => Part::Whole,
        ("", _, _, Some(count)) if count > 0 && length > 0 => Part::Of(length.saturating_sub(count), length),
        (_, Some(_), "", _) | (_, Some(_), _, Some(_)) | ("", _, _, Some(_)) => Part::Outside,
        _ => Part::Whole,
    }
}

/// A number of digits alone; one too large for this machine is larger than any file.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of_ten(range: &str) -> Part {
        let headers = HeaderMap::from_iter([(RANGE, range.parse().expect("a header"))]);
        part(&headers, "\"tag\"", 10)
    }

    #[test]
    fn one_range_is_understood_and_everything_else_is_the_whole() {
        for (range, of) in [
            ("bytes=0-4", Part::Of(0, 5)),
            ("bytes=4-", Part::Of(4, 10)),
            ("bytes=-3", Part::Of(7, 10)),
            ("bytes=-30", Part::Of(0, 10)),
            ("bytes=0-99999999999999999999999999", Part::Of(0, 10)),
            ("Bytes=9-9", Part::Of(9, 10)),
            ("bytes=10-", Part::Outside),
            ("bytes=10-12", Part::Outside),
            ("bytes=99999999999999999999999999-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=0-4", Part::Whole),
            ("0-4", Part::Whole),
        ] {
            assert_eq!(part_of_ten(range), of, "{range}");
        }
    }

    #[test]
    fn nothing_has_no_parts() {
        let headers = HeaderMap::from_iter([(RANGE, "bytes=-5".parse().expect("a header"))]);
        assert_eq!(part(&headers, "\"tag\"", 0), Part::Outside);
    }

    #[test]
    fn text_says_its_charset_if_it_has_that_charset() {
        let type_of = |path, bytes: &[u8]| Shown::file(path, bytes.to_vec()).media_type;
        assert_eq!(type_of("a.html", b"x"), "text/html; charset=utf-8");
        assert_eq!(type_of("a.css", b"x"), "text/css; charset=utf-8");
        assert_eq!(type_of("a.js", b"x"), "text/javascript; charset=utf-8");
        assert_eq!(type_of("a.xml", b"x"), "text/xml; charset=utf-8");
        assert_eq!(type_of("a.svg", b"x"), "image/svg+xml");
        assert_eq!(type_of("a.json", b"x"), "application/json");
        assert_eq!(type_of("a.woff2", b"x"), "font/woff2");
        assert_eq!(type_of("a.txt", b"\xc7\xe1"), "text/plain");
        assert_eq!(type_of("CNAME", b"x"), "application/octet-stream");
    }
}
