//! An article as search engines read it: `NewsArticle` of schema.org, in JSON-LD 1.1.

use serde::Serialize;

use super::article::{ArticleView, Length};
use super::page::PageView;
use crate::render::Press;
use crate::render::dates::DateView;
use crate::render::json;
use crate::resolve::routes;

/// <https://schema.org/NewsArticle>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<CorrectionComment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    publisher: Thing<'a>,
    in_language: &'a str,
    word_count: usize,
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
    main_entity_of_page: Option<&'a str>,
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

/// A person or an organisation.
#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "sameAs", skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<&'a str>,
}

/// The JSON-LD of an article, ready to stand in a `<script type="application/ld+json">`. It is
/// made of what the article's view holds, of the length of its body and of the settings, and so changes
/// with them alone.
#[must_use]
pub fn news_article(
    press: &Press<'_>,
    page: &PageView<'_>,
    article: &ArticleView<'_>,
    length: Length,
) -> String {
    let base_url = press.config.base_url.as_ref();
    let absolute = |path: &str| base_url.map(|base| routes::absolute(base, path));
    let news = NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: article.headline,
        description: article.excerpt,
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
            .map(|author| Thing {
                kind: "Person",
                name: author.title,
                url: author.path.and_then(absolute),
                same_as: author.same_as.clone(),
            })
            .collect(),
        publisher: Thing {
            kind: "NewsMediaOrganization",
            name: &press.own.title,
            url: base_url.map(ToString::to_string),
            same_as: Vec::new(),
        },
        in_language: article.lang.unwrap_or(&press.own.language),
        word_count: length.words,
        time_required: length.minutes.map(|minutes| format!("PT{minutes}M")),
        article_section: article.section.as_ref().map(|section| section.title),
        keywords: article.tags.iter().map(|tag| tag.title).collect(),
        url: page.canonical.as_deref(),
        main_entity_of_page: page.canonical.as_deref(),
        is_accessible_for_free: true,
    };
    json::embedded(&news)
}
