# The interface in Arabic. A site's templates/messages/ar.ftl replaces single messages.
# Counts are chosen by PLURAL($n): zero, one, two, few, many, other (CLDR).

skip-to-content = انتقل إلى المحتوى
sections = الأقسام
latest = أحدث المقالات
home-title = { $site }: الصفحة الرئيسية
updated = آخر تحديث:
tags = الوسوم
authors = الكتّاب
all-series = السلاسل
archive = الأرشيف
breadcrumbs = مسار التصفح
subsections = الأقسام الفرعية
part-of-series = الجزء { $number } من سلسلة
series-parts = أجزاء السلسلة
previous-part = الجزء السابق:
next-part = الجزء التالي:
related-title = مواضيع ذات صلة
article-count =
    { PLURAL($count) ->
        [zero] لا مقالات بعد
        [one] مقال واحد
        [two] مقالان
        [few] { $count } مقالات
        [many] { $count } مقالا
       *[other] { $count } مقال
    }
pages = التنقل بين الصفحات
page-number = الصفحة { $number }
newer = الأحدث
older = الأقدم

newsletter-title = النشرة البريدية
newsletter-email = البريد الإلكتروني
newsletter-consent = باشتراكك توافق على تلقي النشرة البريدية من { $site }، ولك أن تلغي اشتراكك متى شئت.
newsletter-submit = اشترك
newsletter-trap = اترك هذا الحقل فارغا

not-found-title = الصفحة غير موجودة
not-found-text = ربما نُقلت الصفحة أو حُذفت، أو كان في رابطها خطأ.
to-home = العودة إلى الصفحة الرئيسية
