package words

import "testing"

func TestLangOf(t *testing.T) {
	for _, c := range []struct{ declared, want, text string }{
		// As declared.
		{"ru", "ru", "Мост через залив откроют весной"},
		{"az", "az", "Yeni körpü yazda açılacaq"},
		{"az", "az", "Qatar gecikir"},
		{"az", "az", "Bakı metrosu yeni vaqonlar alıb, sınaq başlayıb"},
		{"tr", "tr", "Köprü ilkbaharda açılacak, yollar onarılıyor"},
		{"en", "en", "The bridge will open in spring"},
		{"de", "de", "Die Brücke wird im Frühjahr eröffnet"},
		{"kk", "kk", "Жаңа көпір көктемде ашылады, жолдар жөнделуде"},
		{"uk", "uk", "Міст відкриють навесні"},
		{"be", "be", "Мост адкрыюць вясной"},
		{"fa", "fa", "پل جدید در بهار افتتاح می\u200cشود"},
		{"ja", "ja", "東京都知事選挙"},
		// Another script.
		{"ru", "az", "Nazirlik yeni körpünün açılış tarixini elan edib"},
		{"ru", "az", "Bələdiyyə qərar verib"},
		{"ru", "en", "Ministry names the day of the opening"},
		{"ru", "en", "Mayor opens longest wooden footbridge"},
		{"en", "ru", "Министерство назвало день открытия"},
		{"en", "ru", "Мост открыт"},
		{"az", "ru", "Открыт новый мост"},
		{"tr", "kk", "Көктемде жаңа көпір ашылады, деп хабарлады әкімдік"},
		{"az", "ka", "თბილისში ახალი ხიდი გაიხსნა დღეს"},
		// Within a script.
		{"az", "tr", "Belediye köprünün açılışını erteledi, sürücüler şikâyetçi"},
		{"tr", "az", "Bələdiyyə körpünün açılışını təxirə salıb"},
		{"tr", "az", "Sərnişinlər gecikən qatarı iki saat gözləyib"},
		{"en", "az", "Bələdiyyə körpünün açılışını təxirə salıb"},
		{"en", "tr", "Köprünün açılışı ertelendi, sürücüler şikâyet ediyor"},
		{"az", "en", "The opening of the bridge was put off to the spring"},
		{"tr", "en", "Bridge opening put off from March to the end of May"},
		{"ru", "kk", "Көктемде жаңа көпір ашылады, деп хабарлады қала әкімдігі"},
		{"kk", "ru", "Мост через реку откроют весной, сообщили в городской администрации"},
		{"ru", "uk", "Міст через річку відкриють навесні, повідомили в міській раді"},
		{"uk", "ru", "Мост через реку откроют весной, сообщили в мэрии, движение закрыто"},
		{"ru", "uz", "Кўприк баҳорда очилади, деб хабар берди шаҳар ҳокимлиги, йўллар таъмирланмоқда"},
		{"en", "de", "Die Brücke wird im Frühjahr eröffnet und die Stadt ist mit dem Ergebnis der Prüfung nicht zufrieden"},
		// Names and quotations are no contradiction.
		{"en", "en", "Əliyev meets Erdoğan in Şuşa"},
		{"en", "en", "Erdoğan meets Şimşek in İzmir"},
		{"en", "tr", "İzmir'de yangın, uçuşlar iptal"},
		{"", "ru", "Матч «Өркен» — «Ордабасы»"},
		{"en", "en", "The mayor of Şəki, Gülnarə Əhmədova, opens a bridge"},
		{"ru", "ru", "В Астане завершился «Ұлттық құрылтай», депутаты разъехались"},
		{"ru", "ru", "Президент подписал указ об объявлении помилования, съезд отложен"},
		{"ru", "ru", "Презентация iPhone 17 Pro Max"},
		{"ru", "ru", "Apple Watch Ultra, Samsung Galaxy Fold"},
		{"az", "az", "«Manchester City» Bakıda oynayacaq"},
		{"en", "en", "Ivan Иванов and Пётр open a school in the mountains"},
		// Capitals, and nearly nothing.
		{"az", "az", "BAKIDA YENİ KÖRPÜ AÇILDI"},
		{"ru", "ru", "ОТКРЫТ НОВЫЙ МОСТ"},
		{"en", "az", "BƏLƏDİYYƏ KÖRPÜNÜN AÇILIŞINI TƏXİRƏ SALDI"},
		{"tr", "tr", "SON DAKİKA"},
		{"en", "en", "12:36 2025 — 110 %"},
		{"az", "az", ""},
		{"", "", "12:36"},
		{"", "ru", "Мост открыт"},
		{"", "az", "Bələdiyyə körpünün açılışını təxirə salıb"},
		{"", "", "Microsoft Google Samsung"},
		// Longer texts.
		{"az", "tr", "Belediye, yıllardır beklenen köprünün açılışını bir kez daha erteledi. Sürücüler, dolambaçlı yolun her gün yarım saat aldığını söylüyor. Müteahhit ise çelik parçaların geç geldiğini bildirdi."},
		{"ru", "az", "Körpü hələ bağlıdır. Sürücülər dolama yolla hərəkət edirlər. «Мостострой» şirkəti işlərin may ayında bitəcəyini bildirib."},
		{"en", "ru", "Мост ещё закрыт. Компания Bridge Builders обещает закончить работы в мае, а водители едут в объезд."},
	} {
		if got := LangOf(c.declared, c.text); got != c.want {
			t.Errorf("LangOf(%q, %q) = %q, want %q", c.declared, c.text, got, c.want)
		}
	}
}
