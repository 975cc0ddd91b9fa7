# The interface in Persian. A site's templates/messages/fa.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR); after a number the noun has one form.

skip-to-content = پرش به محتوا
sections = بخش‌ها
languages = زبان‌ها
latest = تازه‌ترین مطالب
home-title = { $site }: صفحه اصلی
updated = به‌روزرسانی:
corrections = اصلاحیه‌ها
menu = درباره این سایت
minutes-ago =
    { $n ->
        [0] لحظاتی پیش
       *[other] { $n } دقیقه پیش
    }
hours-ago = { $n } ساعت پیش
days-ago = { $n } روز پیش
reading-time = زمان مطالعه: { $minutes } دقیقه
tags = برچسب‌ها
authors = نویسندگان
all-series = مجموعه‌ها
archive = بایگانی
breadcrumbs = مسیر صفحه
subsections = زیربخش‌ها
part-of-series = قسمت { $number } از مجموعه
series-parts = قسمت‌های مجموعه
previous-part = قسمت قبلی:
next-part = قسمت بعدی:
related-title = مطالب مرتبط
article-count = { $count } مطلب
pages = صفحه‌ها
page-number = صفحه { $number }
newer = جدیدتر
older = قدیمی‌تر

newsletter-title = خبرنامه
newsletter-email = نشانی ایمیل
newsletter-consent = با ثبت‌نام، دریافت خبرنامه { $site } را می‌پذیرید. هر زمان بخواهید می‌توانید اشتراک خود را لغو کنید.
newsletter-submit = ثبت‌نام
newsletter-trap = این قسمت را خالی بگذارید

not-found-title = صفحه پیدا نشد
not-found-text = شاید این صفحه جابه‌جا یا حذف شده باشد، یا نشانی آن اشتباه باشد.
moved-title = این صفحه جابه‌جا شده است
moved-text = صفحه خودبه‌خود در نشانی تازه باز می‌شود؛ اگر باز نشد، به این پیوند بروید:
to-home = بازگشت به صفحه اصلی
