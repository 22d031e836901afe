package rss

import "testing"

// A document that must be UTF-8 is left alone unless it plainly is not.
func TestUTF8(t *testing.T) {
	for doc, want := range map[string]string{
		"":                         "",
		"plain":                    "plain",
		"Каспий \xff":              "Каспий \xff",
		"\xca\xe0\xf1\xef\xe8\xe9": "Каспий",
	} {
		if got := string(UTF8([]byte(doc))); got != want {
			t.Errorf("%q gave %q, want %q", doc, got, want)
		}
	}
}
