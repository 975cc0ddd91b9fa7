# The interface in Uyghur. A site's templates/messages/ug.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR); after a number the noun has one form.

skip-to-content = مەزمۇنغا ئاتلاش
sections = سەھىپىلەر
languages = تىللار
latest = ئەڭ يېڭى ماقالىلەر
home-title = { $site }: باش بەت
updated = يېڭىلانغان ۋاقتى:
corrections = تۈزىتىشلەر
menu = بۇ تور بېكەت ھەققىدە
minutes-ago =
    { $n ->
        [0] ھازىرلا
       *[other] { $n } مىنۇت ئىلگىرى
    }
hours-ago = { $n } سائەت ئىلگىرى
days-ago = { $n } كۈن ئىلگىرى
reading-time = { $minutes } مىنۇتلۇق ئوقۇش
tags = خەتكۈچلەر
authors = ئاپتورلار
all-series = يۈرۈشلۈك ماقالىلەر
archive = ئارخىپ
breadcrumbs = بەت يولى
subsections = تارماق سەھىپىلەر
part-of-series = يۈرۈشلۈك ماقالىنىڭ { $number }-قىسمى
series-parts = يۈرۈشلۈك ماقالىنىڭ قىسىملىرى
previous-part = ئالدىنقى قىسمى:
next-part = كېيىنكى قىسمى:
related-title = مۇناسىۋەتلىك ماقالىلەر
article-count = { $count } ماقالە
pages = بەتلەر
page-number = { $number }-بەت
newer = يېڭىراق
older = كونىراق

newsletter-title = خەۋەرنامە
newsletter-email = ئېلخەت ئادرېسى
newsletter-consent = تىزىملىتىش ئارقىلىق { $site } خەۋەرنامىسىنى تاپشۇرۇۋېلىشقا قوشۇلىسىز. خالىغان ۋاقىتتا بىكار قىلالايسىز.
newsletter-submit = تىزىملىتىش
newsletter-trap = بۇ بۆلەكنى بوش قالدۇرۇڭ

not-found-title = بەت تېپىلمىدى
not-found-text = بەت يۆتكەلگەن ياكى ئۆچۈرۈلگەن، ياكى ئادرېستا خاتالىق بولۇشى مۇمكىن.
moved-title = بۇ بەت يۆتكەلدى
moved-text = بەت يېڭى ئادرېستا ئۆزلۈكىدىن ئېچىلىدۇ؛ ئېچىلمىسا، بۇ ئۇلانمىنى بېسىڭ:
to-home = باش بەتكە قايتىش
