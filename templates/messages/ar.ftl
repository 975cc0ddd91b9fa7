# The interface in Arabic. A site's templates/messages/ar.ftl replaces single messages.
# Counts are chosen by PLURAL($n): zero, one, two, few, many, other (CLDR).

skip-to-content = انتقل إلى المحتوى
sections = الأقسام
languages = اللغات
latest = أحدث المقالات
home-title = { $site }: الصفحة الرئيسية
updated = آخر تحديث:
minutes-ago =
    { PLURAL($n) ->
        [zero] قبل لحظات
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few]
            { $n ->
                [3] قبل ثلاث دقائق
                [4] قبل أربع دقائق
                [5] قبل خمس دقائق
                [6] قبل ست دقائق
                [7] قبل سبع دقائق
                [8] قبل ثماني دقائق
                [9] قبل تسع دقائق
                [10] قبل عشر دقائق
               *[other] قبل { $n } دقائق
            }
        [many] قبل { $n } دقيقة
       *[other] قبل { $n } دقيقة
    }
hours-ago =
    { PLURAL($n) ->
        [zero] قبل أقل من ساعة
        [one] قبل ساعة
        [two] قبل ساعتين
        [few]
            { $n ->
                [3] قبل ثلاث ساعات
                [4] قبل أربع ساعات
                [5] قبل خمس ساعات
                [6] قبل ست ساعات
                [7] قبل سبع ساعات
                [8] قبل ثماني ساعات
                [9] قبل تسع ساعات
                [10] قبل عشر ساعات
               *[other] قبل { $n } ساعات
            }
        [many] قبل { $n } ساعة
       *[other] قبل { $n } ساعة
    }
days-ago =
    { PLURAL($n) ->
        [zero] اليوم
        [one] قبل يوم
        [two] قبل يومين
        [few]
            { $n ->
                [3] قبل ثلاثة أيام
                [4] قبل أربعة أيام
                [5] قبل خمسة أيام
                [6] قبل ستة أيام
                [7] قبل سبعة أيام
                [8] قبل ثمانية أيام
                [9] قبل تسعة أيام
                [10] قبل عشرة أيام
               *[other] قبل { $n } أيام
            }
        [many] قبل { $n } يوما
       *[other] قبل { $n } يوم
    }
reading-time =
    { PLURAL($minutes) ->
        [zero] مدة القراءة: أقل من دقيقة
        [one] مدة القراءة: دقيقة واحدة
        [two] مدة القراءة: دقيقتان
        [few]
            { $minutes ->
                [3] مدة القراءة: ثلاث دقائق
                [4] مدة القراءة: أربع دقائق
                [5] مدة القراءة: خمس دقائق
                [6] مدة القراءة: ست دقائق
                [7] مدة القراءة: سبع دقائق
                [8] مدة القراءة: ثماني دقائق
                [9] مدة القراءة: تسع دقائق
                [10] مدة القراءة: عشر دقائق
               *[other] مدة القراءة: { $minutes } دقائق
            }
        [many] مدة القراءة: { $minutes } دقيقة
       *[other] مدة القراءة: { $minutes } دقيقة
    }
corrections = التصويبات
tags = الوسوم
authors = الكتّاب
menu = عن الموقع
all-series = السلاسل
archive = الأرشيف
breadcrumbs = مسار التصفح
subsections = الأقسام الفرعية
part-of-series = الجزء { $number } من
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
newer = مقالات أحدث
older = مقالات أقدم

newsletter-title = النشرة البريدية
newsletter-email = البريد الإلكتروني
newsletter-consent = باشتراكك توافق على تلقي النشرة البريدية من { $site }، ولك أن تلغي اشتراكك متى شئت.
newsletter-submit = اشترك
newsletter-trap = اترك هذا الحقل فارغا

not-found-title = الصفحة غير موجودة
not-found-text = ربما نُقلت الصفحة أو حُذفت، أو كان في رابطها خطأ.
moved-title = انتقلت هذه الصفحة
moved-text = تُفتح الصفحة في رابطها الجديد تلقائيا، فإن لم تُفتح فاتبع هذا الرابط:
to-home = العودة إلى الصفحة الرئيسية
