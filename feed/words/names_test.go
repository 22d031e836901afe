package words

import (
	"strings"
	"testing"
)

// Names that are sure stand plain, others with a question mark.
func TestNames(t *testing.T) {
	for _, tt := range []struct{ lang, title, want string }{
		{"ru", "В Таиланде прошёл шторм, пострадал Бангкок", "Таиланде, Бангкок"},
		{"ru", "Ильхам Алиев встретился с Токаевым в Астане", "Ильхам Алиев?, Алиев, Токаевым, Астане"},
		{"ru", "Президент Эрдоган прибыл в Баку", "Эрдоган, Баку"},
		{"ru", "Президент Узбекистана Шавкат Мирзиёев открыл завод", "Узбекистана Шавкат Мирзиёев"},
		{"ru", "Дождь в столице не прекратится", "Дождь?"},
		{"ru", "На Украине и в Молдове похолодает", "Украине, Молдове"},
		{"ru", "США и Иран вернулись к переговорам", "США, Иран"},
		{"ru", "ОТГ создаёт инвестиционный фонд", "ОТГ"},
		{"ru", "Песков: Россия готова к переговорам", "Песков?, Россия?"},
		{"ru", "Клуб «Карабах» обыграл «Манчестер Юнайтед»", "Клуб?, Карабах, Манчестер Юнайтед"},
		{"ru", "«Мы не уйдём», — заявил Макрон", "Макрон"},
		{"ru", "Министр назвал условие: «Цены должны снизиться»", "Цены?"},
		{"ru", "СРОЧНО: ВЗРЫВ В ЦЕНТРЕ ГОРОДА", ""},
		{"ru", "Погода на Март и Апрель в регионах", "Погода?"},
		{"ru", "Суд оправдал Н. из Гянджи", "Суд?, Гянджи"},
		{"ru", "Экономика выросла. Спорт тоже? Да, в Ереване", "Ереване"},
		{"ru", "Курс доллара (ЦБ) на сегодня", "Курс?, ЦБ"},
		{"ru", "ИИ-стартап из Сумгайыта привлёк миллион", "ИИ, Сумгайыта"},
		{"az", "Bakıda ABŞ-ın yeni səfiri qəbul olunub", "Bakıda ABŞ?, ABŞ"},
		{"az", "Prezident İlham Əliyev Naxçıvana gedib", "İlham Əliyev Naxçıvana"},
		{"az", "Dünən Gəncədə güclü külək əsib", "Dünən Gəncədə?, Gəncədə"},
		{"az", "Nazir: Qarabağda yeni yol açılacaq", "Qarabağda?"},
		{"az", "Neft ucuzlaşıb, Azeri Light bahalaşıb", "Neft?, Azeri Light"},
		{"az", "BMT-nin hesabatında Xəzərdən danışılır", "BMT, Xəzərdən"},
		{"az", "Bu gün “Neftçi” klubu Şəmkirə gedir", "Neftçi, Şəmkirə"},
		{"az", "Martın 5-də hava isinəcək", "Martın?"},
		{"az", "YAĞIŞ YAĞACAQ", ""},
		{"az", "Qiymətlər Bakı və Sumqayıtda artıb", "Qiymətlər Bakı?, Bakı, Sumqayıtda"},
		{"tr", "Cumhurbaşkanı Erdoğan, Ankara'da Putin ile görüştü", "Erdoğan, Ankara, Putin"},
		{"tr", "Yeni köprü Çanakkale Boğazı üzerinde yükseliyor", "Çanakkale Boğazı"},
		{"tr", "Dolar güne düşüşle başladı", "Dolar?"},
		{"tr", "Ekonomi için Ankara Gündemi Değişti", ""},
		{"tr", "Fenerbahçe'nin rakibi Salı günü belli oluyor", "Fenerbahçe?"},
		{"tr", "İstanbul’da Boğaz trafiğe kapandı", "İstanbul?, Boğaz"},
		{"en", "Storm hits Bank of England as Trump’s envoy flies out", "Storm?, Bank of England, Trump"},
		{"en", "Trump Says Talks With Iran Are Over", ""},
		{"en", "A new law passed in March by Congress", "Congress"},
		{"en", "NATO chief meets President Zelensky in Kyiv", "NATO, Zelensky, Kyiv"},
		{"en", "Why the Caspian Sea is shrinking", "Caspian Sea"},
		{"en", "Markets fall: Oil leads the way", "Markets?, Oil?"},
		{"en", "I saw it in Baku on Monday", "Baku"},
		{"en", "First person to cross the Sahara on foot, says BBC", "First?, Sahara, BBC"},
		{"en", "The Prime Minister of Georgia resigns", "Georgia"},
		{"en", "How Santa Maria del Mar was saved from a flood", "Santa Maria del Mar"},
		{"en", "Ministers meet Alpha Beta Gamma Delta Epsilon members", "Ministers?"},
		{"en", "Sea | Air | Land in one race", "Sea?, Air?, Land?"},
		{"de", "Der Sturm über Berlin legt den Verkehr lahm", ""},
		{"ka", "თბილისში წვიმს", ""},
		{"ru", "Вести из Лондона и Oslo", "Вести?, Лондона, Oslo"},
		{"en", "", ""},
		{"en", "… — !", ""},
	} {
		var got []string
		for _, n := range Names(tt.lang, tt.title) {
			if !n.Sure {
				n.Text += "?"
			}
			got = append(got, n.Text)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s %q\n got %s\nwant %s", tt.lang, tt.title, s, tt.want)
		}
	}
}

func BenchmarkNames(b *testing.B) {
	for b.Loop() {
		for _, n := range Names("ru", "Ильхам Алиев встретился с Токаевым в Астане, обсудили «Зангезурский коридор»") {
			if Topic(n.Text) == "" {
				b.Fatal(n)
			}
		}
	}
}
