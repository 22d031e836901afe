package lang

import "testing"

func TestPaletteCounts(t *testing.T) {
	ru, az, en := For("ru"), For("az"), For("en")
	for _, c := range []struct{ got, want string }{
		{ru.Actions(1), "1 действие"},
		{ru.Actions(42), "42 действия"},
		{ru.Actions(11), "11 действий"},
		{ru.Actions(0), "0 действий"},
		{az.Actions(7), "7 əməliyyat"},
		{en.Actions(1), "1 action"},
		{en.Actions(45), "45 actions"},
		{ru.HelpHits(21), "21 совпадение"},
		{ru.HelpHits(3), "3 совпадения"},
		{ru.HelpHits(5), "5 совпадений"},
		{az.HelpHits(1), "1 uyğunluq"},
		{en.HelpHits(1), "1 match"},
		{en.HelpHits(0), "0 matches"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
