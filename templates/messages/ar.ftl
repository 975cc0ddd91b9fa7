# The interface in Arabic. A site's templates/messages/ar.ftl replaces single messages.
# Counts are chosen by PLURAL($n): zero, one, two, few, many, other (CLDR).

skip-to-content = تخطَّ إلى المحتوى
sections = الأقسام
latest = أحدث المقالات
home-title = { $site }: الصفحة الأولى
updated = حُدِّث في
tags = وسوم
related-title = مواضيع ذات صلة
article-count =
    { PLURAL($count) ->
        [zero] لا مقالات بعد
        [one] مقال واحد
        [two] مقالان
        [few] { $count } مقالات
        [many] { $count } مقالًا
       *[other] { $count } مقال
    }

newsletter-title = النشرة البريدية
newsletter-email = البريد الإلكتروني
newsletter-consent = باشتراكك توافق على تلقي نشرة { $site } البريدية، ولك أن تلغي الاشتراك متى شئت.
newsletter-submit = اشترك
newsletter-trap = اترك هذا الحقل فارغًا

not-found-title = الصفحة غير موجودة
not-found-text = ربما نُقلت الصفحة أو حُذفت، أو في العنوان خطأ.
to-home = إلى الصفحة الأولى
