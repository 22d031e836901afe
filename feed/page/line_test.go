package page

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	family := "👨\u200d👩\u200d👧\u200d👦"
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"blanks", " \t\n ", ""},
		{"ordinary", "Анар Алиев: «лидер» — 5 % №1", "Анар Алиев: «лидер» — 5 % №1"},
		{
			"text that only looks dangerous",
			"a < b, [31m, &#27;, %1b, \\x1b, ^[",
			"a < b, [31m, &#27;, %1b, \\x1b, ^[",
		},
		{
			"white space of all kinds",
			" a\u00a0\u3000b\r\nc\u2028d\u0085e\vf ",
			"a b c d e f",
		},
		{"colour", "\x1b[1;31mred\x1b[0m", "red"},
		{"title", "a\x1b]0;evil\x07b", "ab"},
		{"clipboard, closed by ST", "a\x1b]52;c;eA==\x1b\\b", "ab"},
		{"link", "\x1b]8;;https://a.example\x07text\x1b]8;;\x07", "text"},
		{
			"DCS, APC, PM, SOS",
			"1\x1bPx\x1b\\2\x1b_x\x1b\\3\x1b^x\x1b\\4\x1bXx\x1b\\5",
			"12345",
		},
		{"C1 as UTF-8", "a\u009b31mb\u009d0;x\u009cc\u0090y\u009cd", "abcd"},
		{"C1 as bytes", "a\x9b31mb\x9d0;x\x9cc", "abc"},
		{"C1 and ESC mixed", "a\u009d0;x\x1b\\b\x1b]0;y\u009cc", "abc"},
		{"a string never closed keeps its text", "a\x1b]0;rest of it", "a0;rest of it"},
		{
			"a mis-decoded letter keeps the rest",
			"na\u009eve a dobr\u00e9",
			"nave a dobré",
		},
		{"strings closed and not", "a\x1b]0;x\x07b\x1b]0;yc", "ab0;yc"},
		{"C0", "a\x00b\x07c\bd\x7fe\x0ef", "abcdef"},
		{"overrides and isolates", "\u202eabc\u202c\u2066d\u2069\u202a", "abcd"},
		{"directional marks stay", "a\u200eb\u200fc", "a\u200eb\u200fc"},
		{"invisible", "\ufeffa\u200bb\u00adc\u206ad\ufff9", "abcd"},
		{"tags", "🏴\U000e0067\U000e0062\U000e007f", "🏴"},
		{"noncharacters", "a\ufdd0b\ufffec\U0001ffffd", "abcd"},
		{"kitty's placeholder", "a\U0010eeeeb", "ab"},
		{"other private characters", "a\uf8ffb", "a\uf8ffb"},
		{
			"joiners and selectors",
			family + "❤\ufe0f ☎\ufe0e می\u200cخواهم",
			family + "❤\ufe0f ☎\ufe0e می\u200cخواهم",
		},
		{"NFC", "й и\u0306 \u1112\u1161\u11ab", "й й 한"},
		{"singletons", "\u2126\u212b", "Ωå"[:2] + "Å"},
		{
			"too many marks",
			"e" + strings.Repeat("\u0323", 50) + "x",
			"ẹ" + strings.Repeat("\u0323", 7) + "x",
		},
		{
			"marks joined by joiners",
			"q" + strings.Repeat("\u0323\u200d", 50),
			"q" + strings.Repeat("\u0323\u200d", 4),
		},
		{"honest stacks", "בְּרֵאשִׁ֖ית क्षत्रिय ཧཱུྃ", "בְּרֵאשִׁ֖ית क्षत्रिय ཧཱུྃ"},
		{"bad UTF-8", "caf\xe9 \xff\xfe\xfd!", "caf\ufffd \ufffd!"},
		{"half a character", "a\xd0", "a\ufffd"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("%s: Line(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"one\ntwo", "one\ntwo"},
		{"one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\nfive"},
		{"\n\n one \t two \n\n\n\n three\n", "one two\n\nthree"},
		{"a\x1b[2J\nb\u009b2J", "a\nb"},
		{" \n ", ""},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSafe(t *testing.T) {
	for _, s := range []string{"", "text", "two\nlines", "👨\u200d👩", "a\u200fb", "\ufffd"} {
		if !Safe(s) {
			t.Errorf("Safe(%q) = false", s)
		}
	}
	for _, s := range []string{"\x1b", "\t", "\r", "\x00", "\x7f", "\u0085", "\u009b", "\xff", "\u202e", "\u2069", "\u200b", "\ufeff", "\u00ad", "\u2028", "\U000e0041", "\ufffe", "\U0010eeee"} {
		if Safe("a" + s + "b") {
			t.Errorf("Safe(%q) = true", s)
		}
	}
}

// Every character is either kept by Line, or dropped, or a blank; and what is
// kept is Safe.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		got := Line("a" + string(r) + "b")
		if !Safe(got) || !strings.HasPrefix(got, "a") && r < 0x300 || Line(got) != got {
			t.Fatalf("%U becomes %q", r, got)
		}
		switch {
		case unicode.IsSpace(r):
			if got != "a b" {
				t.Fatalf("white space %U becomes %q", r, got)
			}
		case r == 0x1b || r >= 0x80 && r <= 0x9f: // begin sequences, which may take the b
			if strings.ContainsRune(got, r) {
				t.Fatalf("%U stays in %q", r, got)
			}
		case Safe(string(r)) == (got == "ab"):
			t.Fatalf("%U: Safe is %v, Line gives %q", r, Safe(string(r)), got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 5, "short"},
		{"seven letters more", 16, "seven letters…"},
		{"слово за словом идёт", 19, "слово за словом…"},
		{"nowordboundaryhere", 8, "nowordb…"},
		{"ends with, comma", 11, "ends with…"},
		{"ровно пять слов тут да", 22, "ровно пять слов тут да"},
	} {
		got := cut(c.in, c.n)
		if got != c.want || utf8.RuneCountInString(got) > c.n {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestLineAllocatesNothingForCleanText(t *testing.T) {
	for _, s := range []string{
		"An ordinary headline, 28 November 2025",
		"Вице-министр: странам ОТГ нужно углублять кооперацию — «Report»",
		"Nazir müavini: TDT ölkələri əməkdaşlığı dərinləşdirməlidir",
		"日本の見出し", "مرحبا بالعالم", "emoji 👨\u200d👩\u200d👧 ❤\ufe0f",
	} {
		if n := testing.AllocsPerRun(100, func() { Line(s) }); n != 0 {
			t.Errorf("Line(%q): %v allocations", s, n)
		}
	}
}

func BenchmarkLine(b *testing.B) {
	for i, s := range []string{
		"An ordinary headline, 28 November 2025, of usual length and no surprises",
		"Вице-министр: странам ОТГ нужно углублять кооперацию в медиасфере",
		"Dirty \x1b[31mheadline\x1b[0m  with\u00a0blanks",
	} {
		b.Run(fmt.Sprint(i), func(b *testing.B) {
			for b.Loop() {
				Line(s)
			}
		})
	}
}
