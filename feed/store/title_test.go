package store

import "testing"

func TestBrief(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ own, theirs, address, want string }{
		{"Моя лента - утро", "Х", "https://x.example/", "Моя лента - утро"},
		{"", "World news | The Courier", "https://www.thecourier.example/world/rss", "The Courier"},
		{"", "Xəbərlər və şərhlər | Liman.az", "https://liman.az/rss", "Liman.az"},
		{"", "LIMAN.AZ- son xəbərlər", "https://liman.az/rss", "LIMAN.AZ"},
		{"", "Порт.ру : Новости", "https://feeds.example/port", "Порт.ру"},
		{"", "Вестник Баку · Финансы", "https://vestnik.example/", "Вестник Баку · Финансы"},
		{"", "The Evening-Post Online", "https://evening.example/", "The Evening-Post Online"},
		{"", "A - b", "https://x.example/", "A - b"},
		{"", " - ", "https://x.example/", " - "},
		{"", "", "https://www.x.example/", "x.example"},
		{"", "|", "", "|"},
	} {
		if got := brief(c.own, c.theirs, c.address); got != c.want {
			t.Errorf("%q, %q at %q: %q, want %q", c.own, c.theirs, c.address, got, c.want)
		}
	}
}
