//! Of articles beside each other.

use std::fmt::Display;
use std::path::Path;

use super::{error, note, warning};
use crate::clock::When;
use crate::diagnostic::{Diagnostic, Span};
use crate::text::bidi::isolate;

/// A related title that no article bears.
#[must_use]
pub fn related_not_found(span: Span, near: Option<(&str, &str)>) -> Diagnostic {
    let found = warning("related-not-found", span, "no article has this headline");
    match near {
        Some((headline, path)) => found.help(format!("did you mean {} ({path})?", isolate(headline))),
        None => found.help("no link is made; write the headline of an article of this site"),
    }
}

/// A related title that only an article bears whose date lies ahead.
#[must_use]
pub fn related_embargoed(span: Span, path: &str, until: &When) -> Diagnostic {
    let message = format!("the article with this headline ({path}) is not published before {until}");
    warning("related-embargoed", span, message)
        .help("no link is made before that; leave the title out until then if it tells too much")
}

/// A related title that only an article bears which has expired.
#[must_use]
pub fn related_expired(span: Span, path: &str, since: &When) -> Diagnostic {
    warning("related-expired", span, format!("the article with this headline ({path}) expired on {since}"))
        .help("no link is made; write the headline of another article")
}

/// A related title that its own article bears.
#[must_use]
pub fn related_self(span: Span) -> Diagnostic {
    warning("related-self", span, "this is the headline of this very article; no link is made")
        .help("write the headline of another article")
}

/// A related title that several articles bear.
#[must_use]
pub fn related_ambiguous(span: Span, chosen: &str, other: &str) -> Diagnostic {
    warning(
        "related-ambiguous",
        span,
        format!("two articles have this headline: linked to {chosen}, not to {other}"),
    )
    .help("give one of them another headline")
}

/// A name for translations that no other article has.
#[must_use]
pub fn translation_alone(span: Span, name: &str) -> Diagnostic {
    let message = format!("`translation` names no other article: {}", isolate(name));
    warning("translation-alone", span, message).help(
        "give the other article the same `translation`, or name it by its path below its edition's folder, \
         without its ending: politics/gold",
    )
}

/// Two articles in one language by one name for translations.
#[must_use]
pub fn translation_twice(span: Span, language: &str, first: &str, second: &str) -> Diagnostic {
    let message = format!(
        "two articles of this name are in the language `{language}`: {first} counts, {second} does not"
    );
    warning("translation-twice", span, message).help("give one of them another `translation`")
}

/// Invitations to a newsletter that nobody receives.
#[must_use]
pub fn newsletter_no_provider(span: Span, count: usize) -> Diagnostic {
    let articles =
        if count == 1 { "1 article invites".to_owned() } else { format!("{count} articles invite") };
    warning(
        "newsletter-no-provider",
        span,
        format!("{articles} to a newsletter and no provider is set; shown without a form"),
    )
    .help("name one in site.toml: [newsletter] provider = \"…\"")
}

/// Two articles on one address.
#[must_use]
pub fn url_collision(span: Span, other: &str, path: &str) -> Diagnostic {
    error("url-collision", span, format!("this article and {other} both make {path}"))
        .help("give one of them another `slug` in front matter")
}

/// An old address at which a page stands.
#[must_use]
pub fn alias_taken(span: Span, address: &str, by: impl Display) -> Diagnostic {
    error("alias-taken", span, format!("at {} stands {by}", isolate(address)))
        .help("remove one of the two: an address leads to one page")
}

/// An old address that two articles claim, or one twice.
#[must_use]
pub fn alias_twice(span: Span, address: &str, other: &str) -> Diagnostic {
    error("alias-twice", span, format!("{} is an alias in {other} already", isolate(address)))
        .help("keep one of them: an address leads to one page")
}

