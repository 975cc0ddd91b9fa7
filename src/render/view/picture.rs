//! A picture: where it is found, how large it is if that is known, and what is said of it.

use serde::Serialize;

use crate::config::Config;
use crate::manuscript::{Head, Image};
use crate::render::Press;
use crate::resolve::routes;
use crate::source::Sources;
use crate::text::address::is_written_out;

/// A picture of the site, or of another.
#[derive(Serialize)]
pub struct PictureView<'a> {
    /// As the page asks for it.
    src: String,
    /// Its whole address; none for one of the site whose own address is not known.
    pub(in crate::render) address: Option<String>,
    /// In pixels, as the next.
    pub(in crate::render) width: Option<u32>,
    pub(in crate::render) height: Option<u32>,
    /// What it shows, for those who do not see it.
    pub(in crate::render) alt: &'a str,
    /// What stands below it.
    pub(in crate::render) caption: &'a str,
    /// Whom it is owed to.
    pub(in crate::render) credit: &'a str,
}

impl<'a> PictureView<'a> {
    /// The picture that `src` names, a file of the site or an address, on the page to which the site's root
    /// is `root`; `None` where the site has no such file.
    #[must_use]
    pub fn new(sources: &Sources, config: &Config, src: &str, root: &str) -> Option<Self> {
        let (alt, caption, credit) = ("", "", "");
        if is_written_out(src) {
            let (src, address) = (src.to_owned(), Some(src.to_owned()));
            return Some(Self { src, address, width: None, height: None, alt, caption, credit });
        }
        let pixels = sources.asset(src)?.pixels;
        Some(Self {
            src: format!("{root}{}", routes::encoded(src)),
            address: config.base_url.as_ref().map(|base| routes::absolute(base, src)),
            width: pixels.map(|pixels| pixels.width),
            height: pixels.map(|pixels| pixels.height),
            alt,
            caption,
            credit,
        })
    }

    /// The picture that stands over the article of `head`, if it has one and the site has that.
    #[must_use]
    pub fn of(press: &Press<'_>, head: &'a Head) -> Option<Self> {
        let Image { src, alt, caption, credit, .. } = head.image()?;
        let root = routes::to_root(head.path());
        let picture = Self::new(press.sources, press.config, src, &root)?;
        Some(Self { alt, caption, credit, ..picture })
    }

    /// Whether it is so large both ways, as far as that is known.
    #[must_use]
    pub fn is_at_least(&self, pixels: u32) -> bool {
        [self.width, self.height].into_iter().flatten().all(|size| size >= pixels)
    }
}
