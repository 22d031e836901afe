package clip

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"rubrika/feed"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestNames(t *testing.T) {
	for title, want := range map[string]string{
		"Порт принял первое судно":     "Порт принял первое судно",
		"Что делать?":                  "Что делать",
		"Итоги: рост, спад":            "Итоги - рост, спад",
		"a:b":                          "a-b",
		"../../x":                      "x",
		"/etc/passwd":                  "etc-passwd",
		`C:\Windows\x`:                 "C--Windows-x",
		"$(touch x)":                   "(touch x)",
		"`touch x`; rm -rf ~":          "touch x rm -rf",
		"-rf":                          "rf",
		"--help":                       "help",
		"–– тире":                      "тире",
		".hidden":                      "hidden",
		"...":                          "none",
		"..":                           "none",
		"":                             "none",
		"   ":                          "none",
		"con":                          "_con",
		"con.txt":                      "_con.txt",
		"NUL":                          "_NUL",
		"Aux.":                         "_Aux",
		"com1":                         "_com1",
		"LPT¹.x":                       "_LPT¹.x",
		"com10":                        "com10",
		"консул":                       "консул",
		"trailing dots. . .":           "trailing dots",
		"a\x00b\x1b[31mc\u202etxt.exe": "abctxt.exe",
		"\u202egnp.exe\u2066\u200f":    "gnp.exe",
		"🚀 старт 👩‍🚀":                  "🚀 старт 👩🚀",
		"a\nb\tc":                      "a b c",
		"x*?\"<>|y":                    "x-y",
		"\u0301а":                      "а",
		"日本語":                          "日本語",
		"سلام":                         "سلام",
		"50 % & больше":                "50 % больше",
	} {
		if got := stem(feed.Item{Title: title}, "none"); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	at := time.Date(2025, 11, 28, 1, 0, 0, 0, time.FixedZone("", 4*3600))
	for _, c := range []struct {
		it   feed.Item
		want string
	}{
		{feed.Item{Title: "con", Published: at}, "2025-11-28 con"},
		{feed.Item{Title: "x", Published: at.UTC()}, "2025-11-27 x"},
		{feed.Item{Title: "x", Seen: at}, "2025-11-28 x"},
		{feed.Item{Summary: "Начало", Seen: at}, "2025-11-28 Начало"},
		{feed.Item{Title: "x", Published: time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)}, "x"},
	} {
		if got := stem(c.it, "none"); got != c.want {
			t.Errorf("%+v: %q, want %q", c.it, got, c.want)
		}
	}
	if got := stem(feed.Item{}, "?"); got != "rubrika" {
		t.Errorf("without any words: %q", got)
	}
	long := stem(feed.Item{Title: strings.Repeat("слово ", 60), Seen: at}, "none")
	if len(long) > maxStem || !strings.HasSuffix(long, "слово") {
		t.Errorf("%d bytes: %q", len(long), long)
	}
	if got := stem(feed.Item{Title: strings.Repeat("é́", 200)}, "none"); len(got) > maxStem || !utf8.ValidString(got) {
		t.Errorf("%q", got)
	}
}

// A name is always one element of a path, short, and harmless.
func FuzzName(f *testing.F) {
	for _, s := range []string{
		"../../x", "$(touch x)", "-rf", "con.txt", "🚀", "\u202ex", "a\x00", strings.Repeat("я", 300), strings.Repeat("\u0301", 300), ". .", "con ", "_",
		"COM¹", "\xff\xfe", "x\u200d", "/", `\`, "~", "%", "con" + strings.Repeat(" ", 200),
	} {
		f.Add(s, int64(0))
		f.Add(s, int64(1764318960))
	}
	f.Fuzz(func(t *testing.T, title string, at int64) {
		it := feed.Item{Title: title, Summary: title}
		if at != 0 {
			it.Seen = time.Unix(at, 0).UTC()
		}
		got := stem(it, title)
		switch {
		case got == "", len(got) > maxStem, !utf8.ValidString(got), got != filepath.Base(got), !filepath.IsLocal(got),
			strings.ContainsAny(got, "/\\:*?\"<>|$`;&'~\x00\n\r\t"), isDevice(got):
			t.Errorf("%q: %q", title, got)
		case strings.ContainsAny(got[:1], "-. ~"), strings.ContainsAny(got[len(got)-1:], ". "):
			t.Errorf("%q: the ends of %q", title, got)
		}
		for _, r := range got {
			if unicode.Is(unicode.C, r) || unicode.IsSpace(r) && r != ' ' {
				t.Errorf("%q: %U in %q", title, r, got)
			}
		}
	})
}
