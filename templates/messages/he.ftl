# The interface in Hebrew. A site's templates/messages/he.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, two, other (CLDR).

skip-to-content = דילוג לתוכן
sections = מדורים
languages = שפות
latest = הכתבות האחרונות
home-title = { $site }: עמוד הבית
updated = עודכן:
corrections = תיקונים
menu = על האתר
minutes-ago =
    { PLURAL($n) ->
        [one] לפני דקה
        [two] לפני שתי דקות
       *[other]
            { $n ->
                [0] זה עתה
               *[other] לפני { $n } דקות
            }
    }
hours-ago =
    { PLURAL($n) ->
        [one] לפני שעה
        [two] לפני שעתיים
       *[other] לפני { $n } שעות
    }
days-ago =
    { PLURAL($n) ->
        [one] לפני יום
        [two] לפני יומיים
       *[other] לפני { $n } ימים
    }
reading-time =
    { PLURAL($minutes) ->
        [one] זמן קריאה: דקה
        [two] זמן קריאה: שתי דקות
       *[other] זמן קריאה: { $minutes } דקות
    }
tags = תגיות
authors = כותבים
all-series = סדרות
archive = ארכיון
breadcrumbs = נתיב ניווט
subsections = מדורי משנה
part-of-series = חלק { $number } בסדרה
series-parts = חלקי הסדרה
previous-part = החלק הקודם:
next-part = החלק הבא:
related-title = קראו גם
article-count =
    { PLURAL($count) ->
        [one] כתבה אחת
        [two] שתי כתבות
       *[other] { $count } כתבות
    }
pages = עמודים
page-number = עמוד { $number }
newer = כתבות חדשות יותר
older = כתבות ישנות יותר

newsletter-title = ניוזלטר
newsletter-email = כתובת דוא״ל
newsletter-consent = בהרשמה אתם מסכימים לקבל את הניוזלטר של { $site }. אפשר לבטל את ההרשמה בכל עת.
newsletter-submit = הרשמה
newsletter-trap = נא להשאיר את השדה ריק

not-found-title = העמוד לא נמצא
not-found-text = ייתכן שהעמוד הועבר או הוסר, או שיש טעות בכתובת.
moved-title = העמוד עבר לכתובת אחרת
moved-text = הוא ייפתח מאליו בכתובת החדשה; אם לא נפתח, היכנסו לקישור הזה:
to-home = לעמוד הבית
