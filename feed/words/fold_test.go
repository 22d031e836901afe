package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFoldMeets(t *testing.T) {
	for _, same := range [][]string{
		{"istanbul", "ISTANBUL", "İSTANBUL", "İstanbul", "ıstanbul", "i\u0307stanbul", "I\u0307stanbul"},
		{"ilik", "ılık", "ILIK", "ILIk"},
		{"siyaset", "Siyasət", "SİYASƏT", "SIYASƏT", "siyasET"},
		{"cumhurbaskanligi", "Cumhurbaşkanlığı", "CUMHURBAŞKANLIĞI"},
		{"ekologiya gozel", "Ekologiya gözəl", "EKOLOGİYA GÖZƏL"},
		{"елка", "Ёлка", "ёлка", "ЁЛКА", "е\u0308лка"},
		{"йод", "ЙОД", "Йод", "и\u0306од"},
		{"замок", "за́мок", "ЗАМОК"},
		{"україна", "УКРАЇНА", "укра\u0456\u0308на"},
		{"қазақстан", "ҚАЗАҚСТАН"},
		{"ўзбекистон", "ЎЗБЕКИСТОН", "у\u0306збекистон"},
		{"беларусь ґанок", "БЕЛАРУСЬ ҐАНОК"},
		{"strasse", "Straße", "STRASSE", "STRAẞE"},
		{"facade", "façade", "FAÇADE", "fac\u0327ade"},
		{"smorrebrod", "smørrebrød", "SMØRREBRØD"},
		{"lodz", "Łódź", "ŁÓDŹ"},
		{"encyclopaedia", "encyclopædia"},
		{"oeuvre", "œuvre", "ŒUVRE"},
		{"viet nam tieng", "Việt Nam tiếng", "VIỆT NAM TIẾNG"},
		{"αθηνα", "Αθήνα", "ΑΘΗΝΑ"},
		{"λογοσ", "λόγος", "ΛΟΓΟΣ"},
		{"abc123", "ＡＢＣ１２３"},
		{"fi", "ﬁ"},
		{"хозяйство", "хо\u00ADзяй\u00ADство"},
		{"a b", "a\u00A0b"},
	} {
		for _, s := range same {
			if got := Fold(s); got != same[0] {
				t.Errorf("Fold(%q) = %q, want %q", s, got, same[0])
			}
		}
	}
}

func TestFoldKeepsApart(t *testing.T) {
	for _, p := range [][2]string{
		{"май", "маи"},
		{"їжак", "іжак"},
		{"ўн", "ун"},
		{"қол", "кол"},
		{"ґрати", "грати"},
		{"ъ", "ь"},
		{"のは", "のば"},
		{"हिन्दी", "हनद"},
	} {
		if Fold(p[0]) == Fold(p[1]) {
			t.Errorf("Fold makes %q and %q one", p[0], p[1])
		}
	}
}

func TestFoldLeavesPunctuation(t *testing.T) {
	const s = "«a» – “b” (c): d/e, №5 — 50 %"
	if got := Fold(s); got != strings.ReplaceAll(s, "№", "no") {
		t.Errorf("Fold(%q) = %q", s, got)
	}
}

func TestFoldInvalid(t *testing.T) {
	if got := Fold("a\xffB"); got != "a\uFFFDb" {
		t.Errorf("got %q", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{
		"İSTANBUL", "и\u0306", "e\u0301\u0327", "\xff\xfe", "ﷺ", "ﬃ", "각", "क\u093c", "ΐ\u0301", "K", "ǅ", "\u1E9E", "Å", "ῼ", "ℑ", "Ⅷ",
		"ŉ", "ᾳ", "𝕳", "Ꮳ", "\u0345a", "Да… İ\u0307 а\u0306x\u0301 №5 «я\u00a0é»", "<\u0338 \u0301й\u0306a\xffБ", "가a\u11a8",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", s, got)
		}
		if again := Fold(got); again != got {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, got, again)
		}
		if whole := foldSlow(s); whole != got {
			t.Fatalf("Fold(%q) = %q, by the tables alone %q", s, got, whole)
		}
		if utf8.ValidString(s) {
			if nfd := Fold(norm.NFD.String(s)); nfd != got {
				t.Fatalf("Fold(%q) = %q, its decomposed form gives %q", s, got, nfd)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{
		"ru":    "В Азербайджане готовят механизм страхования заёмщиков от потери работы",
		"az":    "İlham Əliyev Türk Dövlətləri Təşkilatının zirvə görüşündə çıxış edib",
		"en":    "Central bank keeps its key interest rate on hold as inflation slows down",
		"lower": "iqtisadiyyat xeberleri",
		"slow":  "Số người chết trong trận lũ lụt ở Thái Lan tăng lên 110",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
