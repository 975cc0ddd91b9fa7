//! `[publisher]`: who answers for the publication, as search engines are told; and `[app]`: how it stands
//! among a reader's programs.

use super::checked;
use crate::diagnostic::{Spanned, catalog};
use crate::table::Table;
use crate::text::address::{web, web_or_inside};

/// Who answers for the publication.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    /// Its name, where it is not the publication's.
    pub name: Option<String>,
    /// Its sign: a file of `static/`, or an address.
    pub logo: Option<Spanned<String>>,
    /// Its pages elsewhere.
    pub same_as: Vec<String>,
    /// Where it says by which principles it works: a page of the site, or an address.
    pub principles: Option<String>,
    /// Where it says how it corrects what was wrong.
    pub corrections: Option<String>,
}

/// Reads `[publisher]`.
pub fn read(mut table: Table<'_, '_>) -> Publisher {
    let mut publisher =
        Publisher { name: table.string("name").map(|name| name.value), ..Publisher::default() };
    publisher.logo = checked(&mut table, "logo", web_or_inside, catalog::bad_address);
    for page in table.strings("same_as") {
        match web(&page.value) {
            Some(url) => publisher.same_as.push(url.to_string()),
            None => table.report(catalog::bad_web_address(page.span, &page.value)),
        }
    }
    let mut page = |key| checked(&mut table, key, web_or_inside, catalog::bad_address).map(|page| page.value);
    (publisher.principles, publisher.corrections) = (page("principles"), page("corrections"));
    table.finish();
    publisher
}

/// How the site stands among a reader's programs, once it is kept there.
#[derive(Clone, Debug, Default)]
pub struct App {
    /// A name of few letters, where the publication's is longer.
    pub short_name: Option<String>,
    /// The colour around the page.
    pub theme_color: Option<String>,
    /// The colour until the page is there.
    pub background_color: Option<String>,
}

/// Reads `[app]`.
pub fn read_app(mut table: Table<'_, '_>) -> App {
    let short_name = table.string("short_name").map(|name| name.value);
    let mut given = |key| checked(&mut table, key, color, catalog::bad_color).map(|color| color.value);
    let (theme_color, background_color) = (given("theme_color"), given("background_color"));
    table.finish();
    App { short_name, theme_color, background_color }
}

/// A colour as `#rgb` or `#rrggbb` (CSS Color 4), which every reader of manifests understands.
fn color(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    let is_color = matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then(|| text.to_owned())
}
