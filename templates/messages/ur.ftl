# The interface in Urdu. A site's templates/messages/ur.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR).

skip-to-content = مواد پر جائیں
sections = زمرے
languages = زبانیں
latest = تازہ ترین
home-title = { $site }: صفحۂ اول
updated = آخری بار اپ ڈیٹ:
corrections = تصحیحات
menu = اس سائٹ کے بارے میں
minutes-ago =
    { $n ->
        [0] ابھی ابھی
       *[other] { $n } منٹ پہلے
    }
hours-ago =
    { PLURAL($n) ->
        [one] ایک گھنٹہ پہلے
       *[other] { $n } گھنٹے پہلے
    }
days-ago = { $n } دن پہلے
reading-time = مطالعے کا وقت: { $minutes } منٹ
tags = ٹیگز
authors = مصنفین
all-series = سلسلے
archive = آرکائیو
breadcrumbs = صفحے کا راستہ
subsections = ذیلی زمرے
part-of-series = سلسلے کا حصہ { $number }
series-parts = سلسلے کے حصے
previous-part = پچھلا حصہ:
next-part = اگلا حصہ:
related-title = یہ بھی پڑھیے
article-count =
    { PLURAL($count) ->
        [one] { $count } مضمون
       *[other] { $count } مضامین
    }
pages = صفحات
page-number = صفحہ { $number }
newer = نئے مضامین
older = پرانے مضامین

newsletter-title = نیوز لیٹر
newsletter-email = ای میل ایڈریس
newsletter-consent = سبسکرائب کر کے آپ { $site } کا نیوز لیٹر وصول کرنے پر رضامندی ظاہر کرتے ہیں۔ آپ جب چاہیں اسے بند کر سکتے ہیں۔
newsletter-submit = سبسکرائب کریں
newsletter-trap = اس خانے کو خالی چھوڑ دیں

not-found-title = صفحہ نہیں ملا
not-found-text = ہو سکتا ہے کہ صفحہ منتقل یا حذف کر دیا گیا ہو، یا پتے میں کوئی غلطی ہو۔
moved-title = یہ صفحہ منتقل ہو گیا ہے
moved-text = صفحہ نئے پتے پر خود بخود کھل جائے گا؛ اگر نہ کھلے تو اس لنک پر جائیں:
to-home = صفحۂ اول پر جائیں
