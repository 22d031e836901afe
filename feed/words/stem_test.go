package words

import (
	"slices"
	"strings"
	"testing"
)

func TestStem(t *testing.T) {
	for _, c := range []struct {
		lang string
		same []string
	}{
		{"ru", []string{"страна", "страны", "страной", "странам"}},
		{"ru", []string{"сотрудничество", "сотрудничества", "сотрудничествами"}},
		{"ru", []string{"елка", "елки", "елкой"}},
		{"en", []string{"country", "countries"}},
		{"en", []string{"insurance", "insurances"}},
		{"tr", []string{"kitap", "kitaplar", "kitaplari"}},
		{"tr", []string{"ulke", "ulkeler", "ulkeleri"}},
		{"de", []string{"versicherung", "versicherungen"}},
		{"fr", []string{"assurance", "assurances"}},
		{"es", []string{"seguro", "seguros"}},
		{"it", []string{"banca", "banche"}},
		{"pt", []string{"mercado", "mercados"}},
	} {
		want := Stem(c.lang, c.same[0])
		for _, w := range c.same {
			if got := Stem(c.lang, w); got != want {
				t.Errorf("Stem(%s, %s) = %q, but %s gives %q", c.lang, w, got, c.same[0], want)
			}
		}
	}
}

// Each line is the forms of one word; no two lines of a language may meet.
func TestParadigms(t *testing.T) {
	for lang, lines := range map[string]string{
		"ru": `
			министр министра министру министром министры министров министрами
			министерство министерства министерстве министерств
			рубль рубля рублей рублями
			день дня дней днём
			деньги денег деньгами
			лёд льда льду
			отец отца отцов отцами
			рынок рынка рынков
			ставка ставки ставок
			боец бойца бойцов
			владелец владельца владельцев
			копейка копейки копеек
			ветер ветра ветров
			деревня деревни деревень
			сестра сестры сестёр
			земля земли земель
			окно окна окон
			человек человека люди людей
			ребёнок ребёнка дети детей
			Иран Ирана Иране Ираном
			Азербайджан Азербайджана Азербайджане
			канал канала каналом каналов
			гражданин гражданина граждане граждан
			цена цены цен ценами
			ценный ценного ценные
			страна стран страны
			странный странного странные
			суд суда судов
			судья судьи судей
			посол посла послов
			после
			учёный учёного учёных
			учения учений учениями
			Алиев Алиева Алиевым
			Зеленский Зеленского Зеленским
			Грузия Грузии Грузией
			груз груза грузов
			выборы выборов выборах
			банк банка банков
			судьба судьбы судеб
			время времени времён
			кредит кредита кредите кредитов
			визит визита визитом
			виза визы визу
			режим режима режимом
			экзамен экзамена экзамены
			состав состава составе
			Вьетнам Вьетнама Вьетнамом
			Израиль Израиля Израилем
			музей музея музеев музею
			случай случая случаю случаев
			Андрей Андрея Андрею
			Корея Кореи Корею Корей
			Варшава Варшавы Варшаву
			остров острова островов`,
		"az": `
			ev evin evi evə evdə evdən evlər evləri evlərimizdə
			nazir naziri nazirin nazirlər nazirlərin nazirlə
			nazirlik nazirliyi nazirliyin nazirliklər
			ölkə ölkənin ölkəyə ölkədə ölkələr ölkəmizin ölkəsi
			kənd kəndi kəndə kənddən kəndlər kəndlərində
			kəndli kəndlilər kəndlinin
			şəhər şəhəri şəhərin şəhərlər şəhərlərindən
			uşaq uşağı uşağın uşaqlar uşaqlardan
			çörək çörəyi çörəyin çörəklər
			dövlət dövləti dövlətin dövlətlər dövlətdir
			xəbər xəbəri xəbərlər xəbərlərin
			prezident prezidenti prezidentin prezidentə
			Bakı Bakının Bakıya Bakıda Bakıdan
			Azərbaycan Azərbaycanın Azərbaycana Azərbaycandan
			Türkiyə Türkiyənin Türkiyədə Türkiyəyə
			məktəb məktəbi məktəblər məktəbdə
			məktəbli məktəblilər məktəblinin
			məktub məktubu məktublar
			seçki seçkinin seçkilər seçkilərdə
			qanun qanunu qanunun qanunlar
			qadın qadının qadınlar
			polis polisi polisin polislər
			su suyu suyun suya suda sular
			açılıb açılır açılacaq açıldı açılması
			müəllim müəllimin müəllimlər
			müəllif müəllifin müəlliflər
			yol yolu yola yolda yollar
			baş başın başı
			başlayır başlayıb
			rayon rayonu rayonun rayonunda rayonlar
			liman limanı limanın limanında
			insan insanın insanlar
			Gürcüstan Gürcüstanın Gürcüstanda
			partiya partiyası partiyanın partiyalar
			müharibə müharibənin müharibədə`,
		"tr": `
			ev evi evin eve evde evler evlerin
			öğretmen öğretmeni öğretmenin öğretmenler
			öğrenci öğrencinin öğrenciler
			kitap kitabı kitabın kitaplar
			köpek köpeği köpeğin köpekler
			ülke ülkenin ülkeye ülkeler
			fiyat fiyatı fiyatlar fiyatlarına
			savaş savaşı savaşta savaşlar
			bakan bakanı bakanın bakanlar
			bakanlık bakanlığı bakanlıklar
			yangın yangını yangınlar yangında
			kadın kadının kadınlar
			ekonomi ekonomisi ekonomide ekonominin
			Türkiye Türkiye'de Türkiyenin
			meclis meclise mecliste
			açıldı açılacak açılması
			hükümet hükümeti hükümetin hükümetinde
			köy köyün köyde köyler köyüne
			liman limanın limanı limanda
			kaza kazanın kazada`,
		"en": `
			minister ministers
			ministry ministries
			woman women
			child children
			man men
			say says said saying
			win wins won winning
			crisis crises
			country countries
			county counties
			university universities
			universe universes
			organization organizations organisation
			organ organs
			police
			policy policies
			author authors
			authority authorities
			news
			new
			strike strikes struck striking
			centre center centres centers
			import imports imported
			important`,
	} {
		meaning := map[string]string{}
		for line := range strings.Lines(lines) {
			forms := Tokens(line)
			if lang == "tr" {
				forms = slices.DeleteFunc(forms, func(w string) bool { return w == "de" })
			}
			for i, w := range forms {
				got := Stem(lang, w)
				if first := Stem(lang, forms[0]); got != first {
					t.Errorf("%s: %s is %s, but %s is %s", lang, forms[0], first, w, got)
				}
				if other := meaning[got]; i == 0 && other != "" {
					t.Errorf("%s: %s and %s are both %s", lang, other, w, got)
				}
			}
			if len(forms) > 0 {
				meaning[Stem(lang, forms[0])] = forms[0]
			}
		}
	}
}

