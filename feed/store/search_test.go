package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rubrika/feed"
	"rubrika/feed/words"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	src := follow(t, s, "https://x.example/", "")
	for i, e := range []feed.Entry{
		{Item: feed.Item{Title: "Страна расширяет сотрудничество", Lang: "ru"}, Text: "Тёплая вода в море"},
		{Item: feed.Item{Title: "İSTANBUL'da ılık hava", Lang: "tr", Tags: []string{"Hava durumu"}}},
		{Item: feed.Item{Title: "Countries agree", Lang: "en", Summary: "The price of tea rises…"}, Text: "The price of tea rises again, they say. Report.az wrote."},
		{Item: feed.Item{Title: "Ölkələr razılaşdı", Lang: "az"}},
		{Item: feed.Item{Title: `"quotes" AND (NOT) near* ^col:x {a b}`, Lang: "en"}},
		{Item: feed.Item{Title: "東京の天気", Lang: "ja"}},
	} {
		e.Keys = []string{fmt.Sprintf("link:%d", i)}
		put(t, s, src, e)
	}
	for text, want := range map[string]string{
		"страны": "[1]", "СТРАНАМИ": "[1]", "теплой": "[1]", `"теплая вода"`: "[1]", `"вода теплая"`: "[]", `"вода"`: "[1]", `"воды"`: "[]",
		"сотруд*": "[1]", "сотруд": "[]", "страна вода": "[1]", "страна чай": "[]",
		"istanbul": "[2]", "ISTANBUL": "[2]", "ılık": "[2]", "ILIK": "[2]", "ilik": "[2]", "durumu": "[2]",
		"country": "[3]", "prices": "[3]", "tea -again": "[]", "tea -coffee": "[3]", `tea -"price of"`: "[]", `tea -"of price"`: "[3]", "report.az": "[3]", `"report az"`: "[3]",
		"Istanbul’un": "[2]", "title:İstanbul'dan": "[2]", "-İstanbul'un": "[1 3 4 5 6]", "İzmir'da": "[]",
		"страну-сотрудничеством": "[1]", "title:страны-сотрудничества": "[1]", "title:страна-вода": "[]", "-страной-сотрудничеством": "[2 3 4 5 6]", "страна-чай": "[]",
		"olkeler": "[4]", "Ölkə*": "[4]", "-страна -hava -countries": "[4 5 6]",
		`"quotes AND"`: "[5]", "near*": "[5]", "col:x": "[5]", "{a b}": "[5]",
		"東京": "[6]", "天": "[6]", "京東": "[]", "🙂": "[1 2 3 4 5 6]", "": "[1 2 3 4 5 6]",
		"countries lang:en": "[3]", "countries lang:ru": "[]",
	} {
		var got []int
		for _, it := range list(t, s, text) {
			got = append(got, int(it.ID))
		}
		slices.Sort(got)
		if fmt.Sprint(got) != want {
			t.Errorf("%q finds %v, want %s", text, got, want)
		}
	}
	long := strings.Repeat("слово ", 3000) + strings.Join(strings.Fields(fmt.Sprint(make([]int, 300))), " ")
	var numbers []string
	for i := range 2000 {
		numbers = append(numbers, fmt.Sprint(i), "-x"+fmt.Sprint(i))
	}
	for _, text := range []string{long, strings.Join(numbers, " "), strings.Repeat("ж", 1<<15)} {
		if items := list(t, s, text); len(items) != 0 {
			t.Errorf("%.20q… finds %d", text, len(items))
		}
	}
}

func TestIndex(t *testing.T) {
	t.Parallel()
	e := feed.Entry{Item: feed.Item{Title: "Teas", Summary: "The price of tea…", Lang: "en"}, Text: "The price of tea rises", Author: "Ann Writer"}
	want := indexed{"the price of tea rises", "teas", "tea=en the=en price=en of=en rise=en tea=en^ <teas ann=en@ writer=en@"}
	if got := index(e); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e.Summary, e.Tags = "A teaser of its own", []string{"Drinks"}
	if got := index(e).body; got != "drinks a teaser of its own the price of tea rises" {
		t.Errorf("words %q", got)
	}
}

// FuzzSearch looks that no text is read as syntax, and that a word that is
// stored is found.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{
		"страна", `"`, `""`, `"a" OR`, "NEAR(a b, 2)", "a AND NOT b", "words:x", "{words stems}:x", "x*", "*", "^x", "a+b",
		"-x", "--x", "'; DROP TABLE item; --", "\x00", "a\x00b", "\xff\xfe", "ı İ ё", "東京", "(((((", "ǅ", "ﬁ", "-\"a b\" \"c d\"",
	} {
		f.Add(s)
	}
	s := openNew(f)
	src := follow(f, s, "https://x.example/", "")
	put(f, s, src, random(1, 5, "x")...)
	f.Fuzz(func(t *testing.T, text string) {
		filter := feed.Filter{Text: text}
		before, err := s.List(t.Context(), filter)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _, err := s.Counts(t.Context(), filter, true); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		other := feed.Filter{Sections: []string{text}, NotTags: []string{text}, NotSources: []string{text}, Langs: []string{text}}
		if _, err := s.List(t.Context(), other); err != nil {
			t.Fatalf("%q: %v", other, err)
		}
		found := words.Tokens(text)
		if len(found) == 0 || len(before) > 0 {
			return
		}
		e := story("x/fuzz", text)
		e.Text = text
		put(t, s, src, e)
		phrase := feed.Filter{Text: `"` + strings.Join(found, " ") + `"`}
		if items, err := s.List(t.Context(), phrase); err != nil || len(items) != 1 {
			t.Fatalf("%q finds %d of its own text: %v", phrase, len(items), err)
		}
	})
}