/// An article that has left its address, which is noted in the record; readers are sent on only where it
/// `stands` at the new one already.
#[must_use]
pub fn address_changed(
    span: Span,
    before: &str,
    now: &str,
    stands: bool,
    others: usize,
    record: &str,
) -> Diagnostic {
    let is = if stands { "stands" } else { "will stand" };
    let message = format!("this article stood at {} and {is} at {}", isolate(before), isolate(now));
    let message = match others {
        0 => message,
        1 => format!("{message}; 1 other has moved, too"),
        _ => format!("{message}; {others} others have moved, too"),
    };
    warning("address-changed", span, message).help(if stands {
        format!("{record} now sends readers of the old address on: keep it with the articles")
    } else {
        "it is not published now, and readers of the old address find nothing: correct `date` or `expires` \
         if that was not meant"
            .to_owned()
    })
}

/// A record of former addresses that cannot be written.
#[must_use]
pub fn record_unwritable(path: &Path, doing: &str, reason: &std::io::Error) -> Diagnostic {
    let message =
        format!("addresses that articles have left are not noted: {doing} {}: {reason}", path.display());
    warning("record-unwritable", None, message)
        .help("let it and its folder be written, and build again: until then .warraq/ alone knows the old addresses")
}

/// Addresses whose articles are gone, with the file that the first of them was.
#[must_use]
pub fn address_gone(first: Span, some: &[&str], all: usize) -> Diagnostic {
    let mut list: Vec<String> = some.iter().map(|address| isolate(address)).collect();
    if all > some.len() {
        list.push(format!("{} more", all - some.len()));
    }
    let what = if all == 1 {
        "an article is gone from its address"
    } else {
        "articles are gone from their addresses"
    };
    warning("address-gone", first, format!("{what}: {}", list.join(", ")))
        .help("if one has moved, give it an alias; `warraq moved` notes the others in addresses.toml, so that no other article gets their address")
}

/// An address that was another article's when the site was built last.
#[must_use]
pub fn address_reused(span: Span, address: &str, former: &str) -> Diagnostic {
    warning("address-reused", span, format!("at {} stood the article of {former}", isolate(address)))
        .help("links to that one lead here now: give this article another `slug`, unless it is the same")
}

/// An address that was an article's when the site was built last, and is now that of a page or a file which is
/// none.
#[must_use]
pub fn address_covered(span: Span, address: &str, by: impl Display) -> Diagnostic {
    warning(
        "address-reused",
        span,
        format!("at {} stood this article, and now stands {by}", isolate(address)),
    )
    .help("links to the article lead there now: give one of the two another name, unless it is meant so")
}

/// An address that was an article's when the site was built last, and at which no page can send its readers on:
/// `file` stands in place of a folder on the way there or, if none does, a folder where the page would.
#[must_use]
pub fn address_barred(span: Span, address: &str, file: Option<impl Display>) -> Diagnostic {
    let now = file.map_or_else(
        || "now stands a folder".to_owned(),
        |file| format!("in place of its folder now stands {file}"),
    );
    warning("address-reused", span, format!("at {} stood this article, and {now}", isolate(address)))
        .help("its readers are not sent on: if they shall be, rename what stands there, and give the article that address as an alias")
}

/// An address that belongs to another article, or to one that is `gone`.
#[must_use]
pub fn address_taken(span: Span, address: &str, gone: bool, record: &str) -> Diagnostic {
    let whose = if gone { "an article that is gone" } else { "another article" };
    error("address-taken", span, format!("{} is the address of {whose}, by {record}", isolate(address)))
        .help(format!("if this is that article, remove the line from {record}; else give it another `slug`"))
}

/// A former address that leads nowhere.
#[must_use]
pub fn moved_nowhere(span: Span, to: &str) -> Diagnostic {
    warning("moved-nowhere", span, format!("no article stands at {}", isolate(to)))
        .help("write the address that the article has now, or \"\" if there is none any more")
}

