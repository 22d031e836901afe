package lang

import "testing"

func TestMatch(t *testing.T) {
	for code, want := range map[string][2]string{
		"ru": {"3 из 1\u00a0200", "на странице такого нет"},
		"az": {"3 / 1.200", "səhifədə belə söz yoxdur"},
		"en": {"3 of 1,200", "not on this page"},
	} {
		w := For(code)
		if got := w.Match(3, 1200); got != want[0] {
			t.Errorf("%s: %q, want %q", code, got, want[0])
		}
		if got := w.Match(0, 0); got != want[1] {
			t.Errorf("%s: %q, want %q", code, got, want[1])
		}
	}
}
