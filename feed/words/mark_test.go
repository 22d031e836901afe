package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rubrika/feed"
)

var allLangs = []string{"ru", "az", "tr", "en"}

// marked writes a text with what a Marker finds in brackets.
func marked(t testing.TB, filter, text, lang string) string {
	t.Helper()
	f, err := feed.ParseFilter(filter)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	at := 0
	for _, r := range NewMarker(f.Words(), allLangs).Find(text, lang) {
		out.WriteString(text[at:r[0]] + "[" + text[r[0]:r[1]] + "]")
		at = r[1]
	}
	return out.String() + text[at:]
}

func TestMarker(t *testing.T) {
	for _, c := range []struct{ filter, lang, text, want string }{
		{"министр", "ru", "Министров ждут: администратор и министр", "[Министров] ждут: администратор и [министр]"},
		{"елка", "ru", "Ёлки, ёлку и «ёлкой»", "[Ёлки], [ёлку] и «[ёлкой]»"},
		{"человек", "ru", "Люди и человеку", "[Люди] и [человеку]"},
		{"замок", "ru", "Старый за́мок", "Старый [за́мок]"},
		{"istanbul", "tr", "İSTANBUL'DA yağış, Istanbul", "[İSTANBUL]'DA yağış, [Istanbul]"},
		{"ILIK", "tr", "ılık hava, ilik", "[ılık] hava, [ilik]"},
		{"olke", "az", "Ölkələrin, ölkəmizdə — ölüm", "[Ölkələrin], [ölkəmizdə] — ölüm"},
		{"Aliyev", "ru", "Алиева и Алиби", "[Алиева] и Алиби"},
		{"Алиев", "az", "Əliyevin sözləri", "[Əliyevin] sözləri"},
		{"woman", "en", "Women's team, woman", "[Women]'s team, [woman]"},
		{`"новый год"`, "ru", "«Новый» — год; новый год, нового года", "«[Новый» — год]; [новый год], нового года"},
		{`"дома"`, "ru", "Дом и дома", "Дом и [дома]"},
		{"земл*", "ru", "Землетрясение, земля и подземный", "[Землетрясение], [земля] и подземный"},
		{"мост -река title:берег", "ru", "Мосты через реку, берега", "[Мосты] через реку, [берега]"},
		{"(мост or река) lang:ru", "ru", "Мосты через реку", "[Мосты] через [реку]"},
		{`"a b" "b c"`, "en", "a b c d", "[a b c] d"},
		{"the*", "en", "the the", "[the] [the]"},
		{"report.az", "ru", "пишет Report.az сегодня", "пишет [Report.az] сегодня"},
		{"вице-премьер", "ru", "Вице-премьеров ждут; премьер, вице", "[Вице-премьеров] ждут; премьер, вице"},
		{"Баку-Тбилиси-Карс", "ru", "Баку — Тбилиси — Карсом", "[Баку — Тбилиси — Карсом]"},
		{"İstanbul'da", "tr", "İstanbul'un, istanbulda; da", "[İstanbul]'un, [istanbulda]; da"},
		{"Trump's", "ru", "Trump, Трампу и Trump's", "[Trump], [Трампу] и [Trump]'s"},
		{"Су-57", "ru", "Су-57 и «су» 57, Су-35", "[Су-57] и «[су» 57], Су-35"},
		{"東京", "ja", "東京の天気", "[東京]の天気"},
		{"-мост", "ru", "Мост", "Мост"},
		{"lang:ru", "ru", "Мост", "Мост"},
		{"🙂", "ru", "Мост 🙂", "Мост 🙂"},
		{"мост", "ru", "", ""},
	} {
		if got := marked(t, c.filter, c.text, c.lang); got != c.want {
			t.Errorf("%s in %q:\n got %s\nwant %s", c.filter, c.text, got, c.want)
		}
	}
}

// FuzzMarker looks that ranges are in order, apart, within the text and on
// whole runes, and that a word finds itself.
func FuzzMarker(f *testing.F) {
	for _, s := range []string{"министров", "a b\xff", "İstanbul'da", "ﷺ x", "за́мок", "東京", "o‘zbek 'x'", "the*", "½ ½"} {
		f.Add(s, s+" и "+s, "ru")
		f.Add(s, "Ölkə "+s+"—"+s, "az")
	}
	f.Fuzz(func(t *testing.T, term, text, lang string) {
		for _, phrase := range []bool{false, true} {
			m := NewMarker([]feed.Term{{Text: term, Phrase: phrase}}, []string{"ru", "en", lang})
			at := 0
			for _, r := range m.Find(text, lang) {
				if r[0] < at || r[1] <= r[0] || r[1] > len(text) {
					t.Fatalf("%q in %q: range %v after %d", term, text, r, at)
				}
				if !utf8.RuneStart(text[r[0]]) || r[1] < len(text) && !utf8.RuneStart(text[r[1]]) && utf8.ValidString(text) {
					t.Fatalf("%q in %q: %v is within a letter", term, text, r)
				}
				at = r[1]
			}
			tokens := Tokens(term)
			if len(tokens) > 0 && utf8.ValidString(term) && len(m.Find(term, lang)) == 0 {
				t.Fatalf("%q (%v) does not find itself in %s", term, phrase, lang)
			}
		}
	})
}

func BenchmarkMarker(b *testing.B) {
	m := NewMarker([]feed.Term{{Text: "министр"}, {Text: "Əliyev"}}, allLangs)
	b.ReportAllocs()
	for b.Loop() {
		m.Find("Министров нового кабинета представят депутатам на следующей неделе, сообщили вчера", "ru")
	}
}
