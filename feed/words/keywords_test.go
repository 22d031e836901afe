package words

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestKeywords(t *testing.T) {
	for _, c := range []struct{ lang, title, want string }{
		{"ru", "Гороскоп на 28 ноября: Овнам стоит отдохнуть", "гороскоп овнам отдохнуть"},
		{"ru", "С чего начать: этот номер собран до вас", "номер собран начать"},
		{"ru", "Министр открыл новый мост в Шамахы", "министр открыл мост Шамахы"},
		{"ru", "ОПЕК+ и цены на нефть", "ОПЕК цены нефть"},
		{"en", "Horoscope: what the stars have for you this week", "horoscope stars"},
		{"en", "Oil prices are falling after the OPEC meeting in Vienna", "prices OPEC Vienna falling meeting"},
		{"az", "Bürclər üçün proqnoz: sizi nə gözləyir", "bürclər proqnoz sizi gözləyir"},
		{"az", "Bakıda yeni İdman sarayı açılacaq", "bakıda sarayı açılacaq"},
		{"tr", "İstanbul'da yağmur bekleniyor", "istanbul yağmur bekleniyor"},
		{"ru", "Мост, мост и ещё раз мост", "мост"},
		{"ru", "12 из 15", ""},
		{"", "", ""},
	} {
		if got := strings.Join(Keywords(c.lang, c.title), " "); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.title, got, c.want)
		}
	}
}

// FuzzKeywords holds that keywords are words of the title, each once.
func FuzzKeywords(f *testing.F) {
	f.Add("ru", "Гороскоп на 28 ноября: Овнам стоит отдохнуть")
	f.Add("az", "Bakıda «İdman» sarayı")
	f.Add("", "\xff\x1b[31m it's a — ﷽ test")
	f.Fuzz(func(t *testing.T, lang, title string) {
		all := Keywords(lang, title)
		for i, w := range all {
			if strings.ContainsAny(w, " \t\n") || utf8.RuneCountInString(w) < 2 {
				t.Errorf("%q is no word", w)
			}
			if slices.Contains(all[:i], w) {
				t.Errorf("%q twice", w)
			}
		}
	})
}
