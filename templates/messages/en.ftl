# The interface in English. A site's templates/messages/en.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR).

skip-to-content = Skip to content
sections = Sections
languages = Languages
latest = Latest
home-title = { $site }: front page
updated = Updated
minutes-ago =
    { PLURAL($n) ->
        [one] { $n } minute ago
       *[other]
            { $n ->
                [0] just now
               *[other] { $n } minutes ago
            }
    }
hours-ago =
    { PLURAL($n) ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
days-ago =
    { PLURAL($n) ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
reading-time = { $minutes } min read
corrections = Corrections
tags = Tags
authors = Authors
menu = About this site
all-series = Series
archive = Archive
breadcrumbs = Breadcrumbs
subsections = Subsections
part-of-series = Part { $number } of the series
series-parts = Parts of the series
previous-part = Previous part:
next-part = Next part:
related-title = Related articles
article-count =
    { PLURAL($count) ->
        [one] { $count } article
       *[other] { $count } articles
    }
pages = Pages
page-number = Page { $number }
newer = Newer
older = Older

newsletter-title = Newsletter
newsletter-email = E-mail address
newsletter-consent = By signing up you agree to receive the newsletter of { $site }. You can leave at any time.
newsletter-submit = Sign up
newsletter-trap = Leave this field empty

not-found-title = Page not found
not-found-text = The page may have moved or been removed, or the address has a mistake.
moved-title = This page has moved
moved-text = It opens at its new address by itself; if it does not, follow this link:
to-home = To the front page
