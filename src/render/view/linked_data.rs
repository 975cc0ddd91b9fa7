//! What search engines read of a page, by the words of schema.org, in JSON-LD 1.1.

use serde::Serialize;

use super::LinkView;
use super::article::{ArticleView, Length};
use super::page::PageView;
use super::picture::PictureView;
use crate::config::Config;
use crate::config::structure::PageRole;
use crate::render::dates::DateView;
use crate::render::{Press, json};
use crate::resolve::routes;
use crate::source::Sources;

/// All that is said of one page.
#[derive(Serialize)]
struct Graph<T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: T,
}

/// <https://schema.org/NewsArticle>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<CorrectionComment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    publisher: Organization<'a>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<usize>,
    /// A duration as ISO 8601 writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_required: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<WebPage<'a>>,
    is_accessible_for_free: bool,
}

/// <https://schema.org/CorrectionComment>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CorrectionComment {
    #[serde(rename = "@type")]
    kind: &'static str,
    date_published: String,
    text: String,
}

/// <https://schema.org/Person>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<&'a str>,
}

/// <https://schema.org/NewsMediaOrganization>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<Image<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    same_as: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    publishing_principles: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections_policy: Option<String>,
}

/// <https://schema.org/ImageObject>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Image<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    caption: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    credit_text: &'a str,
}

/// <https://schema.org/WebPage>: what an article leads on to is said of its page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebPage<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_link: Vec<String>,
}

/// <https://schema.org/WebSite>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    in_language: &'a str,
    publisher: Organization<'a>,
}

/// <https://schema.org/BreadcrumbList>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

fn graph<T: Serialize>(graph: T) -> String {
    json::embedded(&Graph { context: "https://schema.org", graph })
}

/// The JSON-LD of an article, ready to stand in a `<script type="application/ld+json">`. It is
/// made of what the article's view holds, of the length of its body, of the settings and of what every page
/// depends on, and so changes with them alone.
#[must_use]
pub fn news_article(
    press: &Press<'_>,
    page: &PageView<'_>,
    article: &ArticleView<'_>,
    length: Option<Length>,
) -> String {
    let config = press.config;
    let absolute = |path: &str| config.base_url.as_ref().map(|base| routes::absolute(base, path));
    let related =
        || article.leads_to().filter_map(|(path, url)| path.and_then(absolute).or(url.map(str::to_owned)));
    let news = NewsArticle {
        kind: "NewsArticle",
        headline: article.headline,
        description: article.excerpt,
        image: article.image.as_ref().and_then(Image::new),
        date_published: article.date.as_ref().map(DateView::machine),
        date_modified: article.updated.as_ref().map(DateView::machine),
        correction: article
            .corrections
            .iter()
            .map(|correction| CorrectionComment {
                kind: "CorrectionComment",
                date_published: correction.date.machine(),
                text: correction.paragraphs.join("\n"),
            })
            .collect(),
        author: article
            .authors
            .iter()
            .map(|author| Person {
                kind: if author.is_organization { "Organization" } else { "Person" },
                name: author.title,
                url: author.path.and_then(absolute),
                same_as: author.same_as.clone(),
            })
            .collect(),
        publisher: publisher(press, false),
        in_language: article.lang.unwrap_or(&press.own.language),
        word_count: length.map(|length| length.words),
        time_required: length.and_then(|length| length.minutes).map(|minutes| format!("PT{minutes}M")),
        article_section: article.section.as_ref().map(|section| section.title),
        keywords: article.tags.iter().map(|tag| tag.title).collect(),
        url: page.canonical.as_deref(),
        main_entity_of_page: page.canonical.as_deref().map(|id| WebPage {
            kind: "WebPage",
            id,
            related_link: related().collect(),
        }),
        is_accessible_for_free: true,
    };
    match breadcrumbs(press, article) {
        Some(list) => graph((news, list)),
        None => graph((news,)),
    }
}

/// The way from the front page to an article; `None` where its steps have no addresses.
fn breadcrumbs<'a>(press: &Press<'a>, article: &'a ArticleView<'_>) -> Option<BreadcrumbList<'a>> {
    let base = press.config.base_url.as_ref()?;
    let home = (press.own.title.as_str(), Some(press.site.edition(press.edition).home.as_str()));
    let sections = article.breadcrumbs.iter().map(|section| (section.title, section.path));
    let steps = std::iter::once(home).chain(sections).chain([(article.headline, Some(article.path))]);
    let steps = steps.filter_map(|(name, path)| Some((name, path?)));
    let item = |(nth, (name, path))| ListItem {
        kind: "ListItem",
        position: nth,
        name,
        item: routes::absolute(base, path),
    };
    Some(BreadcrumbList { kind: "BreadcrumbList", item_list_element: (1..).zip(steps).map(item).collect() })
}

/// The JSON-LD of the front page: what the site is, and who answers for it.
#[must_use]
pub fn web_site(press: &Press<'_>, page: &PageView<'_>) -> String {
    let own = press.own;
    graph((WebSite {
        kind: "WebSite",
        name: &own.title,
        description: &own.description,
        url: page.canonical.as_deref(),
        in_language: &own.language,
        publisher: publisher(press, true),
    },))
}

/// Who answers for the publication; `whole`: with all that there is to say of it.
fn publisher<'a>(press: &Press<'a>, whole: bool) -> Organization<'a> {
    let config = press.config;
    let about = &config.publisher;
    // The settings' own first, then the page that has the role.
    let address = |given: &Option<String>, role| {
        let base = config.base_url.as_ref().filter(|_| whole)?;
        let given = given.as_deref().map(|given| routes::whole(base, given));
        let page = || Some(routes::absolute(base, LinkView::to_role(press.site, press.edition, role)?.path?));
        given.or_else(page)
    };
    let base = config.base_url.as_ref().map(ToString::to_string);
    Organization {
        kind: "NewsMediaOrganization",
        id: base.as_ref().map(|base| format!("{base}#publisher")),
        name: about.name.as_deref().unwrap_or(&config.main().title),
        url: base,
        logo: logo(press.sources, config).and_then(|logo| Image::new(&logo)),
        same_as: if whole { &about.same_as } else { &[] },
        publishing_principles: address(&about.principles, PageRole::Principles),
        corrections_policy: address(&about.corrections, PageRole::Corrections),
    }
}

/// The publisher's sign.
#[must_use]
pub fn logo(sources: &Sources, config: &Config) -> Option<PictureView<'static>> {
    let logo = config.publisher.logo.as_ref()?;
    PictureView::new(sources, config, &logo.value, "")
}

impl<'a> Image<'a> {
    fn new(picture: &PictureView<'a>) -> Option<Self> {
        let &PictureView { width, height, caption, credit: credit_text, .. } = picture;
        let url = picture.address.clone()?;
        Some(Self { kind: "ImageObject", url, width, height, caption, credit_text })
    }
}
