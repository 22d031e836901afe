package fetch

import (
	"strings"
	"testing"
)

func TestHush(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		" no \n such\tfeed ":         "no such feed",
		"you sent Passwd=a++b%26c":   "you sent Passwd=…",
		"you sent a  b&c, and t0ken": "you sent …, and …", // blanks of the password are lost in a line
		"cannot fetch https://me:pw@a.example/x, //me@b.example": "cannot fetch https://a.example/x, //b.example",
		strings.Repeat("я", 400) + "a  b&c":                      strings.Repeat("я", 300) + "…",
		strings.Repeat("я", 298) + "a  b&c":                      strings.Repeat("я", 298) + "…",
	} {
		if got := Hush(text, "a  b&c", "", "t0ken"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
