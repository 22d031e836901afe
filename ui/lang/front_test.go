package lang

import "testing"

func TestNewStories(t *testing.T) {
	for _, c := range []struct {
		code string
		n    int
		want string
	}{
		{"ru", 1, "1 новая"},
		{"ru", 3, "3 новые"},
		{"ru", 12, "12 новых"},
		{"ru", 21, "21 новая"},
		{"ru", 1234, For("ru").Number(1234) + " новые"},
		{"az", 1, "1 yeni"},
		{"az", 1234, "1.234 yeni"},
		{"en", 1, "1 new"},
		{"en", 12, "12 new"},
	} {
		if got := For(c.code).NewStories(c.n); got != c.want {
			t.Errorf("%s: %q, want %q", c.code, got, c.want)
		}
	}
}
