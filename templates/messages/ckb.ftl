# The interface in Sorani. A site's templates/messages/ckb.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR); after a number the noun has one form.

skip-to-content = بڕۆ بۆ ناوەڕۆک
sections = بەشەکان
languages = زمانەکان
latest = نوێترین بابەتەکان
home-title = { $site }: پەڕەی سەرەکی
updated = نوێکرایەوە:
corrections = ڕاستکردنەوەکان
menu = دەربارەی ئەم ماڵپەڕە
minutes-ago =
    { $n ->
        [0] ئێستا
       *[other] پێش { $n } خولەک
    }
hours-ago = پێش { $n } کاتژمێر
days-ago = پێش { $n } ڕۆژ
reading-time = { $minutes } خولەک خوێندنەوە
tags = تاگەکان
authors = نووسەران
all-series = زنجیرەکان
archive = ئەرشیف
breadcrumbs = ڕێڕەوی پەڕە
subsections = بەشە لاوەکییەکان
part-of-series = بەشی { $number } لە زنجیرەی
series-parts = بەشەکانی زنجیرەکە
previous-part = بەشی پێشوو:
next-part = بەشی داهاتوو:
related-title = بابەتە پەیوەندیدارەکان
article-count = { $count } بابەت
pages = پەڕەکان
page-number = پەڕەی { $number }
newer = نوێتر
older = کۆنتر

newsletter-title = هەواڵنامە
newsletter-email = ئیمەیڵ
newsletter-consent = بە ناونووسین ڕەزامەندی لەسەر وەرگرتنی هەواڵنامەی { $site } دەردەبڕیت. هەر کاتێک بتەوێت دەتوانیت بەشدارییەکەت هەڵبوەشێنیتەوە.
newsletter-submit = ناونووسین
newsletter-trap = ئەم خانەیە بە بەتاڵی بەجێبهێڵە

not-found-title = پەڕەکە نەدۆزرایەوە
not-found-text = لەوانەیە پەڕەکە گوازرابێتەوە یان سڕابێتەوە، یان هەڵەیەک لە ناونیشانەکەدا هەبێت.
moved-title = ئەم پەڕەیە گوازراوەتەوە
moved-text = پەڕەکە خۆکارانە لە ناونیشانە نوێیەکەی دەکرێتەوە؛ ئەگەر نەکرایەوە، ئەم بەستەرە بکەرەوە:
to-home = گەڕانەوە بۆ پەڕەی سەرەکی