/// Two outputs on one path.
#[must_use]
pub fn output_collision(span: Option<Span>, path: &str, first: &str, second: &str) -> Diagnostic {
    error("output-collision", span, format!("two files would be {path}: {first} and {second}"))
        .help("rename one of them")
}

/// A file of the output that some system cannot hold under its name.
#[must_use]
pub fn name_unsafe(span: Option<Span>, path: &str, fault: &str) -> Diagnostic {
    error("name-unsafe", span, format!("no file can be called {} everywhere: {fault}", isolate(path)))
        .help("rename it")
}

/// An article without a page: a fault of the program, not of a site.
#[must_use]
pub fn article_unplanned(span: Span, path: &str) -> Diagnostic {
    error("article-unplanned", span, format!("no page was planned for this article, {path}"))
        .help("this is a fault of Warraq, please report it; the site is as it was")
}

/// A tag or author without anything that could stand in an address.
#[must_use]
pub fn name_without_page(span: Span, kind: &str, name: &str) -> Diagnostic {
    warning(
        "name-without-page",
        span,
        format!("the {kind} {} has no letter or digit; it is shown without a page", isolate(name)),
    )
    .help("write it with a letter or digit, or remove it")
}

/// The name of a tag, an author or a series that has no sign at all.
#[must_use]
pub fn name_empty(span: Span, kind: &str) -> Diagnostic {
    warning("name-without-page", span, format!("this {kind} has no name, and is left out"))
        .help("write its name, or remove it")
}

/// The name of a tag, an author or a series that is longer than names are.
#[must_use]
pub fn name_long(span: Span, kind: &str, letters: usize, most: usize) -> Diagnostic {
    warning("name-long", span, format!("the name of this {kind} has {letters} letters")).help(format!(
        "write a name of at most {most}, the room that an address has for Arabic letters; several names stand in a list"
    ))
}

/// Two profiles of one author.
#[must_use]
pub fn author_twice(span: Span, name: &str, other: &str) -> Diagnostic {
    error("author-twice", span, format!("{} is the author of {other} too", isolate(name)))
        .help("keep one of the two, or take the spelling out of one")
}

/// An author without a profile, where others have one.
#[must_use]
pub fn author_without_profile(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let found = note("author-without-profile", span, format!("the author {} has no profile", isolate(name)));
    match near {
        Some(near) => found.help(format!(
            "is this {}? Then write it so, or add this spelling to the profile's `spellings`",
            isolate(near)
        )),
        None => found.help("write one in seeds/authors/, with the name as its `title`"),
    }
}

/// A tag or author in several spellings.
#[must_use]
pub fn spellings(span: Span, kind: &str, spellings: &[(&str, usize)]) -> Diagnostic {
    let each: Vec<String> =
        spellings.iter().map(|(name, count)| format!("{} ({count})", isolate(name))).collect();
    note("spellings", span, format!("one {kind} in {} spellings: {}", each.len(), each.join(", ")))
        .help("the one that most articles write is shown; this article is the oldest of them")
}

/// Articles that a partner would refuse.
#[must_use]
pub fn feed_left_out(
    span: Span,
    partner: &str,
    count: usize,
    of: usize,
    (fewest, most): (usize, usize),
    first: (&str, &str),
) -> Diagnostic {
    let (headline, path) = first;
    let articles = if count == 1 { "1 article is".to_owned() } else { format!("{count} articles are") };
    warning(
        "feed-left-out",
        span,
        format!("of the latest {of}, {articles} left out of the feed for `{partner}`: it takes headlines of {fewest} to {most} characters"),
    )
    .help(format!("the latest of them is {} ({path})", isolate(headline)))
}

/// A partner that wants to know the country of a language.
#[must_use]
pub fn feed_language(span: Span, partner: &str, language: &str) -> Diagnostic {
    warning(
        "feed-language",
        span,
        format!(
            "the feed for `{partner}` must name a language with its country, and this one is `{language}`"
        ),
    )
    .help("write the site's language with its country, as in ar-SY")
}
