package words

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" — … ! ", ""},
		{"Вице-министр: Странам ОТГ", "вице министр странам отг"},
		{"İlham Əliyev 2025-ci ildə", "ilham eliyev 2025 ci ilde"},
		{"COP29, 5G и iPhone 16", "cop29 5g и iphone 16"},
		{"İstanbul'da NATO'nun zirvesi", "istanbul da nato nun zirvesi"},
		{"l'amour dell’Italia", "l amour dell italia"},
		{"Trump’s don't", "trump s don t"},
		{"п'ять здоров’я", "пять здоровя"},
		{"Oʻzbekiston o‘zbek O'zbek toʻgʻri togʼ", "ozbekiston ozbek ozbek togri tog"},
		{"«Ёлка», ПОДЪЕЗД", "елка подъезд"},
		{"за́мок", "замок"},
		{"снеж\u00ADный", "снежный"},
		{"中国新闻 GDP", "中 国 新 闻 gdp"},
		{"東京タワー", "東 京 タ ワ ー"},
		{"ಕನ್ನಡ ಸುದ್ದಿ", "ಕನ್ನಡ ಸುದ್ದಿ"},
		{"'quoted' o' clock", "quoted o clock"},
		{"a_b/c", "a b c"},
		{"x\xffy", "x y"},
		{"😀 emoji👍ok", "emoji ok"},
	} {
		if got := strings.Join(Tokens(c.in), " "); got != c.want {
			t.Errorf("Tokens(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"o'zbek", "п'ять", "中国", "a\xff'b", "ʻʻʻ", "\u0301a", "g'", "O‘", "ﷺ", "½", "ㇰ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range Tokens(s) {
			if w == "" || !utf8.ValidString(w) || strings.ContainsAny(w, " \t\n'’") {
				t.Fatalf("Tokens(%q) has the word %q", s, w)
			}
			if Fold(w) != w {
				t.Fatalf("Tokens(%q) has the unfolded word %q", s, w)
			}
		}
	})
}

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

func TestStemLeavesOthersAlone(t *testing.T) {
	long := strings.Repeat("countries", 20)
	for _, c := range [][2]string{
		{"az", "olkelerde"}, {"kk", "елдер"}, {"", "countries"}, {"uk", "країни"}, {"en", ""}, {"en", long},
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
	f.Fuzz(func(t *testing.T, lang, w string) {
		langs := []string{"de", "en", "es", "fr", "it", "pt", "ru", "tr"}
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
