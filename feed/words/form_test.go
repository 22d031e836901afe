package words

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestForm(t *testing.T) {
	for _, c := range [][3]string{
		{"ru", "министров", "министр=ru"},
		{"en", "countries", "countri=en"},
		{"az", "olkelerin", "olke=az"},
		{"tr", "ulkelerin", "ulke=tr"},
		{"de", "versicherungen", "versicher=de"},
		// The script goes before the language.
		{"en", "министров", "министр=ru"},
		{"az", "министров", "министр=ru"},
		{"", "министров", "министр=ru"},
		{"ru", "countries", "countri=en"},
		{"", "countries", "countri=en"},
		{"az", "ministers", "ministers=az"},
		// No stemmer, no letters.
		{"kk", "елдер", "елдер=--"},
		{"pl", "kraje", "kraje=--"},
		{"ja", "東", "東=--"},
		{"ru", "2025", "2025=--"},
		{"en", "", "=--"},
		{"en", "cop29", "cop29=en"},
		{"ru", "5g", "5g=en"},
		{"el", "χωρα", "χωρα=--"},
		{"ka", "ქვეყანა", "ქვეყანა=--"},
	} {
		if got := Form(c[0], c[1]); got != c[2] {
			t.Errorf("Form(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		word  string
		langs string
		has   string // the first first
		not   string
	}{
		{"министров", "ru az tr en", "министр=ru", ""},
		{"countries", "ru az tr en", "countri=en countries=az", "countries=ru"},
		{"қала", "ru kk", "қал=ru қала=--", ""},
		{"2025", "ru az", "2025=--", "2025=ru"},
		{"Aliyev", "ru az", "aliyev=en aliyev=az алиев=ru eliyev=az", ""},
		{"Алиева", "ru az en", "алиев=ru aliyev=en eliyev=az", ""},
		{"Петров", "ru", "петр=ru петров=ru petrov=en", ""},
		{"Петровой", "ru", "петров=ru петр=ru", ""},
		{"налогового", "ru", "налогов=ru", "налог=ru"},
		{"мир", "ru en az", "мир=ru", "mir=en"},
		{"море", "ru en", "мор=ru", "more=en"},
	} {
		got := Forms(c.word, strings.Fields(c.langs))
		for i, f := range strings.Fields(c.has) {
			if at := slices.Index(got, Form("", Fold(c.word))); !slices.Contains(got, f) || i == 0 && at < 0 {
				t.Errorf("Forms(%s) = %v, without %s", c.word, got, f)
			}
		}
		for f := range strings.FieldsSeq(c.not) {
			if slices.Contains(got, f) {
				t.Errorf("Forms(%s) = %v, with %s", c.word, got, f)
			}
		}
	}
}

func TestSpellings(t *testing.T) {
	for _, c := range [][2]string{
		{"Aliyev", "алиев eliyev"},
		{"Əliyev", "алиев aliyev"},
		{"eliyev", "алиев aliyev"},
		{"Алиев", "aliyev aliev eliyev"},
		{"Алиевым", "aliyev eliyev"},
		{"Əliyevin", "алиев"},
		{"Zelenskyy", "зеленский zelenski"},
		{"Zelensky", "зеленский zelenski zelenskyy"},
		{"Зеленского", "zelensky zelenskyy zelenski zelenskiy"},
		{"Dobrovolskiy", "добровольский"},
		{"Вишневского", "vishnevsky vishnevski"},
		{"Тбилиси", "tbilisi tiflis"},
		{"Tbilisidə", "тбилиси"},
		{"Şuşada", "шуша shusha"},
		{"Shusha", "шуша susa"},
		{"Шуши", "shusha susa"},
		{"Xankəndi", "ханкенди khankendi"},
		{"Ханкенди", "xankendi khankendi"},
		{"Xaçmazda", "хачмаз"},
		{"Хачмаз", "xacmaz khachmaz"},
		{"Cəlilov", "джалилов"},
		{"Джалилова", "celilov jalilov"},
		{"Yerevan", "ереван irevan"},
		{"Ереване", "yerevan irevan"},
		{"Баку", "baki baku"},
		{"Bakıya", "баку baku"},
		{"Moscow", "москва moskva"},
		{"Казахстаном", "kazakhstan qazaxistan"},
		{"Erdoğan", "эрдоган"},
	} {
		got := spellings(c[0])
		for want := range strings.FieldsSeq(c[1]) {
			if !slices.Contains(got, want) {
				t.Errorf("spellings(%s) = %v, without %s", c[0], got, want)
			}
		}
	}
	for _, w := range []string{"", "мир", "gaz", "BMT", "more", "drug", "степь", "2025", "12345", "東京都知事", "χωρα", strings.Repeat("а", 80)} {
		if got := spellings(w); len(got) > 0 {
			t.Errorf("spellings(%s) = %v", w, got)
		}
	}
}

// FuzzForms looks that a word is looked up under what it is filed under, in
// every language, and under few forms.
func FuzzForms(f *testing.F) {
	for _, s := range []string{"министров", "Əliyevin", "Şuşa", "o‘zbek", "x", "ий", "sky", "ov", "ев", "İ", "éé́", "\xffab"} {
		f.Add(s, "az")
	}
	f.Fuzz(func(t *testing.T, word, lang string) {
		langs := []string{"ru", "az", "tr", "en", "de", "fr", "es", lang}
		forms := Forms(word, langs)
		if len(forms) > maxForms {
			t.Fatalf("%d forms of %q", len(forms), word)
		}
		for _, l := range append(langs, "") {
			if form := Form(l, Fold(word)); !slices.Contains(forms, form) {
				t.Fatalf("%q is filed as %q and sought as %q", word, form, forms)
			}
		}
		for _, s := range spellings(word) {
			if Fold(s) != s || utf8.RuneCountInString(s) < shortestName {
				t.Fatalf("%q is spelled %q", word, s)
			}
		}
	})
}

func BenchmarkForm(b *testing.B) {
	for lang, text := range map[string]string{
		"ru": "Министров нового кабинета представят депутатам на следующей неделе, цены на молоко объяснили засухой",
		"az": "Kənd məktəbində yeddi şagird oxuyur, qiymətlərin artması müşahidə olunur",
		"tr": "Belediye seçimlerinde katılım düştü, bilet fiyatlarına zam geldi",
		"en": "The prime minister opened the longest footbridge after elections to the island council",
	} {
		tokens := Tokens(text)
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				Form(lang, tokens[i%len(tokens)])
				i++
			}
		})
	}
}

func BenchmarkForms(b *testing.B) {
	for _, w := range []string{"министров", "Алиева", "Əliyev", "elections"} {
		b.Run(w, func(b *testing.B) {
			for b.Loop() {
				Forms(w, allLangs)
			}
		})
	}
}