func TestStemLeavesOthersAlone(t *testing.T) {
	long := strings.Repeat("countries", 20)
	for _, c := range [][2]string{
		{"kk", "елдер"}, {"", "countries"}, {"uk", "країни"}, {"en", ""}, {"en", long},
	} {
		if got := Stem(c[0], c[1]); got != c[1] {
			t.Errorf("Stem(%q, %q) = %q", c[0], c[1], got)
		}
	}
}

func TestStemKeepsApart(t *testing.T) {
	for _, c := range [][3]string{
		{"ru", "страна", "сторона"}, {"ru", "мир", "мор"}, {"en", "country", "county"}, {"tr", "kitap", "katip"},
	} {
		if Stem(c[0], c[1]) == Stem(c[0], c[2]) {
			t.Errorf("Stem(%s) makes %s and %s one", c[0], c[1], c[2])
		}
	}
}

func FuzzStem(f *testing.F) {
	f.Add("ru", "бывшимися")
	f.Add("tr", "kitaplarimizdaki")
	f.Add("en", "yyyy")
	f.Add("de", "aeiou")
	f.Add("pt", "\xff")
	f.Add("az", "evlerimizdeki")
	f.Fuzz(func(t *testing.T, lang, w string) {
		langs := []string{"de", "en", "es", "fr", "it", "pt", "ru", "tr", "az"}
		if !slices.Contains(langs, lang) {
			lang = langs[len(w)%len(langs)]
		}
		w = Fold(w)
		got := Stem(lang, w)
		if got == "" && w != "" || Fold(got) != got {
			t.Fatalf("Stem(%s, %q) = %q", lang, w, got)
		}
	})
}
