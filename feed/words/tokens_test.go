package words

import (
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
