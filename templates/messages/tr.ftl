# The interface in Turkish. A site's templates/messages/tr.ftl replaces single messages.
# Counts are chosen by PLURAL($n): one, other (CLDR); after a number the noun has one form.

skip-to-content = İçeriğe geç
sections = Bölümler
languages = Diller
latest = En yeniler
home-title = { $site }: ana sayfa
updated = Güncellendi:
corrections = Düzeltmeler
menu = Bu site hakkında
minutes-ago =
    { $n ->
        [0] az önce
       *[other] { $n } dakika önce
    }
hours-ago = { $n } saat önce
days-ago = { $n } gün önce
reading-time = { $minutes } dakikalık okuma
tags = Etiketler
authors = Yazarlar
all-series = Yazı dizileri
archive = Arşiv
breadcrumbs = Sayfa yolu
subsections = Alt bölümler
part-of-series = Dizinin { $number }. bölümü
series-parts = Dizinin bölümleri
previous-part = Önceki bölüm:
next-part = Sonraki bölüm:
related-title = İlgili yazılar
article-count = { $count } yazı
pages = Sayfalar
page-number = Sayfa { $number }
newer = Daha yeni
older = Daha eski

newsletter-title = E-bülten
newsletter-email = E-posta adresi
newsletter-consent = Kaydolarak { $site } e-bültenini almayı kabul edersiniz. İstediğiniz zaman ayrılabilirsiniz.
newsletter-submit = Kaydol
newsletter-trap = Bu alanı boş bırakın

not-found-title = Sayfa bulunamadı
not-found-text = Sayfa taşınmış veya kaldırılmış olabilir ya da adreste bir hata vardır.
moved-title = Bu sayfa taşındı
moved-text = Yeni adresinde kendiliğinden açılır; açılmazsa bu bağlantıyı izleyin:
to-home = Ana sayfaya dön
