package words

import (
	"strings"
	"testing"
)

// Each line is one topic in some of its forms.
func TestFormsOfATopic(t *testing.T) {
	keys := map[string]string{}
	for _, line := range []string{
		"Таиланд|Таиланде|Таиланда|ТАИЛАНД|таиланд",
		"Алиев|Алиева|Алиеву|Алиевым|Алиеве|Алиевой",
		"Путин|Путина|Путину|Путиным|Путине",
		"Киев|Киева|Киеву|Киевом|Киеве",
		"Иран|Ирана|Ирану|Ираном|Иране",
		"Судан|Судана|Судане",
		"Баку",
		"Карабах|Карабаха|Карабаху|Карабахом|Карабахе",
		"Китай|Китая|Китаю|Китаем|Китае",
		"Россия|России|Россию|Россией",
		"Москва|Москвы|Москве|Москву|Москвой",
		"Зеленский|Зеленского|Зеленскому|Зеленским|Зеленском",
		"Израиль|Израиля|Израилем|Израиле",
		"Молдова|Молдовы|Молдове|Молдову|Молдовой",
		"Мирзиёев|Мирзиеева|Мирзиёеву",
		"Ближний Восток|Ближнего Востока|Ближнем Востоке",
		"Ильхам Алиев|Ильхама Алиева|Ильхамом Алиевым",
		"Санкт-Петербург|Санкт-Петербурге|Санкт-Петербурга",
		"ОТГ", "НАТО|нато", "ООН", "США",
		"ИИ|ИИ-стартап",
		"Bakı|Bakıda|Bakıya|Bakının|Bakıdan|Bakını|BAKI",
		"Tokayev|Tokayevin|Tokayevə|Tokayevi|Tokayevdən|Tokayev'in|Tokayev’s",
		"İran|İranda|İranın|İrana|İrandan|İranı|Iran",
		"Ukrayna|Ukraynada|Ukraynanın|Ukraynaya|Ukraynanı|Ukraynadan",
		"Rusiya|Rusiyada|Rusiyanın|Rusiyaya|Rusiyadan",
		"Türkiyə|Türkiyədə|Türkiyənin|Türkiyəyə|Türkiye|Türkiye'de",
		"Azərbaycan|Azərbaycanda|Azərbaycanın|Azərbaycana|Azərbaycandan|Azərbaycanı",
		"Gəncə|Gəncədə|Gəncəyə|Gəncənin",
		"Xankəndi|Xankəndidə|Xankəndinin|Xankəndinə|Xankəndində",
		"Şuşa|Şuşada|Şuşaya|Şuşanın",
		"Laçın|Laçında|Laçının",
		"Bağdad|Bağdada|Bağdadda|Bağdadın|Bağdaddan",
		"Hatay|Hataya|Hatay'da|Hatayın",
		"BMT|BMT-nin|BMT'nin",
		"WUF13|WUF13-ün|WUF13-də|wuf13",
		"COP29|COP29-da|COP29-un|COP29'da",
		"5G|5G-nin", "90-летие",
		"Milli Məclis|Milli Məclisin|Milli Məclisdə",
		"Erdoğan|Erdoğan'ın|Erdoğana|Erdogan",
		"Election|Elections|elections|election's",
		"Paris|Paris’te|Parisdə|PARIS",
		"Sergio|Sergio's",
		"O‘zbekiston|Oʻzbekiston|O'zbekiston",
		"COVID-19|Covid 19",
		"საქართველო", "日本|日 本",
	} {
		forms := strings.Split(line, "|")
		want := Topic(forms[0])
		if want == "" {
			t.Errorf("%s has no key", forms[0])
		}
		if other, taken := keys[want]; taken {
			t.Errorf("%s and %s are one topic", forms[0], other)
		}
		keys[want] = forms[0]
		for _, form := range forms[1:] {
			if got := Topic(form); got != want {
				t.Errorf("%s is %q, %s is %q", forms[0], want, form, got)
			}
		}
	}
}

func TestWhatIsNoTopic(t *testing.T) {
	for _, name := range []string{"", " ", "#", "«—»", "...", "🙂"} {
		if got := Topic(name); got != "" {
			t.Errorf("Topic(%q) is %q", name, got)
		}
	}
	if Topic("  Ильхам \n Алиев ") != Topic("Ильхам Алиев") {
		t.Error("blanks tell topics apart")
	}
}

func FuzzTopic(f *testing.F) {
	for _, s := range []string{"Таиланде", "Bakıda", "O'Neill's", "a-b", "İ", "ﷺ", "d'", "\xff’", "ААААА-а", "nnnnnnn", "日本", "\xa0"} {
		f.Add("ru", s)
	}
	f.Add("en", "The Bank of England said: “Rates” – McDonald’s (US) rose…")
	f.Fuzz(func(t *testing.T, lang, s string) {
		key := Topic(s)
		if key != strings.Join(strings.Fields(key), " ") {
			t.Errorf("Topic(%q) is %q", s, key)
		}
		for _, n := range Names(lang, s) {
			if n.Text == "" || len(strings.Fields(n.Text)) > longestName || !strings.Contains(s, strings.Fields(n.Text)[0]) {
				t.Errorf("%q in %q", n.Text, s)
			}
		}
	})
}
