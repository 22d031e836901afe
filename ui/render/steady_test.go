package render

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestSteadySignsAreEquallyWideEverywhere compares the width by grapheme
// clusters with the width by characters.
func TestSteadySignsAreEquallyWideEverywhere(t *testing.T) {
	for in, want := range map[string]string{
		"семья 👨‍👩‍👧‍👦!":              "семья 👨!",
		"👩🏽‍🚀 в космосе":              "👩 в космосе",
		"палец 👍🏿":                    "палец 👍",
		"сердце ❤️ и ☎️":              "сердце ❤ и ☎",
		"кнопка 1️⃣":                  "кнопка 1",
		"радуга 🏳️‍🌈":                 "радуга 🏳",
		"флаг 🇦🇿":                     "флаг 🇦🇿",
		"без эмодзи":                  "без эмодзи",
		"क्\u200dष and می\u200cخواهم": "क्\u200dष and می\u200cخواهم",
		"سنة \u0604":                  "سنة ",
		"тон сам по себе 🏽":           "тон сам по себе ",
		"日本 ё й с комб. é":            "日本 ё й с комб. é",
		"👨\u200d":                     "👨\u200d",
		"\u200d👩 начало":              "\u200d👩 начало",
		"👨‍👩‍👧‍👦👨‍👩‍👧‍👦 дважды": "👨👨 дважды",
	} {
		got := Steady(in)
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if Steady(got) != got {
			t.Errorf("%q changes again", got)
		}
		if in[0] != "क"[0] && ansi.StringWidth(got) != ansi.StringWidthWc(got) {
			t.Errorf("%q is %d cells by clusters, %d by characters", got, ansi.StringWidth(got), ansi.StringWidthWc(got))
		}
		if Width(Fit(in, 12)) != 12 {
			t.Errorf("%q does not fit", in)
		}
	}
}
