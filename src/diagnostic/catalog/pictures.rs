//! Of pictures.

use super::settings::bad_value;
use super::warning;
use crate::diagnostic::{Diagnostic, Span};
use crate::picture::{Danger, Fault, Kind, Pixels};
use crate::source::SourcePath;
use crate::text::bidi::isolate;

/// How an author's picture is named.
const PHOTO: &str = "write its path below static/, as in authors/layla.jpg";

/// A picture that nobody describes.
#[must_use]
pub fn image_without_alt(span: Span) -> Diagnostic {
    warning("image-without-alt", span, "nothing says what this picture shows")
        .help("add `alt` to the image; write alt = \"\" where it only decorates")
}

/// A picture that no page may show.
#[must_use]
pub fn bad_image(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("{} is no picture that a page may show", isolate(value)),
        "write the path of a file below static/, or a whole address with https://",
    )
}

/// A host of pictures that is none.
#[must_use]
pub fn bad_image_host(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("{} is no host of pictures", isolate(value)),
        "write its name alone, as in img.example.org, or * for all",
    )
}

/// A picture on a host that the settings do not name.
#[must_use]
pub fn image_elsewhere(span: Span, address: &str) -> Diagnostic {
    warning("image-elsewhere", span, format!("a picture of another site is left out: {}", isolate(address)))
        .help("put it into static/, or name its host under `hosts` in [images] and write https://")
}

/// A picture that the site does not have.
#[must_use]
pub fn image_not_found(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let found = warning("image-not-found", span, format!("there is no file {} in static/", isolate(name)));
    found.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the picture into static/, and write its path there".to_owned(),
    })
}

/// A picture of an author that is not there.
#[must_use]
pub fn photo_missing(span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("static/ holds no file {}; the author is shown without a picture", isolate(path));
    warning("photo-missing", span, message).help(match near {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None => PHOTO.to_owned(),
    })
}

/// An author's picture that is no file of the site.
#[must_use]
pub fn bad_photo(span: Span, value: &str) -> Diagnostic {
    bad_value(span, format!("{} is no file of static/", isolate(value)), PHOTO)
}

/// A picture that is too small to be shown large.
#[must_use]
pub fn image_small(span: Span, width: u32) -> Diagnostic {
    warning("image-small", span, format!("this picture is {width} pixels wide; those who share it want 1200"))
        .help("put a larger one in its place")
}

/// A file with a picture's name that is not published.
#[must_use]
pub fn image_refused(path: &SourcePath, fault: Fault) -> Diagnostic {
    const ANEW: &str = "save the picture anew, and copy it here again";
    let (what, help) = match fault {
        Fault::Other { named, found } => {
            let found = found.map(|found| format!("; its bytes are {}", found.name()));
            let message = format!("this is no {} picture{}", named.name(), found.unwrap_or_default());
            (message, "save it in the format that its name says, or give it the ending of its own")
        }
        Fault::Broken(Kind::Svg) => {
            ("this SVG picture is no sound XML in UTF-8".to_owned(), "export it again as plain SVG, in UTF-8")
        }
        Fault::Broken(kind) => (format!("this {} picture ends too early, or is damaged", kind.name()), ANEW),
        Fault::Size(Pixels { width, height }) => (
            format!("this picture says that it has {width} × {height} pixels"),
            "save it with at least one pixel, at most 100 million, and at most 65,535 on a side",
        ),
        Fault::Active(danger) => {
            let holds = match danger {
                Danger::Script => "a script",
                Danger::Foreign => "another document (foreignObject, HTML)",
                Danger::Handler => "an attribute that runs a program (on…)",
                Danger::Address => "an address that runs a program",
                Danger::Declarations => "declarations in its DOCTYPE",
                Danger::StyleSheet => "an xml-stylesheet instruction",
            };
            (format!("this SVG picture holds {holds}"), "export it again as plain SVG, or take that out")
        }
    };
    warning("image-refused", Span::file(path), format!("{what}; it is not published")).help(help)
}
